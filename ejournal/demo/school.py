"""The demo school as it stands on 1 September: people, classes, groups, timetable, plans."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from ejournal.access import Actor, Role
from ejournal.demo import calendar, happenings, outlines, subjects
from ejournal.demo.tables import Row, read
from ejournal.models.curriculum import CurriculumHour, DayOff, Group, GroupMember, GroupTeacher, Period
from ejournal.models.grade_breaks import GradeBreak
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
from ejournal.models.timetable import Bell, TimetableEntry
from ejournal.services.deeds import create, deed
from ejournal.services.people import add_person

SINCE = calendar.SINCE
ORDER = "№ 61 от 31.08.2026"
DIRECTOR, DEPUTY, ADMINISTRATOR = "99900013730", "99900017435", "99900058146"
UNMARKED = {"Основы религиозных культур и светской этики"}


@deed("demo.school", of="school")
def build(*, by: Actor, now: datetime) -> None:
    """Create the whole school in one transaction."""
    year = create(SchoolYear, name=calendar.YEAR[0], valid_from=calendar.YEAR[1], valid_to=calendar.YEAR[2])
    classes = _classes(year)
    people = _staff(classes)
    pupils = _pupils(classes)
    _families(people, pupils)
    _calendar(year, classes)
    groups = _groups(year, classes, people, pupils)
    _curriculum(year, classes)
    special = _special_groups(year, classes, people, pupils)
    _timetable(groups, "timetable.csv", lambda row: (row["subject"], row["class"], row["group"]))
    _timetable(special, "groups.csv", lambda row: (row["subject"], row["name"]))


def _classes(year: SchoolYear) -> dict[str, Cohort]:
    classes = {}
    for grade in range(1, 12):
        cohort = create(Cohort, started_on=date(2027 - grade, 9, 1))
        create(ClassYear, cohort=cohort, year=year, grade=grade, letter="")
        classes[str(grade)] = cohort
    return classes


def _person(row: Row) -> Person:
    born = date.fromisoformat(row["birth_date"]) if row.get("birth_date") else None
    return add_person(
        row["snils"], row["surname"], row["name"], row["patronymic"] or None, row["sex"], born, SINCE
    )


def _staff(classes: dict[str, Cohort]) -> dict[str, Person]:
    people = {}
    for row in read("staff.csv"):
        person = people[row["snils"]] = _person(row)
        create(Employment, person=person, position=row["position"], order_number=ORDER, valid_from=SINCE)
        for role, cohort in _duties(row, classes):
            create(Duty, person=person, role=role, cohort=cohort, order_number=ORDER, valid_from=SINCE)
    return people


def _duties(row: Row, classes: dict[str, Cohort]) -> list[tuple[Role, Cohort | None]]:
    special = {DIRECTOR: Role.DIRECTOR, DEPUTY: Role.DEPUTY, ADMINISTRATOR: Role.ADMINISTRATOR}
    duties: list[tuple[Role, Cohort | None]] = [(Role.TEACHER, None)]
    if row["snils"] in special:
        duties.append((special[row["snils"]], None))
    if row["class_teacher_of"]:
        duties.append((Role.CLASS_TEACHER, classes[row["class_teacher_of"]]))
    return duties


def _pupils(classes: dict[str, Cohort]) -> dict[str, tuple[Person, Row]]:
    pupils, coming = {}, happenings.coming()
    for row in read("pupils.csv"):
        pupils[row["snils"]] = (_person(row), row)
        if row["snils"] in coming:
            continue
        create(
            Enrolment,
            person=pupils[row["snils"]][0],
            cohort=classes[row["class"]],
            order_number=ORDER,
            valid_from=SINCE,
        )
    return pupils


def _families(known: dict[str, Person], pupils: dict[str, tuple[Person, Row]]) -> None:
    people = dict(known)
    for row in read("guardians.csv"):
        guardian = people.setdefault(row["snils"], None) or _person(row)  # type: ignore[arg-type]  # filled at once
        people[row["snils"]] = guardian
        link: dict[str, Any] = {
            "guardian": guardian,
            "child": pupils[row["child_snils"]][0],
            "valid_from": SINCE,
        }
        create(Guardianship, relation=row["relation"], **link)
        create(Informing, electronic=row["form"] == "electronic", **link)


def _calendar(year: SchoolYear, classes: dict[str, Cohort]) -> None:
    for kind, number, (low, high), first, last in calendar.PERIODS:
        create(
            Period,
            year=year,
            kind=kind,
            number=number,
            grade_from=low,
            grade_to=high,
            valid_from=first,
            valid_to=last,
        )
    for reason, first, last in calendar.DAYS_OFF:
        create(DayOff, cohort=None, reason=reason, valid_from=first, valid_to=last, lost=False)
    reason, first, last = calendar.FIRST_GRADE_OFF
    days = {"reason": reason, "valid_from": first, "valid_to": last}
    own = create(GradeBreak, year=year, grade_from=1, grade_to=1, **days)
    create(DayOff, cohort=classes["1"], lost=False, grade_break=own, **days)
    for (low, high), spans in calendar.BELLS.items():
        for number, span in enumerate(spans, start=1):
            starts, ends = calendar.bell(span)
            create(
                Bell, number=number, grade_from=low, grade_to=high, starts=starts, ends=ends, valid_from=SINCE
            )


Key = tuple[str, str, str]  # subject, class, group
K = TypeVar("K", bound=tuple[str, ...])
AT_HOME = "№ {} от 31.08.2026"  # the order by which a pupil learns at home


def _groups(
    year: SchoolYear,
    classes: dict[str, Cohort],
    people: dict[str, Person],
    pupils: dict[str, tuple[Person, Row]],
) -> dict[Key, Group]:
    plans = _plans()
    groups: dict[Key, Group] = {}
    for key, (teachers, extra) in _pages().items():
        subject, grade, part = key
        groups[key] = create(
            Group,
            year=year,
            subject=subjects.of_name(subject),
            cohort=classes[grade],
            plan=plans[key],
            kind="extracurricular" if extra else "part" if part else "class",
            name=f"{grade} класс, группа {part}" if part else f"{grade} класс",
            grade=int(grade),
            grading="none" if extra or grade == "1" or subject in UNMARKED else "five",
        )
        _enlist(groups[key], key, [people[snils] for snils in sorted(teachers)], pupils)
    return groups


def _pages() -> dict[Key, tuple[set[str], bool]]:
    """Every page of the journal with its teachers; True for extracurricular ones."""
    pages: dict[Key, tuple[set[str], bool]] = {}
    for row in read("load.csv"):
        key = (row["subject"], row["class"], row["group"])
        pages.setdefault(key, (set(), False))[0].add(row["staff_snils"])
    for row in read("timetable.csv"):
        if row["kind"] == "extracurricular":
            key = (row["subject"], row["class"], row["group"])
            pages.setdefault(key, (set(), True))[0].add(row["teacher_snils"])
    return pages


def _enlist(group: Group, key: Key, teachers: list[Person], pupils: dict[str, tuple[Person, Row]]) -> None:
    _, grade, part = key
    elsewhere = happenings.coming() | _at_home()
    for teacher in teachers:
        create(GroupTeacher, group=group, person=teacher, valid_from=SINCE)
    for pupil, row in pupils.values():
        if row["class"] == grade and part in ("", row["group"]) and row["snils"] not in elsewhere:
            create(GroupMember, group=group, person=pupil, valid_from=SINCE)


def _at_home() -> set[str]:
    """СНИЛС of those who learn at home: the pages of their class are not theirs."""
    home = {(row["subject"], row["name"]) for row in read("groups.csv") if row["kind"] == "home"}
    return {row["pupil_snils"] for row in read("group_pupils.csv") if (row["subject"], row["name"]) in home}


def _special_groups(
    year: SchoolYear,
    classes: dict[str, Cohort],
    people: dict[str, Person],
    pupils: dict[str, tuple[Person, Row]],
) -> dict[tuple[str, str], Group]:
    """Pupils who learn at home, the after-school group and the clubs, each with its own plan."""
    rows = {(row["subject"], row["name"]): row for row in read("groups.csv")}
    groups: dict[tuple[str, str], Group] = {}
    for key, row in rows.items():
        weekdays = [
            other["weekday"] for other in read("groups.csv") if (other["subject"], other["name"]) == key
        ]
        items = outlines.plan(row["subject"], row["class"], _lessons(weekdays, row["class"]))
        groups[key] = create(
            Group,
            year=year,
            subject=subjects.of_name(row["subject"]),
            cohort=classes.get(row["class"]),
            plan=_plan(f"{row['subject']}, {row['name']}", items),
            kind=row["kind"],
            name=row["name"],
            grade=int(row["grade"]) if row["grade"] else None,
            grading="five" if row["kind"] == "home" else "none",
        )
        create(GroupTeacher, group=groups[key], person=people[row["teacher_snils"]], valid_from=SINCE)
    for row in read("group_pupils.csv"):
        group, (pupil, _) = groups[row["subject"], row["name"]], pupils[row["pupil_snils"]]
        order = AT_HOME.format(64 + (group.grade or 0)) if group.kind == "home" else None
        create(GroupMember, group=group, person=pupil, valid_from=SINCE, order_number=order)
    return groups


def _curriculum(year: SchoolYear, classes: dict[str, Cohort]) -> None:
    """Hours a week by the file: a subject may have those of the school's own part as well."""
    tenths: dict[tuple[str, str], int] = {}
    for row in read("curriculum.csv"):
        key = (row["class"], row["subject"])
        tenths[key] = tenths.get(key, 0) + round(float(row["hours"]) * 10)
    for (grade, subject), hours in tenths.items():
        own = {"cohort": classes[grade], "subject": subjects.of_name(subject)}
        create(CurriculumHour, year=year, tenths=hours, **own)


