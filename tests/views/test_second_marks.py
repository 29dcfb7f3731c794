"""п. 4.5.4: «4/5» of a composition, of which the second goes to another page of the same teacher."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import GroupTeacher
from tests.client import Web
from tests.school import MONDAY, SINCE
from tests.views.steps import Desk, columns, deeds, desk, mark

pytestmark = pytest.mark.clause("4.5.4")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def vera(web: Web) -> Desk:
    """A composition on Monday; on Tuesday Вера has held a lesson of history with the same pupils."""
    given = {"group": web.school.groups["history"], "person": web.school["vera"], "valid_from": SINCE}
    web.db(lambda: GroupTeacher.create(**given))
    composition = desk(web)
    for typed in ({"do": "roll"}, {"work": "composition"}):
        assert composition.htmx("roll" if "do" in typed else "works", **typed).status_code == 200
    composition.reload()
    return composition


def next_day(web: Web) -> tuple[Desk, Desk]:
    """On Tuesday: the lesson of the composition, and one of history with its attendance saved."""
    web.clock.set("12:00", TUESDAY)
    history = desk(web, group="history", day=TUESDAY)
    assert history.htmx("roll").status_code == 200
    return desk(web), history


def choose(vera: Desk, page: str = "history") -> None:
    chosen = {"second-composition": str(vera.web.school.groups[page]), "second-of": "composition"}
    answer = vera.htmx("works", **chosen)
    assert answer.status_code == 200 and "Вводите «4/5»: первая останется здесь" in answer.text
    del vera.fields["second-of"]


def test_both_are_typed_at_once_and_stand_on_two_pages(web: Web, vera: Desk) -> None:
    choose(vera)
    vera, history = next_day(web)
    answer = vera.mark("anya", "4/5", "composition")
    assert answer.status_code == 200 and 'value="4/5"' in answer.text
    assert (mark(vera, "anya"), mark(history, "anya")) == ("4", "5")
    assert columns(history) == ["composition_second"]
    assert "Сочинение, вторая отметка" in history.browser.get(history.address).text


def test_without_javascript_the_page_is_chosen_and_both_are_saved_with_the_form(web: Web, vera: Desk) -> None:
    page = {"second-composition": str(web.school.groups["history"]), "second-of": "composition"}
    assert vera.plain(**page).status_code == 303
    vera, history = next_day(web)
    vera.reload()
    assert vera.plain(do="save", **{vera.name("anya", "composition"): "4/5"}).status_code == 303
    assert (mark(vera, "anya"), mark(history, "anya")) == ("4", "5")
    vera.reload()
    assert vera.fields[vera.name("anya", "composition")] == "4/5"
    assert vera.plain(do="save", topic="Сочинение по роману").status_code == 303
    assert deeds(web).count("mark.put") == 1  # no cell is written anew


def test_what_cannot_stand_there_is_refused_and_stays_in_its_field(web: Web, vera: Desk) -> None:
    choose(vera)
    answer = vera.mark("anya", "4/5", "composition")
    assert answer.status_code == 422 and 'value="4/5"' in answer.text
    assert "Вторую отметку пока некуда поставить: на странице «История»" in answer.text
    assert mark(vera, "anya") == ""


def test_a_page_of_somebody_else_is_not_chosen(web: Web, vera: Desk) -> None:
    chosen = {"second-composition": str(web.school.groups["english1"]), "second-of": "composition"}
    answer = vera.htmx("works", **chosen)
    assert answer.status_code == 422 and "на свою страницу другого предмета" in answer.text
    assert vera.plain(**(chosen | {"second-composition": "тысяча"})).status_code in (303, 422)


def test_where_the_teacher_has_no_other_page_nothing_is_offered(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("works", work="composition").status_code == 200
    assert "вторую отметку ставить" not in vera.browser.get(vera.address).text


def test_the_family_sees_each_on_its_page(web: Web, vera: Desk) -> None:
    choose(vera)
    vera, _ = next_day(web)
    vera.mark("anya", "4/5", "composition")
    web.clock.set("20:00", TUESDAY)
    diary = web.browser("anya_mother").get(f"/diary/{web.school['anya']}?week={MONDAY}").text
    assert "Соч, 2-я" in diary and "4/5" not in diary
