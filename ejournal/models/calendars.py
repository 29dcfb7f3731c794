"""The private link by which a teacher's own calendar reads the lessons."""

import re

from peewee import CharField, ForeignKeyField

from ejournal.db import Table
from ejournal.models.people import Person

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class CalendarFeed(Table):
    """A convenience: the link of one teacher. Its token opens the own lessons alone, and is shown to its
    owner again and again; hence it is kept as it is."""

    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", unique=True, backref="+")
    token = CharField(max_length=43, unique=True)


def feed_of(person: int) -> CalendarFeed | None:
    found: CalendarFeed | None = CalendarFeed.get_or_none(CalendarFeed.person == person)
    return found


def feed_by(token: str) -> CalendarFeed | None:
    """The link with this token; None for a text that can be none."""
    if not TOKEN.fullmatch(token):
        return None
    found: CalendarFeed | None = CalendarFeed.get_or_none(CalendarFeed.token == token)
    return found