def _plans() -> dict[Key, Plan]:
    """The КТП of every page; the parts of a class share one."""
    made: dict[tuple[str, str], Plan] = {}
    plans = {}
    for (subject, grade, part), lessons in sorted(_lessons_of_pages().items()):
        if (subject, grade) not in made:
            items = outlines.brought(subject, grade) or outlines.plan(subject, grade, lessons)
            made[subject, grade] = _plan(f"{subject}, {grade} класс", items)
        plans[subject, grade, part] = made[subject, grade]
    return plans


def _lessons_of_pages() -> dict[Key, int]:
    """How many lessons the year has for each page, and for the other part of a divided class."""
    weekdays: dict[Key, list[str]] = {key: [] for key in _pages()}
    for row in read("timetable.csv"):
        weekdays[row["subject"], row["class"], row["group"]].append(row["weekday"])
    own = {key: _lessons(days, key[1]) for key, days in weekdays.items()}
    return {key: max(own[other] for other in own if other[:2] == key[:2]) for key in own}


def _lessons(weekdays: list[str], grade: str) -> int:
    """How many days of the year these weekly lessons fall on."""
    _, first, last = calendar.FIRST_GRADE_OFF
    days = [day for day in calendar.school_days() if grade != "1" or not first <= day <= last]
    return sum(day.isoweekday() == int(weekday) for weekday in weekdays for day in days)


def _plan(title: str, items: list[outlines.Planned]) -> Plan:
    plan = create(Plan, title=title)
    rows = [
        (plan, number, item.section, item.topic, item.homework, item.work)
        for number, item in enumerate(items, start=1)
    ]
    names = ("plan", "number", "section", "topic", "homework", "work_kind")
    PlanItem.insert_many(rows, [PlanItem._meta.fields[name] for name in names]).execute()
    return plan


def _timetable(groups: dict[K, Group], name: str, key: Callable[[Row], K]) -> None:
    for row in read(name):
        create(
            TimetableEntry,
            group=groups[key(row)],
            weekday=int(row["weekday"]),
            number=int(row["number"]),
            room=row["room"],
            valid_from=calendar.YEAR[1],
        )
