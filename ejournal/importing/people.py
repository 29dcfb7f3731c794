"""What a cell says of a person's name and sex, as people type them (domain facts, 9.1 and 9.3)."""

import re
from typing import NamedTuple

from ejournal.importing.columns import LOOKALIKES, untangled
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import fold, full_name, quoted

LONGEST = 100  # signs in each part of a name
USUAL = 3  # words of a full name
PAIR = 2
NO_NAME = "нет ФИО"
LETTERS = "в ФИО допускаются только русские буквы, дефис и пробел"
INITIALS = "вместо имени инициалы: нужны имя и отчество полностью"
ONE_WORD = "нет имени: нужны фамилия и имя"
NO_SURNAME = "нет фамилии"

_NOBODY = re.compile(r"[\W_]*|нет( данных| сведений)?|не указан\w*|отсутству\w*|прочерк|н/?д", re.IGNORECASE)
_PARTICLE = re.compile(r"оглы|оглу|огли|кызы|гызы|кизи|улы|углы|уулу", re.IGNORECASE)
_SMALL = re.compile(r"де|да|ди|ла|ле|дер|ван|фон|эль|аль|ибн|бен", re.IGNORECASE)
_PATRONYMIC = re.compile(r"[а-яё]+(вич|ич|овна|евна|ична)", re.IGNORECASE)
_INITIAL = re.compile(r"[А-ЯЁ]\.?|[А-ЯЁ]\.-?[А-ЯЁ]\.?", re.IGNORECASE)
_NAME = re.compile(r"[А-ЯЁа-яё\u0400-\u052f'’ʼ\- ]+")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]?|\s*\*+")
# A name that needs no thought, as most of them are.
_USUAL = re.compile(r"([А-ЯЁ][а-яё]{1,40}) ([А-ЯЁ][а-яё]{1,40}) ([А-ЯЁ][а-яё]{1,40}(?:ич|вна|ична))")
_PLAIN = re.compile(r"[А-ЯЁа-яё]+( [А-ЯЁа-яё]+)*")
_HYPHEN = re.compile(r"\s*[-‐‑–—]\s*(?=\w)|(?<=\w)\s*[-‐‑–—]\s*")

_MALE = re.compile(r".*(ич|оглы|оглу|огли|улы|углы|уулу)", re.IGNORECASE)
_FEMALE = re.compile(r".*(на|кызы|гызы|кизи)", re.IGNORECASE)
_SEX = {"m": re.compile(r"м(уж\w*|альчик)?|m(ale)?"), "f": re.compile(r"ж(ен\w*)?|дев\w*|f(emale)?")}


class Name(NamedTuple):
    """A person's name; `patronymic` is "" when there is none."""

    surname: str
    name: str
    patronymic: str

    @property
    def full(self) -> str:
        return full_name(*self)


class Named(NamedTuple):
    """A name that was read; when it is None, `error` says why. `warnings` are what is doubtful in it."""

    name: Name | None
    error: str = ""
    warnings: tuple[str, ...] = ()


def nobody(text: str) -> bool:
    """Whether a cell says that there is no such person or thing: «—», «нет», nothing."""
    return _NOBODY.fullmatch(text) is not None


def is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(word) is not None or _PARTICLE.fullmatch(word) is not None


def read_name(*parts: str) -> Named:
    """The name in one cell, or in three: surname, name, patronymic (the last may be missing)."""
    if len(parts) == 1 and (usual := _USUAL.fullmatch(parts[0])) and not is_patronymic(usual[2]):
        return Named(Name(*usual.groups()))
    try:
        kept = [one_line(part, limit=3 * LONGEST, field="ФИО") for part in parts]
    except Refusal as refusal:
        return Named(None, refusal.message.rstrip("."))
    kept, doubts = _tidied(["" if nobody(part) else part for part in kept])
    if not any(kept):
        return Named(None, NO_NAME)
    if not all(_NAME.fullmatch(part.replace(".", "")) for part in kept if part):
        return Named(None, LETTERS)
    found = _split(kept[0].split()) if len(kept) == 1 else _columns(kept)
    if found.name is None or max(map(len, found.name)) <= LONGEST:
        return found._replace(warnings=(*doubts, *found.warnings))
    return Named(None, f"часть ФИО длиннее {LONGEST} знаков")


