"""The demo school's timetable against its curriculum and load, with no loader in between."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from tests.demo.files import (
    COMPUTING,
    CURRICULUM,
    ENGLISH,
    EXPECTED,
    EXTRACURRICULAR,
    LESSONS,
    LOAD,
    NAME_OF,
    TIMETABLE,
    Row,
    hours_by_pair,
    read,
)


def weekly_entries(rows: Iterable[Row]) -> Counter[tuple[str, str]]:
    """Lessons a week per class and subject as a pupil has them; of a divided class one of the first group."""
    return Counter((row["class"], row["subject"]) for row in rows if row["group"] in ("", "1"))


def taken_twice(rows: Iterable[Row], *columns: str) -> list[tuple[str, ...]]:
    taken = Counter(tuple(row[c] for c in ("weekday", "number", *columns)) for row in rows)
    return [key for key, times in taken.items() if times > 1]


def test_the_timetable_has_its_number_of_entries() -> None:
    assert len(LESSONS) == EXPECTED["timetable_entries"]
    assert len(EXTRACURRICULAR) == EXPECTED["extracurricular_entries"]
    assert len(TIMETABLE) == len(LESSONS) + len(EXTRACURRICULAR)
    assert {row["weekday"] for row in TIMETABLE} == set("12345")
    assert {row["number"] for row in TIMETABLE} == set("1234567")


def test_every_class_has_its_lessons_a_week() -> None:
    found: Counter[str] = Counter()
    for (klass, _), lessons in weekly_entries(LESSONS).items():
        found[klass] += lessons
    assert found == EXPECTED["weekly_lessons_timetable"]


def test_monday_begins_in_every_class_with_the_talk_led_by_the_class_teacher() -> None:
    found = {row["class"]: NAME_OF[row["teacher_snils"]] for row in EXTRACURRICULAR}
    assert found == EXPECTED["class_teachers"]
    facts = {(row["weekday"], row["number"], row["subject"]) for row in EXTRACURRICULAR}
    assert facts == {("1", "1", "Разговоры о важном")}


def test_every_lesson_is_in_the_curriculum_of_its_class() -> None:
    assert {(row["class"], row["subject"]) for row in LESSONS} <= hours_by_pair(CURRICULUM).keys()


def test_a_week_keeps_the_hours_of_the_curriculum_but_for_subjects_that_change_places_at_new_year() -> None:
    lessons, hours = weekly_entries(LESSONS), hours_by_pair(CURRICULUM)
    differ = {pair: (lessons[pair], hours[pair]) for pair in hours if lessons[pair] != hours[pair]}
    assert differ == {
        ("5", "Финансовая грамотность"): (1, 0.5),
        ("5", "Духовно-нравственная культура России"): (0, 0.5),
    }


def test_every_lesson_is_given_by_the_teacher_of_the_load() -> None:
    load = {(row["class"], row["subject"], row["group"], row["staff_snils"]) for row in LOAD}
    assert {(r["class"], r["subject"], r["group"], r["teacher_snils"]) for r in LESSONS} <= load


def test_nobody_and_no_room_is_taken_twice_at_one_lesson() -> None:
    assert taken_twice([*TIMETABLE, *read("groups.csv")], "teacher_snils") == []
    assert taken_twice(TIMETABLE, "class", "group") == []
    assert taken_twice([row for row in TIMETABLE if row["room"]], "room") == []


def test_a_whole_class_and_its_group_never_have_lessons_at_one_time() -> None:
    whole = {(r["weekday"], r["number"], r["class"]) for r in TIMETABLE if not r["group"]}
    assert whole.isdisjoint((r["weekday"], r["number"], r["class"]) for r in TIMETABLE if r["group"])


def test_a_lesson_has_a_room() -> None:
    assert all(row["room"] for row in LESSONS)


@pytest.mark.parametrize("group", ["1", "2"])
def test_neither_a_class_nor_a_group_of_it_has_gaps_between_its_lessons(group: str) -> None:
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in TIMETABLE:
        if row["group"] in ("", group):
            numbers[row["class"], row["weekday"]].append(int(row["number"]))
    assert len(numbers) == 5 * len(EXPECTED["classes"])
    assert all(sorted(taken) == list(range(1, len(taken) + 1)) for taken in numbers.values())


def test_one_teacher_has_both_groups_of_computing_while_the_other_group_learns_english() -> None:
    divided = {(row["class"], row["subject"]) for row in [*LOAD, *TIMETABLE] if row["group"]}
    assert divided == {("7", ENGLISH), ("7", COMPUTING)}
    mine = [row for row in TIMETABLE if row["subject"] == COMPUTING and row["group"]]
    assert {row["group"] for row in mine} == {"1", "2"}
    assert {NAME_OF[row["teacher_snils"]] for row in mine} == {"Котов Денис Валерьевич"}
    for row in mine:
        same = [r for r in TIMETABLE if all(r[name] == row[name] for name in ("class", "weekday", "number"))]
        assert sorted((r["subject"], r["group"] == row["group"]) for r in same) == [
            (ENGLISH, False),
            (COMPUTING, True),
        ]
