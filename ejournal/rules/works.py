"""The kinds of work a mark is given for: one table, shown in Russian, weighed by the school's default.

A work that was missed and written later has a column of its own, in the graph of the day it was written on:
its code is that of the kind with the day of the missed one, «control_20261112». So has the second of two
marks that goes to the page of another subject: «composition_second».
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ejournal.rules.refusal import Refusal, Way
from ejournal.wording import date_short


@dataclass(frozen=True)
class WorkKind:
    """One kind of work; `oral` means that its mark belongs to the day of the lesson itself.

    `two`: it may get two marks, «4/5», as for content and spelling. `missed` is the day of the work that this
    one makes up for, `second` tells the second mark of a work of another page; `base` is the code of the kind
    itself.
    """

    code: str
    title: str
    sign: str
    weight: int
    oral: bool = False
    two: bool = False
    missed: date | None = None
    second: bool = False

    @property
    def base(self) -> str:
        return self.code.rpartition("_")[0] if self.of_some else self.code

    @property
    def of_some(self) -> bool:
        """Whether its column waits for some of the group alone: nobody else owes a mark in it."""
        return self.missed is not None or self.second


# Weights: domain facts, 7.1. Kinds it does not name take the weight of the kind they stand next to.
KINDS = (
    WorkKind("answer", "Ответ на уроке", "Отв", 1, oral=True),
    WorkKind("classwork", "Работа на уроке", "РУ", 1, oral=True),
    WorkKind("homework", "Домашняя работа", "ДЗ", 1),
    WorkKind("independent", "Самостоятельная работа", "СР", 2),
    WorkKind("quiz", "Проверочная работа", "Пров", 2),
    WorkKind("test", "Тест", "Тест", 2),
    WorkKind("practical", "Практическая работа", "ПР", 2),
    WorkKind("laboratory", "Лабораторная работа", "ЛР", 2),
    WorkKind("project", "Проект", "Пркт", 2),
    WorkKind("credit", "Зачёт", "Зач", 2),
    WorkKind("word_dictation", "Словарный диктант", "СД", 2),
    WorkKind("dictation", "Диктант", "Дикт", 3, two=True),
    WorkKind("retelling", "Изложение", "Изл", 3, two=True),
    WorkKind("composition", "Сочинение", "Соч", 3, two=True),
    WorkKind("control", "Контрольная работа", "КР", 3),
    WorkKind("diagnostic", "Диагностическая работа", "ДР", 3),
    WorkKind("vpr", "ВПР", "ВПР", 3),
    WorkKind("final_control", "Итоговая контрольная работа", "ИКР", 4),
    WorkKind("talk", "Доклад", "Докл", 1, oral=True),
    WorkKind("reading", "Техника чтения", "ТЧ", 1, oral=True),
    WorkKind("recital", "Наизусть", "Наиз", 1, oral=True),
    WorkKind("standard", "Норматив", "Норм", 1, oral=True),
)
_BY_CODE = {kind.code: kind for kind in KINDS}


# п. 4.5.4: who missed one of these owes it: the mark is due when the work is written.
OWED = tuple(kind.code for kind in KINDS if not kind.oral and kind.weight >= 3)
SECOND = "_second"
_LATER = re.compile(r"([a-z_]+)_(\d{4})(\d\d)(\d\d)")


@lru_cache(1000)
def kind(code: str) -> WorkKind:
    """The kind of work by its code, as a form sends it."""
    found = _BY_CODE.get(code) or _second(code) or _written_later(code)
    if found is None:
        raise Refusal("", "Такого вида работы нет в списке. Обновите страницу и выберите снова.", Way.RELOAD)
    return found


def later(code: str, missed: date) -> str:
    """The code of the work that makes up for one of this kind, missed on a day."""
    return f"{code}_{missed:%Y%m%d}"


def second_of(chosen: WorkKind) -> str:
    """The code of the column on another page for the second marks of a work of this kind."""
    return f"{chosen.base}{SECOND}"


def _second(code: str) -> WorkKind | None:
    base = _BY_CODE.get(code.removesuffix(SECOND)) if code.endswith(SECOND) else None
    if base is None or not base.two:
        return None
    title, sign = f"{base.title}, вторая отметка", f"{base.sign}, 2-я"
    return replace(base, code=code, title=title, sign=sign, two=False, second=True)


def _written_later(code: str) -> WorkKind | None:
    parts = _LATER.fullmatch(code)
    try:
        day = date(*(int(part) for part in parts.groups()[1:])) if parts else None
    except ValueError:
        return None
    base = _BY_CODE.get(parts[1]) if parts and parts[1] in OWED else None
    if base is None or day is None:
        return None
    said = date_short(day)
    return replace(base, code=code, title=f"{base.title} за {said}", sign=f"{base.sign} {said}", missed=day)
