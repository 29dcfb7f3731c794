"""The gate of cards: people and classes come only with the right to them (п. 4.3.2, 4.4.1)."""

from typing import Any

from ejournal import access
from ejournal.access import Actor, Page, Right, Role
from ejournal.models import cards
from ejournal.models.appointments import Appointment
from ejournal.models.curriculum import Group
from ejournal.models.curriculum import group as group_of
from ejournal.models.groups import BY_HAND
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import Cohort, Duty, Guardianship, Person, SchoolYear, year_of_work
from ejournal.models.settings import SECTIONS, UNNAMED
from ejournal.rules.refusal import Refusal
from ejournal.services.appointments import relieves
from ejournal.services.deeds import done_before
from ejournal.views.gate import duty_to, forbid, hide, note, school, visitor
from ejournal.views.here import school_now

Led = frozenset[int] | None  # classes whose people may be seen; None is everybody


def person_of_card(card: int, right: Right = Right.SEE_CARD) -> tuple[Person, Role]:
    """п. 4.4.1: a person within reach, else 404; who may read the card but not do this gets 403. Logged."""
    found: Person | None = Person.get_or_none(Person.id == card)
    around = Page(cards.classes_around(card, school_now().date())) if found else Page()
    reading = access.duty_for_page(visitor(), Right.SEE_CARD, around)
    if found is None or reading is None:
        hide(card)
    duty = access.duty_for_page(visitor(), right, around) or forbid(card)
    note("read", duty, card)
    return found, duty


def class_to_see(cohort_id: int) -> Cohort:
    """п. 4.4.1: a class whose list the visitor may read, else 404; the reading is logged."""
    found: Cohort | None = Cohort.get_or_none(Cohort.id == cohort_id)
    duty = access.duty_for_page(visitor(), Right.SEE_CARD, Page(frozenset({cohort_id})))
    if found is None or duty is None:
        hide(cohort_id)
    note("read", duty, cohort_id)
    return found


def classes_seen() -> Led:
    """The classes whose people the visitor may see; None of all."""
    if access.duty_for(visitor(), Right.SEE_CARD):
        return None
    return frozenset(duty.cohort for duty in visitor().duties if duty.cohort)


def keeps_contacts(person: int) -> bool:
    """Whether the visitor may change how this person is reached."""
    around = Page(cards.classes_around(person, school_now().date()))
    return access.duty_for_page(visitor(), Right.KEEP_CONTACTS, around) is not None


def pupil_of_card(card: int) -> tuple[Person, Role]:
    """п. 4.4.1: somebody who is or was a pupil, whose guardians the visitor keeps, else 404."""
    found, duty = person_of_card(card, Right.KEEP_CONTACTS)
    return (found if cards.stays([found.id]) else hide(card)), duty


def pupil_with_statements(card: int) -> tuple[Person, Role]:
    """п. 2.1: somebody who is or was a pupil, whose statements of other organisations the visitor records."""
    found, duty = person_of_card(card, Right.RECORD_OUTSIDE)
    return (found if cards.stays([found.id]) else hide(card)), duty


def pupil_to_grade(card: int) -> tuple[Person, Role]:
    """п. 4.5.4: somebody who is or was a pupil, for whom the visitor decides how marks are given."""
    found, duty = person_of_card(card, Right.KEEP_GRADING)
    return (found if cards.stays([found.id]) else hide(card)), duty


def page_to_grade(number: int) -> tuple[Group, Role]:
    """п. 4.5.4: a page for which the visitor decides how marks are given, else 404."""
    duty = duty_to(Right.KEEP_GRADING)
    return group_of(number) or hide(number), duty


def statement_of(pupil: Person, number: int) -> OutsideStatement:
    """A statement of this pupil, else 404."""
    mine = (OutsideStatement.id == number) & (OutsideStatement.pupil == pupil)
    found: OutsideStatement | None = OutsideStatement.get_or_none(mine)
    return found or hide(number)


def sent_before(by: Actor) -> bool:
    """Whether this very form has done its deed: what it removed is gone, and that is no mistake."""
    return done_before([by.request])


def duty_of(person: Person, number: int) -> Duty:
    """п. 4.3.2: a duty of this person, else 404."""
    found: Duty | None = Duty.get_or_none((Duty.id == number) & (Duty.person == person))
    return found or hide(number)


def guardianship_of(child: Person, number: int) -> Guardianship:
    """п. 4.4.1: that somebody answers for this child, else 404."""
    mine = (Guardianship.id == number) & (Guardianship.child == child)
    found: Guardianship | None = Guardianship.get_or_none(mine)
    return found or hide(number)


def page_to_hand_over(number: int) -> tuple[Group, Role]:
    """п. 4.2.1: a page whose teachers the visitor may change, else 404."""
    duty = duty_to(Right.KEEP_TEACHERS)
    return group_of(number) or hide(number), duty


def group_to_keep(number: int) -> tuple[Group, Role]:
    """п. 2.1: a group of no class as a whole, of the year of work, else 404; the reading is logged."""
    duty = duty_to(Right.KEEP_GROUPS)
    found, year = group_of(number), year_of_work(school_now().date())
    if found is None or found.kind not in BY_HAND or year is None or found.year_id != year.id:
        hide(number)
    note("read", duty, number)
    return found, duty


def year_to_appoint(right: Right) -> tuple[SchoolYear, Role]:
    """п. 4.1.3: the year of work for an order; a refusal when none is open."""
    duty = duty_to(right)
    found = year_of_work(school_now().date())
    if found is None:
        raise Refusal("4.1.3", "Учебный год ещё не открыт: откройте его на странице «Подготовка».")
    return found, duty


def appointment(number: int, right: Right) -> tuple[Appointment, Role]:
    """п. 4.1.3: an order that appoints, else 404."""
    duty = duty_to(right)
    found: Appointment | None = Appointment.get_or_none(Appointment.id == number)
    return found or hide(number), duty


def relieved_by(order_id: int) -> bool:
    """п. 4.1.3: whether the visitor is an administrator who is so no longer by this order."""
    found: Appointment | None = Appointment.get_or_none(Appointment.id == order_id)
    return found is not None and relieves(found, visitor().person, school_now())


def settings_to_read() -> dict[str, list[tuple[str, str, Any]]]:
    """п. 4.3.1: by section, every setting of the school: name, Russian title, value in force."""
    return {
        section: [(name, title, _in_force(name)) for name, title in titles.items()]
        for section, titles in SECTIONS.items()
    }


def _in_force(name: str) -> Any:
    value = getattr(school(), name)
    return "" if value == UNNAMED else value


def person_to_manage(person_id: int) -> Person:
    """п. 4.3.2: a person whose sessions the administrator may end."""
    found: Person | None = Person.get_or_none(Person.id == person_id)
    return found or hide(person_id)
