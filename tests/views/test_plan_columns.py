"""п. 4.5.1: the columns of a lesson of a КТП (domain facts, 5.6) in its form and on the pages of the plan."""

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import PlanItem, items_of
from tests.client import Web, form
from tests.views.tables import row
from tests.views.test_plans import item_page, plan_id, press

pytestmark = pytest.mark.clause("4.5.1")

TYPED = {"control_form": "Тест <1>", "practical": "0.5", "resources": "РЭШ, урок 3", "note": "к экзамену"}


def first(web: Web) -> PlanItem:
    plan = plan_id(web)
    return web.db(lambda: items_of([plan])[0])


def test_the_columns_are_typed_and_shown_on_the_page_and_in_the_accepted_plan(web: Web) -> None:
    vera, dina, page = web.browser("vera"), web.browser("dina"), item_page(web, 1)
    assert press(vera, page, page, **TYPED)[0] == 303
    item = first(web)
    assert (item.control_form, item.practical, item.note) == ("Тест <1>", "0,5", "к экзамену")
    plan = f"/plans/{plan_id(web)}"
    shown = row(dina.get(plan).text, item.topic)[1]
    for text in ("Тест <1> · практических часов 0,5", "Ресурсы: РЭШ, урок 3", "Примечание: к экзамену"):
        assert text in shown
    press(vera, plan, f"{plan}/hand-in")
    press(dina, plan, f"{plan}/accept")
    assert press(vera, page, page, note="")[0] == 303
    assert first(web).note is None
    review = web.db(lambda: PlanReview.get(PlanReview.kind == "accepted").id)
    assert "Примечание: к экзамену" in vera.get(f"{plan}/accepted/{review}").text


def test_more_practice_than_an_hour_is_refused_and_what_was_typed_stays(web: Web) -> None:
    vera, page = web.browser("vera"), item_page(web, 1)
    status, shown = press(vera, page, page, **{**TYPED, "practical": "2"})
    assert status == 422 and "от 0 до 1" in shown and "4.5.1" in shown
    assert form(shown, page)["practical"] == "2" and form(shown, page)["note"] == "к экзамену"
    assert first(web).note is None


def test_a_stranger_types_nothing(web: Web) -> None:
    sent = {"key": "k", "version": "1", "topic": "Чужая", **TYPED}
    assert web.browser("nina").post(item_page(web, 1), sent).status_code == 403
    assert web.browser("oleg").post(item_page(web, 1), sent).status_code == 404
    assert first(web).note is None


def test_a_copy_has_all_the_columns(web: Web) -> None:
    vera, page = web.browser("vera"), item_page(web, 1)
    press(vera, page, page, **TYPED)
    item, dina = first(web), web.browser("dina")
    web.db(lambda: _of_algebra(web.school.groups["history"], web.school.groups["algebra"]))
    new = f"/plans/new/{web.school.groups['history']}"
    sent = dina.form(new) | {"title": "Копия", "source": str(plan_id(web))}
    assert dina.post(new, sent).status_code == 303
    copied = plan_id(web, "history")
    made = web.db(lambda: items_of([copied])[0])
    for name in ("control_form", "practical", "resources", "note"):
        assert getattr(made, name) == getattr(item, name) is not None


def _of_algebra(page: int, like: int) -> None:
    """The history becomes another page of the algebra."""
    Group.update(subject=Group.get_by_id(like).subject_id).where(Group.id == page).execute()


def test_what_a_phone_folds_is_a_link_away(web: Web) -> None:
    vera, plan = web.browser("vera"), f"/plans/{plan_id(web)}"
    assert 'href="?full=yes"' in vera.get(plan).text
    whole = vera.get(f"{plan}?full=yes").text
    assert 'class="ready plan full"' in whole and 'href="?full=yes"' not in whole
