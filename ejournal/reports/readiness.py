"""«Печать журнала»: what the journal of each class still lacks for a half-year, with the places to fill."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.models import journal, readiness
from ejournal.models.curriculum import group_teachers
from ejournal.models.people import SchoolYear, names
from ejournal.models.readiness import Lack, TermLack
from ejournal.models.timetable import monday_of, teaching_days
from ejournal.reports import halves
from ejournal.reports.halves import Half
from ejournal.reports.periods import KINDS as PERIODS
from ejournal.reports.periods import ROMAN
from ejournal.rules import works
from ejournal.rules.attendance import ABSENCES
from ejournal.wording import class_name, date_short, plural, short_name, span

HEAVY = 3  # weight from which everybody who was there has a mark of a work
PUPILS = ("ученик", "ученика", "учеников")
WEEK = timedelta(days=6)
# What may be lacking: how a page calls it, and how the title of a volume does.
LACKS = {
    "attendance": ("Посещаемость", "не отмечена посещаемость уроков"),
    "topic": ("Темы", "не записаны темы уроков"),
    "homework": ("Задания", "не записаны домашние задания"),
    "marks": ("Отметки за работы", "не у всех отметки за контрольные работы"),
    "terms": ("Итоговые отметки", "не выставлены итоговые отметки"),
    "weeks": ("Недели", "не закрыты недели"),
}


@dataclass(frozen=True)
class Gap:
    """One thing that is lacking: the address of its place, what to call it, who is to fill it."""

    kind: str
    url: str
    text: str
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassLine:
    """A class and how much of each kind it lacks; `half` is None while its calendar is not known."""

    cohort: int
    title: str
    half: Half | None
    counts: dict[str, int]

    @property
    def ready(self) -> bool:
        return not any(self.counts.values())

    @property
    def begun(self) -> bool:
        return self.half is not None


@dataclass(frozen=True)
class ClassPage:
    """A class with all that it lacks, by kind."""

    line: ClassLine
    gaps: dict[str, tuple[Gap, ...]]


def overview(year: SchoolYear, number: int, now: datetime) -> tuple[ClassLine, ...]:
    """п. 4.2.4: all classes of a year in a half; a constant number of queries for each calendar."""
    return tuple(page.line for page in _pages(year, number, now, lambda _: True))


def of_class(year: SchoolYear, cohort: int, number: int, now: datetime) -> ClassPage | None:
    """п. 4.2.4: one class; None when it is not one of the year."""
    return next(iter(_pages(year, number, now, lambda other: other == cohort)), None)


def unfinished(line: ClassLine) -> str:
    """«Журнал не завершён: …» for the title of a volume; "" when nothing is lacking."""
    told = [f"{LACKS[kind][1]} — {count}" for kind, count in line.counts.items() if count]
    return f"Журнал не завершён: {'; '.join(told)}." if told else ""


def _pages(year: SchoolYear, number: int, now: datetime, wanted: Callable[[int], bool]) -> list[ClassPage]:
    """Classes of one calendar are asked about together."""
    classes = [row for row in readiness.classes(year) if wanted(row[0])]
    spans: dict[int, Half | None] = {}
    for _, grade, _ in classes:
        if grade not in spans:
            known = [half for half in halves.of_class(year, grade) if half.number == number]
            spans[grade] = known[0] if known and known[0].first <= now.date() else None
    gaps: dict[int, list[Gap]] = {cohort: [] for cohort, _, _ in classes}
    for dates in {(half.first, half.last) for half in spans.values() if half}:
        cohorts = [
            c for c, grade, _ in classes if (half := spans[grade]) and (half.first, half.last) == dates
        ]
        for cohort, gap in _gaps(cohorts, *dates, now):
            gaps[cohort].append(gap)
    return [
        _page(cohort, f"{class_name(grade, letter)} класс", spans[grade], gaps[cohort])
        for cohort, grade, letter in classes
    ]


def _page(cohort: int, title: str, half: Half | None, gaps: Sequence[Gap]) -> ClassPage:
    found = {kind: tuple(gap for gap in gaps if gap.kind == kind) for kind in LACKS}
    return ClassPage(ClassLine(cohort, title, half, {kind: len(some) for kind, some in found.items()}), found)


def _gaps(cohorts: Collection[int], first: date, last: date, now: datetime) -> Iterable[tuple[int, Gap]]:
    shown = min(last, now.date())
    lessons = {
        "attendance": readiness.unheld(cohorts, first, last, now),
        "topic": readiness.unwritten("topic", cohorts, first, last, now),
        "homework": readiness.unwritten("homework", cohorts, first, last, now),
        "marks": readiness.unmarked(_heavy(), ABSENCES, cohorts, first, last, now),
    }
    terms = readiness.without_term_marks(cohorts, first, last, now.date())
    groups = {lack.group for lacks in lessons.values() for lack in lacks} | {lack.group for lack in terms}
    teachers = _teachers(groups, shown)
    for kind, lacks in lessons.items():
        for lack in lacks:
            yield lack.cohort, _of_lesson(kind, lack, teachers.get(lack.group, ()))
    for missing in terms:
        yield missing.cohort, _of_term(missing, teachers.get(missing.group, ()))
    yield from _weeks(cohorts, first, shown, now.date())


def _heavy() -> list[str]:
    return [kind.code for kind in works.KINDS if kind.weight >= HEAVY]


def _teachers(groups: set[int], day: date) -> dict[int, tuple[str, ...]]:
    """Who teaches these groups on a day."""
    taught = {group: who for group, who in group_teachers(day).items() if group in groups}
    called = names({person for who in taught.values() for person in who}, day)
    return {
        group: tuple(sorted(short_name(*called[person]) for person in who if person in called))
        for group, who in taught.items()
    }


def _of_lesson(kind: str, lack: Lack, teachers: tuple[str, ...]) -> Gap:
    text = f"{date_short(lack.day)}, {lack.number}-й урок, {lack.subject}{_part(lack)}"
    if lack.what:
        title = works.kind(lack.what).title.lower()
        text += f": {title}, без отметки {lack.pupils} {plural(lack.pupils, *PUPILS)}"
    return Gap(kind, f"/lessons/{lack.lesson}", text, teachers)


def _part(lack: Any) -> str:
    return f", {lack.group_name}" if "," in lack.group_name else ""


def _of_term(lack: TermLack, teachers: tuple[str, ...]) -> Gap:
    period = f"{ROMAN[lack.number]} {PERIODS[lack.kind]}"
    text = f"{lack.subject}{_part(lack)}, {period}: {lack.pupils} {plural(lack.pupils, *PUPILS)}"
    return Gap("terms", f"/journal/{lack.group}?period={lack.period}", text, teachers)


def _weeks(cohorts: Collection[int], first: date, last: date, today: date) -> Iterable[tuple[int, Gap]]:
    """п. 4.4.3: weeks that are over and not closed."""
    closed = journal.closings(list(cohorts), first - WEEK)
    taught = sorted({(cohort, monday_of(day)) for cohort, day in teaching_days(cohorts, first, last)})
    for cohort, monday in taught:
        if (cohort, monday) not in closed and monday + WEEK < today:
            yield cohort, Gap("weeks", "/journal", span(monday, monday + WEEK))
