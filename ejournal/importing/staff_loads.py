"""What a teacher teaches: subject, classes and hours out of a row of a list of staff."""

import re
from dataclasses import dataclass

from ejournal.importing import cells
from ejournal.importing.book import Value, text_of
from ejournal.importing.class_list_checks import group as group_of
from ejournal.importing.classes import Part
from ejournal.importing.classes import classes as classes_in
from ejournal.importing.people import nobody
from ejournal.importing.people_line import PersonLine
from ejournal.importing.remarks import Remark
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import join_and

LONGEST = 200  # signs of a subject
MOST_HOURS = 60  # a week, in one row
NOT_LOADED = "нагрузка этой строки не загружается: "
NO_SUBJECT = f"{NOT_LOADED}не указан предмет"
NO_CLASSES = f"{NOT_LOADED}не указаны классы"
UNREAD_CLASSES = f"{NOT_LOADED}классы не распознаны: нужно «5, 9, 11», «1–8» или «7 (2 гр.)»"
NO_HOURS = "часы не указаны"
UNREAD_HOURS = f"{NOT_LOADED}часы записаны не числом"
TOO_MANY = f"{NOT_LOADED}часов в строке больше {MOST_HOURS}"


@dataclass(frozen=True)
class Load:
    """A subject that a teacher has in one class, or in a group of it ("" for the whole class).

    `hours` a week are what the row says when it names one class (`shared` is 1); of a row with several
    classes they are an equal part, which only the curriculum can mend: their sum is that of the row.
    """

    subject: str
    class_name: str
    group: str
    hours: float
    shared: int = 1


def loads(line: PersonLine) -> tuple[list[Load], list[Remark]]:
    """The loads of a row, and what is to be told of it. A cell may have several lines, one a subject."""
    if not {"subject", "classes"} <= line.header.columns.keys():
        return [], []  # staff_checks.whole says so once
    subjects, classes, hours = (_lines(line.cell(name)) for name in ("subject", "classes", "hours"))
    if len(subjects) > 1 and len(subjects) == len(classes) and len(hours) in (len(subjects), 0):
        rows = list(zip(subjects, classes, hours or [""] * len(subjects), strict=True))
    else:
        rows = [(line.cell("subject"), line.cell("classes"), line.cell("hours"))]
    found: list[Load] = []
    told: list[Remark] = []
    for row in rows:
        more, remarks = _loads(line, *row)
        found += more
        told += remarks
    return found, told


def _lines(cell: Value) -> list[Value]:
    if isinstance(cell, str):
        return list(text_of(cell).splitlines())
    return [cell]


def _loads(line: PersonLine, subject: Value, classes: Value, hours: Value) -> tuple[list[Load], list[Remark]]:
    named, typed = (" ".join(text_of(cell).split()) for cell in (subject, classes))
    if nobody(named) and nobody(typed) and nobody(text_of(hours)):
        return [], []
    parts, amount = classes_in(classes), cells.hours(hours)
    if fault := _fault(named, typed, parts, hours, amount):
        return [], [line.remark("warning", *fault)]
    try:
        named = one_line(named, limit=LONGEST, field="Предмет")
    except Refusal as refusal:
        return [], [line.remark("warning", "subject", NOT_LOADED + refusal.message.rstrip("."))]
    group = group_of(line.text("group"))
    parts = [part._replace(group=part.group or group) for part in parts]
    told = [line.remark("warning", *doubt) for doubt in _doubts(line, classes, parts, amount, text_of(hours))]
    return _shared(named, parts, amount), told


def _fault(
    subject: str, typed: str, parts: list[Part], hours: Value, amount: float | None
) -> tuple[str, str] | None:
    """The column and the reason why a row gives no load."""
    if nobody(subject):
        return "subject", NO_SUBJECT
    if nobody(typed):
        return "classes", NO_CLASSES
    if not parts:
        return "classes", UNREAD_CLASSES
    if amount is None and not nobody(text_of(hours)):
        return "hours", UNREAD_HOURS
    return ("hours", TOO_MANY) if amount is not None and amount > MOST_HOURS else None


def _doubts(
    line: PersonLine, classes: Value, parts: list[Part], amount: float | None, typed: str
) -> list[tuple[str, str]]:
    """What is odd in a row that gives a load; a dash for hours says that the plan has none."""
    found = []
    if not isinstance(classes, str) and not re.fullmatch(r"[0-9]+", text_of(classes)):
        read = join_and([part.class_name for part in parts])
        found.append(("classes", f"Excel принял классы за дату или число; прочитано: {read}"))
    said = [part.hours for part in parts if part.hours is not None]
    if not typed.strip() and len(said) < len(parts) and "hours" in line.header.columns:
        found.append(("hours", NO_HOURS))
    if amount is not None and len(said) == len(parts) and sum(said) != amount:
        found.append(("hours", f"часов {amount:g}, а по классам {sum(said):g}; верны часы классов"))
    return found


def _shared(subject: str, parts: list[Part], amount: float | None) -> list[Load]:
    """The hours of a row among its classes: those that are said for a class, else an equal part."""
    rest = [part for part in parts if part.hours is None]
    left = max(0.0, (amount or 0.0) - sum(part.hours or 0.0 for part in parts))
    return [
        Load(subject, part.class_name, part.group, left / len(rest), len(rest))
        if part.hours is None
        else Load(subject, part.class_name, part.group, part.hours)
        for part in parts
    ]
