"""The papers whose blanks a school may have in a form of its own, by the name of the blank."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ejournal.documents import (
    appointment,
    certificate,
    consents,
    data_notice,
    failure,
    forecast,
    memo,
    plan_correction,
    slip,
    substitutions,
    support,
    timetable,
    timetable_week,
    weekly,
    weekly_ledger,
)
from ejournal.documents.own_fields import OF_PAPER, USUAL


@dataclass(frozen=True)
class OwnKind:
    """A paper: its Russian title and the sample that its blank is tried with."""

    title: str
    blank: str
    sample: Any


_ALL = (
    OwnKind("Справка по итогам проверки журналов", certificate.BLANK, certificate.SAMPLE),
    OwnKind("Лист ознакомления со справкой", certificate.SHEET_BLANK, certificate.SAMPLE_SHEET),
    OwnKind("Служебная записка об исправлении", memo.BLANK, memo.SAMPLE),
    OwnKind("Заявление, согласие, несогласие, отзыв", consents.BLANK, consents.SAMPLE),
    OwnKind("Журнал регистрации согласий", consents.REGISTER_BLANK, consents.SAMPLE_REGISTER),
    OwnKind("Сведения за неделю", weekly.BLANK, weekly.SAMPLE),
    OwnKind("Реестр выдачи недельных листов", weekly_ledger.BLANK, weekly_ledger.SAMPLE),
    OwnKind("Прогноз итоговых отметок", forecast.BLANK, forecast.SAMPLE),
    OwnKind("Уведомление о неуспеваемости", forecast.RISK_BLANK, forecast.SAMPLE_RISK),
    OwnKind("Заявление об изменении данных", data_notice.BLANK, data_notice.SAMPLE),
    OwnKind("Обращение в техническую поддержку", support.BLANK, support.SAMPLE),
    OwnKind("Журнал пропущенных и замещённых уроков", substitutions.LOG_BLANK, substitutions.SAMPLE_LOG),
    OwnKind("Изменения в расписании на день", substitutions.CHANGES_BLANK, substitutions.SAMPLE_CHANGES),
    OwnKind("Расписание на стену", timetable.BLANK, timetable.SAMPLE),
    OwnKind("Расписание учителя, кабинета, класса", timetable_week.BLANK, timetable_week.SAMPLE),
    OwnKind("Акт о сбое", failure.BLANK, failure.SAMPLE),
    OwnKind("Приказ о назначении ответственных", appointment.BLANK, appointment.SAMPLE),
    OwnKind("Лист корректировки КТП", plan_correction.BLANK, plan_correction.SAMPLE),
    OwnKind("Листок урока", slip.BLANK, slip.SAMPLE),
)
KINDS = {kind.blank.removesuffix(".docx"): kind for kind in _ALL}


@dataclass(frozen=True)
class FieldLine:
    """A field of a paper for whoever writes a blank: its name, what it is, the fields of its rows."""

    name: str
    told: str
    rows: tuple["FieldLine", ...] = ()


def field_lines(name: str) -> list[FieldLine]:
    """Every field of a paper with its explanation in Russian."""
    return list(_lines(name, KINDS[name].sample, ""))


def _lines(name: str, sample: Any, path: str) -> Iterator[FieldLine]:
    for field in fields(sample):
        own = f"{path}{field.name}"
        told = OF_PAPER.get(name, {}).get(own) or USUAL[field.name]
        row = row_of(getattr(sample, field.name))
        yield FieldLine(field.name, told, tuple(_lines(name, row, f"{own}.")) if row is not None else ())


def row_of(value: Any) -> Any:
    """The first of the rows that a field has; None when it is no field of rows."""
    first = value[0] if isinstance(value, tuple) and value else None
    return first if is_dataclass(first) else None
