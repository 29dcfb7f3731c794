"""п. 4.5.1: the plan goes to the pages of the subject that is chosen, and they are named before the click."""

import re

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.imports import ImportLoad
from ejournal.models.plans import PlanItem
from tests.client import Browser, Web
from tests.views.test_imports import PLAN, brought, send

pytestmark = pytest.mark.clause("4.5.1")
ONTO = re.compile(r"Загрузится на страницы: <b>(.*?)</b>")


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy, who loads plans of every page."""
    return web.browser("dina")


def plans(web: Web) -> dict[str, int | None]:
    """By the key of a page how many topics its plan has."""

    def counted() -> dict[str, int | None]:
        pages = {key: Group.get_by_id(number) for key, number in web.school.groups.items()}
        items = PlanItem.select()
        return {
            key: items.where(PlanItem.plan == page.plan_id).count() if page.plan_id else None
            for key, page in pages.items()
        }

    return web.db(counted)


def onto(page: str) -> list[str]:
    found = ONTO.search(page)
    return found[1].split("; ") if found else []


def test_the_pages_are_named_before_the_click(dina: Browser) -> None:
    page = dina.get(brought(dina, PLAN)).text
    assert onto(page) == ["Алгебра, 7 класс"]


def test_another_subject_has_other_pages(web: Web, dina: Browser) -> None:
    place, before = brought(dina, PLAN), plans(web)
    answer = send(dina, place, subject="История")
    assert answer.status_code == 422 and "Вы выбрали другой предмет" in answer.text
    assert onto(answer.text) == ["История, 7 класс"]
    assert plans(web) == before and web.db(ImportLoad.select().count) == 0
    assert send(dina, place).status_code == 303
    assert plans(web) == before | {"history": 4}


def test_the_pages_of_the_subject_before_are_not_kept(web: Web, dina: Browser) -> None:
    place = brought(dina, PLAN)
    fields = dina.form(place, f"{place}?show=&page=1") | {"subject": "История"}
    assert dina.post(f"{place}?show=&page=1", fields).status_code == 303
    assert onto(dina.get(place).text) == ["История, 7 класс"]


def test_a_subject_of_another_class_has_no_pages_until_they_are_chosen(web: Web, dina: Browser) -> None:
    place, before = brought(dina, PLAN), plans(web)
    answer = send(dina, place, subject="Математика")
    assert (answer.status_code, onto(answer.text)) == (422, [])
    answer = send(dina, place)
    assert (answer.status_code, "Выберите страницы журнала" in answer.text) == (422, True)
    chosen = send(dina, place, group=str(web.school.groups["counting"]))
    assert chosen.status_code == 303
    assert plans(web) == before | {"counting": 4}
