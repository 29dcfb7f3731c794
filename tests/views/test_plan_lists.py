"""п. 4.5.1: a list of topics as teachers have it in Word: loaded as a file, or typed into the form."""

import re

import pytest

from ejournal.models.plans import PlanItem, items_of
from tests.client import Web
from tests.views.test_imports import NEW, send
from tests.views.test_imports import topics as loaded
from tests.views.test_plans import plan_id, press, topics

pytestmark = pytest.mark.clause("4.5.1")


def test_a_list_of_topics_pasted_without_a_heading_is_a_plan_whose_columns_can_be_mended(
    web: Web,
) -> None:
    vera = web.browser("vera")
    lines = "1\tОдночлены\t1\tмел\n2\tМногочлены\t2\tстолы\n3\tКонтрольная работа № 1\t1\t\n"
    fields = vera.form("/imports") | {"kind": "ktp", "pasted": lines}
    place = str(vera.post("/imports", fields).location)
    page = vera.get(place).text
    assert "Понято: 3 темы, 4 урока, контрольных: 1" in page and "Шапки в списке нет" in page
    form = vera.form(place, f"{place}?show=&page=1")
    assert (form["column-0-1"], form["column-0-2"], form["column-0-3"]) == ("topic", "hours", "")
    assert vera.post(f"{place}?show=&page=1", form | {"column-0-3": "note"}).status_code == 303
    fields = vera.form(place, f"{place}?show=&page=1") | {"subject": "Алгебра"}
    assert vera.post(f"{place}?show=&page=1", fields).status_code == 303
    page = vera.get(place).text
    pages = dict.fromkeys(re.findall(r'name="group" value="(\d+)"', page))
    assert send(vera, place, group=list(pages)).status_code == 303
    assert loaded(web) == list(NEW)
    kinds_of = web.db(lambda: [one.work_kind for one in PlanItem.select().where(PlanItem.topic == NEW[-1])])
    assert kinds_of == ["control"]


def test_a_list_of_topics_pasted_into_the_form_becomes_as_many_lessons_when_it_is_said_so(web: Web) -> None:
    plan, vera = plan_id(web), web.browser("vera")
    before, fresh, action = topics(web, plan), f"/plans/{plan}/items/new?after=4", f"/plans/{plan}/items"
    pasted = "1. Одночлены\r\n2. Многочлены (2 ч)\r\n3. Контрольная работа № 1\r\n"
    status, shown = press(vera, fresh, action, section="Многочлены", topic=pasted)
    assert (status, topics(web, plan)) == (422, before)
    assert "строк: 3" in shown and "добавятся 4 урока, с «Одночлены» по «Контрольная работа № 1»" in shown
    assert "2. Многочлены (2 ч)" in shown and 'name="lines"' in shown
    status, shown = press(vera, fresh, action, section="Многочлены", topic=pasted, lines="yes")
    assert (status, "Записано" in shown) == (303, True)
    made = ["Одночлены", "Многочлены", "Многочлены", "Контрольная работа № 1"]
    assert topics(web, plan) == [*before, *made]
    items = web.db(lambda: [(one.section, one.work_kind) for one in items_of([plan])[-4:]])
    assert items == [("Многочлены", "")] * 3 + [("Многочлены", "control")]


def test_a_list_longer_than_a_plan_and_a_stranger_with_a_list_are_refused(web: Web) -> None:
    plan, vera = plan_id(web), web.browser("vera")
    before, fresh, action = topics(web, plan), f"/plans/{plan}/items/new?after=4", f"/plans/{plan}/items"
    long = "\n".join(f"Тема {number}" for number in range(1000))
    status, shown = press(vera, fresh, action, topic=long, lines="yes")
    assert (status, "не больше 1000 уроков" in shown) == (422, True)
    fields = {"key": "k" * 20, "version": "1", "after": "4", "topic": "Одно\nДругое", "lines": "yes"}
    assert web.browser("oleg").post(action, fields).status_code == 404
    assert topics(web, plan) == before
