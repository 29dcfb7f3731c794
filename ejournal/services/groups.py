"""Groups of no class as a whole, made by hand: at home, after school, clubs, mixed ones (п. 2.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.models import cards
from ejournal.models import groups as stored
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, periods
from ejournal.models.groups import Seat
from ejournal.models.movements import (
    absences_since,
    held_since,
    last_written,
    lessons_of_groups,
    marks_since,
)
from ejournal.models.people import SchoolYear, names
from ejournal.models.substitutions import teachers
from ejournal.rules import groups as rules
from ejournal.rules.curriculum import tenths_of
from ejournal.rules.groups import CLAUSE, WITH_LESSONS
from ejournal.rules.movements import Touched, check_past
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services import seats as places
from ejournal.services.deeds import create, create_many, deed, remove, remove_many, revise
from ejournal.services.movements import leave_groups
from ejournal.services.pages import UNMARKED, Pages
from ejournal.wording import class_name, fold, full_name

DAY = timedelta(days=1)
WHOSE = "у учеников группы по этому предмету"


@dataclass(frozen=True)
class Wanted:
    """A group as a form tells of it: subject by name, hours a week and order as typed.

    `sure`: a day that is over is meant.
    """

    kind: str
    subject: str
    name: str
    teacher: int
    pupils: frozenset[int]
    since: date
    order: str
    hours: str
    sure: bool = False


@deed("group.make", of="school_year", alone=True)
def make(year: SchoolYear, wanted: Wanted, *, by: Actor, now: datetime) -> None:
    """п. 2.1, 4.3.2: a group with its teacher and pupils; lessons at home or in a mixed group are in the
    place of those of the class: from its day on the pupils are on that page no more.
    """
    kind = rules.check_kind(wanted.kind)
    order = rules.order_of(kind, wanted.order)
    rules.check_day(wanted.since, year.valid_from, year.valid_to)
    seats = _seats(year, wanted.pupils, wanted.since)
    classes = _classes(seats)
    rules.check_pupils(kind, _periods(year, seats), classes)
    subject = one_line(wanted.subject, limit=200, field="Предмет")
    if not subject:
        raise Refusal(CLAUSE, "Назовите предмет, кружок или курс.")
    if wanted.teacher not in teachers(now.date(), now.date()):
        raise Refusal(CLAUSE, "Выберите учителя или руководителя из списка.")
    tenths = tenths_of(wanted.hours, subject) if wanted.hours.strip() else None
    name = rules.named(kind, wanted.name, classes)
    group = _made(year, kind, subject, name, seats, tenths)
    create(GroupTeacher, group=group, person=wanted.teacher, valid_from=wanted.since)
    _tell(group, seats, wanted.since, now.date(), wanted.sure)
    _enlist(group, seats, wanted.since, order)


def _classes(seats: Collection[Seat]) -> list[str]:
    return list(dict.fromkeys(class_name(one.grade, one.letter) for one in seats))


def _periods(year: SchoolYear, seats: Collection[Seat]) -> dict[int, tuple[tuple[str, date, date], ...]]:
    """By grade of the pupils: the periods of the year, as they are stored."""
    return {
        grade: tuple(
            (one.kind, one.valid_from, one.valid_to) for one in periods(grade, year.valid_from, year.valid_to)
        )
        for grade in {one.grade for one in seats}
    }


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
    grade = max(one.grade for one in seats)
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
    group: Group,
    pupils: Collection[int],
    since: date,
    order: str,
    sure: bool = False,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 2.1: these pupils are in the group from a day on; `sure`: a day that is over is meant."""
    year = group.year
    rules.check_day(since, year.valid_from, year.valid_to)
    paper = rules.order_of(group.kind, order)
    rows = stored.seats_of([group.id])
    there = {row.person_id for row in rows if row.valid_to is None or row.valid_to >= since}
    seats = _seats(year, pupils, since)
    if not seats:
        raise Refusal(CLAUSE, "Отметьте учеников, которых добавить в группу.")
    if group.kind == "home" and any(one.cohort != group.cohort_id for one in seats):
        raise Refusal(CLAUSE, "Это страница другого класса: заведите ученику свою страницу обучения на дому.")
    new = [one for one in seats if one.pupil not in there]
    if not new:
        raise Refusal(CLAUSE, "Эти ученики и так в группе.", Way.RELOAD)
    whole = [*new, *(one for one in stored.pupils_on(year, since) if one.pupil in there)]
    rules.check_pupils(group.kind, _periods(year, whole), _classes(whole))
    _tell(group, new, since, now.date(), sure)
    _enlist(group, new, since, paper)


