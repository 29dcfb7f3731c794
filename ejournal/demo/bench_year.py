"""One year of the bench school: its calendar, pages and timetable."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import Any

from ejournal.demo import calendar, outlines
from ejournal.demo.bench_people import SchoolClass
from ejournal.demo.seed import Writer
from ejournal.demo.tables import read
from ejournal.models.curriculum import DayOff, Group, GroupMember, GroupTeacher, Period, Subject
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Bell, TimetableEntry

WEEKS = 35
DIVIDED = ("Иностранный язык (английский)", 30)  # the subject, and from how many pupils on
UNMARKED = "Основы религиозных культур и светской этики"
WEEKDAYS = range(1, 6)
NO_MORE = dict.fromkeys(("control_form", "practical", "resources", "note"))  # of a lesson of a plan


@dataclass
class Shelf:
    """What goes on from year to year: teachers by kind of subject, subjects, plans."""

    teachers: list[int]
    subjects: dict[str, int] = field(default_factory=dict)
    plans: dict[tuple[str, int], int] = field(default_factory=dict)


def found(writer: Writer, shelf: Shelf, classes: list[SchoolClass], autumn: int) -> int:
    """Write the year that begins in an autumn; its number."""
    first, last = date(autumn, 9, 1), date(autumn + 1, 5, 26)
    span = {"valid_from": first.isoformat(), "valid_to": last.isoformat()}
    year = writer.record(SchoolYear, name=f"{autumn}/{autumn + 1}", **span)
    _calendar(writer, year, autumn)
    desk = _Timetable(shelf.teachers)
    for own in classes:
        letter = own.shown_letter(autumn)
        writer.record(
            ClassYear, cohort=own.cohort, year=year, grade=own.grade(autumn), letter=letter, order_number=None
        )
        for subject, hours in _hours(own.grade(autumn)).items():
            _pages(writer, shelf, desk, own, subject, hours, (year, autumn, span))
    return year


def _pages(
    writer: Writer,
    shelf: Shelf,
    desk: "_Timetable",
    own: SchoolClass,
    subject: str,
    hours: int,
    when: tuple[int, int, dict[str, str]],
) -> None:
    """The page of a subject in a class, or the two pages of its parts, at the same hours."""
    year, autumn, span = when
    grade, present = own.grade(autumn), own.present(autumn)
    parts = 2 if subject == DIVIDED[0] and len(present) >= DIVIDED[1] else 1
    teachers, slots = desk.place(own.cohort, subject, hours, parts)
    for part in range(parts):
        group = writer.record(
            Group,
            year=year,
            subject=_subject(writer, shelf, subject),
            cohort=own.cohort,
            plan=_plan(writer, shelf, subject, grade, hours),
            kind="class" if parts == 1 else "part",
            name=f"{own.name(autumn)} класс" + (f", группа {part + 1}" if parts > 1 else ""),
            grade=grade,
            grading="none" if grade == 1 or subject == UNMARKED else "five",
            periods=None,
            term_kind=None,
            week_tenths=None,
            passed=None,
            passed_by=None,
        )
        writer.record(GroupTeacher, group=group, person=teachers[part], **span)
        for pupil in present[part::parts]:
            writer.record(GroupMember, group=group, person=pupil, order_number=None, **span)
        for weekday, number in slots:
            slot = {"weekday": weekday, "number": number, "room": str(20 + own.cohort % 20)}
            writer.record(TimetableEntry, group=group, **slot, **span)


def _subject(writer: Writer, shelf: Shelf, name: str) -> int:
    if name not in shelf.subjects:
        shelf.subjects[name] = writer.record(Subject, name=name, position=len(shelf.subjects) + 1)
    return shelf.subjects[name]


def _plan(writer: Writer, shelf: Shelf, subject: str, grade: int, hours: int) -> int:
    """The КТП of a subject in a grade, the same every year."""
    if (subject, grade) not in shelf.plans:
        plan = writer.record(Plan, title=f"{subject}, {grade} класс", version=1)
        shelf.plans[subject, grade] = plan
        items = outlines.plan(subject, str(grade), hours * WEEKS)
        for number, item in enumerate(items, start=1):
            told = {"topic": item.topic, "homework": item.homework, "work_kind": item.work, **NO_MORE}
            writer.plain(PlanItem, plan=plan, number=number, section=item.section, **told)
    return shelf.plans[subject, grade]


def _hours(grade: int) -> dict[str, int]:
    """Hours a week by subject, as the demo's timetable has them; the longest first."""
    hours: dict[str, float] = defaultdict(float)
    for row in read("curriculum.csv"):
        if row["class"] == str(grade) and row["subject"] != "Духовно-нравственная культура России":
            hours[row["subject"]] += float(row["hours"])
    return {name: ceil(own) for name, own in sorted(hours.items(), key=lambda item: -item[1])}


