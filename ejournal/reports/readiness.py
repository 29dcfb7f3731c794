"""«Печать журнала»: what the journal of each class still lacks for a half-year, with the places to fill."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import enough_marks, readiness
from ejournal.models.curriculum import OWN_JOURNALS
from ejournal.models.people import SchoolYear, names
from ejournal.models.readiness import Lack, PageOf, Scope, TermLack
from ejournal.models.school_days import calendars
from ejournal.models.settings import school_settings
from ejournal.models.timetable import monday_of, teaching_days
from ejournal.models.weeks import closings
from ejournal.models.work_deadlines import typed
from ejournal.reports import halves
from ejournal.reports.halves import Half
from ejournal.rules import deadlines, least_marks, marks, works
from ejournal.rules.attendance import ABSENCES
from ejournal.wording import class_name, short_name

HEAVY = 3  # weight from which everybody who was there has a mark of a work: dictations, control works, ВПР
WEEK = timedelta(days=6)
# What may be lacking: how a page calls it, and how the title of a volume does.
LACKS = {
    "attendance": ("Посещаемость", "не отмечена посещаемость уроков"),
    "topic": ("Темы", "не записаны темы уроков"),
    "homework": ("Задания", "не записаны домашние задания"),
    "marks": ("Отметки за работы", "не у всех отметки за контрольные, диктанты, сочинения"),
    "entry": ("В записи", "отметки уроков ещё в записи"),
    "short": ("Мало отметок", "мало отметок за период на страницах"),
    "terms": ("Итоговые отметки", "не выставлены итоговые отметки на страницах"),
    "weeks": ("Недели", "не закрыты недели"),
}
Spans = dict[tuple[date, date], list[int]]


@dataclass(frozen=True)
class ClassLine:
    """A class and how much of each kind it lacks; `half` is None while it has not begun or is not known.

    `lessons` are those that are over; `teachers` lead the class.
    """

    cohort: int
    title: str
    half: Half | None
    counts: dict[str, int]
    lessons: int = 0
    teachers: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return not any(self.counts.values())

    @property
    def begun(self) -> bool:
        return self.half is not None


def overview(year: SchoolYear, number: int, now: datetime) -> tuple[ClassLine, ...]:
    """п. 4.2.4: all classes of a year in a half; a constant number of queries for each calendar."""
    return _lines(year, readiness.classes(year), number, now)


def of_class(year: SchoolYear, cohort: int, number: int, now: datetime) -> ClassLine | None:
    """п. 4.2.4: one class of them; None when it is not one of the year."""
    mine = [row for row in readiness.classes(year) if row[0] == cohort]
    return next(iter(_lines(year, mine, number, now)), None)


def _lines(
    year: SchoolYear, classes: list[tuple[int, int, str]], number: int, now: datetime
) -> tuple[ClassLine, ...]:
    begun = _begun(year, number, now.date())
    counts: dict[int, Counter[str]] = {cohort: Counter() for cohort, _, _ in classes}
    for (first, last), cohorts in _spans(classes, begun).items():
        _count(year, cohorts, first, last, now, counts)
    teachers = class_teachers([cohort for cohort, _, _ in classes], now.date())
    return tuple(
        line(cohort, grade, letter, begun.get(grade), counts[cohort], teachers.get(cohort, ()))
        for cohort, grade, letter in classes
    )


def line(
    cohort: int,
    grade: int,
    letter: str,
    half: Half | None,
    found: Counter[str],
    teachers: tuple[str, ...],
) -> ClassLine:
    """A class with its counts by kind and of "lessons"."""
    counts = {kind: found[kind] for kind in LACKS}
    return ClassLine(cohort, f"{class_name(grade, letter)} класс", half, counts, found["lessons"], teachers)


def unfinished(line: ClassLine) -> str:
    """«Журнал не завершён: …» for the title of a volume; "" when nothing is lacking."""
    told = [f"{LACKS[kind][1]} — {count}" for kind, count in line.counts.items() if count]
    return f"Журнал не завершён: {'; '.join(told)}." if told else ""


def half_begun(year: SchoolYear, grade: int, number: int, today: date) -> Half | None:
    """The half of a class, once it has begun."""
    return _if_begun(halves.of_class(year, grade), number, today)


def _begun(year: SchoolYear, number: int, today: date) -> dict[int, Half]:
    found = {grade: _if_begun(both, number, today) for grade, both in halves.of_grades(year).items()}
    return {grade: half for grade, half in found.items() if half}


def _if_begun(both: Collection[Half], number: int, today: date) -> Half | None:
    return next((half for half in both if half.number == number and half.first <= today), None)


def _spans(classes: Collection[tuple[int, int, str]], begun: dict[int, Half]) -> Spans:
    """Classes of one calendar are asked about together."""
    spans: Spans = {}
    for cohort, grade, _ in classes:
        if half := begun.get(grade):
            spans.setdefault((half.first, half.last), []).append(cohort)
    return spans


def _count(
    year: SchoolYear,
    cohorts: list[int],
    first: date,
    last: date,
    now: datetime,
    counts: dict[int, Counter[str]],
) -> None:
    pages = readiness.pages(year, cohorts, first, last)
    scope, whole = scopes(pages, first, last, now)
    by_group = {
        "lessons": readiness.counted(readiness.over(scope)),
        "attendance": readiness.counted(readiness.unheld(scope)),
        "topic": readiness.counted(readiness.unwritten("topic", scope)),
        "homework": readiness.counted(readiness.unwritten("homework", scope)),
        "marks": Counter(lack.group for lack in unmarked(pages, scope)),
        "entry": Counter(lack.group for lack in readiness.in_entry(scope)),
        "short": Counter(lack.group for lack in short(whole)),
        "terms": Counter(lack.group for lack in readiness.without_term_marks(whole)),
    }
    for kind, found in by_group.items():
        for page in pages:
            counts[page.cohort][kind] += found.get(page.group, 0)
    for cohort, _ in open_weeks(cohorts, first, last, now.date()):
        counts[cohort]["weeks"] += 1


def scopes(pages: Collection[PageOf], first: date, last: date, now: datetime) -> tuple[Scope, Scope]:
    """The pages whose lessons are printed with their class, and all whose term marks are.

    п. 2.1: home teaching and внеурочная деятельность have journals of their own, which say what they lack.
    """
    apart = OWN_JOURNALS if school_settings().own_journals_apart else ()
    printed = {page.group for page in pages if page.kind not in apart}
    return Scope(printed, first, last, now), Scope({page.group for page in pages}, first, last, now)


def unmarked(pages: Iterable[PageOf], scope: Scope) -> list[Lack]:
    """п. 4.5.4: works that everybody writes, whose deadline is over, and not everybody has a mark of."""
    return [lack for lack, due in unmarked_by(pages, scope) if due < scope.now.date()]


def unmarked_by(pages: Iterable[PageOf], scope: Scope) -> list[tuple[Lack, date]]:
    """The same with the deadline of each, also those that it is still time for."""
    heavy = [kind.code for kind in works.KINDS if kind.weight >= HEAVY]
    found = readiness.unmarked(heavy, ABSENCES, scope)
    due = due_of(pages, scope, ((lack.group, lack.what) for lack in found))
    return [(lack, due(lack)) for lack in found]


def due_of(pages: Iterable[PageOf], scope: Scope, given: Iterable[tuple[int, str]]) -> Callable[[Lack], date]:
    """п. 4.5.4: until when the marks of works are due; `given` are their pages and kinds. Two queries."""
    of_group = {page.group: page for page in pages}
    off = calendars(scope.first, school_settings().school_week)
    some = sorted({group for group, kind in given if kind in deadlines.TYPED})
    known = typed(some, scope.first, scope.last) if some else {}

    def due(lack: Lack) -> date:
        page = of_group[lack.group]
        ahead = [lack.ahead] if lack.ahead else []
        is_school_day = off(page.own_class).is_school_day
        kind = works.kind(lack.what)
        own = known.get((lack.group, lack.day, lack.number, lack.what))
        return deadlines.page_deadline(kind, page.subject, page.grade, lack.day, ahead, is_school_day, own)

    return due


def short(scope: Scope, since: date | None = None) -> list[TermLack]:
    """п. 4.5.5: pages with pupils short of marks for the term mark, when the period is about to end, or has
    ended `since` a day."""
    norms = least_marks.least(school_settings())
    floors = {kind: norms.floors(kind) for kind in ("quarter", "half")}
    return enough_marks.with_few_marks(scope, floors, marks.END_IS_NEAR, since)


def open_weeks(cohorts: Collection[int], first: date, last: date, today: date) -> list[tuple[int, date]]:
    """п. 4.4.3: class and Monday of the weeks that are over and not closed, in order."""
    closed = closings(cohorts, monday_of(first))
    taught = {(cohort, monday_of(day)) for cohort, day in teaching_days(cohorts, first, min(last, today))}
    return sorted(week for week in taught if week not in closed and week[1] + WEEK < today)


def class_teachers(cohorts: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """п. 4.4: who leads these classes, by name."""
    led = [(cohort, person) for cohort, person in readiness.class_teachers(day) if cohort in cohorts]
    called = names({person for _, person in led}, day)
    found: dict[int, tuple[str, ...]] = {}
    for cohort, person in led:
        if person in called:
            found[cohort] = (*found.get(cohort, ()), short_name(*called[person]))
    return found
