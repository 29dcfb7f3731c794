"""A list of staff that was understood, told: as one JSON object and as lines in Russian."""

from typing import Any

from ejournal.importing import report_lines
from ejournal.importing.book import Book
from ejournal.importing.staff import Staff
from ejournal.importing.staff_checks import hours
from ejournal.importing.staff_columns import MEANINGS
from ejournal.wording import decimal, plural


def summary(book: Book, found: Staff) -> dict[str, Any]:
    """п. 4.3.2: what is in the list, for a program; what the file does not say is left out."""
    first = found.headers[0][0]
    rows = [line.row.number for line in found.rows if line.table is first]
    told: dict[str, Any] = {
        "kind": "staff",
        **report_lines.file(book, found.headers),
        "header_rows": list(found.headers[0][1].rows),
        "first_row": min(rows, default=None),
        "last_row": max(rows, default=None),
        "rows_total": len(found.rows),
        "accepted": len(found.employees),
        "teaching": sum(employee.teaching for employee in found.employees),
        "class_subject_pairs": _pairs(found),
        "hours_per_week": hours(found.employees),
        "class_teachers": {one.leads: one.full for one in reversed(found.employees) if one.leads},
        "report": [remark.fields() for remark in found.remarks],
    }
    return {name: value for name, value in told.items() if value is not None}


def _pairs(found: Staff) -> int:
    """Classes, or groups of them, by subject."""
    return len({(load.subject, load.class_name, load.group) for one in found.employees for load in one.loads})


def words(book: Book, found: Staff) -> str:
    """п. 4.3.2: the report as a person reads it: what was understood, column by column, and each remark."""
    lines = [f"Работники школы, {found.year}/{found.year + 1} учебный год."]
    lines += report_lines.columns(found.headers[0][1], MEANINGS)
    lines += [*report_lines.skipped(book, found.headers), *told(found)]
    return "\n".join([*lines, *report_lines.remarks(found.remarks)])


def told(found: Staff) -> list[str]:
    """What is in the list: people, what they teach, who leads which class, rows that are not loaded."""
    number, teaching = len(found.employees), sum(employee.teaching for employee in found.employees)
    people = f"{number} {plural(number, 'работник', 'работника', 'работников')}"
    lines = [f"Понято: {people}, из них ведут уроки: {teaching}. {_loads(found)}"]
    lines += [f"  {one.leads} класс — {one.full}" for one in found.employees if one.leads]
    if refused := len(found.refused):
        lines.append(f"Не загружается строк: {refused}.")
    return lines


def _loads(found: Staff) -> str:
    week = decimal(hours(found.employees), 1).removesuffix(",0")
    return f"Пар «предмет — класс»: {_pairs(found)}, часов в неделю: {week}."
