"""The school's settings, each with its history."""

import json
import re
from datetime import date, datetime
from typing import Any, NoReturn

from ejournal.access import Actor
from ejournal.models.settings import TITLES, SchoolSettings, Setting, forget
from ejournal.rules.least_marks import read_steps
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, deed, revise

# The least and the greatest value of a number.
BOUNDS = {
    "school_week": (5, 6),
    "sheet_day": (1, 7),
    "sheet_overdue_days": (1, 31),
    "year_weeks": (1, 52),
    "year_weeks_first": (1, 52),
    "entry_minutes": (0, 120),
    "missed_day_lessons": (0, 8),
    "long_absence_days": (1, 30),
    "long_absence_percent": (1, 100),
    "missed_week_percent": (1, 100),
    "remote_open_days": (1, 7),
    "marks_per_quarter": (0, 20),
    "marks_per_half": (0, 40),
    "check_lesson_marks": (1, 10),
    "check_without_mark": (1, 30),
    "check_next_lessons": (1, 10),
    "check_controls_day": (1, 5),
    "check_controls_week": (1, 20),
    "check_absent_days": (1, 30),
    "certificate_good": (1, 100),
    "certificate_fair": (0, 100),
    "certificate_settled_days": (0, 60),
    "certificate_days": (1, 60),
    "term_five": (400, 500),
    "term_four": (300, 400),
    "term_three": (200, 300),
    "term_tolerance": (0, 50),
    "term_absence": (0, 100),
    "term_open_days": (0, 60),
    "term_deadline_days": (0, 30),
    "forecast_days": (0, 120),
    "final_days": (0, 120),
    "staff_session_hours": (1, 24),
    "problem_days": (1, 30),
    "watch_facts": (20, 100_000),
    "watch_from": (0, 12),
    "watch_until": (13, 24),
    "family_session_hours": (1, 24 * 31),
}
REQUIRED = {"school_name"}
STEPS = {"marks_quarter_hours", "marks_half_hours", "home_hours"}
TEXT_LIMIT = 300
GRADES = re.compile(r"(([1-9]|1[01])(, *([1-9]|1[01]))*)?")


@deed("settings.change", of="setting")
def change(values: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """п. 4.3.1: set the named settings; an unknown name or a bad value changes nothing, and all are told."""
    for name, stored in _all_checked(values).items():
        known: Setting | None = Setting.get_or_none(Setting.name == name)
        if known is None:
            create(Setting, name=name, value=stored)
        else:
            revise(known, value=stored)
    forget()


def _all_checked(values: dict[str, Any]) -> dict[str, str]:
    """The values as JSON."""
    found, told = {}, []
    for name, value in values.items():
        try:
            found[name] = json.dumps(_checked(name, value), ensure_ascii=False)
        except Refusal as refusal:
            told.append(refusal.message)
    if told:
        raise Refusal("4.3.1", " ".join(told))
    return found


def _checked(name: str, value: Any) -> Any:
    """The value as it is stored; its kind is that of the default."""
    if name not in TITLES:
        raise Refusal("4.3.1", f"Настройки «{name}» нет.")
    default = getattr(SchoolSettings(), name)
    if isinstance(default, bool):
        return value if isinstance(value, bool) else _wrong(name, "нужно «да» или «нет»")
    if isinstance(default, int):
        return _number(name, value)
    if isinstance(default, str):
        return _text(name, value)
    return _day(name, value)


def _number(name: str, value: Any) -> int:
    least, greatest = BOUNDS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= greatest:
        _wrong(name, f"нужно число от {least} до {greatest}")
    return int(value)


def _text(name: str, value: Any) -> str:
    text = one_line(value, limit=TEXT_LIMIT, field=TITLES[name]) if isinstance(value, str) else None
    if text is None or (name in REQUIRED and not text):
        _wrong(name, "нужен текст")
    if name in STEPS:
        read_steps(text or "")
    if name == "exam_grades" and not GRADES.fullmatch(text or ""):
        _wrong(name, "нужны номера классов через запятую, например «9, 11»")
    return text or ""


def _day(name: str, value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else _wrong(name, "нужна дата")


def _wrong(name: str, what: str) -> NoReturn:
    raise Refusal("4.3.1", f"Настройка «{TITLES[name]}»: {what}.")
