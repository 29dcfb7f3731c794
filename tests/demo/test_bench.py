"""The bench school: as whole as the demo's, on both engines; a small one is built here."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ejournal.demo import bench, bench_people
from ejournal.models.audit import Audit
from ejournal.models.curriculum import Group, Subject
from ejournal.models.journal import Mark, Work
from ejournal.models.people import ClassYear, Person, SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.services import settings
from ejournal.services.verify import verify
from tests.engines import Engine, disconnect, using
from tests.school import ZONE


@pytest.mark.parametrize(
    ("engine", "years", "classes"), [("sqlite", 1, 1), ("postgres", 1, 1)], indirect=["engine"]
)
def test_a_small_bench_school_verifies(engine: Engine, years: int, classes: int) -> None:
    url = engine.create(f"bench_{years}")
    told: list[str] = []
    bench.build(url, years, told.append, classes=classes)
    disconnect()
    with using(url):
        assert verify(ZONE) == []
        assert [year.name for year in SchoolYear.select().order_by(SchoolYear.id)][-1] == "2026/2027"
        assert (SchoolYear.select().count(), ClassYear.select().count()) == (years, years * classes)
        assert Mark.select().count() > 5000 * years
        settings.change({"school_phone": "8 (831) 000-00-00"}, by=bench.BY, now=after_all())
        assert verify(ZONE) == [], "what the services write goes on after the bulk"
    engine.drop(url)
    assert told and told[-1].startswith("2026/2027")


def after_all() -> datetime:
    newest: Any = Audit.select(Audit.at).order_by(Audit.id.desc()).first()
    moment: datetime = newest.at + timedelta(minutes=1)
    return moment


def test_the_school_has_parallel_classes_a_big_one_and_about_250_pupils() -> None:
    classes = bench_people.classes_of(bench.NEWEST, None)
    names = [own.name(bench.NEWEST) for own in classes]
    assert {"7А", "7Б"} <= set(names) and len(names) == len(set(names)) == 12
    sizes = [own.size if own.grade(bench.NEWEST) <= 9 else bench_people.SENIORS for own in classes]
    assert 240 <= sum(sizes) <= 270
    assert [size for size in sizes if size > 25] == [35]


def test_classes_grow_older_and_keep_their_numbers_of_people() -> None:
    before, after = (bench_people.classes_of(year, None) for year in (2025, 2026))
    known = {own.key: own.first_number for own in before}
    older = [own for own in after if own.key in known]
    assert len(older) == 11
    assert all(own.first_number == known[own.key] for own in older)
    assert len(set(known.values())) == len(known)


def marks_of_newest_year() -> Counter[tuple[object, ...]]:
    place = (Subject.name, Lesson.date, Lesson.number, Work.kind, Person.snils, Mark.value, Mark.at)
    marks: Any = Mark.select(*place).join(Work).join(Lesson).join(Group).join(Subject)
    people = marks.switch(Mark).join(Person, on=(Mark.pupil == Person.id))
    return Counter(people.where(Lesson.date >= date(2026, 9, 1)).tuples())


def test_the_newest_year_is_the_same_however_many_there_are(tmp_path: Path) -> None:
    found = []
    for years in (1, 2):
        url = f"sqlite:///{tmp_path / f'{years}.db'}"
        bench.build(url, years, classes=1)
        disconnect()
        with using(url):
            found.append(marks_of_newest_year())
    assert found[0] == found[1]
    assert len(found[0]) > 5000
