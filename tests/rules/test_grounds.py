"""Which lessons a ground is of, and how it is told."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from ejournal.rules import grounds
from ejournal.rules.grounds import Wanted

pytestmark = pytest.mark.clause("4.4.3")
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
ILL = Wanted("Б", "certificate", "№ 5", "", MONDAY, FRIDAY)


@dataclass(frozen=True)
class Kept(Wanted):
    """A ground as it is stored: it may have been ended."""

    since: date | None = None


@pytest.mark.parametrize(
    ("change", "inside", "outside"),
    [
        ({}, [(23, 1), (25, 9), (27, 8)], [(22, 5), (28, 1)]),
        ({"first_number": 3}, [(23, 3), (24, 1)], [(23, 2)]),
        ({"last_number": 2}, [(27, 2), (26, 7)], [(27, 3)]),
        ({"weekday": 2, "number": 6}, [(24, 6)], [(24, 5), (25, 6), (17, 6)]),
    ],
)
def test_a_ground_is_of_the_lessons_between_its_ends(
    change: dict[str, int], inside: list[tuple[int, int]], outside: list[tuple[int, int]]
) -> None:
    ground = replace(ILL, **change)  # type: ignore[arg-type]  # numbers of lessons
    for known, found in ((inside, True), (outside, False)):
        assert [grounds.covers(ground, date(2026, 11, day), number) for day, number in known] == [
            found
        ] * len(known)


def test_a_ground_that_was_ended_holds_until_that_day() -> None:
    kept = Kept("Б", "certificate", "", "", MONDAY, FRIDAY, since=date(2026, 11, 25))
    assert [grounds.holds(kept, date(2026, 11, day), 1) for day in (24, 25)] == [True, False]


@pytest.mark.parametrize(
    ("change", "when"),
    [
        ({}, "23.11 – 27.11"),
        ({"last": MONDAY}, "23.11"),
        ({"last": MONDAY, "first_number": 2, "last_number": 2}, "23.11, 2-й урок"),
        ({"first_number": 2, "last_number": 3}, "23.11 с 2-го урока – 27.11 по 3-й урок"),
        ({"last": MONDAY, "first_number": 5}, "23.11 с 5-го урока"),
        ({"weekday": 2, "number": 6}, "вторник, 6-й урок, 23.11–27.11"),
    ],
)
def test_the_lessons_are_told(change: dict[str, object], when: str) -> None:
    assert grounds.when(replace(ILL, **change)) == when  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "справка № 5"),
        ({"words": "после болезни"}, "справка № 5, «после болезни»"),
        ({"paper": "Справка музыкальной школы № 5"}, "Справка музыкальной школы № 5"),
        ({"kind": "other", "paper": "", "words": "музыкальная школа"}, "музыкальная школа"),
        ({"kind": "other", "paper": "", "code": "НП"}, "основания нет"),
    ],
)
def test_the_paper_is_told(change: dict[str, str], told: str) -> None:
    assert grounds.told(Kept(**{**vars(ILL), **change})) == told


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({}, "болеет до 27.11, справка № 5"),
        ({"code": "НП", "kind": "other", "paper": ""}, "отсутствует без уважительной причины до 27.11"),
        ({"code": "ОСВ", "subject": 1}, "освобождение от практики до 27.11, справка № 5"),
        (
            {"code": "УП", "kind": "other", "paper": "", "words": "секция", "weekday": 2, "number": 6},
            "на этом уроке отсутствует до 27.11: секция",
        ),
    ],
)
def test_the_teacher_reads_it_beside_the_name(change: dict[str, object], hint: str) -> None:
    assert grounds.hint(Kept(**{**vars(ILL), **change})) == hint
