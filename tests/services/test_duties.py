"""Duties and work of the staff: given and ended by order, and never without an administrator."""

from datetime import date, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.people import Duty, Employment, Person, PersonName, duties
from ejournal.rules.movements import Order
from ejournal.services import duties as deeds
from ejournal.services.newcomers import FullName, Newcomer
from tests.school import MONDAY, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("4.3.2")

ORDER = "№ 61 от 23.11.2026"
DAY = timedelta(days=1)
NOW = at("12:00")
NEW = Newcomer(FullName("Лунин", "Лев", "Львович"), "m", date(1990, 3, 14), None)


def alla(school: School) -> Actor:
    return school.actor("alla", Role.ADMINISTRATOR)


def person(school: School, key: str) -> Person:
    found: Person = Person.get_by_id(school[key])
    return found


def roles(school: School, key: str, day: date) -> set[str]:
    return {role for role, _ in duties(school[key], day)}


def test_a_duty_is_given_from_the_day_of_the_order_and_ends_after_its_last_day(school: School) -> None:
    begins = MONDAY + DAY
    deeds.give(person(school, "oleg"), "deputy", "", Order(ORDER, begins), by=alla(school), now=NOW)
    assert roles(school, "oleg", MONDAY) == {"teacher"}
    assert roles(school, "oleg", begins) == {"teacher", "deputy"}
    duty = Duty.get((Duty.person == school["oleg"]) & (Duty.role == "deputy"))
    deeds.end(duty, Order("№ 62 от 27.11.2026", begins), by=alla(school), now=NOW)
    assert roles(school, "oleg", begins + DAY) == {"teacher"}
    assert Duty.get_by_id(duty.id).ended_order == "№ 62 от 27.11.2026"


@pytest.mark.parametrize("sure", [False, True])
def test_a_second_class_teacher_of_a_class_is_questioned_and_given_knowingly(
    school: School, sure: bool
) -> None:
    oleg, begins = person(school, "oleg"), MONDAY + DAY
    if not sure:
        with refused("4.3.2") as caught:
            deeds.give(oleg, "class_teacher", "7", Order(ORDER, begins), by=alla(school), now=NOW)
        assert "уже есть классный руководитель: Нилова" in caught.value.message
        with refused("4.3.2"):
            deeds.hire(NEW, "", "class_teacher", "7", Order(ORDER, begins), by=alla(school), now=NOW)
        deeds.end(
            Duty.get((Duty.person == school["nina"]) & (Duty.role == "class_teacher")),
            Order(ORDER, MONDAY),
            by=alla(school),
            now=NOW,
        )
    deeds.give(oleg, "class_teacher", "7", Order(ORDER, begins, sure), by=alla(school), now=NOW)
    assert roles(school, "oleg", begins) == {"teacher", "class_teacher"}


def test_the_first_class_teacher_of_a_class_is_not_questioned(school: School) -> None:
    oleg = person(school, "oleg")
    deeds.give(oleg, "class_teacher", "1", Order(ORDER, MONDAY), by=alla(school), now=NOW)
    assert "class_teacher" in roles(school, "oleg", MONDAY)


@pytest.mark.parametrize(
    ("role", "class_name", "number", "day", "said"),
    [
        ("pupil", "", ORDER, MONDAY, "Выберите обязанность"),
        ("teacher", "", ORDER, MONDAY, "уже есть и действует"),
        ("class_teacher", "", ORDER, MONDAY, "укажите класс"),
        ("deputy", "", "приказ", MONDAY, "номер и дату приказа"),
        ("deputy", "", ORDER, MONDAY + timedelta(days=400), "дальше года"),
    ],
)
def test_a_duty_that_cannot_be_is_refused(
    school: School, role: str, class_name: str, number: str, day: date, said: str
) -> None:
    with refused("4.3.2") as caught:
        deeds.give(person(school, "oleg"), role, class_name, Order(number, day), by=alla(school), now=NOW)
    assert said in caught.value.message


def test_the_last_administrator_stays_and_may_go_when_there_is_another(school: School) -> None:
    order = Order(ORDER, MONDAY)
    own = Duty.get(Duty.role == "administrator")
    with refused("4.3.2") as ended:
        deeds.end(own, order, by=alla(school), now=NOW)
    with refused("4.3.2") as dismissed:
        deeds.dismiss(person(school, "alla"), order, by=alla(school), now=NOW)
    assert ended.value.message == dismissed.value.message == deeds.LAST
    deeds.give(person(school, "dina"), "administrator", "", order, by=alla(school), now=NOW)
    deeds.dismiss(person(school, "alla"), order, by=alla(school), now=NOW)
    assert roles(school, "alla", MONDAY) == {"administrator"}
    assert roles(school, "alla", MONDAY + DAY) == set()


def test_whoever_is_dismissed_keeps_no_duty_and_a_duty_to_come_is_dropped(school: School) -> None:
    who = person(school, "oleg")
    deeds.give(who, "deputy", "", Order(ORDER, MONDAY + 2 * DAY), by=alla(school), now=NOW)
    deeds.dismiss(who, Order(ORDER, MONDAY), by=alla(school), now=NOW)
    assert {duty.valid_to for duty in Duty.select().where(Duty.person == who)} == {MONDAY}
    assert Employment.get(Employment.person == who).ended_order == ORDER
    later = at("12:00", MONDAY + DAY)
    with refused("4.3.2"):
        deeds.dismiss(who, Order(ORDER, MONDAY + DAY), by=alla(school), now=later)


def test_a_last_day_to_come_may_be_corrected(school: School) -> None:
    who = person(school, "oleg")
    for days in (30, 10):
        deeds.dismiss(who, Order(ORDER, MONDAY + days * DAY), by=alla(school), now=NOW)
    assert {duty.valid_to for duty in Duty.select().where(Duty.person == who)} == {MONDAY + 10 * DAY}


@pytest.mark.clause("3.1")
def test_a_pupil_gets_no_duty_of_the_staff(school: School) -> None:
    with refused("3.1"):
        deeds.give(person(school, "anya"), "teacher", "", Order(ORDER, MONDAY), by=alla(school), now=NOW)


def test_a_duty_is_not_given_twice_whichever_day_comes_first(school: School) -> None:
    deeds.give(person(school, "oleg"), "deputy", "", Order(ORDER, MONDAY + DAY), by=alla(school), now=NOW)
    with refused("4.3.2"):
        deeds.give(person(school, "oleg"), "deputy", "", Order(ORDER, MONDAY), by=alla(school), now=NOW)


def test_somebody_new_is_hired_once_and_somebody_known_gets_no_second_card(school: School) -> None:
    def hire(role: str) -> None:
        deeds.hire(NEW, "Учитель физики", role, "", Order(ORDER, MONDAY), by=alla(school), now=NOW)

    before = Person.select().count()
    hire("teacher")
    made = PersonName.get(PersonName.surname == "Лунин").person
    assert Employment.get(Employment.person == made).position == "Учитель физики"
    hire("deputy")
    assert Person.select().count() == before + 1
    assert {role for role, _ in duties(made.id, MONDAY)} == {"teacher", "deputy"}
