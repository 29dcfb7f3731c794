"""What a person typed, made storable: kept exactly, or refused with a sentence, never silently changed.

Each kind of sign is decided once, here:

* line breaks of every system (and Word's soft break) become LF, a tab becomes a space;
* blanks and zero-width signs at both ends are dropped, the rest becomes Unicode NFC;
* emoji with their joiners, quotes, `<`, `&`, no-break spaces, soft hyphens, zero-width signs and
  the left-to-right and right-to-left marks inside the text are stored exactly: they harm nobody;
* control characters, NUL, lone surrogates (a browser sends them as U+FFFD) and U+FFFE/U+FFFF can be
  kept neither by PostgreSQL nor by a Word paper, and bidirectional overrides make a record read
  otherwise than it is stored: these are refused, the sign is named, and the text without it is
  offered as a repair.
"""

import re
import unicodedata

from ejournal.rules.refusal import Refusal, Way
from ejournal.wording import quoted

_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATE = "\ud800-\udfff"
_OVERRIDE = "\u202a-\u202e\u2066-\u2069"
_FORBIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_OVERRIDE}{_SURROGATE}\ufffd-\uffff]")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_EDGE = re.compile(rf"[\s{_ZERO_WIDTH}]")
# Normalising costs the square of a run of combining marks, so a text that cannot fit stops before it.
_SHRINKS_AT_MOST = 4
_EXCERPT = 20


def clean(text: str, *, limit: int, field: str) -> str:
    """The text as it will be stored; `limit` counts characters, `field` is the name a person sees."""
    storable = _strip(_storable(text, field))
    if len(storable) > _SHRINKS_AT_MOST * limit:
        raise _too_long(len(storable), limit, field)
    normal = unicodedata.normalize("NFC", storable)
    if len(normal) > limit:
        raise _too_long(len(normal), limit, field)
    return normal


def one_line(text: str, *, limit: int, field: str) -> str:
    """The same for a field of one line, such as a topic: a line break becomes one space."""
    lines = (_strip(line) for line in _storable(text, field).split("\n"))
    return clean(" ".join(line for line in lines if line), limit=limit, field=field)


def _storable(text: str, field: str) -> str:
    """The text with its breaks and tabs unified; a sign that cannot be kept is refused by name."""
    unified = _BREAK.sub("\n", text).replace("\t", " ")
    if bad := _FORBIDDEN.search(unified):
        raise _forbidden(unified, bad, field)
    return unified


def _strip(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _EDGE.match(text[start]):
        start += 1
    while end > start and _EDGE.match(text[end - 1]):
        end -= 1
    return text[start:end]


def _forbidden(text: str, bad: re.Match[str], field: str) -> Refusal:
    before = text[: bad.start()].rstrip()[-_EXCERPT:]
    place = f"после {quoted(before)}" if before else "в самом начале"
    sign = f"{_kind(bad.group())}, код U+{ord(bad.group()):04X}"
    message = f"Поле «{field}»: {place} стоит знак, который нельзя сохранить ({sign}). Уберите его."
    return Refusal("", message, Way.REPAIR, repair=_strip(_FORBIDDEN.sub("", text)))


def _kind(sign: str) -> str:
    if re.match(f"[{_OVERRIDE}]", sign):
        return "скрытая смена направления письма"
    if re.match(f"[{_SURROGATE}\ufffd-\uffff]", sign):
        return "обломок знака"
    return "управляющий символ"


def _too_long(length: int, limit: int, field: str) -> Refusal:
    return Refusal("", f"Поле «{field}» вмещает знаков: {limit}, введено: {length}. Сократите текст.")
