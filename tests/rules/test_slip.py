"""The digits of a slip: what each means, that reading and writing agree, and what is refused."""

import pytest

from ejournal.rules.refusal import Refusal
from ejournal.rules.slip import Sign, legend, read, write

FIVE = {
    "": Sign("", ""),
    "0": Sign("Н", ""),
    "1": Sign("ОП", ""),
    "2": Sign("", "2"),
    "3": Sign("", "3"),
    "4": Sign("", "4"),
    "5": Sign("", "5"),
    "12": Sign("ОП", "2"),
    "13": Sign("ОП", "3"),
    "14": Sign("ОП", "4"),
    "15": Sign("ОП", "5"),
}
PASS = {
    "": Sign("", ""),
    "0": Sign("Н", ""),
    "1": Sign("ОП", ""),
    "5": Sign("", "зач"),
    "2": Sign("", "незач"),
    "15": Sign("ОП", "зач"),
    "12": Sign("ОП", "незач"),
}
NONE = {"": Sign("", ""), "0": Sign("Н", ""), "1": Sign("ОП", "")}
CASES = [
    pytest.param(grading, typed, sign, id=f"{grading} «{typed}»")
    for grading, signs in (("five", FIVE), ("pass", PASS), ("none", NONE))
    for typed, sign in signs.items()
]


@pytest.mark.clause("4.5.2", "4.5.4")
@pytest.mark.parametrize(("grading", "typed", "sign"), CASES)
def test_each_sign_means_one_thing_and_is_written_the_same(grading: str, typed: str, sign: Sign) -> None:
    assert read(typed, grading) == sign
    assert read(f" {typed} ", grading) == sign
    assert write(sign, grading) == typed


@pytest.mark.parametrize(
    ("grading", "typed"),
    [
        *(("five", typed) for typed in ("6", "9", "10", "01", "51", "55", "11", "155", "5+", "-5", "Н", "н")),
        *(("five", typed) for typed in ("５", "٣", "x", "<", "1 5", "\x00", "0" * 5000)),
        *(("pass", typed) for typed in ("3", "4", "13", "14", "зач")),
        *(("none", typed) for typed in ("2", "5", "12", "15")),
    ],
)
def test_another_sign_is_refused_with_what_may_be_typed(grading: str, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(typed, grading)
    assert legend(grading) in refused.value.message
    assert len(refused.value.message) < 200


@pytest.mark.parametrize(("grading", "signs"), [("five", FIVE), ("pass", PASS), ("none", NONE)])
def test_the_legend_names_every_digit_that_is_taken(grading: str, signs: dict[str, Sign]) -> None:
    digits = {typed for typed in signs if len(typed) == 1}
    named = set(legend(grading).replace("2–5", "2 3 4 5").replace(",", "").replace(";", "").split()) & set(
        "0123456789"
    )
    assert named == digits
    assert ("15" in legend(grading)) == ("15" in signs)


def test_absences_that_the_class_teacher_writes_have_no_sign() -> None:
    assert write(Sign("Б", ""), "five") == write(Sign("УП", ""), "five") == ""
