"""п. 2.2, 4.2.1: a load is taken back with what lessons had become, or says in words what rests on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.loading import register
from ejournal.models.curriculum import DayOff
from ejournal.models.imports import ImportLoad, ImportUndo
from ejournal.models.journal import LessonText
from ejournal.models.moves import LessonMove
from ejournal.models.people import ClassYear, Person, SchoolYear
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson, TimetableEntry, lesson
from ejournal.models.year_layout import days_of
from ejournal.rules.calendar_days import laid_out
from ejournal.rules.refusal import Refusal
from ejournal.services import imports, moves, year_days
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, bring, open_year
from tests.school import ZONE

pytestmark = pytest.mark.clause("4.2.1")

PLAN = "Учебные предметы;5 класс\nХимия;2\nФизика;1\n"
WEEK = "Класс;День;Урок;Предмет;Кабинет\n5;Понедельник;1;Химия;7\n5;Вторник;1;Физика;7\n"
MORE = WEEK + "5;Среда;1;Химия;7\n"
MONDAY, TUESDAY = date(2026, 9, 7), date(2026, 9, 8)


def loaded() -> None:
    open_year()
    bring("curriculum", PLAN)
    bring("timetable", WEEK)


def found(day: date, number: int = 1) -> Lesson:
    row = Lesson.get((Lesson.date == day) & (Lesson.number == number))
    taken = lesson(row.id)
    assert taken is not None
    return taken


def move(day: date, to: date, number: int) -> None:
    moves.move(found(day), to, number, "", by=BY, now=NOW)


def times() -> set[tuple[date, int]]:
    rows: Any = Lesson.select(Lesson.date, Lesson.number).where(Lesson.date.between(MONDAY, MONDAY + WEEKS))
    return {(row.date, row.number) for row in rows}


WEEKS = timedelta(days=13)


@pytest.mark.usefixtures("db")
def test_lessons_with_a_history_come_back_with_their_hours() -> None:
    """A lesson that was moved and returned has a history: a load lays it out anew, the undoing brings it."""
    loaded()
    move(MONDAY, MONDAY, 3)
    moves.move_back(LessonMove.get(), by=BY, now=NOW)
    before, hours = times(), found(MONDAY).starts_at
    second = bring("timetable", MORE)
    imports.undo(second, by=BY, now=NOW)
    assert (times(), found(MONDAY).starts_at) == (before, hours)
    assert verify(ZONE) == []


@pytest.mark.usefixtures("db")
def test_a_move_that_was_there_before_the_load_stays_when_it_is_taken_back() -> None:
    loaded()
    move(MONDAY, MONDAY, 3)
    before = times()
    second = bring("timetable", MORE)
    imports.undo(second, by=BY, now=NOW)
    assert times() == before and LessonMove.select().count() == 1
    assert verify(ZONE) == []


@pytest.mark.usefixtures("db")
def test_a_lesson_moved_after_the_load_is_named_before_and_in_the_refusal() -> None:
    loaded()
    load = ImportLoad.select().order_by(ImportLoad.id.desc()).get()
    assert register.told(load, NOW).resting == ()
    move(MONDAY, MONDAY, 3)
    said = "перенос 07.09, 3-й урок, «Химия, 5 класс»"
    assert register.told(load, NOW).resting == (said,)
    with pytest.raises(Refusal) as caught:
        imports.undo(load, by=BY, now=NOW)
    assert said in caught.value.message and "опирается" in caught.value.message
    assert TimetableEntry.select().count() == 2 and not ImportUndo.select().exists()
    moves.move_back(LessonMove.get(), by=BY, now=NOW)
    assert register.told(load, NOW).resting == ()
    imports.undo(load, by=BY, now=NOW)
    assert TimetableEntry.select().count() == 0


@pytest.mark.usefixtures("db")
def test_a_later_load_that_rests_on_an_earlier_one_is_named() -> None:
    loaded()
    plan = ImportLoad.select().order_by(ImportLoad.id).get()
    with pytest.raises(Refusal, match=r"позже загружены «Расписание» \(.+\) 28\.08\.2026: отмените"):
        imports.undo(plan, by=BY, now=NOW)


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.5.1")
def test_a_plan_whose_topic_a_lesson_took_names_that_lesson_and_no_other_plan() -> None:
    """Plans that came later and have nothing to do with it are not to be undone first."""
    loaded()
    bring("class_list", "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n")
    head = "№;Тема;Часы\n"
    chemistry = bring("ktp", f"{head}1;Вещества;1\n2;Смеси;1\n", "КТП Химия 5 класс.csv")
    physics = bring("ktp", f"{head}1;Рычаги;1\n2;Блоки;1\n", "КТП Физика 5 класс.csv")
    item = PlanItem.get(PlanItem.topic == "Вещества")
    day = found(MONDAY)
    mine = {"plan_item": item, "saved_at": NOW, "saved_by": Person.get(), "late_days": 0}
    LessonText.create(lesson=day.id, field="topic", text="Вещества", draft=False, absent=False, **mine)
    with pytest.raises(Refusal) as refused:
        imports.undo(chemistry, by=BY, now=NOW)
    assert "тема из этого плана в уроке 07.09, 1-й урок, «Химия" in refused.value.message
    assert "позже загружены" not in refused.value.message
    imports.undo(physics, by=BY, now=NOW)
    assert [item.topic for item in PlanItem.select()] == ["Вещества", "Смеси"]


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.3.1")
def test_a_class_goes_with_the_holidays_that_the_year_has_changed_since() -> None:
    open_year()
    load = bring("class_list", "Класс;ФИО;Дата рождения\n1;Белов Пётр Ильич;01.02.2019\n")
    year = SchoolYear.get()
    layout = laid_out(*days_of(year))
    assert layout is not None
    (own,) = layout.more
    later = replace(layout, more=(own._replace(first=own.first + WEEKS, last=own.last + WEEKS),))
    year_days.change(year, later, True, by=BY, now=NOW)
    assert DayOff.select().where(DayOff.cohort.is_null(False)).count() == 1
    imports.undo(load, by=BY, now=NOW)
    assert DayOff.select().where(DayOff.cohort.is_null(False)).count() == ClassYear.select().count() == 0
    assert verify(ZONE) == []
