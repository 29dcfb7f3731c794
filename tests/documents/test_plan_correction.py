"""п. 4.5.1: «Лист корректировки» on paper."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from ejournal.documents.plan_correction import EMPTY, SAMPLE, render
from tests.documents.words import cells, lines

MADE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.clause("4.5.1")


def test_the_sheet_has_the_columns_of_the_form_and_both_signatures() -> None:
    made = Document(BytesIO(render(SAMPLE, MADE)))
    heading, *rows = cells(made)
    assert heading == ["№ урока", "Тема", "Причина", "Способ", "Дата по факту", "Согласовано"]
    assert rows == [
        [one.numbers, one.topic, one.reason, one.way, one.day, one.agreed] for one in SAMPLE.lessons
    ]
    said = lines(made)
    assert f"Предмет: {SAMPLE.subject}" in said and f"Класс: {SAMPLE.classes}" in said
    assert "Дата изменения: 24.11.2026" in said
    assert any(line.startswith("Учитель") and SAMPLE.teacher in line for line in said)
    assert any(line.startswith("Согласовано") and SAMPLE.agreed in line for line in said)


def test_a_sheet_without_changes_says_so() -> None:
    made = Document(BytesIO(render(EMPTY, MADE)))
    assert made.tables == [] and "Изменений нет." in lines(made)


def test_a_sheet_that_nobody_agreed_waits_for_the_deputys_hand() -> None:
    said = lines(Document(BytesIO(render(replace(SAMPLE, agreed=""), MADE))))
    assert f"Согласовано: заместитель директора по УВР {'_' * 20} {SAMPLE.deputy}" in said
