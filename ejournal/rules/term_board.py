"""п. 4.5.5: what the facts of a page say of the term marks of its pupils: one reckoning for page and deed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ejournal.rules import gradings, least_marks
from ejournal.rules import term_marks as rules
from ejournal.rules.attendance import EXCUSED, ILL
from ejournal.rules.gradings import NONE, Own, Ways
from ejournal.rules.least_marks import Least
from ejournal.rules.marks import is_set
from ejournal.rules.outside import WEIGHT
from ejournal.rules.term_marks import Norms, Proposal, Record, Window

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group, Period
    from ejournal.models.memos import Old
    from ejournal.models.outside import Outside
    from ejournal.models.settings import SchoolSettings
    from ejournal.models.term_records import Raw
    from ejournal.models.terms import Decision, PeriodMark, Term
    from ejournal.models.volume import SpanLesson

GOOD_CAUSES = (ILL, EXCUSED)  # Н that nobody has explained is none
YEAR_KINDS = ("year", "exam", "final")


def norms_of(own: SchoolSettings) -> Norms:
    """The school's norms of term marks."""
    return Norms(
        own.term_five,
        own.term_four,
        own.term_three,
        own.term_tolerance,
        own.term_absence,
        own.term_open_days,
        own.term_deadline_days,
        own.year_half_up,
    )


