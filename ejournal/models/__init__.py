"""What is stored: tables and named queries. Every module is imported, so that every table is known."""

from ejournal.models import (  # noqa: F401 - for the tables they define
    audit,
    calendars,
    curriculum,
    draft,
    journal,
    norms,
    people,
    plans,
    requests,
    sessions,
    settings,
    substitutions,
    timetable,
)
