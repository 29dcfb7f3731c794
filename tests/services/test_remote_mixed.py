"""п. 4.5.2, 4.5.4: classes of a mixed group that learn from home: all of them, or some."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.openings import from_home, opened, slot_of
from ejournal.models.people import SchoolYear
from ejournal.reports import lessons as report
from ejournal.reports import today
from ejournal.rules.refusal import Way
from ejournal.services import openings, settings
from ejournal.services.verify_days import faults
from tests.school import BY, MONDAY, SINCE, ZONE, School, at
from tests.services.steps import call, put, refused

pytestmark = pytest.mark.clause("4.5.2", "4.5.4")

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def school(school: School) -> School:
    """English, group 1, has pupils of classes 7 and 1; late records are refused."""
    mixed = school.groups["english1"]
    Group.update(kind="mixed", cohort=None, name="Английский, 1–7").where(Group.id == mixed).execute()
    GroupMember.create(group=mixed, person=school["yana"], valid_from=SINCE)
    settings.change({"late_entries_refused": True}, by=BY, now=at("7:00"))
    return school


def from_school(school: School, grades: Collection[str]) -> None:
    classes = {school.classes[grade] for grade in grades} or None
    dina, order = school.actor("dina", Role.DEPUTY), "№ 80 от 23.11.2026"
    year = SchoolYear.get()
    openings.teach_remotely(year, classes, "quarantine", order, MONDAY, MONDAY, by=dina, now=at("8:00"))


@pytest.mark.parametrize("grades", [("7", "1"), ()])
def test_when_all_its_classes_learn_from_home_the_lesson_is_remote_and_open(
    school: School, grades: Collection[str]
) -> None:
    from_school(school, grades)
    lesson = school.lesson("english1")
    assert from_home([lesson], MONDAY, MONDAY) == {lesson.id: {None}}
    assert report.head(lesson).home == (True, ())
    (line,) = today.page(school["marina"], MONDAY, 5, at("12:00")).lessons
    assert line.remote
    (found,) = opened([slot_of(lesson)], TUESDAY)[lesson.id][:1]
    assert found.until == MONDAY + timedelta(days=7)
    call(school, lesson, now=at("9:00", TUESDAY))
    put(school, lesson, "5", at("9:01", TUESDAY))
    assert list(faults(ZONE)) == []


def test_when_some_do_it_is_said_which_and_the_lesson_is_as_usual(school: School) -> None:
    from_school(school, ["1"])
    lesson = school.lesson("english1")
    assert report.head(lesson).home == (False, ("1 класс",))
    page = report.page(lesson, school["marina"], at("12:00"))
    assert all(pupil.code == "" for pupil in page.pupils)
    (line,) = today.page(school["marina"], MONDAY, 5, at("12:00")).lessons
    assert not line.remote
    assert opened([slot_of(lesson)], TUESDAY) == {}
    with refused("4.5.2", Way.OPENING):
        call(school, lesson, now=at("9:00", TUESDAY))


def test_a_lesson_of_one_class_is_of_that_class_alone(school: School) -> None:
    from_school(school, ["1"])
    algebra, counting = school.lesson("algebra"), school.lesson("counting")
    assert from_home([algebra, counting], MONDAY, MONDAY) == {counting.id: {None}}
