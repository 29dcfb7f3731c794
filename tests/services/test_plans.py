"""п. 4.5.1: a plan is typed, handed in, accepted, returned, copied, healed; a refusal writes nothing."""

import json
from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.audit import Revision
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.plan_lessons import followers, lessons_of
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.reports import plan_healing as report
from ejournal.rules.plans import Planned, course
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import days_off, lessons, plan_copies, plan_healing, plan_items, plan_reviews
from ejournal.services.verify import verify
from tests.school import MONDAY, TOPICS, ZONE, School, at
from tests.services.steps import last_entry, refused, rows

pytestmark = pytest.mark.clause("4.5.1")

NOW = at("15:00")
DEGREE = Planned("Многочлены", "Степень многочлена", "§ 9", "")


def plan_of(school: School) -> Plan:
    found: Plan = Plan.get_by_id(Group.get_by_id(school.groups["algebra"]).plan_id)
    return found


def topics(plan: Plan) -> list[str]:
    items = items_of([plan.id])
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    return [item.topic for item in items]


def item(plan: Plan, number: int) -> PlanItem:
    return items_of([plan.id])[number - 1]


def take(school: School, number: int, day: date = MONDAY) -> None:
    """The lesson of a day takes an item of the plan."""
    lesson = school.lesson("algebra", day)
    taken = item(plan_of(school), number)
    lessons.take_topic(lesson, taken.id, 0, by=school.actor("vera"), now=at("12:00", day))


def grow(school: School, count: int) -> Plan:
    """A plan of so many lessons, the second of them a control work."""
    plan, vera = plan_of(school), school.actor("vera")
    for number in range(len(topics(plan)), count):
        wanted = Planned(f"Раздел {number // 10}", f"Тема {number + 1}", f"§ {number + 1}", "")
        plan_items.add_item(plan, plan.version, number, wanted, by=vera, now=NOW)
        plan = plan_of(school)
    return plan


def test_a_list_of_lessons_is_one_deed_and_is_all_or_nothing(school: School) -> None:
    plan, vera = plan_of(school), school.actor("vera")
    one, *rest = TOPICS
    added = DEGREE, DEGREE._replace(topic="Корень")
    with pytest.raises(Refusal, match="Запишите тему урока"):
        plan_items.add_item(plan, plan.version, 1, *added, DEGREE._replace(topic=""), by=vera, now=NOW)
    assert topics(plan) == [one, *rest]
    plan_items.add_item(plan, plan.version, 1, *added, by=vera, now=NOW)
    assert topics(plan) == [one, DEGREE.topic, "Корень", *rest]
    assert plan_of(school).version == plan.version
    assert (last_entry().kind, last_entry().object_id) == ("plan.add_item", plan.id)


def test_a_lesson_is_changed_inserted_moved_and_removed_and_numbers_stay_whole(school: School) -> None:
    plan, vera = plan_of(school), school.actor("vera")
    one, two, three, four = TOPICS
    plan_items.add_item(plan, plan.version, 2, DEGREE, by=vera, now=NOW)
    assert topics(plan) == [one, two, DEGREE.topic, three, four]
    assert (last_entry().kind, last_entry().object_id) == ("plan.add_item", plan.id)
    plan = plan_of(school)
    plan_items.move_item(plan, plan.version, item(plan, 3), True, by=vera, now=NOW)
    assert topics(plan) == [one, DEGREE.topic, two, three, four]
    plan = plan_of(school)
    plan_items.remove_item(plan, plan.version, item(plan, 1), by=vera, now=NOW)
    plan = plan_of(school)
    typed = DEGREE._replace(topic="  Степень\nмногочлена  ", work_kind="quiz")
    plan_items.change_item(plan, plan.version, item(plan, 1), typed, by=vera, now=NOW)
    assert topics(plan) == [DEGREE.topic, two, three, four]
    assert (item(plan, 1).work_kind, plan_of(school).version) == ("quiz", 5)
    assert verify(ZONE) == []


