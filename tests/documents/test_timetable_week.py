"""The timetable of one teacher or room for the wall, by text and cells: as .docx and as .xlsx."""

from io import BytesIO
from typing import Any

from docx import Document
from python_calamine import CalamineWorkbook

from ejournal.documents.timetable_week import EMPTY, SAMPLE, render, sheet
from tests.documents.test_paper import MADE
from tests.documents.words import cells, lines


def test_the_sheet_names_the_school_whose_week_it_is_and_from_which_day_it_holds() -> None:
    said = lines(Document(BytesIO(render(SAMPLE, MADE))))
    assert said[:3] == [SAMPLE.school, f"Расписание: {SAMPLE.whose}", SAMPLE.since]


def test_every_lesson_stands_under_its_day_on_a4() -> None:
    made: Any = Document(BytesIO(render(SAMPLE, MADE)))
    assert cells(made) == [
        ["Урок", "Понедельник", "Вторник", "Среда", "Четверг", "Пятница"],
        ["1", "Алгебра & <начала>\n7 «Ё» класс, каб. 12", "", "", "Химия\n8 класс, каб. 4", ""],
    ]
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_the_table_says_the_same_cell_by_cell() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(sheet(SAMPLE)))
    found = book.get_sheet_by_index(0).to_python()
    assert found[0][0] == SAMPLE.school and found[1][0] == SAMPLE.title
    assert found[3:] == cells(Document(BytesIO(render(SAMPLE, MADE))))


def test_a_week_without_lessons_has_its_sheet_all_the_same() -> None:
    assert f"Расписание: {EMPTY.whose}" in lines(Document(BytesIO(render(EMPTY, MADE))))
    assert sheet(EMPTY)
