"""What the school decides: practice has a default here and is changed by the school, never a constant."""

import json
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import CharField, IntegerField, TextField

from ejournal.db import Table
from ejournal.prepared import prepared


class Setting(Table):
    """Record: one setting of the school; `value` is JSON. Names and defaults: SchoolSettings."""

    name = CharField(max_length=50, unique=True)
    value = TextField()
    version = IntegerField(default=1)


@dataclass(frozen=True)
class SchoolSettings:
    """The settings of the school; dates may be None when the school has not decided."""

    school_name: str = "Название школы не задано"
    school_full_name: str = ""
    school_address: str = ""
    school_phone: str = ""
    school_place: str = ""  # where papers are made: «с. Глухово»
    school_week: int = 5  # school days a week
    year_weeks: int = 34  # of lessons in a year: what a КТП is measured by
    year_weeks_first: int = 33  # the same of grade 1
    entry_minutes: int = 10  # quiet minutes until a typed mark is set
    late_entries_refused: bool = False  # topic, attendance, homework after the day of the lesson
    marks_per_quarter: int = 3  # fewer are too few for a term mark; a trimester counts as a quarter
    marks_per_half: int = 5
    staff_session_hours: int = 12  # one sign-in lasts the working day on that device
    family_session_hours: int = 12
    electronic_since: date | None = None  # from this day the diary needs the electronic form (п. 4.6.1)
    print_duplex: bool = True  # the journal is printed on both sides of a sheet
    remote_open_days: int = 7  # a lesson taught from afar takes records for so many days more
    journal_kept: str = "5 лет"  # practice: the school's nomenclature decides
    journal_index: str = ""  # the index of the file in the nomenclature
    watch_facts: int = 150  # more changed rows of one session in a minute are shown to the deputy
    watch_from: int = 6  # the usual hours of work; beyond them a new device is shown
    watch_until: int = 22
    sign_in_help: str = "администратору электронного журнала"  # whom to ask: «обратитесь к …»

    @property
    def titled(self) -> list[tuple[str, Any]]:
        """Every setting by its Russian title, for the page that shows them."""
        return [(title, getattr(self, name)) for name, title in TITLES.items()]


TITLES = {
    "school_name": "Краткое наименование школы",
    "school_full_name": "Полное наименование школы",
    "school_address": "Адрес",
    "school_phone": "Телефон",
    "school_place": "Населённый пункт, как на документах",
    "school_week": "Учебных дней в неделе",
    "year_weeks": "Учебных недель в году",
    "year_weeks_first": "Учебных недель в году в 1 классе",
    "entry_minutes": "Отметка остаётся в записи, минут",
    "late_entries_refused": "Отказывать в записи темы, посещаемости и задания после дня урока",
    "marks_per_quarter": "Отметок за четверть не меньше",
    "marks_per_half": "Отметок за полугодие не меньше",
    "staff_session_hours": "Вход работника действует, часов",
    "family_session_hours": "Вход семьи действует, часов",
    "electronic_since": "С какого дня дневник открыт только при электронной форме информирования",
    "print_duplex": "Журнал печатают на двух сторонах листа",
    "remote_open_days": "Дистанционный урок открыт для записей, дней",
    "journal_kept": "Сколько хранят напечатанный журнал",
    "journal_index": "Индекс дела «Классные журналы» по номенклатуре",
    "watch_facts": "Необычная работа: изменённых записей за минуту больше",
    "watch_from": "Обычная работа начинается, час",
    "watch_until": "Обычная работа кончается, час",
    "sign_in_help": "К кому обратиться, если войти не удалось",
}


def from_stored(stored: dict[str, Any]) -> SchoolSettings:
    """Settings from stored JSON values; a name that is not stored keeps its default."""
    known = {field.name for field in fields(SchoolSettings)}
    values = {name: value for name, value in stored.items() if name in known}
    if values.get("electronic_since"):
        values["electronic_since"] = date.fromisoformat(values["electronic_since"])
    return SchoolSettings(**values)


_kept: ContextVar[list[SchoolSettings] | None] = ContextVar("settings", default=None)


def school_settings() -> SchoolSettings:
    """The settings in force now; a request reads them once."""
    kept = _kept.get()
    if kept is None:
        return _read(tuple(_stored()))
    if not kept:
        kept.append(_read(tuple(_stored())))
    return kept[0]


def read_once(once: bool) -> None:
    """From now on, or no longer, the settings are read once: from the beginning of a request to its end."""
    _kept.set([] if once else None)


def forget() -> None:
    """They have changed: who asks next reads them anew."""
    kept = _kept.get()
    if kept:
        kept.clear()


@lru_cache(4)
def _read(stored: tuple[tuple[str, str], ...]) -> SchoolSettings:
    """The settings of these rows, which change once a year."""
    return from_stored({name: json.loads(value) for name, value in stored})


@prepared
def _stored() -> Any:
    return Setting.select(Setting.name, Setting.value).tuples()
