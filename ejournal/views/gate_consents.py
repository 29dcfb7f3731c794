"""The gate of families: classes, papers and sheets come only with the right to them (п. 4.6.1, 4.4.5)."""

import re
from collections.abc import Mapping
from typing import Any

from ejournal import access
from ejournal.access import Page, Right, Role
from ejournal.models import certificates, consents, piles, signers, weekly
from ejournal.models.consents import FamilyPaper, PileLeaf
from ejournal.models.imports import ImportJob, Upload, job, upload
from ejournal.models.papers import IssuedPaper, of_text_hash
from ejournal.models.people import class_names
from ejournal.models.piles import Pile
from ejournal.views.gate import forbid, hide, note, visitor
from ejournal.views.here import school_now
from ejournal.wording import class_name

HASH = re.compile("[0-9a-f]{32}")  # the beginning of the hash of an issued paper


def classes(right: Right) -> dict[int, str]:
    """The classes of today over which the visitor has a right, by name."""
    named = {cohort: class_name(*parts) for cohort, parts in class_names(school_now().date()).items()}
    return {cohort: name for cohort, name in named.items() if _duty(right, cohort)}


def everywhere(right: Right) -> bool:
    """Whether the right goes over the whole school."""
    return access.duty_for(visitor(), right) is not None


def class_for(right: Right, cohort: int) -> Role:
    """п. 4.6.1, 4.4.5: the duty by which the visitor has a right over a class of today, else 404."""
    duty = _duty(right, cohort)
    if duty is None or cohort not in class_names(school_now().date()):
        hide(cohort)
    note("read", duty, cohort)
    return duty


def may(right: Right, cohort: int) -> bool:
    return _duty(right, cohort) is not None


def leaf_of(cohort: int, number: int) -> PileLeaf:
    """п. 4.6.1: a page of the pile of a class that the visitor keeps, else 404."""
    found: PileLeaf | None = PileLeaf.get_or_none((PileLeaf.id == number) & (PileLeaf.cohort == cohort))
    return found or hide(number)


def leaves_of(cohort: int) -> list[PileLeaf]:
    """п. 4.6.1: the pages that wait in a class that the visitor keeps."""
    return consents.leaves(cohort)


def pile_left(cohort: int) -> tuple[Pile | None, ImportJob | None]:
    """п. 4.6.1: the pile that was left last for a class that the visitor keeps, and what is done with it."""
    found = piles.newest(cohort)
    return found, job("pile", found.id) if found else None


def picture_of(leaf: PileLeaf) -> Upload:
    return upload(leaf.upload_id)


def scan_of(number: int) -> Upload:
    """п. 4.6.1: the scan of a paper of a class within reach, else 404; the reading is logged."""
    found: FamilyPaper | None = FamilyPaper.get_or_none(FamilyPaper.id == number)
    duty = _duty(Right.READ_CONSENTS, _class_of(found.child_id, found.cohort_id)) if found else None
    kept = consents.scan_of(number) if found and duty else None
    if kept is None or duty is None:
        hide(number)
    note("read", duty, number)
    return upload(kept)


def pupil_of_diary(pupil: int) -> int:
    """п. 3.2: the pupil whose diary the visitor may read; an own child on paper → 403, else 404."""
    duty = access.duty_for_diary(visitor(), Right.READ_DIARY, pupil)
    if duty is None:
        if any(child.person == pupil for child in visitor().children):
            forbid(pupil)
        hide(pupil)
    note("read", duty, pupil)
    return pupil


def own_child(address: Mapping[str, Any] | None) -> int | None:
    """The child of whose page an address is, when the visitor may write papers about this child."""
    pupil = (address or {}).get("pupil")
    return pupil if isinstance(pupil, int) and may_write_of(pupil) else None


def child_to_write_of(pupil: int) -> Role:
    """п. 4.6.1: an own child, or at 18 oneself, whether the diary is open or on paper, else 404; logged.

    A younger pupil is forbidden: the parents sign.
    """
    duty = _writes_of(pupil)
    if duty is None and pupil == visitor().person:
        forbid(pupil)
    duty = duty or hide(pupil)
    note("read", duty, pupil)
    return duty


def may_write_of(pupil: int) -> bool:
    """Whether the visitor is a parent who may write about this child, or the pupil at 18."""
    return _writes_of(pupil) is not None


def _writes_of(pupil: int) -> Role | None:
    duty = access.duty_for_family(visitor(), Right.WRITE_PAPERS, pupil)
    young = duty is Role.PUPIL and not signers.adults([pupil], school_now().date())
    return None if young else duty


def class_of_child(pupil: int) -> int:
    """The class where a child is today."""
    return consents.class_of(pupil, school_now().date()) or hide(pupil)


def named_by(token: str) -> tuple[str, int | None, bool]:
    """What a QR names: «family», «sheet», «issued» or ""; its class of today, to who keeps it; whether the
    visitor may see it: who keeps the class, and who signed it or gets it.
    """
    paper = consents.by_tokens([token]).get(token)
    sheet = None if paper else weekly.by_tokens([token]).get(token)
    if not paper and not sheet and (issued := HASH.fullmatch(token) and of_text_hash(token)):
        return "issued", None, _may_read(issued)
    if paper:
        kind, own = "family", paper.guardian_id == visitor().person
        cohort = _class_of(paper.child_id, paper.cohort_id)
    elif sheet:
        kind, own = "sheet", _writes_of(sheet.pupil_id) is not None
        cohort = _class_of(sheet.pupil_id, sheet.cohort_id)
    else:
        return "", None, False
    office = _duty(Right.READ_CONSENTS, cohort) is not None
    return kind, cohort if office else None, own or office


def _may_read(issued: IssuedPaper) -> bool:
    """п. 4.2.5: whether an issued paper is within the visitor's reach, or a certificate was sent to them."""
    if issued.kind == certificates.KIND and issued.about_id:
        sent = certificates.recipients([int(issued.about_id)])
        if visitor().person in {row.person_id for row in sent}:
            return True
    return access.duty_for_page(visitor(), Right.READ_PAPERS, Page(issued.cohorts)) is not None


def _class_of(child: int, cohort: int) -> int:
    return consents.class_of(child, school_now().date()) or cohort


def _duty(right: Right, cohort: int) -> Role | None:
    return access.duty_for_page(visitor(), right, Page(frozenset({cohort})))