def test_two_editors_and_bad_texts_are_refused(school: School) -> None:
    plan, vera = plan_of(school), school.actor("vera")
    with refused("4.5.1", Way.RELOAD):
        plan_items.add_item(plan, plan.version - 1, 0, DEGREE, by=vera, now=NOW)
    with refused("4.5.1"):
        plan_items.add_item(plan, plan.version, 0, DEGREE._replace(topic=" "), by=vera, now=NOW)
    with refused("", Way.RELOAD):
        plan_items.add_item(plan, plan.version, 0, DEGREE._replace(work_kind="lecture"), by=vera, now=NOW)
    with refused("4.5.1"):
        plan_items.move_item(plan, plan.version, item(plan, 1), True, by=vera, now=NOW)


def test_what_a_lesson_took_keeps_its_number(school: School) -> None:
    take(school, 2)
    plan, vera = plan_of(school), school.actor("vera")
    for number in (1, 2):
        with refused("4.5.1"):
            plan_items.remove_item(plan, plan.version, item(plan, number), by=vera, now=NOW)
        with refused("4.5.1"):
            plan_items.move_item(plan, plan.version, item(plan, number), False, by=vera, now=NOW)
    with refused("4.5.1") as caught:
        plan_items.add_item(plan, plan.version, 1, DEGREE, by=vera, now=NOW)
    assert "только после неё, с № 3" in str(caught.value)
    with refused("4.5.1"):
        plan_items.move_item(plan, plan.version, item(plan, 3), True, by=vera, now=NOW)
    plan_items.change_item(plan, plan.version, item(plan, 2), DEGREE, by=vera, now=NOW)
    assert topics(plan)[1] == DEGREE.topic


def test_a_plan_is_handed_in_returned_with_a_remark_handed_in_again_and_accepted(school: School) -> None:
    plan, vera, dina = plan_of(school), school.actor("vera"), school.actor("dina", Role.DEPUTY)
    with refused("4.5.1", Way.RELOAD):
        plan_reviews.accept(plan, plan.version, by=dina, now=NOW)
    plan_reviews.hand_in(plan, plan.version, by=vera, now=NOW)
    with refused("4.5.1", Way.RELOAD):
        plan_reviews.hand_in(plan, plan.version, by=vera, now=NOW)
    with refused("4.5.1"):
        plan_reviews.send_back(plan, plan.version, "  ", by=dina, now=NOW)
    plan_reviews.send_back(plan, plan.version, "Нет резерва", by=dina, now=NOW)
    plan_reviews.hand_in(plan, plan.version, by=vera, now=NOW)
    plan_reviews.accept(plan, plan.version, by=dina, now=NOW)
    assert [(row.kind, row.remark) for row in rows(PlanReview)] == [
        ("handed_in", ""),
        ("returned", "Нет резерва"),
        ("handed_in", ""),
        ("accepted", ""),
    ]
    assert [row[1] for row in json.loads(rows(PlanReview)[-1].items)] == list(TOPICS)
    assert verify(ZONE) == []


def test_what_was_handed_in_is_not_accepted_after_a_change(school: School) -> None:
    plan, vera, dina = plan_of(school), school.actor("vera"), school.actor("dina", Role.DEPUTY)
    plan_reviews.hand_in(plan, plan.version, by=vera, now=NOW)
    shown = plan.version
    plan_items.add_item(plan, shown, 4, DEGREE, by=vera, now=NOW)
    with refused("4.5.1", Way.RELOAD):
        plan_reviews.accept(plan, shown, by=dina, now=NOW)
    with refused("4.5.1", Way.RELOAD):
        plan_reviews.accept(plan, plan_of(school).version, by=dina, now=NOW)


