"""Orders by which people come, leave and get duties (п. 4.1.3, 4.3.2)."""

import re

from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line

LONGEST = 100  # signs of the number and date of an order

_ORDER = re.compile(r"\d.*\b20\d\d\b")  # a number, and a date with its year


def is_order(text: str) -> bool:
    """Whether a text names an order: «№ 61 от 31.08.2026»."""
    return _ORDER.search(text) is not None


def optional_order(typed: str, clause: str) -> str:
    """The number and date of an order that may be left out: what is typed must be one."""
    order = one_line(typed, limit=LONGEST, field="Приказ")
    if order and not is_order(order):
        raise Refusal(clause, "Приказ укажите с номером, например «№ 61 от 31.08.2026», или оставьте пустым.")
    return order
