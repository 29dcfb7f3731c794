"""What a page of the journal reads at once: the newest mark of each cell, whichever others it replaced."""

from datetime import timedelta

import pytest

from ejournal.models import journal
from ejournal.models.page_facts import held_late, members_named, settled_marks
from ejournal.models.people import names
from tests.school import MONDAY, School, at
from tests.services.steps import call, put


@pytest.mark.clause("4.5.4")
def test_a_mark_that_is_typed_over_is_never_read_again(school: School) -> None:
    """The first one's time is over at 9:50, that of its correction at 9:55."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    put(school, lesson, "5", at("9:45"))
    assert settled_marks([lesson.id], at("9:44")) == ([], True)
    assert settled_marks([lesson.id], at("9:52")) == ([], True)
    found = settled_marks([lesson.id], at("9:56"))
    assert [(pupil, value, bool(stands)) for _, pupil, _, value, stands in found.marks] == [
        (school["anya"], "5", True)
    ]
    assert not found.newer


@pytest.mark.clause("4.5.4")
def test_a_mark_that_was_taken_back_does_not_stand(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    put(school, lesson, "", at("9:41"))
    (found,) = settled_marks([lesson.id], at("10:00")).marks
    assert not found[4]
    assert journal.standing([lesson.id]) == []


def test_lessons_are_held_as_their_attendance_tells(school: School) -> None:
    lesson, other = school.lesson("algebra"), school.lesson("algebra", MONDAY + timedelta(days=2))
    call(school, lesson)
    assert held_late([lesson.id, other.id]) == {lesson.id: 0}
    told = {one: late for one, (_, late) in journal.roll_calls([lesson.id, other.id]).items()}
    assert held_late([lesson.id, other.id]) == told


def test_pupils_of_a_group_come_with_their_names(school: School) -> None:
    lesson = school.lesson("algebra")
    found = members_named(lesson.group_id, lesson.date)
    assert {school["anya"], school["borya"]} <= found.keys()
    assert found == names(list(found), lesson.date)
