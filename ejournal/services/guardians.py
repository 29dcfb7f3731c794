"""Who answers for a pupil: added and ended on the pupil's card (п. 4.4.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.access import Actor, Right, is_of_duty
from ejournal.db import in_force
from ejournal.models.people import Employment, Guardianship, Person, PersonName
from ejournal.rules.refusal import Refusal
from ejournal.services import cards, enrolling
from ejournal.services.deeds import create, deed, revise
from ejournal.services.enrolling import NewPerson
from ejournal.services.newcomers import FullName
from ejournal.wording import date_numeric, fold, full_name

CLAUSE = "4.4.1"
RELATIONS = ("мать", "отец", "опекун", "попечитель", "приёмный родитель", "законный представитель")


@dataclass(frozen=True)
class Relative:
    """Whoever answers for a child; `phone`, `email` and `snils` as typed."""

    name: FullName
    relation: str
    phone: str
    email: str
    snils: str


@deed("guardian.add", of="person", alone=True)
def add(child: Person, relative: Relative, *, by: Actor, now: datetime) -> None:
    """п. 4.4.1: somebody answers for a pupil from today; known by СНИЛС, else by full name and phone."""
    if relative.relation not in RELATIONS:
        raise Refusal(CLAUSE, "Выберите, кем человек приходится ученику.")
    told = {"phone": relative.phone, "email": relative.email, "snils": relative.snils}
    read = {name: cards.READ[name](text) for name, text in told.items()}
    if not (read["phone"] or read["email"]):
        raise Refusal(CLAUSE, "Укажите телефон или почту: по ним школа найдёт родителя.")
    today = now.date()
    known = _known(relative.name, read["phone"], read["snils"])
    guardian = known.id if known else _new(relative.name, read, today)
    if guardian == child.id:
        raise Refusal(CLAUSE, "Ученик не может быть своим же представителем: проверьте имя и СНИЛС.")
    if known:
        _complete(known, read, by)
    held = (Guardianship.guardian == guardian) & (Guardianship.child == child) & in_force(Guardianship, today)
    if Guardianship.select().where(held).exists():
        raise Refusal(CLAUSE, "Этот человек уже записан представителем ученика.")
    create(Guardianship, guardian=guardian, child=child, relation=relative.relation, valid_from=today)


def _known(name: FullName, phone: str | None, snils: str | None) -> Person | None:
    folded = fold(full_name(name.surname, name.name, name.patronymic))
    called = Person.id.in_(PersonName.select(PersonName.person).where(PersonName.folded == folded))
    if snils:
        by_snils: Person | None = Person.get_or_none(Person.snils == snils)
        if by_snils and not Person.select().where((Person.id == by_snils) & called).exists():
            raise Refusal(CLAUSE, "Этот СНИЛС у человека с другим именем: проверьте номер по документу.")
        if by_snils:
            return by_snils
    if not phone:
        return None
    found: Person | None = Person.select().where(called & (Person.phone == phone)).order_by(Person.id).first()
    if found and snils and found.snils:
        raise Refusal(CLAUSE, "Человек с этим именем и телефоном записан с другим СНИЛС: проверьте номер.")
    return found


def _new(name: FullName, read: dict[str, str | None], since: date) -> int:
    new = NewPerson("new", name.surname, name.name, name.patronymic, None, None, **read)
    return enrolling.add_people([new], since)["new"]


def _complete(known: Person, read: dict[str, str | None], by: Actor) -> None:
    """What is known now and was not; what is known otherwise is changed on the guardian's own card.

    п. 4.3.2: the СНИЛС opens the journal to its owner: that of somebody known the administrator writes.
    """
    missing = {name: value for name, value in read.items() if value and not getattr(known, name)}
    if "snils" in missing and not is_of_duty(by.duty, Right.KEEP_PEOPLE):
        raise Refusal(
            CLAUSE,
            "Этот человек в журнале уже есть: его СНИЛС вписывает администратор. Оставьте поле пустым.",
        )
    if missing and Employment.select().where(Employment.person == known).exists():
        return  # a colleague's own card is not completed from here
    if missing:
        revise(known, **missing)


@deed("guardian.end", of="guardianship", alone=True)
def end(guardianship: Guardianship, last: date, *, by: Actor, now: datetime) -> None:
    """п. 4.4.1: the day is the last one on which this guardian answers for the child; nothing else goes."""
    if guardianship.valid_to is not None:
        raise Refusal(CLAUSE, f"Уже закончено: {date_numeric(guardianship.valid_to)}.")
    if last > now.date():
        raise Refusal(CLAUSE, "Этот день ещё не наступил: укажите сегодняшний или прошедший.")
    if last < guardianship.valid_from:
        since = date_numeric(guardianship.valid_from)
        raise Refusal(CLAUSE, f"Этот человек — представитель с {since}: укажите день не раньше.")
    revise(guardianship, valid_to=last)
