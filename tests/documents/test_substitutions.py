"""п. 4.2.2д: the log of missed and replaced lessons on paper, and the sheet of a day's changes."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from ejournal.documents.substitutions import (
    EMPTY_CHANGES,
    EMPTY_LOG,
    SAMPLE_CHANGES,
    SAMPLE_LOG,
    render_changes,
    render_log,
)
from tests.documents.words import cells, lines

MADE = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.clause("4.2.2д")


def document(content: bytes) -> Any:
    return Document(BytesIO(content))


def test_the_log_has_the_columns_of_the_form_and_a_place_for_the_signature() -> None:
    made = document(render_log(SAMPLE_LOG, MADE))
    log, totals = made.tables
    heading, *rows = [[cell.text for cell in row.cells] for row in log.rows]
    assert heading == [
        "№",
        "Дата",
        "№ урока",
        "Класс, группа",
        "Предмет",
        "Отсутствующий учитель",
        "Причина, приказ",
        "Замещающий учитель",
        "Проведён урок: предмет, тема",
        "Часов",
        "Подпись",
        "Примечание",
    ]
    (row,) = SAMPLE_LOG.rows
    told = [row.number, row.day, row.lesson, row.group, row.subject, row.absent, row.reason, row.substitute]
    assert rows == [[*map(str, told), row.taught, row.hours, "", row.note]]
    assert [[cell.text for cell in line.cells] for line in totals.rows][1:] == [
        ["Ёжикова Е.Ё. & <Ко>", "1", "1"]
    ]
    rest = "Не решено: 3. Посещаемость не записана, в часы не вошли: 2."
    assert f"Замещено уроков: 1. Отменено уроков: 0. {rest} Впереди решений: 4." in lines(made)


def test_a_month_and_a_day_without_changes_say_so() -> None:
    log, day = document(render_log(EMPTY_LOG, MADE)), document(render_changes(EMPTY_CHANGES, MADE))
    assert log.tables == day.tables == []
    assert "В этом месяце пропущенных и замещённых уроков нет." in lines(log)
    assert "Всё по расписанию: замен и отмен нет." in lines(day)


def test_the_sheet_of_a_day_has_no_column_for_a_reason() -> None:
    made = document(render_changes(SAMPLE_CHANGES, MADE))
    heading, first, second = cells(made)
    assert heading == ["Урок", "Класс", "По расписанию", "Вместо кого", "Будет", "Кабинет"]
    one, other = SAMPLE_CHANGES.rows
    assert first == ["1", one.group, one.subject, one.absent, one.instead, one.room]
    assert second[4:] == [other.instead, ""]
    assert "вторник, 24 ноября 2026\u00a0г." in lines(made)
