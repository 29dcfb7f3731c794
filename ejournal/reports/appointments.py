"""The orders that appoint who answers for the journal, and their papers (п. 4.1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.documents.appointment import AppointmentOrder, Leader, Reader
from ejournal.models import appointments, people
from ejournal.models.appointments import Appointment
from ejournal.models.people import Duty, SchoolYear
from ejournal.models.settings import SchoolSettings
from ejournal.reports.roll import roll_key
from ejournal.wording import class_name, initials_first, short_name

OWN_CONTROL = "оставляю за собой"
Held = tuple[int, str, int | None, str, date]  # person, role, class, order, first day of a duty


@dataclass(frozen=True)
class Employee:
    """Somebody to choose from; `told` is «Иванова А.П., учитель»."""

    id: int
    told: str


@dataclass(frozen=True)
class SignedOrder:
    """An order in force or past."""

    id: int
    number: str
    signed_on: date
    administrator: str
    technician: str


@dataclass(frozen=True)
class AppointmentsPage:
    """The draft as fields of a form (`draft` is its number, 0 for none), and the signed orders.

    `administrators` are those of today; `released`: whom the draft relieves of that duty.
    """

    year: str
    draft: int
    version: int
    fields: dict[str, str]
    staff: Sequence[Employee]
    signed: tuple[SignedOrder, ...]
    administrators: str
    released: str


def page(year: SchoolYear, today: date) -> AppointmentsPage:
    """п. 4.1.3: constant in queries."""
    found = appointments.of_year(year)
    draft = next((one for one in found if one.signed_on is None), None)
    told = _staff(today)
    held = people.duties_on(today)
    return AppointmentsPage(
        year=year.name,
        draft=draft.id if draft else 0,
        version=draft.version if draft else 0,
        fields=_fields(draft, held),
        staff=[Employee(person, text) for person, text in told.items()],
        signed=tuple(
            SignedOrder(
                one.id,
                one.number,
                one.signed_on,
                told.get(one.administrator_id, "—"),
                told.get(one.technician_id, "—"),
            )
            for one in found
            if one.signed_on is not None
        ),
        administrators=_people(_holding("administrator", held), told),
        released=_people(_released(draft, held), told) if draft else "",
    )


def _holding(role: str, held: Sequence[Held]) -> list[int]:
    return [person for person, has, *_ in held if has == role]


def _released(order: Appointment, held: Sequence[Held]) -> list[int]:
    """The administrators whom a draft relieves."""
    if not order.relieves:
        return []
    return [person for person in _holding("administrator", held) if person != order.administrator_id]


def _ended(order: Appointment, role: str) -> list[int]:
    """Whom a signed order has relieved of a duty."""
    ended = (Duty.role == role) & (Duty.ended_order == order.number) & (Duty.valid_to == order.signed_on)
    return [duty.person_id for duty in Duty.select().where(ended).order_by(Duty.id)]


def _people(found: Sequence[int], told: dict[int, str]) -> str:
    return "; ".join(told.get(person, "—") for person in dict.fromkeys(found))


def _fields(draft: Appointment | None, duties: Sequence[Held]) -> dict[str, str]:
    """The draft, else who holds these duties today."""
    if draft is not None:
        return {
            "number": draft.number,
            "act": draft.act,
            "administrator": str(draft.administrator_id),
            "technician": str(draft.technician_id),
            "checker": str(draft.checker_id),
            "controller": str(draft.controller_id or ""),
            "relieves": "yes" if draft.relieves else "",
        }
    held = {role: str(person) for person, role, *_ in reversed(duties)}
    named = {"administrator": held.get("administrator", ""), "checker": held.get("deputy", "")}
    named["technician"] = held.get("technician", "")
    return named | {"relieves": "yes"}


def _staff(today: date) -> dict[int, str]:
    """«Иванова А.П., учитель» of everybody employed, in the order of the roll."""
    rows = people.staff(today)
    known = people.names({row[0] for row in rows}, today)
    positions: dict[int, str] = {}
    for person, _, _, position, _ in rows:
        positions.setdefault(person, position)
    order = sorted(known, key=lambda person: roll_key(known[person]))
    return {person: f"{short_name(*known[person])}, {_lower(positions[person])}" for person in order}


def _lower(position: str) -> str:
    return position[:1].lower() + position[1:]


def paper(order: Appointment, school: SchoolSettings, today: date) -> AppointmentOrder:
    """п. 4.1.3: the order as it stands on paper; who is named is called as on its day."""
    day = order.signed_on or today
    told = _staff(day)
    year: SchoolYear = SchoolYear.get_by_id(order.year_id)  # type: ignore[attr-defined]  # peewee's own name
    held = people.duties_on(day)
    directors = _holding("director", held)
    if order.signed_on:
        released, former = _ended(order, "administrator"), _ended(order, "technician")
    else:
        released, former = _released(order, held), _holding("technician", held)
    called = people.names(directors, day)
    control = f"возлагаю на: {told.get(order.controller_id, '—')}" if order.controller_id else OWN_CONTROL
    return AppointmentOrder(
        school=school.school_full_name or school.school_name,
        place=school.school_place,
        number=order.number,
        year=year.name,
        act=order.act,
        administrator=told.get(order.administrator_id, "—"),
        released=_people(released, told),
        technician=told.get(order.technician_id, "—"),
        former_technician=_people([person for person in former if person != order.technician_id], told),
        checker=told.get(order.checker_id, "—"),
        control=control,
        director=initials_first(*called[directors[0]]) if directors and directors[0] in called else "",
        leaders=_leaders(max(day, year.valid_from), told),
        readers=_readers({person: text for person, text in told.items() if person not in directors}),
    )


def _leaders(day: date, told: dict[int, str]) -> tuple[Leader, ...]:
    classes = people.class_names(day)
    led = {cohort: person for person, role, cohort, *_ in people.duties_on(day) if cohort and role}
    rows = [(class_name(*classes[cohort]), led[cohort]) for cohort in classes if cohort in led]
    return tuple(
        Leader(number, name, told.get(person, "—").partition(",")[0])
        for number, (name, person) in enumerate(rows, start=1)
    )


def _readers(told: dict[int, str]) -> tuple[Reader, ...]:
    found = [text.partition(", ") for text in told.values()]
    return tuple(Reader(number, name, position) for number, (name, _, position) in enumerate(found, start=1))
