"""What the journal of one class lacks for a half-year: each place to fill, and who is to fill it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import readiness
from ejournal.models.people import ClassYear, names
from ejournal.models.readiness import Lack, PageOf, TermLack
from ejournal.reports.halves import Half
from ejournal.reports.periods import KINDS as PERIODS
from ejournal.reports.readiness import (
    LACKS,
    WEEK,
    ClassLine,
    class_teachers,
    half_begun,
    line,
    open_weeks,
    scopes,
    short,
    unmarked,
)
from ejournal.rules import works
from ejournal.wording import ROMAN, date_short, plural, short_name, span

PUPILS = ("ученик", "ученика", "учеников")
MARKS = ("отметка", "отметки", "отметок")
NOBODY = "Учитель не назначен"
Teachers = tuple[str, ...]
TeachersOf = Callable[[int, date, int | None], Teachers]  # of a page on a day, unless somebody substitutes


@dataclass(frozen=True)
class Gap:
    """One thing that is lacking: the address of its place, what to call it, who is to fill it."""

    kind: str
    url: str
    text: str
    teachers: Teachers = ()


@dataclass(frozen=True)
class Debtor:
    """Who is to fill what, by kind."""

    name: str
    gaps: dict[str, tuple[Gap, ...]]

    @property
    def count(self) -> int:
        return sum(map(len, self.gaps.values()))


@dataclass(frozen=True)
class ClassPage:
    """A class with all that it lacks, by kind."""

    line: ClassLine
    gaps: dict[str, tuple[Gap, ...]]

    def by_teacher(self, kind: str = "") -> tuple[Debtor, ...]:
        """Who is to fill what, by name; of one kind alone, when it is given."""
        shown = {name: gaps for name, gaps in self.gaps.items() if kind in ("", name)}
        owed = sorted({", ".join(gap.teachers) for gaps in shown.values() for gap in gaps})
        return tuple(Debtor(name or NOBODY, _of(name, shown)) for name in owed)


def _of(name: str, shown: dict[str, tuple[Gap, ...]]) -> dict[str, tuple[Gap, ...]]:
    mine = {
        kind: tuple(gap for gap in gaps if ", ".join(gap.teachers) == name) for kind, gaps in shown.items()
    }
    return {kind: gaps for kind, gaps in mine.items() if gaps}


def of_class(own: ClassYear, number: int, now: datetime) -> ClassPage:
    """п. 4.2.4: a class of a year in a half, as of `now` (school time); a constant number of queries."""
    cohort = own.cohort_id
    half = half_begun(own.year, own.grade, number, now.date())
    leaders = class_teachers([cohort], now.date()).get(cohort, ())
    lessons, gaps = _read(own, half, leaders, now) if half else (0, [])
    found = {kind: tuple(gap for gap in gaps if gap.kind == kind) for kind in LACKS}
    counts = Counter({"lessons": lessons} | {kind: len(some) for kind, some in found.items()})
    return ClassPage(line(cohort, own.grade, own.letter, half, counts, leaders), found)


def _read(own: ClassYear, half: Half, leaders: Teachers, now: datetime) -> tuple[int, list[Gap]]:
    """How many lessons are over, and what is lacking."""
    pages = readiness.pages(own.year, [own.cohort_id], half.first, half.last)
    scope, whole = scopes(pages, half.first, half.last, now)
    of_lessons = {
        "attendance": readiness.listed(readiness.unheld(scope)),
        "topic": readiness.listed(readiness.unwritten("topic", scope)),
        "homework": readiness.listed(readiness.unwritten("homework", scope)),
        "marks": unmarked(pages, scope),
        "entry": readiness.in_entry(scope),
    }
    of_terms = {"short": short(whole), "terms": readiness.without_term_marks(whole)}
    shown = min(half.last, now.date())
    given = [lack.substitute for lacks in of_lessons.values() for lack in lacks if lack.substitute]
    teachers = _teachers(whole.groups, given, shown)
    known = {page.group: page for page in pages}
    gaps = [*_of_lessons(of_lessons, known, teachers), *_of_terms(of_terms, known, teachers, shown)]
    weeks = open_weeks([own.cohort_id], half.first, half.last, now.date())
    gaps += [
        Gap("weeks", f"/journal#weeks-{cohort}", span(monday, monday + WEEK), leaders)
        for cohort, monday in weeks
    ]
    return sum(readiness.counted(readiness.over(scope)).values()), gaps


def _of_lessons(
    found: dict[str, list[Lack]], pages: dict[int, PageOf], teachers: TeachersOf
) -> Iterator[Gap]:
    for kind, lacks in found.items():
        for lack in lacks:
            text = f"{date_short(lack.day)}, {lack.number}-й урок, {_called(pages[lack.group])}"
            if lack.what:
                title = works.kind(lack.what).title.lower()
                text += f": {title}, без отметки {lack.pupils} {plural(lack.pupils, *PUPILS)}"
            elif lack.pupils:
                text += f": {lack.pupils} {plural(lack.pupils, *MARKS)}"
            who = teachers(lack.group, lack.day, lack.substitute)
            yield Gap(kind, f"/lessons/{lack.lesson}", text, who)


def _of_terms(
    found: dict[str, list[TermLack]], pages: dict[int, PageOf], teachers: TeachersOf, day: date
) -> Iterator[Gap]:
    for kind, lacks in found.items():
        for lack in lacks:
            period = f"{ROMAN[lack.number]} {PERIODS[lack.kind]}"
            pupils = f"{lack.pupils} {plural(lack.pupils, *PUPILS)}"
            text = f"{_called(pages[lack.group])}, {period}: {pupils}"
            where = "terms" if kind == "terms" else "journal"
            url = f"/{where}/{lack.group}?period={lack.period}"
            yield Gap(kind, url, text, teachers(lack.group, day, None))


def _called(page: PageOf) -> str:
    """The subject, with the part of the class or the mixed group that it is for."""
    part = page.name.partition(", ")[2] if page.own_class else page.name
    return f"{page.subject}, {part}" if part else page.subject


def _teachers(groups: Iterable[int], substitutes: Sequence[int], day: date) -> TeachersOf:
    """Who gave a lesson is to fill it: the substitute, else whoever taught the page on that day."""
    spans = readiness.teaching(set(groups))
    called = names({person for _, person, _, _ in spans} | set(substitutes), day)

    def of(group: int, on: date, substitute: int | None) -> Teachers:
        taught = [
            person for page, person, first, last in spans if page == group and first <= on <= (last or on)
        ]
        people = [substitute] if substitute else taught
        return tuple(sorted(short_name(*called[person]) for person in people if person in called))

    return of
