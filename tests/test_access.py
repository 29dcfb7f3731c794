"""Who may do what, by the text of 3.1, 3.2 and 4.3.2; whatever the table does not say is refused."""

from datetime import date, timedelta

import pytest
from flask import Flask

from ejournal import access
from ejournal.access import TABLE, Child, Duty, Page, Reach, Right, Role, Visitor
from ejournal.models.curriculum import GroupTeacher, classes_of
from ejournal.models.people import Duty as StoredDuty
from ejournal.models.people import Employment, Enrolment, Guardianship, Informing, Person
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, teachers_of, teachers_on
from ejournal.services import sessions, settings
from ejournal.views.gate import make_visitor
from tests.school import BY, MONDAY, SINCE, School, at

NOW = at("9:40")
PUBLIC = {Right.ENTER, Right.BE_SIGNED_IN}
DIARY = {Right.READ_DIARY}
JOURNAL = set(Right) - PUBLIC - DIARY
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
    assert rights(pupil) == PUBLIC | DIARY
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


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR, Role.ADMINISTRATOR]
)
def test_a_duty_alone_opens_no_diary(role: Role) -> None:
    assert access.duty_for_diary(visitor(role, cohort=7), Right.READ_DIARY, 5) is None


@pytest.mark.clause("3.1")
def test_a_teacher_reads_and_fills_own_pages_and_no_others() -> None:
    teacher = visitor(Role.TEACHER)
    own = {Right.SEE_OWN_LESSONS, Right.FILL_LESSON, Right.READ_JOURNAL}
    assert over(teacher, MINE) == own | {Right.BRING_FILE, Right.LOAD_PLAN}  # 4.5.1
    assert over(teacher, OTHERS) == set()


@pytest.mark.clause("4.4.3")
def test_a_class_teacher_reads_every_page_of_the_class_and_fills_none() -> None:
    leader, page = visitor(Role.CLASS_TEACHER, cohort=7), Page(frozenset({7}), frozenset({2}))
    of_class = {Right.READ_JOURNAL, Right.CLOSE_WEEK, Right.CHECK_JOURNAL, Right.READ_PAPERS}
    assert over(leader, page) == of_class | {Right.SEE_CARD, Right.KEEP_CONTACTS}  # 4.4.1
    assert over(leader, OTHERS) == set()
    assert over(leader, Page(frozenset(), frozenset({2}))) == set()
    assert access.leads(leader, 7)
    assert not access.leads(leader, 8)


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("role", [Role.DEPUTY, Role.DIRECTOR])
def test_the_deputy_and_the_director_read_every_page_and_fill_none(role: Role) -> None:
    head = visitor(role)
    of_page = {Right.READ_JOURNAL, Right.FILL_LESSON, Right.CLOSE_WEEK}
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
    for other in (Role.CLASS_TEACHER, Role.ADMINISTRATOR, Role.PUPIL):
        assert access.duty_for_requests(visitor(other, cohort=7), read) is None


@pytest.mark.clause("4.2.5")
def test_all_papers_are_read_by_deputy_and_director_and_those_of_the_class_by_its_teacher() -> None:
    found = {role: access.duty_for_papers(visitor(role, cohort=7)) for role in Role}
    assert {role for role, duty in found.items() if duty == (role, None)} == {Role.DEPUTY, Role.DIRECTOR}
    assert found[Role.CLASS_TEACHER] == (Role.CLASS_TEACHER, frozenset({7}))
    assert len([duty for duty in found.values() if duty]) == 3
    assert access.duty_for_papers(visitor(Role.CLASS_TEACHER, Role.DEPUTY, cohort=7)) == (Role.DEPUTY, None)


@pytest.mark.clause("4.3.2")
def test_the_administrator_manages_people_and_touches_no_page_of_the_journal() -> None:
    administrator = visitor(Role.ADMINISTRATOR)
    people = {Right.READ_PEOPLE, Right.END_SESSION, Right.BRING_FILE, Right.LOAD_PEOPLE}
    settings = {Right.READ_SETTINGS, Right.CHANGE_SETTINGS, Right.OPEN_YEAR, Right.LOAD_TIMETABLE}
    people |= {Right.FIND_PEOPLE, Right.SEE_CARD, Right.KEEP_CONTACTS, Right.KEEP_PEOPLE}
    assert rights(administrator) == PUBLIC | people | settings
    page_rights = {Right.FILL_LESSON, Right.READ_JOURNAL, Right.CLOSE_WEEK, Right.SEE_OWN_LESSONS}
    assert over(administrator, MINE) & page_rights == set()


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
    assert access.diary_open(electronic, day, MONDAY) is (electronic is True if since else True)


# The same from stored duties, enrolments and families, through the gate.


def signed_in(school: School, key: str, day: date = MONDAY) -> Visitor:
    token = sessions.open_session(Person.get_by_id(school[key]), 12, NOW)
    with Flask("access").app_context():
        found = make_visitor(sessions.token_hash(token), NOW, at("9:40", day))
    assert found is not None
    return found


