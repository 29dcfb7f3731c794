"""Text as HTML, for cells that are written in Python: the same names and titles are in each of them."""

from functools import lru_cache

from markupsafe import escape

MOST_KNOWN = 4000  # texts written out once: names of a school's classes, titles, signs, topics


@lru_cache(MOST_KNOWN)
def escaped(text: str) -> str:
    """What stands for the text between tags and in a quoted attribute."""
    return str(escape(text))


def was(values: str, memo: int) -> str:
    """п. 4.5.4: annulled marks of a cell, struck through and read out; the number of their memo."""
    title = f"исправлено, служебная записка № {memo}"
    return f'<s title="{title}"><span class="vh">было </span>{escaped(values)}</s>'
