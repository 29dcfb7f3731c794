"""«Справка по итогам проверки» as a Word file: what stands in it, and what does not when there is nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from ejournal.documents.certificate import EMPTY, EMPTY_SHEET, SAMPLE, render, render_sheet

pytestmark = pytest.mark.clause("4.2.2")
MADE = datetime(2026, 11, 30, tzinfo=UTC)


def words(file: bytes) -> str:
    document = Document(BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_repeat_check_shows_what_has_changed_and_a_first_one_does_not() -> None:
    told = words(render(SAMPLE, MADE))
    assert "Прошлая проверка" in told and "↑ 3,5 п. п." in told
    first = words(render(replace(SAMPLE, compared=()), MADE))
    assert "Прошлая проверка" not in first and "98,6 %" in first


def test_every_recommendation_says_who_what_and_until_when() -> None:
    told = words(render(SAMPLE, MADE))
    assert all(part in told for part in (SAMPLE.advice[0].who, SAMPLE.advice[0].what, "07.12.2026"))


def test_of_nothing_nothing_is_printed() -> None:
    told = words(render(EMPTY, MADE))
    assert "Рекомендации" not in told and "Таблица Г" not in told and "Срок повторной" not in told
    assert "None" not in told
    assert "ЛИСТ ОЗНАКОМЛЕНИЯ" in words(render_sheet(EMPTY_SHEET, MADE))
