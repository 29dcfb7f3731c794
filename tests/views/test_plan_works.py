"""п. 2.2: what is doubtful in the works of a КТП is told on its page, in the list, before it is loaded."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson
from tests.client import Web, queries
from tests.school import MONDAY
from tests.views.tables import rows
from tests.views.test_plans import plan_id, press

pytestmark = pytest.mark.clause("2.2")

WEDNESDAY = MONDAY + timedelta(days=2)
PAGE_QUERIES = 18


def plan_of(web: Web, group: str, *kinds: str) -> int:
    """A plan of lessons with works of these kinds for a page."""

    def write() -> int:
        plan: int = Plan.create(title=group).id
        rows = [
            {"plan": plan, "number": number, "section": "", "topic": f"Тема {number}", "work_kind": kind}
            for number, kind in enumerate(kinds, start=1)
        ]
        PlanItem.insert_many([one | {"homework": ""} for one in rows]).execute()
        Group.update(plan=plan).where(Group.id == web.school.groups[group]).execute()
        return plan

    return web.db(write)


def doubts(web: Web, who: str = "vera") -> str:
    return web.browser(who).get(f"/plans/{plan_id(web)}").text


def from_monday(web: Web) -> None:
    """The algebra begins on Monday: its second topic, a control work, is on Wednesday."""
    before = (Lesson.group == web.school.groups["algebra"]) & (Lesson.date < MONDAY)
    web.db(Lesson.delete().where(before).execute)


def move(web: Web, group: str, to: int) -> None:
    """The first lesson of a page from today on is on Wednesday, at this place."""

    def write() -> None:
        one = Lesson.select().where((Lesson.group == web.school.groups[group]) & (Lesson.date >= MONDAY))
        first = one.order_by(Lesson.date, Lesson.number).get().id
        Lesson.delete().where((Lesson.group == web.school.groups[group]) & (Lesson.date < MONDAY)).execute()
        Lesson.update(date=WEDNESDAY, number=to).where(Lesson.id == first).execute()

    web.db(write)


def test_two_control_works_of_a_class_on_one_day_are_told_of_on_the_page_of_the_plan(web: Web) -> None:
    from_monday(web)
    assert "в один день с контрольной" not in doubts(web)
    plan_of(web, "history", "control")
    move(web, "history", 3)
    told = "Контрольная № 2 (25.11) в один день с контрольной по предмету «История»"
    assert told in doubts(web) and told in doubts(web, "dina")
    page = f"/plans/{plan_id(web)}"
    assert press(web.browser("vera"), page, f"{page}/hand-in")[0] == 303  # it stops nothing
    assert press(web.browser("dina"), page, f"{page}/accept")[0] == 303


def test_who_is_taught_at_home_has_no_lessons_of_a_class(web: Web) -> None:
    from_monday(web)
    plan_of(web, "history", "control")
    move(web, "history", 3)
    web.db(Group.update(kind="home").where(Group.id == web.school.groups["algebra"]).execute)
    assert "в один день с контрольной" not in doubts(web)


def test_a_control_work_on_the_first_lesson_of_the_day_is_told_of(web: Web) -> None:
    from_monday(web)
    spare = [{"plan": plan_id(web), "number": n, "section": "", "topic": f"Тема {n}"} for n in range(5, 40)]
    web.db(PlanItem.insert_many([one | {"homework": "", "work_kind": ""} for one in spare]).execute)
    shown = doubts(web)  # Wednesday has one lesson alone: it is the first and the last
    assert "На первом уроке дня контрольных лучше не писать: № 2 (25.11)." in shown
    assert "На последнем уроке дня контрольных лучше не писать: № 2 (25.11)." in shown


def test_a_control_work_that_is_too_long_is_told_of_in_the_list(web: Web) -> None:
    plan = plan_id(web)
    web.db(PlanItem.update(work_kind="control").where(PlanItem.plan == plan).execute)
    (line,) = [one for one in rows(web.browser("dina").get("/plans").text) if one[0].startswith("Алгебра")]
    assert "Контрольная № 1–4: уроков подряд 4" in line[3]


def test_other_pages_of_the_class_cost_no_more_questions(web: Web) -> None:
    dina, plan = web.browser("dina"), plan_id(web)
    counts = []
    for group in ("history", "english1", "english2"):
        plan_of(web, group, "control", "", "control")
        with queries() as asked:
            dina.get(f"/plans/{plan}")
        counts.append(len(asked))
    assert len(set(counts)) == 1 and counts[0] <= PAGE_QUERIES
