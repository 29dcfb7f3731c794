"""The director's order that appoints who answers for the journal: filled in, printed, signed (п. 4.1.3)."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.access import Actor, Role
from ejournal.models import people as stored
from ejournal.models.appointments import Appointment
from ejournal.models.people import Duty, SchoolYear
from ejournal.rules.movements import order_number
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services import people
from ejournal.services.deeds import create, deed, remove, revise

CLAUSE = "4.1.3"
ACT = 300  # signs
SIGNED = "Этот приказ уже подписан: его не меняют, составьте новый."


@dataclass(frozen=True)
class Wanted:
    """What the order says; `controller` is None when the director keeps the control.

    `relieves`: whoever was the administrator before is so no longer.
    """

    number: str
    act: str
    administrator: int
    technician: int
    checker: int
    controller: int | None
    relieves: bool


@deed("appointment.write", of="school_year", alone=True)
def write(year: SchoolYear, wanted: Wanted, seen: int, *, by: Actor, now: datetime) -> None:
    """п. 4.1.3: write the draft of the order; `seen` is the version that was on the page, 0 for none."""
    fields = {
        "number": order_number(wanted.number),
        "act": one_line(wanted.act, limit=ACT, field="Реквизиты Положения"),
        "administrator": wanted.administrator,
        "technician": wanted.technician,
        "checker": wanted.checker,
        "controller": wanted.controller,
        "relieves": wanted.relieves,
    }
    employed = {person for person, *_ in stored.staff(now.date())}
    named = {wanted.administrator, wanted.technician, wanted.checker} | {wanted.controller or wanted.checker}
    if not named <= employed:
        raise Refusal(CLAUSE, "Ответственных назначают из числа работников школы: выберите их из списка.")
    draft = Appointment.get_or_none((Appointment.year == year) & Appointment.signed_on.is_null())
    if (draft.version if draft else 0) != seen:
        raise Refusal("", "Приказ изменили в другом окне. Обновите страницу.", Way.RELOAD)
    if draft is None:
        create(Appointment, year=year, **fields)
    else:
        revise(draft, **fields)


@deed("appointment.sign", of="appointment", alone=True)
def sign(draft: Appointment, seen: int, sure: bool = False, *, by: Actor, now: datetime) -> None:
    """п. 4.1.3, 4.3.2: the order is signed on paper: from today its duties are in force.

    The technical specialist of the order before is relieved by it, former administrators when it says so:
    the day of the order is the last one of their duty, as of any duty that an order ends.
    `sure`: an administrator whom it relieves knows it.
    """
    today = now.date()
    if draft.signed_on is not None:
        raise Refusal(CLAUSE, SIGNED)
    if draft.version != seen:
        raise Refusal("", "Приказ изменили после того, как вы его открыли. Обновите страницу.", Way.RELOAD)
    if relieves(draft, by.person, now) and not sure:
        raise Refusal(CLAUSE, "По этому приказу вы перестанете быть администратором: подтвердите это.")
    _check_staff({draft.administrator_id, draft.technician_id, draft.checker_id, draft.controller_id}, now)
    _give(draft.administrator_id, Role.ADMINISTRATOR, draft.number, now)
    _give(draft.checker_id, Role.DEPUTY, draft.number, now)
    _give(draft.technician_id, Role.TECHNICIAN, draft.number, now)
    _relieve(Role.TECHNICIAN, draft.technician_id, draft.number, now)
    if draft.relieves:
        _relieve(Role.ADMINISTRATOR, draft.administrator_id, draft.number, now)
    revise(draft, signed_on=today)


def relieves(draft: Appointment, person: int | None, now: datetime) -> bool:
    """Whether by this order somebody who is the administrator now is so no longer."""
    if not draft.relieves or person is None or person == draft.administrator_id:
        return False
    return (Role.ADMINISTRATOR, None) in stored.duties(person, now.date())


def _check_staff(named: set[int | None], now: datetime) -> None:
    if not named - {None} <= {person for person, *_ in stored.staff(now.date())}:
        raise Refusal(CLAUSE, "Один из названных в приказе больше не работает: исправьте приказ.")


def _give(person: int, role: Role, order: str, now: datetime) -> None:
    today = now.date()
    if (role, None) not in stored.duties(person, today):
        people.give(person, role, "", order, today)


def _relieve(role: Role, person: int, order: str, now: datetime) -> None:
    """Nobody else has the duty after today."""
    today = now.date()
    others = (Duty.role == role) & (Duty.person != person)
    for duty in Duty.select().where(others & (Duty.valid_to.is_null() | (Duty.valid_to >= today))):
        if duty.valid_from > today:
            remove(duty)
        elif duty.valid_to != today:
            revise(duty, valid_to=today, ended_order=order)
