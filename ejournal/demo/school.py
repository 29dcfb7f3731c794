"""The demo school as it stands on 1 September: people, classes, groups, timetable, plans."""

from datetime import date, datetime
from typing import Any

from ejournal.access import Actor, Role
from ejournal.demo import calendar
from ejournal.demo.tables import Row, read
from ejournal.models.curriculum import DayOff, Group, GroupMember, GroupTeacher, Period, Subject
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
NOT_SET = "не задано"  # as the files write it; the journal has a mark of its own for that
WORK_KINDS = {"control": "control", "laboratory": "laboratory", "practical": "practical", "": ""}


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
    _timetable(groups)


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
    pupils = {}
    for row in read("pupils.csv"):
        pupils[row["snils"]] = (_person(row), row)
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
        create(DayOff, cohort=None, reason=reason, valid_from=first, valid_to=last)
    reason, first, last = calendar.FIRST_GRADE_OFF
    create(DayOff, cohort=classes["1"], reason=reason, valid_from=first, valid_to=last)
    for (low, high), spans in calendar.BELLS.items():
        for number, span in enumerate(spans, start=1):
            starts, ends = calendar.bell(span)
            create(
                Bell, number=number, grade_from=low, grade_to=high, starts=starts, ends=ends, valid_from=SINCE
            )


Key = tuple[str, str, str]  # subject, class, group


def _groups(
    year: SchoolYear,
    classes: dict[str, Cohort],
    people: dict[str, Person],
    pupils: dict[str, tuple[Person, Row]],
) -> dict[Key, Group]:
    plans = _plans()
    subjects: dict[str, Subject] = {}
    groups: dict[Key, Group] = {}
    for key, (teachers, extra) in _pages().items():
        subject, grade, part = key
        if subject not in subjects:
            subjects[subject] = create(Subject, name=subject)
        groups[key] = create(
            Group,
            year=year,
            subject=subjects[subject],
            cohort=classes[grade],
            plan=plans.get(key),
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
    for teacher in teachers:
        create(GroupTeacher, group=group, person=teacher, valid_from=SINCE)
    for pupil, row in pupils.values():
        if row["class"] == grade and part in ("", row["english_group"]):
            create(GroupMember, group=group, person=pupil, valid_from=SINCE)


def _plans() -> dict[Key, Plan]:
    made: dict[str, Plan] = {}
    plans = {}
    for row in read("plans/index.csv"):
        if row["file"] not in made:
            made[row["file"]] = _plan(row)
        plans[row["subject"], row["class"], row["group"]] = made[row["file"]]
    return plans


def _plan(row: Row) -> Plan:
    plan = create(Plan, title=f"{row['subject']}, {row['class']} класс")
    for item in read(f"plans/{row['file']}"):
        PlanItem.create(
            plan=plan,
            number=int(item["number"]),
            section=item["section"],
            topic=item["topic"],
            homework="" if item["homework"] == NOT_SET else item["homework"],
            work_kind=WORK_KINDS[item["control"]],
        )
    return plan


def _timetable(groups: dict[Key, Group]) -> None:
    for row in read("timetable.csv"):
        create(
            TimetableEntry,
            group=groups[row["subject"], row["class"], row["group"]],
            weekday=int(row["weekday"]),
            number=int(row["number"]),
            room=row["room"],
            valid_from=calendar.YEAR[1],
        )
