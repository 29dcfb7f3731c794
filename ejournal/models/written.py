"""Whether anything is written of lessons: what came of a timetable or a list is then no longer free."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ejournal.models.journal import Absence, HandIn, LessonText, RollCall, Work
from ejournal.models.memos import Memo
from ejournal.models.moves import was_moved
from ejournal.models.requests import LateLine
from ejournal.models.substitutions import Replacement
from ejournal.models.timetable import Lesson

OF_LESSONS: tuple[Any, ...] = (Absence, HandIn, LessonText, LateLine, Memo, RollCall, Work)


def unwritten() -> Any:
    """The condition of lessons that nothing is written of, given when and by whom the timetable says."""
    return _untouched() & ~was_moved()


def _untouched() -> Any:
    """The condition of lessons that nothing is written of or decided about, whenever they are given."""
    put_in = Replacement.select(Replacement.lesson).where(Replacement.lesson.is_null(False))
    return blank() & Lesson.substitute.is_null() & Lesson.id.not_in(put_in)


def movable(lessons: Collection[int]) -> set[int]:
    """Those of these lessons that may be moved: nothing is written of them or decided about them."""
    query: Any = Lesson.select(Lesson.id).where(Lesson.id.in_(list(lessons)) & _untouched()).tuples()
    return {row[0] for row in query}


def blank() -> Any:
    """The condition of lessons that nothing is written of, whoever gives them."""
    free = Lesson.id.is_null(False)
    for table in OF_LESSONS:
        free &= Lesson.id.not_in(table.select(table.lesson))
    return free


def held(lessons: Collection[int]) -> set[int]:
    """Those of these lessons of which more is written than a draft: they have been given."""
    tables = [table for table in OF_LESSONS if table is not LessonText]
    given = LessonText.select(LessonText.lesson).where(LessonText.draft == False)  # noqa: E712 - peewee's own
    found = Lesson.id.in_(given)
    for table in tables:
        found |= Lesson.id.in_(table.select(table.lesson))
    query: Any = Lesson.select(Lesson.id).where(Lesson.id.in_(list(lessons)) & found).tuples()
    return {row[0] for row in query}


def settled(decisions: Collection[Replacement]) -> set[int]:
    """Those of these decisions that cannot be taken back: the lesson has been given as it was decided.

    Of another page's lesson a draft is enough.
    """
    known = {row.lesson_id: row for row in decisions if row.lesson_id}
    given, blank = held(known), blanks(known)
    return {
        row.id
        for lesson, row in known.items()
        if lesson in given or (row.kind == "subject" and lesson not in blank)
    }


def with_attendance(lessons: Collection[int]) -> set[int]:
    """Those of these lessons whose attendance is written: they have been held."""
    query: Any = RollCall.select(RollCall.lesson).where(RollCall.lesson.in_(list(lessons))).tuples()
    return {row[0] for row in query}


def blanks(lessons: Collection[int]) -> set[int]:
    """Those of these lessons of which nothing at all is written."""
    query: Any = Lesson.select(Lesson.id).where(Lesson.id.in_(list(lessons)) & blank()).tuples()
    return {row[0] for row in query}


def any_records(group: int, since: date) -> bool:
    """Whether there are records in lessons of a page since a day; who was to give them is none."""
    mine = (Lesson.group == group) & (Lesson.date >= since)
    return bool(Lesson.select(Lesson.id).where(mine & ~blank()).exists())


def any_written(groups: Any, since: date) -> bool:
    """Whether anything is written of a lesson of these groups (numbers or a query) since a day."""
    mine = Lesson.group.in_(groups) & (Lesson.date >= since)
    return bool(Lesson.select(Lesson.id).where(mine & ~unwritten()).exists())
