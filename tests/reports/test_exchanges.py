"""п. 4.2.1: an exchange of lessons is offered exactly where the deed takes it."""

import pytest

from ejournal.access import Role
from ejournal.db import database
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.reports import moves as report
from ejournal.rules.refusal import Refusal
from ejournal.services import moves
from tests.school import MONDAY, School, at
from tests.services.steps import write

pytestmark = pytest.mark.clause("4.2.1")

NOW = at("7:00")


def taken(school: School, one: int, other: int) -> bool:
    """Whether the deed takes the exchange, which is then undone."""
    here, there = lesson_of(one), lesson_of(other)
    assert here is not None and there is not None
    with database.atomic() as transaction:
        try:
            moves.exchange(here, there, "", by=school.actor("dina", Role.DEPUTY), now=NOW)
        except Refusal:
            return False
        finally:
            transaction.rollback()
    return True


def offered(school: School, lesson: int, grade: str) -> dict[int, bool]:
    page = report.page(school.classes[grade], MONDAY, lesson, at("7:00"), 5)
    assert page is not None
    return {
        id: swaps for _, cells in page.rows for cell in cells for id, _, swaps in cell.lessons if id != lesson
    }


def test_it_is_offered_exactly_where_the_deed_takes_it(school: School) -> None:
    write(school, school.lesson("history", MONDAY.replace(day=24)), NOW)
    week = Lesson.select().where(Lesson.date.between(MONDAY, MONDAY.replace(day=29)))
    told, real = {}, {}
    for lesson in week:
        for grade in school.classes:
            for other, swaps in offered(school, lesson.id, grade).items():
                told[lesson.id, other] = swaps
                real[lesson.id, other] = taken(school, lesson.id, other)
    assert told == real and set(real.values()) == {True, False}