def test_a_page_without_a_plan_gets_an_empty_one_or_a_copy_of_its_own(school: School) -> None:
    english, other, history = (
        Group.get_by_id(school.groups[key]) for key in ("english1", "english2", "history")
    )
    marina = school.actor("marina")
    plan_copies.start(english, [english], "Английский, 7 класс", by=marina, now=NOW)
    made = Plan.get_by_id(Group.get_by_id(english.id).plan_id)
    assert (made.title, topics(made)) == ("Английский, 7 класс", [])
    with refused("4.5.1"):
        plan_reviews.hand_in(made, made.version, by=marina, now=NOW)
    with refused("4.5.1", Way.RELOAD):
        plan_copies.start(english, [english], "Ещё один", by=marina, now=NOW)
    plan_items.add_item(made, made.version, 0, DEGREE, by=marina, now=NOW)
    oleg = school.actor("oleg")
    plan_copies.copy(other, [other], made, "Английский, группа 2", by=oleg, now=NOW)
    copied = Plan.get_by_id(Group.get_by_id(other.id).plan_id)
    assert copied.id != made.id and topics(copied) == topics(made)
    with refused("4.5.1"):
        plan_copies.copy(history, [history], made, "История", by=school.actor("nina"), now=NOW)
    other = Group.get_by_id(other.id)
    with refused("4.5.1", Way.RELOAD):
        plan_copies.copy(other, [other], made, "Ещё раз", by=oleg, now=NOW)
    plan_items.remove_item(copied, copied.version, item(copied, 1), by=oleg, now=NOW)
    plan_copies.copy(other, [other], made, "", by=oleg, now=NOW)  # into the plan that is empty now
    assert (Group.get_by_id(other.id).plan_id, topics(copied)) == (copied.id, topics(made))
    assert verify(ZONE) == []


def shortage(plan: Plan, group: int) -> int:
    return course(len(topics(plan)), lessons_of([group], plan.id)[group]).shortage


def frost(school: School, first: date, last: date) -> None:
    year, dina = SchoolYear.get(), school.actor("dina", Role.DEPUTY)
    days_off.close_days(year, [school.classes["7"]], "frost", "", first, last, by=dina, now=NOW)


def test_a_plan_that_lost_lessons_is_healed_and_says_what_became_of_them(school: School) -> None:
    group = school.groups["algebra"]
    plan = grow(school, len(lessons_of([group], plan_of(school).id)[group]))
    assert shortage(plan, group) == 0
    take(school, 1)
    taken_late = shortage(plan, group)  # lessons before the first that took an item are over
    frost(school, MONDAY + timedelta(days=2), MONDAY + timedelta(days=2))
    assert shortage(plan, group) == taken_late + 1
    (follower,) = followers(plan.id)
    vera, before = school.actor("vera"), topics(plan)
    first, second = item(plan, 3), item(plan, 5)
    chosen = {first.id: "merged", second.id: "self_study"}
    plan_healing.heal(plan, plan.version, follower, chosen, by=vera, now=NOW)
    after = topics(plan)
    assert after == [*before[:2], ". ".join(before[2:4]), ". ".join(before[4:6]), *before[6:]]
    assert item(plan, 3).homework == "§ 3; § 4"
    assert shortage(plan, group) == taken_late - 1
    lines = json.loads(rows(PlanCorrection)[-1].lines)
    assert [(line["numbers"], line["way"]) for line in lines] == [([3, 4], "merged"), ([5, 6], "self_study")]
    assert lines[0]["reason"].startswith("25.11 актированный день") and "больше" in lines[1]["reason"]
    assert lines[0]["planned"] == (MONDAY + timedelta(days=4)).isoformat()
    gone = Revision.select().where((Revision.record_kind == "plan_item") & (Revision.fields == "null"))
    assert gone.count() == 2
    assert verify(ZONE) == []


def test_control_works_taken_lessons_and_more_than_is_wanting_are_refused(school: School) -> None:
    group = school.groups["algebra"]
    plan, vera = grow(school, 40), school.actor("vera")
    (follower,) = followers(plan.id)
    wanting = shortage(plan, group)
    assert 0 < wanting < 15

    def heal(*numbers: int, way: str = "merged") -> None:
        chosen = {item(plan, number).id: way for number in numbers}
        plan_healing.heal(plan, plan.version, follower, chosen, by=vera, now=NOW)

    for numbers in ((1,), (2,), (), (3, 4), (40,), tuple(range(4, 4 + 2 * (wanting + 1), 2))):
        with refused("4.5.1"):
            heal(*numbers)
    with refused("4.5.1"):
        heal(3, way="forgotten")
    take(school, 3)
    with refused("4.5.1", Way.RELOAD):
        heal(3)


