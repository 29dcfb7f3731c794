"""The card of a person: what the school has on the person, with days and orders, and what is missing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ejournal.models import cards, people
from ejournal.models.cards import Kin, Stay
from ejournal.models.people import Name, Person
from ejournal.reports.people import ROLES
from ejournal.rules.snils import masked
from ejournal.wording import class_name, date_numeric, full_name, sentence

Titles = Mapping[int, list[tuple[date, int, str]]]
NO_SNILS = "СНИЛС"
NO_BIRTH = "дата рождения"
NO_GUARDIAN = "родитель или опекун"
NO_CONTACT = "телефон или почта родителя"
NO_OWN_CONTACT = "телефон или почта"
FORMS = {True: "электронная форма", False: "бумажная форма", None: "форма не выбрана"}


@dataclass(frozen=True)
class Span:
    """Something of a person and its days; `note` is what stands beside it (orders, a group)."""

    title: str
    first: date
    last: date | None
    note: str = ""


@dataclass(frozen=True)
class Relative:
    """A guardian or a child: a link to the card, the relation and the form of informing."""

    person: int
    name: str
    note: str


@dataclass(frozen=True)
class Card:
    """A person on a day."""

    id: int
    name: str
    names: tuple[Span, ...]
    who: tuple[str, ...]
    birth_date: date | None
    snils: str
    phone: str
    email: str
    address: str
    classes: tuple[Span, ...]
    groups: tuple[Span, ...]
    guardians: tuple[Relative, ...]
    children: tuple[Relative, ...]
    duties: tuple[Span, ...]
    lacks: tuple[str, ...]
    cohort: int | None
    title: str
    was_pupil: bool
    stays: bool  # in a class, now or from a day to come, without an order that ends it


def card(person: Person, today: date, within: Collection[int] | None) -> Card:
    """п. 4.4.1: a person; children in classes outside `within` are left out. A constant number of queries."""
    titles, kin = cards.titles(), cards.kin_of([person.id], today)
    near = {*(one.guardian for one in kin), *(one.child for one in kin), person.id}
    named, rows, stays = people.names(near, today), cards.persons(near), cards.stays(near)
    mine = [stay for stay in stays if stay.person == person.id]
    here = current(mine, today)
    guardians = [one for one in kin if one.child == person.id]
    works = cards.works_of([person.id], today)
    cohort = here.cohort if here else None
    children = _children(person.id, kin, named, stays, today, within)
    who = who_is(person.id, mine, works, [], titles, today) + (("родитель",) if children else ())
    return Card(
        id=person.id,
        name=called(named, person.id),
        names=_names(person.id),
        who=who,
        birth_date=person.birth_date,
        snils=masked(person.snils) if person.snils else "",
        phone=person.phone or "",
        email=person.email or "",
        address=person.address or "",
        classes=tuple(_stay(stay, titles, today) for stay in mine),
        groups=tuple(
            Span(subject, first, last, group) for subject, group, first, last in cards.groups_of(person.id)
        ),
        guardians=tuple(_relative(one.guardian, one, named) for one in guardians),
        children=children,
        duties=_duties(person.id, works, titles, today),
        lacks=lacking(person, guardians, rows, pupil=bool(mine), staff=bool(works)),
        cohort=cohort,
        title=title_on(titles, cohort, today) if cohort else "",
        was_pupil=bool(mine),
        stays=any(stay.last is None for stay in mine),
    )


def lacking(
    person: Person, guardians: Collection[Kin], rows: Mapping[int, Person], *, pupil: bool, staff: bool
) -> tuple[str, ...]:
    """п. 4.4.1: what the school must know of a person and does not; `guardians` are those of the person."""
    found = [] if person.snils else [NO_SNILS]
    if not pupil:
        return (*found, *(() if staff or person.phone or person.email else (NO_OWN_CONTACT,)))
    if person.birth_date is None:
        found.append(NO_BIRTH)
    reached = [rows[one.guardian].phone or rows[one.guardian].email for one in guardians]
    if not guardians:
        found.append(NO_GUARDIAN)
    elif not any(reached):
        found.append(NO_CONTACT)
    return tuple(found)


def current(stays: Collection[Stay], today: date) -> Stay | None:
    """The stay that holds the day; of what is over or to come none."""
    held = (stay for stay in stays if stay.first <= today and (stay.last is None or today <= stay.last))
    return next(held, None)


def who_is(
    person: int,
    stays: Collection[Stay],
    works: Collection[tuple[int, str, str, date]],
    children: Collection[str],
    titles: Titles,
    today: date,
) -> tuple[str, ...]:
    """«учится в 7А классе», «выбыл(а) 12.11.2026 из 7А класса», «учитель», «родитель: Алёшина Аня»."""
    found = []
    if here := current(stays, today):
        until = f" по {date_numeric(here.last)}" if here.last else ""
        found.append(f"учится в {title_on(titles, here.cohort, today)} классе{until}")
    elif stays:
        found.append(_away(max(stays, key=lambda stay: stay.first), titles, today))
    found += dict.fromkeys(
        position[:1].lower() + position[1:] for who, position, *_ in works if who == person
    )
    if children:
        found.append(f"родитель: {', '.join(children)}")
    return tuple(found)


def _away(stay: Stay, titles: Titles, today: date) -> str:
    if stay.first > today:
        return f"зачислен(а) в {title_on(titles, stay.cohort, stay.first)} класс с {date_numeric(stay.first)}"
    last = stay.last or today
    return f"выбыл(а) {date_numeric(last)} из {title_on(titles, stay.cohort, last)} класса"


def title_on(titles: Titles, cohort: int, day: date) -> str:
    """«7А»: what a class is called on a day; before its first year as in it."""
    known = titles.get(cohort, [])
    begun = [name for name in known if name[0] <= day] or known[:1]
    return class_name(*begun[-1][1:]) if begun else "—"


def called(named: Mapping[int, Name], person: int) -> str:
    return full_name(*named[person]) if person in named else "имя не записано"


def _names(person: int) -> tuple[Span, ...]:
    return tuple(
        Span(
            full_name(row.surname, row.name, row.patronymic),
            row.valid_from,
            row.valid_to,
            f"приказ {row.order_number}" if row.order_number else "",
        )
        for row in cards.names_of(person)
    )


def _stay(stay: Stay, titles: Titles, today: date) -> Span:
    left = f"; конец: приказ {stay.left_order}" if stay.left_order else ""
    day = min(stay.last or today, today)
    return Span(
        f"{title_on(titles, stay.cohort, max(day, stay.first))} класс",
        stay.first,
        stay.last,
        f"приказ {stay.order}{left}",
    )


def _relative(person: int, kin: Kin, named: Mapping[int, Name]) -> Relative:
    return Relative(person, called(named, person), f"{kin.relation}, {FORMS[kin.electronic]}")


def _children(
    person: int,
    kin: Collection[Kin],
    named: Mapping[int, Name],
    stays: Collection[Stay],
    today: date,
    within: Collection[int] | None,
) -> tuple[Relative, ...]:
    found = []
    for one in kin:
        here = current([stay for stay in stays if stay.person == one.child], today)
        if one.guardian == person and (within is None or (here and here.cohort in within)):
            found.append(_relative(one.child, one, named))
    return tuple(found)


def _duties(
    person: int, works: Collection[tuple[int, str, str, date]], titles: Titles, today: date
) -> tuple[Span, ...]:
    found = [Span(position, first, None, f"приказ {order}") for _, position, order, first in works]
    for role, cohort, order, first, last in cards.duties_of(person):
        led = f", {title_on(titles, cohort, min(last or today, today))} класс" if cohort else ""
        found.append(Span(sentence(ROLES[role]) + led, first, last, f"приказ {order}"))
    return tuple(found)
