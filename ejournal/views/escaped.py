"""Text as HTML, for cells that are written in Python: the same names and titles are in each of them."""

from functools import lru_cache

from markupsafe import escape

from ejournal.wording import corrected_by

MOST_KNOWN = 4000  # texts written out once: names of a school's classes, titles, signs, topics


@lru_cache(MOST_KNOWN)
def escaped(text: str) -> str:
    """What stands for the text between tags and in a quoted attribute."""
    return str(escape(text))


def was(values: str, memo: int | None) -> str:
    """п. 4.5.4: annulled marks of a cell, struck through and read out; why they are."""
    title = f"исправлено{corrected_by(memo)}"
    return f'<s title="{title}"><span class="vh">было </span>{escaped(values)}</s>'
