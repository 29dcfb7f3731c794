"""п. 4.5.5: after its days a term mark is put right by a memo alone; days given later replace nothing."""

from datetime import date, datetime
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models import term_memos as stored
from ejournal.models.memos import Old
from ejournal.models.term_memos import TermAnnulment, TermMemo, TermMemoDecision
from ejournal.models.terms import TermExtension, TermMark, decisions
from ejournal.reports import diary_terms
from ejournal.reports import term_marks as report
from ejournal.rules.refusal import Way
from ejournal.services import term_marks, term_memos
from tests.school import School, at
from tests.services.steps import last_entry, refused, rows
from tests.services.terms import AFTER, broken, choose, group_of, marks, quarter

pytestmark = pytest.mark.clause("4.5.5")
LATER = at("10:00", date(2027, 1, 12))


@pytest.fixture
def wrong(school: School) -> TermMark:
    """Аня has got a «4» instead of a «5», and the days of the quarter are over."""
    marks(school, anya="5 5 4", borya="4 4 4")
    choose(school, {"anya": "4", "borya": "4"})
    found: TermMark = TermMark.get(TermMark.pupil == school["anya"])
    return found


def report_mistake(school: School, becomes: str = "5", now: datetime = LATER, **given: Any) -> TermMemo:
    seen = decisions([school.groups["algebra"]])[school.groups["algebra"], school["anya"], quarter()].id
    said: dict[str, Any] = {
        "reason": "slip",
        "words": "",
        "evidence": "ведомость",
        "seen": seen,
        "by": "vera",
    } | given
    by = school.actor(said.pop("by"))
    where = group_of(school), quarter(), school["anya"]
    term_memos.report_mistake(*where, becomes=becomes, **said, by=by, now=now)
    found: TermMemo = rows(TermMemo)[-1]
    return found


def decide(school: School, memo: TermMemo, approved: bool = True, words: str = "", by: str = "dina") -> None:
    who = school.actor(by, Role.DEPUTY)
    term_memos.decide(group_of(school), memo, approved, words, by=who, now=LATER)


def standing(school: School, key: str = "anya") -> str:
    found = decisions([school.groups["algebra"]])
    return found[school.groups["algebra"], school[key], quarter()].value


def test_an_approved_memo_annuls_the_mark_and_the_right_one_stands(school: School, wrong: TermMark) -> None:
    memo = report_mistake(school)
    assert standing(school) == "4"  # until it is decided
    decide(school, memo)
    assert standing(school) == "5"
    (gone,) = rows(TermAnnulment)
    assert (gone.mark_id, gone.memo_id) == (wrong.id, memo.id)
    assert [(row.value, row.replaces_id) for row in rows(TermMark)[-1:]] == [("5", wrong.id)]
    assert (last_entry().kind, last_entry().person_id) == ("memo.decide_term", school["dina"])
    key = (school.groups["algebra"], school["anya"], quarter())
    assert stored.corrected([school.groups["algebra"]]) == {key: Old("4", memo.number)}
    assert broken() == []


def test_a_mark_put_right_twice_shows_both_that_were(school: School, wrong: TermMark) -> None:
    decide(school, report_mistake(school))
    decide(school, report_mistake(school, "3"))
    (old,) = stored.corrected([school.groups["algebra"]]).values()
    assert old == Old("4 5", 2) and standing(school) == "3"


def test_memos_of_lessons_and_of_terms_are_numbered_in_one_row(school: School, wrong: TermMark) -> None:
    report_mistake(school)
    assert stored.next_number(LATER.year) == 2
    assert stored.next_number(LATER.year + 1) == 1


def test_a_refused_memo_changes_nothing_and_is_explained(school: School, wrong: TermMark) -> None:
    memo = report_mistake(school)
    with refused("4.5.4"):
        decide(school, memo, approved=False)
    decide(school, memo, approved=False, words="ведомость говорит другое")
    assert standing(school) == "4" and not rows(TermAnnulment)
    with refused("4.5.5", Way.RELOAD):
        decide(school, memo)
    report_mistake(school)  # may be told of again


def test_nobody_decides_of_the_own_memo(school: School, wrong: TermMark) -> None:
    memo = report_mistake(school, by="dina")
    with refused("4.5.4"):
        decide(school, memo)
    assert not rows(TermMemoDecision)


