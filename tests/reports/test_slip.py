"""What stands on a slip: texts written or proposed by the КТП, who gives the lesson, what is closed."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor
from ejournal.documents.slip import Slip
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher
from ejournal.models.journal import Absence
from ejournal.models.people import PersonName
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson
from ejournal.reports import lessons as lesson_pages
from ejournal.reports import slip
from ejournal.rules.works import kind
from ejournal.services import lessons
from ejournal.services.deeds import add_fact, deed
from tests.client import queries
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))


def of(school: School, group: str = "algebra", day: date = MONDAY, number: int | None = None) -> Slip:
    return slip.of_lesson(school.lesson(group, day, number), "Школа", ZONE)


def of_day(school: School, day: date, key: str = "vera") -> list[Slip]:
    return list(slip.of_day(school[key], day, "Школа", ZONE).values())


def take(school: School, lesson: Lesson, number: int) -> None:
    item = PlanItem.get(PlanItem.plan == lesson.group.plan_id, PlanItem.number == number)
    now = lesson.starts_at.astimezone(ZONE)
    lessons.take_topic(lesson, item.id, 0, by=school.actor("vera"), now=now)


def test_a_double_lesson_goes_on_in_the_plan_on_the_paper_of_the_day_and_on_its_own(school: School) -> None:
    topics = ["Одночлен и его степень", "Контрольная работа № 2"]
    assert [one.topic for one in of_day(school, FRIDAY)] == topics
    assert [of(school, day=FRIDAY, number=number).topic for number in (1, 2)] == topics


def test_the_plan_goes_on_after_what_earlier_lessons_took(school: School) -> None:
    take(school, school.lesson("algebra"), 2)
    assert of(school, day=WEDNESDAY).topic == "Сложение многочленов"
    assert (of(school).topic, of(school).topic_of_plan) == ("Контрольная работа № 2", False)
    take(school, school.lesson("algebra", FRIDAY, 1), 4)
    assert [one.topic for one in of_day(school, FRIDAY)] == ["Умножение одночлена", ""]
    assert of_day(school, FRIDAY)[1].topic_of_plan is False


def test_each_group_has_its_own_plan(school: School) -> None:
    plan = Plan.create(title="Математика, 1 класс")
    for number in range(1, 4):
        words = {"section": "Счёт", "topic": f"Число {number}", "homework": "", "work_kind": ""}
        PlanItem.create(plan=plan, number=number, **words)
    Group.update(plan=plan).where(Group.id == school.groups["counting"]).execute()
    take(school, school.lesson("algebra", MONDAY - timedelta(days=3), 1), 3)
    found = [(one.topic, one.homework, one.homework_of_plan) for one in of_day(school, MONDAY)]
    assert found == [("Число 1", "", False), ("Умножение одночлена", "§ 4", True)]


def test_a_written_homework_stands_beside_a_proposed_topic(school: School) -> None:
    lesson, by = school.lesson("algebra"), school.actor("vera")
    lessons.save_homework(lesson, "§ 7", False, None, 0, by=by, now=at("8:00"))
    found = of(school)
    assert (found.topic_of_plan, found.homework, found.homework_of_plan) == (True, "§ 7", False)


def test_a_group_without_a_plan_leaves_blank_lines(school: School) -> None:
    found = of(school, "history", TUESDAY)
    assert (found.topic, found.homework, found.topic_of_plan, found.homework_of_plan) == (
        "", "", False, False,
    )  # fmt: skip


def test_a_lesson_that_nobody_gives_and_a_group_without_pupils_have_a_slip(school: School) -> None:
    group = school.groups["history"]
    GroupTeacher.delete().where(GroupTeacher.group == group).execute()
    GroupMember.delete().where(GroupMember.group == group).execute()
    found = of(school, "history", TUESDAY)
    assert (found.teachers, found.pupils) == ((), ())


def test_only_those_of_the_day_of_the_lesson_are_on_the_slip(school: School) -> None:
    moved = (GroupMember.group == school.groups["algebra"]) & (GroupMember.person == school["borya"])
    GroupMember.update(valid_to=TUESDAY).where(moved).execute()
    assert [row.name for row in of(school).pupils][-1] == "Морозов Борис"
    assert "Морозов Борис" not in [row.name for row in of(school, day=WEDNESDAY).pupils]


def test_full_namesakes_have_the_same_numbers_on_the_page_and_on_paper(school: School) -> None:
    same = {"surname": "Алёшина", "name": "Аня", "patronymic": "Ивановна"}
    PersonName.update(**same).where(
        PersonName.person.in_([school[key] for key in ("anya", "borya", "vova")])
    ).execute()
    lesson = school.lesson("algebra")
    page = lesson_pages.page(lesson, school["vera"], at("9:41"))
    assert [pupil.id for pupil in page.pupils][:3] == sorted(school[key] for key in ("anya", "borya", "vova"))
    paper = of(school).pupils
    assert [row.number for row in paper] == [pupil.number for pupil in page.pupils]
    for row, pupil in zip(paper, page.pupils, strict=True):
        assert pupil.name.startswith(row.name)


def test_a_day_without_lessons_has_no_slips(school: School) -> None:
    assert slip.of_day(school["vera"], MONDAY - timedelta(days=1), "Школа", ZONE) == {}


def test_slips_cost_the_same_queries_however_many_lessons_and_plans(school: School) -> None:
    with queries() as few:
        assert len(of_day(school, WEDNESDAY)) == 1
    with queries() as many:
        assert len(of_day(school, FRIDAY)) == 2
    assert len(few) == len(many) <= 8


@deed("test.absence", of="lesson")
def note(lesson: Lesson, pupil: int, code: str, *, by: Actor, now: datetime) -> None:
    add_fact(Absence, lesson=lesson, pupil=pupil, code=code, late_days=0, replaces=None)


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("code", ["Б", "УП", "НП"])
def test_an_absence_that_the_class_teacher_has_explained_is_closed_to_the_typing(
    school: School, code: str
) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    note(lesson, school["anya"], code, by=school.actor("nina"), now=at("9:40"))
    page = lesson_pages.page(lesson, school["vera"], at("9:41"))
    anya, *others = slip.typing_rows(page, kind("answer"))
    assert (anya.sign, anya.closed) == ("", f"стоит «{code}»: исправляет классный руководитель")
    assert {row.closed for row in others} == {""}
