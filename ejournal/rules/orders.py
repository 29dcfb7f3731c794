"""Orders by which people come, leave and get duties (п. 4.1.3, 4.3.2)."""

import re

_ORDER = re.compile(r"\d.*\b20\d\d\b")  # a number, and a date with its year


def is_order(text: str) -> bool:
    """Whether a text names an order: «№ 61 от 31.08.2026»."""
    return _ORDER.search(text) is not None
