"""Which page of the same teacher may get, or gets, the second of two marks of a work (п. 4.5.4)."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ejournal.models import second_marks as stored
from ejournal.models.curriculum import Group
from ejournal.models.timetable import Lesson
from ejournal.reports.cells import Column


class SecondPages(NamedTuple):
    """Pages to choose from, and those that were chosen: titles by number of the page."""

    choices: Mapping[int, str]
    chosen: Mapping[int, str]


NONE = SecondPages({}, {})


def of_lesson(lesson: Lesson, columns: Collection[Column], reader: int) -> SecondPages:
    """Of the columns of works with two marks; nothing is asked when the lesson has none."""
    if not any(column.two for column in columns):
        return NONE
    chosen = [column.second_page for column in columns if column.second_page]
    own = stored.beside(lesson.group, reader, lesson.date)
    return SecondPages(_titles(own), _titles(stored.pages(chosen)) if chosen else {})


def _titles(pages: Collection[Group]) -> dict[int, str]:
    return {page.id: f"{page.subject.name}, {page.name}" for page in pages}
