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
from ejournal.models.timetable import monday_of, teaching_days
from ejournal.models.weekly import GivenSheet
from ejournal.reports.consents import title_of
from ejournal.reports.diary import DiaryWeek
from ejournal.reports.forecast import running
from ejournal.reports.informing import Forms, forms
from ejournal.reports.papers import numbered
from ejournal.reports.periods import title
from ejournal.reports.readiness import class_teachers
from ejournal.reports.roll import roll_order
from ejournal.reports.weekly import seal_of, week_ready
from ejournal.wording import date_numeric, short_name

KIND = "week"  # in the register of issued papers
SEAL = 12  # signs of a hash that are printed
WHOLE_YEAR = "весь учебный год"
NOT_PRINTED = "не печатали"
WEEK = timedelta(days=6)  # from a Monday to its Sunday


class Batch(NamedTuple):
    """A batch of sheets as it was issued: its paper, «№ 3 / 2026», its hash, its week, its pupils; `seals` of
    what their weeks said (those of old have none)."""

    paper: int
    number: str
    seal: str
    week: date
    pupils: frozenset[int]
    seals: dict[str, str]


class Missing(NamedTuple):
    """A week of which a family on paper has no sheet."""

    pupil: int
    week: date


@dataclass(frozen=True)
class Line:
    """A sheet of the register with the batches that hold it, the newest first; or a week without a sheet."""

    row: GivenRow
    batches: tuple[Batch, ...]
    printed: bool


@dataclass(frozen=True)
class Page:
    """«Реестр выдачи» on the screen; `periods` are those to choose from by number, `chosen` is 0 for all."""

    paper: WeekLedger
    lines: tuple[Line, ...]
    periods: dict[int, str]
    chosen: int


def paper_of(cohort: int, monday: date, weeks: Mapping[int, DiaryWeek], made: WeekSheets) -> NewPaper:
    """п. 4.2.5: what the register is to say of the sheets of a week."""
    seals = {pupil: seal_of(week) for pupil, week in weeks.items()}
    told = {"week": monday.isoformat(), "pupils": sorted(weeks), "seals": seals}
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
    return Batch(paper.id, number, paper.text_hash[:SEAL], week, pupils, told.get("seals", {}))


def page(own: ClassYear, period: int, ways: Mapping[str, str], school: SchoolSettings, now: datetime) -> Page:
    """п. 4.4.5: the register of a period, 0 for the running one; a constant number of queries."""
    year, today = own.year, now.date()
    known = {one.id: one for one in periods(own.grade, year.valid_from, year.valid_to)}
    current = running(known.values(), today)
    chosen = known.get(period) or (current if period == 0 else None)
    first, last = (chosen or year).valid_from, (chosen or year).valid_to
    called = title(chosen) if chosen else WHOLE_YEAR
    lines = _lines(own, first, last, ways, school, now)
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
    own: ClassYear,
    first: date,
    last: date,
    ways: Mapping[str, str],
    school: SchoolSettings,
    now: datetime,
) -> tuple[Line, ...]:
    """The weeks of a span with and without sheets: by weeks, within one in the order of the roll."""
    begun, monday, cohort = own.year.valid_from, first - timedelta(days=first.weekday()), own.cohort_id
    sheets = weekly.given(cohort, begun - timedelta(days=6), last)
    known = forms([cohort], school, now.date())
    missing = _missing(cohort, monday, min(last, week_ready(now.date(), school.sheet_day)), sheets, known)
    told = _Known(sheets, missing, known, begun, ways, now)
    place = {pupil: at for at, pupil in enumerate(roll_order(told.pupils))}
    shown: list[GivenSheet | Missing] = [*(one for one in sheets if one.week >= monday), *missing]
    shown.sort(key=lambda one: (one.week, place.get(one.pupil, 0)))
    issued = batches(cohort)
    return tuple(
        Line(
            told.row(number, one) if isinstance(one, GivenSheet) else told.missing_row(number, one),
            tuple(batch for batch in issued if batch.week == one.week and one.pupil in batch.pupils),
            isinstance(one, GivenSheet),
        )
        for number, one in enumerate(shown, 1)
    )


