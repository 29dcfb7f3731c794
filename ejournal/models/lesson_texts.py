"""Topics and homeworks of lessons, to be read; the table is models.journal.LessonText."""

import json
from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from peewee import fn

from ejournal.models.audit import Revision
from ejournal.models.journal import LessonText
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared


class WrittenText(NamedTuple):
    """A topic or homework as it stands, to be read; the columns are those of LessonText."""

    lesson_id: int
    field: str
    text: str
    absent: bool
    due: date | None
    draft: bool
    plan_item_id: int | None
    saved_at: datetime
    late_days: int
    version: int
    form: str | None = None

    def clarified(self, day: date, zone: tzinfo | None) -> date | None:
        """п. 4.5.3: the day of a later «уточнение» of what was written for a lesson of `day`."""
        last = self.saved_at.astimezone(zone).date()
        return last if self.version > 1 and not self.draft and (last - day).days > self.late_days else None


class Earlier(NamedTuple):
    """A confirmed topic or homework of a lesson before it was clarified; `at` when it was written."""

    field: str
    at: datetime
    text: str


def earlier(lesson: int) -> list[Earlier]:
    """п. 4.5.3: what the texts of a lesson were before, the oldest first. One query."""
    mine = (Revision.record_kind == LessonText._meta.table_name) & (Revision.record_id == LessonText.id)
    query: Any = Revision.select(Revision.at, Revision.fields, LessonText.field).join(LessonText, on=mine)
    query = query.where((LessonText.lesson == lesson) & (Revision.version < LessonText.version))
    said = [(field, at, json.loads(fields)) for at, fields, field in query.order_by(Revision.id).tuples()]
    return [Earlier(field, at, old["text"]) for field, at, old in said if old["text"] and not old["draft"]]


def texts(lessons: Collection[int]) -> dict[tuple[int, str], WrittenText]:
    """Topics and homeworks by (lesson, field)."""
    found = (WrittenText(*row) for row in _texts(lessons))
    return {(text.lesson_id, text.field): text for text in found}


@prepared
def _texts(lessons: Collection[int]) -> Any:
    said = (LessonText.lesson, LessonText.field, LessonText.text, LessonText.absent, LessonText.due)
    kept = (LessonText.draft, LessonText.plan_item, LessonText.saved_at, LessonText.late_days)
    columns = (*said, *kept, LessonText.version, LessonText.form)
    return LessonText.select(*columns).where(LessonText.lesson.in_(lessons)).tuples()


def last_taken(lessons: Collection[int]) -> dict[int, int]:
    """п. 4.5.1: by lesson, the highest number of the КТП that earlier lessons of its group took."""
    return dict(_last_taken(lessons))


@prepared
def _last_taken(lessons: Collection[int]) -> Any:
    earlier = Lesson.alias()
    return (
        Lesson.select(Lesson.id, fn.MAX(PlanItem.number))
        .join(earlier, on=((earlier.group == Lesson.group) & (earlier.starts_at < Lesson.starts_at)))
        .join(LessonText, on=(LessonText.lesson == earlier.id))
        .join(PlanItem, on=(LessonText.plan_item == PlanItem.id))
        .where(Lesson.id.in_(lessons))
        .group_by(Lesson.id)
        .tuples()
    )


def items_taken(items: Collection[int]) -> set[int]:
    """п. 4.5.1: those of these items of a КТП that a lesson took its topic or homework from."""
    query: Any = LessonText.select(LessonText.plan_item).where(LessonText.plan_item.in_(list(items)))
    return {row[0] for row in query.tuples()}
