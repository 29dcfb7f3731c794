"""п. 3.6: records are kept in Russian, on foreign-language lessons too, and every lesson has a topic.

What counts as a topic in Russian, precisely:

* a word is an unbroken run of letters; accents, combining and invisible signs are left out first;
* a word is Russian when it has three letters or more, all of the Russian alphabet, and is none of:
  a reference («упр», «стр»), a bare function word («или» between two English tenses says nothing
  in Russian), a Roman number typed in Russian letters («ХХХ»);
* one Russian word is enough, wherever it stands: terms, formulas and titles in other letters may
  stand beside it, and a word with even one foreign letter («Рresent» with a Russian Р) is foreign;
* where no foreign letter is present at all, two letters and a vowel are enough too («Ёж», «Юг»).

Without a Russian word a record is refused: with a ready wording when there is foreign text to put it
before, without one when only numbers and references are left («№ 5», «√2», «КР № 2»): nobody but
the teacher knows that topic. Foreign words spelt in Russian letters («Презент Перфект») and other
languages that use only the Russian alphabet cannot be told apart and pass.
"""

import re
import unicodedata

from ejournal.rules.deadlines import Family, subject_family
from ejournal.rules.refusal import Refusal, Way

_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile(r"[а-яё]+", re.IGNORECASE)
_VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"упр|стр|зад|табл|гл"  # references to a book
    r"|во|да|до|за|из|ко|на|не|ни|но|об|от|по|со|без|для|или|над|под|при|про|либо|между|после|против|через"
    r"|[хсм]+",  # Roman numbers typed in Russian letters
    re.IGNORECASE,
)
_INVISIBLE = {"Cf", "Mn", "Me"}
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")

# What a teacher of a foreign language writes before an English, German or French topic; first match wins.
_LABELS = (
    (
        "Грамматика",
        r"(present|past|future) (in the past|simple|indefinite|perfect|continuous|progressive|tenses?)"
        r"|(simple|perfect|continuous|progressive) (present|past|future)|tenses?|verbs?|grammar|word order"
        r"|nouns?|pronouns?|adjectives?|adverbs?|prepositions?|articles?|plurals?|passive|active voice"
        r"|conditionals?|modals?|gerunds?|infinitives?|participles?|imperatives?|possessives?"
        r"|comparatives?|superlatives?|(reported|indirect) speech|relative clauses?|degrees of comparison"
        r"|question tags?|tag questions?|to be|have got|there (is|are)|going to|used to"
        r"|präsens|perfekt|präteritum|plusquamperfekt|futur|passiv|konjunktiv|imperativ|infinitiv|artikel"
        r"|nominativ|genitiv|dativ|akkusativ|(modal)?verben|substantive?|adjektive?|pronomen|grammatik"
        r"|passé composé|imparfait|subjonctif|conditionnel|grammaire|verbes?|pronoms?|adjectifs?",
    ),
    ("Аудирование", r"listening|hören|hörverstehen|écoute"),
    ("Письмо", r"writing|letters?|e-?mails?|postcards?|schreiben|briefe?|lettres?"),
    ("Работа с текстом", r"reading|texts?|story|stories|poems?|lesen|texte|lecture"),
    ("Лексика", r"vocabulary|words|wortschatz|wörter|vocabulaire"),
)
_LABEL_PATTERNS = tuple((label, re.compile(rf"\b({words})\b", re.IGNORECASE)) for label, words in _LABELS)


def check_topic(text: str, subject: str) -> None:
    """п. 3.6: a topic is obligatory and is written in Russian, whatever stands beside it."""
    words = _words(text)
    if is_russian(text):
        return
    if not re.search(r"\w", text):
        raise Refusal("3.6", "Тема урока обязательна: напишите её по-русски.")
    if not _has_foreign(words):
        raise Refusal("3.6", "Из этой записи не видно темы урока: напишите тему словами, по-русски.")
    raise _foreign_only(text.strip(), subject)


def is_russian(topic: str) -> bool:
    """п. 3.6: whether a topic says something in Russian, whatever stands beside it."""
    return _is_russian(_words(topic))


def homework_warning(text: str) -> str | None:
    """п. 3.6: a warning when homework is written in a foreign language alone; it never stops the teacher."""
    words = _words(text)
    # Single letters are points and unknowns of a textbook task: «№ 5 (a, b)».
    if _is_russian(words) or not any(len(word) > 1 and not _RUSSIAN.fullmatch(word) for word in words):
        return None
    return (
        "Домашнее задание записано не по-русски: добавьте русские слова, например «упражнение» или «выучить»."
    )


def _words(text: str) -> tuple[str, ...]:
    visible = (sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    return tuple("".join(sign if sign.isalpha() else " " for sign in visible).split())


def _has_foreign(words: tuple[str, ...]) -> bool:
    return not all(_RUSSIAN.fullmatch(word) for word in words)


def _is_russian(words: tuple[str, ...]) -> bool:
    """Whether the words of a record carry a Russian wording."""
    shortest = 3 if _has_foreign(words) else 2
    return any(len(word) >= shortest and _is_russian_word(word) for word in words)


def _is_russian_word(word: str) -> bool:
    if not _RUSSIAN.fullmatch(word) or _SAYS_NOTHING.fullmatch(word):
        return False
    return len(word) > 2 or bool(_VOWEL.search(word))


def _foreign_only(text: str, subject: str) -> Refusal:
    """The refusal of a record without a Russian word, with the wording that would do."""
    untangled = _WORD.sub(lambda word: _untangled(word.group()), text)
    if _is_russian(_words(untangled)):
        message = "Русские буквы в теме смешаны с похожими латинскими: такую тему не найдёт поиск."
        return Refusal("3.6", message, Way.REPAIR, repair=untangled)
    message = (
        "Тему урока записывают по-русски, на уроках иностранного языка тоже; "
        "иностранные слова могут стоять рядом с русскими."
    )
    return Refusal("3.6", message, Way.REPAIR, repair=f"{_label(text, subject)}: {text}")


def _untangled(word: str) -> str:
    """A mostly Russian word with its Latin look-alikes turned Russian: «Cложение» typed with a Latin C."""
    russian = sum(map(len, _RUSSIAN.findall(word)))
    return word.translate(_LOOKALIKES) if russian * 2 > len(word) else word


def _label(text: str, subject: str) -> str:
    """The Russian words a teacher of this subject would put before a foreign topic."""
    if subject_family(subject) is not Family.FOREIGN:
        return "Тема"
    return next((label for label, words in _LABEL_PATTERNS if words.search(text)), "Лексика и чтение")
