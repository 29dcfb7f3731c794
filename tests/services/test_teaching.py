"""A page of the journal changes its teacher from a day on; what was before stays with whoever gave it."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.curriculum import group as group_of
from ejournal.models.timetable import teachers_of, teachers_on
from ejournal.services import teaching
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, refused

pytestmark = pytest.mark.clause("4.2.1")

WEDNESDAY = MONDAY + timedelta(days=2)


def hand_over(school: School, *keys: str, since: date = WEDNESDAY, sure: bool = False) -> None:
    group = group_of(school.groups["algebra"])
    assert group is not None
    people = [school[key] for key in keys]
    teaching.hand_over(group, people, since, sure, by=school.actor("dina", Role.DEPUTY), now=at("12:00"))


def who(school: School, day: date) -> set[int]:
    return set(teachers_on(school.groups["algebra"], day))


def test_the_new_teacher_has_the_lessons_from_the_day_and_the_old_one_those_before(school: School) -> None:
    hand_over(school, "oleg")
    assert who(school, WEDNESDAY - timedelta(days=1)) == {school["vera"]}
    assert who(school, WEDNESDAY) == {school["oleg"]}
    assert set(teachers_of(school.lesson("algebra"))) == {school["vera"]}  # and the deadline of its works


@pytest.mark.clause("4.5.4")
def test_a_work_given_before_keeps_its_deadline_with_whoever_gave_it(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    hand_over(school, "oleg")
    put(school, lesson, "4", at("12:00", WEDNESDAY), kind="control", by="vera")


def test_it_may_be_taken_back_and_leaves_one_span(school: School) -> None:
    hand_over(school, "oleg")
    hand_over(school, "vera")
    spans = GroupTeacher.select().where(GroupTeacher.group == school.groups["algebra"])
    assert [(span.person_id, span.valid_to) for span in spans] == [(school["vera"], None)]


def test_two_may_teach_one_page(school: School) -> None:
    hand_over(school, "vera", "oleg")
    assert who(school, WEDNESDAY) == {school["vera"], school["oleg"]}
    assert who(school, MONDAY) == {school["vera"]}


def test_a_past_day_is_done_knowingly(school: School) -> None:
    monday_before = MONDAY - timedelta(days=7)
    with refused("2.1") as caught:
        hand_over(school, "oleg", since=monday_before)
    assert "5 уроков" in caught.value.message  # Monday, Wednesday, two on Friday, and Monday again
    hand_over(school, "oleg", since=monday_before, sure=True)
    assert who(school, monday_before) == {school["oleg"]}


@pytest.mark.parametrize(
    ("keys", "since", "said"),
    [
        ((), WEDNESDAY, "Выберите учителя"),
        (("anya",), WEDNESDAY, "из списка"),
        (("oleg",), MONDAY + timedelta(days=400), "не в учебном году"),
    ],
)
def test_nobody_a_pupil_or_another_year_is_refused(
    school: School, keys: tuple[str, ...], since: date, said: str
) -> None:
    with refused("4.2.1") as caught:
        hand_over(school, *keys, since=since)
    assert said in caught.value.message


def test_what_is_written_since_stays_with_whoever_wrote_it(school: School) -> None:
    call(school, school.lesson("algebra"))
    with refused("4.2.1") as caught:
        hand_over(school, "oleg", since=MONDAY - timedelta(days=7), sure=True)
    assert "записи прежнего учителя" in caught.value.message
