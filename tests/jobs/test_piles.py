"""A large pile is left to the server: its pages are counted, after a restart nothing is filed twice."""

from io import BytesIO

import pytest
from peewee import OperationalError
from PIL import Image

from ejournal.importing import pile as reading
from ejournal.jobs import imports as jobs
from ejournal.models import imports, piles
from ejournal.models.consents import FamilyStep, PileLeaf
from ejournal.models.imports import ImportJob, Upload
from ejournal.models.piles import PileFile
from ejournal.reports.piles import told_of
from ejournal.services import piles as deeds
from ejournal.services import piles_left, queue, verify
from tests.client import BASE
from tests.families import nina, photo, prepare
from tests.jobs.test_imports import CLOCK, NOW
from tests.school import MONDAY, ZONE, School

pytestmark = pytest.mark.clause("4.6.1")


def scan(*links: str) -> bytes:
    """A PDF with a page for each link, "" is a page without a code."""
    pages = [Image.open(BytesIO(photo(*filter(None, (link,)), seed=at))) for at, link in enumerate(links)]
    written = BytesIO()
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return written.getvalue()


@pytest.fixture
def left(school: School) -> int:
    """A scan of ten pages that the class teacher has left: two papers, eight pages without a code."""
    for guardian in ("anya_mother", "anya_father"):
        prepare(school, "consent", guardian)
    links = [f"{BASE}/q/token-of-paper-000{number}" for number in (1, 2)]
    by, cohort = nina(school), school.classes["7"]
    files = [("скан.pdf", scan(*links, *[""] * 8)), ("письмо.doc", b"not a picture")]
    piles_left.leave(cohort, files, MONDAY, "папка 5", BASE, by=by, now=NOW)
    found = piles.newest(cohort)
    assert found is not None
    queue.ask(piles_left.KIND, found.id, False, by=by, now=NOW)
    return int(found.id)


def stood() -> tuple[int, int]:
    return FamilyStep.select().count(), PileLeaf.select().count()


def test_a_pile_is_sorted_beside_the_server_and_told(left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(jobs, "_count", lambda _, pages: heard.append(pages))
    jobs.do_all(CLOCK)
    assert [pages for pages in heard if pages == reading.STRETCH] and sum(heard) >= 10
    assert stood() == (2, 8) and imports.jobs() == []
    found = piles.pile(left)
    assert found is not None and found.told is not None
    outcome = told_of(found.told)
    assert len(outcome.filed) == 2 and len(outcome.left) == 8 and "письмо.doc" in outcome.problems[0]
    assert (PileFile.select().count(), Upload.select().where(Upload.name == "скан.pdf").count()) == (0, 0)
    assert verify.verify(ZONE) == []


def test_what_a_restart_interrupts_is_begun_again(left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(deeds, "keep", lambda *_, **__: (_ for _ in ()).throw(OperationalError()))
        with pytest.raises(OperationalError):
            jobs.do_all(CLOCK)
    assert stood() == (0, 0) and len(imports.jobs()) == 1
    jobs.do_all(CLOCK)
    assert stood() == (2, 8)


def test_filed_but_not_told_yet_it_is_not_filed_twice(left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(piles_left, "done", lambda *_, **__: (_ for _ in ()).throw(OperationalError()))
        with pytest.raises(OperationalError):
            jobs.do_all(CLOCK)
    assert stood() == (2, 8)
    jobs.do_all(CLOCK)
    assert stood() == (2, 8) and imports.jobs() == [] and ImportJob.select().count() == 0
