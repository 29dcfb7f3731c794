"""Weekly sheets of the demo school: printed and given on the Monday after the week (п. 4.4.5, 4.6.6)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from ejournal.access import Actor, Role
from ejournal.demo.consents import BASE
from ejournal.documents import weekly as documents
from ejournal.documents.fingerprint import fingerprint
from ejournal.models import weekly as stored
from ejournal.models.people import ClassYear, SchoolYear, duties_on
from ejournal.models.settings import school_settings
from ejournal.models.timetable import teaching_days
from ejournal.reports import weekly as report
from ejournal.reports import weekly_ledger
from ejournal.reports.on_paper import on_paper
from ejournal.reports.papers import next_number
from ejournal.services import weekly as deeds
from ejournal.services.papers import Printed

WEEK, DAY, MINUTE = timedelta(days=7), timedelta(days=1), timedelta(minutes=1)
SHOWN = 4 * WEEK  # the sheets of older weeks would take longer to make than they are worth
FORGETFUL, FORGOTTEN = 11, 2 * WEEK  # the grade whose class teacher is behind, and by how long


def give(year: SchoolYear, monday: date, today: date, now: datetime) -> None:
    """What class teachers do with the sheets of a week, two minutes a class; once."""
    classes = list(ClassYear.select().where(ClassYear.year == year).order_by(ClassYear.grade))
    taught = {
        cohort for cohort, _ in teaching_days([own.cohort_id for own in classes], monday, monday + WEEK - DAY)
    }
    for own in classes if monday + WEEK > today - SHOWN else ():
        behind = own.grade == FORGETFUL and monday + WEEK > today - FORGOTTEN
        if own.cohort_id in taught and not behind and not stored.sheets(own.cohort_id, monday):
            _give(own, monday, now)
            now += 2 * MINUTE


def _give(own: ClassYear, monday: date, now: datetime) -> None:
    cohort, school = own.cohort_id, school_settings()
    pupils = on_paper([cohort], school, now.date())[cohort]
    tokens = {pupil: _token(pupil, monday) for pupil, paper in pupils.items() if paper.guardians}
    leads = (Role.CLASS_TEACHER, cohort)
    leader = next((who for who, role, of, *_ in duties_on(now.date()) if (role, of) == leads), None)
    if not tokens or leader is None:
        return
    by = Actor(leader, Role.CLASS_TEACHER)
    weeks = report.weeks_of(tokens, monday, now)
    made = report.sheets_of(own, tokens, weeks, school, BASE, now)
    told = weekly_ledger.paper_of(cohort, monday, weeks, made)
    number, words = next_number(told.kind, now)
    printed = Printed(told, number, fingerprint(made), documents.render(replace(made, number=words), now))
    deeds.print_sheets(cohort, monday, tokens, printed, by=by, now=now)
    given = [row.id for row in stored.sheets(cohort, monday)]
    deeds.hand(cohort, monday, given, "child", now.date(), by=by, now=now + MINUTE)


def _token(pupil: int, monday: date) -> str:
    """In the demo it need be no secret."""
    return sha256(f"{pupil} {monday}".encode()).hexdigest()[:32]
