"""The bench school: an invented school of about 250 pupils with years of data, for measuring.

It is made by the seeder of the demo; its newest year is 2026/2027.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ejournal import db, migrations
from ejournal.access import Actor
from ejournal.demo import bench_people, bench_year, life, seed
from ejournal.demo.bench_people import SchoolClass
from ejournal.demo.bench_year import Shelf
from ejournal.demo.seed import Act, Writer
from ejournal.models.people import SchoolYear
from ejournal.services import settings, timetable

ZONE = ZoneInfo("Europe/Moscow")
TODAY = date(2027, 5, 20)
NEWEST = 2026  # the autumn of the newest year
BY = Actor(None, "demo")
SETTINGS = {"school_name": "МОУ Большеозёрская СШ", "electronic_since": date(2026, 9, 1)}


def build(
    url: str, years: int, progress: Callable[[str], None] | None = None, classes: int | None = None
) -> None:
    """Build the school with its last `years` years in an empty database; `url` as in `db.connect_to`.

    It is 20 May 2027 there. `classes` makes it smaller: at most so many classes a year.
    `progress` is told in Russian how far it is, once a week of a year.
    """
    db.connect_to(url)
    with db.connected():
        migrations.migrate()
        school = _School(classes)
        for autumn in range(NEWEST - years + 1, NEWEST + 1):
            school.live(autumn, progress or (lambda text: None))


@dataclass
class _Founding:
    """The part of a deed that writes a year and whoever is new in it."""

    school: "_School"
    autumn: int
    year: int = 0

    def write(self, writer: Writer) -> None:
        self.year = self.school.found(writer, self.autumn)


class _School:
    def __init__(self, at_most: int | None) -> None:
        self._at_most = at_most
        self._shelf = Shelf([])
        self._classes: dict[tuple[int, str], SchoolClass] = {}

    def live(self, autumn: int, progress: Callable[[str], None]) -> None:
        """Found a year and let it pass."""
        founding, at = _Founding(self, autumn), datetime.combine(date(autumn, 8, 31), time(12), ZONE)
        seed.write([Act(at, None, BY.duty, "demo.year", "school", None, [founding])])
        if self._first:
            settings.change(SETTINGS, by=BY, now=at)
            self._first = False
        year = SchoolYear.get_by_id(founding.year)
        timetable.lay_out(year, by=BY, now=at)
        end = min(TODAY, date(autumn + 1, 8, 1))
        life.live(year, end, ZONE, progress=lambda monday: progress(f"{year.name}: неделя с {monday:%d.%m}"))

    _first = True

    def found(self, writer: Writer, autumn: int) -> int:
        """Write a year under the current act; its number."""
        since = date(autumn, 8, 31)
        if not self._shelf.teachers:
            self._shelf.teachers = bench_people.hire(writer, since)
            bench_year.bells(writer, since)
        return bench_year.found(writer, self._shelf, self._present(writer, autumn, since), autumn)

    def _present(self, writer: Writer, autumn: int, since: date) -> list[SchoolClass]:
        """The classes of a year; those that are new are enrolled first."""
        present = []
        for own in bench_people.classes_of(autumn, self._at_most):
            key = (own.started, own.letter)
            if key not in self._classes:
                leader = self._shelf.teachers[2 * (own.started % 11) + (own.letter == "Б") + 3]
                self._classes[key] = own
                bench_people.enrol(writer, own, leader, since)
            present.append(self._classes[key])
        return present
