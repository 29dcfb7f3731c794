"""Names in cases, as the head of an application needs them: a library proposes, a person corrects (3.2)."""

from functools import lru_cache
from typing import Any

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from ejournal.rules.refusal import Refusal
from ejournal.wording import NBSP, full_name, short_name

CLAUSE = "4.6.1"
FROM, TO = "from", "to"  # «от Ивановой Марии Петровны», «Директору … Громову В.С.»
FORMS = {TO: "Директору … Громову В.С.", FROM: "от Ивановой Марии Петровны"}  # as the page shows them
CASES = {FROM: Case.GENITIVE, TO: Case.DATIVE}
SEXES = {"m": Gender.MALE, "f": Gender.FEMALE}
LONGEST = 300  # signs
RELATIONS = {
    "мать": "матери",
    "отец": "отца",
    "опекун": "опекуна",
    "попечитель": "попечителя",
    "приёмная мать": "приёмной матери",
    "приёмный отец": "приёмного отца",
    "приёмный родитель": "приёмного родителя",
    "мачеха": "мачехи",
    "отчим": "отчима",
    "бабушка": "бабушки",
    "дедушка": "дедушки",
    "тётя": "тёти",
    "дядя": "дяди",
    "сестра": "сестры",
    "брат": "брата",
    "законный представитель": "законного представителя",
}

_maker, _detector = PetrovichDeclinationMaker(), PetrovichGenderDetector()


def proposed(name: tuple[str, str, str | None], sex: str | None, form: str) -> str:
    """What a name is in a form; "" where nothing tells whether it is a man's or a woman's."""
    gender = SEXES.get(sex or "") or _gender(*name)
    if gender is None:
        return ""
    surname, first, patronymic = name
    case = CASES[form]
    surname = _maker.make(NamePart.LASTNAME, gender, case, surname)
    if form == TO:
        return short_name(surname, first, patronymic)
    first = _maker.make(NamePart.FIRSTNAME, gender, case, first)
    return full_name(
        surname, first, patronymic and _maker.make(NamePart.MIDDLENAME, gender, case, patronymic)
    )


@lru_cache(maxsize=1024)
def _gender(surname: str, first: str, patronymic: str | None) -> Gender | None:
    said: Any = _detector  # its method has no types
    found = said.detect(firstname=first, middlename=patronymic or None, lastname=surname)
    return found if found in SEXES.values() else None


def relation_from(relation: str) -> str:
    """«мать» as it follows «от Ивановой Марии»: «матери»; a word that is not known stays as it is."""
    return RELATIONS.get(relation.lower(), relation)


def check(said: str, name: str) -> str:
    """A correction: one line, not empty."""
    said = " ".join(said.split())
    if not said:
        raise Refusal(CLAUSE, f"{name}: впишите имя в нужном падеже, поле не может быть пустым.")
    if len(said) > LONGEST:
        raise Refusal(CLAUSE, f"{name}: слишком длинно, сократите до {LONGEST} знаков.")
    return said


def plain(said: str) -> str:
    """A name as a field shows it: with usual spaces."""
    return said.replace(NBSP, " ")
