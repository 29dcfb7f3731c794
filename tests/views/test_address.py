"""п. 4.4.1: the address of a pupil that a list brought is kept, shown and may be corrected."""

import pytest

from ejournal.models.people import Person
from tests.client import Web, form
from tests.views.tables import row
from tests.views.test_imports import brought, send

pytestmark = pytest.mark.clause("4.4.1")
HOME = "ул. Садовая, д. 5, кв. 2"


def test_the_address_of_a_list_is_on_the_card_in_the_list_and_in_the_form(web: Web) -> None:
    dina, alla = web.browser("dina"), web.browser("alla")
    text = f"Класс;ФИО;Дата рождения;Адрес\n7;Белов Пётр Ильич;01.02.2013;{HOME}\n"
    place = brought(alla, text, "7.csv", "class_list")
    answer = send(alla, place, order="№ 70 от 20.11.2026", since="2026-11-23")
    assert answer.status_code == 303, answer.text
    pupil = web.db(lambda: Person.get(Person.address == HOME).id)
    assert row(dina.get(f"/people/{pupil}").text, "Адрес")[1] == HOME
    listed = dina.get(f"/classes/{web.school.classes['7']}/people").text
    assert row(listed, "Белов")[4] == HOME
    page = f"/people/{pupil}/details"
    fields = form(alla.get(page).text, page)
    assert fields["address"] == HOME
    moved = "ул. Новая, д. 1"
    assert alla.post(page, fields | {"address": moved}).status_code == 303
    assert web.db(lambda: Person.get_by_id(pupil).address) == moved
    fields = form(alla.get(page).text, page) | {"address": "д" * 301}
    assert alla.post(page, fields).status_code == 422
