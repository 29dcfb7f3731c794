"""«Веса работ» in the browser."""

import re

import pytest

from tests.client import Web

pytestmark = pytest.mark.clause("4.5.5")
PATH = "/settings/weights"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_deputy_is_told_that_it_holds_from_the_next_period(web: Web) -> None:
    dina = web.browser("dina")
    assert PATH in dina.get("/settings").text
    answer = dina.post(PATH, dina.form(PATH) | {"weight-control": "5"})
    assert answer.status_code == 303
    shown = words(dina.get(answer.headers["Location"]).text)
    assert "Новые веса действуют с начала следующего периода" in shown
    assert "работы идущих периодов считаются по прежним" in shown
    diary = words(web.browser("anya_mother").get(f"/diary/{web.school['anya']}/forecast").text)
    assert "контрольная работа — 5 вместо 3" in diary


def test_a_wrong_weight_is_said_and_stays_in_its_field(web: Web) -> None:
    dina = web.browser("dina")
    answer = dina.post(PATH, dina.form(PATH) | {"weight-control": "много"})
    assert answer.status_code == 422
    assert "вес — целое число от 1 до 10" in answer.text and 'value="много"' in answer.text


def test_a_school_without_weights(web: Web) -> None:
    dina = web.browser("dina")
    assert dina.post(PATH, dina.form(PATH) | {"flat": "yes"}).status_code == 303
    assert set(re.findall(r'name="weight-\w+" value="(\d+)"', dina.get(PATH).text)) == {"1"}