def may(who: Visitor, right: Right, lesson: Lesson) -> bool:
    page = Page(classes_of(lesson.group, lesson.date), teachers_of(lesson))
    return access.duty_for_page(who, right, page) is not None


@pytest.mark.clause("3.1", "4.3.2")
@pytest.mark.parametrize(
    ("key", "reads", "fills"),
    [
        ("vera", True, True),
        ("oleg", False, False),
        ("nina", True, False),
        ("dina", True, False),
        ("igor", True, False),
        ("alla", False, False),
        ("marina", False, False),
        ("anya", False, False),
        ("anya_mother", False, False),
    ],
)
def test_who_reads_and_who_fills_a_lesson_of_algebra(
    school: School, key: str, reads: bool, fills: bool
) -> None:
    who, lesson = signed_in(school, key), school.lesson("algebra")
    assert (may(who, Right.READ_JOURNAL, lesson), may(who, Right.FILL_LESSON, lesson)) == (reads, fills)


@pytest.mark.clause("4.5.2")
def test_a_substitute_fills_the_lesson_and_the_substituted_teacher_does_not(school: School) -> None:
    monday = school.lesson("algebra")
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == monday.id).execute()
    monday, wednesday = school.lesson("algebra"), school.lesson("algebra", MONDAY + timedelta(days=2))
    vera, oleg = signed_in(school, "vera"), signed_in(school, "oleg")
    assert (may(oleg, Right.FILL_LESSON, monday), may(vera, Right.FILL_LESSON, monday)) == (True, False)
    assert (may(oleg, Right.FILL_LESSON, wednesday), may(vera, Right.FILL_LESSON, wednesday)) == (False, True)


def test_a_teacher_of_another_day_does_not_fill_the_lesson_of_today(school: School) -> None:
    mine = GroupTeacher.group == school.groups["algebra"]
    GroupTeacher.update(valid_to=MONDAY).where(mine).execute()
    assert teachers_on(school.groups["algebra"], MONDAY) == {school["vera"]}
    assert teachers_on(school.groups["algebra"], MONDAY + timedelta(days=1)) == frozenset()


@pytest.mark.clause("4.3.2")
def test_one_person_is_teacher_and_mother_at_once(school: School) -> None:
    marina = signed_in(school, "marina")
    assert marina.roles == {Role.TEACHER, Role.GUARDIAN, Role.SIGNED_IN, Role.ANYBODY}
    assert may(marina, Right.FILL_LESSON, school.lesson("english1"))
    assert access.duty_for_diary(marina, Right.READ_DIARY, school["borya"]) == Role.GUARDIAN
    assert access.duty_for_diary(marina, Right.READ_DIARY, school["anya"]) is None


def form(school: School, guardian: str, child: str) -> Role | None:
    return access.duty_for_diary(signed_in(school, guardian), Right.READ_DIARY, school[child])


@pytest.mark.clause("3.2")
def test_after_the_transition_only_the_electronic_form_opens_the_diary(school: School) -> None:
    assert school_settings().electronic_since is None
    assert form(school, "anya_father", "anya") == Role.GUARDIAN
    settings.change({"electronic_since": MONDAY}, by=BY, now=NOW)
    assert form(school, "anya_father", "anya") is None
    assert form(school, "anya_mother", "anya") == Role.GUARDIAN
    assert form(school, "anya_mother", "vova") is None


@pytest.mark.clause("3.2")
def test_a_guardian_who_went_back_to_paper_loses_the_diary_from_that_day(school: School) -> None:
    settings.change({"electronic_since": SINCE}, by=BY, now=NOW)
    mine = (Informing.guardian == school["anya_mother"]) & (Informing.child == school["anya"])
    Informing.update(valid_to=MONDAY).where(mine).execute()
    assert form(school, "anya_mother", "anya") == Role.GUARDIAN
    tomorrow = signed_in(school, "anya_mother", MONDAY + timedelta(days=1))
    assert access.duty_for_diary(tomorrow, Right.READ_DIARY, school["anya"]) is None


@pytest.mark.clause("3.2")
def test_guardianship_that_is_over_shows_no_child(school: School) -> None:
    Guardianship.update(valid_to=MONDAY - timedelta(days=1)).execute()
    assert signed_in(school, "anya_mother").children == ()


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("table", [Employment, StoredDuty], ids=["employment", "duty"])
def test_rights_end_with_the_duty_or_the_employment(
    school: School, table: type[Employment] | type[StoredDuty]
) -> None:
    table.update(valid_to=MONDAY).where(table.person == school["dina"]).execute()
    assert Role.DEPUTY in signed_in(school, "dina").roles
    assert Role.DEPUTY not in signed_in(school, "dina", MONDAY + timedelta(days=1)).roles


def test_a_pupil_is_one_while_enrolled(school: School) -> None:
    Enrolment.update(valid_to=MONDAY).where(Enrolment.person == school["anya"]).execute()
    assert Role.PUPIL in signed_in(school, "anya").roles
    assert rights(signed_in(school, "anya", MONDAY + timedelta(days=1))) == PUBLIC
