"""Empty .xlsx blanks of every kind of file, correctly headed and filled with what is already known."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook

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


class Blank(NamedTuple):
    """The name of a file, its headings with the widths of columns (in signs), its rows."""

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Any]]


def blank(kind: str, scope: Scope) -> tuple[str, bytes]:
    """The name and the .xlsx of the blank of a kind; rows are of what the school knows of the year."""
    made = KINDS[kind](scope.year, scope.today)
    written = BytesIO()
    with Workbook(written, OPTIONS) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet(made.name)
        for number, (title, width) in enumerate(made.headings):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, title, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(made.rows, start=1):
            sheet.write_row(number, 0, row)
    return f"{made.name}.xlsx", written.getvalue()


def _class_list(year: SchoolYear | None, today: date) -> Blank:
    titles = ("Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "СНИЛС", "Адрес")
    parents = ("Мать, ФИО", "Мать, телефон", "Отец, ФИО", "Отец, телефон", "Форма информирования")
    widths = (18, 16, 20, 6, 15, 16, 30, 34, 18, 34, 18, 22)
    known = {person.id: person for person in lists.known_people()}
    enrolled = sorted((own, person) for person, own in lists.enrolled(year).items()) if year else []
    rows = [[class_name(*own), *_pupil(known[person])] for own, person in enrolled if person in known]
    return Blank("Списки классов", [("Класс", 8), *zip((*titles, *parents), widths, strict=True)], rows)


def _pupil(person: KnownPerson) -> list[Any]:
    return [
        person.surname,
        person.name,
        person.patronymic or "",
        "",
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
    positions = lists.positions(today)
    rows = [
        [full_name(one.surname, one.name, one.patronymic), one.snils or "", position, one.phone or ""]
        for one in sorted(lists.known_people(), key=lambda person: person.folded)
        for position in sorted(positions.get(one.id, ()))
    ]
    return Blank("Работники", headings, rows)


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
    ]
    return Blank("Расписание", headings, list(_week(year, today)) if year else [])


def _week(year: SchoolYear, today: date) -> Iterator[list[Any]]:
    for slot in sorted(lists.week(year, max(today, year.valid_from))):
        own = class_name(slot.grade, slot.letter)
        day, part = weekday_name(slot.weekday), part_of(slot.kind, slot.group)
        yield [own, day, slot.number, slot.subject, part, slot.room]


def _ktp(year: SchoolYear | None, today: date) -> Blank:
    headings = [("№ урока", 9), ("Раздел", 30), ("Тема урока", 60), ("Количество часов", 18)]
    return Blank("КТП", [*headings, ("Дата по плану", 15), ("Домашнее задание", 40)], [])


KINDS: dict[str, Callable[[SchoolYear | None, date], Blank]] = {
    "curriculum": _curriculum,
    "ktp": _ktp,
    "staff": _staff,
    "timetable": _timetable,
    "class_list": _class_list,
}
