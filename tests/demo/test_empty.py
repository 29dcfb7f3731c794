"""`ejournal demo --empty`: three people and nothing else; the stand lets in whoever the journal learns of."""

from datetime import datetime
from pathlib import Path

import pytest

from ejournal.db import connected
from ejournal.demo import empty
from ejournal.demo.run import ZONE
from ejournal.models.people import Duty, Person, SchoolYear
from ejournal.models.settings import SchoolSettings
from ejournal.reports import class_people, preparation
from ejournal.services.people import grant
from tests.school import MONDAY, School

NOW = datetime(2026, 8, 28, 12, 0, tzinfo=ZONE)


def test_an_empty_school_has_its_founders_and_the_stand_learns_of_others(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    for _ in range(2):  # started again it stays as it is
        empty.build(url, NOW)
    with connected():
        assert {duty.role for duty in Duty.select()} == {"administrator", "director", "deputy"}
        assert Person.select().count() == 3 and not SchoolYear.select().exists()
    assert len(empty.people(NOW.date())) == 3
    with connected():
        order, name = "№ 2 от 28.08.2026", "Лунин Лев Львович"
        grant("99900000822", "teacher", order, name, None, "m", by=empty.BY, now=NOW)
    assert [one.surname for one in empty.people(NOW.date())].count("Лунин") == 1


def test_the_stand_lists_pupils_by_class(school: School) -> None:
    shown = {one.surname: one.group for one in empty.people(MONDAY)}
    assert {group for group in shown.values() if group.startswith("Ученики")} == {
        "Ученики, 1 класс",
        "Ученики, 7 класс",
    }


@pytest.mark.clause("4.3.1")
def test_before_the_year_is_opened_every_step_is_seen(db: str) -> None:
    told = preparation.steps(SchoolSettings(), NOW.date())
    assert [bool(step.link) for step in told] == [True] * 2 + [False] * 6


@pytest.mark.clause("4.4.1")
def test_a_class_list_tells_of_a_mother_without_snils(school: School) -> None:
    mother = Person.get_by_id(school["anya_mother"])
    assert not class_people.of_class(school.classes["7"], MONDAY).families
    Person.update(snils=None).where(Person.id == mother.id).execute()
    assert class_people.of_class(school.classes["7"], MONDAY).families == 1
