"""The school year as it is usually laid out: what a school is offered, to change as it decides (7.6)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from ejournal.rules.refusal import Refusal
from ejournal.wording import clock_time, date_numeric

DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
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
QUARTERS = len(BREAKS) + 1
HALVES = ((0, 1), (2, 3))  # the quarters of each
BELLS = (
    ("8:30", "9:15"),
    ("9:25", "10:10"),
    ("10:30", "11:15"),
    ("11:35", "12:20"),
    ("12:30", "13:15"),
    ("13:25", "14:10"),
    ("14:20", "15:05"),
)
FEBRUARY = 2  # a period that ends before it belongs to the first half
Span = tuple[date, date]
Clocks = tuple[tuple[str, str], ...]  # beginning and end of each lesson, «8:30», in order
Grades = tuple[int, int]
EVERYBODY, FIRST_GRADE, OTHERS = (1, 11), (1, 1), (2, 11)


def half_number(period_last: date, year_first: date) -> int:
    """п. 4.2.4: the half of the year to which a period that ends on a day belongs."""
    return 1 if period_last < date(year_first.year + 1, FEBRUARY, 1) else 2


@dataclass(frozen=True)
class Layout:
    """A year: its quarters in order, its days off with their reasons, the beginnings and ends of lessons.

    `first_bells` are those of grade 1 where they are not those of the others.
    """

    quarters: tuple[Span, ...]
    holidays: tuple[tuple[date, str], ...]
    bells: Clocks = BELLS
    first_bells: Clocks = ()

    @property
    def first(self) -> date:
        return self.quarters[0][0]

    @property
    def last(self) -> date:
        return self.quarters[-1][1]

    @property
    def halves(self) -> tuple[Span, ...]:
        """The halves of grades 10 and 11: two quarters each."""
        return tuple((self.quarters[one][0], self.quarters[two][1]) for one, two in HALVES)

    def span(self, kind: str, number: int) -> Span:
        """The days of a quarter or of a half."""
        return (self.quarters if kind == "quarter" else self.halves)[number - 1]

    @property
    def name(self) -> str:
        return f"{self.first.year}/{self.last.year}"

    @property
    def breaks(self) -> list[tuple[str, date, date]]:
        """The holidays between the quarters."""
        spans = ((before[1] + DAY, after[0] - DAY) for before, after in pairwise(self.quarters))
        return [(name, *span) for name, span in zip(BREAKS, spans, strict=True)]


def laid_out(
    quarters: tuple[Span, ...],
    halves: int,
    breaks: Collection[tuple[str, date, date]],
    holidays: tuple[tuple[date, str], ...],
) -> Layout | None:
    """The days of a year that is open; None when they are not those of quarters with holidays between."""
    if len(quarters) != QUARTERS or halves != len(HALVES):
        return None
    layout = Layout(quarters, holidays, ())
    return layout if set(layout.breaks) <= set(breaks) else None


def taught_in(layout: Layout, day: date) -> int | None:
    """The number of the quarter in which a day is taught; None of a holiday."""
    if any(day == free for free, _ in layout.holidays):
        return None
    spans = enumerate(layout.quarters, start=1)
    return next((number for number, (first, last) in spans if first <= day <= last), None)


def changed_days(before: Layout, after: Layout) -> list[date]:
    """The days that are taught in one of the two and not in the other, or in another quarter, in order."""
    first, last = min(before.first, after.first), max(before.last, after.last)
    days = (first + timedelta(days=more) for more in range((last - first).days + 1))
    return [day for day in days if taught_in(before, day) != taught_in(after, day)]


def proposed(year: int) -> Layout:
    """The year that begins in September of `year`: 34 weeks in quarters that end with a week."""
    first_end, third_end = _friday(date(year, 10, 20)), _friday(date(year + 1, 3, 22))
    quarters = (
        (_workday(date(year, 9, 1)), first_end),
        (first_end + BREAK, _workday(date(year, 12, 30), back=True)),
        (_monday(date(year + 1, 1, 9)), third_end),
        (third_end + BREAK, _workday(date(year + 1, 5, 26), back=True)),
    )
    return Layout(quarters, tuple(_holidays(year)))


def _holidays(year: int) -> Iterator[tuple[date, str]]:
    """Each holiday; one at a weekend moves to the next working day (Labour Code, article 112)."""
    for month, day, name in HOLIDAYS:
        yield _workday(date(year if month > 8 else year + 1, month, day)), name


def _friday(day: date) -> date:
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7)


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _workday(day: date, *, back: bool = False) -> date:
    while day.weekday() >= SATURDAY:
        day += -DAY if back else DAY
    return day


def check(layout: Layout) -> None:
    """п. 4.3.1: refused when the days of a year cannot be so."""
    for number, (first, last) in enumerate(layout.quarters, start=1):
        if last < first:
            raise Refusal("4.3.1", f"{number} четверть кончается раньше, чем начинается: исправьте её дни.")
    for number, (before, after) in enumerate(pairwise(layout.quarters), start=1):
        if after[0] <= before[1]:
            raise Refusal("4.3.1", f"{number + 1} четверть начинается раньше, чем кончилась {number}.")
    if layout.last.year != layout.first.year + 1:
        raise Refusal("4.3.1", "Учебный год начинается в одном календарном году и кончается в следующем.")
    check_bells(layout.bells, layout.first_bells)
    for day, name in layout.holidays:
        if not layout.first <= day <= layout.last:
            raise Refusal("4.3.1", f"Праздник «{name}», {date_numeric(day)}, вне учебного года.")


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
