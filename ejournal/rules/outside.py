"""п. 2.1: marks that another organisation has given count in the average and in the term mark."""

import re
from collections.abc import Iterable
from datetime import date

from ejournal.rules.marks import SCALES
from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold

CLAUSE = "2.1"
MOST = 40  # marks of one subject in a statement
SIGN = "вед."  # beside such a mark
WEIGHT = 1


def check_statement(
    organisation: str, paper: str, first: date | None, last: date | None, today: date
) -> None:
    """The statement names who gave it, its number with the date, and days that are over."""
    if not organisation:
        raise Refusal(CLAUSE, "Напишите, какая организация дала ведомость: например «Санаторий «Волга»».")
    if not is_order(paper):
        raise Refusal(CLAUSE, "Укажите номер и дату ведомости, например «№ 5 от 20.10.2026».")
    if first is None or last is None or first > last:
        raise Refusal(CLAUSE, "Проверьте дни ведомости: первый должен быть не позже последнего.")
    if last > today:
        raise Refusal(CLAUSE, "Ведомость — о днях, которые уже прошли: исправьте последний день.")


def check_new(organisation: str, paper: str, standing: Iterable[tuple[str, str]]) -> None:
    """A paper counts once: the same number of the same organisation, however its name is quoted."""
    same = next((one for one in standing if _key(*one) == _key(organisation, paper)), None)
    if same:
        raise Refusal(
            CLAUSE,
            f"Ведомость уже записана: {', '.join(same)}. Если в ней ошибка, снимите её и запишите заново.",
        )


def _key(*said: str) -> tuple[str, ...]:
    """Letters and figures alone."""
    return tuple("".join(sign for sign in fold(text) if sign.isalnum()) for text in said)


def read(typed: str, subject: str) -> list[str]:
    """«4 5, 4» as marks; refuses what is no mark of 2–5."""
    found = re.findall(r"[^\s,;]+", typed)
    wrong = next((value for value in found if value not in SCALES["five"]), None)
    if wrong is not None:
        raise Refusal(CLAUSE, f"{subject}: «{wrong[:10]}» — не отметка. Введите 5, 4, 3 или 2 через пробел.")
    if len(found) > MOST:
        raise Refusal(
            CLAUSE, f"{subject}: больше {MOST} отметок в одной ведомости не бывает. Проверьте запись."
        )
    return found
