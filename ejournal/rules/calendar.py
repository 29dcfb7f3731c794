"""The school year as it is usually laid out: what a school is offered, to change as it decides (7.6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from ejournal.rules.refusal import Refusal
from ejournal.wording import clock_time

DAY = timedelta(days=1)
FRIDAY = 4
FIVE_DAYS, SIX_DAYS = 5, 6  # school days a week
BREAK = timedelta(days=10)  # from the Friday that ends a quarter to the Monday that begins the next
# Month and day, and the name, of the holidays within the year that no school holiday covers.
HOLIDAYS = (
    (11, 4, "День народного единства"),
    (2, 23, "День защитника Отечества"),
    (3, 8, "Международный женский день"),
    (5, 1, "Праздник Весны и Труда"),
    (5, 9, "День Победы"),
)
BREAKS = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы")
SUMMER = "Летние каникулы"  # of a grade whose year ends before that of the others
FIRST_GRADE_BREAK = "Дополнительные каникулы"
QUARTERS = len(BREAKS) + 1
HALVES = ((0, 1), (2, 3))  # the quarters of each
COUNTS = {
    "quarter": QUARTERS,
    "trimester": 3,
    "half": len(HALVES),
}  # the kinds of periods; the first comes first
GRADES = range(1, 12)
USUAL_KINDS = ("quarter",) * 9 + ("half",) * 2  # practice, 7.3: by grade, from the first on
BELLS = (
    ("8:30", "9:15"),
    ("9:25", "10:10"),
    ("10:30", "11:15"),
    ("11:35", "12:20"),
    ("12:30", "13:15"),
    ("13:25", "14:10"),
    ("14:20", "15:05"),
)
SEPTEMBER, DECEMBER = 9, 12
FEBRUARY = 2  # a period that ends before it belongs to the first half
Span = tuple[date, date]
Clocks = tuple[tuple[str, str], ...]  # beginning and end of each lesson, «8:30», in order
Grades = tuple[int, int]
EVERYBODY, FIRST_GRADE, OTHERS = (1, 11), (1, 1), (2, 11)


def half_number(period_last: date, year_first: date) -> int:
    """п. 4.2.4: the half of the year to which a period that ends on a day belongs."""
    return 1 if period_last < date(year_first.year + 1, FEBRUARY, 1) else 2


class Break(NamedTuple):
    """Holidays that are not days between periods, of some grades or of everybody."""

    grades: Grades
    name: str
    first: date
    last: date


class Term(NamedTuple):
    """A period of consecutive grades."""

    kind: str
    number: int
    grades: Grades
    span: Span


@dataclass(frozen=True)
class Layout:
    """A year: its periods in order, its days off with their reasons, the beginnings and ends of lessons.

    `first_bells` are those of grade 1 where they are not those of the others. `kinds`: the periods of each
    grade; `own_halves`: of other days than two quarters each; `ends`: grades whose year ends on a day of its
    own (7.6: 9 and 11); `more`: holidays that are not days between periods; `week`: how many days
    of one are taught.
    """

    quarters: tuple[Span, ...]
    holidays: tuple[tuple[date, str], ...]
    bells: Clocks = BELLS
    first_bells: Clocks = ()
    trimesters: tuple[Span, ...] = ()
    own_halves: tuple[Span, ...] = ()
    kinds: tuple[str, ...] = USUAL_KINDS
    ends: tuple[tuple[int, date], ...] = ()
    more: tuple[Break, ...] = ()
    week: int = FIVE_DAYS

    @property
    def first(self) -> date:
        return min(self.spans(kind)[0][0] for kind in self.used)

    @property
    def last(self) -> date:
        return max(self.spans_of(grade)[-1][1] for grade in GRADES)

    @property
    def halves(self) -> tuple[Span, ...]:
        """The halves of the year: two quarters each, where the school has not laid them out."""
        return self.own_halves or tuple((self.quarters[one][0], self.quarters[two][1]) for one, two in HALVES)

    @property
    def used(self) -> list[str]:
        """The kinds of periods of some grade; days between those of the first are holidays of everybody."""
        return [kind for kind in COUNTS if kind in self.kinds]

    def spans(self, kind: str) -> tuple[Span, ...]:
        """The days of the periods of a kind."""
        return {"quarter": self.quarters, "trimester": self.trimesters}.get(kind) or self.halves

    def spans_of(self, grade: int) -> tuple[Span, ...]:
        """The days of the periods of a grade."""
        *before, (first, last) = self.spans(self.kinds[grade - 1])
        return (*before, (first, dict(self.ends).get(grade, last)))

    @property
    def terms(self) -> list[Term]:
        """Every period, of as many consecutive grades as have the same days."""
        found: list[Term] = []
        for grade in GRADES:
            for number, span in enumerate(self.spans_of(grade), start=1):
                mine = Term(self.kinds[grade - 1], number, (grade, grade), span)
                same = next(
                    (one for one in found if one == mine._replace(grades=(one.grades[0], grade - 1))), None
                )
                if same:
                    found.remove(same)
                    mine = mine._replace(grades=(same.grades[0], grade))
                found.append(mine)
        return found

    @property
    def name(self) -> str:
        return f"{self.first.year}/{self.last.year}"

    @property
    def between(self) -> list[tuple[str, date, date]]:
        """The holidays between the periods, of the whole school; a weekend between two is none."""
        kind = self.used[0]
        spans = [(before[1] + DAY, after[0] - DAY) for before, after in pairwise(self.spans(kind))]
        names = BREAKS if kind == "quarter" else [season(first) for first, _ in spans]
        named = zip(names, spans, strict=True)
        return [
            (name, *span) for name, span in named if any(day.weekday() < self.week for day in days(*span))
        ]

    @property
    def breaks(self) -> list[tuple[str, date, date]]:
        """All holidays of the whole school."""
        return [*self.between, *(one[1:] for one in self.more if one.grades == EVERYBODY)]

    @property
    def off(self) -> list[tuple[str, date, date]]:
        """All days off of the whole school: holidays of several days and of one."""
        return [*self.breaks, *((name, day, day) for day, name in self.holidays)]

    @property
    def grade_breaks(self) -> list[Break]:
        """The holidays of some grades alone, and the summer of those whose year ends before the others'."""
        own = [one for one in self.more if one.grades != EVERYBODY]
        ended = ((grade, self.spans_of(grade)[-1][1] + DAY) for grade in GRADES)
        return own + [
            Break((grade, grade), SUMMER, day, self.last) for grade, day in ended if day <= self.last
        ]


