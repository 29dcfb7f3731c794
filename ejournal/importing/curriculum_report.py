"""A curriculum that was understood, told: as one JSON object and as lines in Russian."""

from typing import Any

from ejournal.importing import report_lines
from ejournal.importing.book import Book
from ejournal.importing.curriculum import Curriculum, number
from ejournal.importing.remarks import Remark
from ejournal.wording import plural


def summary(book: Book, plan: Curriculum, remarks: list[Remark]) -> dict[str, Any]:
    """п. 4.5.1: what is in the curriculum, for a program."""
    found = {
        "kind": "curriculum",
        **report_lines.file(book, [(table, head.header) for table, head in plan.headers]),
        "header_rows": list(plan.headers[0][1].header.rows),
        "accepted": len(plan.hours),
        "pairs_per_class": {name: _pairs(plan, name) for name in plan.classes},
        "hours_per_class": {name: _whole(plan.of_class(name)) for name in plan.classes},
        "hours_total": _whole(sum(hours.per_week for hours in plan.hours)),
        "report": [remark.fields() for remark in remarks],
    }
    return {name: value for name, value in found.items() if value is not None}


def words(plan: Curriculum, remarks: list[Remark]) -> str:
    """п. 4.5.1: the report as a person reads it: hours of each class and of each subject in it, remarks."""
    first = f"Учебный план, {plan.year}/{plan.year + 1} учебный год."
    return "\n".join([first, *told(plan), *report_lines.remarks(remarks)])


def told(plan: Curriculum) -> list[str]:
    """What is in the curriculum: classes, hours of a week, the subjects of each class with theirs."""
    total = sum(hours.per_week for hours in plan.hours)
    classes = len(plan.classes)
    words = f"{classes} {plural(classes, 'класс', 'класса', 'классов')}"
    return [
        f"Понято: {words}, всего {number(total)} ч в неделю.",
        *(_class(plan, name) for name in plan.classes),
    ]


def _class(plan: Curriculum, name: str) -> str:
    subjects = [f"{h.subject} {number(h.per_week)}" for h in plan.hours if h.class_name == name]
    return f"  {name} класс — {number(plan.of_class(name))} ч: {', '.join(subjects)}."


def _pairs(plan: Curriculum, name: str) -> int:
    return sum(hours.class_name == name for hours in plan.hours)


def _whole(hours: float) -> float:
    return round(hours, 2) if hours % 1 else int(hours)
