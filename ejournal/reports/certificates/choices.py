"""What a new check is chosen from."""

from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.models import readiness
from ejournal.models.certificates import issued
from ejournal.models.people import SchoolYear, names
from ejournal.reports.certificates.made import usual_span
from ejournal.wording import class_name, short_name

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choices:
    """The classes and teachers of a year by number and name, the days that are proposed."""

    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    first: date
    last: date
    basis: str


def choices(year: SchoolYear, today: date) -> Choices:
    """п. 4.2.2: since the last check, or the month, until yesterday. A constant number of queries."""
    rows = readiness.classes(year)
    classes = [row[0] for row in rows]
    pages = readiness.pages(year, classes, year.valid_from, year.valid_to)
    pages += readiness.classless_pages(year)
    people = {who for _, who, _, _ in readiness.teaching({page.group for page in pages})}
    called = names(people, today)
    first, last = usual_span(year, today - DAY)
    before = issued(year)
    return Choices(
        tuple((cohort, class_name(grade, letter)) for cohort, grade, letter in rows),
        tuple(sorted(((who, short_name(*name)) for who, name in called.items()), key=lambda row: row[1])),
        first,
        last,
        before[-1].basis if before else "план внутришкольного контроля",
    )
