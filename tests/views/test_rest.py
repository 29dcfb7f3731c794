"""«Остальным»: one value for every empty cell of a column of those who were there, in one request."""

import re
from datetime import date

import pytest

from ejournal.models.journal import Mark
from tests.client import Web
from tests.views.steps import Desk, columns, deeds, desk, mark

TUESDAY = date(2026, 11, 24)

pytestmark = pytest.mark.clause("4.5.4")


@pytest.fixture
def lesson(web: Web) -> Desk:
    """Monday's algebra of four: Боря is away, Вова has a mark already."""
    web.clock.set("9:40")
    opened = desk(web)
    opened.absence("borya", "Н")
    opened.mark("vova", "3")
    return opened


def cells(opened: Desk, *pupils: str) -> str:
    return ",".join(f"{opened.web.school[key]}-0" for key in pupils)


def test_without_javascript_it_is_shown_whom_before_it_is_put(lesson: Desk) -> None:
    lesson.reload()
    answer = lesson.plain(**{"do": "rest", "rest-value": "5", "rest-column": "answer"})
    assert answer.status_code == 303
    page = lesson.browser.get(answer.headers["Location"]).text
    assert "«5» получат 2 ученика" in page
    assert re.findall(r"<li>([^<]+)</li>", page) == ["Алёшина Аня", "Громова-Задунайская Глафира"]
    path = f"{lesson.address}/rest/answer"
    done = lesson.browser.post(path, lesson.browser.form(answer.headers["Location"], path))
    assert done.status_code == 303
    assert {key: mark(lesson, key) for key in ("anya", "borya", "vova", "glasha")} == {
        "anya": "5",
        "borya": "",
        "vova": "3",
        "glasha": "5",
    }


def test_it_is_one_deed_and_a_repeated_request_writes_nothing(lesson: Desk) -> None:
    typed = {"rest-value": "4", "rest-column": "control", "rest-cells": cells(lesson, "anya", "glasha")}
    for _ in range(2):
        assert (
            lesson.browser.htmx_post(f"{lesson.address}/rest/control", lesson.fields | typed).status_code
            == 200
        )
    assert deeds(lesson.web).count("mark.rest") == 1
    assert lesson.web.db(Mark.select().where(Mark.value == "4").count) == 2
    lesson.reload()
    assert "control" in columns(lesson)


def test_what_changed_meanwhile_is_passed_over(lesson: Desk) -> None:
    typed = {"rest-value": "4", "rest-column": "answer"}
    typed["rest-cells"] = cells(lesson, "anya", "vova", "borya", "glasha")
    assert lesson.browser.htmx_post(f"{lesson.address}/rest/answer", lesson.fields | typed).status_code == 200
    lesson.reload()
    assert [mark(lesson, key) for key in ("anya", "borya", "vova", "glasha")] == ["4", "", "3", "4"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rest-value": ""}, "Выберите отметку"),
        ({"rest-value": "9"}, "Такой отметки нет"),
        ({"rest-cells": ""}, "уже нет"),
        ({"rest-column": "exam"}, "Такого вида работы нет"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    lesson: Desk, typed: dict[str, str], said: str
) -> None:
    whole = {
        "rest-value": "5",
        "rest-column": "answer",
        "rest-cells": cells(lesson, "anya", "glasha"),
    } | typed
    before = lesson.web.db(Mark.select().count)
    for send in (lesson.browser.htmx_post, lesson.browser.post):
        answer = send(f"{lesson.address}/rest/answer", lesson.fields | whole)
        assert answer.status_code == 422 and said in answer.text
    assert lesson.web.db(Mark.select().count) == before


def test_answers_of_yesterday_are_refused_with_a_request_to_the_deputy(lesson: Desk) -> None:
    lesson.web.clock.set("9:00", day=TUESDAY)  # what waited came a day later
    typed = {"rest-value": "5", "rest-column": "answer", "rest-cells": cells(lesson, "anya")}
    answer = lesson.web.browser("vera").htmx_post(f"{lesson.address}/rest/answer", lesson.fields | typed)
    assert answer.status_code == 422
    assert "п. 4.5.4 Положения" in answer.text and "Передать обращением заместителю" in answer.text
