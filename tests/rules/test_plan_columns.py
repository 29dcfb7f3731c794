"""Domain facts 5.6: the form of control, practical hours, resources and the note of a lesson of a КТП."""

import pytest

from ejournal.rules import healing, plan_columns
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.5.1")

LESSON = Planned("Дроби", "Сложение", "§ 1", "")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("", None), ("0", None), ("1", "1"), ("0.5", "0,5"), (" 0,25 ", "0,25"), ("1,0", "1")],
)
def test_a_lesson_is_an_hour_and_has_as_much_practice_at_most(typed: str, hours: str | None) -> None:
    assert plan_columns.practical(typed) == hours


@pytest.mark.parametrize("typed", ["2", "-1", "час", "1/2/3", "0.123456789"])
def test_more_than_an_hour_or_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match="например 1 или 0,5"):
        plan_columns.practical(typed)


def test_what_is_empty_is_nothing_and_what_is_typed_is_tidied() -> None:
    typed = LESSON._replace(control_form=" Тест\n", practical="", resources=" РЭШ, урок 3 ", note="  ")
    assert plan_columns.checked(typed) == {
        "control_form": "Тест",
        "practical": None,
        "resources": "РЭШ, урок 3",
        "note": None,
    }


def test_a_practical_or_a_laboratory_work_is_practical_without_being_told() -> None:
    assert plan_columns.practical_of(LESSON) is None
    assert plan_columns.practical_of(LESSON._replace(work_kind="laboratory")) == "1"
    assert plan_columns.practical_of(LESSON._replace(practical="0,5")) == "0,5"


def test_lessons_made_one_lose_nothing_of_these_columns() -> None:
    one = LESSON._replace(control_form="Тест", practical="0,5", resources="РЭШ", note="к экзамену")
    other = LESSON._replace(topic="Вычитание", control_form="Тест", practical="1", resources="Учи.ру")
    made = healing.merged(one, other)
    assert made.topic == "Сложение. Вычитание"
    assert (made.control_form, made.practical) == ("Тест", "1")
    assert (made.resources, made.note) == ("РЭШ; Учи.ру", "к экзамену")
