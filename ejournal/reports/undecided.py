"""п. 4.2.2д: lessons of absent teachers that nobody has decided about."""

from collections.abc import Collection
from datetime import date, datetime

from ejournal.documents.substitutions import Change, LogRow
from ejournal.models import substitutions as stored
from ejournal.models.stranded import missed as missed_of
from ejournal.models.stranded import stranded
from ejournal.models.substitutions import Given, Replacement, TeacherAbsence
from ejournal.models.timetable import places
from ejournal.models.written import with_attendance
from ejournal.reports.absent_names import called, with_order
from ejournal.rules.substitutions import REASONS, UNKNOWN
from ejournal.wording import date_numeric

UNDECIDED = "не решено, кто проводит"


def left(first: date, last: date, alone: Collection[Replacement]) -> list[tuple[TeacherAbsence, Given]]:
    """Lessons of a span with the absence of who was to give each; of those `alone` the substitute is away.

    A lesson whose attendance is written was given by its own teacher after all.
    """
    absences = stored.absent(first, last)
    given = missed_of(stored.given(first, last), alone) if absences else []
    missed = [
        (absence, one)
        for one in given
        for absence in absences
        if absence.person_id in one.teachers and absence.valid_from <= one.day <= absence.valid_to
    ]
    held = with_attendance([one.id for _, one in missed]) if missed else set()
    return [(absence, one) for absence, one in missed if one.id not in held]


def of_day(day: date, alone: Collection[Replacement]) -> list[tuple[TeacherAbsence, Given]]:
    """Those of a day that nobody has ever decided about."""
    decided = {row.lesson_id for row in alone}
    return [(absence, one) for absence, one in left(day, day, alone) if one.id not in decided]


def changes(day: date, alone: Collection[Replacement]) -> list[Change]:
    """The same for the sheet of the day's changes; a constant number of queries."""
    found = of_day(day, alone)
    pages = stored.pages({one.group for _, one in found}) if found else {}
    known = called((absence.person_id, day) for absence, _ in found)
    rooms = places([one.id for _, one in found]) if found else {}
    return [
        Change(
            lesson=one.number,
            group=pages[one.group].name,
            subject=pages[one.group].subject.name,
            absent=known.get((absence.person_id, day), ""),
            instead=UNKNOWN,
            room=rooms[one.id][0],
        )
        for absence, one in found
    ]


def lessons(first: date, last: date, now: datetime) -> list[tuple[tuple[date, int], LogRow]]:
    """Rows of the log, of lessons that are over, by day and number; a constant number of queries."""
    alone = stranded(first, last).values()
    found = [(absence, one) for absence, one in left(first, last, alone) if one.ends_at <= now]
    pages = stored.pages({one.group for _, one in found})
    known = called((absence.person_id, one.day) for absence, one in found)
    return [
        (
            (one.day, one.number),
            LogRow(
                number=0,
                day=date_numeric(one.day),
                lesson=one.number,
                group=pages[one.group].name,
                subject=pages[one.group].subject.name,
                absent=known.get((absence.person_id, one.day), ""),
                reason=with_order(REASONS[absence.reason], absence.order_number),
                substitute="",
                taught="",
                hours="",
                note=UNDECIDED,
            ),
        )
        for absence, one in found
    ]