WRONG: dict[str, tuple[dict[str, Any], Way | None]] = {
    "not the mark that was seen": ({"seen": 999}, Way.RELOAD),
    "nothing chosen": ({"becomes": ""}, None),
    "no such mark": ({"becomes": "зач"}, None),
    "the same mark": ({"becomes": "4"}, None),
    "while the days last it is replaced on the page": ({"now": at("12:00", date(2026, 12, 28))}, None),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_memo_may_not_say(school: School, wrong: TermMark, name: str) -> None:
    given, way = WRONG[name]
    with refused("4.5.5", way):
        report_mistake(school, **given)


def test_one_memo_of_a_mark_waits_at_a_time(school: School, wrong: TermMark) -> None:
    report_mistake(school)
    with refused("4.5.5", Way.RELOAD):
        report_mistake(school, "3")


def test_a_mark_replaced_meanwhile_is_not_put_right(school: School, wrong: TermMark) -> None:
    """The deputy gives the pupil days, the teacher replaces the mark, the old memo has nothing to mend."""
    memo = report_mistake(school)
    extend(school, "anya")
    choose(school, {"anya": "5"}, LATER)
    with refused("4.5.5", Way.RELOAD):
        decide(school, memo)


def extend(school: School, pupil: str | None = None, now: datetime = LATER) -> None:
    by, whose = school.actor("dina", Role.DEPUTY), school[pupil] if pupil else None
    term_marks.extend(group_of(school), quarter(), whose, "other", by=by, now=now)


def test_days_given_to_a_page_after_the_period_are_for_missing_marks_alone(
    school: School, wrong: TermMark
) -> None:
    extend(school)
    with refused("4.5.5", Way.MEMO):
        choose(school, {"anya": "5"}, LATER)
    choose(school, {"vova": _reasoned("3")}, LATER)
    assert standing(school, "vova") == "3"
    report_mistake(school)  # the way that is left for what stands


def _reasoned(value: str) -> term_marks.Choice:
    return term_marks.Choice(value, reason="council")


def test_days_given_to_a_page_within_the_period_let_it_replace_until_the_period_ends(
    school: School, wrong: TermMark
) -> None:
    extend(school, now=at("9:00", AFTER))
    choose(school, {"anya": "5"}, at("12:00", AFTER))
    assert standing(school) == "5"


def test_days_given_to_a_pupil_let_that_pupil_alone_be_decided_anew(school: School, wrong: TermMark) -> None:
    extend(school, "anya")
    with refused("4.5.5", Way.MEMO):
        choose(school, {"borya": "5"}, LATER)
    choose(school, {"anya": "5"}, LATER)
    assert standing(school) == "5"


def withdraw(school: School, pupil: str | None = None, now: datetime = LATER) -> None:
    by, whose = school.actor("dina", Role.DEPUTY), school[pupil] if pupil else None
    term_marks.withdraw(group_of(school), quarter(), whose, by=by, now=now)


def test_days_that_were_taken_back_let_nothing_be_set_and_what_was_set_stays(
    school: School, wrong: TermMark
) -> None:
    extend(school)
    choose(school, {"vova": _reasoned("3")}, LATER)
    withdraw(school)
    with refused("4.5.5", Way.MEMO):
        choose(school, {"glasha": _reasoned("3")}, LATER)
    assert standing(school, "vova") == "3"
    assert [row.until for row in rows(TermExtension)] == [date(2027, 1, 14)]  # the trace of both
    assert (last_entry().kind, last_entry().person_id) == ("terms.withdraw", school["dina"])
    assert broken() == []
    extend(school)  # and may be given again
    choose(school, {"glasha": _reasoned("3")}, LATER)


def test_only_what_lasts_is_taken_back_and_each_from_whom_it_was_given(
    school: School, wrong: TermMark
) -> None:
    extend(school, "anya")
    with refused("4.5.5", Way.RELOAD):
        withdraw(school)
    with refused("4.5.5", Way.RELOAD):
        withdraw(school, "anya", at("10:00", date(2027, 1, 20)))
    withdraw(school, "anya")
    with refused("4.5.5", Way.RELOAD):
        withdraw(school, "anya")


def lines(school: School) -> dict[int, report.Line]:
    page = report.page(group_of(school), quarter(), LATER)
    assert page
    return {line.pupil: line for line in page.lines}


def test_the_page_shows_what_was_and_takes_only_what_the_rules_take(school: School, wrong: TermMark) -> None:
    decide(school, report_mistake(school))
    extend(school)
    shown = lines(school)
    assert shown[school["anya"]].old == Old("4", 1)
    assert [shown[school[key]].open for key in ("anya", "borya", "vova")] == [False, False, True]


def test_the_family_sees_the_right_mark_with_corrected(school: School, wrong: TermMark) -> None:
    decide(school, report_mistake(school))
    told = diary_terms.of_pupil(school["anya"], LATER.date()).subjects
    assert [*told["Алгебра"].values()] == ["5, исправлено"]
    other = diary_terms.of_pupil(school["borya"], LATER.date()).subjects
    assert [*other["Алгебра"].values()] == ["4"]
