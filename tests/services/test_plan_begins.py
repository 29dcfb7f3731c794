"""п. 4.5.1: a school that begins in the middle of a year goes on in its КТП, not from the first topic."""

from datetime import date

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group
from ejournal.models.lesson_texts import last_taken
from ejournal.models.plan_lessons import lessons_left, lessons_of
from ejournal.models.plans import Plan, items_of
from ejournal.models.settings import school_settings
from ejournal.reports import plan_list
from ejournal.rules.plans import begun, course
from ejournal.rules.refusal import Refusal
from ejournal.services import plan_begins
from ejournal.services.plan_healing import reserve
from tests.school import FIRST, MONDAY, School, at

pytestmark = pytest.mark.clause("4.5.1")


@pytest.fixture
def algebra(school: School) -> Group:
    found: Group = Group.get_by_id(school.groups["algebra"])
    return found


def begin(school: School, group: Group, passed: int, since: date = MONDAY) -> None:
    plan_begins.begin(group, passed, since, by=school.actor("vera"), now=at("9:00"))


def test_lessons_from_the_day_take_what_comes_after(school: School, algebra: Group) -> None:
    begin(school, algebra, 2)
    stored = Group.get_by_id(algebra.id)
    assert (stored.passed, stored.passed_by) == (2, MONDAY)
    assert stored.passed_on(MONDAY) == 2 and stored.passed_on(FIRST) == 0
    lessons = lessons_of([algebra.id], algebra.plan_id or 0)[algebra.id]
    here = course(4, lessons, begun(stored.passed, stored.passed_by))
    days = sorted(lesson.day for lesson in lessons if lesson.day >= MONDAY)
    assert here.planned == {3: days[0], 4: days[1]}
    assert (here.last, here.items_left, len(here.ahead)) == (2, 2, len(days))
    assert last_taken([school.lesson("algebra").id]) == {}


def test_the_hours_that_are_left_know_it(school: School, algebra: Group) -> None:
    year = algebra.year
    before = lessons_left(year.id)[algebra.id]
    begin(school, algebra, 2)
    lessons = lessons_of([algebra.id], algebra.plan_id or 0)[algebra.id]
    passed = sum(lesson.day < MONDAY for lesson in lessons)
    assert lessons_left(year.id)[algebra.id] == before - passed
    found = plan_list.lines(year, school["vera"], lambda *_: True, "", school_settings(), MONDAY).lines
    (line,) = [line for line in found if line.group == algebra.id]
    assert line.shortage == 2 - (before - passed)


def test_reserve_lessons_are_counted_from_there(school: School, algebra: Group) -> None:
    begin(school, algebra, 2)
    lessons = lessons_of([algebra.id], algebra.plan_id or 0)[algebra.id]
    spare = sum(lesson.day >= MONDAY for lesson in lessons) - 2
    plan = Plan.get_by_id(algebra.plan_id)
    with pytest.raises(Refusal):
        reserve(plan, plan.version, spare + 1, by=school.actor("dina", Role.DEPUTY), now=at("9:05"))
    reserve(plan, plan.version, spare, by=school.actor("dina", Role.DEPUTY), now=at("9:06"))
    assert len(items_of([plan.id])) == 4 + spare


@pytest.mark.parametrize(
    ("passed", "since", "said"),
    [
        (5, MONDAY, "номер от 0 до 4"),
        (-1, MONDAY, "номер от 0 до 4"),
        (2, date(2026, 7, 1), "в пределах учебного года"),
        (2, date.min, "в пределах учебного года"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    school: School, algebra: Group, passed: int, since: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        begin(school, algebra, passed, since)
    assert Group.get_by_id(algebra.id).passed is None


def test_nothing_passed_takes_it_back(school: School, algebra: Group) -> None:
    begin(school, algebra, 2)
    begin(school, algebra, 0)
    stored = Group.get_by_id(algebra.id)
    assert (stored.passed, stored.passed_by) == (None, None)
