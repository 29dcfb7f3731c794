"""A small school with named people: the cast of the tests. Monday 23 November 2026 is its today."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ejournal.access import Actor, Role
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Period, Subject
from ejournal.models.people import (
    ClassYear,
    Cohort,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    SchoolYear,
)
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Bell, Lesson, TimetableEntry
from ejournal.services import timetable
from ejournal.services.deeds import create, deed
from ejournal.services.people import add_person

ZONE = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 11, 23)
SINCE = date(2026, 8, 31)
FIRST, LAST = date(2026, 11, 2), date(2026, 12, 30)
BY = Actor(None, "test")

# key: СНИЛС (series 999, check digits true), surname, name, patronymic, sex
STAFF = {
    "vera": ("99900000115", "Ветрова", "Вера", "Ильинична", "f"),  # algebra 7, mathematics 1
    "oleg": ("99900000216", "Орлов", "Олег", "Петрович", "m"),  # English 7, group 2; substitutes
    "nina": ("99900000317", "Нилова", "Нина", "Сергеевна", "f"),  # class teacher of 7, history
    "dina": ("99900000418", "Дымова", "Дина", "Юрьевна", "f"),  # deputy
    "igor": ("99900000519", "Ильин", "Игорь", "Львович", "m"),  # director
    "alla": ("99900000620", "Агатова", "Алла", "Олеговна", "f"),  # administrator
    "marina": ("99900000721", "Морозова", "Марина", "Павловна", "f"),  # English 7, group 1; mother of Боря
}
PUPILS = {
    "anya": ("99900000822", "Алёшина", "Аня", "Ивановна", "f"),
    "borya": ("99900000923", "Морозов", "Борис", "Кириллович", "m"),
    "vova": ("99900001016", "Власов", "Владимир", "Олегович", "m"),
    "glasha": ("99900001117", "Громова-Задунайская", "Глафира", None, "f"),
    "yana": ("99900001218", "Яшина", "Яна", "Юрьевна", "f"),  # grade 1: no marks
}
PARENTS = {
    "anya_mother": ("99900001319", "Алёшина", "Ольга", "Львовна", "f"),  # electronic
    "anya_father": ("99900001420", "Алёшин", "Иван", "Иванович", "m"),  # on paper
    "vova_mother": ("99900001521", "Власова", "Инна", "Олеговна", "f"),  # electronic
    "yana_father": ("99900001622", "Яшин", "Юрий", "Ильич", "m"),  # electronic
}
BELLS = ("8:30–9:15", "9:25–10:10", "10:30–11:15", "11:35–12:20")
TOPICS = ("Одночлен и его степень", "Контрольная работа № 2", "Сложение многочленов", "Умножение одночлена")
# group: subject, class, kind, grading, teacher, members, (weekday, number)…
GROUPS: dict[str, tuple[str, str, str, str, str, tuple[str, ...], tuple[tuple[int, int], ...]]] = {
    "algebra": (
        "Алгебра",
        "7",
        "class",
        "five",
        "vera",
        ("anya", "borya", "vova", "glasha"),
        ((1, 2), (3, 1), (5, 1), (5, 2)),
    ),
    "english1": (
        "Иностранный язык (английский)",
        "7",
        "part",
        "five",
        "marina",
        ("anya", "borya"),
        ((1, 3), (4, 1)),
    ),
    "english2": (
        "Иностранный язык (английский)",
        "7",
        "part",
        "five",
        "oleg",
        ("vova", "glasha"),
        ((1, 3), (4, 1)),
    ),
    "history": (
        "История",
        "7",
        "class",
        "five",
        "nina",
        ("anya", "borya", "vova", "glasha"),
        ((2, 1), (5, 3)),
    ),
    "counting": ("Математика", "1", "class", "none", "vera", ("yana",), ((1, 1), (2, 2))),
}


@dataclass(frozen=True)
class School:
    """Ids of everybody and everything, by the keys above."""

    people: dict[str, int]
    groups: dict[str, int]
    classes: dict[str, int]

    def __getitem__(self, key: str) -> int:
        return self.people[key]

    def actor(self, key: str, duty: Role = Role.TEACHER, request: str | None = None) -> Actor:
        return Actor(self.people[key], duty, request)

    def lesson(self, group: str, day: date = MONDAY, number: int | None = None) -> Lesson:
        """The lesson of a group on a day, with its group and subject."""
        from ejournal.models import timetable as tables

        query = Lesson.select().where((Lesson.group == self.groups[group]) & (Lesson.date == day))
        found = query.where(Lesson.number == number).get() if number else query.order_by(Lesson.number).get()
        lesson = tables.lesson(found.id)
        assert lesson is not None
        return lesson


def at(clock: str, day: date = MONDAY) -> datetime:
    """A moment of school time: at("10:42"), or of another day."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), ZONE)


