"""п. 4.5.1: several plans are accepted at once; a returned one is announced; a title is changed."""

import re

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import Plan, PlanItem
from tests.client import Web, form
from tests.views.test_plans import plan_id, press

pytestmark = pytest.mark.clause("4.5.1")

BOXES = re.compile(r'name="plan" value="(\d+:\d+)"')


@pytest.fixture
def handed_in(web: Web) -> tuple[int, int]:
    """The plan of the algebra, and one of both groups of English, handed in by their teachers."""
    algebra, english = plan_id(web), web.db(_english, web)
    for key, plan in (("vera", algebra), ("marina", english)):
        page = f"/plans/{plan}"
        assert press(web.browser(key), page, f"{page}/hand-in")[0] == 303
    return algebra, english


def _english(web: Web) -> int:
    plan = Plan.create(title="Английский, 7 класс")
    PlanItem.create(plan=plan, number=1, section="", topic="Знакомство", homework="", work_kind="")
    both = [web.school.groups[key] for key in ("english1", "english2")]
    Group.update(plan=plan).where(Group.id.in_(both)).execute()
    return int(plan.id)


def states(web: Web) -> dict[int, str]:
    return web.db(lambda: {row.plan_id: row.kind for row in PlanReview.select().order_by(PlanReview.id)})


def test_the_deputy_accepts_those_that_were_ticked(web: Web, handed_in: tuple[int, int]) -> None:
    dina = web.browser("dina")
    shown = dina.get("/plans?state=handed_in").text
    boxes = BOXES.findall(shown)
    assert {box.partition(":")[0] for box in boxes} == set(map(str, handed_in)) and len(boxes) == 2
    key = form(shown, "/plans/accept")["key"]
    sent = {"key": key, "state": "handed_in", "plan": boxes}
    assert {dina.post("/plans/accept", sent).status_code for _ in range(2)} == {303}  # twice is once
    assert states(web) == dict.fromkeys(handed_in, "accepted")
    assert web.db(lambda: PlanReview.select().where(PlanReview.kind == "accepted").count()) == 2
    assert BOXES.findall(web.browser("vera").get("/plans").text) == []


def test_a_plan_that_was_changed_meanwhile_is_named_and_the_others_are_accepted(
    web: Web, handed_in: tuple[int, int]
) -> None:
    algebra, english = handed_in
    dina, vera = web.browser("dina"), web.browser("vera")
    shown = dina.get("/plans").text
    page = f"/plans/{algebra}"
    assert press(vera, page, f"{page}/title", title="Алгебра 7, углублённо")[0] == 303
    answer = dina.post("/plans/accept", {"key": "k" * 20, "plan": BOXES.findall(shown)})
    assert (
        answer.status_code == 422 and "Принято планов: 1. Не приняты: «Алгебра 7, углублённо»" in answer.text
    )
    assert "изменили в другом окне" in answer.text
    assert states(web) == {algebra: "handed_in", english: "accepted"}
    empty = dina.post("/plans/accept", {"key": "k" * 20})
    assert empty.status_code == 422 and "Отметьте планы" in empty.text


def test_a_returned_plan_is_announced_to_its_teachers_until_it_is_handed_in_again(
    web: Web, handed_in: tuple[int, int]
) -> None:
    dina, english = web.browser("dina"), f"/plans/{handed_in[1]}"
    assert "замечанием" not in web.browser("oleg").get("/today").text
    press(dina, english, f"{english}/send-back", remark="Добавьте резерв")
    for key, told in (("marina", True), ("oleg", True), ("vera", False)):
        page = web.browser(key).get("/today").text
        assert (f'КТП возвращён с замечанием: <a href="{english}">Английский, 7 класс</a>' in page) is told
    press(web.browser("marina"), english, f"{english}/hand-in")
    assert "замечанием" not in web.browser("oleg").get("/today").text


def test_a_title_is_changed_by_who_keeps_the_plan_and_is_needed(web: Web) -> None:
    vera, page = web.browser("vera"), f"/plans/{plan_id(web)}"
    status, shown = press(vera, page, f"{page}/title", title=" ")
    assert status == 422 and "Назовите план" in shown
    status, shown = press(vera, page, f"{page}/title", title="Алгебра, 7 класс, новая")
    assert status == 303 and "<h1>Алгебра, 7 класс, новая" in shown
    assert f"{page}/title" not in web.browser("nina").get(page).text
    assert web.browser("nina").post(f"{page}/title", {"key": "k", "title": "Х"}).status_code == 403
