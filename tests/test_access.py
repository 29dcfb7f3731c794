"""Who may do what, by the text of 3.1, 3.2 and 4.3.2; whatever the table does not say is refused."""

from datetime import timedelta

import pytest

from ejournal import access
from ejournal.access import TABLE, Child, Duty, Page, Reach, Right, Role, Visitor
from ejournal.rules import informing
from ejournal.rules.informing import Choice
from tests.school import MONDAY, at

NOW = at("9:40")
PUBLIC = {Right.ENTER, Right.BE_SIGNED_IN, Right.REPORT_PROBLEM, Right.READ_ACTS}
CHANGES = {Right.READ_CHANGES, Right.READ_TIMETABLE}
DIARY = {Right.READ_DIARY}
FAMILY = DIARY | {Right.GIVE_NOTICE, Right.WRITE_PAPERS}
JOURNAL = set(Right) - PUBLIC - FAMILY
MINE, OTHERS = Page(frozenset({7}), frozenset({1})), Page(frozenset({8}), frozenset({2}))


def visitor(*roles: Role, cohort: int | None = None) -> Visitor:
    """Person 1 with duties; a class teacher of class 7 when `cohort` says so."""
    duties = [Duty(role, cohort if role is Role.CLASS_TEACHER else None) for role in roles]
    return Visitor(1, duties=tuple(duties))


def rights(who: Visitor) -> set[Right]:
    return {right for right in Right if access.may_enter(who, right)}


def over(who: Visitor, page: Page) -> set[Right]:
    return {right for right in JOURNAL if access.duty_for_page(who, right, page)}


@pytest.mark.clause("3.1", "4.3.2")
def test_nobody_in_particular_sees_the_door_alone() -> None:
    assert rights(Visitor()) == {Right.ENTER}
    assert over(Visitor(), MINE) == set()


@pytest.mark.clause("3.1", "4.3.2")
def test_a_person_without_duties_may_only_sign_out() -> None:
    assert rights(Visitor(1)) == PUBLIC
    assert over(Visitor(1), MINE) == set()


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("right", sorted(JOURNAL))
@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN])
def test_a_pupil_and_a_parent_have_no_right_of_the_journal(role: Role, right: Right) -> None:
    assert role not in TABLE[right]
    family = Visitor(1, duties=(Duty(Role.PUPIL),), children=(Child(5, "Аня", True),))
    assert not access.may_enter(family, right)
    assert access.duty_for_page(family, right, MINE) is None


@pytest.mark.clause("3.2")
def test_a_pupil_reads_the_own_diary_and_no_other() -> None:
    pupil = visitor(Role.PUPIL)
    # 4.6.1: since 18 a pupil signs the own papers; before, the gate hides them
    assert rights(pupil) == PUBLIC | DIARY | {Right.WRITE_PAPERS}
    assert access.duty_for_diary(pupil, Right.READ_DIARY, 1) == Role.PUPIL
    assert access.duty_for_diary(pupil, Right.READ_DIARY, 2) is None


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(("open_", "expected"), [(True, Role.GUARDIAN), (False, None)])
def test_a_guardian_reads_the_diary_of_an_own_child_while_it_is_open(
    open_: bool, expected: Role | None
) -> None:
    parent = Visitor(1, children=(Child(5, "Аня", open_), Child(6, "Боря", True)))
    assert access.duty_for_diary(parent, Right.READ_DIARY, 5) == expected
    assert access.duty_for_diary(parent, Right.READ_DIARY, 7) is None
    assert access.duty_for_diary(parent, Right.READ_DIARY, 1) is None


@pytest.mark.clause("3.2", "4.4.3")
def test_a_guardian_and_not_the_pupil_tells_of_an_absence_while_the_diary_is_open() -> None:
    parent = Visitor(1, children=(Child(5, "Аня", False), Child(6, "Боря", True)))
    told = [access.duty_for_diary(parent, Right.GIVE_NOTICE, child) for child in (5, 6, 7)]
    assert told == [None, Role.GUARDIAN, None]
    assert access.duty_for_diary(visitor(Role.PUPIL), Right.GIVE_NOTICE, 1) is None


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR, Role.ADMINISTRATOR]
)
def test_a_duty_alone_opens_no_diary(role: Role) -> None:
    assert access.duty_for_diary(visitor(role, cohort=7), Right.READ_DIARY, 5) is None


@pytest.mark.clause("3.1")
def test_a_teacher_reads_and_fills_own_pages_and_no_others() -> None:
    teacher = visitor(Role.TEACHER)
    own = {Right.SEE_OWN_LESSONS, Right.FILL_LESSON, Right.READ_JOURNAL, Right.ASK_OPENING}
    terms = {Right.SET_TERM_MARKS, Right.READ_TERMS}  # 4.5.5
    assert over(teacher, MINE) == own | terms | {Right.BRING_FILE, Right.LOAD_PLAN} | CHANGES  # 4.5.1
    assert over(teacher, OTHERS) == CHANGES