@dataclass(frozen=True)
class Board:
    """The facts of some pages, and what follows from them."""

    raw: Raw

    @cached_property
    def norms(self) -> Norms:
        return norms_of(self.raw.settings)

    @cached_property
    def _least(self) -> Least:
        return least_marks.least(self.raw.settings)

    @cached_property
    def _given(self) -> dict[tuple[int, int], list[PeriodMark]]:
        """The marks that are set, by page and pupil."""
        found: dict[tuple[int, int], list[PeriodMark]] = {}
        for mark in self.raw.marks:
            if is_set(mark.at, mark.entry_until, self.raw.handed.get(mark.lesson), self.raw.now):
                found.setdefault((mark.group, mark.pupil), []).append(mark)
        return found

    @cached_property
    def _ways(self) -> Ways:
        return gradings.ways(self.raw.groups, self.raw.ways)

    def mode(self, group: Group, pupil: int, term: Term) -> str:
        """п. 4.5.5: the scale of a term mark: how the pupil is graded on the last day of the term."""
        return self._ways.of(group.id, pupil, self._end(group, term))

    def beside(self, group: Group, pupil: int, term: Term) -> Own:
        """The own way of grading of a pupil, as it is told beside the name."""
        return self._ways.beside(group.id, pupil, self._end(group, term))

    @cached_property
    def lessons(self) -> dict[int, list[SpanLesson]]:
        """The lessons of the days that were asked for, by page."""
        found: dict[int, list[SpanLesson]] = {}
        for lesson in self.raw.lessons:
            found.setdefault(lesson.group, []).append(lesson)
        return found

    @cached_property
    def _held(self) -> dict[int, list[tuple[int, date]]]:
        """The lessons that were held, with their days, by page."""
        found: dict[int, list[tuple[int, date]]] = {}
        for lesson in self.raw.lessons:
            if lesson.id in self.raw.held:
                found.setdefault(lesson.group, []).append((lesson.id, lesson.day))
        return found

    def terms(self, group: Group) -> list[tuple[str, Period | None]]:
        """What the page has term marks for: its periods, the year, in some grades the exam and the end."""
        return terms(group, self.raw.periods[group.id], self.raw.settings.exam_grades)

    def period(self, group: Group, term: Term) -> Period | None:
        return next((one for one in self.raw.periods[group.id] if one.id == term.period), None)

    def marks(self, group: Group, pupil: int, term: Term) -> list[PeriodMark]:
        """The marks of a pupil that are set and belong to a period, in order."""
        period = self.period(group, term)
        if period is None:
            return []
        pages = self._pages(group, pupil)
        own = [mark for page in pages for mark in self._given.get((page, pupil), ())]
        if len(pages) > 1:
            own.sort(key=lambda mark: mark.day)
        return [mark for mark in own if period.valid_from <= mark.day <= period.valid_to]

    def _pages(self, group: Group, pupil: int) -> list[int]:
        """A page and those of the subject that the pupil has left for it: what was there counts on."""
        return [group.id, *self.raw.earlier.get((group.id, pupil), ())]

    def record(self, group: Group, pupil: int, term: Term) -> Record:
        """What a pupil has of a period; who was not in the group on a day missed nothing of it."""
        period = self.period(group, term)
        if period is None:
            return Record()
        lessons = [
            lesson
            for page in self._pages(group, pupil)
            for lesson, day in self._held.get(page, [])
            if period.valid_from <= day <= period.valid_to and self._was_in(page, pupil, day)
        ]
        codes = [self.raw.codes.get((lesson, pupil), "") for lesson in lessons]
        away = sum(code in GOOD_CAUSES for code in codes)
        marks = [(mark.value, mark.weight) for mark in self.marks(group, pupil, term)]
        return Record([*marks, *self.from_outside(group, pupil, period)], len(lessons), away)

    def from_outside(
        self, group: Group, pupil: int, period: Period, until: datetime | None = None
    ) -> list[tuple[str, int]]:
        """п. 2.1: marks by the statements of other organisations that end in a period; as of `until`."""
        return [
            (one.value, WEIGHT)
            for one in self.raw.outside
            if one.pupil == pupil
            and one.group in self._pages(group, pupil)
            and period.valid_from <= one.day <= period.valid_to
            and (_stood(one, until) if until else one.gone is None)
        ]

    def _marks_then(self, group: Group, pupil: int, term: Term, until: datetime) -> list[tuple[str, int]]:
        """The marks of a period as of a moment: those that were annulled later are among them."""
        period = self.period(group, term)
        pages = self._pages(group, pupil)
        gone = [one for one in self.raw.annulled if one.pupil == pupil and one.group in pages]
        own = [one for one in gone if period and period.valid_from <= one.day <= period.valid_to]
        marks = [*self.marks(group, pupil, term), *own]
        return [(one.value, one.weight) for one in marks if _stood(one, until)]

    def is_member(self, group: Group, pupil: int, day: date) -> bool:
        return self._was_in(group.id, pupil, day)

    def _was_in(self, page: int, pupil: int, day: date) -> bool:
        days = self.raw.members[page].get(pupil, ())
        return any(first <= day and (last is None or day <= last) for first, last in days)

    def pupils(self, group: Group, term: Term) -> list[int]:
        """Who gets a term mark: whoever is in the group on the last day of the term, or has the mark."""
        day = min(self._end(group, term), self.raw.now.date())
        return [
            pupil
            for pupil in self.raw.members[group.id]
            if self.is_member(group, pupil, day) or self.decision(group, pupil, term)
        ]

    def minimum(self, group: Group, pupil: int, term: Term) -> int:
        """How many marks the term mark of a pupil needs."""
        period = self.period(group, term)
        if period is None:
            return 1
        return self._least.of(self.mode(group, pupil, term), period.kind, self.raw.hours.get(group.id))

    def proposal(self, group: Group, pupil: int, term: Term, until: datetime | None = None) -> Proposal:
        """п. 4.5.5: what is proposed; with `until` by the marks that stood at that moment."""
        mode = self.mode(group, pupil, term)
        if term.kind == "year":
            values = [value for _, value in self.of_year(group, pupil, term)]
            return rules.propose_year(values, self.norms) if mode != NONE else Proposal("")
        if term.kind == "exam":
            return Proposal("")
        if term.kind == "final":
            year, exam = (self.value(group, pupil, term._replace(kind=kind)) for kind in ("year", "exam"))
            return rules.propose_final(year, exam, self.norms)
        record = self.record(group, pupil, term)
        period = self.period(group, term)
        if until and period:
            marks = self._marks_then(group, pupil, term, until)
            record = replace(record, marks=[*marks, *self.from_outside(group, pupil, period, until)])
        return rules.propose(mode, record, self.minimum(group, pupil, term), self.norms)

    def of_year(self, group: Group, pupil: int, year: Term) -> list[tuple[Period, str]]:
        """The term marks that make the year: of the periods that ended while the pupil was in the group, ""
        of one that is not set. A period of another scale than the year's has no part in it.
        """
        found, pages, mode = [], self._pages(group, pupil), self.mode(group, pupil, year)
        for period in self.raw.periods[group.id]:
            term = year._replace(kind="period", period=period.id)
            if self.mode(group, pupil, term) != mode:
                continue
            made = [self.raw.decisions.get((page, pupil, term)) for page in pages]
            value = next((one.value for one in made if one), "")
            if value or any(self._was_in(page, pupil, period.valid_to) for page in pages):
                found.append((period, value))
        return found

    def decision(self, group: Group, pupil: int, term: Term) -> Decision | None:
        found = self.newest(group, pupil, term)
        return found if found and found.value else None

    def newest(self, group: Group, pupil: int, term: Term) -> Decision | None:
        """What the next decision supersedes: what stands, or what was taken back."""
        return self.raw.decisions.get((group.id, pupil, term))

    def value(self, group: Group, pupil: int, term: Term) -> str:
        found = self.decision(group, pupil, term)
        return found.value if found else ""

    def words(self, group: Group, pupil: int, term: Term) -> str:
        """The sentence that stands instead of a mark, "" where it is a mark."""
        found = self.decision(group, pupil, term)
        return found.words if found else ""

    def check_reason(self, group: Group, pupil: int, term: Term, chosen: str, reason: str) -> None:
        """п. 4.5.5: an exam is what it is; of the others the choice is compared with the proposal."""
        if term.kind != "exam":
            norms = self.norms if term.kind == "period" else rules.yearly(self.norms)
            rules.check_reason(chosen, reason, self.proposal(group, pupil, term), norms)

    def window(self, group: Group, term: Term) -> Window:
        """п. 4.5.5: when the term marks of a page are set; the exam and the end of the course later."""
        calendar = self.raw.calendar(group.cohort_id)
        found = rules.window(self._end(group, term), calendar.is_school_day, self.norms)
        if term.kind in ("exam", "final"):
            late = timedelta(days=self.raw.settings.final_days)
            return replace(found, deadline=found.end + late, end=found.end + late)
        return found

    def extended(self, group: Group, pupil: int | None, term: Term) -> date | None:
        """Until when the page or the pupil was given time."""
        days = (self.given(group, who, term) for who in {None, pupil})
        return max(filter(None, days), default=None)

    def given(self, group: Group, pupil: int | None, term: Term) -> date | None:
        """Until when this very page, or this pupil alone, was given time."""
        return self.raw.extensions.get((group.id, pupil, term))

    def may_replace(self, group: Group, pupil: int, term: Term) -> bool:
        """п. 4.5.5: whether a mark that stands may still be replaced on the page; after that only by memo.

        When the period is over, days that were given to a page are for the marks that it lacks; those given
        to a pupil are for whatever that pupil has.
        """
        found = self.window(group, term)
        for_page = self.given(group, None, term) or found.deadline
        for_pupil = self.given(group, pupil, term) or found.deadline
        return found.is_open(self.raw.now.date(), max(min(for_page, found.end), for_pupil))

    def is_told(self, group: Group, pupil: int, term: Term) -> bool:
        """п. 4.5.5: whether the family is told the mark that stands: it may not be replaced any more."""
        whole, own = self.given(group, None, term), self.given(group, pupil, term)
        return rules.is_told(self._end(group, term), self.raw.now.date(), whole, own)

    def old(self, group: Group, pupil: int, term: Term) -> Old | None:
        """п. 4.5.5: what a memo has annulled in this place."""
        return self.raw.corrected.get((group.id, pupil, term))

    def _end(self, group: Group, term: Term) -> date:
        period = self.period(group, term) or self.raw.periods[group.id][-1]
        return period.valid_to


def _stood(one: PeriodMark | Outside, until: datetime) -> bool:
    """Whether a mark was there at a moment, whatever became of it."""
    return one.at <= until and (one.gone is None or one.gone > until)


def terms(group: Group, periods: Sequence[Period], exams: str) -> list[tuple[str, Period | None]]:
    """What a page has term marks for: its periods, the year, in the grades of a setting exam and end."""
    if not periods:
        return []
    kinds = YEAR_KINDS if group.grading == "five" and group.grade in exam_grades(exams) else YEAR_KINDS[:1]
    return [*(("period", one) for one in periods), *((kind, None) for kind in kinds)]


def exam_grades(text: str) -> Collection[int]:
    """«9, 11»: the grades that a setting names."""
    return {int(number) for number in re.findall("[0-9]{1,2}", text)}
