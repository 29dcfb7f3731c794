"""Classes of exact size beside whatever the database holds: the same pages over a large and a small school.

Rows are laid straight into the tables: the figures need their number and shape, not their audit entries.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import fn

from ejournal.db import Table, connect_to, connected, database
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Subject
from ejournal.models.journal import Absence, LessonText, Mark, RollCall, Work
from ejournal.models.people import (
    ClassYear,
    Cohort,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
    SchoolYear,
)
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson
from ejournal.services.sessions import open_session

ZONE = ZoneInfo("Europe/Moscow")
BATCH = 500
WORKS = (("answer", 1), ("quiz", 2))
MARKED, MISSED = 0.6, 0.06  # of all cells; like a diligent teacher's page
EVERY_DAY = (1, 2, 3, 4, 5)
THRICE = ((1, 3, 4), (2, 4, 5))


@dataclass(frozen=True)
class Class:
    """A class and its pages; `today` are the lessons of this day that nothing is written in yet, by page."""

    pupils: list[int]
    groups: list[int]
    today: list[list[int]]
    first_day: date


@dataclass(frozen=True)
class Scene:
    """Who reads and writes what; people are tokens of live sessions."""

    moment: datetime
    teacher: str
    parent: str
    parent_of_small: str
    lesson: Class  # 25 pupils, 35 lessons, and two columns in each lesson of today
    wide: Class  # 23 pupils × 35 lessons on each of 12 pages
    high: Class  # 30 pupils × 40 lessons
    small: Class  # 3 pupils × 3 lessons


def moment() -> datetime:
    """Half past two on the Thursday of the twelfth week of the newest school year."""
    begins: date = SchoolYear.select(fn.MAX(SchoolYear.valid_from)).scalar()
    thursday = begins + timedelta(weeks=12, days=4 - begins.isoweekday())
    return datetime.combine(thursday, time(14, 30), ZONE)


def lay(url: str) -> Scene:
    """Put the classes into a database that has a school year."""
    connect_to(url)
    with connected(), database.atomic():
        return _Builder(moment()).scene()


class _Builder:
    """Everything of one teacher, who gives all the lessons."""

    def __init__(self, now: datetime) -> None:
        self.now, self.day = now, now.date()
        self.chance = random.Random(7)  # the same marks on every run
        self.year = SchoolYear.select().order_by(SchoolYear.valid_from.desc()).get()
        self.teacher = self._people(1)[0]
        since: dict[str, Any] = {
            "person": self.teacher,
            "order_number": "№ 1",
            "valid_from": self.year.valid_from,
        }
        Employment.create(position="учитель", **since)
        Duty.create(role="teacher", cohort=None, **since)
        self.plan = Plan.create(title="Замер")
        _fill(PlanItem, (self._item(number) for number in range(1, 103)))

    def scene(self) -> Scene:
        wide, small = self.make(23, 35, 12, 2, "Щ", WORKS[:1]), self.make(3, 3, 1, 1, "Я", WORKS[:1])
        return Scene(
            moment=self.now,
            teacher=self._session(self.teacher),
            parent=self._session(self._parent(wide.pupils[0])),
            parent_of_small=self._session(self._parent(small.pupils[0])),
            lesson=self.make(25, 35, 1, 8, "Э", WORKS),
            wide=wide,
            high=self.make(30, 40, 1, 1, "Ю", WORKS[:1]),
            small=small,
        )

    def make(
        self, pupils: int, lessons: int, pages: int, today: int, letter: str, works: Sequence[tuple[str, int]]
    ) -> Class:
        """A class with as many pages, each of as many lessons before today and `today` unwritten ones."""
        cohort = Cohort.create(started_on=self.year.valid_from)
        ClassYear.create(cohort=cohort, year=self.year, grade=7, letter=letter)
        people = self._people(pupils)
        link: dict[str, Any] = {"cohort": cohort, "order_number": "№ 1", "valid_from": self.year.valid_from}
        _fill(Enrolment, ({"person": pupil, **link} for pupil in people))
        made, unwritten, since = [], [], self.day
        for number in range(pages):
            group = self._group(cohort, f"7{letter} класс", number, people)
            weekdays = EVERY_DAY if pages == 1 else THRICE[number % 2]
            days = list(self._days_back(lessons, weekdays))[::-1]
            self._write(self._lessons(group, [(day, number % 7 + 1) for day in days]), people)
            slots = [(self.day, number % 7 + 1 + 10 * place) for place in range(today)]
            fresh = self._lessons(group, slots)
            if len(works) > 1:
                _fill(Work, (self._work(lesson, *work) for lesson in fresh for work in works))
            made.append(group)
            unwritten.append([lesson.id for lesson in fresh])
            since = min(since, days[0])
        return Class(people, made, unwritten, since)

    def _people(self, count: int) -> list[int]:
        """Persons with names that are all different."""
        last = int(Person.select(fn.MAX(Person.id)).scalar() or 0)
        people = [last + number for number in range(1, count + 1)]
        _fill(Person, ({"id": who, "snils": f"8{who:010d}", "sex": "f", "version": 1} for who in people))
        _fill(PersonName, (self._name(who) for who in people))
        return people

    def _name(self, who: int) -> dict[str, Any]:
        surname = f"Измерова{'абвгдежзик'[who % 10]}{'абвгдежзик'[who // 10 % 10]}"
        name, patronymic = "Александра", "Константиновна"
        folded = f"{surname} {name} {patronymic}".casefold()
        since = self.year.valid_from
        return {
            "person": who, "surname": surname, "name": name, "patronymic": patronymic, "folded": folded,
            "valid_from": since,
        }  # fmt: skip

    def _parent(self, child: int) -> int:
        (parent,) = self._people(1)
        link: dict[str, Any] = {"guardian": parent, "child": child, "valid_from": self.year.valid_from}
        Guardianship.create(relation="мать", **link)
        Informing.create(electronic=True, **link)
        return parent

    def _session(self, person: int) -> str:
        return open_session(Person.get_by_id(person), 12, datetime.now(ZONE))

    def _item(self, number: int) -> dict[str, Any]:
        topic = f"Тема урока {number} по календарному плану"
        text = {"section": "Раздел", "topic": topic, "homework": f"§ {number}, № {number * 3}"}
        return {"plan": self.plan, "number": number, "work_kind": "", **text}

    def _group(self, cohort: Cohort, name: str, number: int, people: list[int]) -> int:
        called = f"Предмет замера {number + 1}"
        subject = Subject.get_or_none(Subject.name == called) or Subject.create(name=called)
        group = Group.create(
            year=self.year, subject=subject, cohort=cohort, plan=self.plan, kind="class", name=name, grade=7,
            grading="five",
        )  # fmt: skip
        since = {"group": group.id, "valid_from": self.year.valid_from}
        GroupTeacher.create(person=self.teacher, **since)
        _fill(GroupMember, ({"person": pupil, **since} for pupil in people))
        return int(group.id)

    def _days_back(self, count: int, weekdays: tuple[int, ...]) -> Iterator[date]:
        day = self.day
        while count:
            day -= timedelta(days=1)
            if day.isoweekday() in weekdays:
                count -= 1
                yield day

    def _lessons(self, group: int, slots: list[tuple[date, int]]) -> list[Lesson]:
        _fill(Lesson, (self._lesson(group, day, number) for day, number in slots))
        mine = (Lesson.group == group) & Lesson.date.in_({day for day, _ in slots})
        return list(Lesson.select().where(mine).order_by(Lesson.date, Lesson.number))

    def _lesson(self, group: int, day: date, number: int) -> dict[str, Any]:
        begins = datetime.combine(day, time(8, 30), ZONE) + timedelta(minutes=50 * (number % 10 - 1))
        place = {"group": group, "date": day, "number": number, "room": "12"}
        return {**place, "starts_at": begins, "ends_at": begins + timedelta(minutes=40)}

    def _write(self, lessons: list[Lesson], people: list[int]) -> None:
        """Topic, homework, attendance, and a column of marks in each of these lessons."""
        _fill(
            LessonText, (self._text(lesson, field) for lesson in lessons for field in ("topic", "homework"))
        )
        _fill(RollCall, ({**self._fact(lesson), "lesson": lesson.id, "late_days": 0} for lesson in lessons))
        _fill(Work, (self._work(lesson, *WORKS[0]) for lesson in lessons))
        made: Any = Work.select(Work.lesson, Work.id).where(Work.lesson.in_(lessons)).tuples()
        columns = dict(made)
        absent, marks = [], []
        for lesson in lessons:
            for pupil in people:
                if self.chance.random() < MISSED:
                    absent.append({**self._fact(lesson), **self._absence(lesson, pupil)})
                elif self.chance.random() < MARKED:
                    marks.append({**self._fact(lesson), **self._mark(lesson, columns[lesson.id], pupil)})
        _fill(Absence, iter(absent))
        _fill(Mark, iter(marks))

    def _fact(self, lesson: Lesson) -> dict[str, Any]:
        return {"deed": f"{self.chance.getrandbits(128):032x}", "at": lesson.ends_at, "by": self.teacher}

    def _text(self, lesson: Lesson, field: str) -> dict[str, Any]:
        text = f"Запись урока от {lesson.date:%d.%m}: § {lesson.number}, № 1–5"
        return {
            "lesson": lesson.id, "field": field, "text": text, "absent": False, "due": None, "draft": False,
            "plan_item": None, "saved_at": lesson.ends_at, "saved_by": self.teacher, "late_days": 0,
            "version": 1,
        }  # fmt: skip

    def _work(self, lesson: Lesson, kind: str, weight: int) -> dict[str, Any]:
        added = {"added_at": lesson.starts_at, "added_by": self.teacher, "late_days": 0}
        return {"lesson": lesson.id, "kind": kind, "weight": weight, "removed": False, "version": 1, **added}

    def _absence(self, lesson: Lesson, pupil: int) -> dict[str, Any]:
        return {"lesson": lesson.id, "pupil": pupil, "code": "Н", "late_days": 0, "replaces": None}

    def _mark(self, lesson: Lesson, work: int, pupil: int) -> dict[str, Any]:
        value = self.chance.choice("2334445555")
        cell = {"work": work, "pupil": pupil, "place": 1, "value": value}
        return {**cell, "entry_until": lesson.ends_at + timedelta(minutes=10), "slip_of": None}


def _fill(table: type[Table], rows: Iterator[dict[str, Any]]) -> None:
    """Insert by batches: SQLite takes so many values at a time and no more."""
    left = list(rows)
    for start in range(0, len(left), BATCH):
        table.insert_many(left[start : start + BATCH]).execute()
