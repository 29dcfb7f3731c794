"""What the pupils of a class missed in a week, its month and its period, and what of it is a worry."""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import attendance as stored
from ejournal.models.curriculum import periods
from ejournal.models.people import class_names
from ejournal.models.settings import SchoolSettings, school_settings
from ejournal.models.timetable import monday_of
from ejournal.reports.periods import title
from ejournal.rules.attendance import ABSENT, Missed, Run, count, is_missed, runs, share
from ejournal.wording import date_short, month_name, plural

WEEK = timedelta(days=6)
LOOK_BACK = timedelta(weeks=4)  # before the week: a long absence may have begun long ago
NOTHING = Missed()
Days = dict[date, list[str]]


@dataclass(frozen=True)
class Counts:
    """What a pupil missed; `held` are the lessons of the month that were held."""

    week: Missed = NOTHING
    month: Missed = NOTHING
    period: Missed = NOTHING
    held_week: int = 0
    held_month: int = 0


@dataclass(frozen=True)
class Worry:
    """A pupil whose absences are long; `bare` says that some of them have no reason."""

    pupil: int
    name: str
    told: str
    bare: bool


@dataclass(frozen=True)
class Found:
    """The counts of everybody, and earlier weeks by their Mondays with lessons that are not explained."""

    of: dict[int, Counts]
    days: dict[int, Days]
    month: str
    period: str
    before: tuple[tuple[date, int], ...]
    monday: date
    settings: SchoolSettings

    def worries(self, called: Mapping[int, str]) -> Iterator[Worry]:
        """п. 4.4.3: long absences: days in a row, a month, a week; whoever has no reason comes first."""
        found = [self._worry(pupil, name) for pupil, name in called.items()]
        yield from sorted((one for one in found if one.told), key=lambda one: (not one.bare, one.name))

    def _worry(self, pupil: int, name: str) -> Worry:
        counts, settings, days = self.of.get(pupil, Counts()), self.settings, self.days.get(pupil, {})
        least = settings.missed_day_lessons
        school_days = [(day, is_missed(days[day], least)) for day in sorted(days)]
        long = [run for run in runs(school_days, settings.long_absence_days) if run.last >= self.monday]
        told = [_run(run) for run in long]
        much = share(counts.month.lessons, counts.held_month) >= settings.long_absence_percent
        if much and counts.month.days >= settings.long_absence_days:
            told.append(_part(counts.month.lessons, counts.held_month, self.month))
        if share(counts.week.lessons, counts.held_week) > settings.missed_week_percent:
            told.append(_part(counts.week.lessons, counts.held_week, "неделя"))
        bare = counts.week.unexplained > 0 or any(
            ABSENT in days[day] for run in long for day in _of(run, days)
        )
        return Worry(pupil, name, "; ".join(told), bare)


def _run(run: Run) -> str:
    days = plural(run.days, "день", "дня", "дней")
    return f"{run.days} {days} подряд, {date_short(run.first)}–{date_short(run.last)}"


def _part(missed: int, held: int, what: str) -> str:
    return f"{what}: {missed} из {held} уроков, {share(missed, held)} %"


def _of(run: Run, days: Days) -> Iterator[date]:
    return (day for day in days if run.first <= day <= run.last)


def counts(cohort: int, pupils: Collection[int], monday: date, now: datetime) -> Found:
    """п. 4.4.3: a constant number of queries."""
    settings, sunday = school_settings(), monday + WEEK
    month = monday.replace(day=1), monday.replace(day=monthrange(monday.year, monday.month)[1])
    grade = class_names(monday).get(cohort, (0, ""))[0]
    period = next(iter(reversed(periods(grade, monday, sunday))), None) if grade else None
    term = (period.valid_from, period.valid_to) if period else month
    first = min(term[0], month[0], monday - LOOK_BACK)
    days = _days(pupils, first, max(min(max(term[1], month[1]), now.date()), sunday))
    week = monday, sunday

    def of(own: Days) -> Counts:
        least = settings.missed_day_lessons
        parts = [[own[day] for day in own if span[0] <= day <= span[1]] for span in (week, month, term)]
        missed = [count(part, least) for part in parts]
        held = [sum(map(len, part)) for part in parts]
        return Counts(missed[0], missed[1], missed[2], held[0], held[1])

    return Found(
        {pupil: of(own) for pupil, own in days.items()},
        days,
        month_name(monday.month),
        title(period) if period else "",
        tuple(_before(days, monday)),
        monday,
        settings,
    )


def _days(pupils: Collection[int], first: date, last: date) -> dict[int, Days]:
    """By pupil and day: the codes of the lessons held, «» for present."""
    found: dict[int, Days] = {}
    noted: dict[tuple[int, date], list[str]] = {}
    for pupil, day, code in stored.noted(pupils, first, last):
        noted.setdefault((pupil, day), []).append(code)
    for pupil, day, held in stored.held_lessons(pupils, first, last):
        codes = noted.get((pupil, day), [])[:held]
        found.setdefault(pupil, {})[day] = codes + [""] * (held - len(codes))
    return found


def _before(days: dict[int, Days], monday: date) -> Iterator[tuple[date, int]]:
    weeks: dict[date, int] = {}
    for own in days.values():
        for day, codes in own.items():
            if day < monday and ABSENT in codes:
                weeks[monday_of(day)] = weeks.get(monday_of(day), 0) + codes.count(ABSENT)
    yield from sorted(weeks.items())