def _tell(group: Group, seats: list[Seat], since: date, today: date, sure: bool) -> None:
    """Refuse who is on such a page of the subject already, and a day that is over until `sure`."""
    people = {one.pupil for one in seats}
    left: list[Group] = []
    if group.kind in WITH_LESSONS:
        called = names({person for person, _ in places.elsewhere([group], people, since)}, since)
        rules.check_elsewhere([full_name(*name) for name in called.values()], group.subject.name)
        left = stored.pages_with(stored.class_pages(group, {one.cohort for one in seats}), people, since)
    check_past(since, today, _touched(group, left, people, since, today), sure, WHOSE)
    rules.check_held([page.name for page in left if held_since(page.id, since)], sure)


def _touched(group: Group, left: list[Group], people: Collection[int], since: date, today: date) -> Touched:
    """What lies since a day on the pages that are left, and the lessons of the group."""
    pages = [page.id for page in left]
    return Touched(
        lessons_of_groups([group.id, *pages], since, today),
        sum(marks_since(one, since, pages) for one in people),
        sum(absences_since(one, since, pages) for one in people),
    )


def _enlist(group: Group, seats: list[Seat], since: date, order: str | None) -> None:
    ends = _ends(group, seats)
    create_many(
        GroupMember,
        (
            {"group": group, "person": one, "valid_from": since, "valid_to": last, "order_number": order}
            for one, last in ends.items()
        ),
    )
    if group.kind not in WITH_LESSONS:
        return
    pages = {one.id for one in stored.class_pages(group, {seat.cohort for seat in seats})}
    for one in seats:
        leave_groups(one.pupil, since - DAY, lambda page: page.id in pages)


def _ends(group: Group, seats: list[Seat]) -> dict[int, date | None]:
    """The last day of each pupil in the group by an order that is known: out of the class or the school."""
    if group.kind in WITH_LESSONS:
        return {one.pupil: one.last for one in seats}
    ends: dict[int, date | None] = {}
    for stay in cards.stays([one.pupil for one in seats]):
        ends[stay.person] = stay.last  # the oldest first: of the newest
    return ends


@deed("group.dismiss", of="teaching_group", alone=True)
def dismiss(group: Group, person: int, last: date, sure: bool = False, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a pupil is in the group until a day; lessons at home over, the page of the class follows."""
    mine = (GroupMember.group == group) & (GroupMember.person == person)
    later = GroupMember.valid_to.is_null() | (GroupMember.valid_to > last)
    rows = list(GroupMember.select().where(mine & later).order_by(GroupMember.valid_from))
    if not rows:
        raise Refusal(CLAUSE, "Этого ученика в группе в этот день уже нет. Обновите страницу.", Way.RELOAD)
    rules.check_day(last, group.year.valid_from, group.year.valid_to)
    rules.check_unfinished(last_written(person).get(group.id), last, group.subject.name)
    since, today = last + DAY, now.date()
    for row in rows:
        if last < row.valid_from:
            remove(row)
        else:
            revise(row, valid_to=last)
    _back(group, person, max(since, rows[0].valid_from))
    pages = _pages_of(group, {person}, since) if group.kind in WITH_LESSONS else []
    check_past(last, today, _touched(group, pages, [person], since, today), sure, WHOSE)


@deed("group.remove", of="teaching_group", alone=True)
def take_away(group: Group, sure: bool = False, *, by: Actor, now: datetime) -> None:
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
    if rows and group.kind in WITH_LESSONS:
        people, first = {row.person_id for row in rows}, min(row.valid_from for row in rows)
        pages = _pages_of(group, people, first)
        check_past(first, now.date(), _touched(group, pages, people, first, now.date()), sure, WHOSE)


def _pages_of(group: Group, people: Collection[int], since: date) -> list[Group]:
    cohorts = {one.cohort for one in stored.pupils_on(group.year, since) if one.pupil in people}
    return stored.pages_with(stored.class_pages(group, cohorts), people, since)


def _back(group: Group, person: int, since: date) -> None:
    if group.kind in WITH_LESSONS:
        places.give_back(group, person, since)
