"""The slip on paper: its head in words, a row for each pupil in order, columns as the group needs them."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from ejournal.documents.slip import SAMPLE, Slip, SlipRow, render
from tests.documents.words import cells, lines

SAMPLE_ROWS = [[str(row.number), row.name] for row in SAMPLE.pupils]


def document(slip: Slip = SAMPLE) -> Any:
    return Document(BytesIO(render(slip, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))))


def many(pupils: int) -> Slip:
    return replace(SAMPLE, pupils=tuple(SlipRow(n, f"Ученик № {n}") for n in range(1, pupils + 1)))


def test_the_head_says_which_lesson_it_is() -> None:
    head = lines(document(replace(SAMPLE, teachers=("Ветрова В.И.", "Орлов О.П."))))
    assert head[0] == f"Листок урока\t{SAMPLE.school}"
    assert head[1] == f"{SAMPLE.subject}, {SAMPLE.group}"
    assert head[2] == (
        f"Понедельник, 23 ноября 2026\u00a0г., 2-й урок, 9:25–10:10, {SAMPLE.room}. "
        "Учитель: Ветрова В.И., Орлов О.П."
    )
    assert head[6] == SAMPLE.legend


def test_what_is_not_known_is_not_named() -> None:
    head = lines(document(replace(SAMPLE, room="", teachers=(), topic="", topic_of_plan=False, homework="")))
    assert head[2].endswith(" 9:25–10:10")
    assert head[3:6] == ["Тема: \t", "Задание на дом: \t", "\t"]


def test_a_substitution_is_called_one() -> None:
    slip = replace(SAMPLE, substituted=True, teachers=("Орлов О.П.",))
    assert lines(document(slip))[2].endswith(". Замена: Орлов О.П.")


def test_what_the_plan_proposes_says_so_and_hostile_texts_are_whole() -> None:
    head = lines(document())
    assert head[3] == "Тема (по КТП): Правила «a < b & b > c»: ёжик, {\u2060_{ скобки }\u2060_} и 100 %\t"
    assert head[4] == "Задание на дом: § 5, № 6 < 7 & 8\nвыучить «Ёлочку»\t"
    assert lines(document(replace(SAMPLE, homework_of_plan=True)))[4].startswith("Задание на дом (по КТП): §")


def test_each_pupil_has_a_row_with_empty_cells_for_signs() -> None:
    heading, *rows = cells(document())
    kinds = ["вид работы:"] * 3
    assert heading == ["№", "Фамилия, имя", "Н, ОП", *kinds, "Примечание"]
    assert rows == [[*row, *[""] * 5] for row in SAMPLE_ROWS]


def test_a_group_without_marks_has_no_columns_for_them() -> None:
    heading, *rows = cells(document(replace(SAMPLE, marked=False)))
    assert heading == ["№", "Фамилия, имя", "Н, ОП", "Примечание"]
    assert rows == [[*row, "", ""] for row in SAMPLE_ROWS]


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("pupils", [0, 1, 4, 30, 35])
def test_rows_are_even_and_never_broken_and_the_heading_is_repeated(pupils: int, marked: bool) -> None:
    (table,) = document(replace(many(pupils), marked=marked)).tables
    assert [row.cells[0].text for row in table.rows] == ["№", *map(str, range(1, pupils + 1))]
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, *[False] * pupils]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
    assert {round(row.height.mm, 1) for row in table.rows[1:]} <= {7.0}


def test_thirty_pupils_leave_room_for_the_head_on_one_sheet_of_a4() -> None:
    made = document(many(30))
    (section,), (table,) = made.sections, made.tables
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    room = section.page_height - section.top_margin - section.bottom_margin
    head_of_ten_lines = Mm(52)
    assert sum(row.height for row in table.rows) + head_of_ten_lines <= room
    width = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= width


def test_the_second_sheet_names_its_lesson() -> None:
    (section,) = document().sections
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == f"{SAMPLE.subject}, {SAMPLE.group}, 23.11.2026, лист "
    assert "".join(p.text for p in section.first_page_header.paragraphs) == ""


def test_the_paper_is_set_in_times_new_roman() -> None:
    made = document()
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert {run.font.name for paragraph in made.paragraphs for run in paragraph.runs} == {None}
