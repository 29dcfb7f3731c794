"""The form of the school year: its days and bells, as they are offered and as they were typed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ejournal.rules import calendar, calendar_days
from ejournal.rules.calendar import Break, Clocks, Layout, Span
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.views.here import day_typed
from ejournal.wording import date_numeric, numbers_words

DAY = r"(\d{1,2}\.\d{1,2}\.\d{4})"
HOLIDAY = re.compile(DAY + r"\s+(.{2,200})")
OF_GRADES = r"(?:(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?\s*класс\w*[:,]?\s+)?"
MORE = re.compile(OF_GRADES + DAY + r"\s*[-–—]\s*" + DAY + r"\s+(.{2,200})")
BELL = re.compile(r"(\d{1,2}[:.]\d\d)\s*[-–—]\s*(\d{1,2}[:.]\d\d)")
PREFIX = {"quarter": "", "trimester": "trimester-", "half": "half-"}  # of the fields of a kind of periods
EXAMPLE = "1 класс: 13.02.2027–21.02.2027 Дополнительные каникулы"
# The fields of the first and the last day of the quarters, with those of the trimesters.
EDGES = {
    "first-1": "trimester-first-1",
    f"last-{calendar.QUARTERS}": f"trimester-last-{calendar.COUNTS['trimester']}",
}
ONE = {"quarter": "четверть", "trimester": "триместр", "half": "полугодие"}


def fields_of(layout: Layout) -> dict[str, str]:
    """The fields of the form for the days of a year; of a kind that no grade has, what is usual."""
    usual = calendar.proposed(layout.first.year)
    spans = {
        "quarter": layout.quarters or usual.quarters,
        "trimester": layout.trimesters or usual.trimesters,
        "half": layout.own_halves,
    }
    fields: dict[str, str] = {}
    for kind, those in spans.items():
        for number, (first, last) in enumerate(those, start=1):
            fields |= {_field(kind, "first", number): first.isoformat()}
            fields |= {_field(kind, "last", number): last.isoformat()}
    fields |= {f"kind-{grade}": kind for grade, kind in zip(calendar.GRADES, layout.kinds, strict=True)}
    fields |= {f"end-{grade}": last.isoformat() for grade, last in layout.ends}
    fields["holidays"] = "\n".join(f"{date_numeric(day)} {name}" for day, name in layout.holidays)
    fields["more"] = "\n".join(map(_more_told, layout.more))
    fields |= {f"was-{edge}": fields[edge] for edge in EDGES}
    return fields | bells_of(layout.bells, layout.first_bells)


def _field(kind: str, which: str, number: int) -> str:
    return f"{PREFIX[kind]}{which}-{number}"


def _more_told(one: Break) -> str:
    first, last = one.grades
    who = f"{first} класс: " if first == last else f"{first}–{last} классы: "
    days = f"{date_numeric(one.first)}–{date_numeric(one.last)} {one.name}"
    return days if one.grades == calendar.EVERYBODY else who + days


def bells_of(bells: Clocks, first_grade: Clocks) -> dict[str, str]:
    """The fields of the form for bells."""
    return {"bells": _told(bells), "bells-1": _told(first_grade)}


def _told(bells: Clocks) -> str:
    return "\n".join(f"{starts}–{ends}" for starts, ends in bells)


def layout_typed(form: Mapping[str, str], week: int) -> Layout:
    """What was typed; a refusal names everything that is wrong, field by field. `week`: its school days."""
    told: list[str] = []
    layout = _days(form, week, told)
    usual, first_grade = _bells(form, "bells", told), _bells(form, "bells-1", told)
    _check(told)
    return replace(layout, bells=usual, first_bells=first_grade)


def days_typed(form: Mapping[str, str], week: int) -> Layout:
    """The periods and holidays, without bells."""
    told: list[str] = []
    layout = _days(form, week, told)
    _check(told)
    return layout


def bells_typed(form: Mapping[str, str]) -> tuple[Clocks, Clocks]:
    """The bells of everybody and, where they differ, those of grade 1."""
    told: list[str] = []
    typed = _bells(form, "bells", told), _bells(form, "bells-1", told)
    _check(told)
    return typed


def _check(told: list[str]) -> None:
    if told:
        raise Refusal("4.3.1", " ".join(told))


def _days(form: Mapping[str, str], week: int, told: list[str]) -> Layout:
    """The days of a year; `told` gets a sentence about each field that is wrong."""
    form = _followed(form)
    kinds = tuple(_kind(form, grade) for grade in calendar.GRADES)
    own = any(form.get(name) for name in form if name.startswith(PREFIX["half"]))
    asked = {kind for kind in kinds if kind != "half" or own} | (
        {"quarter"} if "half" in kinds and not own else set()
    )
    found = {kind: _spans(form, kind, told) if kind in asked else () for kind in PREFIX}
    whole = not told
    layout = Layout(
        found["quarter"],
        _holidays(form, told),
        (),
        trimesters=found["trimester"],
        own_halves=found["half"],
        kinds=kinds,
        ends=_ends(form, told),
        more=_more(form, told),
        week=week,
    )
    if whole and "trimester" in kinds:
        quarters = found["quarter"] or _spans(form, "quarter", [])
        layout = calendar.with_breaks(layout, quarters) if len(quarters) == calendar.QUARTERS else layout
    if whole:
        told += calendar_days.problems(layout)
    return layout


def _followed(form: Mapping[str, str]) -> dict[str, str]:
    """The form with the edges of the year that trimesters share with quarters moved along with these."""
    fields = dict(form)
    for edge, own in EDGES.items():
        was = form.get(f"was-{edge}")
        if was and form.get(own) == was and form.get(edge):
            fields[own] = form[edge]
    return fields


def _kind(form: Mapping[str, str], grade: int) -> str:
    typed = form.get(f"kind-{grade}", "")
    return typed if typed in PREFIX else calendar.USUAL_KINDS[grade - 1]


def _spans(form: Mapping[str, str], kind: str, told: list[str]) -> tuple[Span, ...]:
    """The days of the periods of a kind; `told` gets a sentence about what is missing."""
    typed = [
        (day_typed(form, _field(kind, "first", number)), day_typed(form, _field(kind, "last", number)))
        for number in range(1, calendar.COUNTS[kind] + 1)
    ]
    if missing := [number for number, (first, last) in enumerate(typed, 1) if not (first and last)]:
        told.append(f"Укажите первый и последний день: {numbers_words(missing)} {ONE[kind]}.")
    return tuple((first, last) for first, last in typed if first and last)


def _ends(form: Mapping[str, str], told: list[str]) -> tuple[tuple[int, date], ...]:
    found = []
    for grade in calendar.GRADES:
        last = day_typed(form, f"end-{grade}")
        if last:
            found.append((grade, last))
        elif form.get(f"end-{grade}"):
            told.append(f"Последний день, {grade} класс: такой даты нет.")
    return tuple(found)


def _holidays(form: Mapping[str, str], told: list[str]) -> tuple[tuple[date, str], ...]:
    found = []
    for line in _lines(form, "holidays"):
        typed = HOLIDAY.fullmatch(line)
        day = _day(typed[1]) if typed else None
        if day is None or typed is None:
            told.append(f"Праздник «{line}» не разобран: нужно вида «04.11.2026 название».")
        else:
            found.append((day, _name(typed[2])))
    return tuple(found)


def _more(form: Mapping[str, str], told: list[str]) -> tuple[Break, ...]:
    found = []
    for line in _lines(form, "more"):
        typed = MORE.fullmatch(line)
        first, last = (_day(typed[3]), _day(typed[4])) if typed else (None, None)
        if typed is None or first is None or last is None:
            told.append(f"Каникулы «{line}» не разобраны: нужно вида «{EXAMPLE}».")
            continue
        grades = (int(typed[1]), int(typed[2] or typed[1])) if typed[1] else calendar.EVERYBODY
        if not calendar.GRADES[0] <= grades[0] <= grades[1] <= calendar.GRADES[-1]:
            told.append(f"Каникулы «{line}»: классы бывают с 1 по 11, по порядку.")
        found.append(Break(grades, _name(typed[5]), first, last))
    return tuple(found)


def _name(text: str) -> str:
    return one_line(text, limit=200, field="Название")


def _day(text: str) -> date | None:
    """«13.02.2027»; None when there is no such day."""
    day, month, year = map(int, text.split("."))
    return day_typed({"day": f"{year:04}-{month:02}-{day:02}"}, "day")


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
