"""«Справка по итогам проверки» as a Word file: what stands in it, and what does not when there is nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from ejournal.documents.certificate import (
    EMPTY,
    EMPTY_SHEET,
    SAMPLE,
    AdviceRow,
    Certificate,
    render,
    render_sheet,
)
from tests.office import Office

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


ADVICE = "записать темы уроков — 3; выставить отметки за письменные работы — 2; закрыть недели — 1"


def school_of(advised: int, remarks: int = 80) -> Certificate:
    """A certificate of a whole school: so many recommendations, long lists of names, a full appendix."""
    names = "; ".join(["Длиннофамилин А.А., 7 класс: Алгебра, Физика"] * 8)
    row = AdviceRow(0, "Сидорова-Петрова А.А.", ADVICE, "07.12.2026")
    advice = tuple(replace(row, number=number) for number in range(1, advised + 1))
    return replace(
        SAMPLE,
        compared=SAMPLE.compared * 25,
        results=SAMPLE.results * 3 + (f"Без отметок: {names}",) * 2,
        conclusions=SAMPLE.conclusions * 3,
        advice=advice,
        remarks=SAMPLE.remarks * remarks,
    )


@pytest.mark.parametrize("advised", [18, 20, 22, 24, 26])
def test_of_a_whole_school_it_has_at_most_three_pages_and_an_appendix(office: Office, advised: int) -> None:
    pages = office.pages(render(school_of(advised), MADE))
    text = [page for page in pages if "Приложение к справке" in page]
    assert pages.index(text[0]) <= 3
    assert all("Таблица А" not in page for page in pages[: pages.index(text[0])])


@pytest.mark.parametrize("advised", [26, 27, 28, 29])
def test_the_signature_is_not_alone_on_a_page(office: Office, advised: int) -> None:
    """The table ends near the foot of a page: words go to the next one with the signature."""
    pages = office.pages(render(school_of(advised, 1), MADE))
    (signed,) = [page for page in pages if "Заместитель директора по УВР" in page and "____" in page]
    assert "Замечание снимается само" in signed and "Приложение: таблицы" in signed


def test_the_last_recommendations_are_kept_with_the_signature() -> None:
    """What Word keeps together: the last two rows, all that follows, down to the seal."""
    document = Document(BytesIO(render(school_of(5, 1), MADE)))
    (advice,) = [table for table in document.tables if table.rows[0].cells[1].text == "Кому"]
    kept = [
        all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs) for row in advice.rows
    ]
    assert kept[1:] == [False, False, False, True, True]
    texts = [one.text for one in document.paragraphs]
    last = document.paragraphs[texts.index(next(text for text in texts if "Замечание снимается" in text)) :][
        :6
    ]
    assert all(one.paragraph_format.keep_with_next for one in last)
