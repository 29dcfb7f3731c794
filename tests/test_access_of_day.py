"""Who somebody is on a day, and so what is open: duties, substitutions, families, by the small school."""

from datetime import date, timedelta

import pytest
from flask import Flask

from ejournal import access
from ejournal.access import Page, Right, Role, Visitor
from ejournal.models.curriculum import GroupTeacher, classes_of
from ejournal.models.people import Duty as StoredDuty
from ejournal.models.people import Employment, Enrolment, Guardianship, Informing, Person
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, teachers_of, teachers_on
from ejournal.services import sessions, settings
from ejournal.views.gate_visitor import make_visitor
from tests.school import BY, MONDAY, SINCE, School, at
from tests.test_access import PUBLIC, rights

NOW = at("9:40")


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
