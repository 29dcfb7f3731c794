"""Text as HTML, for cells that are written in Python: the same names and titles are in each of them."""

from functools import lru_cache

from markupsafe import Markup, escape

from ejournal.rules.gradings import Own
from ejournal.wording import corrected_by

MOST_KNOWN = 4000  # texts written out once: names of a school's classes, titles, signs, topics


@lru_cache(MOST_KNOWN)
def escaped(text: str) -> str:
    """What stands for the text between tags and in a quoted attribute."""
    return str(escape(text))


def beside(own: Own) -> Markup:
    """What follows a name: how the pupil is graded, when it is otherwise than the page."""
    if not own.sign:
        return Markup()
    return Markup(f' <abbr class="way" title="{escaped(own.told)}">{own.sign}</abbr>')  # noqa: S704 - as above


def was(values: str, memo: int | None) -> str:
    """п. 4.5.4: annulled marks of a cell, struck through and read out; why they are."""
    title = f"исправлено{corrected_by(memo)}"
    return f'<s title="{title}"><span class="vh">было </span>{escaped(values)}</s>'
