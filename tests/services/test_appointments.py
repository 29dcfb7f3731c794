"""п. 4.1.3: the order that appoints who answers for the journal takes effect when it is signed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal import access
from ejournal.access import Actor, Right, Role, Visitor
from ejournal.models.appointments import Appointment, technician
from ejournal.models.people import Duty, Employment, Person, SchoolYear, duties
from ejournal.models.settings import SchoolSettings
from ejournal.reports.appointments import paper
from ejournal.reports.cards import card
from ejournal.rules.refusal import Way
from ejournal.services import appointments
from ejournal.services.appointments import Wanted
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("4.1.3")

NOW = at("12:00")
TUESDAY = MONDAY + timedelta(days=1)
NUMBER = "№ 61 от 23.11.2026"


def igor(school: School) -> Actor:
    return school.actor("igor", Role.DIRECTOR)


def wanted(school: School) -> Wanted:
    return Wanted(NUMBER, "", school["dina"], school["oleg"], school["marina"], None, relieves=True)


def write(school: School, seen: int = 0, **changed: object) -> Appointment:
    chosen = replace(wanted(school), **changed)  # type: ignore[arg-type]  # fields by name
    appointments.write(SchoolYear.get(), chosen, seen, by=igor(school), now=NOW)
    found: Appointment = Appointment.get()
    return found


def roles(school: School, key: str, day: date = MONDAY) -> set[str]:
    return {role for role, _ in duties(school[key], day)}


def test_the_duties_begin_when_the_order_is_signed_and_not_before(school: School) -> None:
    draft = write(school)
    assert "administrator" not in roles(school, "dina") and technician(SchoolYear.get(), MONDAY) is None
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    assert roles(school, "dina") == {"deputy", "administrator"}
    assert "deputy" in roles(school, "marina")  # who checks the journal has the duty for it
    assert roles(school, "alla") == {"administrator"}  # the day of the order is the last one of her duty
    assert roles(school, "alla", TUESDAY) == set()
    assert technician(SchoolYear.get(), MONDAY) == school["oleg"]


def spans(school: School, key: str) -> list[tuple[object, ...]]:
    """The duties of the technical specialist as they are stored of somebody."""
    mine = (Duty.person == school[key]) & (Duty.role == "technician")
    columns = (Duty.order_number, Duty.valid_from, Duty.valid_to, Duty.ended_order)
    query: Any = Duty.select(*columns).where(mine).tuples()
    return list(query)


def test_the_technical_specialist_has_the_duty_from_the_order_until_the_next_one(school: School) -> None:
    draft = write(school)
    assert spans(school, "oleg") == []
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    assert spans(school, "oleg") == [(NUMBER, MONDAY, None, None)]
    told = card(Person.get_by_id(school["oleg"]), MONDAY, None).duties
    assert "Технический специалист по работе с электронным журналом" in {one.title for one in told}
    later, number = MONDAY + timedelta(days=3), "№ 70 от 26.11.2026"
    chosen = replace(wanted(school), number=number, technician=school["vera"])
    appointments.write(SchoolYear.get(), chosen, 0, by=igor(school), now=at("12:00", later))
    second = Appointment.get(Appointment.number == number)
    appointments.sign(second, second.version, by=igor(school), now=at("12:00", later))
    assert spans(school, "oleg") == [(NUMBER, MONDAY, later, number)]
    assert spans(school, "vera") == [(number, later, None, None)]
    assert verify(ZONE) == []


def test_whoever_is_named_again_goes_on_under_the_first_order(school: School) -> None:
    draft = write(school)
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    later = at("12:00", MONDAY + timedelta(days=3))
    appointments.write(SchoolYear.get(), wanted(school), 0, by=igor(school), now=later)
    second = Appointment.get(Appointment.signed_on.is_null())
    appointments.sign(second, second.version, by=igor(school), now=later)
    assert spans(school, "oleg") == [(NUMBER, MONDAY, None, None)]


@pytest.mark.clause("3.1", "4.3.2")
def test_the_duty_of_the_technical_specialist_opens_nothing_of_the_journal() -> None:
    """4.1.3 names the specialist and gives no access: what is absent is refused."""
    specialist = Visitor(1, duties=(access.Duty(Role.TECHNICIAN),))
    assert {right for right in Right if access.may_enter(specialist, right)} == {
        right for right in Right if access.may_enter(Visitor(1), right)
    }


def test_former_administrators_stay_when_the_order_does_not_relieve_them(school: School) -> None:
    draft = write(school, relieves=False)
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    assert roles(school, "alla") == {"administrator"}


def test_a_signed_order_is_not_signed_or_changed_again_and_another_may_be_made(school: School) -> None:
    draft = write(school)
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    with refused("4.1.3") as caught:
        appointments.sign(Appointment.get(), draft.version, by=igor(school), now=NOW)
    assert caught.value.message == appointments.SIGNED
    write(school, number="№ 62 от 24.11.2026")
    assert [one.signed_on for one in Appointment.select().order_by(Appointment.id)] == [MONDAY, None]


def test_a_draft_that_another_window_changed_is_neither_written_nor_signed(school: School) -> None:
    draft = write(school)
    with refused("", Way.RELOAD):
        write(school, seen=0)
    write(school, seen=draft.version, number="№ 62 от 24.11.2026")
    with refused("", Way.RELOAD):
        appointments.sign(Appointment.get(), draft.version, by=igor(school), now=NOW)


def test_only_the_staff_is_appointed_and_the_order_has_a_number(school: School) -> None:
    with refused("4.1.3"):
        write(school, technician=school["anya"])
    with refused("4.3.2"):
        write(school, number="приказ")


def test_the_paper_says_who_and_lists_the_class_teachers_and_the_staff(school: School) -> None:
    draft = write(school)
    order = paper(draft, SchoolSettings(school_name="МОУ Глуховская СШ"), MONDAY + timedelta(days=1))
    assert order.administrator == "Дымова\u00a0Д.Ю., учитель"
    assert order.control == "оставляю за собой"
    assert [leader.class_name for leader in order.leaders] == ["7"]
    assert len(order.readers) == 6 and order.number == NUMBER


def test_the_paper_names_whom_it_relieves_before_it_is_signed_and_after(school: School) -> None:
    """domain 13.9: an order that ends a duty says whose."""
    draft, settings = write(school), SchoolSettings(school_name="МОУ Глуховская СШ")
    alla = paper(draft, settings, MONDAY).released
    assert alla.startswith("Агатова") and ";" not in alla
    appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    signed = paper(Appointment.get(), settings, TUESDAY)
    assert (signed.released, signed.former_technician) == (alla, "")
    assert "директор" not in {reader.position for reader in signed.readers}
    write(school, number="№ 70 от 24.11.2026", technician=school["vera"], relieves=False)
    later = Appointment.get(Appointment.signed_on.is_null())
    assert paper(later, settings, TUESDAY).released == ""
    assert paper(later, settings, TUESDAY).former_technician.startswith("Орлов")


def test_whoever_has_left_is_not_appointed(school: School) -> None:
    draft = write(school)
    last = MONDAY - timedelta(days=1)
    Employment.update(valid_to=last).where(Employment.person == school["oleg"]).execute()
    with refused("4.1.3") as caught:
        appointments.sign(draft, draft.version, by=igor(school), now=NOW)
    assert "больше не работает" in caught.value.message
