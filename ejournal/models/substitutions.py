"""Absences of teachers, and what was done with each of their lessons (п. 4.2.2д)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table, in_force, touch
from ejournal.models.curriculum import Group, GroupTeacher, Subject
from ejournal.models.people import Duty, Employment, Name, Person, PersonName
from ejournal.models.timetable import Lesson


class TeacherAbsence(Table):
    """Days on which a teacher is away; `reason`: rules.substitutions.REASONS; an order may come later."""

    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    reason = CharField(max_length=20)
    order_number = CharField(max_length=100)
    valid_from = DateField()
    valid_to = DateField()


class Replacement(Table):
    """What became of one lesson of an absent teacher; `kind`: rules.substitutions.KINDS.

    `group`, `date` and `number` are of the lesson that was missed. `lesson` is the one given in its place:
    the same with a substitute, or another page's (kind subject); None when it was cancelled.
    """

    absence_id: int
    group_id: int
    lesson_id: int | None
    substitute_id: int | None
    absence = ForeignKeyField(TeacherAbsence, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=10)
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    date = DateField()
    number = SmallIntegerField()
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", null=True, backref="+")
    substitute = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    order_number = CharField(max_length=100)


class Given(NamedTuple):
    """A lesson with who gives it, for finding who is free."""

    id: int
    group: int
    cohort: int | None
    subject: int
    kind: str
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    teachers: frozenset[int]

    def alone(self, day: Collection["Given"]) -> bool:
        """Whether all of a class has this lesson, and nothing else at its time."""
        others = (one for one in day if one.id != self.id and one.cohort == self.cohort)
        return self.kind == "class" and not any(one.beside(self) for one in others)

    def beside(self, other: "Given") -> bool:
        """Whether the two are at the same time; their numbers may differ where bells do."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def given(first: date, last: date) -> list[Given]:
    """Every lesson of a span of days with its teachers, in order. Two queries."""
    spans: Any = GroupTeacher.select(
        GroupTeacher.group, GroupTeacher.person, GroupTeacher.valid_from, GroupTeacher.valid_to
    ).where(touch(GroupTeacher, first, last))
    taught: dict[int, list[tuple[int, date, date | None]]] = {}
    for group, *span in spans.tuples():
        taught.setdefault(group, []).append((span[0], span[1], span[2]))
    columns = (Lesson.date, Lesson.number, Lesson.starts_at, Lesson.ends_at, Lesson.substitute)
    query: Any = (
        Lesson.select(Lesson.id, Lesson.group, Group.cohort, Group.subject, Group.kind, *columns)
        .join(Group)
        .where(Lesson.date.between(first, last))
        .order_by(Lesson.date, Lesson.number, Lesson.id)
    )
    return [
        Given._make([*facts, frozenset({who}) if who else _on(taught.get(facts[1], ()), facts[5])])
        for *facts, who in query.tuples()
    ]


def _on(spans: Collection[tuple[int, date, date | None]], day: date) -> frozenset[int]:
    return frozenset(person for person, first, last in spans if first <= day <= (last or day))


def absent(first: date, last: date) -> list[TeacherAbsence]:
    """Absences that touch a span of days, the newest first."""
    return list(
        TeacherAbsence.select()
        .where(touch(TeacherAbsence, first, last))
        .order_by(TeacherAbsence.valid_from.desc(), TeacherAbsence.id.desc())
    )


def teachers(first: date, last: date) -> set[int]:
    """п. 4.3.2: everybody who has the duty of a teacher, and works here, at any time of a span."""
    query: Any = (
        Duty.select(Duty.person)
        .join(Employment, on=(Employment.person == Duty.person))
        .where((Duty.role == "teacher") & touch(Duty, first, last) & touch(Employment, first, last))
    )
    return {row[0] for row in query.tuples()}


