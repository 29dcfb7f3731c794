"""Lessons that are over, not written, and that nobody who is at school can write (п. 2.12, 4.5.2)."""

from datetime import date, datetime, timedelta
from typing import Any

from ejournal.db import in_force
from ejournal.models import lesson_texts
from ejournal.models.journal import roll_calls
from ejournal.models.people import Employment
from ejournal.models.substitutions import Given, absent, given

OWED_DAYS = 28  # older ones belong to the check of the journal


def orphaned(now: datetime) -> list[Given]:
    """п. 2.12: lessons of four weeks that lack something and whose teachers are away or gone, in order."""
    today = now.date()
    here = at_school(today)
    past = given(today - timedelta(days=OWED_DAYS), today - timedelta(days=1))
    left = [one for one in past if not one.teachers & here]
    ids = [one.id for one in left]
    held, texts = roll_calls(ids), lesson_texts.texts(ids)
    written = {place for place, text in texts.items() if not text.draft}
    return [
        one for one in left if one.id not in held or not {(one.id, "topic"), (one.id, "homework")} <= written
    ]


def at_school(day: date) -> set[int]:
    """Everybody who works here on a day and is not absent."""
    query: Any = Employment.select(Employment.person).where(in_force(Employment, day)).tuples()
    return {row[0] for row in query} - {away.person_id for away in absent(day, day)}
