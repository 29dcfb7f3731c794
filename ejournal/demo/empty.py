"""`ejournal demo --empty`: a school of three people, to be built from files, and its stand."""

from datetime import date, datetime
from typing import Any

from ejournal import db, migrations
from ejournal.access import Actor, Role
from ejournal.demo.school import ADMINISTRATOR, DEPUTY, DIRECTOR
from ejournal.demo.tables import read
from ejournal.esia.stand.settings import StandPerson
from ejournal.models.people import Employment, Enrolment, Guardianship, Person, class_names, names
from ejournal.services.people import POSITIONS, grant
from ejournal.wording import class_name

BY = Actor(None, "demo")
ORDER = "№ 1 от 28.08.2026"
FOUNDERS = {ADMINISTRATOR: Role.ADMINISTRATOR, DIRECTOR: Role.DIRECTOR, DEPUTY: Role.DEPUTY}
UNKNOWN_BIRTH = date(1980, 1, 1)  # ЕСИА tells one of everybody; the journal may not know it


def build(url: str, now: datetime) -> None:
    """An empty journal with its administrator, director and deputy; what was done in it is kept."""
    db.connect_to(url)
    with db.connected():
        migrations.migrate()
        if Person.select().exists():
            return
        for row in read("staff.csv"):
            if row["snils"] in FOUNDERS:
                name = f"{row['surname']} {row['name']} {row['patronymic']}"
                role = FOUNDERS[row["snils"]]
                grant(row["snils"], role, ORDER, name, None, row["sex"], by=BY, now=now)


def people(today: date) -> list[StandPerson]:
    """The staff, the parents and the pupils whose СНИЛС is known now, each with a confirmed account."""
    with db.connected():
        staff: Any = Employment.select(Employment.person, Employment.position).tuples()
        shown = {person: ("Работники школы", position) for person, position in staff}
        families: Any = Guardianship.select(Guardianship.guardian, Guardianship.relation).tuples()
        for person, relation in families:
            shown.setdefault(person, ("Родители", relation))
        classes = class_names(today)
        for pupil, cohort in _pupils(today):
            if cohort in classes:
                shown.setdefault(pupil, (f"Ученики, {class_name(*classes[cohort])} класс", "ученик"))
        known = Person.select().where(Person.id.in_(list(shown)) & Person.snils.is_null(False))
        called = names(shown, today)
        return [_person(one, called[one.id], *shown[one.id]) for one in known if one.id in called]


def _pupils(today: date) -> Any:
    """Who is enrolled and in which class."""
    held = Enrolment.valid_to.is_null() | (Enrolment.valid_to >= today)
    return Enrolment.select(Enrolment.person, Enrolment.cohort).where(held).tuples()


def welcome(port: int) -> str:
    """Where to go and who can sign in."""
    founders = ", ".join(POSITIONS[role][:1].lower() + POSITIONS[role][1:] for role in FOUNDERS.values())
    return f"""
Пустой журнал открыт: http://127.0.0.1:{port}
Войдите через учебный стенд ЕСИА (без пароля): {founders}.
Дальше — страница «Подготовка». Кого вы загрузите с СНИЛС, тот появится и на стенде. Остановить: Ctrl+C.
"""


def _person(person: Person, name: Any, group: str, note: str) -> StandPerson:
    assert person.snils is not None, "only those with one were asked for"
    return StandPerson(
        snils=person.snils,
        oid=1_000_000_000 + person.id,
        surname=name.surname,
        name=name.name,
        patronymic=name.patronymic or "",
        birth_date=person.birth_date or UNKNOWN_BIRTH,
        gender=(person.sex or "f").upper(),
        level="PR",
        trusted=True,
        note=note,
        group=group,
    )