def _missing(
    cohort: int, monday: date, last: date, sheets: Sequence[GivenSheet], known: Forms
) -> list[Missing]:
    """п. 4.6.6: the weeks with lessons, until the newest one ready, of families on paper without a sheet."""
    weeks = sorted({monday_of(day) for _, day in teaching_days([cohort], monday, last + WEEK)})
    printed = {(one.pupil, one.week) for one in sheets}
    return [
        Missing(child, week)
        for week in weeks
        if week <= last
        for child in known.children(cohort, week + WEEK)
        if (child, week) not in printed
    ]


class _Known:
    """What the register says of these sheets of a class since the year began, and of the weeks without."""

    def __init__(
        self,
        sheets: Sequence[GivenSheet],
        missing: Sequence[Missing],
        known: Forms,
        begun: date,
        ways: Mapping[str, str],
        now: datetime,
    ) -> None:
        pupils = {one.pupil for one in sheets} | {one.pupil for one in missing}
        signing = {
            who for one in pupils for row in known.stretches.get(one, ()) for who in [row.guardian] if who
        }
        self._names = names(pupils | signing | {one.giver or 0 for one in sheets}, now.date())
        self.pupils: dict[int, Name] = {who: self._names[who] for who in pupils if who in self._names}
        self._sheets, self._known, self._begun = sheets, known, begun
        self._ways, self._now = ways, now

    def row(self, number: int, one: GivenSheet) -> GivenRow:
        """п. 4.4.5: a sheet: for whom by the form of the day on which it was printed, who got it."""
        printed = one.at.astimezone(self._now.tzinfo).date()
        return GivenRow(
            number=str(number),
            week=date_numeric(one.week),
            pupil=self._called(one.pupil),
            to=self._got_by(one, self._guardians(one.pupil, printed)),
            form=self._form(one.pupil, printed),
            given=date_numeric(one.handed) if one.handed else "",
            way=self._ways.get(one.way or "", "талон с подписью" if one.way else ""),
            by=self._called(one.giver or 0),
            days=str(self._days(one.pupil, one.handed or self._now.date(), one.id)),
            returned=date_numeric(one.returned) if one.returned else "",
        )

    def missing_row(self, number: int, one: Missing) -> GivenRow:
        """п. 4.6.6: a week without a sheet; the days are those by its end."""
        until = min(one.week + WEEK, self._now.date())
        return GivenRow(
            number=str(number),
            week=date_numeric(one.week),
            pupil=self._called(one.pupil),
            to=self._guardians(one.pupil, until),
            form=self._form(one.pupil, until),
            given="",
            way=NOT_PRINTED,
            by="",
            days=str(self._days(one.pupil, until)),
            returned="",
        )

    def _called(self, person: int) -> str:
        return short_name(*self._names[person]) if person in self._names else ""

    def _guardians(self, pupil: int, day: date) -> str:
        return ", ".join(self._called(who) for who in self._known.on_paper(pupil, day))

    def _got_by(self, one: GivenSheet, guardians: str) -> str:
        """п. 4.4.5: whoever took the sheet, when its step says that it was not a guardian."""
        taker = {"child": self._called(one.pupil), "proxy": "доверенное лицо"}.get(one.way or "")
        return ", для: ".join(filter(None, (taker, guardians)))

    def _form(self, pupil: int, day: date) -> str:
        on_paper, all_of_them = self._known.on_paper(pupil, day), self._known.choices(pupil, day)
        both = "бумажная" if len(on_paper) == len(all_of_them) else "бумажная и электронная"
        return both if on_paper else "электронная"

    def _days(self, pupil: int, until: date, sheet: int = 0) -> int:
        """Between a day and whatever was last before it, but for the sheet itself."""
        told = [
            day
            for other in self._sheets
            if other.pupil == pupil and other.id != sheet
            for day in (other.handed, other.returned)
            if day and day <= until
        ]
        on_paper = self._known.on_paper(pupil, until)
        since = [self._known.since(pupil, until)] if on_paper else []
        return (until - min(until, max((self._begun, *told, *since)))).days
