"""п. 4.5.4: a set mark is put right by a memo alone: the old value stays; nobody decides of the own memo."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.journal import Mark, MarkWithdrawal
from ejournal.models.memos import Annulment, Memo, MemoDecision, annulled
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import memos
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, cell, last_entry, put, refused, rows

pytestmark = pytest.mark.clause("4.5.4")
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
DECIDED = at("10:00", TUESDAY)


def wrong_mark(school: School, value: str = "2") -> tuple[Lesson, int]:
    """A set mark of Аня, typed by mistake."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, value, at("9:40"))
    found = cell(lesson, "answer", school["anya"])
    assert found
    return lesson, found.id


def report(school: School, lesson: Lesson, mark: int, becomes: str = "4", **given: Any) -> Memo:
    """Вера tells of her mistake on Monday afternoon."""
    said = {"pupil": None, "reason": "slip", "words": "", "evidence": "тетрадь"} | given
    memos.report_mistake(lesson, mark, becomes, **said, by=school.actor("vera"), now=at("15:00"))
    found: Memo = rows(Memo)[-1]
    return found


def decide(school: School, lesson: Lesson, memo: Memo, approved: bool = True, **given: Any) -> None:
    said = {"words": "", "until": None, "by": school.actor("dina", Role.DEPUTY), "now": DECIDED} | given
    memos.decide(lesson, memo, approved, **said)


def nothing_changes(way: Way | None = None) -> AbstractContextManager[pytest.ExceptionInfo[Refusal]]:
    return refused("4.5.4", way)


def standing(lesson: Lesson, pupil: int) -> str:
    found = cell(lesson, "answer", pupil)
    return found.value if found and not found.withdrawn else ""


def test_an_approved_memo_annuls_the_mark_and_writes_the_right_one_beside_it(school: School) -> None:
    lesson, mark = wrong_mark(school)
    memo = report(school, lesson, mark)
    assert standing(lesson, school["anya"]) == "2"  # until it is decided
    decide(school, lesson, memo)
    assert standing(lesson, school["anya"]) == "4"
    assert [row.value for row in rows(Mark)] == ["2", "4"]  # the old value is where it was
    (gone,) = annulled([lesson.id])
    assert (gone.pupil, gone.value, gone.number) == (school["anya"], "2", 1)
    assert (last_entry().kind, last_entry().person_id) == ("memo.decide", school["dina"])
    assert verify(ZONE) == []


def test_the_right_mark_is_set_at_once_and_cannot_be_retyped(school: School) -> None:
    lesson, mark = wrong_mark(school)
    decide(school, lesson, report(school, lesson, mark))
    with nothing_changes(Way.SET):
        put(school, lesson, "5", at("10:01", TUESDAY))


def test_a_mark_that_should_not_be_there_is_annulled_alone(school: School) -> None:
    lesson, mark = wrong_mark(school)
    decide(school, lesson, report(school, lesson, mark, becomes=""))
    assert standing(lesson, school["anya"]) == ""
    assert [row.mark_id for row in rows(Annulment)] == [row.mark_id for row in rows(MarkWithdrawal)] == [mark]


def test_a_mark_of_another_pupil_goes_to_that_pupil(school: School) -> None:
    lesson, mark = wrong_mark(school, "5")
    memo = report(school, lesson, mark, becomes="5", pupil=school["borya"], reason="pupil")
    decide(school, lesson, memo)
    assert standing(lesson, school["anya"]) == ""
    assert standing(lesson, school["borya"]) == "5"
    assert verify(ZONE) == []


def test_it_does_not_go_to_somebody_who_was_absent(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, borya="Н")
    put(school, lesson, "5", at("9:40"))
    mark = rows(Mark)[-1].id
    with nothing_changes():
        report(school, lesson, mark, becomes="5", pupil=school["borya"], reason="pupil")


def test_nor_to_somebody_with_a_mark_or_of_another_class(school: School) -> None:
    lesson, mark = wrong_mark(school, "5")
    put(school, lesson, "3", at("9:41"), pupil="borya")
    for pupil in ("borya", "yana", "anya"):
        with nothing_changes():
            report(school, lesson, mark, becomes="5", pupil=school[pupil], reason="pupil")


def test_what_happened_between_the_memo_and_the_decision_is_seen(school: School) -> None:
    lesson, mark = wrong_mark(school, "5")
    memo = report(school, lesson, mark, becomes="5", pupil=school["borya"], reason="pupil")
    put(school, lesson, "3", at("15:30"), pupil="borya")
    with nothing_changes():
        decide(school, lesson, memo)
    decide(school, lesson, memo, approved=False, words="у Бориса уже стоит отметка")
    assert standing(lesson, school["anya"]) == "5"


def test_one_memo_waits_for_a_mark_at_a_time(school: School) -> None:
    lesson, mark = wrong_mark(school)
    memo = report(school, lesson, mark)
    with nothing_changes(Way.RELOAD):
        report(school, lesson, mark, becomes="3")
    decide(school, lesson, memo, approved=False, words="покажите работу")
    assert report(school, lesson, mark, becomes="3").number == 2


def test_a_decision_is_made_once(school: School) -> None:
    lesson, mark = wrong_mark(school)
    memo = report(school, lesson, mark)
    decide(school, lesson, memo)
    with nothing_changes(Way.RELOAD):
        decide(school, lesson, memo)
    assert len(rows(MemoDecision)) == 1


def test_nobody_decides_of_the_own_memo(school: School) -> None:
    """The deputy teaches too; the director decides of her memos."""
    lesson, mark = wrong_mark(school)
    memo = report(school, lesson, mark)
    with nothing_changes():
        decide(school, lesson, memo, by=school.actor("vera", Role.DEPUTY))
    decide(school, lesson, memo, by=school.actor("igor", Role.DIRECTOR))
    assert standing(lesson, school["anya"]) == "4"


def test_a_refusal_is_explained_and_changes_no_mark(school: School) -> None:
    lesson, mark = wrong_mark(school)
    memo = report(school, lesson, mark)
    with nothing_changes():
        decide(school, lesson, memo, approved=False, words="  ")
    decide(school, lesson, memo, approved=False, words="работа не подтверждает")
    assert standing(lesson, school["anya"]) == "2"
    assert not rows(Annulment)


@pytest.mark.parametrize(
    ("becomes", "reason", "words"),
    [("2", "slip", ""), ("6", "slip", ""), ("н/а", "slip", ""), ("4", "none", ""), ("4", "other", " ")],
)
def test_a_memo_that_says_nothing_is_refused(school: School, becomes: str, reason: str, words: str) -> None:
    lesson, mark = wrong_mark(school)
    with pytest.raises(Refusal):
        report(school, lesson, mark, becomes=becomes, reason=reason, words=words)
    assert not rows(Memo)


def test_a_mark_in_entry_needs_no_memo(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "2", at("14:55"))
    with refused("") as caught:
        report(school, lesson, rows(Mark)[-1].id)
    assert "в записи" in caught.value.message


def test_memos_are_numbered_within_the_year_of_the_calendar(school: School) -> None:
    lesson, mark = wrong_mark(school)
    put(school, lesson, "3", at("9:41"), pupil="borya")
    other = rows(Mark)[-1].id
    numbers = [report(school, lesson, number).number for number in (mark, other)]
    assert numbers == [1, 2]
    by, late = school.actor("vera"), at("9:00", date(2027, 1, 12))
    memos.ask_to_open(lesson, "missed", "", "", by=by, now=late)
    assert (rows(Memo)[-1].year, rows(Memo)[-1].number) == (2027, 1)
