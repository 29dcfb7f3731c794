"""п. 4.2.2: the recommendations of a certificate: who, what, until when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ejournal.wording import NBSP, date_numeric, numbers_words

DEEDS = {
    "attendance": "отметить посещаемость уроков",
    "no_roll": "отметить посещаемость уроков с отметками",
    "topic": "записать темы уроков",
    "homework": "записать домашние задания или «не задано»",
    "works": "выставить отметки за письменные работы",
    "terms": "выставить итоговые отметки",
    "short": "обеспечить накопляемость отметок до конца периода",
    "long_without": "опросить учеников, давно не имеющих отметок",
    "plan": "загрузить КТП и сдать его на утверждение",
    "plan_back": "исправить и снова сдать КТП",
    "empty_work": "выставить отметки в колонки без отметок или убрать их",
    "absent_days": "выяснить причины пропусков",
    "own_topic": "сверить темы с КТП",
    "topic_twice": "сверить темы с КТП",
    "weeks": "проверить посещаемость и закрыть недели",
    "uncovered": "записать замену или отмену уроков",
    "no_teacher": "назначить, кто ведёт",
    "foreign_topic": "записать темы по-русски",
}
CORRECT = "исправить или объяснить записи"


class Owed(NamedTuple):
    """A remark as advice needs it: its check, its number in the table, how many places, who is to act."""

    code: str
    number: int
    places: int
    owners: tuple[tuple[int, str], ...]
    office: bool = False


class Line(NamedTuple):
    """A recommendation: to whom, what, until when; `person` sees it as the own one, 0: nobody apart."""

    who: str
    what: str
    until: str
    person: int = 0


OFFICE = "Заместитель директора по УВР"


def advice(remarks: Iterable[Owed], until: date) -> list[Line]:
    """п. 4.2.2: who is to do what until when (2.5): a line for everybody who has something to put right."""
    by_person: dict[tuple[str, int], dict[str, list[Owed]]] = {}
    for one in remarks:
        for person, who in one.owners or ((0, OFFICE),):
            by_person.setdefault((who, person), {}).setdefault(DEEDS.get(one.code, CORRECT), []).append(one)
    last = date_numeric(until)
    return [Line(who, _todo(deeds), last, person) for (who, person), deeds in sorted(by_person.items())]


def _todo(deeds: Mapping[str, Sequence[Owed]]) -> str:
    """«записать темы уроков — 4, …; табл. Г, № 1, 3»."""
    told = "; ".join(f"{what}{NBSP}— {sum(one.places for one in those)}" for what, those in deeds.items())
    numbers = sorted({one.number for those in deeds.values() for one in those})
    return f"{told} (табл.{NBSP}Г, №{NBSP}{numbers_words(numbers)})"
