"""п. 4.2.1, 2.2: a moved lesson that quarantine or a decision took is lost once, and may return."""

from datetime import date, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.curriculum import DayOff
from ejournal.models.lost import lost_lessons
from ejournal.models.moves import LessonMove
from ejournal.models.people import Person, SchoolYear
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import day_like, days_off, moves, substitutions
from ejournal.services.substitutions import Decision
from tests.school import MONDAY, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("4.2.1")

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
SATURDAY = MONDAY + timedelta(days=5)
NOW = at("7:00")
ORDER = "№ 81 от 23.11.2026"


def dina(school: School) -> Actor:
    return school.actor("dina", Role.DEPUTY)


def times(school: School, group: str) -> list[tuple[date, int]]:
    """When a group has lessons in the week."""
    mine = (Lesson.group == school.groups[group]) & Lesson.date.between(MONDAY, SATURDAY)
    rows = Lesson.select(Lesson.date, Lesson.number).where(mine).order_by(Lesson.date, Lesson.number)
    return [(row.date, row.number) for row in rows]


def lost(school: School, group: str = "algebra") -> list[date]:
    return [one.day for one in lost_lessons([school.groups[group]], MONDAY, SATURDAY)]


def move(school: School, group: str, day: date, to: date, number: int) -> None:
    moves.move(school.lesson(group, day), to, number, "", by=dina(school), now=NOW)


def back(school: School) -> None:
    moves.move_back(LessonMove.get(), by=dina(school), now=NOW)


def close(school: School, day: date) -> None:
    seven = {school.classes["7"]}
    days_off.close_days(SchoolYear.get(), seven, "frost", ORDER, day, day, by=dina(school), now=NOW)


def cancel(school: School, group: str, day: date) -> None:
    teacher = {"algebra": "vera", "history": "nina"}[group]
    away = Person.get_by_id(school[teacher])
    substitutions.report_absence(away, "illness", "", day, day, by=dina(school), now=NOW)
    chosen = [Decision(school.lesson(group, day).id, "cancelled")]
    substitutions.decide(TeacherAbsence.get(), chosen, ORDER, by=dina(school), now=NOW)


def take_back(school: School) -> None:
    substitutions.take_back(Replacement.get(), by=dina(school), now=NOW)


def test_a_moved_lesson_that_a_closed_day_took_is_lost_once_and_returns_with_the_day(school: School) -> None:
    before = times(school, "algebra")
    move(school, "algebra", WEDNESDAY, TUESDAY, 3)
    moved = times(school, "algebra")
    close(school, TUESDAY)
    assert lost(school) == [TUESDAY] and lost(school, "history") == [TUESDAY]
    days_off.open_days(DayOff.get(), by=dina(school), now=NOW)
    assert times(school, "algebra") == moved and lost(school) == []
    back(school)
    assert times(school, "algebra") == before and not LessonMove.select().exists()


def test_it_may_return_to_its_time_while_the_day_is_closed(school: School) -> None:
    before = times(school, "algebra")
    move(school, "algebra", WEDNESDAY, TUESDAY, 3)
    close(school, TUESDAY)
    gone = LessonMove.get()
    back(school)
    assert times(school, "algebra") == before and lost(school) == []
    with refused("4.2.1", Way.RELOAD):  # from a second window
        moves.move_back(gone, by=dina(school), now=NOW)


def test_a_moved_lesson_that_is_cancelled_is_lost_once_and_stands_there_again(school: School) -> None:
    before = times(school, "algebra")
    move(school, "algebra", WEDNESDAY, TUESDAY, 3)
    moved = times(school, "algebra")
    cancel(school, "algebra", TUESDAY)
    assert lost(school) == [TUESDAY] and Replacement.select().count() == 1
    with refused("4.2.1") as caught:
        back(school)
    assert "отменён" in caught.value.message
    take_back(school)
    assert times(school, "algebra") == moved and lost(school) == []
    back(school)
    assert times(school, "algebra") == before


@pytest.mark.parametrize(("group", "day"), [("algebra", FRIDAY), ("history", TUESDAY)])
def test_a_cancelled_lesson_does_not_return_where_another_one_was_moved(
    school: School, group: str, day: date
) -> None:
    cancel(school, "algebra", WEDNESDAY)
    move(school, group, day, WEDNESDAY, 1)
    with refused("4.2.2д") as caught:
        take_back(school)
    said = "сначала верните его" if group == "algebra" else "«История, 7 класс» и «Алгебра, 7 класс»"
    assert said in caught.value.message
    back(school)
    take_back(school)
    assert (WEDNESDAY, 1) in times(school, "algebra")


def test_a_day_taught_by_another_weekday_loses_the_lessons_of_that_weekday(school: School) -> None:
    year, seven = SchoolYear.get(), {school.classes["7"]}
    for day in (TUESDAY, SATURDAY):
        day_like.teach_like(year, seven, day, 3, "", by=dina(school), now=NOW)
        close(school, day)
    assert lost(school) == [TUESDAY, SATURDAY]  # Wednesday has algebra, no history
    assert lost(school, "history") == []
