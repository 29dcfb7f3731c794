"""Subjects: how a curriculum names them, and by what abbreviations a timetable does."""

import re
from collections.abc import Collection
from functools import lru_cache

from ejournal.importing.columns import plain
from ejournal.importing.subject_names import BY_GRADE, EXTRACURRICULAR, NAMES, ROOTS, SHORT

NO_LESSON = re.compile(
    r"\b(кл(асс\w*)?[ .]*ч(ас\w*)?\b|час общения|инф(орм\w*)?\.? час|круж[ок]|секци|консульт|внеуроч|вд\b"
    r"|гпд|прогулк|динам\w*\.? пауз|обед|завтрак|полдник|линейк|доп(олн\w*)?\.? (зан|обр)|самоподг|резерв)"
)
_SMALL = {"и", "в", "о", "об", "к", "на", "по", "с", "для", "от"}
_TOKEN = re.compile(r"\w+(?:-\w+)?")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
# What may follow the root of a subject without changing which subject it is.
_SAME = re.compile(r"язык|яз|росси\w|нашего|края|общ\w*|и|пение")
_LEVEL = re.compile(r"\(?\b(?:(?:баз|проф|угл)\w*|[бпу](?=[ .)]*ур))[ .]*(?:ур\w*)?\.?\)?$")
_LONGEST = 200  # signs of a name
_REMEMBERED = 2048


def named(text: str, known: Collection[str] = ()) -> str | None:
    """The subject that a timetable means by «Рус. яз.», «Физ-ра», «ОБЗР»: its name among those `known`.

    Without `known` it is a name of the usual curriculum; extracurricular lessons are known always.
    None when the text fits no name or several equally.
    """
    return _named(text, tuple(known) or NAMES) if len(text) <= _LONGEST else None


@lru_cache(_REMEMBERED)
def _named(text: str, known: tuple[str, ...]) -> str | None:
    short = plain(text)
    names = tuple(dict.fromkeys((*known, *EXTRACURRICULAR)))
    exact = [name for name in names if _plain(name) == short]
    if exact or not short:
        return exact[0] if exact else None
    if is_no_lesson(text):
        return None
    short = _LEVEL.sub("", short).strip(" .,(") or short
    if found := _as_known(SHORT.get(re.sub(r"[\s.]+", "", short)), names):
        return found
    return _by_words(short, names) or _by_initials(short, names) or _as_known(_by_root(short), names)


def in_grade(name: str, grade: int, known: Collection[str] = ()) -> str:
    """The subject as these grades have it (domain facts, 7.10): «Лит.» is reading in grades 1–4."""
    for usual, grades, other in BY_GRADE:
        if name == usual and grade in grades and other in (known or NAMES):
            return other
    return name


_plain = lru_cache(_REMEMBERED)(plain)


def is_no_lesson(text: str) -> bool:
    """Whether the text is a class hour, a meal, a club: what stands in a timetable and is no subject."""
    return NO_LESSON.search(plain(text)) is not None


def is_extracurricular(name: str) -> bool:
    return plain(name) in {_plain(other) for other in EXTRACURRICULAR}


def _as_known(usual: str | None, names: tuple[str, ...]) -> str | None:
    """The usual name as these names have it: «Английский язык» may be what they call the language."""
    if usual is None or usual in names:
        return usual
    return _only([name for name in names if (_by_root(plain(name)) or name) == usual])


def _only(names: Collection[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def _by_root(short: str) -> str | None:
    """The usual name of «история россии», «физкультура»; None when more is said than the subject."""
    for root, usual in ROOTS:
        if found := re.match(root, short):
            rest = _TOKEN.findall(short[found.end() :].lstrip("абвгдежзийклмнопрстуфхцчшщъыьэюя"))
            return usual if all(_SAME.fullmatch(word) for word in rest) else None
    return None


def _by_words(short: str, names: tuple[str, ...]) -> str | None:
    """The name whose words begin as those of the text do: «окр. мир», «лит-ра», «алг. и нач. ан.».

    A name that begins with the first of them goes before one that has it further on; a name without a word
    left over before a longer one. Of several longer ones none is meant.
    """
    tokens = _TOKEN.findall(short)
    fits = [(name, left) for name in names if (left := _left_over(tokens, *_words(name))) is not None]
    first = [fit for fit in fits if _begins(tokens[0], _words(fit[0])[0][0])] if tokens else []
    chosen = first or fits
    for whole in (lambda left: left == (0, 0), lambda left: left[0] == 0, lambda left: True):
        if some := [name for name, left in chosen if whole(left)]:
            return _only(some)
    return None


@lru_cache(_REMEMBERED)
def _words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name outside brackets and inside; outside there is one at least."""
    short = plain(name)
    outside = tuple(_TOKEN.findall(_BRACKETS.sub(" ", short))) or (short,)
    return outside, tuple(word for part in _BRACKETS.findall(short) for word in _TOKEN.findall(part))


def _left_over(
    tokens: list[str], outside: tuple[str, ...], inside: tuple[str, ...]
) -> tuple[int, int] | None:
    """Words of the name that no token stands for, outside brackets and inside; None when it does not fit."""
    if len(tokens) == 1 and _contracted(tokens[0], " ".join(outside)):
        return 0, len(inside)
    words = [*outside, *inside]
    free = list(range(len(words)))
    for token in tokens:
        place = next((i for i in free if _begins(token, words[i])), None)
        if place is None:
            return None
        free.remove(place)
    counted = [i for i in free if words[i] not in _SMALL]
    return sum(i < len(outside) for i in counted), sum(i >= len(outside) for i in counted)


def _begins(token: str, word: str) -> bool:
    return word.startswith(token) or _contracted(token, word)


def _contracted(token: str, word: str) -> bool:
    """«лит-ра», «мат-ка»: how the word begins and how it ends."""
    start, hyphen, end = token.partition("-")
    return bool(hyphen and start and end) and word.startswith(start) and word.endswith(end)


def _by_initials(short: str, names: tuple[str, ...]) -> str | None:
    """«обзр», «фк»: the first letters of the words, the small ones left out or not."""
    letters = re.sub(r"[\s.]+", "", short)
    if not 2 <= len(letters) <= 8:
        return None
    return _only([name for name in names if letters in _initials(name)])


@lru_cache(_REMEMBERED)
def _initials(name: str) -> tuple[str, str]:
    words = [part for word in _words(name)[0] for part in word.split("-") if part]
    all_of = "".join(word[0] for word in words)
    return all_of, "".join(word[0] for word in words if word not in _SMALL)
