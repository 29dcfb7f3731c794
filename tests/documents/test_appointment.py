"""The order of п. 4.1.3 and the act of a day of failure by their texts and cells."""

from io import BytesIO

import pytest
from docx import Document

from ejournal.documents import appointment, failure
from ejournal.documents.appointment import EMPTY, SAMPLE
from tests.school import at

MADE = at("12:00")


def lines(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs that say something, and the cells of every table."""
    document = Document(BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text], tables


@pytest.mark.clause("4.1.3")
def test_the_order_names_everybody_and_ends_with_the_sheet_of_those_who_read_it() -> None:
    said, (leaders, readers) = lines(appointment.render(SAMPLE, MADE))
    assert said[:2] == ["МОУ «Ёлкинская школа» & <Ко>", "ПРИКАЗ"]
    administrator = next(
        line for line in said if line.startswith("1. Назначить ответственным администратором")
    )
    assert f"следующего работника: {SAMPLE.administrator}. Освободить" in administrator
    assert administrator.endswith(f"Освободить от обязанностей администратора: {SAMPLE.released}.")
    assert f"специалиста: {SAMPLE.former_technician}." in " ".join(said)
    assert "6. Контроль за исполнением приказа оставляю за собой." in said
    assert leaders[1:] == [["1", "7 «Ё» & <8>", SAMPLE.leaders[0].name]]
    assert readers[1:] == [
        ["1", SAMPLE.readers[0].name, "учитель & <зам>", "", ""],
        ["2", "Ёжиков Ё.Ё.", "инженер", "", ""],
    ]


@pytest.mark.clause("4.1.3")
def test_without_classes_and_staff_there_is_no_appendix_and_no_blank_line() -> None:
    said, tables = lines(appointment.render(EMPTY, MADE))
    assert "Освободить" not in " ".join(said)
    assert tables == [] and "приложение" not in " ".join(said).casefold()
    assert said[2:4] == ["№ 1 от 31.08.2026", said[3]] and said[3].startswith("О назначении ответственных")


@pytest.mark.clause("4.5.2", "4.5.4")
def test_the_act_says_what_failed_and_until_when_the_days_are_open() -> None:
    said, _ = lines(failure.render(failure.SAMPLE, MADE))
    text = " ".join(said).replace("\u00a0", " ")
    assert "Обстоятельства: нет входа через ЕСИА & <Госуслуги> с 8:30 до 14:00." in text
    assert "по 30 ноября 2026 г. включительно" in text
