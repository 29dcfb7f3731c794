"""The indicators of a check against a plain reckoning in Python, on schools written at random."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import Group, GroupMember, GroupTeacher
from ejournal.models.journal import Absence, LessonText, Mark, RollCall, Work
from ejournal.models.people import SchoolYear
from ejournal.models.readiness import PageOf
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.reports.certificates.made import NOTHING, made
from ejournal.reports.certificates.read import Span
from ejournal.reports.certificates.remarks import classes_by_subject
from ejournal.rules.certificates import Ratio
from tests.reports.chances import on_random_schools, written
from tests.reports.checked import TUESDAY, away, held, mark, text
from tests.school import FIRST, MONDAY, School, at

pytestmark = [pytest.mark.clause("3.7"), pytest.mark.clause("4.2.2г"), pytest.mark.clause("4.2.2")]
DAY = timedelta(days=1)
NOW = at("9:00", TUESDAY)
LAST = TUESDAY - DAY


@dataclass
class Plain:
    """What a person with the journal in hand would count, lesson by lesson."""

    lessons: int = 0
    topics: int = 0
    held: int = 0
    due: int = 0
    homeworks: int = 0
    in_time: int = 0
    entries: int = 0
    homework_in_time: int = 0
    marks: dict[tuple[int, int], int] = field(default_factory=dict)
    taught: set[int] = field(default_factory=set)
    by_teacher: dict[int, int] = field(default_factory=dict)
    wrote: set[int] = field(default_factory=set)
    given: int = 0
    given_held: int = 0


def within(row: object, day: date) -> bool:
    last = getattr(row, "valid_to", None)
    return bool(getattr(row, "valid_from") <= day and (last is None or day <= last))  # noqa: B009 - any record


def owners(lesson: Lesson) -> set[int]:
    """Who owed a lesson: the substitute, else whoever teaches the page; nobody who is away."""
    gone = {row.person_id for row in TeacherAbsence.select() if within(row, lesson.date)}
    if lesson.substitute_id:
        return {lesson.substitute_id} - gone
    return {
        row.person_id
        for row in GroupTeacher.select().where(GroupTeacher.group == lesson.group_id)
        if within(row, lesson.date) and row.person_id not in gone
    }


def plain() -> Plain:
    """The journal read through from its first lesson to its last, without a sum of the database."""
    found = Plain()
    for lesson in Lesson.select().where(Lesson.date.between(FIRST, LAST)):
        _marks(found, lesson)
        owing = owners(lesson)
        if owing:
            _lesson(found, lesson, owing)
    return found


def _lesson(found: Plain, lesson: Lesson, owing: set[int]) -> None:
    texts = {
        row.field: row for row in LessonText.select().where(LessonText.lesson == lesson) if not row.draft
    }
    calls = list(RollCall.select().where(RollCall.lesson == lesson))
    due = Group.get_by_id(lesson.group_id).grade != 1
    found.lessons += 1
    found.held += bool(calls)
    found.topics += "topic" in texts
    found.due += due
    found.homeworks += due and "homework" in texts
    found.entries += bool(calls) + ("topic" in texts)
    found.in_time += any(not one.late_days for one in calls)
    found.in_time += "topic" in texts and not texts["topic"].late_days
    found.homework_in_time += due and "homework" in texts and not texts["homework"].late_days
    found.given += bool(lesson.substitute_id)
    found.given_held += bool(lesson.substitute_id and calls)
    if calls:
        found.taught.add(lesson.group_id)
    for who in owing:
        found.by_teacher[who] = found.by_teacher.get(who, 0) + 1
        if calls or "topic" in texts or (due and "homework" in texts):
            found.wrote.add(who)


def _marks(found: Plain, lesson: Lesson) -> None:
    works = {row.id for row in Work.select().where(Work.lesson == lesson)}
    query: Any = Mark.select(Mark.id, Mark.work, Mark.pupil, Mark.value, Mark.slip_of).tuples()
    rows: list[tuple[Any, ...]] = list(query)
    replaced = {slip for *_, slip in rows}
    for number, work, pupil, value, _ in rows:
        if work in works and number not in replaced:
            cell = (lesson.group_id, pupil)
            found.marks[cell] = found.marks.get(cell, 0) + len(value.split("/"))


def counts(found: Plain) -> Iterator[int]:
    """The marks of every pupil of a page with marks who has been there for two weeks, or all the time."""
    for member in GroupMember.select():
        page = Group.get_by_id(member.group_id)
        settled = member.valid_from <= max(FIRST, LAST - timedelta(days=14))
        if page.grading == "five" and page.id in found.taught and within(member, LAST) and settled:
            yield found.marks.get((page.id, member.person_id), 0)


def write_at_random(school: School, chance: random.Random) -> None:
    """Lessons that are written, late, half or not at all; teachers who are away; pupils who come and go."""
    full = chance.choice((0.2, 0.7, 1.0))
    for lesson in list(Lesson.select().where(Lesson.date <= LAST)):
        if chance.random() < 0.1:
            Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
        if chance.random() < full:
            held(school, lesson)
        for name in ("topic", "homework"):
            if chance.random() < full:
                late = chance.choice((0, 0, 0, 2))
                text(school, lesson, name, "Тема", late_days=late, draft=chance.random() < 0.1)
        for pupil in ("anya", "borya", "vova", "glasha"):
            if lesson.group_id in _pages_of(school, pupil) and chance.random() < 0.15 * full:
                chosen = mark(school, lesson, chance.choice(("2", "4", "4/5")), pupil)
                if chance.random() < 0.2:
                    mark(school, lesson, "5", pupil, slip_of=chosen.id)
            elif chance.random() < 0.05:
                away(school, lesson, pupil)
    _people_at_random(school, chance)


def _pages_of(school: School, pupil: str) -> set[int]:
    mine = GroupMember.select().where(GroupMember.person == school[pupil])
    return {row.group_id for row in mine if Group.get_by_id(row.group_id).grading == "five"}


def _people_at_random(school: School, chance: random.Random) -> None:
    first = FIRST + DAY * chance.randrange(14)
    TeacherAbsence.create(
        person=school[chance.choice(("vera", "nina", "oleg"))],
        reason="ill",
        order_number="",
        valid_from=first,
        valid_to=first + DAY * chance.randrange(9),
    )
    for row in GroupMember.select().where(GroupMember.person == school["glasha"]):
        row.valid_from = FIRST + DAY * chance.randrange(20)
        row.save()
    teacher = GroupTeacher.get(GroupTeacher.group == school.groups["history"])
    teacher.valid_from = FIRST + DAY * chance.randrange(10)
    teacher.save()


@on_random_schools
def test_every_indicator_is_what_a_person_would_count(school: School, seed: int) -> None:
    with written(school, seed, write_at_random):
        values = made(Span(SchoolYear.get(), FIRST, MONDAY), "абвгд", TUESDAY, NOTHING, NOW).values
        own = plain()
        marks = list(counts(own))
    expected = {
        "У1": (len(own.wrote), len(own.by_teacher)),
        "З1": (own.topics, own.lessons),
        "З2": (own.homeworks, own.due),
        "З3": (own.held, own.lessons),
        "С1": (own.in_time, own.entries),
        "С2": (own.homework_in_time, own.homeworks),
        "О1": (marks.count(0), len(marks)),
        "О2": (marks.count(1), len(marks)),
        "О3": (sum(marks), len(marks)),
        "П4": (own.given_held, own.given),
    }
    assert {code: values[code] for code in expected} == {
        code: Ratio(*value) for code, value in expected.items()
    }


def test_the_lessons_of_each_teacher_are_those_that_were_owed(school: School) -> None:
    write_at_random(school, random.Random(99))
    found = made(Span(SchoolYear.get(), FIRST, MONDAY), "абвгд", TUESDAY, NOTHING, NOW)
    assert {line.id: line.size for line in found.teachers} == plain().by_teacher


def test_nobody_owes_the_lesson_of_an_absent_teacher(school: School) -> None:
    TeacherAbsence.create(
        person=school["vera"], reason="ill", order_number="", valid_from=MONDAY, valid_to=MONDAY
    )
    found = made(Span(SchoolYear.get(), MONDAY, MONDAY), "абвгд", TUESDAY, NOTHING, NOW)
    assert found.lessons == 2, "the two groups of English; algebra and mathematics are hers"
    assert school["vera"] not in {line.id for line in found.teachers}
    assert not any(one.code == "attendance" and school["vera"] in one.owners for one in found.remarks)


def test_what_is_due_by_tonight_is_not_owed_this_morning(school: School) -> None:
    today = made(Span(SchoolYear.get(), MONDAY, MONDAY), "абвгд", TUESDAY, NOTHING, at("16:00"))
    assert today.lessons == 0 and today.values["З1"].percent is None


def test_the_programme_is_behind_by_what_was_not_held(school: School) -> None:
    """П1: the КТП of the algebra has four items; of four lessons that were to be one was held."""
    held(school, school.lesson("algebra", date(2026, 11, 2)))
    found = made(Span(SchoolYear.get(), FIRST, MONDAY), "г", TUESDAY, NOTHING, NOW)
    assert found.values["П1"] == Ratio(1, 4)
    assert {line.name: line.behind for line in found.classes}["7"] == 3
    assert all(row.code in ("topic", "foreign_topic") for row in found.remarks)


def test_the_marks_of_one_who_is_away_do_not_make_a_work_late(school: School) -> None:
    lesson = school.lesson("algebra", date(2026, 11, 2))
    held(school, lesson)
    away(school, lesson, "anya")
    for pupil in ("borya", "vova", "glasha"):
        mark(school, lesson, "4", pupil, "control")
    mark(school, lesson, "4", "anya", "control", typed=at("12:00"))
    span = Span(SchoolYear.get(), FIRST, MONDAY)
    assert made(span, "б", TUESDAY, NOTHING, NOW).values["С3"] == Ratio(1, 1)
    assert Absence.select().count() == 1


def test_classes_of_a_subject_are_named_by_their_numbers_alone() -> None:
    pages = [
        PageOf(7, 1, "7 класс", "Алгебра", 7, 7),
        PageOf(2, 2, "2–8 классы", "Кружок «Шахматы»", None, None),
    ]
    assert classes_by_subject(pages) == "Алгебра: 7; Кружок «Шахматы»: 2–8"
