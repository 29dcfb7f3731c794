"""A КТП that was understood, told: as one JSON object and as lines in Russian."""

from itertools import groupby
from typing import Any

from ejournal.importing import report_lines
from ejournal.importing.book import Book
from ejournal.importing.ktp import Item, Plan
from ejournal.importing.ktp_title import About
from ejournal.importing.remarks import Remark
from ejournal.wording import date_numeric, plural

MEANINGS = {
    "number": "номер урока",
    "section": "раздел",
    "topic": "тема",
    "hours": "часы",
    "control_hours": "часы контрольных",
    "laboratory_hours": "часы лабораторных",
    "practical_hours": "часы практических",
    "date": "дата по плану",
    "fact": "дата по факту",
    "homework": "домашнее задание",
    "control_form": "форма контроля",
    "work_kind": "вид работы",
    "resources": "электронные ресурсы",
    "note": "примечание",
}
PLAIN = "Шапки в списке нет: графы поняты по тому, что в них стоит. Если не так, назначьте их сами."
WORKS = {
    "control_works": "контрольных",
    "laboratory_works": "лабораторных",
    "practical_works": "практических",
}


def summary(book: Book, plan: Plan, told: About, remarks: list[Remark]) -> dict[str, Any]:
    """п. 2.2: what is in the plan, for a program; what the file does not say is left out."""
    found: dict[str, Any] = {"kind": "ktp", "format": book.format, **_file(book, plan), **_told(told)}
    found |= _counted(plan)
    found["report"] = [remark.fields() for remark in remarks]
    return {name: value for name, value in found.items() if value is not None}


def _file(book: Book, plan: Plan) -> dict[str, Any]:
    used = [table for table, _ in plan.headers]
    if book.tables[0].number is not None:
        skipped = [table.number for table in book.tables if table not in used]
        lessons = {"total": len(book.tables), "lessons": [table.number for table in used]}
        return {"tables": lessons | ({"skip": skipped} if skipped else {})}
    sheets = [table.sheet for table in used if table.sheet is not None]
    return {
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "sheets": sheets or None,
        "header_rows": list(plan.headers[0][1].rows),
    }


def _told(told: About) -> dict[str, Any]:
    found: dict[str, Any] = {
        "subject": told.subject,
        "classes": list(told.classes) or None,
        "groups": list(told.groups) or None,
        "hours_per_week": told.hours_per_week,
        "hours_declared": told.hours_declared,
        "hours_by_plan": told.hours_by_plan,
    }
    if told.groups and len(told.groups) == len(told.teachers):
        return found | {"teachers": dict(zip(told.groups, told.teachers, strict=True))}
    return found | {"teacher": ", ".join(told.teachers) or None}


def _counted(plan: Plan) -> dict[str, Any]:
    items = plan.items
    days = [item.days.days for item in items if item.days]
    return {
        "topic_rows": len(items),
        "lessons": plan.hours,
        "hours": plan.hours,
        "hours_by_term": _terms(items),
        "sections": [{"title": title, "hours": hours} for title, hours in _sections(items).items()],
        "control_works": _works(items, "control"),
        "control_hours": sum(item.lessons for item in items if item.kind == "control"),
        "laboratory_works": _works(items, "laboratory"),
        "practical_works": _works(items, "practical"),
        "first_topic": items[0].topic if items else None,
        "last_topic": items[-1].topic if items else None,
        "first_date": days[0][0].isoformat() if days else None,
        "last_date": days[-1][-1].isoformat() if days else None,
    }


def _sections(items: list[Item]) -> dict[str, int]:
    """Hours by section, in the order of the file."""
    found: dict[str, int] = {}
    for section, group in groupby(items, key=lambda item: item.section):
        found[section] = found.get(section, 0) + sum(item.lessons for item in group)
    return {section: hours for section, hours in found.items() if section}


def _terms(items: list[Item]) -> list[int] | None:
    """Hours of the quarters, when the file is divided into them."""
    terms = sorted({item.term for item in items})
    return [sum(i.lessons for i in items if i.term == term) for term in terms] if len(terms) > 1 else None


def _works(items: list[Item], kind: str) -> int:
    return sum(item.kind == kind for item in items)


def words(plan: Plan, about: About, remarks: list[Remark]) -> str:
    """п. 4.5.1: the report as a person reads it: what was understood, column by column, and each remark."""
    classes = f"{', '.join(about.classes)} класс" if about.classes else "класс не назван"
    subject = about.subject or "предмет не назван"
    lines = [
        f"КТП: {subject}, {classes}, {plan.year}/{plan.year + 1} учебный год.",
        *report_lines.columns(plan.headers[0][1], MEANINGS),
        *told(plan),
        *report_lines.remarks(remarks),
    ]
    return "\n".join(lines)


def told(plan: Plan) -> list[str]:
    """What is in a plan: topics, lessons, works, sections with their hours, first and last day."""
    sections = _sections(plan.items)
    lines = [f"{_totals(plan)} Разделов: {len(sections)}." + (f" {PLAIN}" if plan.plain else "")]
    lines += [f"  {title} — {hours} ч" for title, hours in sections.items()]
    if days := [day for item in plan.items if item.days for day in item.days.days]:
        lines.append(f"Даты: с {date_numeric(days[0])} по {date_numeric(days[-1])}.")
    return lines


def _totals(plan: Plan) -> str:
    rows = len(plan.items)
    topics = f"{rows} {plural(rows, 'тема', 'темы', 'тем')}"
    lessons = f"{plan.hours} {plural(plan.hours, 'урок', 'урока', 'уроков')}"
    counted = _counted(plan)
    works = [f"{title}: {counted[name]}" for name, title in WORKS.items() if counted[name]]
    return f"Понято: {', '.join([topics, lessons, *works])}."
