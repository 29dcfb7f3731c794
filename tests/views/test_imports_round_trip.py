"""п. 4.4.1: a column that is set aside in the preview and put back is understood as it was at the start."""

import re

import pytest

from tests.client import Browser, Web
from tests.views.test_imports import SAMPLES, brought

pytestmark = pytest.mark.clause("4.4.1")
LISTS = "02_списки_5-9_классов.xlsx"
SHOWN = re.compile(r'<select name="(column-0-\d+)".*?</select>', re.DOTALL)
CHOSEN = re.compile(r'value="([^"]*)" selected')


@pytest.fixture
def place(web: Web) -> str:
    return brought(web.browser("alla"), (SAMPLES / LISTS).read_bytes(), LISTS, "class_list")


@pytest.fixture
def alla(web: Web) -> Browser:
    return web.browser("alla")


def shown(page: str) -> dict[str, str]:
    """The columns of the first sheet, each with what is chosen of it."""
    return {found[1]: (CHOSEN.search(found[0]) or ["", ""])[1] for found in SHOWN.finditer(page)}


def applied(browser: Browser, place: str, **typed: str) -> str:
    """The preview after the form was sent as it stands with what is typed."""
    fields = browser.form(place, f"{place}?show=&page=1") | typed
    assert browser.post(f"{place}?show=&page=1", fields).status_code == 303
    return browser.get(place).text


def understood(page: str) -> list[str]:
    """What is said of the file and of its rows, the version of the draft and keys aside."""
    return [re.sub(r'name="(key|seen)" value="[^"]*"', "", line) for line in page.splitlines()]


def column_of(page: str, meaning: str) -> str:
    return next(name for name, chosen in shown(page).items() if chosen == meaning)


def test_a_column_put_back_is_understood_as_at_the_start(alla: Browser, place: str) -> None:
    start = alla.get(place).text
    born = column_of(start, "birth_date")
    without = applied(alla, place, **{born: ""})
    assert shown(without)[born] == "" and "дата рождения" in without
    again = applied(alla, place, **{born: "birth_date"})
    assert shown(again) == shown(start)
    assert understood(again) == understood(start)


def test_parents_put_back_leave_the_heading_and_the_other_parent(alla: Browser, place: str) -> None:
    start = alla.get(place).text
    parents = [name for name, chosen in shown(start).items() if "." in chosen]
    assert len(parents) == 4
    page = applied(alla, place, **{parents[0]: ""})
    assert shown(page) == {**shown(start), parents[0]: ""}
    without = applied(alla, place, **dict.fromkeys(parents, ""))
    assert "строк с ними" not in without and "нет ФИО" not in without
    again = applied(alla, place, **{name: shown(start)[name] for name in parents})
    assert understood(again) == understood(start)
