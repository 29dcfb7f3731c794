"""The lessons of a teacher as a calendar that telephones subscribe to (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class CalendarLesson:
    """A lesson; `key` is the same as long as it is the same lesson. Nothing about pupils."""

    key: str
    title: str
    place: str
    starts: datetime
    ends: datetime


def render(name: str, lessons: tuple[CalendarLesson, ...], made: datetime) -> bytes:
    """The calendar made at that moment; moments are in UTC, which every program understands."""
    calendar = Calendar()
    calendar.add("prodid", "-//ejournal//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for lesson in lessons:
        event = Event()
        event.add("uid", f"{lesson.key}@ejournal")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", lesson.starts.astimezone(UTC))
        event.add("dtend", lesson.ends.astimezone(UTC))
        event.add("summary", lesson.title)
        if lesson.place:
            event.add("location", lesson.place)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
