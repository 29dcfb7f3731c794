"""A class of the demo from its first day: its lessons, its people, and browsers that only send requests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from ejournal.db import connected, database
from ejournal.demo import run
from ejournal.models.curriculum import Group, GroupMember, Period, members_on
from ejournal.models.people import ClassYear, Duty, Enrolment, Guardianship, Person, names
from ejournal.models.timetable import Lesson, teachers_of
from ejournal.models.timetable import lesson as lesson_of
from ejournal.services.sessions import open_session
from tests.client import BASE, StoppedClock, form, make_app

GRADE = 7
BEGINS = datetime(2026, 9, 1, 7, tzinfo=run.ZONE)
TEXT = re.compile(r"<[^>]+>")


@dataclass
class Caller:
    """Somebody signed in; pages are not looked at here, they have tests of their own."""

    app: Flask
    token: str

    def send(self, method: str, path: str, data: Any = None) -> TestResponse:
        client = self.app.test_client()
        with client.session_transaction(base_url=BASE) as cookie:
            cookie["_user_id"], cookie["_fresh"] = self.token, True
        headers = {} if method == "GET" else {"Origin": BASE}
        return client.open(path, method=method, data=data, base_url=BASE, headers=headers)

    def get(self, path: str) -> str:
        answer = self.send("GET", path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def form(self, path: str, action: str | None = None) -> dict[str, str]:
        return form(self.get(path), action or path)

    def post(self, path: str, data: Any) -> TestResponse:
        return self.send("POST", path, data)


@dataclass
class Given:
    """A lesson to be given: its page, who was in the group, who gives it.

    `counts`: it is a lesson of the curriculum, no club nor other activity, and so among the lessons missed.
    """

    id: int
    group: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    members: list[int]
    teacher: int
    counts: bool


@dataclass
class World:
    """The served school with its clock; `callers` are sessions by person."""

    app: Flask
    clock: StoppedClock
    cohort: int
    period: Period
    callers: dict[int, Caller] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        self.clock.hands[0] = moment.astimezone(run.ZONE)

    def caller(self, person: int) -> Caller:
        """A session of a person that lasts the whole quarter: signing in is tested elsewhere."""
        if person not in self.callers:
            with connected():
                token = open_session(Person.get_by_id(person), 24 * 90, BEGINS)
            self.callers[person] = Caller(self.app, token)
        return self.callers[person]

    def holder(self, role: str) -> int:
        """Who has a duty over the school, or over the class."""
        with connected():
            own = Duty.cohort == (self.cohort if role == "class_teacher" else None)
            return int(Duty.get((Duty.role == role) & own).person_id)

    def parent(self, pupil: int) -> int:
        """One of the guardians of a pupil."""
        with connected():
            return int(
                Guardianship.select()
                .where(Guardianship.child == pupil)
                .order_by(Guardianship.id)[0]
                .guardian_id
            )

    def lessons(self) -> list[Given]:
        """Every lesson of the quarter with a pupil of the class in it, in order of time."""
        with connected():
            mine = GroupMember.select(GroupMember.group).where(GroupMember.person.in_(self.pupils()))
            span = Lesson.date.between(self.period.valid_from, self.period.valid_to)
            query = Lesson.select(Lesson.id).where(Lesson.group.in_(mine) & span)
            found = [lesson_of(row.id) for row in query.order_by(Lesson.starts_at, Lesson.id)]
            return [_given(one) for one in found if one is not None]

    def pupils(self) -> list[int]:
        query: Any = Enrolment.select(Enrolment.person).where(Enrolment.cohort == self.cohort).tuples()
        with connected():
            return sorted(row[0] for row in query)

    def called(self) -> dict[int, str]:
        """«Алёшин Арсений» by pupil, as the tables of the pages call them."""
        with connected():
            found = names(self.pupils(), self.period.valid_to)
            return {pupil: f"{name.surname} {name.name}" for pupil, name in found.items()}

    def marked(self) -> dict[int, str]:
        """The pages with marks of 2–5 that pupils of the class have, and their subjects."""
        with connected():
            mine = GroupMember.select(GroupMember.group).where(GroupMember.person.in_(self.pupils()))
            kinds = Group.kind.in_(["class", "part", "home"])
            query = Group.select().where(Group.id.in_(mine) & kinds & (Group.grading == "five"))
            return {group.id: group.subject.name for group in query}

    def hours(self) -> dict[int, int]:
        """Whole hours a week that the curriculum gives to each page of the class."""
        asked = "SELECT g.id, c.tenths FROM teaching_group g JOIN curriculum_hour c"
        same = "c.year_id = g.year_id AND c.cohort_id = g.cohort_id AND c.subject_id = g.subject_id"
        with connected():
            return {page: tenths // 10 for page, tenths in database.execute_sql(f"{asked} ON {same}")}


def _given(lesson: Lesson) -> Given:
    return Given(
        lesson.id,
        lesson.group_id,
        lesson.date,
        lesson.number,
        lesson.starts_at,
        lesson.ends_at,
        members_on(lesson.group_id, lesson.date),
        min(teachers_of(lesson)),
        lesson.group.kind in ("class", "part", "mixed", "home"),
    )


def build(url: str) -> World:
    """The demo as it stands on the morning of 1 September, served."""
    run.build(url, BEGINS, BEGINS)
    clock = StoppedClock()
    app = make_app(url, clock)
    with connected():
        own = ClassYear.get(ClassYear.grade == GRADE)
        period = Period.get((Period.number == 1) & (Period.kind == "quarter") & (Period.grade_from <= GRADE))
        world = World(app, clock, own.cohort_id, period)
    world.at(BEGINS)
    return world


def cells(html: str, caption: str) -> Iterator[list[str]]:
    """The rows of the table with this caption, as texts; what the bodies of tables hold."""
    table = next(part for part in re.findall(r"<table.*?</table>", html, re.DOTALL) if caption in part)
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    for row in re.split(r"<tr[ >]", body)[1:]:
        yield [text(cell) for cell in re.split(r"<t[dh][^>]*>", row)[1:]]


def printed(paper: Any, term: str) -> Iterator[dict[str, str]]:
    """The lines of a term in the summary of progress of a printed volume, by the names of its columns."""
    for table in paper.tables:
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        if "Период" in head:
            yield from (line for row in rows if (line := dict(zip(head, row, strict=True)))["Период"] == term)


def text(html: str) -> str:
    """What is read of a piece of HTML."""
    return " ".join(TEXT.sub(" ", html).split())


def mondays(first: date, last: date) -> list[date]:
    """The Mondays of the weeks of a span."""
    start = first - timedelta(days=first.weekday())
    return [start + timedelta(weeks=week) for week in range((last - start).days // 7 + 1)]
