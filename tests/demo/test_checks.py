"""What the checks find in the demo, counted again by a plain walk over its rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.reports.checks import found as reading
from ejournal.rules.checks import CATALOGUE
from tests import demos
from tests.demo.conftest import now
from tests.reports.january import rows

pytestmark = [pytest.mark.clause("4.2.2б"), pytest.mark.clause("4.2.2в")]
FIRST, TODAY = date(2026, 10, 5), date(2026, 11, 18)
NOW = now(TODAY)
LESSONS = """
    SELECT lesson.id, lesson.date, lesson.number, lesson.group_id, teaching_group.grading, teaching_group.kind
    FROM lesson JOIN teaching_group ON teaching_group.id = lesson.group_id
"""
TAUGHT = {"class", "part", "mixed", "home"}


@pytest.fixture(scope="module")
def wednesday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with demos.opened(tmp_path_factory, NOW):
        yield


@pytest.fixture(scope="module")
def told(wednesday: None) -> dict[str, list[Any]]:
    """What every check finds, by its code."""
    asked = reading.ask(SchoolYear.get(), None, FIRST, TODAY, NOW)
    by_code: dict[str, list[Any]] = defaultdict(list)
    for one in reading.look(asked, [check.code for check in CATALOGUE]):
        by_code[one.code].append(one)
    return by_code


def over() -> dict[int, Any]:
    """The lessons of the span that have ended."""
    ended = {row.id for row in Lesson.select() if row.ends_at <= NOW}
    return {row[0]: row for row in rows(LESSONS) if row[0] in ended and str(FIRST) <= row[1] <= str(TODAY)}


def held() -> set[int]:
    return {row[0] for row in rows("SELECT lesson_id FROM roll_call")}


def standing() -> list[tuple[int, int, str]]:
    """Lesson, pupil and value of every mark that was neither retyped nor taken back."""
    retyped = {row[0] for row in rows("SELECT slip_of_id FROM mark")}
    back = {row[0] for row in rows("SELECT mark_id FROM mark_withdrawal")}
    joined = rows("SELECT mark.id, lesson_id, pupil_id, value FROM mark JOIN work ON work.id = work_id")
    return [row[1:] for row in joined if row[0] not in retyped | back]


def codes() -> dict[tuple[int, int], str]:
    """The newest event of attendance by lesson and pupil."""
    events = rows("SELECT lesson_id, pupil_id, code FROM absence ORDER BY id")
    return {(lesson, pupil): code for lesson, pupil, code in events}


def test_lessons_with_few_marks_and_with_none(told: dict[str, list[Any]]) -> None:
    counts = Counter(lesson for lesson, _, _ in standing())
    works = {row[0] for row in rows("SELECT lesson_id FROM work WHERE NOT removed")}
    given = {number: row for number, row in over().items() if row[4] == "five" and row[5] in TAUGHT}
    members = rows("SELECT group_id, valid_from, COALESCE(valid_to, '9999') FROM group_member")
    classes = {
        number: sum(group == row[3] and since <= row[1] <= until for group, since, until in members)
        for number, row in given.items()
    }
    # three marks at a lesson, in a small class one for every four pupils
    few = {number for number in given if 0 < counts[number] < min(3, (classes[number] + 3) // 4)}
    none = {number for number in given if number in held() and not counts[number] and number not in works}
    assert {one.lesson for one in told["few_marks"]} == few != set()
    assert {one.lesson for one in told["no_marks"]} == none != set()


def test_what_was_written_late(told: dict[str, list[Any]]) -> None:
    late: dict[int, int] = defaultdict(int)
    for table in ("lesson_text", "roll_call", "work"):
        for lesson, days in rows(f"SELECT lesson_id, late_days FROM {table} WHERE late_days > 0"):
            late[lesson] = max(late[lesson], days)
    known = over()
    assert {one.lesson: one.amount for one in told["late"]} == {
        lesson: days for lesson, days in late.items() if lesson in known
    }
    assert told["late"]


def test_topics_of_ones_own(told: dict[str, list[Any]]) -> None:
    own = rows(
        "SELECT lesson_id FROM lesson_text WHERE field = 'topic' AND NOT draft AND plan_item_id IS NULL"
    )
    planned = {
        row[0]
        for row in rows("SELECT id FROM teaching_group WHERE plan_id IN (SELECT plan_id FROM plan_item)")
    }
    known = over()
    expected = {lesson for (lesson,) in own if lesson in known and known[lesson][3] in planned}
    assert {one.lesson for one in told["own_topic"]} == expected != set()


def test_who_is_not_asked_for_long(told: dict[str, list[Any]]) -> None:
    """More than four lessons of a page in a row that the pupil attended, as the last of them stand now."""
    lessons: dict[int, list[Any]] = defaultdict(list)
    for row in sorted(over().values(), key=lambda row: row[1:3]):
        if row[0] in held() and row[4] == "five" and row[5] in TAUGHT:
            lessons[row[3]].append(row)
    marked, away = {(lesson, pupil) for lesson, pupil, _ in standing()}, codes()
    expected = set()
    for group, pupil, first, last in rows(
        "SELECT group_id, person_id, valid_from, valid_to FROM group_member"
    ):
        if not first <= str(TODAY) <= (last or str(TODAY)):
            continue
        there = [
            row for row in lessons[group] if row[1] >= first and away.get((row[0], pupil), "") in ("", "ОП")
        ]
        days = {row[1] for row in there[-5:]}  # a mark of the same day counts for a double lesson
        if len(there) > 4 and not any(
            (row[0], pupil) in marked for row in lessons[group] if row[1] >= min(days)
        ):
            expected.add((group, pupil))
    assert {(one.group, one.pupil) for one in told["long_without"]} == expected != set()


def test_days_of_absence_without_a_reason(told: dict[str, list[Any]]) -> None:
    days: dict[int, set[str]] = defaultdict(set)
    on = {row[0]: row[1] for row in rows(LESSONS)}
    for (lesson, pupil), code in codes().items():
        if code == "Н" and str(FIRST) <= on[lesson] <= str(TODAY):
            days[pupil].add(on[lesson])
    left = {row[0] for row in rows("SELECT person_id FROM enrolment WHERE valid_to IS NOT NULL")}
    expected = {pupil: len(found) for pupil, found in days.items() if len(found) >= 3 and pupil not in left}
    found = {one.pupil: one.amount for one in told["absent_days"] if one.pupil not in left}
    assert found == expected != {}


def test_nothing_in_the_demo_is_broken(told: dict[str, list[Any]]) -> None:
    """Its year was lived by the rules: what no deed lets in is nowhere."""
    broken = ("no_roll", "mark_absent", "mark_off", "mark_early", "mark_stranger", "mark_scale", "mark_none")
    assert {code: told[code] for code in (*broken, "two_in_slot", "term_empty") if told[code]} == {}