def build() -> None:
    """Fill an empty migrated database with the school; lessons from 2 November to 30 December."""
    _build(by=BY, now=at("12:00", SINCE))
    timetable.lay_out(SchoolYear.get(), by=BY, now=at("12:00", SINCE))


def read() -> School:
    """The ids of a school that build() made."""
    snils = {person.snils: person.id for person in Person.select()}
    people = {key: snils[row[0]] for key, row in {**STAFF, **PUPILS, **PARENTS}.items()}
    groups = dict(zip(GROUPS, (group.id for group in Group.select().order_by(Group.id)), strict=True))
    classes = {str(row.grade): row.cohort_id for row in ClassYear.select()}
    return School(people, groups, classes)


@deed("test.school", of="school")
def _build(*, by: Actor, now: datetime) -> None:
    people = {
        key: add_person(
            snils, surname, name, patronymic, sex, date(2013, 5, 1) if key in PUPILS else None, SINCE
        )
        for key, (snils, surname, name, patronymic, sex) in {**STAFF, **PUPILS, **PARENTS}.items()
    }
    year = create(SchoolYear, name="2026/2027", valid_from=FIRST, valid_to=LAST)
    create(
        Period,
        year=year,
        kind="quarter",
        number=2,
        grade_from=1,
        grade_to=11,
        valid_from=FIRST,
        valid_to=LAST,
    )
    classes = {grade: _class(year, grade) for grade in ("7", "1")}
    _staff(people, classes)
    _families(people, classes)
    _lessons(year, people, classes)


def _class(year: SchoolYear, grade: str) -> Cohort:
    cohort = create(Cohort, started_on=SINCE)
    create(ClassYear, cohort=cohort, year=year, grade=int(grade), letter="")
    return cohort


def _staff(people: dict[str, Person], classes: dict[str, Cohort]) -> None:
    duties: dict[str, list[tuple[Role, Cohort | None]]] = {key: [(Role.TEACHER, None)] for key in STAFF}
    duties["nina"].append((Role.CLASS_TEACHER, classes["7"]))
    duties |= {
        "dina": [(Role.DEPUTY, None)],
        "igor": [(Role.DIRECTOR, None)],
        "alla": [(Role.ADMINISTRATOR, None)],
    }
    for key, held in duties.items():
        order = {"person": people[key], "order_number": "№ 1", "valid_from": SINCE}
        create(Employment, position="Учитель", **order)
        for role, cohort in held:
            create(Duty, role=role, cohort=cohort, **order)


def _families(people: dict[str, Person], classes: dict[str, Cohort]) -> None:
    for key in PUPILS:
        cohort = classes["1" if key == "yana" else "7"]
        create(Enrolment, person=people[key], cohort=cohort, order_number="№ 2", valid_from=SINCE)
    families = {**{key: key.split("_")[0] for key in PARENTS}, "marina": "borya"}
    for guardian, child in families.items():
        link = {"guardian": people[guardian], "child": people[child], "valid_from": SINCE}
        create(Guardianship, relation="отец" if guardian.endswith("father") else "мать", **link)
        create(Informing, electronic=guardian != "anya_father", **link)


def _lessons(year: SchoolYear, people: dict[str, Person], classes: dict[str, Cohort]) -> None:
    for number, bell in enumerate(BELLS, start=1):
        starts, ends = (at(part).time() for part in bell.split("–"))
        create(Bell, number=number, grade_from=1, grade_to=11, starts=starts, ends=ends, valid_from=SINCE)
    plan = create(Plan, title="Алгебра, 7 класс")
    for number, topic in enumerate(TOPICS, start=1):
        work = "control" if topic.startswith("Контрольная") else ""
        PlanItem.create(
            plan=plan,
            number=number,
            section="Многочлены",
            topic=topic,
            homework=f"§ {number}",
            work_kind=work,
        )
    for key, page in GROUPS.items():
        _group(key, page, year, people, classes, plan)


def _group(
    key: str,
    page: tuple[str, str, str, str, str, tuple[str, ...], tuple[tuple[int, int], ...]],
    year: SchoolYear,
    people: dict[str, Person],
    classes: dict[str, Cohort],
    plan: Plan,
) -> None:
    name, grade, kind, grading, teacher, members, slots = page
    group = create(
        Group,
        year=year,
        subject=Subject.get_or_none(name=name) or create(Subject, name=name),
        cohort=classes[grade],
        plan=plan if key == "algebra" else None,
        kind=kind,
        name=f"{grade} класс",
        grade=int(grade),
        grading=grading,
    )
    create(GroupTeacher, group=group, person=people[teacher], valid_from=SINCE)
    for member in members:
        create(GroupMember, group=group, person=people[member], valid_from=SINCE)
    for weekday, number in slots:
        create(TimetableEntry, group=group, weekday=weekday, number=number, room="12", valid_from=FIRST)
