"""What the demo lacks, counted again by a plain walk over its rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ejournal.db import database
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson, lesson, monday_of
from ejournal.reports import readiness
from ejournal.rules import works
from ejournal.services.mark_cells import deadline_of
from tests import demos
from tests.demo.conftest import now

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("4.2.4")]
TODAY = date(2026, 11, 18)  # a Wednesday: what was left open on Monday is not filled yet
NOW = now(TODAY)
WHOLE_CLASS = {"dictation", "retelling", "composition", "control", "diagnostic", "vpr", "final_control"}
LESSONS = """
    SELECT lesson.id, lesson.date, teaching_group.cohort_id, teaching_group.grading, teaching_group.id
    FROM lesson JOIN teaching_group ON teaching_group.id = lesson.group_id
    WHERE teaching_group.kind NOT IN ('home', 'after_school', 'club', 'extracurricular')
"""  # domain facts, 1.12: those have journals of their own, which the volume of a class leaves out


@pytest.fixture(scope="module")
def wednesday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with demos.opened(tmp_path_factory, NOW):
        yield


def rows(sql: str) -> list[Any]:
    return list(database.execute_sql(sql).fetchall())


def over() -> list[Any]:
    """The lessons that have ended."""
    ended = {row.id for row in Lesson.select() if row.ends_at <= NOW}
    return [row for row in rows(LESSONS) if row[0] in ended]


def by_class(lessons: list[Any]) -> Counter[int]:
    return Counter(row[2] for row in lessons if row[2])


def told(kind: str) -> Counter[int]:
    found = readiness.overview(SchoolYear.get(), 1, NOW)
    return Counter({line.cohort: line.counts[kind] for line in found if line.counts[kind]})


def held() -> set[int]:
    return {row[0] for row in rows("SELECT lesson_id FROM roll_call")}


def test_lessons_without_attendance() -> None:
    begun = held()
    open_ones = [row for row in over() if row[0] not in begun]
    assert told("attendance") == by_class(open_ones) != Counter()


@pytest.mark.parametrize("field", ["topic", "homework"])
def test_held_lessons_without_a_text(field: str) -> None:
    written = {
        row[0] for row in rows(f"SELECT lesson_id FROM lesson_text WHERE field = '{field}' AND NOT draft")
    }
    sessions = "l.group_id IN (SELECT id FROM teaching_group WHERE kind = 'extracurricular')"
    if field == "homework":  # is not given there (domain facts, 1.12)
        written |= {row[0] for row in rows(f"SELECT l.id FROM lesson l WHERE {sessions}")}
    lacking = held() - written
    assert told(field) == by_class([row for row in over() if row[0] in lacking]) != Counter()


def test_works_of_the_whole_class_without_a_mark_of_everybody_who_was_there() -> None:
    codes = {
        (row[0], row[1]): row[2] for row in rows("SELECT lesson_id, pupil_id, code FROM absence ORDER BY id")
    }
    retyped = {row[0] for row in rows("SELECT slip_of_id FROM mark")}
    back = {row[0] for row in rows("SELECT mark_id FROM mark_withdrawal")}
    marks = rows("SELECT id, work_id, pupil_id FROM mark")
    marked = {(work, pupil) for mark, work, pupil in marks if mark not in retyped | back}
    members = rows("SELECT group_id, person_id, valid_from, valid_to FROM group_member")
    ended = {row[0]: row for row in over()}
    lacking: Counter[int] = Counter()
    for work, of, kind, removed in rows("SELECT id, lesson_id, kind, removed FROM work"):
        if removed or of not in ended or kind not in WHOLE_CLASS:
            continue
        _, day, cohort, grading, group = ended[of]
        there = {
            pupil
            for page, pupil, first, last in members
            if page == group and first <= day <= (last or day) and codes.get((of, pupil), "") in ("", "ОП")
        }
        given = lesson(of)
        assert given is not None
        if grading != "none" and any((work, pupil) not in marked for pupil in there):
            lacking[cohort] += deadline_of(given, works.kind(kind), NOW) < TODAY
    assert told("marks") == +lacking != Counter()


def test_weeks_that_are_over_and_not_closed() -> None:
    closed = {(row[0], row[1]) for row in rows("SELECT cohort_id, monday FROM week_closing")}
    taught = {(row[2], monday_of(TODAY.fromisoformat(row[1]))) for row in over() if row[2]}
    this_week = monday_of(TODAY)
    lacking = [
        cohort for cohort, monday in taught if monday < this_week and (cohort, str(monday)) not in closed
    ]
    assert told("weeks") == Counter(lacking)
