"""How people and orders are named in papers about absences and substitutions."""

from collections.abc import Iterable
from datetime import date

from ejournal.models import substitutions as stored
from ejournal.models.people import names_on_days
from ejournal.wording import short_name


def called(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """«Орлов О.П.» of each of these people on each of these days; before any name the first one."""
    wanted = set(asked)
    known = names_on_days(wanted)
    nameless = {person for person, day in wanted if (person, day) not in known}
    first = stored.first_names(nameless) if nameless else {}
    found = {(person, day): known.get((person, day)) or first.get(person) for person, day in wanted}
    return {key: short_name(*name) for key, name in found.items() if name}


def with_order(text: str, order: str) -> str:
    return f"{text}, приказ {order}" if order else text
