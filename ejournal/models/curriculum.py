"""The year and its periods, days off, subjects, teaching groups with dated members and teachers."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import BooleanField, CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table, in_force
from ejournal.models.grade_breaks import GradeBreak
from ejournal.models.people import Cohort, Enrolment, Person, SchoolYear
from ejournal.models.plans import Plan
from ejournal.prepared import prepared


class Period(Table):
    """A quarter, half-year or trimester for a span of grades; `extra` when only pages whose `term_kind` is
    its kind have it.
    """

    year_id: int
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=10)
    number = SmallIntegerField()
    grade_from = SmallIntegerField()
    grade_to = SmallIntegerField()
    valid_from = DateField()
    valid_to = DateField()
    extra = BooleanField(null=True)


class DayOff(Table):
    """Days without lessons: for everybody, or for one class (extra holidays of grade 1, quarantine).

    `lost` when they were to be taught (quarantine, frost): what they took is behind the КТП.
    """

    cohort_id: int | None
    grade_break_id: int | None
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    reason = CharField(max_length=200)
    valid_from = DateField()
    valid_to = DateField()
    lost = BooleanField(null=True)
    grade_break = ForeignKeyField(GradeBreak, on_delete="RESTRICT", null=True, backref="+")


class Subject(Table):
    """A subject as the curriculum names it, and its place there."""

    name = CharField(max_length=200, unique=True)
    position = SmallIntegerField(null=True)


class CurriculumHour(Table):
    """Учебный план: hours a week of a subject in a class, in tenths (5: half an hour a week)."""

    cohort_id: int
    subject_id: int
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    subject = ForeignKeyField(Subject, on_delete="RESTRICT", backref="+")
    tenths = SmallIntegerField()


LESSON_KINDS = ("class", "part", "mixed", "home")  # of groups that have lessons and term marks
OWN_JOURNALS = ("home", "after_school", "club", "extracurricular")  # of groups with a journal of their own
NO_HOMEWORK = ("after_school", "club", "extracurricular")  # whose sessions have no homework (2.1)


class Group(Table):
    """п. 2.1: a page of the journal: a class or a part of it × a subject.

    kind: class, part, mixed, home (обучение на дому), after_school (ГПД), club (доп. образование),
    extracurricular (внеурочная деятельность). grading: five (2–5), pass (зачёт), none. `periods`: the
    numbers of those periods of the year in which it is taught, «1,2»; None: the whole year.
    term_kind: the kind of the periods it has term marks for; None: those of its grade. week_tenths: hours.
    passed: the number of its КТП that was reached before `passed_by`, when the journal began in mid-year.
    """

    year_id: int
    subject_id: int
    cohort_id: int | None
    plan_id: int | None
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    subject = ForeignKeyField(Subject, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    plan = ForeignKeyField(Plan, on_delete="RESTRICT", null=True, backref="+")
    kind = CharField(max_length=20)
    name = CharField(max_length=100)
    grade = SmallIntegerField(null=True)
    grading = CharField(max_length=10)
    periods = CharField(max_length=20, null=True)
    term_kind = CharField(max_length=10, null=True)
    week_tenths = SmallIntegerField(null=True)
    passed = SmallIntegerField(null=True)
    passed_by = DateField(null=True)

    def passed_on(self, day: date) -> int:
        """п. 4.5.1: the number of its КТП that was reached elsewhere by the lessons of a day."""
        return self.passed if self.passed and self.passed_by and self.passed_by <= day else 0

    class Meta:
        table_name = "teaching_group"


class GroupMember(Table):
    """A pupil's days in a group and their order; what was written before a move stays where it was."""

    group_id: int
    person_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    valid_from = DateField()
    valid_to = DateField(null=True)
    order_number = CharField(max_length=100, null=True)


class GroupTeacher(Table):
    """A teacher's days in a group."""

    person_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    valid_from = DateField()
    valid_to = DateField(null=True)


def group(group_id: int) -> Group | None:
    """A group with its subject and year."""
    return next(iter(_groups(group_id)), None)


@prepared
def _groups(group_id: int) -> Any:
    joined = Group.select(Group, Subject, SchoolYear).join(Subject).switch(Group).join(SchoolYear)
    return joined.where(Group.id == group_id)


def members_on(group: int, day: date) -> list[int]:
    """Pupils of a group on a day."""
    return [row[0] for row in _members(group, day)]


@prepared
def _members(group: int, day: date) -> Any:
    here = (GroupMember.group == group) & in_force(GroupMember, day)
    return GroupMember.select(GroupMember.person).where(here).tuples()


def classes_of(group: Group, day: date) -> frozenset[int]:
    """The class of a group; of a mixed one the classes of all its pupils on a day."""
    return classes_of_groups([group], day)[group.id]


def classes_of_groups(groups: Iterable[Group], day: date) -> dict[int, frozenset[int]]:
    """The class of each group; of a mixed one the classes of all its pupils on a day, asked for at once."""
    found = {group.id: frozenset({group.cohort_id} if group.cohort_id else ()) for group in groups}
    mixed = [group for group, classes in found.items() if not classes]
    if not mixed:
        return found
    query: Any = (
        GroupMember.select(GroupMember.group, Enrolment.cohort)
        .join(Enrolment, on=(Enrolment.person == GroupMember.person))
        .where(GroupMember.group.in_(mixed) & in_force(GroupMember, day) & in_force(Enrolment, day))
        .distinct()
    )
    for group, cohort in query.tuples():
        found[group] = found.get(group, frozenset()) | {cohort}
    return found


