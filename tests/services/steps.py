"""What the tests of deeds share: refusals that leave no trace, usual steps, people at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.db import connected, database
from ejournal.models import journal
from ejournal.models.audit import Audit
from ejournal.models.journal import CellMark
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import Person
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import attendance, lessons, marks, outside
from tests.models.tables import MODELS
from tests.school import MONDAY, School, at

SECOND = timedelta(seconds=1)


def stored() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        name: database.execute_sql(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in sorted(MODELS)
    }


@contextmanager
def refused(clause: str, way: Way | None = None) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The deed is refused by this clause with this way out, and not one row of the database differs."""
    before = stored()
    with pytest.raises(Refusal) as caught:
        yield caught
    assert (caught.value.clause, caught.value.way) == (clause, way), caught.value.message
    assert stored() == before


def call(school: School, lesson: Lesson, now: datetime | None = None, **codes: str) -> None:
    """Save the attendance of a lesson: everybody is there but those named."""
    teacher = _teacher(school, lesson)
    named = {school[key]: code for key, code in codes.items()}
    attendance.call_roll(
        lesson, named, by=school.actor(teacher), now=now or lesson.starts_at.astimezone(at("0:00").tzinfo)
    )


def put(
    school: School,
    lesson: Lesson,
    value: str,
    now: datetime,
    *,
    kind: str = "answer",
    pupil: str = "anya",
    by: str | None = None,
    request: str | None = None,
) -> None:
    """Type a mark over whatever stands in the cell now."""
    actor = school.actor(by or _teacher(school, lesson), request=request)
    marks.put_mark(lesson, kind, school[pupil], seen(lesson, kind, school[pupil]), value, by=actor, now=now)


def state(school: School, group: str, typed: str, pupil: str = "anya", day: date = MONDAY) -> None:
    """Marks by the statement of another organisation that ends on this day, recorded on the next one."""
    by, days = school.actor("nina", Role.CLASS_TEACHER), (day - timedelta(days=7), day)
    said = ("Больница № 2", f"№ {5 + OutsideStatement.select().count()} от 21.12.2026", days)
    marked, now = {school.groups[group]: (group, typed)}, at("8:00", day + timedelta(days=1))
    outside.record(Person.get_by_id(school[pupil]), *said, typed=marked, by=by, now=now)


def write(school: School, lesson: Lesson, now: datetime) -> None:
    """A topic and a homework."""
    by = school.actor(_teacher(school, lesson))
    lessons.save_topic(lesson, "Одночлены", 0, by=by, now=now)
    lessons.save_homework(lesson, "§ 7, № 15", False, None, 0, by=by, now=now)


def _teacher(school: School, lesson: Lesson) -> str:
    groups = {group: key for key, group in school.groups.items()}
    teachers = {
        "algebra": "vera",
        "counting": "vera",
        "english1": "marina",
        "english2": "oleg",
        "history": "nina",
    }
    return teachers[groups[lesson.group_id]]


def cell(lesson: Lesson, kind: str, pupil: int) -> CellMark | None:
    """The newest mark of a cell."""
    works = {work.id: work.kind for work in journal.works([lesson.id])}
    cells = journal.cell_marks([lesson.id], pupil)
    return next((mark for mark in cells if works.get(mark.work) == kind), None)


def seen(lesson: Lesson, kind: str, pupil: int) -> int:
    found = cell(lesson, kind, pupil)
    return found.id if found else 0


def rows(model: Any) -> list[Any]:
    """The rows of a table in the order of their numbers."""
    return list(model.select().order_by(model.id))


def last_entry() -> Any:
    """The newest entry of the audit chain."""
    return rows(Audit)[-1]


def together(*jobs: Callable[[], object]) -> list[BaseException | None]:
    """Run the jobs in threads that start at one moment, each on its own connection; what each raised."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> BaseException | None:
        start.wait(10)
        try:
            with connected():
                job()
        except Exception as problem:
            return problem
        return None

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
