"""Checks of topics and homeworks, and of what was written too late."""

from typing import Any

from peewee import fn

from ejournal.models.curriculum import Group, Period
from ejournal.models.journal import LessonText, RollCall, Work
from ejournal.models.plans import PlanItem
from ejournal.models.readiness import in_span, of_grade
from ejournal.models.timetable import Lesson
from ejournal.reports.checks.asked import PLACE, Asked, Found, has_latin, of_lesson
from ejournal.rules.checks import mostly_foreign


def _texts(field: str, asked: Asked, *columns: Any) -> Any:
    """Confirmed topics or homeworks of the span with the places of their lessons."""
    query: Any = Lesson.select(*PLACE, *columns).join(Group).switch(Lesson)
    query = query.join(LessonText, on=(LessonText.lesson == Lesson.id))
    return query.where(in_span(asked.scope) & (LessonText.field == field) & ~LessonText.draft)


def late(asked: Asked) -> list[Found]:
    """п. 4.5.2, 4.5.3: lessons of which something was written so many days after their day."""
    parts: list[Any] = [
        table.select(fn.COALESCE(fn.MAX(table.late_days), 0)).where(table.lesson == Lesson.id)
        for table in (LessonText, RollCall)
    ]
    columns = Work.select(fn.COALESCE(fn.MAX(Work.late_days), 0))
    parts.append(columns.where((Work.lesson == Lesson.id) & ~Work.removed))
    anything = (parts[0] > 0) | (parts[1] > 0) | (parts[2] > 0)
    query: Any = Lesson.select(*PLACE, *parts).where(in_span(asked.scope) & anything)
    return [of_lesson("late", row, amount=max(row[5:])) for row in query.tuples()]


def own_topics(asked: Asked) -> list[Found]:
    """п. 4.5.1: topics that were not taken from the КТП of the page, which has one."""
    items = PlanItem.select(PlanItem.id).where(PlanItem.plan == Group.plan)
    query: Any = _texts("topic", asked, LessonText.text)
    query = query.where(LessonText.plan_item.is_null() & fn.EXISTS(items))
    return [of_lesson("own_topic", row, words=row[5]) for row in query.tuples()]


def topics_twice(asked: Asked) -> list[Found]:
    """п. 4.5.1: lessons whose item of the КТП was taken on an earlier day; a double lesson is one."""
    text, earlier = LessonText.alias(), Lesson.alias()
    taken = text.select(text.id).join(earlier, on=(text.lesson == earlier.id))
    taken = taken.where((text.plan_item == LessonText.plan_item) & (text.field == "topic"))
    # + 0 keeps SQLite from reading all lessons of the page, instead of those that took the item.
    taken = taken.where((earlier.group + 0 == Lesson.group) & (earlier.date < Lesson.date))
    query: Any = _texts("topic", asked, LessonText.text)
    query = query.where(LessonText.plan_item.is_null(False) & fn.EXISTS(taken))
    return [of_lesson("topic_twice", row, words=row[5]) for row in query.tuples()]


def foreign_topics(asked: Asked) -> list[Found]:
    """п. 3.6: topics in which Latin letters prevail; on lessons of a foreign language those in it alone."""
    subjects = {page.group: page.subject for page in asked.pages}
    rows: Any = _texts("topic", asked, LessonText.text).where(has_latin(LessonText.text)).tuples()
    return [
        of_lesson("foreign_topic", row, words=row[5])
        for row in rows
        if mostly_foreign(row[5], subjects[row[0]])
    ]


def homework_rest(asked: Asked) -> list[Found]:
    """п. 4.5.3: homework given at the last lesson of a page in a period, for the holidays after it.

    The last period of the year has the summer after it, which is told as well.
    """
    later = Lesson.alias()
    more = later.select(later.id).where((later.group == Lesson.group) & (later.date > Lesson.date))
    more = more.where(later.date <= Period.valid_to)
    query: Any = _texts("homework", asked, LessonText.text).switch(Group).join(Period, on=of_grade())
    query = query.where(Lesson.date.between(Period.valid_from, Period.valid_to) & ~LessonText.absent)
    return [of_lesson("homework_rest", row, words=row[5]) for row in query.where(~fn.EXISTS(more)).tuples()]
