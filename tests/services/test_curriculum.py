"""п. 4.2.1, 2.1: subjects of a class come, change and go by hand; the history of each stays."""

import pytest

from ejournal.access import Role
from ejournal.models.audit import Revision
from ejournal.models.curriculum import CurriculumHour, Group, GroupMember
from ejournal.models.people import ClassYear
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import audit, curriculum, teaching
from tests.school import MONDAY, School, at
from tests.services.steps import call, refused

pytestmark = pytest.mark.clause("4.2.1")


def seventh(school: School) -> ClassYear:
    found: ClassYear = ClassYear.get(ClassYear.cohort == school.classes["7"])
    return found


def add(school: School, subject: str, tenths: int = 20) -> None:
    by = school.actor("dina", Role.DEPUTY)
    curriculum.add(seventh(school), subject, tenths, by=by, now=at("12:00"))


def remove(school: School, subject: int) -> None:
    by = school.actor("dina", Role.DEPUTY)
    curriculum.take_out(seventh(school), subject, by=by, now=at("12:00"))


@pytest.mark.clause("2.1")
def test_a_subject_comes_with_a_page_and_goes_with_its_pupils_and_teacher(school: School) -> None:
    add(school, "Химия")
    hours = CurriculumHour.get()
    page = Group.get(Group.subject == hours.subject_id)
    by = school.actor("dina", Role.DEPUTY)
    teaching.hand_over(page, [school["oleg"]], MONDAY, False, by=by, now=at("12:00"))
    curriculum.set_hours(
        seventh(school), {hours.subject_id: 15}, {hours.subject_id: "2"}, by=by, now=at("12:05")
    )
    remove(school, hours.subject_id)
    assert not Group.select().where(Group.id == page.id).exists()
    assert not GroupMember.select().where(GroupMember.group == page.id).exists()
    mine = Revision.select().where(Revision.record_kind == "curriculum_hour").order_by(Revision.id)
    assert [row.version for row in mine] == [1, 2, 3] and mine[-1].fields == "null"


def test_a_page_that_has_lessons_stays_with_everything(school: School) -> None:
    algebra = Group.get_by_id(school.groups["algebra"])
    entries = audit.head()
    with refused("4.2.1") as caught:
        remove(school, algebra.subject_id)
    assert "Алгебра" in caught.value.message and "КТП" in caught.value.message
    assert Group.select().where(Group.id == algebra.id).exists() and audit.head() == entries


def test_lessons_ahead_are_not_called_held(school: School) -> None:
    algebra = Group.get_by_id(school.groups["algebra"])
    laid_out = Lesson.select().where(Lesson.group == algebra.id).count()
    call(school, school.lesson("algebra"))
    with refused("4.2.1") as caught:
        remove(school, algebra.subject_id)
    assert "проведённые уроки — 1," in caught.value.message
    assert f"уроки, в которых ничего не записано — {laid_out - 1}" in caught.value.message


def test_hours_that_are_so_already_get_no_version(school: School) -> None:
    add(school, "Химия")
    hours, by = CurriculumHour.get(), school.actor("dina", Role.DEPUTY)
    curriculum.set_hours(seventh(school), {hours.subject_id: 20}, {}, by=by, now=at("12:05"))
    assert Revision.select().where(Revision.record_kind == "curriculum_hour").count() == 1


def test_hours_that_a_colleague_has_changed_meanwhile_are_refused(school: School) -> None:
    add(school, "Химия")
    hours, by = CurriculumHour.get().subject_id, school.actor("dina", Role.DEPUTY)
    curriculum.set_hours(seventh(school), {hours: 30}, {hours: "2"}, by=by, now=at("12:05"))
    with refused("4.2.1", Way.RELOAD) as caught:
        curriculum.set_hours(seventh(school), {hours: 10}, {hours: "2"}, by=by, now=at("12:06"))
    assert "«Химия»: часы тем временем изменили" in caught.value.message


def test_a_subject_of_another_class_is_refused(school: School) -> None:
    counting, by = Group.get_by_id(school.groups["counting"]), school.actor("dina", Role.DEPUTY)
    with refused("4.2.1", Way.RELOAD):
        curriculum.set_hours(seventh(school), {counting.subject_id: 20}, {}, by=by, now=at("12:05"))
    with refused("4.2.1", Way.RELOAD):
        remove(school, counting.subject_id)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_subject_needs_a_name(school: School, name: str) -> None:
    with refused("4.2.1"):
        add(school, name)
    assert not CurriculumHour.select().exists()


def test_what_the_class_has_outside_of_the_plan_keeps_its_name(school: School) -> None:
    Group.update(kind="extracurricular").where(Group.id == school.groups["history"]).execute()
    with refused("4.2.1"):
        add(school, "История")
