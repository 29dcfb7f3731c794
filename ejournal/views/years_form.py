"""The form of the school year: its days and bells, as they are offered and as they were typed."""

import re
from collections.abc import Mapping
from datetime import date

from ejournal.rules import calendar
from ejournal.rules.calendar import Clocks, Layout, Span
from ejournal.rules.refusal import Refusal
from ejournal.views.here import day_typed
from ejournal.wording import numbers_words

HOLIDAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\s+(.{2,100})")
BELL = re.compile(r"(\d{1,2}[:.]\d\d)\s*[-–—]\s*(\d{1,2}[:.]\d\d)")


def fields_of(layout: Layout) -> dict[str, str]:
    """The fields of the form for the days of a year."""
    fields: dict[str, str] = {}
    for number, (first, last) in enumerate(layout.quarters, start=1):
        fields |= {f"first-{number}": first.isoformat(), f"last-{number}": last.isoformat()}
    fields["holidays"] = "\n".join(f"{day:%d.%m.%Y} {name}" for day, name in layout.holidays)
    return fields | bells_of(layout.bells, layout.first_bells)


def bells_of(bells: Clocks, first_grade: Clocks) -> dict[str, str]:
    """The fields of the form for bells."""
    return {"bells": _told(bells), "bells-1": _told(first_grade)}


def _told(bells: Clocks) -> str:
    return "\n".join(f"{starts}–{ends}" for starts, ends in bells)


def layout_typed(form: Mapping[str, str]) -> Layout:
    """What was typed; a refusal names everything that is wrong, line by line."""
    told: list[str] = []
    quarters, holidays = _quarters(form, told), _holidays(form, told)
    usual, first_grade = _bells(form, "bells", told), _bells(form, "bells-1", told)
    _check(told)
    return Layout(quarters, holidays, usual, first_grade)


def days_typed(form: Mapping[str, str]) -> tuple[tuple[Span, ...], tuple[tuple[date, str], ...]]:
    """The quarters and the holidays."""
    told: list[str] = []
    typed = _quarters(form, told), _holidays(form, told)
    _check(told)
    return typed


def bells_typed(form: Mapping[str, str]) -> tuple[Clocks, Clocks]:
    """The bells of everybody and, where they differ, those of grade 1."""
    told: list[str] = []
    typed = _bells(form, "bells", told), _bells(form, "bells-1", told)
    _check(told)
    return typed


def _check(told: list[str]) -> None:
    if told:
        raise Refusal("4.3.1", " ".join(told))


def _quarters(form: Mapping[str, str], told: list[str]) -> tuple[Span, ...]:
    """The days of the quarters; `told` gets a sentence about what is missing."""
    typed = [
        (day_typed(form, f"first-{number}"), day_typed(form, f"last-{number}"))
        for number in range(1, calendar.QUARTERS + 1)
    ]
    found = tuple((first, last) for first, last in typed if first and last)
    if missing := [number for number, (first, last) in enumerate(typed, 1) if not (first and last)]:
        told.append(f"Укажите первый и последний день: {numbers_words(missing)} четверть.")
    return found


def _holidays(form: Mapping[str, str], told: list[str]) -> tuple[tuple[date, str], ...]:
    found = []
    for line in _lines(form, "holidays"):
        typed = HOLIDAY.fullmatch(line)
        try:
            day = date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else None
        except ValueError:
            day = None
        if day is None or typed is None:
            told.append(f"Праздник «{line}» не разобран: нужно вида «04.11.2026 название».")
        else:
            found.append((day, typed[4].strip()))
    return tuple(found)


def _bells(form: Mapping[str, str], name: str, told: list[str]) -> Clocks:
    found, lines = [], _lines(form, name)
    if name == "bells" and not lines:
        told.append("Укажите звонки: по строке на урок, например «8:30–9:15».")
    for line in lines:
        typed = BELL.fullmatch(line)
        if typed is None:
            told.append(f"Звонок «{line}» не разобран: нужно вида «8:30–9:15».")
        else:
            found.append((typed[1].replace(".", ":"), typed[2].replace(".", ":")))
    return tuple(found)


def _lines(form: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
