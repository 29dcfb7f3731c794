"""Whether two spellings are one subject: a file against the names that the journal has already."""

import re
from collections.abc import Collection

from ejournal.importing.columns import plain
from ejournal.importing.subjects import named

SHORTEST = 4  # signs of a word that may be an abbreviation without saying so: «изо», «инф», «труд»
_SMALL = {"и", "в", "о", "об", "к", "на", "по", "с", "для", "от"}
_BRACKETS = re.compile(r"\([^()]*\)?")


def likely(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The names that a text may mean: the one that is the same, else all that are one subject with it.

    () for another subject than all of them: «Всеобщая история» is not «История России».
    """
    short = plain(text)
    if same := tuple(name for name in known if plain(name) == short):
        return same[:1]
    usual = named(text)
    found = tuple(name for name in known if _are_one(short, usual, name))
    if found or usual is not None or not known:
        return found
    meant = named(text, known)
    if meant in known and meant is not None:
        return (meant,)
    return tuple(name for name in known if named(text, [name]) == name) if _is_short(short) else ()


def _are_one(short: str, usual: str | None, name: str) -> bool:
    other = plain(name)
    if usual is not None and named(name) == usual:
        return plain(usual) in (short, other) or _is_short(short) or _is_short(other)
    return any(_is_within(form, other) or _is_within(other, form) for form in {short, plain(usual or short)})


def _is_within(text: str, other: str) -> bool:
    """Whether the other name says the same and more in brackets: «Иностранный язык (английский)»."""
    return " ".join(_BRACKETS.sub(" ", other).split()) == text != other


def _is_short(text: str) -> bool:
    """Whether a spelling is an abbreviation: «англ. язык», «физ-ра», «изо»."""
    words = [word for word in re.findall(r"[\w-]+", text) if word not in _SMALL]
    return "." in text or any("-" in word or len(word) <= SHORTEST for word in words)
