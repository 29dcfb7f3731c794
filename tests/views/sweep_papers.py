"""Papers that the sweep of routes asks for: one of each kind about class 7."""

from dataclasses import replace
from datetime import timedelta

from ejournal.access import Role
from ejournal.documents.paper import BLANKS
from ejournal.models.certificates import Certificate, CertificateIssue
from ejournal.models.consents import FamilyPaper, FamilyStep, PileLeaf
from ejournal.models.imports import Upload
from ejournal.models.local_acts import ActVersion, LocalAct
from ejournal.models.own_blanks import OwnBlank
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import SchoolYear
from ejournal.models.settings import SchoolSettings
from ejournal.reports.certificates.content import to_json as to_text
from ejournal.reports.certificates.page import counted, newest
from ejournal.reports.certificates.read import Span
from ejournal.services import (
    certificates,
    local_acts,
    own_blanks,
    papers,
    piles,
    uploads,
)
from ejournal.services.certificates import Words
from ejournal.services.local_acts import NewVersion
from ejournal.services.piles import Found, Page, Sorted
from ejournal.services.uploads import NewFile
from tests.families import nina, prepare
from tests.school import BY, MONDAY, School, at
from tests.services.test_papers import NEW


def papers_of(school: School) -> dict[str, int]:
    """By the names that routes give them."""
    return {
        "paper_id": paper(school.classes["7"]),
        "certificate_id": certificate(school),
        **written(school),
    }


def act(school: School) -> dict[str, int]:
    """A local act with its text."""
    if not LocalAct.select().exists():
        file = NewFile("act", "положение.pdf", "application/pdf", b"%PDF-1.4")
        first = NewVersion("№ 61 от 31.08.2026", MONDAY, "", False, file)
        local_acts.register("Положение", first, by=school.actor("igor", Role.DIRECTOR), now=at("9:00"))
    return {"act_id": LocalAct.get().id, "version_id": ActVersion.get().id}


def blank(school: School) -> str:
    """A blank of the memo that is in use and one that is not yet, made anew when the sweep has deleted it."""
    content = (BLANKS / "memo.docx").read_bytes()
    by = school.actor("dina", Role.DEPUTY)
    if not OwnBlank.select().exists():
        own_blanks.bring(NewFile("blank", "записка.docx", "docx", content), "u" * 32, by=by, now=at("9:00"))
        own_blanks.use(Upload.get(Upload.token == "u" * 32), "memo", by=by, now=at("9:00"))
    token = f"{Upload.select().count():032}"
    own_blanks.bring(NewFile("blank", "новая.docx", "docx", content), token, by=by, now=at("9:00"))
    return token


def paper(cohort: int) -> int:
    """A paper about the class that was issued once; the same for every role."""
    if not IssuedPaper.select().exists():
        papers.issue(replace(NEW, about_id=cohort), "0" * 64, b"docx", by=BY, now=at("12:00"))
    return int(IssuedPaper.get().id)


def written(school: School) -> dict[str, int]:
    """A consent with its scan, and a page of a pile that waits, made anew when the sweep has filed it."""
    if not FamilyPaper.select().exists():
        prepare(school, "consent", "anya_mother")
    if not PileLeaf.select().exists():
        page = Page("лист.jpg", f"{Upload.select().count()}".encode(), ())
        found = [Sorted(page, (Found("left", "QR-код не прочитан"),))]
        piles.keep(school.classes["7"], found, MONDAY, "", by=nina(school), now=at("9:00"))
    paper = int(FamilyPaper.get().id)
    if not FamilyStep.select().exists():
        scan = uploads.store(NewFile("pile", "скан.jpg", "image/jpeg", b"scan"), "s" * 32, BY, at("9:00"))
        step = {"step": "signed", "day": MONDAY, "electronic": None, "place": "", "file_hash": scan.file_hash}
        FamilyStep.create(deed="0" * 32, at=at("9:00"), by=school["nina"], paper=paper, upload=scan, **step)
    return {"written_id": paper, "leaf_id": PileLeaf.get().id}


def certificate(school: School) -> int:
    """A certificate that was issued once, and sent to everybody whom it concerns."""
    if not CertificateIssue.select().exists():
        year, by, now = SchoolYear.get(), school.actor("dina", Role.DEPUTY), at("12:00")
        asked = certificates.Wanted(MONDAY, MONDAY, "", None, "абвгд", "")
        span = Span(year, MONDAY - timedelta(days=3), MONDAY - timedelta(days=3))
        content, _, _ = counted(year, span, asked.directions, SchoolSettings(), now)
        certificates.begin(
            year, asked, None, to_text(content), Words("Требования выполняются.", [], None), by=by, now=now
        )
        one = Certificate.get()
        sent = [(school[key], "учитель") for key in ("vera", "nina", "igor")]
        new, file = replace(NEW, kind="certificate", about_id=school.classes["7"]), ("0" * 64, b"docx")
        certificates.issue(one, newest(one), 1, new, file, sent, by=by, now=now)
    return int(Certificate.get().id)
