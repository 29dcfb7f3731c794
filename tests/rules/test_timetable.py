"""п. 4.2.1: two lessons at once for a class, a teacher or a room are found; what may be at once is not."""

from dataclasses import replace

import pytest

from ejournal.rules.timetable import PlannedLesson, conflicts

ALGEBRA = PlannedLesson(
    page=1,
    title="Алгебра, 7 класс",
    cohort=7,
    part="",
    extra=False,
    weekday=1,
    number=2,
    room="12",
    teachers=frozenset({5}),
)
HISTORY = replace(ALGEBRA, page=2, title="История, 7 класс", room="13", teachers=frozenset({6}))
OTHER_CLASS = replace(ALGEBRA, page=3, title="Физика, 8 класс", cohort=8, room="14", teachers=frozenset({7}))
FIRST = replace(ALGEBRA, page=4, title="Английский", part="1", room="15", teachers=frozenset({8}))
SECOND = replace(FIRST, page=5, part="2", room="16", teachers=frozenset({9}))


def kinds(*week: PlannedLesson) -> list[tuple[str, int | str]]:
    return [(conflict.kind, conflict.who) for conflict in conflicts(week)]


def test_two_lessons_of_a_class_at_once_are_a_conflict() -> None:
    (found,) = conflicts([ALGEBRA, HISTORY])
    assert (found.kind, found.who, found.weekday, found.number) == ("class", 7, 1, 2)
    assert found.lessons == (ALGEBRA, HISTORY)


@pytest.mark.parametrize("other", [{"weekday": 2}, {"number": 3}])
def test_at_another_time_nothing_clashes(other: dict[str, int]) -> None:
    assert kinds(ALGEBRA, replace(ALGEBRA, page=9, **other)) == []  # type: ignore[arg-type]  # whole numbers


def test_parts_of_a_class_are_taught_at_once_and_a_part_with_the_whole_class_is_not() -> None:
    assert kinds(FIRST, SECOND) == []
    assert kinds(FIRST, replace(SECOND, part="1")) == [("class", 7)]
    assert kinds(FIRST, HISTORY) == [("class", 7)]


def test_a_teacher_and_a_room_are_in_one_place_at_a_time() -> None:
    assert kinds(ALGEBRA, replace(OTHER_CLASS, teachers=ALGEBRA.teachers)) == [("teacher", 5)]
    assert kinds(ALGEBRA, replace(OTHER_CLASS, room="12")) == [("room", "12")]
    assert kinds(replace(ALGEBRA, room=""), replace(OTHER_CLASS, room="")) == []
    assert kinds(ALGEBRA, OTHER_CLASS) == []


def test_what_nobody_has_to_attend_clashes_for_the_teacher_alone() -> None:
    club = replace(HISTORY, extra=True)
    assert kinds(ALGEBRA, club) == []
    assert kinds(ALGEBRA, replace(club, teachers=ALGEBRA.teachers)) == [("teacher", 5)]


def test_a_teacher_of_two_classes_at_once_is_told_once_and_not_for_the_room_too() -> None:
    """Класс-комплект: one teacher, one room, two classes."""
    assert kinds(ALGEBRA, replace(OTHER_CLASS, room="12", teachers=ALGEBRA.teachers)) == [("teacher", 5)]


def test_a_mixed_group_belongs_to_no_class() -> None:
    assert kinds(ALGEBRA, replace(HISTORY, cohort=None)) == []
