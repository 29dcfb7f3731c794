"""«Что осталось»: all that a teacher has left to do on all pages, the oldest deadline first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal.models import readiness, weeks
from ejournal.models.curriculum import Group, Subject
from ejournal.models.openings import opened, slot_of
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.reports.checks import found as reading
from ejournal.reports.checks import marked
from ejournal.reports.checks.asked import Asked, Found
from ejournal.reports.checks.places import Finding, findings, owners_of
from ejournal.rules.checks import TODO


@dataclass(frozen=True)
class Left:
    """What can be done now; what lies in a closed week or is past the deadline of its work takes a memo."""

    open: tuple[Finding, ...]
    late: tuple[Finding, ...]


def left(year: SchoolYear, teacher: int, now: datetime) -> Left:
    """п. 4.5.2, 4.5.3, 4.5.4: of the whole year, each with the place to fill; constant in queries."""
    asked, found = _found(year, teacher, now)
    shut = _closed([one.lesson for one in found if one.lesson], now.date())
    owners = owners_of(asked)
    over = [one for one in found if one.lesson in shut or (one.due and one.due < now.date())]
    ways = [[one for one in found if one not in over], over]
    free, memo = (tuple(sorted(findings(asked, way, owners), key=_order)) for way in ways)
    return Left(free, memo)


def _order(one: Finding) -> tuple[date, str]:
    return one.due, one.text


def _found(year: SchoolYear, teacher: int, now: datetime) -> tuple[Asked, list[Found]]:
    whole = reading.ask(year, None, year.valid_from, now.date(), now)
    own = readiness.pages_of_teacher(year, teacher)
    pages = [page for page in whole.pages if page.group in own]
    scope = whole.scope._replace(groups={page.group for page in pages})
    asked = whole._replace(pages=pages, scope=scope)
    owners = owners_of(asked)
    found = [*reading.look(asked, set(TODO) - {"works"}), *marked.unmarked_yet(asked)]
    return asked, [one for one in found if teacher in owners(one)]


def _closed(lessons: Collection[int], today: date) -> set[int]:
    """Those of these lessons whose week is closed and which nobody has opened again."""
    if not lessons:
        return set()
    query: Any = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject)
    found = list(query.where(Lesson.id.in_(set(lessons))))
    return weeks.closed(found) - opened([slot_of(lesson) for lesson in found], today).keys()