def days(first: date, last: date) -> list[date]:
    """Every day from one to another; none when the second is before the first."""
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]


def season(first: date) -> str:
    """What holidays between trimesters are called, by the month in which they begin."""
    if first.month == FEBRUARY:
        return "Февральские каникулы"
    autumn, spring = SEPTEMBER <= first.month < DECEMBER, FEBRUARY < first.month < SEPTEMBER
    return BREAKS[0 if autumn else 2 if spring else 1]


def proposed(year: int, week: int = FIVE_DAYS) -> Layout:
    """The year that begins in September of `year`: 34 weeks in quarters that end with a week.

    `week` is how many days of one are taught; the periods and holidays are the same (7.6).
    """
    first_end, third_end = _friday(date(year, 10, 20)), _friday(date(year + 1, 3, 22))
    quarters = (
        (_workday(date(year, 9, 1), week), first_end),
        (first_end + BREAK, _workday(date(year, 12, 30), week, back=True)),
        (_monday(date(year + 1, 1, 9)), third_end),
        (third_end + BREAK, _workday(date(year + 1, 5, 26), week, back=True)),
    )
    return Layout(
        quarters,
        tuple(_holidays(year, week)),
        trimesters=_trimesters(quarters, week),
        more=(Break(FIRST_GRADE, FIRST_GRADE_BREAK, *_february(year + 1)),),
        week=week,
    )


def _trimesters(quarters: tuple[Span, ...], week: int) -> tuple[Span, ...]:
    """Three periods of ten to twelve weeks that meet at a weekend; the holidays are of quarters (7.6)."""
    first, last = quarters[0][0], quarters[-1][1]
    fridays = _friday(date(first.year, 11, 18)), _friday(date(last.year, 2, 24))
    autumn, winter = (friday + (week - FIVE_DAYS) * DAY for friday in fridays)
    return ((first, autumn), (_monday(autumn), winter), (_monday(winter), last))


def with_breaks(layout: Layout, quarters: tuple[Span, ...]) -> Layout:
    """7.6: a school without quarters that says nothing of holidays has those between the usual quarters."""
    told = layout.between or any(one.grades == EVERYBODY for one in layout.more)
    if "quarter" in layout.used or "trimester" not in layout.used or told:
        return layout
    gaps = [(before[1] + DAY, after[0] - DAY) for before, after in pairwise(quarters)]
    usual = (Break(EVERYBODY, name, *gap) for name, gap in zip(BREAKS, gaps, strict=True))
    return replace(layout, more=(*layout.more, *usual))


def _february(year: int) -> Span:
    """The week of February in which grade 1 rests, with the days at its sides (7.6)."""
    monday = _monday(date(year, FEBRUARY, 15))
    return monday - 2 * DAY, monday + 6 * DAY


def _holidays(year: int, week: int) -> Iterator[tuple[date, str]]:
    """Each holiday; one at a weekend moves to the next working day (Labour Code, article 112)."""
    for month, day, name in HOLIDAYS:
        yield _workday(date(year if month > 8 else year + 1, month, day), week), name


def _friday(day: date) -> date:
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7)


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _workday(day: date, week: int, *, back: bool = False) -> date:
    while day.weekday() >= week:
        day += -DAY if back else DAY
    return day


def check_bells(bells: Clocks, first_grade: Clocks = ()) -> None:
    """п. 4.3.1, 4.2.1: refused when lessons of a day overlap, or end before they begin."""
    for whose, clocks in (("", bells), (" в 1 классе", first_grade)):
        spans = [_times(*clock) for clock in clocks]
        for number, ((_, ends), (starts, _)) in enumerate(pairwise(spans), start=1):
            if starts < ends:
                said = f"{number + 1}-й урок{whose} начинается в {clock_time(starts)}"
                raise Refusal(
                    "4.3.1", f"{said}, а {number}-й кончается в {clock_time(ends)}: исправьте звонки."
                )


def ranges(bells: Clocks, first_grade: Clocks) -> dict[Grades, Clocks]:
    """The bells by the grades that go by them."""
    return {FIRST_GRADE: first_grade, OTHERS: bells} if first_grade else {EVERYBODY: bells}


def time_of(clock: str) -> time:
    """«8:30»; ValueError when there is no such time."""
    return time.fromisoformat(clock.zfill(len("08:30")))


def _times(starts: str, ends: str) -> tuple[time, time]:
    try:
        first, last = time_of(starts), time_of(ends)
    except ValueError:
        raise Refusal("4.3.1", f"Звонок «{starts}–{ends}»: такого времени нет.") from None
    if first >= last:
        raise Refusal("4.3.1", f"Звонок «{starts}–{ends}»: урок кончается раньше, чем начинается.")
    return first, last
