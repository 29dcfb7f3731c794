"""«Проверка журнала»: how much each check finds, and under it every place."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import readiness
from ejournal.models.curriculum import periods_of_year
from ejournal.models.people import SchoolYear, names, newest_year
from ejournal.reports.checks import found as reading
from ejournal.reports.checks.asked import Asked, Found
from ejournal.reports.checks.places import Finding, Owners, findings, owners_of
from ejournal.rules.checks import BY_CODE, CATALOGUE, UNTIL_EVENING, Check, Severity, enabled
from ejournal.wording import class_name, short_name

MOST, MOST_OF_ONE = 50, 1000  # places shown under each check of many, and under one that is asked for


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a class, a teacher, one check, by their numbers and code; 0 and "" for all."""

    cohort: int = 0
    teacher: int = 0
    check: str = ""


@dataclass(frozen=True)
class Section:
    """A check with how much it finds; `shown` are the first of it."""

    check: Check
    count: int
    shown: tuple[Finding, ...]


@dataclass(frozen=True)
class CheckPage:
    """Every check that was looked for; the classes and teachers to choose from, by number and name."""

    first: date
    last: date
    sections: tuple[Section, ...]
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    off: tuple[Check, ...]

    @property
    def found(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.count)

    @property
    def clean(self) -> tuple[Check, ...]:
        return tuple(section.check for section in self.sections if not section.count)

    def total(self, severity: str) -> int:
        return sum(section.count for section in self.sections if section.check.severity == severity)


def year_of(day: date) -> SchoolYear | None:
    """The school year that holds the day, else the last one before it."""
    return newest_year(day)


def first_day(year: SchoolYear, today: date) -> date:
    """The beginning of the term that goes on, or went on last: the checks look from there on."""
    begun = [one.valid_from for one in periods_of_year(year) if one.valid_from <= today]
    return max(begun, default=year.valid_from)


def page(
    year: SchoolYear,
    within: Collection[int] | None,
    days: tuple[date, date],
    wanted: Wanted,
    now: datetime,
    most: int = MOST,
) -> CheckPage:
    """п. 4.2.2б, 4.2.2в: the classes within reach, None for all; constant in queries.

    At most `most` places are shown under each check, more of one alone.
    What is due by the evening of its day is told from the next day on.
    """
    chosen = [wanted.cohort] if wanted.cohort else within
    asked = reading.ask(year, chosen, *days, now)
    on = enabled(lambda name: bool(getattr(asked.settings, name)))
    checks = (BY_CODE[wanted.check],) if wanted.check in BY_CODE else on
    owners = owners_of(asked)
    found = reading.look(asked, [check.code for check in checks])
    found = [one for one in found if one.day < now.date() or one.code not in UNTIL_EVENING]
    if wanted.teacher:
        found = [one for one in found if wanted.teacher in owners(one)]
    return CheckPage(
        *days,
        _sections(asked, checks, found, owners, MOST_OF_ONE if wanted.check else most),
        tuple((row[0], class_name(*row[1:])) for row in readiness.classes(year) if _in(within, row[0])),
        _teachers(asked),
        tuple(check for check in CATALOGUE if check not in on and check not in checks),
    )


def _in(within: Collection[int] | None, cohort: int) -> bool:
    return within is None or cohort in within


def _sections(
    asked: Asked, checks: Collection[Check], found: list[Found], owners: Owners, most: int
) -> tuple[Section, ...]:
    counts = Counter(one.code for one in found)
    shown: list[Found] = []
    for check in checks:
        shown += [one for one in found if one.code == check.code][:most]
    told = findings(asked, shown, owners)
    return tuple(
        Section(check, counts[check.code], tuple(one for one in told if one.check is check))
        for check in checks
    )


def _teachers(asked: Asked) -> tuple[tuple[int, str], ...]:
    """Everybody who taught one of the pages, by name."""
    people = {person for _, person, _, _ in readiness.teaching(asked.scope.groups)}
    called = names(people, asked.scope.now.date())
    return tuple(sorted(((who, short_name(*name)) for who, name in called.items()), key=lambda row: row[1]))


WORDS = {
    Severity.WRONG: "Нужно исправить",
    Severity.LOOK: "Посмотрите",
    Severity.CONTESTED: "Спорные проверки",
}
