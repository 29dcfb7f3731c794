"""п. 2.2: days on which classes are not taught: why, for how long, whether the КТП is behind."""

from datetime import date
from typing import NamedTuple

from ejournal.rules.refusal import Refusal


class Kind(NamedTuple):
    """A kind of days off; lessons that are `lost` were to be held: the КТП is behind by them."""

    title: str
    lost: bool


KINDS = {
    "quarantine": Kind("карантин", True),
    "frost": Kind("актированный день (мороз, погода)", True),
    "closed": Kind("уроки отменены приказом", True),
    "holidays": Kind("дополнительные каникулы", False),
}
REMOTE = ("quarantine", "frost")  # what classes may learn from home for
LONGEST = 60  # days at once


def ours(lost: bool | None, reason: str, of_grades: bool) -> bool:
    """Whether days off were declared one by one: not those that the year was laid out with."""
    return bool(lost) or (not of_grades and reason.startswith(KINDS["holidays"].title))


def check_days(kind: str, first: date, last: date, year: tuple[date, date] | None) -> None:
    """п. 2.2: the days lie in the school year, and their kind is one of the table."""
    if kind not in KINDS:
        raise Refusal("2.2", "Выберите причину из списка.")
    if first > last:
        raise Refusal("2.2", "Первый день позже последнего: исправьте даты.")
    if (last - first).days >= LONGEST:
        raise Refusal("2.2", f"Сразу можно отметить не больше {LONGEST} дней: проверьте даты.")
    if year is None or not year[0] <= first <= last <= year[1]:
        raise Refusal("2.2", "Эти дни не в учебном году, который открыт: проверьте даты.")
