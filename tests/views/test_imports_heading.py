"""п. 4.2.1, 4.5.1: a column is a class by the words of its heading, corrected in the preview."""

import re

import pytest

from tests.client import Browser, Web
from tests.views.test_imports import brought

CURRICULUM = "Учебный план\nУчебный предмет;седьмой;8\nАлгебра;4;3\nИстория;2;2\n"
GRID = "День;Урок;седьмой;8;9\nПонедельник;1;Алгебра;История;Химия\n;2;История;Алгебра;Физика\n"
NAMELESS = "Дисц.;VII-ой\nАлгебра;4\nИстория;2\n"
TOLD = "класс в шапке не узнан, графа не загружается"

pytestmark = pytest.mark.clause("4.2.1")


@pytest.fixture
def dina(web: Web) -> Browser:
    return web.browser("dina")


def row_of(page: str, words: str) -> str:
    """The address of the row whose button says so, as a form carries it."""
    found = re.search(rf'formaction="([^"]*)"[^>]*>{words}<', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def corrected(browser: Browser, place: str, opened: str, cell: str, text: str) -> str:
    """The preview after one cell of the opened row was corrected."""
    assert f'name="{cell}"' in browser.get(opened).text
    fields = browser.form(opened, f"{place}?show=&page=1")
    answer = browser.post(f"{place}?show=&page=1", {**fields, cell: text})
    assert answer.status_code == 303, answer.text
    return browser.get(place).text


@pytest.mark.parametrize(
    ("kind", "text", "cell"),
    [("curriculum", CURRICULUM, "cell-0-2-1"), ("timetable", GRID, "cell-0-1-2")],
)
def test_a_heading_that_names_no_class_is_told_of_and_corrected(
    dina: Browser, kind: str, text: str, cell: str
) -> None:
    place = brought(dina, text, "школа.csv", kind)
    page = dina.get(place).text
    assert TOLD in page and "седьмой" in page and " 7 класс —" not in page
    page = corrected(dina, place, row_of(page, "исправить шапку"), cell, "7")
    assert TOLD not in page and " 7 класс —" in page and " 8 класс —" in page


def test_a_class_whose_heading_is_emptied_is_not_loaded(dina: Browser) -> None:
    place = brought(dina, CURRICULUM.replace("седьмой", "7"), "школа.csv", "curriculum")
    page = dina.get(place).text
    assert " 7 класс —" in page and " 8 класс —" in page
    page = corrected(dina, place, row_of(page, "исправить шапку"), "cell-0-2-2", "")
    assert " 7 класс —" in page and " 8 класс —" not in page


def test_a_file_that_was_refused_is_understood_once_its_heading_is_corrected(dina: Browser) -> None:
    place = brought(dina, NAMELESS, "план.csv", "curriculum")
    page = dina.get(place).text
    assert "не нашлось учебного плана" in page
    opened = row_of(page, "исправить")
    corrected(dina, place, opened, "cell-0-1-0", "Предмет")
    page = corrected(dina, place, opened, "cell-0-1-1", "7А")
    assert "не нашлось" not in page and " 7А класс — 6 ч: Алгебра 4, История 2." in page
