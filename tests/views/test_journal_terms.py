"""п. 4.5.5, domain facts 1.5: after the lessons of a term the page of the journal has its mark."""

import re

import pytest

from ejournal.services.term_marks import Choice
from tests.client import Web
from tests.school import at
from tests.services.terms import OPEN, choose

pytestmark = pytest.mark.clause("4.5.5", "2.3")


def told(page: str, pupil: int) -> list[str]:
    """The term marks in the row of a pupil."""
    cells = page.split(f'id="p{pupil}"')[1].split("</tr>", maxsplit=1)[0]
    return re.findall(r'<td class="(?:sum )?of-term">([^<]*)', cells)


def test_the_column_of_the_quarter_stands_after_its_lessons(web: Web) -> None:
    web.clock.hands[0] = OPEN
    address, anya = f"/journal/{web.school.groups['algebra']}", web.school["anya"]
    vera = web.browser("vera")
    assert "of-term" not in vera.get(address).text, "nothing is set yet"
    web.db(choose, web.school, {"anya": Choice("5", reason="council")})
    shown = vera.get(address).text
    assert '<th scope="col" rowspan="3" class="sum of-term">II четв.</th>' in shown
    assert told(shown, anya) == ["5"] and told(shown, web.school["borya"]) == [""]
    assert "of-term" not in vera.get(f"{address}?from=2026-09-01&to=2026-10-23").text, "of the first quarter"
    web.db(choose, web.school, {"anya": Choice("4", reason="council")}, at("11:00", OPEN.date()))
    assert told(vera.get(address).text, anya) == ["4"], "the decision that stands"
    year = web.browser("dina").get(f"{address}?from=2026-09-01&to=2027-05-31").text
    assert told(year, anya) == ["4"] and "II четв.</th>" in year
