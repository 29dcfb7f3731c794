"""A blank is understood by the readers of its own kind, and what it is filled with changes nothing."""

from typing import Any

import pytest

from ejournal.loading import blanks, kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Verdict
from ejournal.loading.scope import scope
from ejournal.services.deeds import deed
from tests.loading.samples import NOW, ORDER, open_year
from tests.school import BY

pytestmark = [pytest.mark.usefixtures("db")]
ROWS: dict[str, list[Any]] = {
    "class_list": [
        *("5А", "Белов", "Пётр", "Ильич", "м", "01.02.2015", "99900001016", "с. Глухово"),
        *("Белова Анна Львовна", "+7 900 000-00-01"),
    ],
    "staff": ["Орлов Олег Петрович", "99900000216", "Учитель", "", "Физика", "5А", 2, ""],
    "curriculum": ["Физика", 2],
    "timetable": ["5А", "Вторник", 3, "Физика", "", "12"],
    "ktp": [1, "Введение", "Что изучает физика", 1, "", "§ 1"],
}
ORDERED = ("class_list", "staff", "curriculum", "timetable")
CHOSEN = Chosen(order=ORDER)


def blank(kind: str) -> bytes:
    return blanks.blank(kind, scope(NOW.date(), None, False))[1]


def rows_of(kind: str) -> list[list[str]]:
    (table,) = kinds.read(blank(kind)).tables
    return [list(row.texts()) for row in table.rows]


def filled(kind: str) -> bytes:
    """The headings of the blank and a row, as a person fills it in."""
    heading = rows_of(kind)[0]
    if kind == "curriculum":
        heading = ["Предмет", "5А"]
    made = [heading, [*ROWS[kind], *[""] * (len(heading) - len(ROWS[kind]))]]
    return "\n".join(";".join(map(str, row)) for row in made).encode()


def verdicts(kind: str, content: bytes) -> list[Verdict]:
    found = kinds.prepare(kind, kinds.read(content), "x", CHOSEN, scope(NOW.date(), None, False))
    return [judged.verdict for _, judged in sorted(found.rows.items())]


@deed("test.load", of="school")
def load(kind: str, *, by: object, now: object) -> None:
    content = filled(kind)
    kinds.prepare(kind, kinds.read(content), "x", CHOSEN, scope(NOW.date(), None, False)).write()


@pytest.mark.parametrize("kind", ORDERED)
def test_a_filled_blank_is_loaded_and_comes_back_filled_with_that(kind: str) -> None:
    open_year()
    assert verdicts(kind, filled(kind)) in ([Verdict.NEW], [Verdict.NEW, Verdict.NEW])
    load(kind, by=BY, now=NOW)
    assert set(verdicts(kind, blank(kind))) == {Verdict.SAME}


def test_the_blank_of_a_plan_has_the_columns_that_its_reader_knows() -> None:
    open_year()
    (header,) = kinds.headings("ktp", kinds.read(filled("ktp")), None).values()
    assert {"number", "section", "topic", "hours", "date", "homework"} <= set(header.columns)


@pytest.mark.parametrize("kind", ["class_list", "staff"])
def test_every_heading_of_a_list_has_a_meaning(kind: str) -> None:
    open_year()
    (header,) = kinds.headings(kind, kinds.read(filled(kind)), None).values()
    known = set(header.columns.values())
    silent = [title for index, title in enumerate(rows_of(kind)[0]) if index not in known]
    assert [title for title in silent if not title.startswith(("Мать", "Отец", "Представитель"))] == []


def test_without_a_year_a_blank_still_has_its_headings() -> None:
    for kind in ROWS:
        (heading,) = rows_of(kind)
        assert len(heading) >= 5
