"""Term marks are set in their days, replaced by appending, explained, extended; nothing is ever changed."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.db import database
from ejournal.models.audit import Audit
from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Mark, MarkWithdrawal, Work
from ejournal.models.memos import Annulment
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import Person
from ejournal.models.terms import Term, TermExtension, TermGround, TermMark, decisions
from ejournal.reports import term_marks as report
from ejournal.rules.refusal import Way
from ejournal.services import outside, settings, term_marks
from ejournal.services.deeds import add_fact, deed
from ejournal.services.term_marks import Choice
from tests.school import BY, School, at
from tests.services.steps import refused, rows
from tests.services.terms import (
    AFTER,
    DEADLINE,
    MORNING,
    OPEN,
    WINDOW,
    a_class,
    answers,
    broken,
    choose,
    give,
    group_of,
    later,
    marks,
    quarter,
)

pytestmark = pytest.mark.clause("4.5.5")

PUPILS = ("anya", "borya", "vova", "glasha")
ROWS = """SELECT m.pupil_id, m.value, w.weight FROM mark m JOIN work w ON w.id = m.work_id
    JOIN lesson l ON l.id = w.lesson_id WHERE l.group_id = {group}"""
AWAY = """SELECT a.pupil_id, a.code FROM absence a JOIN lesson l ON l.id = a.lesson_id
    WHERE l.group_id = {group}"""


def standing(school: School) -> dict[str, str]:
    found = decisions([school.groups["algebra"]])
    return {key: one.value for (_, pupil, _), one in found.items() for key in PUPILS if school[key] == pupil}


def by_hand(school: School, lessons: int) -> dict[int, str]:
    """The proposals reckoned from the rows themselves: sums of whole numbers, no rule of the program."""
    group = school.groups["algebra"]
    given: dict[int, list[tuple[int, int]]] = {}
    for pupil, value, weight in database.execute_sql(ROWS.format(group=group)).fetchall():
        given.setdefault(pupil, []).append((int(value), weight))
    missed: dict[int, int] = {}
    for pupil, code in database.execute_sql(AWAY.format(group=group)).fetchall():
        missed[pupil] = missed.get(pupil, 0) + (code in ("Б", "УП"))
    found = {}
    for pupil in (school[key] for key in PUPILS):
        own = given.get(pupil, [])
        if len(own) < 3:
            found[pupil] = "н/а" if missed.get(pupil, 0) * 2 > lessons else ""
            continue
        total, weights = sum(mark * weight for mark, weight in own), sum(weight for _, weight in own)
        better = [mark for mark, least in ((5, 460), (4, 360), (3, 260)) if total * 100 >= least * weights]
        found[pupil] = str(better[0] if better else 2)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_page_says_what_the_rows_say(school: School, seed: int) -> None:
    give(school.groups["algebra"], a_class(school, seed), by=school.actor("vera"), now=MORNING)
    page = report.page(group_of(school), None, OPEN)
    assert page is not None
    assert {line.pupil: line.proposal.value for line in page.lines} == by_hand(school, 9)


@pytest.mark.parametrize(
    ("codes", "value"),
    [("Б Б УП", "н/а"), ("Н Н Н", ""), ("НП НП НП", ""), ("Б УП Н", ""), ("Б УП НП", "")],
)
def test_not_attested_is_who_missed_most_for_a_good_cause(school: School, codes: str, value: str) -> None:
    """Of four lessons: three missed ill or by leave are more than a half, two are not."""
    marks(school, anya=f"4 {codes}")
    page = report.page(group_of(school), None, OPEN)
    assert page is not None
    assert {line.pupil: line.proposal.value for line in page.lines}[school["anya"]] == value


def test_marks_in_entry_are_not_counted(school: School) -> None:
    marks(school, anya="5 5 5")
    give(school.groups["english1"], {school["anya"]: answers("5")}, by=school.actor("marina"), now=OPEN)
    page = report.page(group_of(school, "english1"), None, OPEN - timedelta(minutes=1))
    assert page is not None
    assert [line.proposal.count for line in page.lines] == [0, 0]


def test_what_is_set_is_a_fact_with_its_reason_and_the_chain_holds(school: School) -> None:
    marks(school, anya="5 5 4", borya="4 4 4", vova="3 3 3")
    choose(school, {"anya": "5", "borya": Choice("5", reason="control"), "vova": "3"})
    assert standing(school) == {"anya": "5", "borya": "5", "vova": "3"}
    (ground,) = rows(TermGround)
    assert (ground.reason, ground.mark.pupil_id) == ("control", school["borya"])
    entry = Audit.select().where(Audit.kind == "terms.set").get()
    assert (entry.facts, entry.object_id, entry.duty) == (4, school.groups["algebra"], Role.TEACHER)
    assert broken() == []


def test_while_the_days_last_a_decision_is_replaced_by_another_row(school: School) -> None:
    marks(school, anya="5 5 4")
    choose(school, {"anya": "5"})
    choose(school, {"anya": Choice("4", reason="trend")}, at("23:59", DEADLINE))
    first, second = rows(TermMark)
    assert (first.value, second.value, second.replaces_id) == ("5", "4", first.id)
    assert standing(school) == {"anya": "4"}


def test_the_same_request_twice_is_one_mark(school: School) -> None:
    marks(school, anya="5 5 4")
    page, term = group_of(school), quarter()
    for _ in range(2):
        choice = {school["anya"]: Choice("5")}
        term_marks.set_marks(page, term, choice, by=school.actor("vera", request="once"), now=OPEN)
    assert len(rows(TermMark)) == 1


@pytest.mark.parametrize(
    ("day", "way"), [(WINDOW - timedelta(days=1), None), (AFTER, Way.MEMO), (date(2027, 3, 1), Way.MEMO)]
)
def test_outside_the_days_nothing_is_set_nor_replaced(school: School, day: date, way: Way | None) -> None:
    marks(school, anya="5 5 4", borya="4 4 4")
    choose(school, {"anya": "5"})
    for pupil in ("anya", "borya"):
        with refused("4.5.5", way):
            choose(school, {pupil: "4"}, at("12:00", day))


def test_far_from_the_threshold_a_reason_is_asked_and_near_it_is_not(school: School) -> None:
    marks(school, anya="5 5 4 4", borya="5 5 5 4")  # 4,50 and 4,75
    with refused("4.5.5"):
        choose(school, {"anya": "3"})
    choose(school, {"anya": "5", "borya": "4"})
    assert standing(school) == {"anya": "5", "borya": "4"}


def test_a_reason_left_from_another_choice_is_not_kept_with_what_is_proposed(school: School) -> None:
    marks(school, anya="5 5 4")
    choose(school, {"anya": Choice("3", reason="control")})
    choose(school, {"anya": Choice("5", reason="control")})
    assert [ground.mark.value for ground in rows(TermGround)] == ["3"]


def test_all_or_none_of_one_deed_and_over_what_was_seen(school: School) -> None:
    marks(school, anya="5 5 4", borya="4 4 4")
    with refused("4.5.5"):
        choose(school, {"anya": "5", "borya": "2"})
    choose(school, {"anya": "5"})
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"anya": Choice("5", seen=999)})
    with refused("4.5.5"):
        choose(school, {"anya": ""})
    with refused("4.5.5"):
        choose(school, {"anya": "зач"})


def test_somebody_of_another_group_and_a_term_of_another_page_are_refused(school: School) -> None:
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"yana": "5"})
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"anya": "5"}, term=Term("period", 999))
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"anya": "5"}, term=Term("exam"))


def test_the_deputy_gives_a_page_the_days_to_the_end_of_the_period(school: School) -> None:
    marks(school, anya="5 5 4", borya="4 4 4")
    deputy = school.actor("dina", Role.DEPUTY)
    term_marks.extend(group_of(school), quarter(), None, "lesson", by=deputy, now=at("9:00", AFTER))
    assert rows(TermExtension)[0].until == date(2026, 12, 30)
    assert rows(TermExtension)[0].reason == "lesson"
    with refused("4.5.5", Way.RELOAD):
        term_marks.extend(group_of(school), quarter(), None, "whim", by=deputy, now=at("9:00", AFTER))
    choose(school, {"anya": "5"}, at("12:00", date(2026, 12, 30)))
    with refused("4.5.5", Way.MEMO):
        choose(school, {"borya": "4"}, at("12:00", date(2026, 12, 31)))


def test_one_pupil_is_given_time_and_the_others_are_not(school: School) -> None:
    marks(school, anya="5 5 4", borya="4 4 4")
    deputy, late = school.actor("dina", Role.DEPUTY), at("9:00", date(2027, 1, 11))
    term_marks.extend(group_of(school), quarter(), school["anya"], "returned", by=deputy, now=late)
    assert rows(TermExtension)[0].until == date(2027, 1, 13)  # the second school day after
    with refused("4.5.5", Way.MEMO):
        choose(school, {"borya": "4"}, late)
    choose(school, {"anya": "5"}, late)


def test_who_left_before_the_end_gets_no_mark(school: School) -> None:
    mine = (GroupMember.group == school.groups["algebra"]) & (GroupMember.person == school["vova"])
    GroupMember.update(valid_to=date(2026, 12, 10)).where(mine).execute()
    page = report.page(group_of(school), None, OPEN)
    assert page is not None
    assert school["vova"] not in {line.pupil for line in page.lines}


def test_a_mark_that_came_later_shows_another_proposal(school: School) -> None:
    marks(school, anya="5 4 4")
    choose(school, {"anya": "4"})
    lesson = school.lesson("algebra", date(2026, 12, 25), 1)
    assert Work.select().where(Work.lesson == lesson).count() == 0
    later(lesson, school["anya"], by=school.actor("vera"), now=at("10:00", date(2026, 12, 25)))
    page = report.page(group_of(school), None, at("12:00", date(2026, 12, 25)))
    assert page is not None
    now = {line.pupil: line.later for line in page.lines}
    assert (now[school["anya"]], now[school["borya"]]) == ("5", "")


def told_later(school: School, now: datetime) -> str:
    """What the page says of Аня: «теперь предлагается …»."""
    page = report.page(group_of(school), None, now)
    assert page is not None
    return {line.pupil: line.later for line in page.lines}[school["anya"]]


@deed("test.annul", of="lesson")
def annul(mark: Mark, *, by: Actor, now: datetime) -> None:
    add_fact(MarkWithdrawal, mark=mark)
    add_fact(Annulment, mark=mark, memo=None, reversal=None)


def test_a_mark_that_was_annulled_later_shows_another_proposal(school: School) -> None:
    marks(school, anya="5 5 5 2")  # 4,25
    choose(school, {"anya": "4"})
    assert told_later(school, OPEN) == ""
    wrong = Mark.get((Mark.pupil == school["anya"]) & (Mark.value == "2"))
    annul(wrong, by=school.actor("vera"), now=OPEN + timedelta(hours=1))
    assert told_later(school, OPEN + timedelta(hours=2)) == "5"
    choose(school, {"anya": "5"}, OPEN + timedelta(hours=3))
    assert told_later(school, OPEN + timedelta(hours=4)) == ""


def test_a_statement_recorded_or_withdrawn_later_shows_another_proposal(school: School) -> None:
    marks(school, anya="5 4 4")
    choose(school, {"anya": "4"})
    by, hour = school.actor("nina", Role.CLASS_TEACHER), timedelta(hours=1)
    typed = {school.groups["algebra"]: ("Алгебра", "5 5 5 5")}  # with them 33 ÷ 7 = 4,71
    days = (date(2026, 12, 1), date(2026, 12, 20))
    pupil = Person.get_by_id(school["anya"])
    outside.record(pupil, "Больница № 2", "№ 5 от 21.12.2026", days, typed, by=by, now=OPEN + hour)
    assert told_later(school, OPEN + 2 * hour) == "5"
    choose(school, {"anya": "5"}, OPEN + 3 * hour)
    assert told_later(school, OPEN + 4 * hour) == ""
    outside.withdraw(OutsideStatement.get(), by=by, now=OPEN + 5 * hour)
    assert told_later(school, OPEN + 6 * hour) == "4"


def test_the_school_has_its_own_thresholds_and_days(school: School) -> None:
    marks(school, anya="5 5 5 4 4")  # 4,60
    settings.change({"term_five": 465, "term_deadline_days": 1}, by=BY, now=MORNING)
    page = report.page(group_of(school), None, OPEN)
    assert page is not None
    assert page.lines[0].proposal.value == "4"
    assert page.window.deadline == date(2026, 12, 29)


def test_grade_one_gets_a_sentence_and_no_mark(school: School) -> None:
    words = Choice("зач", words="освоил(а) программу")
    choose(school, {"yana": words}, group="counting")
    assert rows(TermGround)[0].words == "освоил(а) программу"
    for wrong in (Choice("5"), Choice("зач"), Choice("незач", words="освоил(а) программу")):
        with refused("4.5.5"):
            choose(school, {"yana": wrong}, group="counting")


def test_a_reason_that_is_not_in_the_list_is_refused_wherever_it_comes_from(school: School) -> None:
    """Even where no reason is needed: the exam, learning without marks, what is proposed itself."""
    marks(school, anya="5 5 4")
    settings.change({"exam_grades": "7"}, by=BY, now=MORNING)
    crafted = "x" * 100  # more than the column takes
    praised = Choice("зач", words="освоил(а) программу", reason=crafted)
    for given in (
        {"choices": {"anya": Choice("5", reason=crafted)}, "term": Term("exam")},
        {"choices": {"anya": Choice("5", reason=crafted)}},
        {"choices": {"yana": praised}, "group": "counting"},
        {"choices": {"anya": Choice("5", words=crafted)}},
    ):
        with refused("4.5.5", Way.RELOAD):
            choose(school, **given)
