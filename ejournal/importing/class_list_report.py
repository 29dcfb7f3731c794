"""A class list that was understood, told: as one JSON object and as lines in Russian."""

from collections import Counter
from typing import Any

from ejournal.importing import report_lines
from ejournal.importing.book import Book
from ejournal.importing.class_list import ClassList, Pupil
from ejournal.importing.class_list_columns import MEANINGS
from ejournal.importing.class_list_seats import meanings
from ejournal.importing.classes import grade_of
from ejournal.importing.guardians import Guardian
from ejournal.wording import fold, plural

MOST_TOLD = 10  # names


def summary(book: Book, found: ClassList) -> dict[str, Any]:
    """п. 4.4.1: what is in the list, for a program; what the file does not say is left out."""
    several = len(found.headers) > 1
    told: dict[str, Any] = {
        "kind": "class_list",
        **report_lines.file(book, found.headers),
        "header_rows": None if several else list(found.headers[0][1].rows),
        "layout": _layout(found) if several else None,
        "rows_total": len(found.pupils) + len(found.refused),
        "accepted": len(found.pupils),
        "per_class": _per_class(found.pupils),
        "representative_links": sum(len(pupil.guardians) for pupil in found.pupils),
        "representatives_distinct": _distinct(found.pupils),
        "paper_form": sum(pupil.paper_form for pupil in found.pupils),
        "groups": _groups(found.pupils) or None,
        "report": [remark.fields() for remark in found.remarks],
    }
    return {name: value for name, value in told.items() if value is not None}


def _layout(found: ClassList) -> list[dict[str, Any]]:
    """Where the list of each class stands in a file of several."""
    told = []
    for (table, header), class_name in zip(found.headers, found.classes, strict=True):
        lines = [*(pupil.line for pupil in found.pupils), *found.refused]
        rows = [line.row.number for line in lines if line.table is table]
        place = {**table.place(), "class": class_name, "header_rows": list(header.rows)}
        told.append(place | ({"first_row": min(rows), "last_row": max(rows)} if rows else {}))
    return told


def _per_class(pupils: list[Pupil]) -> dict[str, int]:
    counted = Counter(pupil.class_name for pupil in pupils)
    return {name: counted[name] for name in sorted(counted, key=lambda name: (grade_of(name), name))}


def _groups(pupils: list[Pupil]) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Names by class, subject and group."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for pupil in pupils:
        for subject, group in pupil.groups:
            by_group = found.setdefault(pupil.class_name, {}).setdefault(subject, {})
            by_group.setdefault(group, []).append(pupil.full)
    return found


def _distinct(pupils: list[Pupil]) -> int:
    """How many people the guardians are: one is known by the СНИЛС, or by the name and the phone."""
    first: dict[tuple[str, ...], int] = {}
    same: dict[int, int] = {}

    def root(number: int) -> int:
        while same[number] != number:
            number = same[number]
        return number

    for pupil in pupils:
        for guardian in pupil.guardians:
            number = len(same)
            same[number] = number
            for key in _keys(guardian):
                same[root(number)] = root(first.setdefault(key, number))
    return sum(root(number) == number for number in same)


def _keys(guardian: Guardian) -> list[tuple[str, ...]]:
    keys = [(guardian.snils,)] if guardian.snils else []
    return [*keys, (fold(guardian.full), guardian.phone)] if guardian.phone else list(keys)


def words(book: Book, found: ClassList) -> str:
    """п. 4.4.1: the report as a person reads it: what was understood, column by column, and each remark."""
    lines = [f"Список обучающихся, {found.year}/{found.year + 1} учебный год.", *_columns(found)]
    lines += [*report_lines.skipped(book, found.headers), *told(found)]
    return "\n".join([*lines, *report_lines.remarks(found.remarks)])


def told(found: ClassList) -> list[str]:
    """What is in the list: pupils, guardians, pupils of each class, rows that are not loaded."""
    number = len(found.pupils)
    pupils = f"{number} {plural(number, 'ученик', 'ученика', 'учеников')}"
    rows_all = number + len(found.refused)
    rows = f" из {rows_all} {plural(rows_all, 'строки', 'строк', 'строк')}" if found.refused else ""
    lines = [f"Понято: {pupils}{rows}. {_people(found.pupils)}"]
    lines += [f"  {name} класс — {count}" for name, count in _per_class(found.pupils).items()]
    if refused := len(found.refused):
        lines.append(f"Не загружается строк: {refused}.")
    if unknown := [f"{pupil.surname} {pupil.name}" for pupil in found.pupils if pupil.sex is None]:
        more = len(unknown) - MOST_TOLD
        rest = f" и ещё {more}" if more > 0 else ""
        named = ", ".join(unknown[:MOST_TOLD])
        lines.append(f"Пол не указан, и по отчеству его не видно: {len(unknown)} ({named}{rest}).")
    return lines


def _columns(found: ClassList) -> list[str]:
    """The columns of the tables, those that are alike once."""
    told: dict[str, None] = {}
    for (_, header), seats in zip(found.headers, found.seats, strict=True):
        groups = {name: f"группа: {name[6:]}" for name in header.columns if name.startswith("group.")}
        lines = report_lines.columns(header, MEANINGS | meanings(seats) | groups)
        told |= dict.fromkeys(lines)
    return list(told)


def _people(pupils: list[Pupil]) -> str:
    paper = sum(pupil.paper_form for pupil in pupils)
    alone = sum(not pupil.guardians for pupil in pupils)
    told = [f"представителей: {_distinct(pupils)}", f"на бумажной форме: {paper}" if paper else ""]
    told.append(f"без представителей: {alone}" if alone else "")
    return ", ".join(part for part in told if part).capitalize() + "."