def test_reserve_lessons_fill_a_year_that_is_longer_than_the_plan(school: School) -> None:
    plan, vera = plan_of(school), school.actor("vera")
    spare = -shortage(plan, school.groups["algebra"])
    with refused("4.5.1", Way.RELOAD):
        plan_healing.reserve(plan, plan.version, spare + 1, by=vera, now=NOW)
    plan_healing.reserve(plan, plan.version, spare, by=vera, now=NOW)
    assert shortage(plan, school.groups["algebra"]) == 0
    assert topics(plan)[-1] == "Резервный урок. Повторение"


def test_what_any_group_of_a_plan_took_is_not_merged_for_the_other(school: School) -> None:
    one, other = (Group.get_by_id(school.groups[key]) for key in ("english1", "english2"))
    marina = school.actor("marina")
    plan_copies.start(one, [one, other], "Английский, 7 класс", by=marina, now=NOW)
    for number in range(20):
        plan = Plan.get_by_id(Group.get_by_id(one.id).plan_id)
        wanted = Planned("", f"Тема {number + 1}", "", "")
        plan_items.add_item(plan, plan.version, number, wanted, by=marina, now=NOW)
    plan = Plan.get_by_id(plan.id)
    lesson = school.lesson("english2")
    lessons.take_topic(lesson, item(plan, 3).id, 0, by=school.actor("oleg"), now=at("12:00"))
    groups = followers(plan.id)
    shown = report.page(plan, groups, None)
    assert shown is not None and shown.shortage > 0 and shown.several
    assert min(int(pair.numbers.split(",")[0]) for pair in shown.pairs) == 4
    worst = next(group for group in groups if group.id == shown.group_id)
    for number in (2, 3):
        with refused("4.5.1", Way.RELOAD):
            chosen = {item(plan, number).id: "merged"}
            plan_healing.heal(plan, plan.version, worst, chosen, by=marina, now=NOW)
    chosen = {pair.id: "merged" for pair in shown.pairs if pair.proposed}
    assert len(chosen) == shown.shortage
    plan_healing.heal(plan, plan.version, worst, chosen, by=marina, now=NOW)
    assert max(shortage(plan, group.id) for group in groups) == 0


def test_the_sheet_is_printed_again_with_the_day_of_fact_and_who_agreed(school: School) -> None:
    plan, vera, dina = grow(school, 40), school.actor("vera"), school.actor("dina", Role.DEPUTY)
    (follower,) = followers(plan.id)
    first = item(plan, 3)
    plan_healing.heal(plan, plan.version, follower, {first.id: "condensed"}, by=vera, now=NOW)
    plan, made = plan_of(school), rows(PlanCorrection)[-1]
    (line,) = report.sheet("Школа", follower, made, NOW).lessons
    assert (line.numbers, line.way, line.agreed) == ("3 и 4", "уплотнение", "")
    assert line.day.startswith("__.__.____ (план ")
    take(school, 3)
    plan_reviews.hand_in(plan, plan.version, by=vera, now=at("16:00"))
    plan_reviews.accept(plan, plan.version, by=dina, now=at("17:00"))
    sheet = report.sheet("Школа", follower, made, at("18:00"))
    assert (sheet.lessons[0].day, sheet.agreed) == ("23.11.2026", "Дымова\u00a0Д.Ю., 23.11.2026")
    assert (sheet.teacher, sheet.subject, sheet.classes) == ("Ветрова\u00a0В.И.", "Алгебра", "7 класс")
    assert sheet.deputy == "Дымова\u00a0Д.Ю."


def test_a_correction_that_the_deputy_made_is_signed_by_the_teacher(school: School) -> None:
    plan, dina = grow(school, 40), school.actor("dina", Role.DEPUTY)
    (follower,) = followers(plan.id)
    first = item(plan, 3)
    plan_healing.heal(plan, plan.version, follower, {first.id: "condensed"}, by=dina, now=NOW)
    sheet = report.sheet("Школа", follower, rows(PlanCorrection)[-1], NOW)
    assert sheet.teacher == "Ветрова\u00a0В.И."