@pytest.mark.clause("4.4.3")
def test_a_class_teacher_reads_every_page_of_the_class_and_fills_none() -> None:
    leader, page = visitor(Role.CLASS_TEACHER, cohort=7), Page(frozenset({7}), frozenset({2}))
    of_class = {Right.READ_JOURNAL, Right.CLOSE_WEEK, Right.CHECK_JOURNAL, Right.READ_PAPERS}
    of_class |= {Right.READ_TERMS, Right.READ_CLASS_TERMS, Right.INFORM_FAMILIES, Right.RECORD_OUTSIDE}
    attendance = {Right.READ_ATTENDANCE, Right.KEEP_ATTENDANCE, Right.ASK_OPENING}
    of_class |= {Right.READ_CONSENTS, Right.KEEP_CONSENTS, Right.GIVE_SHEETS}  # 4.6.1, 4.4.5
    families = {Right.SEE_CARD, Right.KEEP_CONTACTS, Right.ANSWER_PROBLEMS}
    assert over(leader, page) == of_class | attendance | CHANGES | families
    assert over(leader, OTHERS) == CHANGES
    assert over(leader, Page(frozenset(), frozenset({2}))) == CHANGES
    assert (access.leads(leader, 7), access.leads(leader, 8)) == (True, False)


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("role", [Role.DEPUTY, Role.DIRECTOR])
def test_the_deputy_and_the_director_read_every_page_and_fill_none(role: Role) -> None:
    head = visitor(role)
    of_page = {Right.READ_JOURNAL, Right.FILL_LESSON, Right.CLOSE_WEEK, Right.KEEP_ATTENDANCE}
    of_page |= {Right.SET_TERM_MARKS}
    assert over(head, OTHERS) & of_page == {Right.READ_JOURNAL}
    assert access.duty_for_page(head, Right.READ_JOURNAL, OTHERS) == role


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("role", [Role.DEPUTY, Role.DIRECTOR])
def test_the_deputy_and_the_director_fill_lessons_they_teach_as_teachers(role: Role) -> None:
    head = visitor(role, Role.TEACHER)
    assert access.duty_for_page(head, Right.FILL_LESSON, MINE) == Role.TEACHER
    assert access.duty_for_page(head, Right.FILL_LESSON, OTHERS) is None


@pytest.mark.clause("2.12", "4.2.2")
def test_requests_are_made_and_read_by_their_teacher_and_all_are_read_by_deputy_and_director() -> None:
    read, make = Right.READ_REQUESTS, Right.KEEP_REQUEST
    assert access.duty_for_requests(visitor(Role.TEACHER), read) == (Role.TEACHER, False)
    assert access.duty_for_requests(visitor(Role.TEACHER), make) == (Role.TEACHER, False)
    for head in (Role.DEPUTY, Role.DIRECTOR):
        assert access.duty_for_requests(visitor(head, Role.TEACHER), read) == (head, True)
        assert access.duty_for_requests(visitor(head), make) is None
    leader = visitor(Role.CLASS_TEACHER, cohort=7)  # 4.4.3: the own ones about a closed week
    assert access.duty_for_requests(leader, read) == (Role.CLASS_TEACHER, False)
    assert access.duty_for_requests(leader, make) is None
    for other in (Role.ADMINISTRATOR, Role.PUPIL):
        assert access.duty_for_requests(visitor(other, cohort=7), read) is None


@pytest.mark.clause("4.5.4", "2.12")
def test_memos_are_decided_by_deputy_and_director_and_no_teacher_or_administrator() -> None:
    assert TABLE[Right.DECIDE_MEMOS] == {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL}


@pytest.mark.clause("3.5", "2.12", "4.3.2")
def test_unusual_sessions_are_seen_by_deputy_and_administrator_and_reversed_by_the_deputy_alone() -> None:
    assert TABLE[Right.WATCH_SESSIONS] == dict.fromkeys((Role.DEPUTY, Role.ADMINISTRATOR), Reach.ALL)
    assert TABLE[Right.REVERT_SESSIONS] == {Role.DEPUTY: Reach.ALL}


@pytest.mark.clause("4.2.5")
def test_all_papers_are_read_by_deputy_and_director_and_those_of_the_class_by_its_teacher() -> None:
    found = {role: access.duty_for_classes(visitor(role, cohort=7), Right.READ_PAPERS) for role in Role}
    assert {role for role, duty in found.items() if duty == (role, None)} == {Role.DEPUTY, Role.DIRECTOR}
    assert found[Role.CLASS_TEACHER] == (Role.CLASS_TEACHER, frozenset({7}))
    assert len([duty for duty in found.values() if duty]) == 3
    both = visitor(Role.CLASS_TEACHER, Role.DEPUTY, cohort=7)
    assert access.duty_for_classes(both, Right.READ_PAPERS) == (Role.DEPUTY, None)


