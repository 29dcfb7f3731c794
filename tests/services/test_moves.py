"""п. 4.2.1: lessons moved, exchanged and returned; days taught by the timetable of another weekday."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.curriculum import DayOff
from ejournal.models.lost import lost_lessons
from ejournal.models.moves import LessonMove
from ejournal.models.people import SchoolYear
from ejournal.models.school_days import DayLike, calendar_of
from ejournal.models.timetable import Lesson
from ejournal.services import day_like, days_off, moves, timetable
from ejournal.services.deeds import deed
from tests.school import BY, MONDAY, School, at
from tests.services.steps import call, refused

pytestmark = pytest.mark.clause("4.2.1")

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
SATURDAY = MONDAY + timedelta(days=5)
NOW = at("7:00")


def dina(school: School) -> Actor:
    return school.actor("dina", Role.DEPUTY)


def times(school: School, group: str, first: date = MONDAY, last: date = FRIDAY) -> list[tuple[date, int]]:
    """When a group has lessons in a span of days."""
    mine = (Lesson.group == school.groups[group]) & Lesson.date.between(first, last)
    rows = Lesson.select(Lesson.date, Lesson.number).where(mine).order_by(Lesson.date, Lesson.number)
    return [(row.date, row.number) for row in rows]


def move(school: School, lesson: Lesson, day: date, number: int, order: str = "") -> None:
    moves.move(lesson, day, number, order, by=dina(school), now=NOW)


def test_a_moved_lesson_stands_at_its_new_time_with_its_bell_and_is_not_laid_out_twice(
    school: School,
) -> None:
    before = times(school, "algebra")
    move(school, school.lesson("algebra"), TUESDAY, 3)
    after = times(school, "algebra")
    assert sorted(set(after) - set(before)) == [(TUESDAY, 3)] and len(after) == len(before)
    moved = school.lesson("algebra", TUESDAY)
    assert moved.starts_at.astimezone(NOW.tzinfo).date() == TUESDAY
    assert moved.starts_at.astimezone(NOW.tzinfo) == school.lesson("english1").starts_at.astimezone(
        NOW.tzinfo
    ) + timedelta(days=1)  # the third bell
    timetable.lay_out(SchoolYear.get(), by=BY, now=NOW)
    assert times(school, "algebra") == after


def test_it_survives_another_timetable_and_goes_back_to_its_time(school: School) -> None:
    before = times(school, "algebra")
    move(school, school.lesson("algebra"), TUESDAY, 3)
    groups = [school.groups["algebra"]]
    lay_out_anew(SchoolYear.get(), groups, by=dina(school), now=NOW)
    assert (TUESDAY, 3) in times(school, "algebra")
    moves.move_back(LessonMove.get(), by=dina(school), now=NOW)
    assert times(school, "algebra") == before and not LessonMove.select().exists()


@deed("test.anew", of="school_year")
def lay_out_anew(year: SchoolYear, groups: list[int], *, by: Actor, now: datetime) -> None:
    """As another timetable does with the lessons ahead."""
    with timetable.laid_out_anew(year, groups, MONDAY):
        pass


@pytest.mark.parametrize(
    ("group", "day", "number", "said"),
    [
        ("algebra", MONDAY, 3, "у класса"),  # the class has English then
        ("history", MONDAY, 2, "у класса"),
        ("counting", MONDAY, 2, "у учителя"),  # Вера gives algebra to class 7
        ("algebra", SATURDAY, 1, "не учится"),
        ("algebra", MONDAY - timedelta(days=1), 1, "на сегодня или позже"),
        ("algebra", TUESDAY, 99, "нет звонка"),
    ],
)
def test_a_lesson_does_not_move_where_it_cannot_be(
    school: School, group: str, day: date, number: int, said: str
) -> None:
    lesson = school.lesson(group, MONDAY if group != "history" else TUESDAY)
    with refused("4.2.1") as caught:
        move(school, lesson, day, number)
    assert said in caught.value.message


def test_what_is_written_or_given_to_a_substitute_does_not_move(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    with refused("4.2.1") as caught:
        moves.move(lesson, TUESDAY, 3, "", by=dina(school), now=at("12:00"))
    assert "есть записи" in caught.value.message
    with refused("4.2.1") as caught:
        move(school, school.lesson("algebra", WEDNESDAY), TUESDAY, 3, order="без номера")
    assert "с номером" in caught.value.message


def test_two_lessons_are_exchanged_and_come_back_together(school: School) -> None:
    algebra, history = school.lesson("algebra", WEDNESDAY), school.lesson("history", TUESDAY)
    slots = {key: times(school, key) for key in ("algebra", "history")}
    moves.exchange(algebra, history, "№ 12 от 23.11.2026", by=dina(school), now=NOW)
    assert (TUESDAY, history.number) in times(school, "algebra")
    assert (WEDNESDAY, algebra.number) in times(school, "history")
    moves.move_back(LessonMove.get(), by=dina(school), now=NOW)
    assert {key: times(school, key) for key in slots} == slots
    assert not LessonMove.select().exists()


def test_a_saturday_is_taught_as_a_monday_and_is_a_school_day_then(school: School) -> None:
    monday = [number for _, number in times(school, "algebra", MONDAY, MONDAY)]
    seven = {school.classes["7"]}
    year = SchoolYear.get()
    day_like.teach_like(year, seven, SATURDAY, 1, "№ 80 от 23.11.2026", by=dina(school), now=NOW)
    assert [number for _, number in times(school, "algebra", SATURDAY, SATURDAY)] == monday
    assert times(school, "counting", SATURDAY, SATURDAY) == []  # another class
    assert calendar_of(school.classes["7"], MONDAY, 5).is_school_day(SATURDAY)
    assert not calendar_of(school.classes["1"], MONDAY, 5).is_school_day(SATURDAY)
    day_like.teach_as_usual(DayLike.get(), by=dina(school), now=NOW)
    assert times(school, "algebra", SATURDAY, SATURDAY) == []


def test_a_weekday_taught_as_another_has_its_lessons_alone(school: School) -> None:
    year = SchoolYear.get()
    day_like.teach_like(year, None, TUESDAY, 1, "", by=dina(school), now=NOW)
    monday = times(school, "algebra", MONDAY, MONDAY)
    assert [number for _, number in times(school, "algebra", TUESDAY, TUESDAY)] == [n for _, n in monday]
    assert times(school, "history", TUESDAY, TUESDAY) == []
    with refused("4.2.1") as caught:
        day_like.teach_like(year, {school.classes["7"]}, TUESDAY, 3, "", by=dina(school), now=NOW)
    assert "уже назначено" in caught.value.message


@pytest.mark.parametrize(
    ("day", "weekday", "said"),
    [
        (SATURDAY, 6, "другой день недели"),
        (MONDAY - timedelta(days=7), 2, "сегодня или позже"),
        (date(2026, 12, 31), 1, "в учебном году"),
    ],
)
def test_a_day_that_cannot_be_is_refused(school: School, day: date, weekday: int, said: str) -> None:
    with refused("4.2.1") as caught:
        day_like.teach_like(SchoolYear.get(), None, day, weekday, "", by=dina(school), now=NOW)
    assert said in caught.value.message


def test_a_holiday_is_taught_by_no_timetable(school: School) -> None:
    DayOff.create(cohort=None, reason="праздник", valid_from=SATURDAY, valid_to=SATURDAY)
    with refused("4.2.1") as caught:
        day_like.teach_like(SchoolYear.get(), None, SATURDAY, 1, "", by=dina(school), now=NOW)
    assert "не учатся" in caught.value.message


def test_a_moved_lesson_is_not_lost_with_the_day_that_it_left(school: School) -> None:
    move(school, school.lesson("algebra", WEDNESDAY), TUESDAY, 3)
    seven = {school.classes["7"]}
    order = "№ 81 от 23.11.2026"
    days_off.close_days(
        SchoolYear.get(), seven, "frost", order, WEDNESDAY, WEDNESDAY, by=dina(school), now=NOW
    )
    assert (TUESDAY, 3) in times(school, "algebra")
    assert lost_lessons([school.groups["algebra"]], MONDAY, FRIDAY) == []
