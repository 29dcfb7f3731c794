"""Groups of no class as a whole: who is in them, and what becomes of the page of the class (п. 2.1)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group, GroupMember, Period, members_on
from ejournal.models.people import ClassYear, Cohort, Enrolment, SchoolYear
from ejournal.reports import loads
from ejournal.rules.refusal import Way
from ejournal.services import groups as deeds
from ejournal.services.groups import Wanted
from ejournal.services.verify import verify
from tests.school import FIRST, LAST, MONDAY, ZONE, School, at
from tests.services.steps import call, put, refused

pytestmark = pytest.mark.clause("2.1")

NOW = at("12:00")
DAY = timedelta(days=1)
WEDNESDAY = MONDAY + 2 * DAY
ORDER = "№ 64 от 20.11.2026"


def make(school: School, **other: Any) -> Group:
    """Algebra at home for Аня, from Wednesday on."""
    usual = Wanted(
        kind="home",
        subject="Алгебра",
        name="",
        teacher=school["vera"],
        pupils=frozenset({school["anya"]}),
        since=WEDNESDAY,
        order=ORDER,
        hours="2",
    )
    wanted = replace(usual, **other)
    deeds.make(SchoolYear.get(), wanted, by=school.actor("dina", Role.DEPUTY), now=NOW)
    found: Group = Group.select().order_by(Group.id.desc()).get()
    return found


def in_algebra(school: School, key: str, day: date) -> bool:
    return school[key] in members_on(school.groups["algebra"], day)


def on_algebra(school: School) -> list[tuple[Any, ...]]:
    mine = GroupMember.select().where(GroupMember.group == school.groups["algebra"])
    return [(row.person_id, row.valid_from, row.valid_to) for row in mine.order_by(GroupMember.id)]


@pytest.mark.clause("4.2.1")
def test_hours_at_home_are_in_the_load_of_their_teacher(school: School) -> None:
    def vera() -> loads.TeacherLoad:
        shown = loads.page(SchoolYear.get(), WEDNESDAY, 5)
        return next(one for one in shown.teachers if one.name.startswith("Ветрова"))

    before = Fraction(vera().planned.replace(",", "."))
    make(school)
    assert Fraction(vera().planned.replace(",", ".")) == before + 2
    assert [page.planned for page in vera().pages if "на дому" in page.title] == ["2"]


def test_who_learns_at_home_has_an_own_page_by_an_order_and_leaves_that_of_the_class(school: School) -> None:
    group = make(school)
    told = (group.kind, group.name, group.grade, group.grading, group.cohort_id, group.week_tenths)
    assert told == ("home", "7 класс, обучение на дому", 7, "five", school.classes["7"], 20)
    (row,) = GroupMember.select().where(GroupMember.group == group)
    assert (row.person_id, row.valid_from, row.order_number) == (school["anya"], WEDNESDAY, ORDER)
    assert in_algebra(school, "anya", MONDAY) and not in_algebra(school, "anya", WEDNESDAY)
    assert in_algebra(school, "borya", WEDNESDAY)
    assert verify(ZONE) == []


@pytest.mark.parametrize("order", ["", "приказ директора"])
def test_nobody_learns_at_home_without_an_order(school: School, order: str) -> None:
    with refused("4.3.2"):
        make(school, order=order)


def test_what_was_written_on_the_page_of_the_class_stays_there(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("10:42"))
    make(school, since=FIRST, sure=True)
    assert in_algebra(school, "anya", MONDAY) and not in_algebra(school, "anya", MONDAY + DAY)


def test_after_home_the_page_of_the_class_follows_on_the_next_day(school: School) -> None:
    group, last = make(school), WEDNESDAY + 9 * DAY
    deeds.dismiss(group, school["anya"], last, by=school.actor("alla", Role.ADMINISTRATOR), now=NOW)
    assert not in_algebra(school, "anya", last) and in_algebra(school, "anya", last + DAY)
    assert (members_on(group.id, last), members_on(group.id, last + DAY)) == ([school["anya"]], [])


def test_who_was_in_a_part_of_the_class_returns_to_that_part(school: School) -> None:
    english = school.groups["english2"]
    group = make(school, subject="Иностранный язык (английский)", pupils=frozenset({school["vova"]}))
    assert school["vova"] not in members_on(english, WEDNESDAY)
    deeds.dismiss(group, school["vova"], WEDNESDAY, by=school.actor("dina", Role.DEPUTY), now=NOW)
    assert school["vova"] in members_on(english, WEDNESDAY + DAY)
    assert school["vova"] not in members_on(school.groups["english1"], WEDNESDAY + DAY)


def test_a_group_made_in_error_goes_and_leaves_the_page_of_the_class_as_it_was(school: School) -> None:
    before = on_algebra(school)
    group = make(school)
    assert on_algebra(school) != before
    deeds.take_away(group, by=school.actor("dina", Role.DEPUTY), now=NOW)
    assert Group.get_or_none(Group.id == group.id) is None
    assert on_algebra(school) == before


def test_a_group_without_anybody_goes_too(school: School) -> None:
    before, group = on_algebra(school), make(school)
    by = school.actor("dina", Role.DEPUTY)
    deeds.dismiss(group, school["anya"], WEDNESDAY - DAY, by=by, now=NOW)
    deeds.take_away(group, by=by, now=NOW)
    assert Group.get_or_none(Group.id == group.id) is None
    assert on_algebra(school) == before


def test_a_group_with_lessons_stays(school: School) -> None:
    group, lesson = make(school), school.lesson("algebra", WEDNESDAY)
    lesson.group = group
    lesson.save(only=["group"])
    with refused("2.1"):
        deeds.take_away(group, by=school.actor("dina", Role.DEPUTY), now=NOW)


def test_a_club_has_no_marks_and_takes_nothing_from_the_class(school: School) -> None:
    both = frozenset({school["anya"], school["yana"]})
    chess = {"kind": "club", "subject": "Кружок «Шахматы»", "name": "1–7 классы", "order": "", "hours": ""}
    group = make(school, pupils=both, **chess)
    assert (group.cohort_id, group.grade, group.grading, group.week_tenths) == (None, None, "none", None)
    assert set(members_on(group.id, WEDNESDAY)) == both
    assert in_algebra(school, "anya", WEDNESDAY)


def other_class(school: School, grade: int) -> frozenset[int]:
    """Яна in a class of this grade; she and Аня."""
    cohort = Cohort.create(started_on=date(2020, 9, 1))
    ClassYear.create(cohort=cohort, year=SchoolYear.get(), grade=grade, letter="Б")
    Enrolment.update(cohort=cohort).where(Enrolment.person == school["yana"]).execute()
    return frozenset({school["anya"], school["yana"]})


def test_a_mixed_group_is_of_several_classes_with_marks_and_takes_the_place_of_their_pages(
    school: School,
) -> None:
    group = make(school, kind="mixed", pupils=other_class(school, 7), order="")
    assert (group.cohort_id, group.grade, group.grading, group.name) == (None, 7, "five", "7, 7Б классы")
    assert not in_algebra(school, "anya", WEDNESDAY)


def other_periods(kind: str, grade: int) -> None:
    """From this grade on the year has periods of another kind."""
    Period.update(grade_to=grade - 1).execute()
    days = {"valid_from": FIRST, "valid_to": LAST}
    Period.create(year=SchoolYear.get(), kind=kind, number=1, grade_from=grade, grade_to=11, **days)


@pytest.mark.parametrize(("kind", "grade"), [("half", 10), ("trimester", 8)])
def test_different_periods_do_not_go_together(school: School, kind: str, grade: int) -> None:
    both = other_class(school, grade)
    other_periods(kind, grade)
    with refused("2.1") as caught:
        make(school, kind="mixed", pupils=both)
    assert f"(7, {grade})" in caught.value.message


def test_nobody_of_other_periods_is_added_to_a_mixed_group(school: School) -> None:
    group = make(school, kind="mixed", pupils=other_class(school, 7), order="")
    by = school.actor("dina", Role.DEPUTY)
    deeds.dismiss(group, school["yana"], WEDNESDAY - DAY, by=by, now=NOW)
    other_class(school, 10)
    other_periods("half", 10)
    with refused("2.1"):
        deeds.enlist(group, {school["yana"]}, WEDNESDAY, "", by=by, now=NOW)


def test_grade_one_goes_with_no_other_and_the_eldest_grade_is_that_of_the_group(school: School) -> None:
    with refused("2.1") as caught:
        make(school, kind="mixed", pupils=frozenset({school["anya"], school["yana"]}), order="")
    assert "без отметок" in caught.value.message
    group = make(school, kind="mixed", pupils=other_class(school, 6), order="")
    assert (group.grade, group.grading) == (7, "five")


def test_a_day_that_is_over_is_told_before_anything_happens(school: School) -> None:
    """Two lessons of the algebra since Friday, and one mark of Аня that stays on its page."""
    friday, lesson = MONDAY - 3 * DAY, school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("10:42"))
    with refused("2.1") as caught:
        make(school, since=friday)
    assert "20 ноября" in caught.value.message
    assert "3 урока, 1 отметка, 0 пропусков" in caught.value.message
    group, by = make(school, since=friday, sure=True), school.actor("dina", Role.DEPUTY)
    with refused("2.1"):
        deeds.enlist(group, {school["borya"]}, friday, ORDER, by=by, now=NOW)
    with refused("2.1"):
        deeds.dismiss(group, school["anya"], friday, by=by, now=NOW)
    with refused("2.1"):
        deeds.take_away(group, by=by, now=NOW)
    deeds.enlist(group, {school["borya"]}, friday, ORDER, True, by=by, now=NOW)
    deeds.dismiss(group, school["borya"], friday, True, by=by, now=NOW)
    deeds.take_away(group, True, by=by, now=NOW)
    assert in_algebra(school, "borya", MONDAY)


def test_a_lesson_that_was_held_today_is_not_left_unasked(school: School) -> None:
    """Аня was there on Monday: by her new page since Monday she would not have been."""
    call(school, school.lesson("algebra"))
    with refused("2.1") as caught:
        make(school, since=MONDAY)
    assert "посещаемость уже отмечена" in caught.value.message
    make(school, since=MONDAY + DAY)
    assert in_algebra(school, "anya", MONDAY)


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "mixed"},  # of one class
        {"kind": "choir"},
        {"subject": ""},
        {"subject": "Алхимия"},  # no subject of the school
        {"pupils": frozenset()},
        {"pupils": frozenset({0})},
        {"teacher": 0},
        {"since": date(2027, 8, 1)},
        {"kind": "club", "name": ""},
    ],
)
def test_a_group_that_cannot_be_is_refused(school: School, other: dict[str, Any]) -> None:
    with refused("2.1"):
        make(school, **other)


def test_the_same_group_and_the_same_pupil_twice_are_refused_and_another_one_comes(school: School) -> None:
    by, group = school.actor("dina", Role.DEPUTY), make(school)
    with refused("2.1"):
        make(school, pupils=frozenset({school["borya"]}))
    with refused("2.1", Way.RELOAD):
        deeds.enlist(group, {school["anya"]}, WEDNESDAY, ORDER, by=by, now=NOW)
    with refused("2.1"):  # of another class
        deeds.enlist(group, {school["yana"]}, WEDNESDAY, ORDER, by=by, now=NOW)
    deeds.enlist(group, {school["borya"]}, WEDNESDAY, ORDER, by=by, now=NOW)
    assert set(members_on(group.id, WEDNESDAY)) == {school["anya"], school["borya"]}
    assert not in_algebra(school, "borya", WEDNESDAY)


def test_the_same_request_makes_one_group(school: School) -> None:
    by, year = school.actor("dina", Role.DEPUTY, "same"), SchoolYear.get()
    wanted = Wanted("club", "Хор", "7 класс", school["vera"], frozenset({school["anya"]}), WEDNESDAY, "", "")
    for _ in range(2):
        deeds.make(year, wanted, by=by, now=NOW)
    assert Group.select().where(Group.kind == "club").count() == 1


def test_a_pupil_stays_until_the_last_mark(school: School) -> None:
    by, lesson = school.actor("dina", Role.DEPUTY), school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("10:42"))
    club = make(school, kind="club", subject="Хор", name="7 класс", order="", since=FIRST, sure=True)
    lesson.group = club
    lesson.save(only=["group"])
    with refused("2.1"):
        deeds.dismiss(club, school["anya"], MONDAY - DAY, True, by=by, now=NOW)
    deeds.dismiss(club, school["anya"], MONDAY, by=by, now=NOW)
    assert members_on(club.id, MONDAY + DAY) == []
