"""п. 4.4.1: who answers for a pupil: added without doubles, ended without losing anything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ejournal.access import Role
from ejournal.models.people import Guardianship, Person, PersonName
from ejournal.models.signers import children
from ejournal.services import guardians
from ejournal.services.guardians import Relative
from ejournal.services.newcomers import FullName
from tests.school import MONDAY, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("4.4.1")

NOW = at("12:00")
GRANNY = Relative(FullName("Лунина", "Лада", "Львовна"), "опекун", "8 911 000-00-01", "", "")


def add(school: School, relative: Relative = GRANNY, child: str = "anya") -> None:
    by = school.actor("nina", Role.CLASS_TEACHER)
    guardians.add(Person.get_by_id(school[child]), relative, by=by, now=NOW)


def lunina() -> int:
    return int(PersonName.get(PersonName.surname == "Лунина").person.id)


def test_a_guardian_is_added_once_for_each_child_and_never_doubled(school: School) -> None:
    people = Person.select().count()
    add(school)
    add(school, child="borya")
    assert Person.select().count() == people + 1
    assert {child for child, _ in children(lunina(), MONDAY)} == {school["anya"], school["borya"]}
    with refused("4.4.1") as caught:
        add(school)
    assert "уже записан" in caught.value.message


def test_a_namesake_with_another_phone_is_another_person(school: School) -> None:
    add(school)
    add(school, replace(GRANNY, phone="8 911 000-00-02"), child="borya")
    assert len(children(lunina(), MONDAY)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"relation": "сосед"}, "кем человек приходится"),
        ({"phone": ""}, "телефон или почту"),
        ({"phone": "12"}, "Телефон не разобран"),
        ({"snils": "99900000824"}, "Контрольное число"),
    ],
)
def test_what_is_missing_or_wrong_is_named(school: School, changed: dict[str, str], said: str) -> None:
    with pytest.raises(Exception, match=said):
        add(school, replace(GRANNY, **changed))  # type: ignore[arg-type]  # fields by name
    assert not PersonName.select().where(PersonName.surname == "Лунина").exists()


def test_the_snils_of_somebody_else_is_refused(school: School) -> None:
    owner = Person.get_by_id(school["vera"]).snils or ""
    with refused("4.4.1") as caught:
        add(school, replace(GRANNY, snils=owner))
    assert "другим именем" in caught.value.message


def test_an_ended_guardian_sees_the_child_no_more_from_the_next_day(school: School) -> None:
    add(school)
    found = Guardianship.get(Guardianship.guardian == lunina())
    by = school.actor("nina", Role.CLASS_TEACHER)
    with refused("4.4.1"):
        guardians.end(found, MONDAY + timedelta(days=1), by=by, now=NOW)
    guardians.end(found, MONDAY, by=by, now=NOW)
    assert children(lunina(), MONDAY) and not children(lunina(), MONDAY + timedelta(days=1))
    with refused("4.4.1"):
        guardians.end(found, MONDAY, by=by, now=NOW)


def test_a_mistyped_last_day_takes_nothing_away(school: School) -> None:
    add(school)
    found = Guardianship.get(Guardianship.guardian == lunina())
    by = school.actor("nina", Role.CLASS_TEACHER)
    with refused("4.4.1") as caught:
        guardians.end(found, MONDAY - timedelta(days=365), by=by, now=NOW)
    assert "укажите день не раньше" in caught.value.message


@pytest.mark.clause("4.3.2")
def test_the_snils_of_somebody_known_is_written_by_the_administrator_alone(school: School) -> None:
    add(school)
    with_snils = replace(GRANNY, snils="99900077756")
    with refused("4.4.1") as caught:
        add(school, with_snils, child="borya")
    assert "вписывает администратор" in caught.value.message
    by = school.actor("alla", Role.ADMINISTRATOR)
    guardians.add(Person.get_by_id(school["borya"]), with_snils, by=by, now=NOW)
    assert Person.get_by_id(lunina()).snils == "99900077756"
