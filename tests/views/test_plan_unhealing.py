"""п. 4.5.1: a correction that was confirmed can be taken back while no lesson took its topics."""

import re

import pytest

from ejournal.models.audit import Audit
from ejournal.models.plan_corrections import CorrectionUndone
from ejournal.models.plan_reviews import PlanCorrection
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.services.verify import verify
from tests.client import Browser, Web, form
from tests.school import ZONE
from tests.views.test_imports import topics
from tests.views.test_plan_undoing import healed, page_of, sheet
from tests.views.test_plans import loaded, plan_id

pytestmark = pytest.mark.clause("4.5.1")


@pytest.fixture
def vera(web: Web) -> Browser:
    return web.browser("vera")


def plain(web: Web) -> list[tuple[int, str, str, str]]:
    return web.db(
        lambda: [(one.number, one.topic, one.homework, one.work_kind) for one in items_of([plan_id(web)])]
    )


def back(web: Web) -> str:
    made = web.db(lambda: PlanCorrection.get().id)
    return f"/plans/{plan_id(web)}/corrections/{made}/back"


def before_and_healed(web: Web) -> list[tuple[int, str, str, str]]:
    loaded(web)
    before = plain(web)
    vera, page = web.browser("vera"), f"/plans/{plan_id(web)}/heal"
    assert vera.post(page, form(vera.get(page).text, page)).status_code == 303
    assert len(plain(web)) == len(before) - 1
    return before


def test_the_former_lessons_come_back_with_a_trace(web: Web, vera: Browser) -> None:
    before, place = before_and_healed(web), ""
    place = back(web)
    version = web.db(lambda: Plan.get_by_id(plan_id(web)).version)
    assert vera.post(place, form(page_of(web), place)).status_code == 303
    assert plain(web) == before
    assert web.db(lambda: Plan.get_by_id(plan_id(web)).version) == version + 1
    assert web.db(lambda: Audit.select().order_by(Audit.id.desc()).get().kind) == "plan.unheal"
    page = page_of(web)
    assert "отменена 23.11.2026: темы возвращены" in page and "Вернуть прежние темы" not in page
    assert "отменено 23.11.2026: темы возвращены" in sheet(web)[3]
    assert "Не хватает уроков: 1" in page
    assert [fault for fault in web.db(verify, ZONE) if "plan" in fault or "correction" in fault] == []


def test_it_is_taken_back_after_other_topics_were_written(web: Web, vera: Browser) -> None:
    """A later edit of the plan is no hindrance, and it stays."""
    before = before_and_healed(web)
    last = web.db(lambda: items_of([plan_id(web)])[-1].id)
    page = f"/plans/{plan_id(web)}/items/{last}"
    assert vera.post(page, vera.form(page) | {"topic": "Итоговое занятие"}).status_code == 303
    assert vera.post(back(web), form(page_of(web), back(web))).status_code == 303
    assert [one[1] for one in plain(web)] == [*(one[1] for one in before[:-1]), "Итоговое занятие"]


def test_what_a_lesson_took_is_not_taken_back(web: Web, vera: Browser) -> None:
    healed(web)
    made = web.db(lambda: PlanCorrection.get())
    (number,) = re.findall(r'"item": (\d+)', made.lines)
    order = web.db(lambda: PlanItem.get_by_id(int(number)).number)
    lesson = web.lesson("algebra")
    fields = vera.form(f"/lessons/{lesson}", f"/lessons/{lesson}") | {"take": number}
    taken = vera.post(f"/lessons/{lesson}", fields)
    assert taken.status_code == 303, taken.text
    count = len(topics(web))
    answer = vera.post(back(web), form(page_of(web), back(web)))
    assert (answer.status_code, f"№ {order} уже записана в урок" in answer.text) == (422, True)
    assert len(topics(web)) == count and web.db(CorrectionUndone.select().count) == 0


def test_what_was_written_anew_since_stays(web: Web, vera: Browser) -> None:
    healed(web)
    (number,) = re.findall(r'"item": (\d+)', web.db(lambda: PlanCorrection.get().lines))
    page = f"/plans/{plan_id(web)}/items/{number}"
    assert vera.post(page, vera.form(page) | {"topic": "Своя тема"}).status_code == 303
    answer = vera.post(back(web), form(page_of(web), back(web)))
    assert (answer.status_code, "изменена или убрана" in answer.text) == (422, True)
    assert "Своя тема" in topics(web)


def test_twice_is_refused_and_strangers_are_not_let(web: Web, vera: Browser) -> None:
    healed(web)
    place, fields = back(web), form(page_of(web), back(web))
    key = {"key": f"{'k' * 20}~{web.school['oleg']}", "version": fields["version"]}
    assert web.browser("oleg").post(place, key).status_code == 404
    assert vera.post(place, fields).status_code == 303
    again = vera.post(place, fields)
    assert again.status_code == 303 and web.db(CorrectionUndone.select().count) == 1
    version = str(web.db(lambda: Plan.get_by_id(plan_id(web)).version))
    other = vera.post(place, {"key": f"{'z' * 20}~{web.school['vera']}", "version": version})
    assert (other.status_code, "уже отменена" in other.text) == (422, True)
