"""The grid of one kind of work: its works alone, and sums that say what they are of."""

import re
from datetime import date

import pytest

from ejournal.access import Role
from ejournal.models.people import Person
from ejournal.services import outside
from tests.client import Web
from tests.services.terms import MORNING, OPEN, give
from tests.views.steps import desk, fill


@pytest.mark.clause("2.3")
def test_the_works_of_a_kind_are_looked_at_alone(web: Web) -> None:
    opened = desk(web)
    fill(opened, anya="5")
    opened.htmx("works", work="quiz")
    opened.mark("anya", "3", "quiz")
    opened.plain(do="hand-in")
    vera, address = web.browser("vera"), f"/journal/{web.school.groups['algebra']}"
    page = vera.get(address).text
    assert "5 3" in line_of(page) and '<option value="quiz"' in page
    alone = vera.get(f"{address}?work=quiz").text
    assert line_of(alone).endswith("3 3,00 0") and "5" not in line_of(alone)
    assert alone.count('scope="colgroup"') == 2  # the month and the one lesson
    assert vera.get(f"{address}?work=nothing").status_code == 200


@pytest.mark.clause("2.3")
def test_the_sums_beside_the_works_of_a_kind_say_what_they_are_of(web: Web) -> None:
    """The head names the kind of the average; lessons missed are those of the period, whatever is shown."""
    school, address = web.school, f"/journal/{web.school.groups['algebra']}"
    given = [("5", "answer"), ("Н", ""), ("Б", ""), ("3", "control"), ("4", "answer")]
    web.db(give, school.groups["algebra"], {school["anya"]: given}, by=school.actor("vera"), now=MORNING)
    by, days = school.actor("nina", Role.CLASS_TEACHER), (date(2026, 12, 1), date(2026, 12, 18))
    typed = {school.groups["algebra"]: ("Алгебра", "2 2")}
    anya = web.db(Person.get_by_id, school["anya"])
    web.db(outside.record, anya, "Больница № 2", "№ 5 от 21.12.2026", days, typed, by=by, now=MORNING)
    web.clock.hands[0] = OPEN
    vera = web.browser("vera")
    whole, alone = vera.get(address).text, vera.get(f"{address}?work=control").text
    assert line_of(whole).endswith("3,14 2")  # 5, 4, 2, 2 and a «3» of weight 3: 22 of 7
    assert line_of(alone).endswith("3 3,00 2")
    assert head_of(whole) == "Ср. балл" and head_of(alone) == "Ср. балл за КР"


def head_of(page: str) -> str:
    """The head over the averages."""
    head = page.partition('class="sum average">')[2].partition("</th>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", head).replace("&nbsp;", " ").split())


def line_of(page: str) -> str:
    """The line of Аня as it is read."""
    line = page.partition("Алёшина Аня")[2].partition("</tr>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())
