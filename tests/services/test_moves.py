"""п. 4.2.1: lessons moved, exchanged and returned; days taught by the timetable of another weekday."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.curriculum import DayOff
from ejournal.models.draft import CombinedLesson
from ejournal.models.lost import lost_lessons
from ejournal.models.moves import LessonMove
from ejournal.models.norms import Room
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


def test_nothing_moves_to_a_lesson_that_is_over_and_what_was_not_held_moves_on(school: School) -> None:
    algebra, history = school.lesson("algebra"), school.lesson("history", TUESDAY)
    before = times(school, "history")
    afternoon = at("14:12")  # the second lesson of Monday is over, without a record
    with refused("4.2.1") as caught:
        moves.exchange(algebra, history, "", by=dina(school), now=afternoon)
    assert "Сегодня 2-й урок уже закончился" in caught.value.message
    assert times(school, "history") == before
    moves.move(algebra, TUESDAY, 3, "", by=dina(school), now=afternoon)
    assert (TUESDAY, 3) in times(school, "algebra")


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


def test_a_day_like_another_is_refused_where_two_lessons_would_be_at_once(school: School) -> None:
    """Вера has class 1 on Tuesday, 2nd lesson, and class 7 on Monday, 2nd lesson."""
    with refused("4.2.1") as caught:
        like(school, {school.classes["7"]}, TUESDAY, 1)
    assert "вт 24.11, 2-й урок — «Математика, 1 класс» и «Алгебра, 7 класс»" in caught.value.message


def test_a_class_that_gets_no_lessons_on_such_a_day_is_named(school: School) -> None:
    DayOff.create(cohort=school.classes["1"], reason="каникулы", valid_from=SATURDAY, valid_to=SATURDAY)
    with refused("4.2.1") as caught:
        like(school, set(school.classes.values()), SATURDAY, 1)
    assert "У класса 1 в этот день уроков не появится" in caught.value.message
    like(school, {school.classes["7"]}, SATURDAY, 1)


@pytest.mark.parametrize("to", [THURSDAY, WEDNESDAY])
def test_a_day_from_which_a_lesson_was_moved_keeps_its_timetable(school: School, to: date) -> None:
    move(school, school.lesson("algebra", WEDNESDAY), to, 3)
    with refused("4.2.1") as caught:
        like(school, {school.classes["7"]}, WEDNESDAY, 5)
    assert "переносы" in caught.value.message


def like(school: School, classes: set[int] | None, day: date, weekday: int) -> None:
    day_like.teach_like(SchoolYear.get(), classes, day, weekday, "", by=dina(school), now=NOW)


def test_two_moves_that_mirror_each_other_are_no_exchange(school: School) -> None:
    history, algebra = school.lesson("history", TUESDAY), school.lesson("algebra", WEDNESDAY)
    move(school, algebra, TUESDAY, 3)
    move(school, history, WEDNESDAY, 1)
    move(school, school.lesson("algebra", TUESDAY), TUESDAY, 1)
    first = LessonMove.get(LessonMove.group == school.groups["history"])
    with refused("4.2.1") as caught:
        moves.move_back(first, by=dina(school), now=NOW)
    assert "у класса" in caught.value.message


def test_whatever_was_exchanged_in_turn_returns_together(school: School) -> None:
    slots = {key: times(school, key) for key in ("algebra", "history")}
    by = dina(school)
    moves.exchange(school.lesson("algebra", WEDNESDAY), school.lesson("history", TUESDAY), "", by=by, now=NOW)
    moves.exchange(school.lesson("history", WEDNESDAY), school.lesson("algebra"), "", by=by, now=NOW)
    assert (MONDAY, 2) in times(school, "history")
    moves.move_back(LessonMove.get(), by=by, now=NOW)
    assert {key: times(school, key) for key in slots} == slots and not LessonMove.select().exists()


def test_lessons_that_go_together_move_and_return_together(school: School) -> None:
    before = declared(school)
    move(school, school.lesson("english1", THURSDAY), TUESDAY, 3)
    assert {(TUESDAY, 3)} <= set(times(school, "english1")) & set(times(school, "english2"))
    assert len({row.pair for row in LessonMove.select()} - {None}) == 1
    move(school, school.lesson("english2", TUESDAY), WEDNESDAY, 3)  # still one lesson there
    moves.move_back(LessonMove.get(), by=dina(school), now=NOW)
    assert {key: times(school, key) for key in before} == before


def test_when_one_of_them_cannot_move_it_is_said(school: School) -> None:
    declared(school)
    mine = school.lesson("english2", THURSDAY)
    Lesson.update(substitute=school["nina"]).where(Lesson.id == mine.id).execute()
    with refused("4.2.1") as caught:
        move(school, school.lesson("english1", THURSDAY), TUESDAY, 3)
    assert "передан другому учителю" in caught.value.message
    assert "объявлен совмещённым и переносится вместе" in caught.value.message


def test_lessons_that_go_together_are_one_where_another_is_moved(school: School) -> None:
    declared(school)
    Room.create(name="12", groups=2)
    move(school, school.lesson("counting"), THURSDAY, 1)
    assert (THURSDAY, 1) in times(school, "counting")


def declared(school: School) -> dict[str, list[tuple[date, int]]]:
    """English of both groups on Thursday is declared to be one lesson; the times of both."""
    pages = [school.groups["english1"], school.groups["english2"]]
    for page in pages:
        CombinedLesson.create(group=page, first=min(pages), weekday=4, number=1, valid_from=MONDAY)
    return {key: times(school, key) for key in ("english1", "english2")}


def test_lessons_of_one_page_neither_meet_nor_change_places(school: School) -> None:
    with refused("4.2.1") as caught:
        move(school, school.lesson("algebra", WEDNESDAY), FRIDAY, 1)
    assert "у этой же страницы в это время уже есть урок" in caught.value.message
    both = school.lesson("algebra", WEDNESDAY), school.lesson("algebra", FRIDAY)
    with refused("4.2.1") as caught:
        moves.exchange(*both, "", by=dina(school), now=NOW)
    assert "одной и той же страницы" in caught.value.message


def test_a_lesson_with_a_substitute_of_its_own_does_not_move(school: School) -> None:
    mine = school.lesson("algebra")
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == mine.id).execute()
    with refused("4.2.1") as caught:
        move(school, school.lesson("algebra"), TUESDAY, 3)
    assert "передан другому учителю" in caught.value.message


def test_a_moved_lesson_is_not_lost_with_the_day_that_it_left(school: School) -> None:
    move(school, school.lesson("algebra", WEDNESDAY), TUESDAY, 3)
    seven = {school.classes["7"]}
    order = "№ 81 от 23.11.2026"
    days_off.close_days(
        SchoolYear.get(), seven, "frost", order, WEDNESDAY, WEDNESDAY, by=dina(school), now=NOW
    )
    assert (TUESDAY, 3) in times(school, "algebra")
    assert lost_lessons([school.groups["algebra"]], MONDAY, FRIDAY) == []
