"""п. 4.4.4: what would change the term mark that is expected: «что нужно, чтобы получить 4»."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ejournal.rules.marks import each as apart
from ejournal.rules.term_marks import DIGITS, Norms, grade, mean

WEIGHTS = (1, 3)  # usually, of an answer and a control: what a family understands without a table
MOST = 5  # more marks than that are no advice


class Advice(NamedTuple):
    """So many marks of one value and one weight are enough."""

    marks: int
    value: str
    weight: int


def needed(
    marks: Sequence[tuple[str, int]], target: str, norms: Norms, weights: Sequence[int] = WEIGHTS
) -> tuple[Advice, ...]:
    """п. 4.4.4: by weight, the fewest next marks that lift the average to the target; of these the lowest.

    Nothing for a mark that the average gives already, or that five marks would not reach.
    """
    least = dict(norms.steps).get(target)
    average = mean(marks)
    if least is None or (average is not None and average >= least):
        return ()
    found = (_fewest(marks, target, least, weight) for weight in weights)
    return tuple(advice for advice in found if advice)


def _fewest(marks: Sequence[tuple[str, int]], target: str, least: Fraction, weight: int) -> Advice | None:
    counted = [(int(value), each) for value, each in apart(marks) if value in DIGITS]
    total, weights = sum(value * each for value, each in counted), sum(each for _, each in counted)
    better = [value for value in reversed(DIGITS) if value >= target]
    for count in range(1, MOST + 1):
        for value in better:
            more = count * weight
            if total + int(value) * more >= least * (weights + more):
                return Advice(count, value, weight)
    return None


def next_better(marks: Sequence[tuple[str, int]], norms: Norms) -> str:
    """The mark above the one that the average gives; "" above «5» and where there are no marks."""
    average = mean(marks)
    if average is None:
        return ""
    usual = grade(average, norms)
    return "" if usual == DIGITS[0] else str(int(usual) + 1)
