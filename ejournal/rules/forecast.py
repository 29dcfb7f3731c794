"""п. 4.4.4: what would change the term mark that is expected: «что нужно, чтобы получить 4»."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ejournal.rules.marks import each as apart
from ejournal.rules.term_marks import DIGITS, Norms, grade, mean, rounded

WEIGHTS = (1, 3)  # usually, of an answer and a control: what a family understands without a table
MOST = 5  # more marks than that are no advice
BETWEEN = 18  # days, 2,5 weeks: not more often is a subject controlled (7.5)


class Advice(NamedTuple):
    """So many marks of one value and one weight are enough."""

    marks: int
    value: str
    weight: int


class Time(NamedTuple):
    """What is left of a period: marks that the term mark still lacks, lessons, days; None: nobody knows."""

    lacking: int = 0
    lessons: int | None = None
    days: int | None = None

    @property
    def most(self) -> int:
        """More marks than that are no advice; those that lack are."""
        return max(MOST, self.lacking)

    @property
    def short(self) -> bool:
        """Whether there are fewer lessons left than an advice may have marks."""
        return self.lessons is not None and self.lessons < self.most

    def allows(self, marks: int, weight: int, weights: Sequence[int]) -> bool:
        """п. 4.4.4: one mark a lesson; controls (the last weight) no oftener than they may be (7.5)."""
        if self.lessons is not None and marks > self.lessons:
            return False
        rare = self.days is not None and len(weights) > 1 and weight == weights[-1]
        return not rare or marks <= 1 + (self.days or 0) // BETWEEN


ANY_TIME = Time()


def needed(
    marks: Sequence[tuple[str, int]],
    target: str,
    norms: Norms,
    weights: Sequence[int] = WEIGHTS,
    time: Time = ANY_TIME,
) -> tuple[Advice, ...]:
    """п. 4.4.4: by weight, the fewest next marks that lift the average to the target; of these the lowest.

    Not fewer than the term mark still lacks, not more than the time that is left allows. Nothing for a mark
    that the average gives already, or that five marks would not reach.
    """
    least = dict(norms.steps).get(target)
    average = mean(marks)
    if least is None or (average is not None and rounded(average) >= least):
        return ()
    found = (_fewest(marks, target, least, weight, time) for weight in weights)
    return tuple(one for one in found if one and time.allows(one.marks, one.weight, weights))


def _fewest(
    marks: Sequence[tuple[str, int]], target: str, least: Fraction, weight: int, time: Time
) -> Advice | None:
    counted = [(int(value), each) for value, each in apart(marks) if value in DIGITS]
    total, weights = sum(value * each for value, each in counted), sum(each for _, each in counted)
    better = [value for value in reversed(DIGITS) if value >= target]
    for count in range(max(1, time.lacking), time.most + 1):
        for value in better:
            more = count * weight
            if rounded(Fraction(total + int(value) * more, weights + more)) >= least:
                return Advice(count, value, weight)
    return None


def next_better(marks: Sequence[tuple[str, int]], norms: Norms) -> str:
    """The mark above the one that the average gives; "" above «5» and where there are no marks."""
    average = mean(marks)
    if average is None:
        return ""
    usual = grade(average, norms)
    return "" if usual == DIGITS[0] else str(int(usual) + 1)