def _tidied(parts: list[str]) -> tuple[list[str], list[str]]:
    """The parts without notes in brackets, their Latin look-alikes turned Russian; what is to be told."""
    text = " ".join(parts)
    doubts: list[str] = []
    if _PLAIN.fullmatch(text):
        return parts, doubts
    notes = [note for note in _ASIDE.findall(text) if note]
    if notes:
        doubts.append(f"пометка в скобках не загружается: {', '.join(map(quoted, notes))}")
    bare = [_HYPHEN.sub("-", " ".join(_ASIDE.sub(" ", part).split())) for part in parts]
    right = [untangled(part) for part in bare]
    words = [word for word in re.findall(r"\w+", " ".join(bare)) if untangled(word) != word]
    if words:
        told = quoted(" ".join(part for part in map(_proper, right) if part))
        doubts.append(f"латинские буквы среди русских ({', '.join(words)}); исправлено: {told}")
    return [part.strip(" -'") for part in right], doubts


def _columns(parts: list[str]) -> Named:
    """A name of separate cells; that of the name may hold the patronymic too."""
    surname, name, patronymic = (*parts, "", "")[:3]
    if not surname:
        return Named(None, NO_SURNAME)
    if not name:
        return _split(surname.split())
    first, *rest = name.split()
    if not patronymic and rest and is_patronymic(rest[-1]):
        name, patronymic = first, " ".join(rest)
    if _INITIAL.fullmatch(name):
        return Named(None, INITIALS)
    return Named(Name(_proper(surname), _proper(name), _proper(patronymic)))


def _split(words: list[str]) -> Named:
    """A name of one cell: surname first, a patronymic of one word or two last, or none."""
    if any(_INITIAL.fullmatch(word) for word in words[1:]) or any("." in word for word in words):
        return Named(None, INITIALS)
    if len(words) == 1 or (len(words) == PAIR and is_patronymic(words[1])):
        return Named(None, ONE_WORD)
    tail = 2 if len(words) > USUAL and _PARTICLE.fullmatch(words[-1]) else 1
    if len(words) == USUAL and is_patronymic(words[1]) and not is_patronymic(words[2]):
        return _doubtful(Name(*map(_proper, (words[2], words[0], words[1]))))
    if len(words) < USUAL:
        return Named(Name(_proper(words[0]), _proper(words[1]), ""))
    if not is_patronymic(words[-1]):
        tail = len(words) - 2
    split = (words[: -tail - 1], words[-tail - 1 : -tail], words[-tail:])
    name = Name(*(_proper(" ".join(part)) for part in split))
    return (
        Named(name)
        if len(words) == USUAL + tail - 1 and len(split[0]) == 1 and tail < USUAL
        else (_doubtful(name))
    )


def _doubtful(name: Name) -> Named:
    told = f"фамилия {quoted(name.surname)}, имя {quoted(name.name)}, отчество {quoted(name.patronymic)}"
    return Named(name, warnings=(f"порядок слов в ФИО необычный; прочитано: {told}",))


def _proper(text: str) -> str:
    """«ЖДАНОВ ИЛЬЯ» and «жданов илья» as names are written; what has both kinds of letters is kept."""
    return " ".join("-".join(map(_proper_word, word.split("-"))) for word in text.split())


def _proper_word(word: str) -> str:
    if _PARTICLE.fullmatch(word):
        return word.lower()
    if not (word.isupper() or word.islower()) or (word.islower() and _SMALL.fullmatch(word)):
        return word
    return word.capitalize()


def sex_of(patronymic: str) -> str | None:
    """«m» or «f» as the patronymic tells; None when it does not."""
    if _MALE.fullmatch(patronymic):
        return "m"
    return "f" if _FEMALE.fullmatch(patronymic) else None


def read_sex(text: str, patronymic: str) -> tuple[str | None, str]:
    """The sex as its cell says, else as the patronymic tells; and what is doubtful in it."""
    told = sex_of(patronymic)
    if nobody(text):
        return told, ""
    typed = fold(text).strip(" .")
    for sex, pattern in _SEX.items():
        if pattern.fullmatch(typed) or pattern.fullmatch(typed.translate(LOOKALIKES)):
            return sex, "пол не сходится с отчеством" if told and told != sex else ""
    return told, "пол не распознан: нужно «м» или «ж»"
