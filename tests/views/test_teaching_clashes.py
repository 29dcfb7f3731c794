"""п. 4.2.1: a page handed to a teacher who has a lesson at its time says so."""

import pytest

from tests.client import Web

pytestmark = pytest.mark.clause("4.2.1")


def test_the_clashes_that_a_handing_over_makes_are_named(web: Web) -> None:
    """Vera has mathematics in class 1 on Tuesday, the second lesson; history is on Tuesday, the first."""
    dina, school = web.browser("dina"), web.school
    place = f"/journal/{school.groups['english2']}/teachers"
    assert "сразу в двух местах" not in dina.get(place).text
    fields = dina.form(place, place) | {"teacher": str(school["marina"]), "day": "2026-11-23"}
    answer = dina.post(place, fields)
    assert answer.status_code == 303
    page = dina.get(str(answer.location)).text.replace("\u00a0", " ")
    assert "Записано" in page and "сразу в двух местах" in page
    assert "понедельник, 3-й урок, учитель Морозова М.П." in page
    assert "четверг, 1-й урок" in page
