"""The form of the school year: its days and bells, as they are offered and as they were typed."""

import re
from collections.abc import Mapping
from datetime import date

from ejournal.rules import calendar
from ejournal.rules.calendar import Clocks, Layout, Span
from ejournal.rules.refusal import Refusal
from ejournal.views.here import day_typed

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
    """What was typed; the sentence of a refusal names the field."""
    return Layout(quarters_typed(form), holidays_typed(form), *bells_typed(form))


def quarters_typed(form: Mapping[str, str]) -> tuple[Span, ...]:
    return tuple(
        (_day(form, f"first-{number}", number), _day(form, f"last-{number}", number))
        for number in range(1, calendar.QUARTERS + 1)
    )


def _day(form: Mapping[str, str], name: str, number: int) -> date:
    day = day_typed(form, name)
    if day is None:
        raise Refusal("4.3.1", f"Укажите первый и последний день: {number} четверть.")
    return day


def holidays_typed(form: Mapping[str, str]) -> tuple[tuple[date, str], ...]:
    found = []
    for line in _lines(form, "holidays"):
        typed = HOLIDAY.fullmatch(line)
        try:
            day = date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else None
        except ValueError:
            day = None
        if day is None or typed is None:
            raise Refusal("4.3.1", f"Праздник «{line}» не разобран: нужно вида «04.11.2026 название».")
        found.append((day, typed[4].strip()))
    return tuple(found)


def bells_typed(form: Mapping[str, str]) -> tuple[Clocks, Clocks]:
    """The bells of everybody and, where they differ, those of grade 1."""
    bells = _bells(form, "bells")
    if not bells:
        raise Refusal("4.3.1", "Укажите звонки: по строке на урок, например «8:30–9:15».")
    return bells, _bells(form, "bells-1")


def _bells(form: Mapping[str, str], name: str) -> Clocks:
    found = []
    for line in _lines(form, name):
        typed = BELL.fullmatch(line)
        if typed is None:
            raise Refusal("4.3.1", f"Звонок «{line}» не разобран: нужно вида «8:30–9:15».")
        found.append((typed[1].replace(".", ":"), typed[2].replace(".", ":")))
    return tuple(found)


def _lines(form: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
