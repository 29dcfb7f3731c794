"""п. 4.2.2д: lessons of absent teachers that are over and that nobody has decided about."""

from datetime import date, datetime

from ejournal.documents.substitutions import LogRow
from ejournal.models import substitutions as stored
from ejournal.models.stranded import missed as missed_of
from ejournal.models.stranded import stranded
from ejournal.models.written import with_attendance
from ejournal.reports.absent_names import called, with_order
from ejournal.rules.substitutions import REASONS
from ejournal.wording import date_numeric

UNDECIDED = "не решено, кто проводит"


def lessons(first: date, last: date, now: datetime) -> list[tuple[tuple[date, int], LogRow]]:
    """Rows of the log by day and number of the lesson; a constant number of queries.

    A lesson whose attendance is written was given by its own teacher after all.
    """
    absences = stored.absent(first, last)
    given = stored.given(first, last) if absences else []
    given = missed_of(given, stranded(first, last).values()) if absences else []
    missed = [
        (absence, one)
        for one in given
        for absence in absences
        if absence.person_id in one.teachers
        and absence.valid_from <= one.day <= absence.valid_to
        and one.ends_at <= now
    ]
    held = with_attendance([one.id for _, one in missed]) if missed else set()
    left = [(absence, one) for absence, one in missed if one.id not in held]
    pages = stored.pages({one.group for _, one in left})
    known = called((absence.person_id, one.day) for absence, one in left)
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
        for absence, one in left
    ]
