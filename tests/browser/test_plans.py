"""A class lost lessons to quarantine: its plan is healed, handed in and accepted."""

import pytest
from playwright.sync_api import expect

from ejournal.demo import school
from ejournal.models.curriculum import Group, Subject
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import PlanItem
from tests.browser.test_looks import check, look_at
from tests.browser.windows import PC, PHONE, Windows

pytestmark = pytest.mark.clause("4.5.1")
LINK = 24  # px


def behind() -> Group:
    """A page of the class that was in quarantine."""
    found: Group = (
        Group.select().join(Subject).where((Group.grade == 4) & (Subject.name == "Русский язык")).get()
    )
    return found


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_plan_that_is_behind_is_healed_handed_in_and_accepted(windows: Windows, js: bool) -> None:
    page = windows.open(school.DEPUTY, js, PC if js else PHONE)
    page.goto("/plans?state=behind")
    page.get_by_role("link", name="Русский язык, 4 класс").click()
    expect(page.get_by_text("Не хватает уроков: 3")).to_be_visible()
    page.get_by_role("link", name="Подобрать, что объединить").click()
    chosen = page.locator('input[name="pair"]:checked')
    expect(chosen).to_have_count(3)
    chosen.first.uncheck()
    page.get_by_role("button", name="Объединить отмеченное").click()
    expect(page.get_by_text("Не хватает уроков: 1")).to_be_visible()
    assert PlanCorrection.select().count() == 1
    topics = page.locator(".plan tbody th[scope=row] a")
    assert min(box["height"] for box in (topics.nth(at).bounding_box() for at in range(5)) if box) >= LINK
    page.get_by_role("button", name="Сдать на утверждение").click()
    page.get_by_role("button", name="Принять").click()
    expect(page.locator("h1 small")).to_have_text("принят")
    newest = PlanReview.select().order_by(PlanReview.id.desc()).get()
    assert (newest.plan_id, newest.kind) == (behind().plan_id, "accepted")


def test_the_pages_can_be_read_and_used(windows: Windows) -> None:
    plan = behind().plan_id
    item = PlanItem.get((PlanItem.plan == plan) & (PlanItem.number == 100)).id
    accepted = PlanReview.get((PlanReview.plan == plan) & (PlanReview.kind == "accepted")).id
    inside = ("", "/heal", f"/items/{item}", "/items/new?after=170", f"/accepted/{accepted}")
    addresses = ["/plans", *(f"/plans/{plan}{rest}" for rest in inside), f"/plans/new/{behind().id}"]
    check(look_at(windows.open(school.DEPUTY), *addresses))
