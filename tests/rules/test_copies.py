"""What one lesson takes of another: never over what is written, never past a topic."""

import pytest

from ejournal.rules.copies import Copy, Given, Text, Written, at_second, of_pair, of_parallel, pair, source

A, B, C = (Given(number, frozenset({name})) for number, name in ((1, "а"), (2, "б"), (3, "в")))
TOPIC, TASK, SILENT = Text("Дроби", item=7), Text("§ 5"), Text("", absent=True)
FULL = Written(TOPIC, TASK, True, ("answer", "control"))


@pytest.mark.parametrize(
    ("had", "own", "expected"),
    [
        ({"а", "б"}, (), 3),  # one lesson behind: the next topic
        ({"а"}, (), 2),  # two lessons behind: no topic is passed over
        ({"а", "б", "в"}, (), None),  # nothing new there
        ((), (), 3),  # nothing in common: the newest
        ({"а"}, ("в",), 3),  # a topic is written here: the lesson on that topic
        ({"а"}, ("г",), None),  # and none, when the other group had no such topic
    ],
)
def test_the_lesson_that_is_repeated(had: set[int | str], own: tuple[str, ...], expected: int | None) -> None:
    assert source([C, B, A], had, own) == expected


def test_of_no_lessons_none_is_repeated() -> None:
    assert source([], {"а"}, ()) is None


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_what_is_missing_is_taken_and_what_is_written_stays() -> None:
    assert of_parallel(FULL, Written(), True) == Copy(TOPIC, TASK, ("control",))
    assert of_parallel(FULL, Written(topic=Text("Другая")), True) == Copy(None, TASK, ("control",))
    assert of_parallel(FULL, Written(homework=SILENT, kinds=("control",)), True) == Copy(TOPIC)
    assert not of_parallel(FULL, FULL, True).anything
    assert of_parallel(FULL, Written(), False) == Copy(TOPIC, TASK)


PLANNED = Text("Сложение дробей", item=8)


@pytest.mark.clause("4.5.2")
def test_the_second_lesson_takes_the_next_topic_of_the_plan_else_goes_on() -> None:
    assert of_pair(FULL, Written(), PLANNED, "§ 6", {}).topic == PLANNED
    unplanned = of_pair(FULL, Written(), None, "", {}).topic
    assert unplanned == Text("Дроби (продолжение)")
    again = of_pair(Written(topic=unplanned), Written(), None, "", {}).topic
    assert again == unplanned
    assert of_pair(Written(), Written(), PLANNED, "§ 6", {}).topic is None
    assert of_pair(FULL, Written(topic=Text("Другая")), PLANNED, "§ 6", {}).topic is None


@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize(
    ("given", "planned", "task", "expected"),
    [
        (None, PLANNED, "§ 6", Text("§ 6", item=8)),  # that of the second item
        (TASK, None, "", SILENT),  # given already: the family is not told twice
        (TASK, PLANNED, "", SILENT),
        (SILENT, None, "", None),  # left for the teacher to write
        (None, None, "", None),
    ],
)
def test_the_homework_of_a_pair_is_given_once(
    given: Text | None, planned: Text | None, task: str, expected: Text | None
) -> None:
    first = Written(TOPIC, given)
    assert of_pair(first, Written(), planned, task, {}).homework == expected
    assert of_pair(first, Written(homework=TASK), planned, task, {}).homework is None


@pytest.mark.clause("4.5.2")
def test_who_is_absent_stays_absent_and_who_came_late_is_there() -> None:
    codes = {1: "Н", 2: "ОП", 3: "", 4: "Б", 5: "ОСВ"}
    assert at_second(codes) == {1: "Н", 4: "Н"}
    assert of_pair(FULL, Written(), None, "", codes).codes == {1: "Н", 4: "Н"}
    assert of_pair(FULL, Written(held=True), None, "", codes).codes is None
    assert of_pair(Written(TOPIC), Written(), None, "", {}).codes is None


@pytest.mark.parametrize(
    ("numbers", "twos"),
    [
        ([2], []),
        ([1, 2], [(0, 1)]),
        ([1, 3], []),
        ([1, 2, 3], [(0, 1)]),
        ([1, 2, 3, 4], [(0, 1), (2, 3)]),
        ([1, 3, 4], [(1, 2)]),
    ],
)
def test_pairs_are_lessons_in_a_row_two_by_two(numbers: list[int], twos: list[tuple[int, int]]) -> None:
    found = [pair(numbers, mine) for mine in range(len(numbers))]
    expected = [next((two for two in twos if mine in two), None) for mine in range(len(numbers))]
    assert found == expected
