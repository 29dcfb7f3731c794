"""п. 4.5.4, domain facts 7.1: the mark of a missed control work, from its refused cell to today's lesson."""

from datetime import date, timedelta

import pytest
from werkzeug.test import TestResponse

from tests.client import Web, form
from tests.pages import Outline
from tests.school import MONDAY
from tests.views.steps import Desk, code, columns, desk, fill, mark
from tests.views.typing_steps import Typing

pytestmark = pytest.mark.clause("4.5.4")
LATER = "control_20261123"
WEDNESDAY, FRIDAY, NEXT_MONDAY = (MONDAY + timedelta(days=days) for days in (2, 4, 7))


@pytest.fixture
def missed(web: Web) -> Desk:
    """The control work of Monday: Аня was away."""
    opened = desk(web)
    fill(opened)
    opened.absence("anya", "Н")
    opened.htmx("works", work="control")
    return opened


def at(web: Web, opened: Desk, day: date, clock: str = "13:00") -> None:
    web.clock.set(clock, day)
    opened.browser = web.browser("vera")
    opened.reload()


def words(answer: TestResponse) -> str:
    return " ".join(text.words for text in Outline(answer.text).texts).replace("\xa0", " ")


def press(opened: Desk, answer: TestResponse, lesson: int) -> TestResponse:
    """«Поставить сегодня»: what its button and its form send."""
    where = f"/lessons/{lesson}/later/{LATER}/{opened.web.school['anya']}"
    assert f'formaction="{where}"' in answer.text
    sent = form(opened.browser.get(opened.address).text, "/requests")
    name = f"mark-{LATER}-{opened.web.school['anya']}-0"
    assert f'name="{name}" value="4"' in answer.text
    return opened.browser.post(where, sent | {name: "4"})


@pytest.mark.parametrize("day", [WEDNESDAY, FRIDAY])  # on and after the last day for marks of the work
def test_the_refusal_puts_the_mark_into_todays_lesson(web: Web, missed: Desk, day: date) -> None:
    today = desk(web, day=day, number=2 if day == FRIDAY else 1)
    at(web, missed, day)
    at(web, today, day)
    today.htmx("roll")
    answer = missed.mark("anya", "4", "control")
    told = words(answer)
    assert answer.status_code == 422 and "«Контрольная работа за 23.11»" in told
    assert "Поставить сегодня «4» за КР 23.11" in told
    assert "служебную записку" not in told and "обращением" not in told
    assert press(missed, answer, today.lesson).headers["Location"].startswith(today.address)
    assert (mark(today, "anya"), columns(today)) == ("4", [LATER])
    assert (mark(missed, "anya"), code(missed, "anya")) == ("", "Н")


def test_the_whole_form_says_the_same(web: Web, missed: Desk) -> None:
    at(web, missed, WEDNESDAY)
    answer = missed.plain(**{missed.name("anya", "control"): "4"})
    assert answer.status_code == 422 and "Поставить сегодня «4»" in words(answer)


def test_before_the_attendance_of_today_the_lesson_opens_with_the_column_and_the_mark(
    web: Web, missed: Desk
) -> None:
    today = desk(web, day=WEDNESDAY)
    at(web, missed, WEDNESDAY)
    answer = press(missed, missed.mark("anya", "4", "control"), today.lesson)
    assert answer.status_code == 422 and "Сначала сохраните посещаемость" in words(answer)
    sent = form(answer.text, today.address)
    assert sent[f"mark-{LATER}-{web.school['anya']}-0"] == "4"
    assert columns(today) == [LATER]
    assert missed.browser.post(today.address, sent | {"do": "roll"}).status_code == 303
    assert mark(today, "anya") == "4"


def test_without_a_lesson_today_the_next_one_is_told(web: Web, missed: Desk) -> None:
    answer = missed.mark("anya", "4", "control")  # on the day itself
    assert "ближайший — среда, 25.11 в" in words(answer) and "formaction" not in answer.text


def test_what_was_written_later_is_told_so(web: Web, missed: Desk) -> None:
    today = desk(web, day=WEDNESDAY)
    at(web, missed, WEDNESDAY)
    at(web, today, WEDNESDAY)
    today.htmx("roll")
    press(missed, missed.mark("anya", "4", "control"), today.lesson)
    assert "написал позже" in words(missed.mark("anya", "5", "control"))


def test_of_who_was_there_the_deadline_speaks(web: Web, missed: Desk) -> None:
    at(web, missed, NEXT_MONDAY)
    assert "Срок отметок за эту работу истёк" in words(missed.mark("borya", "4", "control"))


def test_nobody_else_writes_it_and_nothing_else_is_written(web: Web, missed: Desk) -> None:
    today = desk(web, day=WEDNESDAY)
    at(web, missed, WEDNESDAY)
    where, name = (
        f"{today.address}/later/{LATER}/{web.school['anya']}",
        f"mark-{LATER}-{web.school['anya']}-0",
    )
    for stranger in ("oleg", "anya_mother"):
        assert web.browser(stranger).post(where, {"key": "k", name: "4"}).status_code in (403, 404)
    assert missed.browser.post(where, {"key": "k1", "mark-x": "4"}).status_code == 422
    owes_nothing = f"{today.address}/later/{LATER}/{web.school['borya']}"
    answer = missed.browser.post(owes_nothing, {"key": "k2", f"mark-{LATER}-{web.school['borya']}-0": "4"})
    assert answer.status_code == 422 and mark(today, "borya") == ""


def test_the_typed_slip_offers_the_same_button(web: Web, missed: Desk) -> None:
    """Her page of the slip is older than the Н of the class teacher: «4» stands in her field alone."""
    today = desk(web, day=WEDNESDAY)
    at(web, missed, WEDNESDAY)
    at(web, today, WEDNESDAY)
    today.htmx("roll")
    slip = Typing(web, missed, "control")
    missed.reload()
    fields = {name: "" for name in slip.fields if name.startswith("sign-")}
    anya = web.school["anya"]
    old = {
        f"sign-{anya}-0-0" if name.startswith(f"sign-{anya}-") else name: sign
        for name, sign in fields.items()
    }
    answer = missed.browser.post(
        slip.address, {"key": "old", "kind": "control"} | old | {f"sign-{anya}-0-0": "4"}
    )
    assert answer.status_code == 422 and "Поставить сегодня «4» за КР 23.11" in words(answer)
    assert press(missed, answer, today.lesson).headers["Location"].startswith(today.address)
    assert (mark(today, "anya"), code(missed, "anya")) == ("4", "Н")
