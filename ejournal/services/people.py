"""Who is who: recognised at sign-in, and given duties by order."""

from datetime import date, datetime

from ejournal.access import GIVEN, Actor, Role
from ejournal.db import in_force
from ejournal.models.people import Duty, Employment, Enrolment, Person, PersonName, SchoolYear, class_named
from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal
from ejournal.rules.snils import normalise
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, deed, revise
from ejournal.wording import date_numeric, fold

POSITIONS = {
    Role.TEACHER: "Учитель",
    Role.CLASS_TEACHER: "Классный руководитель",
    Role.DEPUTY: "Заместитель директора по УВР",
    Role.DIRECTOR: "Директор",
    Role.ADMINISTRATOR: "Администратор электронного журнала",
    Role.TECHNICIAN: "Технический специалист",
}


SEXES = ("m", "f")
PATRONYMICS = {"m": ("ич", "оглы", "улы"), "f": ("на", "кызы", "гызы")}
NAME_PARTS = ("Фамилия", "Имя", "Отчество")
NAME_LIMIT = 100  # of each part


def recognise(oid: int, snils: str | None, confirmed: bool, born: date | None) -> Person | None:
    """п. 3.3: the person of an ЕСИА account: by oid, the first time by СНИЛС; None when not on the lists.

    Only a `confirmed` account counts: another may report the СНИЛС of anybody.
    """
    if not confirmed:
        return None
    known: Person | None = Person.get_or_none(Person.oid == oid)
    if known or not snils:
        return known
    found: Person | None = Person.get_or_none((Person.snils == snils) & Person.oid.is_null())
    return found if found and _same_day(found.birth_date, born) else None


def _same_day(listed: date | None, reported: date | None) -> bool:
    """Whether two birth dates may be of one person: an unknown one does not speak against it."""
    return listed is None or reported is None or listed == reported


@deed("person.bind", of="person")
def bind(person: Person, oid: int, *, by: Actor, now: datetime) -> None:
    """п. 3.3: remember the ЕСИА number at the first sign-in."""
    revise(person, oid=oid)


@deed("duty.grant", of="snils", alone=True)
def grant(
    snils: str,
    role: str,
    order: str,
    name: str | None,
    class_name: str | None,
    sex: str | None = None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.3.2, 4.1.3: give a duty by order, from today; an unknown person needs «Фамилия Имя Отчество».

    `sex` is m or f: for an unknown person whose patronymic does not tell it.
    """
    if role not in GIVEN:
        raise Refusal("4.3.2", f"Роли «{role}» нет. Есть: {', '.join(sorted(GIVEN))}.")
    number = one_line(order, limit=100, field="Приказ")
    if not is_order(number):
        raise Refusal("4.3.2", "Укажите номер и дату приказа, например «№ 61 от 31.08.2026».")
    today = now.date()
    person = _person(normalise(snils), name, sex, today)
    give(person.id, Role(role), class_name or "", number, today)


def give(person: int, role: Role, class_name: str, order: str, since: date) -> None:
    """п. 4.3.2: a duty by order since a day, as a part of the deed that is being done; and work with it."""
    cohort = cohort_of(class_name, since) if role is Role.CLASS_TEACHER else None
    mine = (
        (Duty.person == person) & (Duty.role == role) & (Duty.valid_to.is_null() | (Duty.valid_to >= since))
    )
    same = Duty.cohort.is_null() if cohort is None else Duty.cohort == cohort
    if Duty.select().where(mine & same).exists():
        raise Refusal("4.3.2", "Эта обязанность у человека уже есть и действует: второй раз её не дают.")
    employ(person, POSITIONS[role], order, since)
    create(Duty, person=person, role=role, cohort=cohort, order_number=order, valid_from=since)


def employ(person: int, position: str, order: str, since: date) -> None:
    """Work at the school since a day, for somebody who does not work there yet.

    п. 3.1: a pupil has no duties of the staff, and so no way into the journal.
    """
    stays = Enrolment.valid_to.is_null() | (Enrolment.valid_to >= since)
    if Enrolment.select().where((Enrolment.person == person) & stays).exists():
        raise Refusal("3.1", "Это ученик школы: обязанности работника ученику не дают.")
    later = (Employment.person == person) & (Employment.valid_to.is_null() | (Employment.valid_to >= since))
    works = list(Employment.select().where(later).order_by(Employment.valid_from))
    if works and works[0].valid_from > since:
        first = date_numeric(works[0].valid_from)
        raise Refusal("4.3.2", f"Человек принят на работу с {first}: укажите день не раньше.")
    if not works:
        create(Employment, person=person, position=position, order_number=order, valid_from=since)


def _person(snils: str, name: str | None, sex: str | None, today: date) -> Person:
    known: Person | None = Person.get_or_none(Person.snils == snils)
    if known:
        return known
    surname, first, patronymic = _full_name(name or "")
    return add_person(snils, surname, first, patronymic, _sex(sex, patronymic), None, today)


def _full_name(name: str) -> tuple[str, str, str | None]:
    """Surname, name and patronymic of «Фамилия Имя Отчество», each of them storable."""
    whole = one_line(name, limit=len(NAME_PARTS) * (NAME_LIMIT + 1), field=" ".join(NAME_PARTS))
    typed = zip(whole.split(maxsplit=2), NAME_PARTS, strict=False)  # the patronymic may be absent
    parts = [one_line(part, limit=NAME_LIMIT, field=field) for part, field in typed]
    if len(parts) < 2 or not all(parts):
        raise Refusal("4.3.2", "Этого человека ещё нет в списках: укажите --name «Фамилия Имя Отчество».")
    return parts[0], parts[1], parts[2] if len(parts) > 2 else None


def _sex(given: str | None, patronymic: str | None) -> str:
    """What was given, else what the patronymic tells; never a guess."""
    end = (patronymic or "").casefold()
    found = given or next((sex for sex, ends in PATRONYMICS.items() if end.endswith(ends)), None)
    if found not in SEXES:
        raise Refusal("4.3.2", "По отчеству не видно, мужчина это или женщина: укажите --sex m или --sex f.")
    return found


def add_person(
    snils: str,
    surname: str,
    name: str,
    patronymic: str | None,
    sex: str,
    birth_date: date | None,
    since: date,
) -> Person:
    """Create a person with the name in force since a day, inside the current deed."""
    person = create(Person, snils=snils, oid=None, birth_date=birth_date, sex=sex)
    folded = fold(" ".join(filter(None, (surname, name, patronymic))))
    create(
        PersonName,
        person=person,
        surname=surname,
        name=name,
        patronymic=patronymic,
        folded=folded,
        valid_from=since,
    )
    return person


def cohort_of(class_name: str | None, today: date) -> int:
    year = SchoolYear.get_or_none(in_force(SchoolYear, today))
    own = class_named(class_name or "", year) if year else None
    if own is None:
        raise Refusal("4.3.2", "Для классного руководителя укажите класс этого учебного года, например 7А.")
    return own.cohort_id
