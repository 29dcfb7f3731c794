"""Movements of pupils: who arrives, leaves, changes class or name, by order and day (п. 2.1, 4.3.2).

Nothing that was written is hidden: a page on which a mark or an absence of a later day stands keeps the
pupil up to that day.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import cards, movements, people
from ejournal.models.curriculum import Group, GroupMember, classes_of
from ejournal.models.people import ClassYear, Enrolment, Person, PersonName, SchoolYear
from ejournal.rules.movements import Order, Touched, check_grades, check_past, order_number
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import enrolling, seats
from ejournal.services.deeds import create, deed, moment, remove, revise
from ejournal.services.enrolling import NewPerson, NewPupil
from ejournal.services.newcomers import FullName, Newcomer, check_age, found
from ejournal.services.pages import Pages
from ejournal.wording import date_numeric, fold, full_name, quoted

DAY = timedelta(days=1)
PUPIL_AGES = (5, 22)
AHEAD = timedelta(days=366)  # no order is made further ahead


@dataclass(frozen=True)
class Place:
    """The class to be in, by name, and the groups chosen where a subject is divided.

    `far`: a class of another grade is meant.
    """

    class_name: str
    groups: frozenset[int] = frozenset()
    far: bool = False


@deed("pupil.arrive", of="person", alone=True)
def arrive(newcomer: Newcomer, place: Place, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 4.4.1, 2.1: enrol somebody new, or somebody known again: never a double."""
    check_age(newcomer.birth_date, order.day, *PUPIL_AGES)
    known = found(newcomer)
    if known is not None:
        if newcomer.snils and known.snils is None:
            revise(known, snils=newcomer.snils)
        _enrol(known.id, place, order)
        return
    name, day = newcomer.name, order.day
    new = NewPerson(
        "new", name.surname, name.name, name.patronymic, newcomer.sex, newcomer.birth_date, newcomer.snils
    )
    made = enrolling.add_people([new], min(day, moment().date()))
    _enrol(made["new"], place, order)