def subjects_of(day: date) -> dict[int, set[tuple[int, int | None]]]:
    """By teacher: the subjects taught on a day, each with the grades of its pages."""
    query: Any = GroupTeacher.select(GroupTeacher.person, Group.subject, Group.grade).join(Group)
    found: dict[int, set[tuple[int, int | None]]] = {}
    for person, subject, grade in query.where(in_force(GroupTeacher, day)).distinct().tuples():
        found.setdefault(person, set()).add((subject, grade))
    return found


def pages_of_classes(cohorts: Collection[int], day: date) -> list[tuple[int, int, str, int]]:
    """Class, page, subject and teacher of every page of whole classes that is taught on a day."""
    query: Any = (
        Group.select(Group.cohort, Group.id, Subject.name, GroupTeacher.person)
        .join(Subject)
        .switch(Group)
        .join(GroupTeacher, on=(GroupTeacher.group == Group.id))
        .where((Group.kind == "class") & Group.cohort.in_(list(cohorts)) & in_force(GroupTeacher, day))
        .order_by(Subject.name)
    )
    return list(query.tuples())


def pages(groups: Collection[int]) -> dict[int, Group]:
    """Pages with their subjects, by number."""
    query = Group.select(Group, Subject).join(Subject).where(Group.id.in_(list(groups)))
    return {group.id: group for group in query}


def first_names(people: Collection[int]) -> dict[int, Name]:
    """The oldest name of each of these people: for days before any of their names."""
    columns = (PersonName.person, PersonName.surname, PersonName.name, PersonName.patronymic)
    query: Any = PersonName.select(*columns).where(PersonName.person.in_(list(people)))
    return {row[0]: Name(*row[1:]) for row in query.order_by(PersonName.valid_from.desc()).tuples()}


def subjects_given(lessons: Collection[int]) -> dict[int, str]:
    """The subject of each of these lessons."""
    if not lessons:
        return {}
    query: Any = Lesson.select(Lesson.id, Subject.name).join(Group).join(Subject)
    return dict(query.where(Lesson.id.in_(list(lessons))).tuples())


def about(lessons: Collection[int]) -> dict[int, Replacement]:
    """The decision that each of these lessons is given by."""
    rows = Replacement.select().where(Replacement.lesson.in_(list(lessons)))
    return {row.lesson_id: row for row in rows if row.lesson_id}


def of_absences(absences: Collection[int]) -> list[Replacement]:
    """What was done with the lessons of these absences, in order."""
    mine = Replacement.absence.in_(list(absences))
    return list(Replacement.select().where(mine).order_by(Replacement.date, Replacement.number))


def of_days(first: date, last: date) -> list[Replacement]:
    """What was replaced or missed in a span of days, with the absence, in order."""
    return list(
        Replacement.select(Replacement, TeacherAbsence)
        .join(TeacherAbsence)
        .where(Replacement.date.between(first, last))
        .order_by(Replacement.date, Replacement.number, Replacement.id)
    )


def not_held(groups: Any, first: date, last: date) -> list[tuple[int, date, int, str, str]]:
    """Lessons of the timetable that are not to be, cancelled or exchanged: group, day, number, kind of the
    decision, reason of the absence.
    """
    gone = Replacement.kind.in_(("cancelled", "subject")) & Replacement.date.between(first, last)
    columns = (Replacement.group, Replacement.date, Replacement.number, Replacement.kind)
    joined = Replacement.select(*columns, TeacherAbsence.reason).join(TeacherAbsence)
    query: Any = joined.where(gone & Replacement.group.in_(groups))
    return list(query.order_by(Replacement.date, Replacement.number).tuples())


def put_in() -> set[tuple[int, date, int]]:
    """Group, day and number of the lessons that are given instead of another page's."""
    query: Any = Lesson.select(Lesson.group, Lesson.date, Lesson.number)
    query = query.join(Replacement, on=(Replacement.lesson == Lesson.id))
    return set(query.where(Replacement.kind == "subject").tuples())
