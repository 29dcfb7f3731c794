"""A timetable that was understood, told: as one JSON object and as lines in Russian."""

from typing import Any

from ejournal.importing import report_lines
from ejournal.importing.book import Book
from ejournal.importing.timetable import Slot, Timetable
from ejournal.wording import plural, weekday_name


def summary(book: Book, plan: Timetable) -> dict[str, Any]:
    """п. 4.5.1: what is in the timetable, for a program; a lesson of two groups is accepted as two."""
    found: dict[str, Any] = {
        "kind": "timetable",
        "layout": plan.layout,
        **report_lines.file(book, plan.headers),
        "header_rows": list(plan.headers[0][1].rows) if plan.headers else None,
        "rows_total": plan.rows_total,
        "accepted": len(plan.lessons),
        "lessons_per_class": {name: lessons(plan, name) for name in classes(plan)},
        "extracurricular": _extracurricular(plan),
        "conflicts": plan.conflicts,
        "groups": _groups(plan) or None,
        "report": [remark.fields() for remark in plan.remarks],
    }
    return {name: value for name, value in found.items() if value is not None}


def classes(plan: Timetable) -> list[str]:
    return list(dict.fromkeys(slot.class_name for slot in plan.slots))


def lessons(plan: Timetable, name: str) -> int:
    """Lessons of a class in a week; those of its two groups at once are one."""
    return len({(slot.weekday, slot.number) for slot in plan.lessons if slot.class_name == name})


def _extracurricular(plan: Timetable) -> dict[str, Any] | None:
    found = [slot.subject for slot in plan.slots if slot.extracurricular]
    return {"name": ", ".join(dict.fromkeys(found)), "entries": len(found)} if found else None


def _groups(plan: Timetable) -> dict[str, dict[str, dict[str, str]]]:
    """Teachers of groups by class and subject, "" where the file names none."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for slot in plan.slots:
        if slot.group:
            groups = found.setdefault(slot.class_name, {}).setdefault(slot.subject, {})
            groups[slot.group] = groups.get(slot.group) or slot.teacher
    return found


def words(plan: Timetable) -> str:
    """п. 4.5.1: the report as a person reads it: lessons of each class day by day, remarks."""
    first = f"Расписание, {plan.year}/{plan.year + 1} учебный год; {plan.layout}."
    return "\n".join([first, *told(plan), *report_lines.remarks(plan.remarks)])


def told(plan: Timetable) -> list[str]:
    """What is in the timetable: lessons of each class day by day, extracurricular ones, groups."""
    number = len(plan.lessons)
    lines = [
        f"Понято: {number} {plural(number, 'урок', 'урока', 'уроков')} в неделю.",
        *(f"  {name} класс — {_days(plan, name)}." for name in classes(plan)),
    ]
    if extra := _extracurricular(plan):
        lines.append(f"Внеурочные занятия: {extra['name']} — {extra['entries']}.")
    if groups := _groups(plan):
        divided = [f"{name} класс, {subject}" for name, subjects in groups.items() for subject in subjects]
        lines.append(f"По группам: {'; '.join(divided)}.")
    return lines


def _days(plan: Timetable, name: str) -> str:
    """«29: понедельник 5, вторник 6»."""
    own: list[Slot] = [slot for slot in plan.lessons if slot.class_name == name]
    days = {slot.weekday for slot in own}
    counted = {day: len({slot.number for slot in own if slot.weekday == day}) for day in sorted(days)}
    told = ", ".join(f"{weekday_name(day)} {number}" for day, number in counted.items())
    return f"{sum(counted.values())}: {told}" if told else "уроков нет"
