"""Checks of the demo school: one for each month that is over, with its certificate (п. 4.2.2, 3.7)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ejournal.access import Actor, Role
from ejournal.demo.consents import BASE
from ejournal.documents import certificate as documents
from ejournal.documents.fingerprint import fingerprint
from ejournal.models import certificates as stored
from ejournal.models.certificates import Certificate
from ejournal.models.people import SchoolYear, duties_on
from ejournal.models.settings import school_settings
from ejournal.reports.certificates import page as report
from ejournal.reports.certificates.content import from_json, to_json
from ejournal.reports.certificates.known import recipients
from ejournal.reports.certificates.read import Span
from ejournal.services import certificates as deeds
from ejournal.services.certificates import Wanted, Words

BASIS = "план внутришкольного контроля"
DIRECTIONS = {9: "а", 10: "бв"}  # by month; in any other all of them
EVERYTHING = "абвгд"
MINUTE = timedelta(minutes=1)
SHOWN = timedelta(days=120)  # checks of older months would take longer to make than they are worth


def check(year: SchoolYear, month: date, today: date, now: datetime) -> None:
    """What the deputy does about a month (its first day) that is over, once; half of the teachers confirm."""
    duties = {who: role for who, role, *_ in duties_on(now.date())}
    deputy = next((who for who, role in duties.items() if role == Role.DEPUTY), None)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if month < today - SHOWN or deputy is None or stored.months_checked(month, last):
        return
    directions = DIRECTIONS.get(month.month, EVERYTHING)
    wanted = Wanted(month, last, "", None, directions, BASIS)
    by, school = Actor(deputy, Role.DEPUTY), school_settings()
    content, before, again = report.counted(year, Span(year, month, last, None, 0), directions, school, now)
    lines, advice = report.proposed(content, directions, again, school, now.date())
    deeds.begin(year, wanted, before, to_json(content), Words(lines, advice, again), by=by, now=now)
    begun = Certificate.select().order_by(Certificate.id.desc()).get()
    _issue(begun, year, by, now + MINUTE)
    for row in stored.recipients([begun.id])[::2]:
        confirms = Actor(row.person_id, Role(duties.get(row.person_id, Role.TEACHER)))
        deeds.confirm(begun, by=confirms, now=now + 2 * MINUTE)


def _issue(one: Certificate, year: SchoolYear, by: Actor, now: datetime) -> None:
    school, kept = school_settings(), report.newest(one)
    made = report.document(one, "", school, now)
    number, told = report.to_issue(one, made.title, year, now)
    made = report.document(one, f"№\u00a0{number}", school, now)
    seal = fingerprint(made)
    file = seal, documents.render(replace(made, link=f"{BASE}/q/{seal[:32]}"), now)
    sent = recipients(from_json(kept.content), one.author_id, now.date())
    deeds.issue(one, kept, number, told, file, sent, by=by, now=now)
