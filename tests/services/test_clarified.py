"""A typo in homework or topic is an «уточнение» with history: no memo, no stamp, the same day (п. 4.5.3)."""

from datetime import date, timedelta

import pytest

from ejournal.models import lesson_texts
from ejournal.models.journal import LessonText
from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import attendance, lessons
from tests.school import MONDAY, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("4.5.3")
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def save(
    school: School,
    lesson: Lesson,
    text: str,
    seen: int,
    day: date,
    hour: str = "9:40",
    due: date | None = None,
) -> LessonText:
    by = school.actor("vera")
    lessons.save_homework(lesson, text, not text, due, seen, by=by, now=at(hour, day))
    found: LessonText = LessonText.get(lesson=lesson, field="homework")
    return found


def test_what_was_in_time_stays_in_time_on_its_day_and_what_it_was_is_kept(
    school: School, lesson: Lesson
) -> None:
    save(school, lesson, "§ 5, № 12", 0, MONDAY)
    found = save(school, lesson, "§ 5, № 12 (устно)", 1, NEXT_MONDAY)
    assert (found.late_days, found.due, found.version) == (0, None, 2), "the family finds it where it was"
    assert lesson_texts.texts([lesson.id])[lesson.id, "homework"].clarified(MONDAY, at("9:40").tzinfo) == (
        NEXT_MONDAY
    )
    (before,) = lesson_texts.earlier(lesson.id)
    assert (before.field, before.at, before.text) == ("homework", at("9:40"), "§ 5, № 12")


def test_on_its_day_nothing_is_said_of_a_change(school: School, lesson: Lesson) -> None:
    save(school, lesson, "§ 5", 0, MONDAY)
    save(school, lesson, "§ 6", 1, MONDAY, "9:50")
    assert lesson_texts.texts([lesson.id])[lesson.id, "homework"].clarified(MONDAY, at("9:40").tzinfo) is None


def test_another_day_may_still_be_named(school: School, lesson: Lesson) -> None:
    save(school, lesson, "§ 5", 0, MONDAY)
    friday = MONDAY + timedelta(days=4)
    assert save(school, lesson, "§ 5", 1, MONDAY + timedelta(days=1), due=friday).due == friday


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".", "Подготовить сообщение о великих географических открытиях, § 5–7"),
        (".", "§ 15, упр. 3, № 8"),
        ("§ 12, упр. 5", "Сочинение на 2 страницы"),
        ("§ 1", "Выучить правило, № 40"),
        ("", "§ 5"),
        ("§ 5", ""),
    ],
    ids=["a dot", "a dot and a short one", "another task", "a longer one", "не задано", "to не задано"],
)
def test_a_task_that_was_not_there_is_late(school: School, lesson: Lesson, before: str, after: str) -> None:
    save(school, lesson, before, 0, MONDAY)
    found = save(school, lesson, after, 1, NEXT_MONDAY)
    assert found.late_days == 7
    assert not after or (found.due is not None and found.due > NEXT_MONDAY), "the family has it ahead"


def test_a_task_does_not_grow_into_another_one_step_by_step(school: School, lesson: Lesson) -> None:
    """Each step is near the one before it, the last is far from what was entered."""
    steps = ("§ 5", "§ 5, № 1", "§ 5, № 1–9, правило", "§ 5, № 1–9, правило, таблица, рисунок и словарь")
    for seen, text in enumerate(steps):
        found = save(school, lesson, text, seen, MONDAY if seen == 0 else NEXT_MONDAY)
    assert found.late_days == 7


def test_what_was_late_gets_no_later(school: School, lesson: Lesson) -> None:
    tuesday = MONDAY + timedelta(days=1)
    save(school, lesson, "§ 5", 0, tuesday)
    assert save(school, lesson, "§ 5, № 1", 1, NEXT_MONDAY).late_days == 1


def test_a_closed_week_takes_no_clarification_either(school: School, lesson: Lesson) -> None:
    """п. 4.4.3: what changes the homework of a closed week needs an opening."""
    save(school, lesson, "§ 5", 0, MONDAY)
    cohort, saturday = Cohort.get_by_id(school.classes["7"]), at("12:00", MONDAY + timedelta(days=5))
    attendance.close_week(cohort, MONDAY, by=school.actor("nina"), now=saturday)
    with refused("4.5.3", Way.OPENING):
        save(school, lesson, "§ 6", 1, NEXT_MONDAY)
