"""What was typed into the forms of movements (п. 2.1, 4.3.2)."""

import re
from collections.abc import Mapping
from datetime import date

from ejournal.rules.movements import SURE, Order
from ejournal.rules.refusal import Reason, Refusal
from ejournal.rules.snils import normalise
from ejournal.services.movements import Place
from ejournal.services.newcomers import FullName, Newcomer, full_name_of, sex_of
from ejournal.views.here import day_typed, number_of

OLDEST = 1900  # year of birth
GROUP = "group-"  # beginning of the names of fields with a group of a divided subject
Form = Mapping[str, str]


def order(form: Form) -> Order:
    """The order, its day, and whether it may be of the past."""
    return Order(form.get("order", ""), day(form), "sure" in form)


def day(form: Form) -> date:
    """The day from which a movement holds."""
    found = day_typed(form, "day")
    if found is None:
        raise Refusal("4.3.2", "Укажите день, с которого это действует.")
    return found


def is_told(form: Form, reason: Reason | None) -> bool:
    """Whether the form asks if a past day is meant: once it was told what that touches, and not before."""
    return "sure" in form or (reason is not None and SURE in reason.message)


def is_far(chosen: str, title: str) -> bool:
    """Whether the class that was chosen is of another grade than that of now: then the form asks again."""
    return bool(chosen) and re.sub(r"\D", "", chosen) != re.sub(r"\D", "", title)


def place(form: Form) -> Place:
    """The class and the groups that were chosen."""
    groups = {number_of(value) for name, value in form.items() if name.startswith(GROUP)}
    return Place(form.get("class", ""), frozenset(groups), "far" in form)


def name(form: Form) -> FullName:
    """Surname, name and patronymic."""
    return full_name_of(form.get("surname", ""), form.get("name", ""), form.get("patronymic", ""))


def newcomer(form: Form, today: date) -> Newcomer:
    """Whoever arrives; the sex may be left to the patronymic."""
    called, born, snils = name(form), _day(form.get("birth_date", "")), form.get("snils", "").strip()
    if born is None or born.year < OLDEST or born > today:
        raise Refusal("4.4.1", "Укажите дату рождения: по ней и имени узнают человека, который уже был.")
    sex = sex_of(form.get("sex", ""), called.patronymic)
    return Newcomer(called, sex, born, normalise(snils) if snils else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
