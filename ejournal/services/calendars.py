"""The private link of a teacher's calendar: made, replaced and withdrawn by its owner (п. 4.2.1)."""

import secrets
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.calendars import CalendarFeed
from ejournal.services.deeds import deed

TOKEN_BYTES = 32


@deed("calendar.make", of="person", alone=True)
def make(person: int, *, by: Actor, now: datetime) -> None:
    """Make the link; one that was there opens nothing from now on."""
    CalendarFeed.delete().where(CalendarFeed.person == person).execute()
    CalendarFeed.create(person=person, token=secrets.token_urlsafe(TOKEN_BYTES))


@deed("calendar.withdraw", of="person", alone=True)
def withdraw(person: int, *, by: Actor, now: datetime) -> None:
    """Withdraw the link."""
    CalendarFeed.delete().where(CalendarFeed.person == person).execute()
