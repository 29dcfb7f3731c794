"""п. 2.1: a movement that was a mistake is taken back whole, while nothing is written by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.curriculum import GroupMember
from ejournal.models.movements import last_movement
from ejournal.models.people import Enrolment, Person, PersonName
from ejournal.rules.movements import Order
from ejournal.rules.refusal import Way
from ejournal.services import movement_back, movements
from ejournal.services.movements import Place
from ejournal.services.newcomers import FullName
from tests.school import MONDAY, School, at
from tests.services.steps import call, refused

pytestmark = pytest.mark.clause("2.1")

NOW = at("7:00")
ORDER = Order("№ 12 от 23.11.2026", MONDAY)


def alla(school: School) -> Actor:
    return school.actor("alla", Role.ADMINISTRATOR)


def person(school: School, key: str = "yana") -> Person:
    found: Person = Person.get_by_id(school[key])
    return found


def kept(key: int) -> tuple[list[object], list[object], list[object]]:
    """Classes, pages and names of somebody with their days."""
    stays = Enrolment.select().where(Enrolment.person == key).order_by(Enrolment.id)
    pages = GroupMember.select().where(GroupMember.person == key).order_by(GroupMember.id)
    names = PersonName.select().where(PersonName.person == key).order_by(PersonName.id)
    return (
        [(row.valid_from, row.valid_to, row.left_order) for row in stays],
        [(row.group_id, row.valid_from, row.valid_to) for row in pages],
        [(row.surname, row.valid_from, row.valid_to) for row in names],
    )


def undo(school: School, key: str = "yana", movement: str | None = None) -> None:
    last = last_movement(school[key])
    assert last is not None
    movement_back.undo(person(school, key), movement or last.deed, by=alla(school), now=NOW)


def test_a_departure_a_move_and_a_name_are_taken_back_to_the_day_before(school: School) -> None:
    before = kept(school["yana"])
    who, by = person(school), alla(school)
    place = Place("7", frozenset({school.groups["english1"]}), far=True)
    deeds: tuple[Callable[[], None], ...] = (
        lambda: movements.leave(who, ORDER, by=by, now=NOW),
        lambda: movements.move(who, place, ORDER, by=by, now=NOW),
        lambda: movements.rename(who, FullName("Лунина", "Яна", None), ORDER, by=by, now=NOW),
    )
    for deed in deeds:
        deed()
        assert kept(school["yana"]) != before
        undo(school)
        assert kept(school["yana"]) == before


def test_what_is_written_by_a_move_keeps_it(school: School) -> None:
    place = Place("7", frozenset({school.groups["english1"]}), far=True)
    movements.move(person(school), place, ORDER, by=alla(school), now=NOW)
    call(school, school.lesson("algebra"))  # and Яна is there: no row tells it
    with refused("2.1") as caught:
        undo(school)
    assert caught.value.message == movement_back.USED


def test_only_the_last_movement_is_taken_back_and_once(school: School) -> None:
    movements.leave(person(school), ORDER, by=alla(school), now=NOW)
    with refused("2.1", Way.RELOAD):
        undo(school, movement="another")
    first = last_movement(school["yana"])
    assert first is not None
    undo(school)
    with refused("2.1", Way.RELOAD):
        undo(school, movement=first.deed)


def test_what_came_from_a_list_is_taken_back_with_its_list_alone(school: School) -> None:
    last = last_movement(school["anya"])
    assert last is None or last.kind not in movement_back.KINDS


def test_a_departure_that_is_planned_is_taken_back_and_ordered_anew(school: School) -> None:
    later = Order("№ 13 от 23.11.2026", MONDAY + timedelta(days=20))
    movements.leave(person(school), later, by=alla(school), now=NOW)
    undo(school)
    movements.leave(person(school), ORDER, by=alla(school), now=NOW)
    assert kept(school["yana"])[0][0][1] == MONDAY  # type: ignore[index]  # the last day of the class
