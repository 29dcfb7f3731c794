"""The gate of cards: people and classes come only with the right to them (п. 4.3.2, 4.4.1)."""

from ejournal import access
from ejournal.access import Page, Right, Role
from ejournal.models import cards
from ejournal.models.people import Cohort, Person
from ejournal.views.gate import forbid, hide, note, visitor
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
