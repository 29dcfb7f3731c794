"""«Что осталось» of a teacher: what is owed, by whom, in the order of deadlines, with its place."""

import pytest

from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import WeekClosing
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.reports.checks import mine
from ejournal.reports.checks.mine import Left
from tests.client import queries
from tests.reports.checked import DAY, EVENING, TUESDAY, WEDNESDAY, column, fact, held, mark
from tests.school import FIRST, MONDAY, School, at

pytestmark = [pytest.mark.clause("4.5.2"), pytest.mark.clause("4.5.3"), pytest.mark.clause("4.2.2б")]


def left(school: School, key: str = "vera", now: object = EVENING) -> Left:
    return mine.left(SchoolYear.get(), school[key], now)  # type: ignore[arg-type]  # a moment


def urls(found: Left) -> list[str]:
    return [one.url for one in found.open]


def only_monday(school: School) -> Lesson:
    """Before Monday the school had no lessons; the algebra of Monday is held."""
    Lesson.delete().where(Lesson.date < MONDAY).execute()
    lesson = school.lesson("algebra")
    held(school, lesson, school.lesson("counting"))
    return lesson


def test_each_entry_leads_to_the_part_of_the_lesson(school: School) -> None:
    """Вера has two pages: algebra, and counting in grade 1, which owes no homework and has no plan."""
    lesson, counting = only_monday(school), school.lesson("counting")
    assert set(urls(left(school))) == {
        f"/lessons/{lesson.id}#topic",
        f"/lessons/{lesson.id}#homework",
        f"/lessons/{counting.id}#topic",
        f"/plans?show={school.groups['counting']}#page-{school.groups['counting']}",
    }
    column(school, lesson, "control")
    mark(school, lesson, kind="control")
    mark(school, lesson, kind="control", pupil="borya")
    mark(school, lesson, kind="control", pupil="glasha")
    assert f"/lessons/{lesson.id}#mark-control-{school['vova']}" in urls(left(school))


def test_the_oldest_deadline_comes_first_and_what_is_past_it_takes_a_memo(school: School) -> None:
    lesson = only_monday(school)
    column(school, lesson, "control")
    found = left(school, now=at("18:00", WEDNESDAY))
    days = [one.due for one in found.open]
    assert days == sorted(days) and days[-1] == WEDNESDAY
    assert found.late == ()
    found = left(school, now=at("18:00", WEDNESDAY + DAY))
    assert [one.due for one in found.late] == [WEDNESDAY]
    assert all("control" not in one.url for one in found.open)


def test_a_closed_week_takes_a_memo(school: School) -> None:
    lesson = only_monday(school)
    later = at("8:00", MONDAY + DAY * 7)
    assert f"/lessons/{lesson.id}#topic" in urls(left(school, now=later))
    fact(WeekClosing, school, later, cohort=school.classes["7"], monday=MONDAY)
    found = left(school, now=later)
    assert f"/lessons/{lesson.id}#topic" not in urls(found)
    assert f"/lessons/{lesson.id}#topic" in [one.url for one in found.late]


def test_a_substituted_lesson_is_the_substitutes(school: School) -> None:
    lesson = only_monday(school)
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
    assert not [url for url in urls(left(school)) if url.startswith(f"/lessons/{lesson.id}#")]
    assert f"/lessons/{lesson.id}#topic" in urls(left(school, "oleg"))


def test_lessons_before_the_appointment_are_of_who_taught_then(school: School) -> None:
    lesson = only_monday(school)
    here = GroupTeacher.group == school.groups["algebra"]
    GroupTeacher.update(valid_to=MONDAY).where(here).execute()
    GroupTeacher.create(group=school.groups["algebra"], person=school["nina"], valid_from=TUESDAY)
    assert f"/lessons/{lesson.id}#topic" in urls(left(school))
    assert f"/lessons/{lesson.id}#topic" not in urls(left(school, "nina"))


def test_more_to_do_takes_no_more_queries(school: School) -> None:
    year = SchoolYear.get()
    counts = []
    for now in (at("12:00", FIRST + DAY * 3), at("18:00", MONDAY)):
        with queries() as made:
            found = mine.left(year, school["vera"], now)
        assert found.open
        counts.append(len(made))
    assert counts[0] == counts[1]
