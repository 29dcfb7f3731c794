"""The timetable for the wall, by text and cells: as .docx and as .xlsx."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from ejournal.documents.timetable import EMPTY, HEAD, SAMPLE, Wall, render, row, sheet
from tests.documents.test_paper import MADE
from tests.documents.words import cells, lines


def document(wall: Wall) -> Any:
    return Document(BytesIO(render(wall, MADE)))


def test_the_wall_names_the_school_who_approves_it_and_from_which_day_it_holds() -> None:
    said = lines(document(SAMPLE))
    assert said[:2] == ["УТВЕРЖДАЮ", f"Директор ______________ {SAMPLE.director}"]
    assert said[3:6] == [SAMPLE.school, "Расписание уроков", SAMPLE.since]


def test_every_day_has_its_classes_and_every_lesson_its_row() -> None:
    assert cells(document(SAMPLE)) == [
        ["Понедельник", "7 «Ё» & <8>", "1"],
        ["1", "Алгебра & <начала>, каб. 12\nДлинноназванная-Преображенско-Задунайская наука", ""],
    ]


def test_the_sheet_lies_on_a3_and_has_as_many_columns_as_the_school_has_classes() -> None:
    many = row("Понедельник", tuple(str(grade) for grade in range(1, 12)), HEAD)
    made = document(Wall("Школа", "действует с 1 июня", (many,), "", ""))
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    assert len(made.tables[0].columns) == len(made.tables[0].rows[0].cells) == 12


def test_without_lessons_there_is_a_sheet_all_the_same() -> None:
    assert "Расписание уроков" in lines(document(EMPTY))
    assert sheet(EMPTY)


def test_the_table_says_the_same_cell_by_cell() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(sheet(SAMPLE)))
    found = book.get_sheet_by_index(0).to_python()
    assert found[0][0] == SAMPLE.school and SAMPLE.title in found[1]
    assert found[4:] == cells(document(SAMPLE))


def test_a_day_stays_on_one_page() -> None:
    """Each row goes with the next one, but for the last of its day; none is divided itself."""
    week = [row(name, ("7",), HEAD) if name else row(str(number), ("Алгебра",)) for name, number in DAYS]
    table = document(Wall("Школа", "действует с 1 июня", tuple(week), "", "")).tables[0]
    kept = [
        {paragraph.paragraph_format.keep_with_next for cell in line.cells for paragraph in cell.paragraphs}
        for line in table.rows
    ]
    assert kept == [{True}, {True}, {None}, {True}, {True}, {True}, {None}]
    assert all(line._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for line in table.rows)


DAYS = (("Понедельник", 0), ("", 1), ("", 2), ("Вторник", 0), ("", 1), ("", 2), ("", 3))