class _Timetable:
    """Gives every page its teachers and hours: nobody is anywhere twice when that can be had."""

    def __init__(self, teachers: list[int]) -> None:
        self._teachers = teachers
        self._busy: set[tuple[int, int, int]] = set()
        self._load: dict[int, int] = dict.fromkeys(teachers, 0)
        self._taken: dict[int, set[tuple[int, int]]] = defaultdict(set)

    def place(
        self, cohort: int, subject: str, hours: int, parts: int
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Teachers of the parts, and the weekday and number of each weekly lesson."""
        teachers = sorted(self._teachers, key=lambda who: (self._load[who], who))[:parts]
        slots: list[tuple[int, int]] = []
        for _ in range(hours):
            slots.append(self._slot(cohort, teachers, slots))
            self._taken[cohort].add(slots[-1])
            self._busy |= {(who, *slots[-1]) for who in teachers}
        for who in teachers:
            self._load[who] += hours
        return teachers, slots

    def _slot(self, cohort: int, teachers: list[int], own: list[tuple[int, int]]) -> tuple[int, int]:
        """The earliest hour free for the class, on a day that has fewest lessons of the subject."""
        free = [
            (weekday, number)
            for number in range(1, 8)
            for weekday in WEEKDAYS
            if (weekday, number) not in self._taken[cohort]
        ]
        same_day = [weekday for weekday, _ in own]
        return min(
            free,
            key=lambda slot: (
                any((who, *slot) in self._busy for who in teachers),
                same_day.count(slot[0]),
                slot[1],
                slot[0],
            ),
        )


def _calendar(writer: Writer, year: int, autumn: int) -> None:
    autumn_break = _saturday(date(autumn, 10, 24))
    spring_break = _saturday(date(autumn + 1, 3, 24))
    first, last = date(autumn, 9, 1), date(autumn + 1, 5, 26)
    new_year = (date(autumn, 12, 31), date(autumn + 1, 1, 10))
    for kind, number, grades, begins, ends in (
        ("quarter", 1, (1, 9), first, _before(autumn_break)),
        ("quarter", 2, (1, 9), autumn_break + timedelta(days=9), _before(new_year[0])),
        ("quarter", 3, (1, 9), date(autumn + 1, 1, 11), _before(spring_break)),
        ("quarter", 4, (1, 9), spring_break + timedelta(days=9), last),
        ("half", 1, (10, 11), first, _before(new_year[0])),
        ("half", 2, (10, 11), date(autumn + 1, 1, 11), last),
    ):
        span = {"valid_from": begins.isoformat(), "valid_to": ends.isoformat()}
        grades_of = {"grade_from": grades[0], "grade_to": grades[1]}
        writer.record(Period, year=year, kind=kind, number=number, extra=None, **grades_of, **span)
    for reason, begins, ends in (
        ("Осенние каникулы", autumn_break, autumn_break + timedelta(days=8)),
        ("Зимние каникулы", *new_year),
        ("Весенние каникулы", spring_break, spring_break + timedelta(days=8)),
        *_holidays(autumn),
    ):
        span = {"valid_from": begins.isoformat(), "valid_to": ends.isoformat()}
        writer.record(DayOff, cohort=None, reason=reason, lost=False, grade_break=None, **span)


def _holidays(autumn: int) -> Iterator[tuple[str, date, date]]:
    spring = autumn + 1
    for reason, day in (
        ("День народного единства", date(autumn, 11, 4)),
        ("День защитника Отечества", date(spring, 2, 23)),
        ("Международный женский день", date(spring, 3, 8)),
        ("Праздник Весны и Труда", date(spring, 5, 1)),
        ("День Победы", date(spring, 5, 9)),
    ):
        moved = day + timedelta(days=max(0, 8 - day.isoweekday())) if day.isoweekday() > 5 else day
        yield reason, moved, moved


def bells(writer: Writer, since: date) -> None:
    """The demo's bells; grade 1 has as many lessons as the others may have."""
    for number, span in enumerate(calendar.BELLS[2, 11], start=1):
        starts, ends = calendar.bell(span)
        times: dict[str, Any] = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        days = {"valid_from": since.isoformat(), "valid_to": None}
        writer.record(Bell, number=number, grade_from=1, grade_to=11, **times, **days)


def _saturday(day: date) -> date:
    return day + timedelta(days=(6 - day.isoweekday()) % 7)


def _before(day: date) -> date:
    return day - timedelta(days=1)
