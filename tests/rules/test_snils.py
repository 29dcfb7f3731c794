"""СНИЛС is eleven digits whose last two check the first nine (domain facts, 9.2)."""

import pytest

from ejournal.rules.refusal import Refusal
from ejournal.rules.snils import check_digits, is_valid, masked, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "112-233-445 95",
        "11223344595",
        " 112 233 445 95 ",
        "112–233–445\u00a095",
        "112-233-445-95",
        "112\u2011233\u2011445 95",
    ],
)
def test_every_way_of_writing_becomes_eleven_digits(typed: str) -> None:
    assert normalise(typed) == "11223344595"


@pytest.mark.parametrize(
    ("nine", "expected"),
    [
        ("112233445", "95"),  # the worked example of the facts
        ("000029998", "99"),  # S = 99, the last that stands for itself
        ("000029999", "00"),  # S = 100
        ("000038999", "00"),  # S = 101
        ("000039899", "01"),  # S = 102
        ("999014012", "39"),  # S = 241, 241 mod 101 = 39
        ("999008999", "00"),  # S = 302, 302 mod 101 = 100
        ("999009899", "00"),  # S = 303, 303 mod 101 = 0
        ("999009989", "01"),  # S = 304
    ],
)
def test_check_digits_follow_the_formula_at_every_border(nine: str, expected: str) -> None:
    assert check_digits(nine) == expected


def test_a_wrong_check_number_is_refused_without_repeating_the_number() -> None:
    with pytest.raises(Refusal, match="не сходится") as caught:
        normalise("112-233-445 96")
    assert caught.value.clause == ""
    assert "112" not in caught.value.message


def test_numbers_up_to_001_001_998_are_not_checked_but_zeros_are_no_number() -> None:
    assert is_valid("00100199877")
    assert not is_valid("00100199977")
    assert not is_valid("00000000000")


@pytest.mark.parametrize("typed", ["", "112-233-445", "112-233-445 9", "112-233-445 955"])
def test_a_wrong_count_of_digits_is_told(typed: str) -> None:
    with pytest.raises(Refusal, match="11 цифр"):
        normalise(typed)


@pytest.mark.parametrize(
    "typed", ["нет", "112.233.445 95", "１１２２３３４４５９５", "1122334459²", "112-233-445 9O"]
)
def test_anything_but_plain_digits_is_told(typed: str) -> None:
    with pytest.raises(Refusal, match="цифрами"):
        normalise(typed)


def test_it_is_hidden_in_lists() -> None:
    assert masked("11223344595") == "***-***-*45 95"
