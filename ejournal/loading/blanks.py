"""Empty .xlsx blanks of every kind of file, correctly headed and filled with what is already known."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from ejournal.access import Role
from ejournal.loading import blanks_family
from ejournal.loading.blanks_plan import OF_PLANS, plan_head, plan_rows
from ejournal.loading.known import teachers
from ejournal.loading.scope import Scope
from ejournal.models import lists
from ejournal.models.lists import KnownPerson
from ejournal.models.people import SchoolYear
from ejournal.services.pages import part_of
from ejournal.wording import class_name, full_name, weekday_name

# What a person typed is a text, whatever it looks like.
OPTIONS = {
    "in_memory": True,
    "default_date_format": "dd.mm.yyyy",
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
SEXES = {"m": "м", "f": "ж"}
NO_LOAD = ("", "", "")
NOT_KNOWN = "—"


class Blank(NamedTuple):
    """The name of a file, its headings with the widths of columns in signs, its rows, the line above."""

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Any]]
    head: str = ""


def blank(kind: str, scope: Scope, plan: int | None = None) -> tuple[str, bytes]:
    """The name and the .xlsx of the blank of a kind; rows are of what the school knows of the year.

    The blank of a КТП has the lessons of the `plan`, when one is named.
    """
    made = KINDS[kind](scope.year, scope.today)
    if plan is not None:
        made = made._replace(rows=plan_rows(plan), head=plan_head(plan))
    written = BytesIO()
    with Workbook(written, OPTIONS) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet(made.name)
        lines = book.add_format({"text_wrap": True})
        top = 1 if made.head else 0
        if made.head:
            sheet.write_string(0, 0, made.head, bold)
        for number, (title, width) in enumerate(made.headings):
            sheet.set_column(number, number, width)
            sheet.write_string(top, number, title, bold)
        sheet.freeze_panes(top + 1, 0)
        for number, row in enumerate(made.rows, start=top + 1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, lines if "\n" in str(cell) else None)
    name = " ".join(re.findall(r"[\w()-]+", f"{made.name} {made.head}"))
    return f"{name}.xlsx", written.getvalue()


def _class_list(year: SchoolYear | None, today: date) -> Blank:
    titles = ("Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "СНИЛС", "Адрес")
    widths = (18, 16, 20, 6, 15, 16, 30)
    known = {person.id: person for person in lists.known_people()}
    families = lists.answering(today)
    room = blanks_family.most(families.values())
    enrolled = sorted((own, person) for person, own in lists.enrolled(year).items()) if year else []
    rows = [
        [
            class_name(*own),
            *_pupil(known[person]),
            *blanks_family.cells(families.get(person, ()), room, known),
        ]
        for own, person in enrolled
        if person in known
    ]
    own_columns = zip(titles, widths, strict=True)
    return Blank("Списки классов", [("Класс", 8), *own_columns, *blanks_family.headings(room)], rows)


def _pupil(person: KnownPerson) -> list[Any]:
    return [
        person.surname,
        person.name,
        person.patronymic or "",
        SEXES.get(person.sex or "", ""),
        person.birth_date,
        person.snils or "",
        person.address or "",
    ]


def _staff(year: SchoolYear | None, today: date) -> Blank:
    headings = [
        ("ФИО", 36),
        ("СНИЛС", 16),
        ("Должность", 30),
        ("Телефон", 18),
        ("Предмет", 30),
        ("Классы", 16),
    ]
    headings += [("Часов в неделю", 16), ("Классное руководство", 22)]
    day = max(today, year.valid_from) if year else today
    taught, led = (_taught(year), _led(year, day)) if year else ({}, {})
    positions = lists.positions(day)
    rows = []
    for one in sorted(lists.known_people(), key=lambda person: person.folded):
        load = (*taught.get(one.id, NO_LOAD), led.get(one.id, ""))
        for position in sorted(positions.get(one.id, ())):
            name = full_name(one.surname, one.name, one.patronymic)
            rows.append([name, one.snils or "", position, one.phone or "", *load])
            load = (*NO_LOAD, "")  # said once, whatever the positions
    return Blank("Работники", headings, rows)


def _taught(year: SchoolYear) -> dict[int, tuple[str, str, str]]:
    """п. 4.2.1: by teacher: subjects, classes and hours a week, a line of each cell for each subject."""
    classes, hours = lists.class_titles(year), lists.curriculum(year)
    found: dict[int, dict[str, list[tuple[tuple[int, str], str]]]] = {}
    for seat in lists.teaching(year):
        if seat.cohort in classes:
            seats = found.setdefault(seat.person, {}).setdefault(seat.subject, [])
            seats.append((classes[seat.cohort], part_of(seat.kind, seat.group)))
    return {
        person: _columns(
            (subject, _classes(seats), sum(hours.get((own, subject), 0) for own, _ in seats))
            for subject, seats in sorted(subjects.items())
        )
        for person, subjects in found.items()
    }


def _classes(seats: Iterable[tuple[tuple[int, str], str]]) -> str:
    """«5А, 7А (2 гр.)»."""
    return ", ".join(f"{class_name(*own)}{f' ({part} гр.)' if part else ''}" for own, part in sorted(seats))


def _columns(rows: Iterable[tuple[str, str, int]]) -> tuple[str, str, str]:
    """Subjects, classes and hours as the lines of three cells; a dash where the curriculum has no hours."""
    subjects, classes, tenths = zip(*rows, strict=True)
    hours = (str(_hours(one)).replace(".", ",") if one else NOT_KNOWN for one in tenths)
    return "\n".join(subjects), "\n".join(classes), "\n".join(hours)


def _led(year: SchoolYear, day: date) -> dict[int, str]:
    """п. 4.4.1: by person: the classes that they lead."""
    return {
        person: ", ".join(class_name(*own) for role, own in sorted(duties, key=str) if own)
        for person, duties in lists.held(year, day).items()
        if any(role == Role.CLASS_TEACHER for role, _ in duties)
    }


def _curriculum(year: SchoolYear | None, today: date) -> Blank:
    classes = sorted(lists.class_titles(year).values()) if year else []
    hours = lists.curriculum(year) if year else {}
    subjects = list(dict.fromkeys(subject for _, subject in hours))
    rows = [[subject, *(_hours(hours.get((own, subject))) for own in classes)] for subject in subjects]
    titles = [class_name(*own) for own in classes] or [str(grade) for grade in range(1, 12)]
    return Blank("Учебный план", [("Предмет", 40), *((title, 7) for title in titles)], rows)


def _hours(tenths: int | None) -> float | int | None:
    if tenths is None:
        return None
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def _timetable(year: SchoolYear | None, today: date) -> Blank:
    headings = [
        ("Класс", 8),
        ("День недели", 14),
        ("Урок", 7),
        ("Предмет", 40),
        ("Группа", 10),
        ("Кабинет", 12),
        ("Учитель", 36),
    ]
    rows = list(_week(year, today) or _not_laid(year)) if year else []
    return Blank("Расписание", headings, rows)


def _week(year: SchoolYear, today: date) -> list[list[Any]]:
    """п. 4.2.1: the lessons of the week in force, with the teachers of their pages."""
    day = max(today, year.valid_from)
    slots = sorted(lists.week(year, day))
    found = teachers({slot.page for slot in slots}, day)
    return [
        [
            *(class_name(slot.grade, slot.letter), weekday_name(slot.weekday), slot.number, slot.subject),
            *(part_of(slot.kind, slot.group), slot.room, ", ".join(found.get(slot.page, ()))),
        ]
        for slot in slots
    ]


def _not_laid(year: SchoolYear) -> Iterator[list[Any]]:
    """п. 4.2.1: the lessons of a week that wait for their day and number, by the hours of the curriculum."""
    for (own, subject), tenths in sorted(lists.curriculum(year).items()):
        lesson = [class_name(*own), "", "", subject, "", "", ""]
        yield from (lesson for _ in range(ceil(tenths / 10)))


def _ktp(year: SchoolYear | None, today: date) -> Blank:
    headings = [("№ урока", 9), ("Раздел", 30), ("Тема урока", 60), ("Количество часов", 18)]
    headings += [("Дата по плану", 15), ("Домашнее задание", 40)]
    return Blank("КТП", [*headings, *OF_PLANS], [])


KINDS: dict[str, Callable[[SchoolYear | None, date], Blank]] = {
    "curriculum": _curriculum,
    "ktp": _ktp,
    "staff": _staff,
    "timetable": _timetable,
    "class_list": _class_list,
}
