"""«Реестр выдачи» of weekly sheets (п. 4.4.5, domain.md §4), and their batches in the register of papers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.documents.weekly import WeekSheets
from ejournal.documents.weekly_ledger import GivenRow, WeekLedger
from ejournal.models import papers, weekly
from ejournal.models.audit import head
from ejournal.models.curriculum import periods
from ejournal.models.papers import CLASS, IssuedPaper, NewPaper
from ejournal.models.people import ClassYear, Name, names
from ejournal.models.settings import SchoolSettings
from ejournal.models.weekly import Choice, GivenSheet
from ejournal.reports.consents import title_of
from ejournal.reports.forecast import running
from ejournal.reports.papers import numbered
from ejournal.reports.periods import title
from ejournal.reports.readiness import class_teachers
from ejournal.reports.roll import roll_order
from ejournal.wording import date_numeric, short_name

KIND = "week"  # in the register of issued papers
SEAL = 12  # signs of a hash that are printed
WHOLE_YEAR = "весь учебный год"


class Batch(NamedTuple):
    """A batch of sheets as it was issued: its paper, «№ 3 / 2026», its hash, its week, its pupils."""

    paper: int
    number: str
    seal: str
    week: date
    pupils: frozenset[int]


@dataclass(frozen=True)
class Line:
    """A sheet of the register with the batches that hold it, the newest first."""

    row: GivenRow
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class Page:
    """«Реестр выдачи» on the screen; `periods` are those to choose from by number, `chosen` is 0 for all."""

    paper: WeekLedger
    lines: tuple[Line, ...]
    periods: dict[int, str]
    chosen: int


def paper_of(cohort: int, monday: date, pupils: Sequence[int], made: WeekSheets) -> NewPaper:
    """п. 4.2.5: what the register is to say of the sheets of a week."""
    told = {"week": monday.isoformat(), "pupils": list(pupils)}
    return NewPaper(KIND, made.title[:255], CLASS, cohort, told, head())


def batches(cohort: int, week: date | None = None, pupil: int | None = None) -> list[Batch]:
    """п. 4.2.5: the batches of a class, of a week and with a sheet of a pupil when they are given.

    The newest first. One query.
    """
    found = map(_batch, papers.issued_about(KIND, CLASS, cohort))
    return [one for one in found if week in (None, one.week) and (pupil is None or pupil in one.pupils)]


def _batch(paper: IssuedPaper) -> Batch:
    told = json.loads(paper.parameters)
    week = date.fromisoformat(told["week"])
    number, pupils = numbered(paper.number, paper.year), frozenset(told["pupils"])
    return Batch(paper.id, number, paper.text_hash[:SEAL], week, pupils)


def page(own: ClassYear, period: int, ways: Mapping[str, str], school: SchoolSettings, now: datetime) -> Page:
    """п. 4.4.5: the register of a period, 0 for the running one; a constant number of queries."""
    year, today = own.year, now.date()
    known = {one.id: one for one in periods(own.grade, year.valid_from, year.valid_to)}
    current = running(known.values(), today)
    chosen = known.get(period) or (current if period == 0 else None)
    first, last = (chosen or year).valid_from, (chosen or year).valid_to
    called = title(chosen) if chosen else WHOLE_YEAR
    lines = _lines(own, first, last, ways, now)
    teacher = ", ".join(class_teachers([own.cohort_id], today).get(own.cohort_id, ()))
    span = f"{date_numeric(first)}–{date_numeric(last)}"
    made = WeekLedger(
        school=school.school_full_name or school.school_name,
        class_name=title_of(own.cohort_id, today),
        period=f"{called}, {span}",
        rows=tuple(line.row for line in lines),
        day=date_numeric(today),
        teacher=teacher,
    )
    titles = {number: title(one) for number, one in known.items()}
    return Page(made, lines, titles, chosen.id if chosen else 0)


def _lines(
    own: ClassYear, first: date, last: date, ways: Mapping[str, str], now: datetime
) -> tuple[Line, ...]:
    """The sheets of the weeks that touch a span: by weeks, within one in the order of the roll."""
    begun, monday = own.year.valid_from, first - timedelta(days=first.weekday())
    sheets = weekly.given(own.cohort_id, begun - timedelta(days=6), last)
    known = _Known(own.cohort_id, sheets, begun, ways, now)
    place = {pupil: at for at, pupil in enumerate(roll_order(known.pupils))}
    shown = [one for one in sheets if one.week >= monday]
    shown.sort(key=lambda one: (one.week, place.get(one.pupil, 0)))
    issued = batches(own.cohort_id)
    return tuple(
        Line(
            known.row(number, one),
            tuple(batch for batch in issued if batch.week == one.week and one.pupil in batch.pupils),
        )
        for number, one in enumerate(shown, 1)
    )


class _Known:
    """What the register says of these sheets of a class since the year began."""

    def __init__(
        self, cohort: int, sheets: Sequence[GivenSheet], begun: date, ways: Mapping[str, str], now: datetime
    ) -> None:
        today = now.date()
        self._choices = weekly.choices([cohort], begun, today)
        pupils = {one.pupil for one in sheets}
        people = pupils | {one.guardian for one in self._choices} | {one.giver or 0 for one in sheets}
        self._names = names(people, today)
        self.pupils: dict[int, Name] = {who: self._names[who] for who in pupils if who in self._names}
        self._sheets, self._begun, self._ways, self._now = sheets, begun, ways, now

    def row(self, number: int, one: GivenSheet) -> GivenRow:
        printed = one.at.astimezone(self._now.tzinfo).date()
        chosen = self._chosen(one.pupil, printed)
        on_paper = [choice for choice in chosen if not choice.electronic]
        both = "бумажная" if len(on_paper) == len(chosen) else "бумажная и электронная"
        return GivenRow(
            number=str(number),
            week=date_numeric(one.week),
            pupil=self._called(one.pupil),
            to=", ".join(self._called(choice.guardian) for choice in on_paper),
            form=both if on_paper else "электронная",
            given=date_numeric(one.handed) if one.handed else "",
            way=self._ways.get(one.way or "", "талон с подписью" if one.way else ""),
            by=self._called(one.giver or 0),
            days=str(self._days(one, on_paper)),
            returned=date_numeric(one.returned) if one.returned else "",
        )

    def _called(self, person: int) -> str:
        return short_name(*self._names[person]) if person in self._names else ""

    def _chosen(self, pupil: int, day: date) -> list[Choice]:
        """The choice of each guardian that is in force on a day."""
        newest = {one.guardian: one for one in self._choices if one.child == pupil and one.in_force(day)}
        return list(newest.values())

    def _days(self, one: GivenSheet, on_paper: Sequence[Choice]) -> int:
        """Between the day of this sheet, or today while it lies, and whatever was last before it."""
        until = one.handed or self._now.date()
        told = [
            day
            for other in self._sheets
            if other.pupil == one.pupil and other.id != one.id
            for day in (other.handed, other.returned)
            if day and day <= until
        ]
        since = [min(first for choice in on_paper for first, _ in choice.days[:1])] if on_paper else []
        return (until - min(until, max((self._begun, *told, *since)))).days
