"""Who can sign in to the demo: everybody has an account of the right kind."""

from collections.abc import Iterator
from datetime import date

import pytest

from ejournal.demo import cast, school
from ejournal.esia.stand.settings import StandPerson, by_key
from ejournal.migrations import migrate
from ejournal.models.people import Guardianship, Name, Person, SchoolYear
from ejournal.services import timetable
from tests.engines import using
from tests.school import BY, MONDAY, SINCE, at


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[StandPerson]]:
    """The accounts of the demo school on its first days, before anything was taught."""
    with using(f"sqlite:///{tmp_path_factory.mktemp('cast') / 'demo.db'}"):
        migrate()
        school.build(by=BY, now=at("12:00", SINCE))
        timetable.lay_out(SchoolYear.get(), by=BY, now=at("12:00", SINCE))
        yield cast.people(MONDAY)


@pytest.mark.clause("3.3")
def test_one_parent_on_the_lists_has_an_unconfirmed_account(people: list[StandPerson]) -> None:
    (found,) = [person for person in people if person.level == "P"]
    assert (found.group, found.note, found.trusted) == ("Посторонние", "неподтверждённая запись", False)
    listed = Guardianship.select().join(Person, on=Guardianship.guardian).where(Person.snils == found.snils)
    assert listed.exists()


def test_the_stand_can_tell_everybody_apart(people: list[StandPerson]) -> None:
    assert len(by_key(people)) == len(people)


@pytest.mark.parametrize(
    ("today", "level"), [(date(2026, 2, 28), "KD"), (date(2026, 3, 1), "PR"), (date(2028, 2, 29), "PR")]
)
def test_a_child_born_on_29_february_is_fourteen_from_1_march(today: date, level: str) -> None:
    child = Person(snils="99900000822", birth_date=date(2012, 2, 29), sex="f")
    shown = cast._person(child, Name("Алёшина", "Аня", None), "Ученики", "7 класс", today)
    assert shown.level == level
