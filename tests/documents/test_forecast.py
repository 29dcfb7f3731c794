"""Notices to families by the texts of 13.6 and 13.7: each on a page of its own, nothing lost."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from ejournal.documents import forecast

pytestmark = pytest.mark.clause("4.4.4")

MADE = datetime(2026, 12, 10, 9, tzinfo=UTC)


def texts(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    document: Any = Document(BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def test_the_notice_tells_every_subject_and_ends_with_the_slip_to_sign() -> None:
    said, tables = texts(forecast.render(forecast.SAMPLE, MADE))
    first = forecast.SAMPLE.notices[0]
    assert tables[0][0] == ["Предмет", "Отметки", "Ср. балл", "Прогноз", "Что нужно сделать"]
    assert tables[0][1] == [*vars(first.lines[0]).values()]
    assert len(tables[0]) == 1 + len(first.lines) and len(tables[1]) == 1
    assert said.count("УВЕДОМЛЕНИЕ № 12 / 2026") == 2, "each names the paper of the register"
    assert first.greeting in said
    assert "Требуют внимания: Русский язык, Музыка." in said
    assert sum(text.startswith("Требуют внимания") for text in said) == 1
    assert "Пропущено уроков: 12, в том числе без уважительной причины: 3." in said
    assert sum(text.startswith("С прогнозом ознакомлен(а)") for text in said) == 2


def test_each_notice_begins_a_page() -> None:
    document: Any = Document(BytesIO(forecast.render(forecast.SAMPLE, MADE)))
    begins = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert begins == [forecast.SAMPLE.school] * 2


def test_the_warning_tells_what_is_feared_and_leaves_room_for_the_plan() -> None:
    said, tables = texts(forecast.render_cautions(forecast.SAMPLE_RISK, MADE))
    assert tables[0][1] == [
        "Русский язык & <речь>",
        "3",
        "2",
        "5",
        "2",
        "контрольная работа 12.11",
        "Ветрова В.И.",
    ]
    assert "За II четверть может быть выставлено" in tables[0][0]
    assert tables[1][0] == ["Предмет, тема", "Форма", "Срок", "Учитель"]
    assert "План ликвидации (тема, форма, срок, учитель):" in said


def test_the_title_names_the_pupil_or_the_class() -> None:
    one = forecast.Notices("Школа", forecast.SAMPLE.notices[1:])
    assert one.title == "Прогноз итоговых отметок, Ёжиков Ё., II четверть"
    assert forecast.SAMPLE.title == "Прогноз итоговых отметок, 7 «Ё» класс, II четверть"


def held(content: bytes, first: str, last: str) -> list[bool]:
    """From one paragraph to another: whether each is kept on the page of the next."""
    document: Any = Document(BytesIO(content))
    said = [one.text for one in document.paragraphs]
    begin = next(place for place, text in enumerate(said) if text.startswith(first))
    end = next(place for place, text in enumerate(said) if place > begin and text.startswith(last))
    return [bool(one.paragraph_format.keep_with_next) for one in document.paragraphs[begin:end]]


def test_the_slip_is_never_torn_from_its_line_nor_the_signature_from_what_is_signed() -> None:
    notice = forecast.render(forecast.SAMPLE, MADE)
    assert all(held(notice, "Просим подписать", "С прогнозом"))
    warning = forecast.render_cautions(forecast.SAMPLE_RISK, MADE)
    assert all(held(warning, "Просим обеспечить", "С уведомлением"))
