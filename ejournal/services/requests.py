"""Requests to the deputy: what a dropped line brought too late is refused, and not lost."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.db import on_postgres
from ejournal.models.requests import LateLine, LateRequest, kept_tickets, lock_author
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import clean
from ejournal.services.deeds import create, deed

MOST_LINES = 500
VALUE_LIMIT = 4000


class Late(NamedTuple):
    """One refused value; the fields are those of models.requests.LateLine."""

    ticket: str
    lesson: int
    pupil: int | None
    field: str
    value: str
    typed_at: datetime | None
    arrived_at: datetime
    clause: str
    sentence: str


@deed("requests.keep", of="late_request")
def keep(lines: Sequence[Late], *, by: Actor, now: datetime) -> None:
    """п. 4.5.4: what arrived too late becomes one request to the deputy; nothing is written to the journal.

    A line whose ticket is kept already is left out: nothing becomes two requests.
    """
    if not lines:
        raise Refusal("", "Передавать нечего: в обращении нет ни одной записи.")
    if len(lines) > MOST_LINES:
        raise Refusal("", f"В одном обращении не больше {MOST_LINES} записей: передайте остальное другим.")
    assert by.person is not None, "a request has an author"
    if on_postgres():
        lock_author(by.person)
    known = kept_tickets({line.ticket for line in lines})
    fresh = [line for line in lines if line.ticket not in known]
    if fresh:
        request = create(LateRequest, author=by.person, made_at=now)
        for line in fresh:
            values = line._asdict() | {"value": clean(line.value, limit=VALUE_LIMIT, field="Запись")}
            create(LateLine, request=request, **values)
