"""Duties of the staff on the pages of people: given, ended, with the work itself (п. 4.3.2)."""

from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import GIVEN, Actor, Role
from ejournal.db import in_force
from ejournal.models.people import Duty, Employment, Person, names
from ejournal.rules.movements import Order, order_number
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services import enrolling, people
from ejournal.services.cards import check_free
from ejournal.services.deeds import deed, remove, revise
from ejournal.services.enrolling import NewPerson
from ejournal.services.newcomers import Newcomer, check_age, found
from ejournal.wording import date_numeric, join_and, short_name

DAY = timedelta(days=1)
STAFF_AGES = (16, 100)
REACH = timedelta(days=366)  # no order is further back or ahead
POSITION = 200  # signs
SECOND = "Да, классных руководителей будет двое"
LAST = "Последнего администратора не снимают: сначала дайте эту обязанность другому."


@deed("duty.give", of="person", alone=True)
def give(person: Person, role: str, class_name: str, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: a duty by order from a day on, for somebody whom the school knows."""
    number = order_number(order.number)
    _check_day(order.day, now)
    chosen = _role(role)
    _check_second(chosen, class_name, order, person.id)
    people.give(person.id, chosen, class_name, number, order.day)


@deed("duty.end", of="duty", alone=True)
def end(duty: Duty, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: the day of the order is the last one of a duty."""
    number = order_number(order.number)
    _check_day(order.day, now)
    if duty.valid_to is not None and duty.valid_to < now.date():
        raise Refusal("4.3.2", f"Эта обязанность уже закончена: {date_numeric(duty.valid_to)}.")
    if order.day < duty.valid_from:
        raise Refusal("4.3.2", f"Обязанность дана с {date_numeric(duty.valid_from)}: укажите день не раньше.")
    _check_administrators({duty.id}, order.day)
    revise(duty, valid_to=order.day, ended_order=number)


@deed("employment.end", of="person", alone=True)
def dismiss(person: Person, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: the day of the order is the last one of work at the school, and of every duty."""
    number = order_number(order.number)
    _check_day(order.day, now)
    works = list(Employment.select().where((Employment.person == person) & _goes_on(Employment, now)))
    if not works:
        raise Refusal("4.3.2", "Этот человек сейчас в школе не работает.")
    if any(work.valid_from > order.day for work in works):
        raise Refusal("4.3.2", "Человек принят на работу позже этого дня: проверьте дату.")
    open_ones = list(Duty.select().where((Duty.person == person) & _goes_on(Duty, now)))
    _check_administrators({duty.id for duty in open_ones}, order.day)
    for work in works:
        revise(work, valid_to=order.day, ended_order=number)
    for duty in open_ones:
        if duty.valid_from > order.day:
            remove(duty)
        else:
            revise(duty, valid_to=order.day, ended_order=number)


@deed("employment.begin", of="person", alone=True)
def hire(
    newcomer: Newcomer,
    position: str,
    role: str,
    class_name: str,
    order: Order,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.3.2: somebody new begins to work, or somebody known again: never a double."""
    number, chosen = order_number(order.number), _role(role)
    position = one_line(position, limit=POSITION, field="Должность") or people.POSITIONS[chosen]
    _check_day(order.day, now)
    check_age(newcomer.birth_date, order.day, *STAFF_AGES)
    known = found(newcomer)
    if known is None:
        name = newcomer.name
        new = NewPerson(
            "new", name.surname, name.name, name.patronymic, newcomer.sex, newcomer.birth_date, newcomer.snils
        )
        number_of = enrolling.add_people([new], min(order.day, now.date()))["new"]
    else:
        number_of = known.id
        if newcomer.snils and known.snils is None:
            check_free(newcomer.snils, known.id)
            revise(known, snils=newcomer.snils)
    _check_second(chosen, class_name, order, number_of)
    people.employ(number_of, position, number, order.day)
    people.give(number_of, chosen, class_name, number, order.day)


def _check_second(role: Role, class_name: str, order: Order, person: int) -> None:
    """п. 4.3.2: a class has one class teacher as a rule; a second one is given knowingly."""
    if role is not Role.CLASS_TEACHER or order.sure:
        return
    cohort = people.cohort_of(class_name, order.day)
    held = (Duty.role == role) & (Duty.cohort == cohort) & (Duty.person != person)
    lasting = Duty.valid_to.is_null() | (Duty.valid_to >= order.day)
    others = {duty.person_id for duty in Duty.select().where(held & lasting)}
    if others:
        told = join_and(sorted(short_name(*name) for name in names(others, order.day).values()))
        raise Refusal(
            "4.3.2",
            f"У {class_name} класса уже есть классный руководитель: {told}. Если он уходит, сначала "
            f"закончите его обязанность; если будет двое, отметьте «{SECOND}» и отправьте снова.",
        )


def _goes_on(table: Any, now: datetime) -> Any:
    """The condition of what has no last day, or one to come: that may still be corrected."""
    return table.valid_to.is_null() | (table.valid_to >= now.date())


def _role(role: str) -> Role:
    if role not in GIVEN:
        raise Refusal("4.3.2", "Выберите обязанность из списка.")
    return Role(role)


def _check_day(day: date, now: datetime) -> None:
    if abs(day - now.date()) > REACH:
        raise Refusal("4.3.2", f"{date_numeric(day)} дальше года от сегодняшнего дня: проверьте дату.")


def _check_administrators(ending: set[int], last: date) -> None:
    """п. 4.3.2: after the day somebody must still be the administrator."""
    administrators = Duty.role == Role.ADMINISTRATOR
    if not Duty.select().where(administrators & Duty.id.in_(list(ending))).exists():
        return
    day = last + DAY
    employed = Employment.select(Employment.person).where(in_force(Employment, day))
    others = administrators & Duty.id.not_in(list(ending)) & in_force(Duty, day) & Duty.person.in_(employed)
    if not Duty.select().where(others).exists():
        raise Refusal("4.3.2", LAST)
