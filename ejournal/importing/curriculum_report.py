"""A curriculum that was understood, told: as one JSON object and as lines in Russian."""

from typing import Any

from ejournal.importing.book import Book
from ejournal.importing.curriculum import Curriculum, number
from ejournal.importing.remarks import Remark
from ejournal.importing.report import in_words, source
from ejournal.wording import plural


def summary(book: Book, plan: Curriculum, remarks: list[Remark]) -> dict[str, Any]:
    """п. 4.5.1: what is in the curriculum, for a program."""
    return {
        "kind": "curriculum",
        "format": book.format,
        **source(book, [(table, head.header) for table, head in plan.headers]),
        "accepted": len(plan.hours),
        "pairs_per_class": {name: _pairs(plan, name) for name in plan.classes},
        "hours_per_class": {name: _whole(plan.of_class(name)) for name in plan.classes},
        "hours_total": _whole(sum(hours.per_week for hours in plan.hours)),
        "report": [remark.fields() for remark in remarks],
    }


def words(plan: Curriculum, remarks: list[Remark]) -> str:
    """п. 4.5.1: the report as a person reads it: hours of each class and of each subject in it, remarks."""
    total = sum(hours.per_week for hours in plan.hours)
    classes = len(plan.classes)
    lines = [
        f"Учебный план, {plan.year}/{plan.year + 1} учебный год.",
        f"Понято: {classes} {plural(classes, 'класс', 'класса', 'классов')}, "
        f"всего {number(total)} ч в неделю.",
        *(_class(plan, name) for name in plan.classes),
    ]
    return "\n".join([*lines, *in_words(remarks)])


def _class(plan: Curriculum, name: str) -> str:
    subjects = [f"{h.subject} {number(h.per_week)}" for h in plan.hours if h.class_name == name]
    return f"  {name} класс — {number(plan.of_class(name))} ч: {', '.join(subjects)}."


def _pairs(plan: Curriculum, name: str) -> int:
    return sum(hours.class_name == name for hours in plan.hours)


def _whole(hours: float) -> float:
    return round(hours, 2) if hours % 1 else int(hours)