@prepared
def periods(grade: int, first: date, last: date) -> Any:
    """The quarters or half-years of a grade that touch a span, in order."""
    grades = (Period.grade_from <= grade) & (Period.grade_to >= grade)
    touching = (Period.valid_from <= last) & (Period.valid_to >= first)
    return Period.select().where(grades & touching & Period.extra.is_null()).order_by(Period.valid_from)


def periods_of_year(year: SchoolYear) -> list[Period]:
    """The quarters or half-years of all grades of a year, in order."""
    own = (Period.year == year) & Period.extra.is_null()
    return list(Period.select().where(own).order_by(Period.valid_from))


def off_on(day: date) -> list[tuple[int | None, str]]:
    """Class (None: the whole school) and reason of each that has no lessons on a day."""
    rows: Any = DayOff.select(DayOff.cohort, DayOff.reason).where(in_force(DayOff, day)).order_by(DayOff.id)
    return list(rows.tuples())


@prepared
def days_off(cohort: int | None, first: date, last: date) -> Any:
    """Reason, first and last day of what takes lessons away from a class in a span."""
    mine = DayOff.cohort.is_null() | (DayOff.cohort == cohort)
    touching = (DayOff.valid_from <= last) & (DayOff.valid_to >= first)
    off = DayOff.select(DayOff.reason, DayOff.valid_from, DayOff.valid_to).where(mine & touching)
    return off.order_by(DayOff.valid_from).tuples()


class Membership(NamedTuple):
    """A pupil's days in a group."""

    person: int
    sex: str | None
    first: date
    last: date | None


def memberships(group: int, first: date, last: date) -> list[Membership]:
    """Everybody who was in the group in a span."""
    return [Membership(*row) for row in _memberships(group, first, last)]


@prepared
def _memberships(group: int, first: date, last: date) -> Any:
    ended = GroupMember.valid_to.is_null() | (GroupMember.valid_to >= first)
    return (
        GroupMember.select(GroupMember.person, Person.sex, GroupMember.valid_from, GroupMember.valid_to)
        .join(Person)
        .where((GroupMember.group == group) & (GroupMember.valid_from <= last) & ended)
        .order_by(GroupMember.valid_from)
        .tuples()
    )


@prepared
def teacher_spans(group: int) -> Any:
    """Person, first and last day of everybody who ever taught the group."""
    columns = (GroupTeacher.person, GroupTeacher.valid_from, GroupTeacher.valid_to)
    return GroupTeacher.select(*columns).where(GroupTeacher.group == group).tuples()


def groups_on(day: date) -> list[Any]:
    """All journal pages of the school year that holds `day`, with their subjects."""
    return list(
        Group.select(Group, Subject)
        .join(Subject)
        .switch(Group)
        .join(SchoolYear)
        .where(in_force(SchoolYear, day))
        .order_by(Subject.name, Group.name)
    )


def group_teachers(day: date) -> dict[int, frozenset[int]]:
    """Who teaches each group on a day."""
    query: Any = GroupTeacher.select(GroupTeacher.group, GroupTeacher.person).where(
        in_force(GroupTeacher, day)
    )
    found: dict[int, frozenset[int]] = {}
    for group, person in query.tuples():
        found[group] = found.get(group, frozenset()) | {person}
    return found


def members_of(groups: Collection[int], day: date) -> dict[int, list[int]]:
    """Pupils on a day by group, of every one of these groups."""
    query: Any = (
        GroupMember.select(GroupMember.group, GroupMember.person)
        .where(GroupMember.group.in_(list(groups)) & in_force(GroupMember, day))
        .tuples()
    )
    found: dict[int, list[int]] = {group: [] for group in groups}
    for group, person in query:
        found[group].append(person)
    return found


def pages_of_year(year: SchoolYear, teacher: int | None, today: date) -> list[Group]:
    """The pages of a year with their subjects; those of one teacher, when one is named, from today on."""
    query = Group.select(Group, Subject).join(Subject).where(Group.year == year)
    if teacher is not None:
        goes_on = GroupTeacher.valid_to.is_null() | (GroupTeacher.valid_to >= today)
        mine = (GroupTeacher.person == teacher) & goes_on
        query = query.where(Group.id.in_(GroupTeacher.select(GroupTeacher.group).where(mine)))
    return list(query.order_by(Subject.name, Group.grade, Group.name, Group.id))


def teaches(person: int | None, groups: Collection[int], today: date) -> bool:
    """Whether somebody teaches all of these pages, today or from a later day on."""
    goes_on = GroupTeacher.valid_to.is_null() | (GroupTeacher.valid_to >= today)
    mine: Any = GroupTeacher.select(GroupTeacher.group).where((GroupTeacher.person == person) & goes_on)
    return set(groups) <= {group for (group,) in mine.tuples()}


def subjects_in_order() -> list[Subject]:
    """The subjects that the curriculum has placed, in its order."""
    return list(
        Subject.select().where(Subject.position.is_null(False)).order_by(Subject.position, Subject.id)
    )


def hours_of(year: SchoolYear) -> list[CurriculumHour]:
    return list(CurriculumHour.select().where(CurriculumHour.year == year))
