"""СНИЛС: eleven digits, the last two of which check the first nine (domain facts, 9.2)."""

import re

from ejournal.rules.refusal import Refusal

LENGTH = 11
# Numbers up to 001-001-998 were given out before the check digits existed.
LAST_UNCHECKED = 1_001_998
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_DIGITS = re.compile(r"[0-9]*")


def normalise(text: str) -> str:
    """Eleven digits out of «999-014-012 52» and the like; the refusal never repeats the number."""
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        raise Refusal("", "СНИЛС записывают цифрами, например 112-233-445 95.")
    if len(digits) != LENGTH:
        raise Refusal("", f"В СНИЛС должно быть 11 цифр, а введено: {len(digits)}.")
    if not is_valid(digits):
        raise Refusal("", "Контрольное число СНИЛС не сходится: проверьте цифры по документу.")
    return digits


def is_valid(digits: str) -> bool:
    """Whether eleven digits are a number that can have been given out."""
    number = int(digits[:9])
    if number == 0:
        return False
    return number <= LAST_UNCHECKED or digits[9:] == check_digits(digits[:9])


def check_digits(nine: str) -> str:
    """The two check digits of the first nine."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True))
    return f"{total % 101 % 100:02d}"


def masked(digits: str) -> str:
    """For lists: only the last four digits, «***-***-*12 52»."""
    return f"***-***-*{digits[7:9]} {digits[9:]}"
