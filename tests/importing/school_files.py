"""Curricula and timetables typed as rows, and what was understood of them as plain values."""

from collections.abc import Collection, Iterable

from ejournal.importing import curriculum, curriculum_checks, tables, timetable
from ejournal.importing.curriculum import Curriculum
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable import Timetable
from tests.importing.files import Rows, text

GRID = ("День", "№", "5", "6")
LIST = ("Класс", "День недели", "Урок", "Предмет", "Учитель", "Кабинет")


def plan_of(rows: Rows) -> Curriculum:
    return curriculum.understand(tables.read(text(rows, "\t").encode()), 2026)


def hours(plan: Curriculum) -> list[tuple[str, str, float]]:
    return [(one.class_name, one.subject, one.per_week) for one in plan.hours]


def plan_remarks(plan: Curriculum) -> list[tuple[str, str, str, str]]:
    return told(curriculum_checks.check(plan))


def week_of(rows: Rows | bytes, subjects: Collection[str] = ()) -> Timetable:
    data = rows if isinstance(rows, bytes) else text(rows, "\t").encode()
    return timetable.understand(tables.read(data), 2026, subjects)


def slots(week: Timetable) -> list[tuple[str, int, int, str]]:
    """Class, day, number, subject of the lessons in the order of the file."""
    return [(one.class_name, one.weekday, one.number, one.subject) for one in week.slots]


def told(remarks: Iterable[Remark]) -> list[tuple[str, str, str, str]]:
    return [(remark.severity, remark.field, remark.value, remark.reason) for remark in remarks]
