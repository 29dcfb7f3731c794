"""Groups of no class as a whole, made by hand: at home, after school, clubs, mixed ones (п. 2.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.models import groups as stored
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher
from ejournal.models.groups import Seat
from ejournal.models.movements import last_written
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import teachers
from ejournal.rules import groups as rules
from ejournal.rules.curriculum import tenths_of
from ejournal.rules.groups import CLAUSE, WITH_LESSONS
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, create_many, deed, remove, remove_many, revise
from ejournal.services.movements import leave_groups
from ejournal.services.pages import UNMARKED, Pages
from ejournal.wording import class_name, fold

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """A group as a form tells of it: subject by name, hours a week and order as typed."""

    kind: str
    subject: str
    name: str
    teacher: int
    pupils: frozenset[int]
    since: date
    order: str
    hours: str


@deed("group.make", of="school_year", alone=True)
def make(year: SchoolYear, wanted: Wanted, *, by: Actor, now: datetime) -> None:
    """п. 2.1, 4.3.2: a group with its teacher and pupils; lessons at home or in a mixed group are in the
    place of those of the class: from its day on the pupils are on that page no more.
    """
    kind = rules.check_kind(wanted.kind)
    order = rules.order_of(kind, wanted.order)
    rules.check_day(wanted.since, year.valid_from, year.valid_to)
    seats = _seats(year, wanted.pupils, wanted.since)
    classes = list(dict.fromkeys(class_name(one.grade, one.letter) for one in seats))
    rules.check_pupils(kind, {one.grade for one in seats}, classes)
    subject = one_line(wanted.subject, limit=200, field="Предмет")
    if not subject:
        raise Refusal(CLAUSE, "Назовите предмет, кружок или курс.")
    if wanted.teacher not in teachers(now.date(), now.date()):
        raise Refusal(CLAUSE, "Выберите учителя или руководителя из списка.")
    tenths = tenths_of(wanted.hours, subject) if wanted.hours.strip() else None
    name = rules.named(kind, wanted.name, classes)
    group = _made(year, kind, subject, name, seats, tenths)
    create(GroupTeacher, group=group, person=wanted.teacher, valid_from=wanted.since)
    _enlist(group, seats, wanted.since, order)


def _seats(year: SchoolYear, pupils: Collection[int], day: date) -> list[Seat]:
    found = [one for one in stored.pupils_on(year, day) if one.pupil in pupils]
    if {one.pupil for one in found} != set(pupils):
        raise Refusal(CLAUSE, "В этот день кто-то из отмеченных не учится в школе: проверьте день и список.")
    return found


def _made(
    year: SchoolYear, kind: str, subject: str, name: str, seats: list[Seat], tenths: int | None
) -> Group:
    pages = Pages(year)
    if kind in WITH_LESSONS and not pages.has_subject(subject):
        raise Refusal(CLAUSE, f"Предмета «{subject}» в школе нет: выберите его название из списка.")
    kept, lessons = pages.subject_of(subject), kind in WITH_LESSONS
    same = (Group.year == year) & (Group.kind == kind) & (Group.subject == kept) & (Group.name == name)
    if Group.select().where(same).exists():
        said = f"Группа «{kept.name}, {name}» уже есть: добавьте в неё учеников или назовите иначе."
        raise Refusal(CLAUSE, said)
    grade = min(one.grade for one in seats)
    marked = lessons and grade > 1 and fold(subject) not in UNMARKED
    return create(
        Group,
        year=year,
        subject=kept,
        cohort=seats[0].cohort if kind == "home" else None,
        plan=None,
        kind=kind,
        name=name,
        grade=grade if lessons else None,
        grading="five" if marked else "none",
        week_tenths=tenths,
    )


@deed("group.enlist", of="teaching_group", alone=True)
def enlist(
    group: Group, pupils: Collection[int], since: date, order: str, *, by: Actor, now: datetime
) -> None:
    """п. 2.1: these pupils are in the group from a day on."""
    rules.check_day(since, group.year.valid_from, group.year.valid_to)
    paper = rules.order_of(group.kind, order)
    seats = _seats(group.year, pupils, since)
    there = {
        row.person_id for row in stored.seats_of([group.id]) if row.valid_to is None or row.valid_to >= since
    }
    if not seats:
        raise Refusal(CLAUSE, "Отметьте учеников, которых добавить в группу.")
    if group.kind == "home" and any(one.cohort != group.cohort_id for one in seats):
        raise Refusal(CLAUSE, "Это страница другого класса: заведите ученику свою страницу обучения на дому.")
    new = [one for one in seats if one.pupil not in there]
    if not new:
        raise Refusal(CLAUSE, "Эти ученики и так в группе.", Way.RELOAD)
    _enlist(group, new, since, paper)


def _enlist(group: Group, seats: list[Seat], since: date, order: str | None) -> None:
    days = {"valid_from": since, "order_number": order}
    create_many(GroupMember, ({"group": group, "person": one.pupil, **days} for one in seats))
    if group.kind not in WITH_LESSONS:
        return
    pages = {one.id for one in stored.class_pages(group, {seat.cohort for seat in seats})}
    for one in seats:
        leave_groups(one.pupil, since - DAY, lambda page: page.id in pages)


@deed("group.dismiss", of="teaching_group", alone=True)
def dismiss(group: Group, person: int, last: date, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a pupil is in the group until a day; lessons at home over, the page of the class follows."""
    mine = (GroupMember.group == group) & (GroupMember.person == person) & GroupMember.valid_to.is_null()
    row: GroupMember | None = GroupMember.get_or_none(mine)
    if row is None:
        raise Refusal(CLAUSE, "Этого ученика в группе уже нет. Обновите страницу.", Way.RELOAD)
    rules.check_day(last, group.year.valid_from, group.year.valid_to)
    rules.check_unfinished(last_written(person).get(group.id), last, group.subject.name)
    if last < row.valid_from:
        remove(row)
    else:
        revise(row, valid_to=last)
    _back(group, person, max(last + DAY, row.valid_from))


@deed("group.remove", of="teaching_group", alone=True)
def take_away(group: Group, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a group that was made in error; one that anything rests on stays."""
    rows = stored.seats_of([group.id])
    try:
        remove_many(rows)
        remove_many(list(GroupTeacher.select().where(GroupTeacher.group == group)))
        remove(group)
    except IntegrityError:
        raise Refusal(
            CLAUSE,
            "С этой группой уже связаны уроки, расписание или записи: убрать её нельзя. "
            "Закончите дни её учеников.",
        ) from None
    for row in rows:
        _back(group, row.person_id, row.valid_from)


def _back(group: Group, person: int, since: date) -> None:
    """The pupil is on the page of the class again: on the one that was left, its days go on or begin anew."""
    cohorts = {one.cohort for one in stored.pupils_on(group.year, since) if one.pupil == person}
    pages = stored.class_pages(group, cohorts) if group.kind in WITH_LESSONS else []
    mine: Any = GroupMember.group.in_([page.id for page in pages]) & (GroupMember.person == person)
    before = GroupMember.select().where(mine).order_by(GroupMember.valid_from.desc()).first()
    if before is not None and (before.valid_to is None or before.valid_to >= since - DAY):
        if before.valid_to is not None:
            revise(before, valid_to=None)
        return
    page = before.group_id if before else next((one.id for one in pages if one.kind == "class"), None)
    if page is not None:
        create(GroupMember, group=page, person=person, valid_from=since)
