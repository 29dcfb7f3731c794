"""What a parent has signed about a child, and what the QR of a paper says (п. 4.6.1)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ejournal.models import consents as stored
from ejournal.models import weekly
from ejournal.models.papers import IssuedPaper, issued_about, issued_paper, of_text_hash
from ejournal.models.people import names
from ejournal.models.weekly import WeekSheet
from ejournal.reports import weekly as weekly_report
from ejournal.reports import weekly_ledger
from ejournal.reports.consents import Guardian, guardian_of
from ejournal.rules.consents import KINDS
from ejournal.wording import date_numeric, full_name

SAME = "действует лист {}: записи за эту неделю с тех пор не менялись"
OTHER = "записи за эту неделю с листа {} изменились: напечатайте лист заново"
OLDER = "если на вашем листе другой номер, он прежний"
SINGLE = ("journal", "own_journal", "certificate")  # kinds of which a later paper takes the place of one
LOOKS = ("layout", "duplex")  # parameters of a paper that say how it is printed


@dataclass(frozen=True)
class OwnPapers:
    """A guardian's own papers about a child."""

    child: str
    guardian: Guardian | None


@dataclass(frozen=True)
class Checked:
    """What is said of a paper by its QR; `lines` only to whoever may see the record."""

    found: bool
    number: str
    seal: str
    lines: tuple[str, ...]


def of_guardian(guardian: int, child: int, now: datetime) -> OwnPapers:
    """п. 4.6.1: what stands for one guardian and one child."""
    name = names([child], now.date()).get(child)
    return OwnPapers(full_name(*name) if name else "", guardian_of(guardian, child, now))


def known(token: str, kind: str, allowed: bool, now: datetime) -> Checked:
    """п. 4.6.1: a paper by its token."""
    if kind == "family":
        return _family(token, allowed, now)
    if kind == "sheet":
        return _sheet(weekly.by_tokens([token])[token], allowed, now)
    issued = of_text_hash(token) if kind == "issued" else None
    return _issued(issued, allowed, now) if issued else Checked(False, "", "", ())


def _sheet(sheet: WeekSheet, allowed: bool, now: datetime) -> Checked:
    """п. 4.4.5: a weekly sheet under the number of the newest batch that holds it."""
    name = names([sheet.pupil_id], now.date()).get(sheet.pupil_id)
    told = (f"Недельный лист с {date_numeric(sheet.week)}: {full_name(*name)}",) if allowed and name else ()
    batches = weekly_ledger.batches(sheet.cohort_id, sheet.week, sheet.pupil_id)
    if not batches:
        return Checked(True, f"№ {sheet.id}", "", told)
    newest, *old = batches
    lines = (*told, *_since(sheet, newest, now), *([OLDER] if old else [])) if told else ()
    return Checked(True, newest.number, newest.seal, lines)


def _since(sheet: WeekSheet, batch: weekly_ledger.Batch, now: datetime) -> tuple[str, ...]:
    """Whether the records of the week are those of its newest sheet; nothing is known of sheets of old."""
    printed = batch.seals.get(str(sheet.pupil_id))
    if printed is None:
        return ()
    week = weekly_report.weeks_of([sheet.pupil_id], sheet.week, now)[sheet.pupil_id]
    return ((SAME if weekly_report.seal_of(week) == printed else OTHER).format(batch.number),)


def _issued(paper: IssuedPaper, allowed: bool, now: datetime) -> Checked:
    """п. 4.2.5: a paper of the register."""
    day = date_numeric(paper.at.astimezone(now.tzinfo).date())
    told = [paper.title, f"выдано {day}, в реестре документов"]
    lines = (*told, *([_stands(paper)] if paper.kind in SINGLE else [])) if allowed else ()
    return Checked(True, f"№ {paper.number} / {paper.year}", paper.text_hash[:12], lines)


def _stands(paper: IssuedPaper) -> str:
    """Whether a later paper says the same of the same: of two volumes of a half-year the later one holds."""
    issued = issued_about(paper.kind, paper.about_kind, paper.about_id)
    newest = next(one for one in issued if _subject(one) == _subject(paper))
    if newest.text_hash == paper.text_hash:
        return "позже такой документ не выдавали: действует этот"
    return f"позже выдан № {newest.number} / {newest.year}: действует он"


def _subject(paper: IssuedPaper) -> dict[str, Any]:
    """What a paper says it is about: the way it is laid out is not told."""
    told: dict[str, Any] = json.loads(paper.parameters)
    return {name: value for name, value in told.items() if name not in LOOKS}


def _family(token: str, allowed: bool, now: datetime) -> Checked:
    paper = stored.by_tokens([token])[token]
    issued = issued_paper(paper.issued_id) if paper.issued_id else None
    number, seal = f"№ {paper.number} / {paper.year}", issued.text_hash[:12] if issued else ""
    if not allowed:
        return Checked(True, number, seal, ())
    called = names([paper.guardian_id, paper.child_id], now.date())
    own = guardian_of(paper.guardian_id, paper.child_id, now)
    line = next((line for line in own.papers if line.id == paper.id), None) if own else None
    lines = [KINDS[paper.kind], *(full_name(*name) for name in called.values())]
    lines.append(line.state if line else "представитель сейчас не записан: бумага ничего не меняет")
    return Checked(True, number, seal, (*lines, f"сейчас: {own.told}" if own else ""))
