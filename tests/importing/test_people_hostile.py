"""Whatever stands in a file, a list of people is understood or refused in a sentence; nothing breaks."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from time import process_time

import pytest

from ejournal.importing import class_list, class_list_report, staff, staff_report
from ejournal.importing.book import Book, Row, Table, Value
from ejournal.rules.refusal import Refusal
from tests.importing.lists import ANNA, BORN, SNILS, TODAY

HEADS = (
    ("ФИО", "Дата рождения", "Родители", "Телефон", "СНИЛС", "Примечание", "Англ. (группа)", "Класс"),
    ("Фамилия", "Имя", "Отчество", "Дата рождения", "Мать: Ф.И.О.", "Телефон", "Отец", "Кем приходится"),
    ("Учитель", "Должность", "Предмет", "Классы", "Нагрузка", "Классное руководство", "СНИЛС", "Группа"),
)
UNDER = ("", "ФИО", "Телефон", "Мать", "СНИЛС", "1 группа")
CELLS: tuple[Value, ...] = (
    "",
    ANNA,
    "Иванов",
    BORN,
    "31.02.2013",
    date(2013, 3, 14),
    date(1, 1, 1),
    date(9999, 12, 31),
    41347.0,
    1e308,
    -5.0,
    0.0,
    1e20,
    float("inf"),
    float("nan"),
    SNILS,
    11223344595.0,
    "89450155071",
    89450155071.0,
    "2-14-36",
    "5А",
    "7 (2 гр.)",
    "1–8",
    "5, 9, 11",
    "(((",
    "))(",
    "мать",
    "опекун (бабушка)",
    "—",
    "*",
    "ф" * 5000,
    "9" * 400,
    "\x01\x02",
    "�",
    "٣٤٥",
    "²³",
    "½",
    "a@b.ru",
    "@",
    "мать: отец: мать:",
    "и и и ,,, ;;",
    "Всего: 17 чел.",
    "Итого",
    "___/",
    "5 класс",
    "11",
    "0",
    "99–1",
    "7А-7",
    "7Я–7А",
    "5-А-Б",
    "Аа.Бб",
    "А. Б. В.",
    "-Иванов- -",
    "оглы",
    "оглы кызы",
    "0,5",
    "1e5",
    "١٢",
    "Мать Отец Мать Отец",
    "\n\n",
)


def tables(chance: random.Random) -> Iterator[Table]:
    for number in range(1, chance.randrange(2, 4)):
        head = list(chance.choice(HEADS))
        chance.shuffle(head)
        lines: list[list[Value]] = [list(head)]
        if chance.random() < 0.3:
            lines.append([chance.choice(UNDER) for _ in head])
        for _ in range(chance.randrange(10)):
            lines.append([chance.choice(CELLS) for _ in range(chance.randrange(1, 10))])
        rows = tuple(Row(index, tuple(line)) for index, line in enumerate(lines, 1))
        yield Table(rows, sheet=chance.choice(("5 кл", "Лист1", ""))) if number > 1 else Table(rows)


@pytest.mark.parametrize("seed", range(80))
def test_random_cells_break_nothing(seed: int) -> None:
    book = Book("xlsx", tuple(tables(random.Random(seed))))
    for class_name in (None, "7А"):
        with suppress(Refusal):
            pupils = class_list.understand(book, 2026, TODAY, class_name)
            json.dumps(class_list_report.summary(book, pupils))
            class_list_report.words(book, pupils)
            rows = {(id(line.table), line.row.number) for line in pupils.refused}
            assert rows.isdisjoint((id(p.line.table), p.line.row.number) for p in pupils.pupils)
    with suppress(Refusal):
        people = staff.understand(book, 2026, TODAY)
        json.dumps(staff_report.summary(book, people))
        staff_report.words(book, people)


@pytest.mark.parametrize(
    "sign", ["а", "a", "1", "(", "1 ", "мать ", "и ", "1(", "фамилия ", "А. ", "-", "@", "5,"]
)
def test_an_endless_cell_is_read_in_part_and_soon(sign: str) -> None:
    endless = sign * 300_000
    row = (ANNA, endless, BORN, *[endless] * 6)
    heads = (
        (
            "ФИО",
            "Фамилия матери",
            "Дата рождения",
            "Мать",
            "Телефон",
            "Эл. почта",
            "Класс",
            "Примечание",
            "Адрес",
        ),
        (
            "ФИО",
            endless,
            "Дата рождения",
            "Родители",
            "СНИЛС",
            "Пол",
            "Англ. (группа)",
            "Кем приходится",
            "№",
        ),
        ("ФИО", "СНИЛС", "Дата рождения", "Должность", "Предмет", "Классы", "Часы", "E-mail", "Кл. рук."),
    )
    begun = process_time()
    for head in heads:
        book = Book("csv", (Table((Row(1, head), Row(2, row))),))
        found = class_list.understand(book, 2026, TODAY, "7А")
        assert len(found.pupils) + len(found.refused) == 1
        staff_book = Book("csv", (Table((Row(1, heads[2]), Row(2, row))),))
        assert len(staff.understand(staff_book, 2026, TODAY).rows) == 1
    assert process_time() - begun < 10, "of the processor: others may use it too"


def test_a_cell_that_is_read_in_part_is_told() -> None:
    head = ("ФИО", "Дата рождения", "СНИЛС", "Примечание")
    book = Book("csv", (Table((Row(1, head), Row(2, (ANNA, BORN, SNILS, "а" * 1001)))),))
    (remark,) = class_list.understand(book, 2026, TODAY, "7А").remarks
    assert (remark.severity, remark.field, remark.value) == ("warning", "Примечание", "а" * 40 + "…")
    assert remark.reason == "в ячейке больше 1000 знаков: прочитано только начало"
