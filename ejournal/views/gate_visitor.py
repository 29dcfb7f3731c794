"""Whoever a session belongs to, with the rights of this moment: what the gate judges by."""

from datetime import datetime

from ejournal.access import Child, Duty, Role, Visitor
from ejournal.models import people
from ejournal.models.sessions import person_of_session
from ejournal.models.settings import school_settings
from ejournal.models.signers import children, consents_for
from ejournal.rules.informing import Choice, diary_open, own_diary_open
from ejournal.wording import initials_first


def make_visitor(token_hash: str, wall_now: datetime, now: datetime) -> Visitor | None:
    """The person of a live session with the duties, enrolment and children of today."""
    today = now.date()
    found = person_of_session(token_hash, wall_now, today)
    if found is None:
        return None
    person = found.person
    own = children(person, today)
    names = people.names([child for child, _ in own], today) if own else {}
    known = school_settings()
    days = known.electronic_since, known.consents_since
    held = [Duty(Role(role), cohort) for role, cohort in people.duties(person, today)]
    own_open = True
    if found.enrolled:
        held.append(Duty(Role.PUPIL))
        own_open = own_diary_open(consents_for(person, today), known.consents_since, today)
    return Visitor(
        person=person,
        name=initials_first(*found.name) if found.name else "",
        session=found.session,
        own_requests=bool(found.own_requests),
        any_requests=bool(found.any_requests),
        own_open=own_open,
        duties=tuple(held),
        children=tuple(
            Child(child, names[child].name, diary_open(Choice(*form), *days, today))
            for child, form in own
            if child in names
        ),
    )
