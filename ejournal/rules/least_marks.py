"""п. 4.5.5: how many marks a term mark needs: by the hours a week of the subject, and not fewer at all."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ejournal.rules.refusal import Refusal

if TYPE_CHECKING:
    from ejournal.models.settings import SchoolSettings

HOUR = 10  # tenths of an hour a week
STEP = re.compile(r"(\d{1,2})\s*ч?\s*[—–:-]\s*(\d{1,2})")
Steps = Sequence[tuple[int, int]]  # hours a week, marks


class Least(NamedTuple):
    """The fewest marks of a quarter (or trimester) and of a half-year: of any page, and by hours."""

    quarter: int = 3
    half: int = 5
    quarter_steps: Steps = ()
    half_steps: Steps = ()

    def of(self, grading: str, kind: str, tenths: int | None) -> int:
        """п. 4.5.5: of a page with so many tenths of an hour a week, None when no curriculum tells them."""
        if grading != "five":
            return 1
        least, steps = self.usual(kind)
        if tenths is None or not steps:
            return least
        reached = [marks for hours, marks in steps if hours * HOUR <= tenths]
        return max(least, reached[-1] if reached else steps[0][1])

    def floors(self, kind: str) -> tuple[int, list[tuple[int, int]]]:
        """The same as a table: of unknown hours, and by tenths from the greatest down to none."""
        told = sorted({0, *(hours * HOUR for hours, _ in self.usual(kind)[1])}, reverse=True)
        return self.of("five", kind, None), [(tenths, self.of("five", kind, tenths)) for tenths in told]

    def usual(self, kind: str) -> tuple[int, Steps]:
        """The least of any page, and the steps by hours, in a kind of period."""
        return (self.half, self.half_steps) if kind == "half" else (self.quarter, self.quarter_steps)


def least(own: "SchoolSettings") -> Least:
    """What the settings of the school say."""
    steps = (read_steps(own.marks_quarter_hours), read_steps(own.marks_half_hours))
    return Least(own.marks_per_quarter, own.marks_per_half, *steps)


def read_steps(text: str) -> Steps:
    """«1 — 3, 2 — 5»: hours a week and the marks they need, both growing; "" for no steps."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = [STEP.fullmatch(part) for part in parts]
    steps = [(int(one[1]), int(one[2])) for one in found if one]
    grow = all(now[0] < then[0] and now[1] <= then[1] for now, then in pairwise(steps))
    if len(steps) < len(parts) or not grow:
        raise Refusal(
            "4.3.1",
            "Пары чисел пишите по возрастанию, через запятую: «1 — 3, 2 — 5». Что какое, сказано в названии.",
        )
    return steps