@pytest.mark.clause("4.3.2")
def test_the_administrator_manages_people_and_touches_no_page_of_the_journal() -> None:
    administrator = visitor(Role.ADMINISTRATOR)
    people = {Right.READ_PEOPLE, Right.END_SESSION, Right.BRING_FILE, Right.LOAD_PEOPLE}
    settings = {Right.READ_SETTINGS, Right.CHANGE_SETTINGS, Right.OPEN_YEAR, Right.LOAD_TIMETABLE}
    people |= {Right.FIND_PEOPLE, Right.SEE_CARD, Right.KEEP_CONTACTS, Right.KEEP_PEOPLE}
    people |= {Right.WATCH_SESSIONS, Right.ANSWER_PROBLEMS, Right.COUNT_CONSULTATIONS}
    people |= {Right.READ_CONSENTS, Right.KEEP_CONSENTS}  # 4.6.1: in the office
    settings |= {Right.KEEP_WEIGHTS}
    orders = {Right.KEEP_TEACHERS, Right.PREPARE_ORDER, Right.SIGN_ORDER, Right.READ_LOADS}  # 4.1.3, 4.2.1
    orders |= {Right.KEEP_GROUPS}  # 2.1, 4.3.2: who is in which group; the pages stay closed
    assert rights(administrator) == PUBLIC | people | settings | orders | CHANGES
    page_rights = {Right.FILL_LESSON, Right.READ_JOURNAL, Right.CLOSE_WEEK, Right.SEE_OWN_LESSONS}
    assert over(administrator, MINE) & page_rights == set()


@pytest.mark.clause("4.5.1")
def test_plans_are_kept_by_their_teachers_and_accepted_by_the_deputy_alone() -> None:
    assert TABLE[Right.LOAD_PLAN] == {Role.TEACHER: Reach.OWN_GROUPS, Role.DEPUTY: Reach.ALL}
    assert TABLE[Right.ACCEPT_PLAN] == {Role.DEPUTY: Reach.ALL}


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("right", [Right.READ_PEOPLE, Right.END_SESSION, Right.CHANGE_SETTINGS])
def test_only_the_administrator_manages_people_and_settings(right: Right) -> None:
    assert TABLE[right] == {Role.ADMINISTRATOR: Reach.ALL}


@pytest.mark.clause("4.3.2")
def test_what_the_table_does_not_say_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TABLE, Right.READ_JOURNAL)
    everybody = Visitor(1, duties=tuple(Duty(role, 7) for role in Role))
    assert not access.may_enter(everybody, Right.READ_JOURNAL)
    assert access.duty_for_page(everybody, Right.READ_JOURNAL, MINE) is None


def test_every_right_is_in_the_table() -> None:
    assert TABLE.keys() == set(Right)


@pytest.mark.clause("4.3.2")
def test_rights_of_several_duties_add_up_and_each_deed_has_its_own() -> None:
    both = visitor(Role.TEACHER, Role.CLASS_TEACHER, Role.ADMINISTRATOR, cohort=8)
    assert access.duty_for_page(both, Right.FILL_LESSON, MINE) == Role.TEACHER
    assert access.duty_for_page(both, Right.READ_JOURNAL, OTHERS) == Role.CLASS_TEACHER
    assert access.duty_for_page(both, Right.READ_PEOPLE, OTHERS) == Role.ADMINISTRATOR


@pytest.mark.parametrize("electronic", [True, False, None])
@pytest.mark.parametrize(("transition", "since"), [(None, False), (1, False), (0, True), (-1, True)])
def test_before_the_transition_the_diary_is_open_and_afterwards_to_the_electronic_form(
    electronic: bool | None, transition: int | None, since: bool
) -> None:
    day = None if transition is None else MONDAY + timedelta(days=transition)
    is_open = informing.diary_open(Choice(electronic), day, None, MONDAY)
    assert is_open is (electronic is True if since else True)


# The same from stored duties, enrolments and families, through the gate.


@pytest.mark.clause("4.6.1")
@pytest.mark.parametrize(
    ("choice", "is_open"),
    [
        (Choice(True, False, True), False),  # refused or withdrawn
        (Choice(False, True, True), False),  # consented, and asked for paper
        (Choice(False, None, True), False),
        (Choice(False), True),  # by a list alone: not before the transition
        (Choice(None), True),
        (Choice(True, True, True), True),
    ],
)
def test_a_signed_refusal_or_wish_for_paper_closes_at_once_and_silence_does_not(
    choice: Choice, is_open: bool
) -> None:
    tomorrow = MONDAY + timedelta(days=1)
    assert informing.diary_open(choice, tomorrow, tomorrow, MONDAY) is is_open


@pytest.mark.clause("4.6.1")
@pytest.mark.parametrize(("day", "silent"), [(None, True), (1, True), (0, False), (-1, False)])
def test_silence_about_the_consent_closes_from_the_day_that_the_school_has_set(
    day: int | None, silent: bool
) -> None:
    since = None if day is None else MONDAY + timedelta(days=day)
    assert informing.diary_open(Choice(True), None, since, MONDAY) is silent
    assert informing.diary_open(Choice(True, True, True), None, since, MONDAY)
    assert informing.own_diary_open([None, False], since, MONDAY) is silent
    assert informing.own_diary_open([False, True], since, MONDAY)
    assert not informing.own_diary_open([False, False], since, MONDAY)
    assert informing.own_diary_open([], since, MONDAY), "nobody answers for the child: the pupil is of age"
