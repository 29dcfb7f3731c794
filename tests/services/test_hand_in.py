"""What is taken from the plan, and the hand-in of a lesson."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from ejournal.models import journal, lesson_texts
from ejournal.models.journal import HandIn
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import lessons
from tests.school import MONDAY, School, at
from tests.services.steps import call, last_entry, refused, write

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def text_of(lesson: Lesson, field: str) -> Any:
    return lesson_texts.texts([lesson.id])[lesson.id, field]


def test_a_topic_and_a_homework_of_the_plan_are_taken_as_they_are(school: School, lesson: Lesson) -> None:
    item = PlanItem.get(PlanItem.number == 2)
    lessons.take_topic(lesson, item.id, 0, by=school.actor("vera"), now=at("9:40"))
    lessons.take_homework(lesson, item.id, 0, by=school.actor("vera"), now=at("9:40"))
    assert (text_of(lesson, "topic").text, text_of(lesson, "topic").plan_item_id) == (item.topic, item.id)
    assert text_of(lesson, "homework").text == item.homework


def test_a_topic_edited_after_it_was_taken_keeps_its_plan_item(school: School, lesson: Lesson) -> None:
    item = PlanItem.get(PlanItem.number == 2)
    lessons.take_topic(lesson, item.id, 0, by=school.actor("vera"), now=at("9:40"))
    lessons.save_topic(lesson, "Контрольная работа № 2. Анализ", 1, by=school.actor("vera"), now=at("9:45"))
    assert text_of(lesson, "topic").plan_item_id == item.id


@pytest.mark.parametrize("take", [lessons.take_topic, lessons.take_homework])
def test_an_item_of_another_plan_is_refused(school: School, take: Any) -> None:
    item = PlanItem.get(PlanItem.number == 1)
    with refused("4.5.1", Way.RELOAD):
        take(school.lesson("history", TUESDAY), item.id, 0, by=school.actor("nina"), now=at("9:40", TUESDAY))


PARTS = {"topic": "темы", "homework": "домашнего задания", "roll": "посещаемости"}


@pytest.mark.clause("4.5.2", "4.5.3")
@pytest.mark.parametrize(
    "done", [(), ("topic",), ("topic", "homework"), ("roll", "homework"), ("roll", "topic")]
)
def test_an_unfilled_lesson_is_not_handed_in_and_what_is_missing_is_named(
    school: School, lesson: Lesson, done: tuple[str, ...]
) -> None:
    by, now = school.actor("vera"), at("9:40")
    steps = {
        "topic": partial(lessons.save_topic, lesson, "Одночлены", 0, by=by, now=now),
        "homework": partial(lessons.save_homework, lesson, "§ 7", False, None, 0, by=by, now=now),
        "roll": partial(call, school, lesson),
    }
    for part in done:
        steps[part]()
    with refused("4.5.2") as caught:
        lessons.hand_in(lesson, by=school.actor("vera"), now=at("10:00"))
    assert {part for part, word in PARTS.items() if word in caught.value.message} == PARTS.keys() - set(done)


@pytest.mark.clause("4.5.2", "4.5.3")
def test_a_draft_does_not_fill_a_lesson(school: School, lesson: Lesson) -> None:
    write(school, lesson, at("9:00"))
    call(school, lesson)
    with refused("4.5.2") as caught:
        lessons.hand_in(lesson, by=school.actor("vera"), now=at("10:00"))
    assert "темы" in caught.value.message


def test_a_lesson_is_not_handed_in_before_its_bell(school: School, lesson: Lesson) -> None:
    write(school, lesson, at("9:00"))
    with refused("4.5.2"):
        lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:24"))


def test_a_filled_lesson_is_handed_in_and_sealed(school: School, lesson: Lesson) -> None:
    write(school, lesson, at("9:40"))
    call(school, lesson)
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("10:00"))
    assert journal.hand_ins([lesson.id]) == {lesson.id: at("10:00")}
    assert HandIn.get().deed == last_entry().deed
