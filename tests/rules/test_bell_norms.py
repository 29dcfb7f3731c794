"""п. 4.2.1: when lessons are held and how long they are, by the figures of domain.md 7.7."""

from datetime import time

import pytest

from ejournal.rules.bell_norms import BellNorm, check, over
from ejournal.rules.refusal import Refusal

SAMPLE = (
    "8:30–9:15",
    "9:25–10:10",
    "10:30–11:15",
    "11:35–12:20",
    "12:30–13:15",
    "13:25–14:10",
    "14:20–15:05",
)
OTHERS, FIRST = (2, 11), (1, 1)
USUAL = BellNorm()


def told(*bells: str, grades: tuple[int, int] = OTHERS, norm: BellNorm = USUAL) -> list[str]:
    spans = [tuple(time.fromisoformat(clock.zfill(5)) for clock in bell.split("–")) for bell in bells]
    return list(over(norm, grades, [(first, last) for first, last in spans]))


def test_the_usual_bells_are_within_the_norms() -> None:
    assert told(*SAMPLE) == []
    assert told() == []


@pytest.mark.parametrize(
    ("bells", "said"),
    [
        (("7:55–8:40",), "уроки начинаются в 7:55, норма — не раньше 8:00"),
        (("8:00–8:45", "18:20–19:05"), "уроки кончаются в 19:05, норма — не позже 19:00"),
        (("8:30–9:15", "9:25–10:11"), "2-й урок — 46 минут, норма — не больше 45"),
        (("8:30–9:15", "9:24–10:09"), "перемена после 1-го урока — 9 минут, норма — не меньше 10"),
    ],
)
def test_what_is_over_is_told(bells: tuple[str, ...], said: str) -> None:
    assert told(*bells) == [said]


def test_the_edges_of_the_norms_are_within_them() -> None:
    assert told("8:00–8:45", "8:55–9:40", "18:15–19:00") == []


def test_lessons_of_grade_one_are_shorter() -> None:
    assert told("8:30–9:10", grades=FIRST) == []
    assert told("8:30–9:11", grades=FIRST) == ["1-й урок — 41 минута, норма — не больше 40"]
    assert told(*SAMPLE, grades=(1, 11)) == ["у 1 класса урок не длиннее 40 минут: задайте ему свои звонки"]


def test_the_school_sets_norms_of_its_own() -> None:
    own = BellNorm(first_hour=9, last_hour=14, lesson_minutes=40, first_grade_minutes=35, break_minutes=15)
    assert told("8:30–9:15", "9:25–10:10", "14:20–15:05", norm=own) == [
        "уроки начинаются в 8:30, норма — не раньше 9:00",
        "уроки кончаются в 15:05, норма — не позже 14:00",
        "1-й урок — 45 минут, норма — не больше 40",
        "перемена после 1-го урока — 10 минут, норма — не меньше 15",
    ]


@pytest.mark.parametrize("field", BellNorm._fields)
def test_a_norm_that_cannot_be_is_refused(field: str) -> None:
    for figure in (-1, 99):
        with pytest.raises(Refusal, match="числом"):
            check(USUAL._replace(**{field: figure}))


def test_everything_wrong_with_a_norm_is_named_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        check(USUAL._replace(lesson_minutes=5, break_minutes=99))
    assert caught.value.message == (
        "Минуты урока укажите числом от 20 до 90. Минуты перемены укажите числом от 0 до 60."
    )
