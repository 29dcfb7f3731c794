"""п. 4.6.4: which data a family tells of, whose they are, and by when the school puts them right."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from ejournal.rules.days import working_days_after
from ejournal.rules.refusal import Refusal

CLAUSE = "4.6.4"
WORKING_DAYS = 7  # 152-ФЗ, ст. 21: inaccurate data are put right in so many days from the notice
OTHER = "other"
LATEST = timedelta(days=60)  # how far ahead a change may be told of


class Kind(NamedTuple):
    """A kind of data: `field` is that of the card, "" for what the administrator changes by a document.

    `title` is what the parent reads who tells, `told` what the school reads; `own`: of that parent.
    """

    title: str
    told: str
    own: bool
    field: str


KINDS = {
    "address": Kind("Адрес ребёнка", "Адрес ребёнка", False, "address"),
    "phone": Kind("Телефон ребёнка", "Телефон ребёнка", False, "phone"),
    "own_phone": Kind("Ваш телефон", "Телефон родителя", True, "phone"),
    "own_email": Kind("Ваша электронная почта", "Электронная почта родителя", True, "email"),
    "own_address": Kind("Ваш адрес", "Адрес родителя", True, "address"),
    OTHER: Kind("Другое: фамилия, документ, законный представитель", "Другое", False, ""),
}


def due(told: date) -> date:
    """The last of seven working days after the day of the notice; holidays only make it later."""
    return working_days_after(told, WORKING_DAYS)


def check_since(since: date | None, today: date) -> date:
    """The day from which the new data hold. Refusal: none, or too far ahead."""
    if since is None:
        raise Refusal(CLAUSE, "Укажите, с какого дня действуют новые сведения.")
    if since > today + LATEST:
        raise Refusal(CLAUSE, "Этот день слишком далеко: сообщите об изменении ближе к нему.")
    return since


def for_administrator(kinds: Collection[str]) -> bool:
    """Whether what is told is changed by a document, and so by the administrator alone (п. 4.3.2)."""
    return OTHER in kinds


def stored(card: object, kind: str) -> str:
    """What a card (a row of a person) says of a kind today; "" when nothing, or when no card keeps it."""
    return (getattr(card, KINDS[kind].field) or "") if KINDS[kind].field else ""
