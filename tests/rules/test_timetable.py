"""п. 4.2.1: two lessons at once for a class, a teacher or a room are found; what may be at once is not."""

from dataclasses import replace
from datetime import date

import pytest

from ejournal.rules.timetable import PlannedLesson, clashes_at, conflicts, planned

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


def test_parts_of_two_subjects_are_at_once_when_they_have_no_pupil_in_common() -> None:
    """The pupils decide, not what the parts are called."""
    english = replace(FIRST, members=frozenset({1, 2, 3}))
    computing = replace(SECOND, members=frozenset({3, 4}))
    assert kinds(english, computing) == [("class", 7)]
    assert kinds(english, replace(computing, members=frozenset({4, 5}), part="1")) == []


def test_a_room_takes_no_two_lessons_whose_teachers_nobody_has_named() -> None:
    one, other = (replace(lesson, room="11", teachers=frozenset()) for lesson in (HISTORY, OTHER_CLASS))
    assert kinds(one, other) == [("room", "11")]


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


def test_a_mixed_group_is_a_part_of_the_classes_of_its_pupils() -> None:
    mixed = replace(HISTORY, cohort=None, part="Английский, 7–8 классы", classes=frozenset({7, 8}))
    assert kinds(ALGEBRA, mixed) == [("class", 7)]
    assert kinds(OTHER_CLASS, mixed) == [("class", 8)]
    assert kinds(FIRST, mixed) == []
    assert kinds(ALGEBRA, replace(mixed, classes=frozenset())) == []


def declared(*pages: int) -> dict[tuple[int, int], list[frozenset[int]]]:
    return {(1, 2): [frozenset(pages)]}


@pytest.mark.parametrize(
    "other",
    [
        HISTORY,  # merged groups of one class
        replace(OTHER_CLASS, teachers=ALGEBRA.teachers, room="12"),  # класс-комплект
        replace(OTHER_CLASS, room="12"),  # two classes in the gym
    ],
)
def test_what_is_declared_to_go_together_is_no_conflict_at_its_time(other: PlannedLesson) -> None:
    week = [ALGEBRA, other]
    assert conflicts(week)
    assert conflicts(week, declared(ALGEBRA.page, other.page)) == []
    assert conflicts(week, {(1, 3): [frozenset({ALGEBRA.page, other.page})]})


def test_a_lesson_that_is_not_among_those_declared_still_clashes_with_them() -> None:
    third = replace(HISTORY, page=9, room="19", teachers=frozenset({10}))
    (found,) = conflicts([ALGEBRA, HISTORY, third], declared(ALGEBRA.page, HISTORY.page))
    assert found.lessons == (ALGEBRA, HISTORY, third)


@pytest.mark.parametrize(("groups", "expected"), [(1, 1), (2, 1), (3, 0)])
def test_a_room_takes_as_many_lessons_as_the_school_says(groups: int, expected: int) -> None:
    gym = [
        replace(ALGEBRA, page=page, cohort=page, room="спортзал", teachers=frozenset({page}))
        for page in (1, 2, 3)
    ]
    assert len(conflicts(gym, rooms={"спортзал": groups})) == expected


def test_lessons_that_go_together_take_the_place_of_one() -> None:
    gym = [
        replace(ALGEBRA, page=page, cohort=page, room="спортзал", teachers=frozenset({page}))
        for page in (1, 2, 3)
    ]
    assert conflicts(gym, declared(1, 2), {"спортзал": 2}) == []


def test_where_a_lesson_would_clash_is_known_before_it_is_moved() -> None:
    busy = replace(OTHER_CLASS, weekday=2, teachers=ALGEBRA.teachers)
    found = clashes_at(ALGEBRA, [ALGEBRA, busy, replace(HISTORY, weekday=3)], [(2, 2), (3, 2), (4, 2)])
    assert {slot: [one.kind for one in those] for slot, those in found.items()} == {
        (2, 2): ["teacher"],
        (3, 2): ["class"],
        (4, 2): [],
    }


def test_an_extracurricular_lesson_stands_beside_another_but_not_beside_a_lesson_of_the_class() -> None:
    def at_once(page: int, kind: str) -> PlannedLesson:
        return planned(page, 7, kind, "7 класс", f"Предмет {page}", 1, 1, str(page), frozenset({page}))

    activities = [at_once(1, "extracurricular"), at_once(2, "extracurricular")]
    assert conflicts(activities) == []
    assert conflicts([at_once(1, "club"), at_once(3, "class")]) == []
    (found,) = conflicts([activities[0], at_once(3, "class")])
    assert (found.kind, found.who) == ("class", 7)


AUTUMN, SPRING = (date(2026, 9, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 5, 26))


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((AUTUMN,), (SPRING,), False),
        ((AUTUMN,), (AUTUMN,), True),
        ((AUTUMN, SPRING), (SPRING,), True),
        ((), (SPRING,), True),  # the whole year
    ],
)
def test_pages_taught_in_different_periods_are_never_at_once(
    one: tuple[tuple[date, date], ...], other: tuple[tuple[date, date], ...], clash: bool
) -> None:
    week = [replace(ALGEBRA, days=one), replace(HISTORY, days=other, room="12", teachers=ALGEBRA.teachers)]
    assert kinds(*week) == ([("class", 7), ("teacher", 5), ("room", "12")][:2] if clash else [])


def test_of_the_conflicts_of_one_time_that_with_the_most_lessons_is_told() -> None:
    third = replace(OTHER_CLASS, cohort=7, days=(SPRING,))
    (found,) = conflicts([ALGEBRA, HISTORY, third])
    assert found.lessons == (ALGEBRA, HISTORY, third)
    autumn = replace(HISTORY, days=(AUTUMN,))
    told = [one.lessons for one in conflicts([ALGEBRA, autumn, third])]
    assert told == [(ALGEBRA, autumn), (ALGEBRA, third)]


def test_what_clashes_the_whole_year_is_told_once_beside_a_page_of_some_periods() -> None:
    other = replace(OTHER_CLASS, days=(SPRING,))
    (found,) = conflicts([ALGEBRA, HISTORY, other])
    assert set(found.lessons) == {ALGEBRA, HISTORY}