@deed("pupil.return", of="person", alone=True)
def enrol_again(person: Person, place: Place, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 2.1: somebody who left comes back: the same person with another span."""
    _enrol(person.id, place, order)


@deed("pupil.leave", of="person", alone=True)
def leave(person: Person, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a pupil leaves, the last day is that of the order; everything written stays."""
    stay, number = _stay(person.id, order), order_number(order.number)
    check_past(order.day, now.date(), touched(person.id, order.day + DAY, now.date()), order.sure)
    revise(stay, valid_to=order.day, left_order=number)
    leave_groups(person.id, order.day, lambda group: True)


@deed("pupil.move", of="person", alone=True)
def move(person: Person, place: Place, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a pupil changes class from a day on; what was written stays on the pages where it was."""
    stay, number = _stay(person.id, order), order_number(order.number)
    year = _year(order.day)
    own = people.class_named(place.class_name, year)
    if own is None:
        raise Refusal("2.1", "Выберите класс, в который переводится ученик.")
    left = int(stay.cohort_id)  # type: ignore[attr-defined]  # peewee's own name of the column
    if own.cohort_id == left:
        raise Refusal("2.1", f"Ученик и так в классе {place.class_name}: выберите другой.")
    if order.day <= stay.valid_from:
        raise Refusal(
            "2.1",
            f"В нынешнем классе ученик с {date_numeric(stay.valid_from)}: перевести можно со следующего дня. "
            "Если он попал в этот класс по ошибке, отмените зачисление в его карточке («Записано по ошибке») "
            "или отмените загрузку списка — и зачислите заново.",
        )
    grade, _ = people.class_names(order.day).get(left, (own.grade, ""))
    check_grades(grade, own.grade, place.far)
    check_past(order.day, now.date(), touched(person.id, order.day, now.date()), order.sure)
    eve = order.day - DAY
    revise(stay, valid_to=eve, left_order=number)
    leave_groups(person.id, eve, lambda group: group.cohort_id == left or _strange(group, own, order.day))
    _join(person.id, place, number, order.day, year)


@deed("person.rename", of="person", alone=True)
def rename(person: Person, name: FullName, order: Order, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: another name from a day on; papers of earlier days keep the one that was in force."""
    number, old = order_number(order.number), _newest_name(person, name)
    if order.day <= old.valid_from:
        raise Refusal(
            "4.3.2",
            f"Нынешнее имя действует с {date_numeric(old.valid_from)}: новое возможно со следующего дня.",
        )
    _check_ahead(order.day)
    check_past(order.day, now.date(), touched(person.id, order.day, now.date()), order.sure)
    revise(old, valid_to=order.day - DAY)
    create(
        PersonName,
        person=person,
        surname=name.surname,
        name=name.name,
        patronymic=name.patronymic,
        folded=fold(full_name(name.surname, name.name, name.patronymic)),
        order_number=number,
        valid_from=order.day,
    )


@deed("person.correct_name", of="person", alone=True)
def correct_name(person: Person, name: FullName, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: a slip in the newest name: it was so from its first day. Papers that were issued stay."""
    old = _newest_name(person, name)
    folded = fold(full_name(name.surname, name.name, name.patronymic))
    revise(old, surname=name.surname, name=name.name, patronymic=name.patronymic, folded=folded)


def _newest_name(person: Person, name: FullName) -> PersonName:
    """The name that is to give way to another."""
    old: PersonName = (
        PersonName.select().where(PersonName.person == person).order_by(PersonName.valid_from.desc()).get()
    )
    if (old.surname, old.name, old.patronymic) == (name.surname, name.name, name.patronymic):
        raise Refusal("4.3.2", "Имя то же самое: менять нечего.")
    return old


def touched(person: int, first: date, today: date) -> Touched:
    """What a movement of a past day touches: lessons, marks and absences of a pupil since a day."""
    return Touched(
        movements.lessons_of_pupil(person, first, today),
        movements.marks_since(person, first),
        movements.absences_since(person, first),
    )


def _enrol(person: int, place: Place, order: Order) -> None:
    number, year, today = order_number(order.number), _year(order.day), moment().date()
    stays = cards.stays([person])
    last = max(stays, key=lambda stay: stay.first, default=None)
    if last and (last.last is None or last.last >= order.day):
        until = f" по {date_numeric(last.last)}" if last.last else ""
        raise Refusal(
            "2.1",
            f"Этот человек уже зачислен: с {date_numeric(last.first)}{until}. "
            "Новое зачисление возможно после выбытия; в другой класс переводят на карточке ученика.",
        )
    own = people.class_named(place.class_name, year)
    if own is None:
        raise Refusal("2.1", "Выберите класс, в который зачисляется ученик.")
    pages = Pages(year).whole_pages(own.cohort_id)
    lessons = movements.lessons_of_groups([group.id for group in pages], order.day, today)
    check_past(order.day, today, Touched(lessons), order.sure)
    _join(person, place, number, order.day, year)


def _strange(group: Group, own: ClassYear, day: date) -> bool:
    """Whether a group is a mixed one that nobody of a class is in: who comes to the class leaves it."""
    return group.kind == "mixed" and own.cohort_id not in classes_of(group, day)


def _join(person: int, place: Place, number: str, since: date, year: SchoolYear) -> None:
    """The class, its whole pages, and a group of each subject that is divided."""
    pages = Pages(year)
    cohort = pages.class_of(place.class_name.strip().upper()).cohort_id
    parts = _parts(cohort, year, place.groups)
    pupil = NewPupil(person, place.class_name.strip().upper())
    enrolling.enrol(pages, [pupil], {}, number, since)
    seats.take(parts, {person: (since, None)})
    _merge(person, since)


def _parts(cohort: int, year: SchoolYear, chosen: Collection[int]) -> list[Group]:
    """п. 2.1: one group of every divided subject: the only one, else the one that was chosen."""
    divided: dict[str, list[Group]] = {}
    for group in cards.parts_of_class(cohort, year):
        divided.setdefault(group.subject.name, []).append(group)
    found = []
    for subject, groups in divided.items():
        wanted = groups if len(groups) == 1 else [group for group in groups if group.id in chosen]
        if len(wanted) != 1:
            raise Refusal("2.1", f"Выберите группу: {subject} в этом классе делится на группы.")
        found.append(wanted[0])
    return found


def _merge(person: int, since: date) -> None:
    """Days of a group that would be told twice become one span: the older row goes on, the new one goes."""
    rows = list(GroupMember.select().where(GroupMember.person == person).order_by(GroupMember.id))
    for row in rows:
        if row.valid_from != since or row.valid_to is not None:
            continue
        older = [one for one in rows if one.group_id == row.group_id and one.id < row.id]
        held = next((one for one in older if one.valid_to is None or one.valid_to >= since), None)
        if held is not None:
            revise(held, valid_to=None)
            remove(row)


def leave_groups(person: int, last: date, which: Callable[[Group], bool]) -> None:
    """End the days of a pupil in groups; a group in which more is written keeps the pupil up to that."""
    written = movements.last_written(person)
    mine = (GroupMember.person == person) & (GroupMember.valid_to.is_null() | (GroupMember.valid_to > last))
    for row in GroupMember.select(GroupMember, Group).join(Group).where(mine):
        if not which(row.group):
            continue
        end = max(last, written.get(row.group_id, last))
        if row.valid_from > end:
            remove(row)
        elif row.valid_to is None or row.valid_to > end:
            revise(row, valid_to=end)


def _stay(person: int, order: Order) -> Enrolment:
    """The class in which a pupil is and stays."""
    mine = (Enrolment.person == person) & Enrolment.valid_to.is_null()
    stay: Enrolment | None = Enrolment.get_or_none(mine)
    if stay is None:
        raise Refusal("2.1", "Этот человек сейчас не зачислен ни в один класс, или выбытие уже записано.")
    if order.day < stay.valid_from:
        raise Refusal("2.1", f"Ученик в классе с {date_numeric(stay.valid_from)}: день не может быть раньше.")
    _check_ahead(order.day)
    return stay


def _check_ahead(day: date) -> None:
    if day > moment().date() + AHEAD:
        raise Refusal("2.1", f"{date_numeric(day)} — больше чем через год: проверьте день.")


def _year(day: date) -> SchoolYear:
    """The year of work: a movement into a class is of this year, or of the one that is prepared."""
    _check_ahead(day)
    year, own = people.year_of_work(moment().date()), people.year_of_work(day)
    if year is None:
        raise Refusal("2.1", "Учебный год ещё не открыт: сначала откройте его в «Подготовке».", Way.RELOAD)
    if own is None or own.id != year.id or day > year.valid_to:
        raise Refusal("2.1", f"День не относится к {quoted(year.name)} учебному году: проверьте дату.")
    return year
