"""п. 4.5.2, 4.5.4: the digits of a lesson slip: what a teacher notes on paper and types later that day."""

from typing import NamedTuple

from ejournal.rules.attendance import ABSENT, LATE, PRESENT
from ejournal.rules.marks import BETWEEN
from ejournal.rules.refusal import Refusal

_ABSENT, _LATE = "0", "1"
_EXCERPT = 10
# Digit → mark, by the scale of the page.
MARKS: dict[str, dict[str, str]] = {
    "five": {"2": "2", "3": "3", "4": "4", "5": "5"},
    "pass": {"5": "зач", "2": "незач"},
    "none": {},
}
_LEGENDS = {
    "five": "0 — отсутствует, 1 — опоздал, 2–5 — отметка, 15 — опоздал и отметка 5; пусто — присутствует",
    "pass": "0 — отсутствует, 1 — опоздал, 5 — зачёт, 2 — незачёт, 15 — опоздал и зачёт; "
    "пусто — присутствует",
    "none": "0 — отсутствует, 1 — опоздал; пусто — присутствует (отметок в этой группе нет)",
}


class Sign(NamedTuple):
    """What one sign says of a pupil: the attendance code and the mark, "" for none."""

    code: str
    mark: str


def legend(grading: str) -> str:
    """What the digits mean in a group, in one line."""
    return _LEGENDS[grading]


def read(typed: str, grading: str) -> Sign:
    """п. 4.5.2, 4.5.4: 0 is Н, 1 is ОП, another digit is a mark, 1 and a mark are both; refuses the rest."""
    text = typed.strip()
    if text == _ABSENT:
        return Sign(ABSENT, "")
    late = text.startswith(_LATE)
    digit = text[1:] if late else text
    known = MARKS[grading]
    if digit and any(one not in known for one in digit.split(BETWEEN)):
        raise Refusal("", f"Знака «{text[:_EXCERPT]}» нет. Введите: {legend(grading)}.")
    mark = BETWEEN.join(known[one] for one in digit.split(BETWEEN)) if digit else ""
    return Sign(LATE if late else PRESENT, mark)


def write(sign: Sign, grading: str) -> str:
    """The digits that say the same; the other way of `read`."""
    if sign.code == ABSENT:
        return _ABSENT
    digits = {mark: digit for digit, mark in MARKS[grading].items()}
    typed = BETWEEN.join(digits.get(mark, "") for mark in sign.mark.split(BETWEEN))
    return (_LATE if sign.code == LATE else "") + typed
