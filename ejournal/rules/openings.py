"""п. 4.5.2, 4.5.3, 4.5.4: what is open again after its day, and for how long."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal

from ejournal.rules.refusal import Refusal

# A substitution entered on the next day, one entered days later, an order to fill, a day of failure,
# days from home, the opening of the year, an approved memo, works whose checking alone is prolonged, an
# approved late request.
Ground = Literal[
    "substitution", "late", "order", "failure", "remote", "year", "prolonged", "works", "request"
]
# An order has somebody write, not mark; what is told days later gives no marks «задним числом» (п. 4.5.4).
FOR_MARKS = frozenset({"substitution", "failure", "remote", "request"})
FOR_WRITTEN = FOR_MARKS | {"prolonged", "works"}  # works are checked longer; an answer has its own day
LONGEST_BREAK = 120


def next_school_day(day: date, is_school_day: Callable[[date], bool]) -> date:
    """The first school day after `day`; the plain next day when the calendar has none for months."""
    ahead = (day + timedelta(days=more) for more in range(1, LONGEST_BREAK + 1))
    return next((near for near in ahead if is_school_day(near)), day + timedelta(days=1))


def open_until(openings: Iterable[tuple[date, str]]) -> date | None:
    """п. 4.5.2, 4.5.3: until when topic, attendance and homework may be written; (until, ground) of each."""
    return max((until for until, ground in openings if ground != "works"), default=None)


def marks_until(openings: Iterable[tuple[date, str]], deadline: date, oral: bool) -> date:
    """п. 4.5.4: until when marks may be: the norm for the work, or the end of an opening that allows them."""
    allowed = FOR_MARKS if oral else FOR_WRITTEN
    return max([deadline, *(until for until, ground in openings if ground in allowed)])


LONGEST_START = 31  # days of the opening of a year


def check_start(first: date, last: date, year: tuple[date, date], today: date) -> None:
    """п. 4.2.1, 4.5.2: the opening of a year lies at its beginning and is not over."""
    if first > last:
        raise Refusal("4.2.1", "Первый день позже последнего: исправьте даты.")
    if (last - first).days >= LONGEST_START:
        raise Refusal("4.2.1", f"Открытие года длится не больше {LONGEST_START} дня: проверьте даты.")
    if not year[0] <= first <= year[0] + timedelta(days=LONGEST_START) or last > year[1]:
        raise Refusal("4.2.1", "Открытие года начинается в первый месяц учебного года: проверьте даты.")
    if last < today:
        raise Refusal("4.2.1", "Эти дни уже прошли: укажите срок, который ещё не кончился.")


def check_failure(what: str, first: date, last: date, until: date, today: date) -> None:
    """п. 4.5.2: a day of failure is told of while the next school day is not over, with what failed."""
    if not what:
        raise Refusal("4.5.2", "Напишите, что не работало: например «нет входа через ЕСИА с 8:30 до 14:00».")
    if first > last:
        raise Refusal("4.5.2", "Первый день сбоя позже последнего: исправьте даты.")
    if last > today:
        raise Refusal("4.5.2", "Эти дни ещё не наступили: сбой отмечают, когда он случился.")
    if (last - first).days > 6:
        raise Refusal("4.5.2", "Сразу можно отметить не больше недели: проверьте даты.")
    if until < today:
        raise Refusal(
            "4.5.4",
            "День сбоя открывают до конца следующего учебного дня, он уже прошёл. "
            "Записи за этот день учителя вносят с отметкой об опоздании, отметки — по служебной записке.",
        )
