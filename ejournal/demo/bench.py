"""The bench school: an invented school of about 250 pupils with years of data, for measuring.

It is made by the seeder of the demo; its newest year is 2026/2027, and it is 20 May 2027 there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ejournal import db, migrations
from ejournal.access import Actor
from ejournal.demo import bench_people, bench_year, life, seed
from ejournal.demo.bench_people import SchoolClass
from ejournal.demo.bench_year import Shelf
from ejournal.demo.parts import LaidOut
from ejournal.demo.seed import Act, Part, Writer
from ejournal.models.people import SchoolYear
from ejournal.services import settings

ZONE = ZoneInfo("Europe/Moscow")
TODAY = date(2027, 5, 20)
NEWEST = 2026  # the autumn of the newest year
BY = Actor(None, "demo")
SETTINGS = {"school_name": "МОУ Большеозёрская СШ", "electronic_since": date(2026, 9, 1)}


def build(
    url: str, years: int, progress: Callable[[str], None] | None = None, classes: int | None = None
) -> None:
    """Build the school with its last `years` years in an empty database; `url` as in `db.connect_to`.

    `classes` makes it smaller: at most so many classes a year. `progress` is told in Russian which week
    of which year has passed. The newest year is the same however many years there are.
    """
    db.connect_to(url)
    with db.connected():
        migrations.migrate()
        school = _School(classes)
        for autumn in range(NEWEST - years + 1, NEWEST + 1):
            year = school.found(autumn)
            if autumn == NEWEST - years + 1:
                settings.change(SETTINGS, by=BY, now=_eve(autumn))
            _do(autumn, "timetable.lay_out", "school_year", year.id, LaidOut(year))
            _pass(year, min(TODAY, date(autumn + 1, 8, 1)), progress or (lambda text: None))


def _eve(autumn: int) -> datetime:
    """The noon before the year begins."""
    return datetime.combine(date(autumn, 8, 31), time(12), ZONE)


def _do(autumn: int, kind: str, of: str, object_id: int | None, part: Part) -> None:
    seed.write([Act(_eve(autumn), None, BY.duty, kind, of, object_id, [part])])


def _pass(year: SchoolYear, until: date, progress: Callable[[str], None]) -> None:
    life.live(year, until, ZONE, progress=lambda monday: progress(f"{year.name}: неделя с {monday:%d.%m}"))


@dataclass
class _School:
    """What the school keeps from year to year."""

    at_most: int | None
    shelf: Shelf = field(default_factory=lambda: Shelf([]))
    classes: dict[tuple[int, str], SchoolClass] = field(default_factory=dict)

    def found(self, autumn: int) -> SchoolYear:
        """Write the year that begins in an autumn, with whoever is new in it."""
        founding = _Founding(self, autumn)
        _do(autumn, "demo.year", "school", None, founding)
        return SchoolYear.get_by_id(founding.year)

    def present(self, writer: Writer, autumn: int) -> list[SchoolClass]:
        """The classes of a year; those that are new are enrolled first."""
        listed = bench_people.classes_of(autumn, self.at_most)
        for own in listed:
            if own.key not in self.classes:
                leader = self.shelf.teachers[2 * (own.started % 11) + (own.letter == "Б") + 3]
                bench_people.enrol(writer, own, leader, _eve(autumn).date())
                self.classes[own.key] = own
        return [self.classes[own.key] for own in listed]


@dataclass
class _Founding:
    """The part of a deed that writes a year; `year` is its number afterwards."""

    school: _School
    autumn: int
    year: int = 0

    def write(self, writer: Writer) -> None:
        shelf, since = self.school.shelf, _eve(self.autumn).date()
        if not shelf.teachers:
            shelf.teachers = bench_people.hire(writer, since)
            bench_year.bells(writer, since)
        present = self.school.present(writer, self.autumn)
        self.year = bench_year.found(writer, shelf, present, self.autumn)
