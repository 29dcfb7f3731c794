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


UNNAMED = "Название школы не задано"


@dataclass(frozen=True)
class SchoolSettings:
    """The settings of the school; dates may be None when the school has not decided."""

    school_name: str = UNNAMED  # until the school is named
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
    home_hours: str = "1 — 8, 5 — 10, 9 — 11, 10 — 12"  # hours a week of lessons at home, from a grade on
    marks_quarter_hours: str = "1 — 3, 2 — 5, 3 — 7, 4 — 8, 5 — 10"  # by hours a week (2.2), "" for none
    marks_half_hours: str = "1 — 5, 2 — 8, 3 — 12"
    term_five: int = 460  # the least average of a «5» in hundredths; two regions have others (7.3)
    term_four: int = 360
    term_three: int = 260
    term_tolerance: int = 15  # so near a threshold another mark needs no reason
    term_absence: int = 50  # «н/а»: few marks, and more of the lessons missed than so many per cent
    term_open_days: int = 7  # before the end of a period
    term_deadline_days: int = 2  # school days before its last one
    year_half_up: bool = True  # ,5 of the year in the pupil's favour; else as the last period says
    exam_grades: str = "9, 11"  # that have exam and final marks
    forecast_days: int = 21  # before the end of a period families are told what is expected
    final_days: int = 45  # after the end of the year they are set
    debts_until: date | None = None  # None: a year after the end of the school year (273-ФЗ, ст. 58)
    staff_session_hours: int = 12  # one sign-in lasts the working day on that device
    family_session_hours: int = 12
    electronic_since: date | None = None  # from this day the diary needs the electronic form (п. 4.6.1)
    consents_since: date | None = None  # from this day the diary needs a signed consent (п. 4.6.1)
    region_system: str = "РГИС «Нижегородская образовательная платформа»"  # practice of the region
    region_operator: str = ""  # who runs it on behalf of the school: name and address; "" is for the hand
    school_numbers: str = ""  # «ИНН …, ОГРН …»
    sheet_day: int = 5  # weekday when the sheets of its week are ready; 1 is Monday, for the week before
    sheet_overdue_days: int = 7  # more days without a sheet are told to the class teacher and the deputy
    print_duplex: bool = True  # the journal is printed on both sides of a sheet
    missed_day_lessons: int = 0  # a day is missed with so many lessons of it; 0: with all of them
    long_absence_days: int = 3  # missed days in a row that the class teacher is told of
    long_absence_percent: int = 30  # of the lessons of a month: «систематические» пропуски
    missed_week_percent: int = 50  # of the lessons of a week: more is a missed week
    remote_open_days: int = 7  # a lesson taught from afar takes records for so many days more
    journal_kept: str = "5 лет"  # practice: the school's nomenclature decides
    circle_journal_kept: str = "5 лет"  # ДО and ГПД: often 3
    day_moments: str = "Прогулка, Самоподготовка, Занятие"  # of a ГПД
    session_forms: str = "Беседа, Экскурсия, Игра, Практикум, Работа над проектом"  # of ВД
    own_journals_apart: bool = True  # home teaching and ВД are printed in their own journals alone
    journal_index: str = ""  # the index of the file in the nomenclature
    check_lesson_marks: int = 3  # the checks of the journal: fewer marks at a lesson are few
    check_without_mark: int = 4  # so many lessons of a page in a row without a mark are not long yet
    check_next_lessons: int = 3  # within so many a «2» is put right
    check_controls_day: int = 1  # control works a class may have in a day
    check_controls_week: int = 3
    check_absent_days: int = 3  # days of absence without a reason that the class teacher is told of
    check_few_marks: bool = False  # checks that schools do not agree on
    check_two_left: bool = False
    check_two_edge: bool = False
    check_two_after: bool = False
    certificate_good: int = 95  # per cent from which «выполняется»
    certificate_fair: int = 80  # … «выполняется частично»
    certificate_settled_days: int = 14  # a pupil who came is counted after so many
    certificate_days: int = 5  # calendar days to put a remark right
    certificate_electronic: bool = (
        False  # the school's act lets «ознакомлен(а)» in the journal stand for a signature
    )
    watch_facts: int = 150  # more changed rows of one session in a minute are shown to the deputy
    watch_from: int = 6  # the usual hours of work; beyond them a new device is shown
    watch_until: int = 22
    problem_days: int = 5  # working days in which a problem is answered (3.8: practice)
    sign_in_help: str = "администратору электронного журнала"  # whom to ask: «обратитесь к …»

    def forms_of(self, kind: str) -> str:
        """What the sessions of a kind of group choose from; "" when they have no form."""
        return {"after_school": self.day_moments, "extracurricular": self.session_forms}.get(kind, "")

    @property
    def titled(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Every setting by its Russian title, by sections, for the page that shows them."""
        return [
            (section, [(title, getattr(self, name)) for name, title in titles.items()])
            for section, titles in SECTIONS.items()
        ]


DAYS = ("electronic_since", "consents_since", "debts_until")
SECTIONS = {
    "Школа": {
        "school_name": "Краткое наименование школы",
        "school_full_name": "Полное наименование школы",
        "school_address": "Адрес",
        "school_phone": "Телефон",
        "school_place": "Населённый пункт, как на документах",
        "school_numbers": "ИНН и ОГРН школы",
    },
    "Учебный год": {
        "school_week": "Учебных дней в неделе",
        "year_weeks": "Учебных недель в году",
        "year_weeks_first": "Учебных недель в году в 1 классе",
        "home_hours": "Обучение на дому, часов в неделю (с какого класса — часов)",
    },
    "Запись в журнал": {
        "entry_minutes": "Отметка остаётся в записи, минут",
        "late_entries_refused": "Отказывать в записи темы, посещаемости и задания после дня урока",
        "remote_open_days": "Дистанционный урок открыт для записей, дней",
        "day_moments": "Режимные моменты ГПД, через запятую",
        "session_forms": "Формы внеурочных занятий, через запятую",
    },
    "Итоговые отметки": {
        "marks_per_quarter": "Отметок за четверть не меньше",
        "marks_per_half": "Отметок за полугодие не меньше",
        "marks_quarter_hours": "Отметок за четверть по часам в неделю (часов — отметок)",
        "marks_half_hours": "Отметок за полугодие по часам в неделю (часов — отметок)",
        "term_five": "Порог «5» среднего балла, в сотых (460 — это 4,60)",
        "term_four": "Порог «4» среднего балла, в сотых",
        "term_three": "Порог «3» среднего балла, в сотых",
        "term_tolerance": "Без причины отступают от предложения рядом с порогом, сотых",
        "term_absence": "«н/а», если отметок мало и пропущено больше, % уроков",
        "term_open_days": "Итоговые отметки открыты за столько дней до конца периода",
        "term_deadline_days": "Срок итоговых отметок: за столько учебных дней до конца периода",
        "year_half_up": "Годовая: ровно половина — в пользу ученика, иначе по последнему периоду",
        "exam_grades": "Классы с экзаменационными и итоговыми отметками",
        "final_days": "Экзаменационные и итоговые отметки принимают после конца года, дней",
        "debts_until": "До какого дня принимают долги за прошлый год",
        "forecast_days": "Прогноз доводят до семей за столько дней до конца периода",
    },
    "Посещаемость": {
        "missed_day_lessons": "Пропущенный день — сколько пропущено уроков (0 — все уроки дня)",
        "missed_week_percent": "Пропущенная неделя — больше, % уроков",
        "long_absence_days": "Долгий пропуск — сколько дней подряд",
        "long_absence_percent": "Много пропусков за месяц — не меньше, % уроков",
    },
    "Семьи: формы информирования и согласия": {
        "electronic_since": "С какого дня дневник открыт только при электронной форме информирования",
        "consents_since": "С какого дня дневник открыт только при подписанном согласии",
        "region_system": "Региональная система, как в согласиях",
        "region_operator": "Оператор региональной системы: наименование и адрес",
        "sheet_day": "Недельные листы готовы в день недели (1 — понедельник, за прошлую неделю; 5 — пятница)",
        "sheet_overdue_days": "Семья на бумаге без листа — не больше, дней",
    },
    "Печать и хранение журнала": {
        "print_duplex": "Журнал печатают на двух сторонах листа",
        "own_journals_apart": "Обучение на дому и внеурочную деятельность печатать только в своих журналах",
        "journal_index": "Индекс дела «Классные журналы» по номенклатуре",
        "journal_kept": "Сколько хранят напечатанный журнал",
        "circle_journal_kept": "Сколько хранят журналы ДО и ГПД",
    },
    "Проверка журнала и справка": {
        "check_lesson_marks": "Проверка журнала: отметок за урок не меньше",
        "check_without_mark": "Проверка журнала: уроков подряд без отметки не больше",
        "check_next_lessons": "Проверка журнала: «2» исправляют за столько уроков",
        "check_controls_day": "Проверка журнала: контрольных у класса в день не больше",
        "check_controls_week": "Проверка журнала: контрольных у класса в неделю не больше",
        "check_absent_days": "Проверка журнала: дней без причины, о которых узнаёт классный руководитель",
        "check_few_marks": "Проверять, мало ли отметок за урок",
        "check_two_left": "Проверять, исправлена ли «2»",
        "check_two_edge": "Проверять «2» на первом и последнем уроке периода",
        "check_two_after": "Проверять «2» сразу после «н»",
        "certificate_good": "Справка: «выполняется» — не меньше, %",
        "certificate_fair": "Справка: «выполняется частично» — не меньше, %",
        "certificate_settled_days": "Справка: прибывший ученик учитывается через столько дней",
        "certificate_days": "Справка: срок устранения замечаний, календарных дней",
        "certificate_electronic": "Локальный акт признаёт «ознакомлен(а)» в журнале вместо подписи",
    },
    "Вход и безопасность": {
        "staff_session_hours": "Вход работника действует, часов",
        "family_session_hours": "Вход семьи действует, часов",
        "sign_in_help": "К кому обратиться, если войти не удалось",
        "problem_days": "На сообщение о неполадке отвечают за столько рабочих дней",
        "watch_facts": "Необычная работа: изменённых записей за минуту больше",
        "watch_from": "Обычная работа начинается, час",
        "watch_until": "Обычная работа кончается, час",
    },
}
TITLES = {name: title for section in SECTIONS.values() for name, title in section.items()}


def from_stored(stored: dict[str, Any]) -> SchoolSettings:
    """Settings from stored JSON values; a name that is not stored keeps its default."""
    known = {field.name for field in fields(SchoolSettings)}
    values = {name: value for name, value in stored.items() if name in known}
    for name in DAYS:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
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
