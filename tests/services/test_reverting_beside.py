"""п. 3.5, 4.5.5, 4.4.3: «всё, что сделано из сеанса» is more than lessons; nothing is erased by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models import indicators_terms, journal, readiness, weeks
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.grounds import AbsenceGround, AbsenceGroundEnd
from ejournal.models.journal import WeekClosing
from ejournal.models.outside import OutsideStatement, of_pupil
from ejournal.models.people import Cohort, Person
from ejournal.models.reversals import Reversal
from ejournal.models.session_deeds import Span
from ejournal.models.sessions import Session
from ejournal.models.terms import TermMark, TermMarkReversal, decisions
from ejournal.models.terms import term_marks as term_marks_of
from ejournal.reports import diary_terms, reverting
from ejournal.reports import term_marks as pages
from ejournal.rules.grounds import Wanted
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.reverting import CHANGED, ENDED
from ejournal.services import attendance, grounds, outside, sessions, term_marks
from ejournal.services import reverting as deeds
from ejournal.services.term_marks import Choice
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, refused, rows
from tests.services.terms import OPEN, choose, group_of, quarter

pytestmark = pytest.mark.clause("3.5")
FRIDAY = MONDAY + timedelta(days=4)
EVENING = at("18:00", FRIDAY)


def session_of(school: School, key: str, now: datetime) -> Actor:
    sessions.open_session(Person.get_by_id(school[key]), 12, now, "device")
    newest = Session.select().order_by(Session.id.desc()).get()
    role = Role.CLASS_TEACHER if key == "nina" else Role.TEACHER
    return replace(school.actor(key, role), session=newest.id)


def span(by: Actor, now: datetime) -> Span:
    assert by.session
    return Span(by.session, now - timedelta(minutes=5), now + timedelta(minutes=30))


def revert(school: School, by: Actor, now: datetime) -> None:
    asked = span(by, now)
    deeds.revert(
        Session.get_by_id(by.session),
        asked.since,
        asked.until,
        "чужой сеанс",
        deeds.plan(asked).seal,
        by=school.actor("dina", Role.DEPUTY),
        now=now + timedelta(hours=1),
    )


def shown(school: School, by: Actor, now: datetime) -> reverting.Preview:
    asked = span(by, now)
    found = Session.get_by_id(by.session)
    return reverting.preview(found, asked.since, asked.until, school["dina"], now + timedelta(hours=1))


def lines(of: reverting.Preview) -> list[tuple[str, str, str, str]]:
    return [(one.what.replace("\xa0", " "), one.was, one.now, one.becomes) for one in of.beside]


def lines_of(page: Group) -> tuple[pages.Line, ...]:
    made = pages.page(page, quarter(), OPEN)
    assert made is not None
    return made.lines


def test_a_term_mark_is_again_what_it_was_and_a_first_one_is_taken_back(school: School) -> None:
    page = group_of(school)
    choose(school, {"anya": Choice("4", 0, "council")})
    by = session_of(school, "vera", OPEN)
    stands = {pupil: one for (_, pupil, _), one in decisions([page.id]).items()}
    anya, borya = school["anya"], school["borya"]
    choices = {anya: Choice("2", stands[anya].id, "council"), borya: Choice("5", 0, "council")}
    term_marks.set_marks(page, quarter(), choices, by=by, now=OPEN)
    found = shown(school, by, OPEN)
    told = [(was, now, becomes) for _, was, now, becomes in lines(found)]
    assert told == [("4", "2", "вернуть «4»"), ("—", "5", "снять «5»")]
    assert all("Алгебра, 7 класс: итоговая, II четверть" in what for what, *_ in lines(found))
    assert {one.href for one in found.beside} == {f"/terms/{page.id}"}
    assert (found.kept, found.steps, found.left) == ((), 2, 0)
    revert(school, by, OPEN)
    board = term_marks.board_of(page, quarter(), OPEN)
    assert board.value(page, anya, quarter()) == "4" and board.decision(page, borya, quarter()) is None
    assert list(term_marks_of([page.id]).values()) == ["4"]
    assert [row.value for row in rows(TermMark)] == ["4", "2", "5", "4"], "nothing is erased"
    assert [row.mark.value for row in rows(TermMarkReversal)] == ["5"]
    assert verify(ZONE) == []
    after = shown(school, by, OPEN)
    assert (after.steps, lines(after)) == (0, [])


def test_a_first_mark_that_was_taken_back_does_not_hinder_the_order_of_the_periods(school: School) -> None:
    page, dina = group_of(school), school.actor("dina", Role.DEPUTY)
    by = session_of(school, "vera", OPEN)
    term_marks.set_marks(page, quarter(), {school["borya"]: Choice("2", 0, "council")}, by=by, now=OPEN)
    with pytest.raises(Refusal, match="уже есть итоговые отметки"):
        term_marks.set_kind(page, "half", by=dina, now=OPEN)
    revert(school, by, OPEN)
    term_marks.set_kind(page, "half", by=dina, now=OPEN)
    assert group_of(school).term_kind == "half"


def test_after_a_first_mark_was_taken_back_nobody_is_told_of_it_and_the_right_one_is_set(
    school: School,
) -> None:
    page, borya = group_of(school), school["borya"]
    by = session_of(school, "vera", OPEN)
    term_marks.set_marks(page, quarter(), {borya: Choice("2", 0, "council")}, by=by, now=OPEN)
    revert(school, by, OPEN)
    trace = {one.pupil: one.gone for one in lines_of(page)}
    assert trace[borya] == "2" and {*trace.values()} == {"2", ""}
    january = at("9:00", date(2027, 1, 9))
    assert diary_terms.of_pupil(borya, january.date()).subjects == {}
    scope = readiness.Scope([page.id], page.year.valid_from, page.year.valid_to, january)
    ended = readiness.term_pupils(scope, january.date()).select(GroupMember.person).tuples()
    assert (borya,) in list(ended), "the mark is owed again"
    assert indicators_terms.term_marks_of(scope, [quarter().period or 0]) == []
    choose(school, {"borya": Choice("5", 0, "council")})
    assert all(not one.gone for one in lines_of(page))
    assert diary_terms.of_pupil(borya, january.date()).subjects == {"Алгебра": {"II четверть": "5"}}
    (standing,) = indicators_terms.term_marks_of(scope, [quarter().period or 0])
    assert standing.value == "5" and (borya,) not in list(ended.clone())
    assert verify(ZONE) == []


def test_a_term_mark_that_was_replaced_since_stays(school: School) -> None:
    page = group_of(school)
    choose(school, {"anya": Choice("4", 0, "council")})
    by = session_of(school, "vera", OPEN)
    for actor, value in ((by, "2"), (school.actor("vera"), "3")):
        stands = next(iter(decisions([page.id]).values()))
        choices = {school["anya"]: Choice(value, stands.id, "council")}
        term_marks.set_marks(page, quarter(), choices, by=actor, now=OPEN)
    assert [becomes for *_, becomes in lines(shown(school, by, OPEN))] == [f"остаётся: {CHANGED}"]


def record(school: School, by: Actor) -> None:
    wanted = Wanted("Б", "certificate", "№ 5", "", FRIDAY, FRIDAY + timedelta(days=7))
    cohort = Cohort.get_by_id(school.classes["7"])
    grounds.record(Person.get_by_id(school["anya"]), cohort, wanted, by=by, now=EVENING)


def test_a_ground_holds_no_more_and_what_it_explained_is_without_a_reason(school: School) -> None:
    lesson = school.lesson("algebra", FRIDAY, 1)
    call(school, lesson, at("9:00", FRIDAY), anya="Н")
    by = session_of(school, "nina", EVENING)
    record(school, by)
    found = shown(school, by, EVENING)
    assert [one[1:] for one in lines(found)] == [("—", "действует", "закончить с первого дня")]
    assert "основание пропуска: Б, 27.11 – 04.12, справка № 5" in lines(found)[0][0]
    revert(school, by, EVENING)
    assert [row.since for row in rows(AbsenceGroundEnd)] == [FRIDAY]
    next_one = school.lesson("algebra", FRIDAY + timedelta(days=3))
    call(school, next_one, at("10:00", next_one.date), anya="Н")
    codes = journal.absences([lesson.id, next_one.id])
    assert {codes[one.id, school["anya"]][1] for one in (lesson, next_one)} == {"Н"}
    assert verify(ZONE) == []


def test_a_ground_that_the_session_ended_is_named(school: School) -> None:
    record(school, school.actor("nina", Role.CLASS_TEACHER))
    by = session_of(school, "nina", EVENING)
    grounds.end(AbsenceGround.get(), FRIDAY, by=by, now=EVENING)
    assert [one[1:] for one in lines(shown(school, by, EVENING))] == [
        ("действует", "—", f"остаётся: {ENDED}")
    ]
    with pytest.raises(Refusal, match="отменять нечего"):
        revert(school, by, EVENING)


def test_a_week_is_open_again_and_may_be_closed_once_more(school: School) -> None:
    cohort, saturday = Cohort.get_by_id(school.classes["7"]), at("12:00", FRIDAY + timedelta(days=1))
    by = session_of(school, "nina", saturday)
    attendance.close_week(cohort, MONDAY, by=by, now=saturday)
    assert [one[0] for one in lines(shown(school, by, saturday))] == ["7 класс: закрыта неделя с 23.11.2026"]
    lesson = school.lesson("algebra", FRIDAY, 1)
    assert weeks.closed([lesson])
    revert(school, by, saturday)
    assert not weeks.closed([lesson]) and not weeks.closings([cohort.id], MONDAY)
    call(school, lesson, saturday + timedelta(hours=2))  # late, and let in
    nina, later = school.actor("nina", Role.CLASS_TEACHER), saturday + timedelta(hours=3)
    attendance.close_week(cohort, MONDAY, by=nina, now=later)
    assert weeks.closed([lesson]) and len(rows(WeekClosing)) == 2
    with refused("4.4.3", Way.RELOAD):
        attendance.close_week(cohort, MONDAY, by=nina, now=later)
    assert verify(ZONE) == []


def give_statement(school: School, by: Actor) -> None:
    typed = {school.groups["algebra"]: ("Алгебра", "4 5")}
    days = (MONDAY - timedelta(days=10), MONDAY - timedelta(days=4))
    pupil = Person.get_by_id(school["anya"])
    outside.record(pupil, "Санаторий «Бор»", "№ 3 от 20.11.2026", days, typed, by=by, now=EVENING)


def extend(school: School, by: Actor) -> None:
    term_marks.extend(group_of(school), quarter(), None, "other", by=by, now=EVENING)


@pytest.mark.parametrize(
    ("do", "gone"),
    [
        (give_statement, lambda school: of_pupil(school["anya"]) == [] and len(rows(OutsideStatement)) == 1),
        (extend, lambda school: rows(Reversal)[0].done == 1),
    ],
)
def test_a_statement_and_an_extension_are_taken_back(
    school: School, do: Callable[[School, Actor], None], gone: Callable[[School], bool]
) -> None:
    by = session_of(school, "nina", EVENING)
    do(school, by)
    (line,) = lines(shown(school, by, EVENING))
    assert line[3].startswith("снять")
    revert(school, by, EVENING)
    assert gone(school) and shown(school, by, EVENING).steps == 0
    assert verify(ZONE) == []
