"""A deed is one transaction, runs once for one request, and leaves nothing behind when it raises."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from ejournal.access import Actor, Role
from ejournal.models.audit import Audit
from ejournal.models.curriculum import Subject
from ejournal.models.journal import Absence, HandIn, Mark, RollCall, Work
from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import attendance, audit, deeds, lessons, marks
from ejournal.services.verify import verify
from tests.models.tables import MODELS
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, last_entry, put, refused, stored, together, write

NOW = at("9:40")
Deed = Callable[..., None]


def _topic(school: School, lesson: Lesson, by: Actor) -> None:
    lessons.save_topic(lesson, "Многочлены", 0, by=by, now=NOW)


def _homework(school: School, lesson: Lesson, by: Actor) -> None:
    lessons.save_homework(lesson, "", True, None, 0, by=by, now=NOW)


def _roll(school: School, lesson: Lesson, by: Actor) -> None:
    attendance.call_roll(lesson, {school["anya"]: "Н"}, by=by, now=NOW)


def _work(school: School, lesson: Lesson, by: Actor) -> None:
    marks.add_work(lesson, "control", by=by, now=NOW)


def _mark(school: School, lesson: Lesson, by: Actor) -> None:
    marks.put_mark(lesson, "answer", school["borya"], 0, "4", by=by, now=NOW)


def _take_back(school: School, lesson: Lesson, by: Actor) -> None:
    typed = Mark.get(Mark.pupil == school["vova"]).id
    marks.put_mark(lesson, "classwork", school["vova"], typed, "", by=by, now=NOW)


def _hand_in(school: School, lesson: Lesson, by: Actor) -> None:
    lessons.hand_in(lesson, by=by, now=NOW)


def _close(school: School, lesson: Lesson, by: Actor) -> None:
    attendance.close_week(Cohort.get_by_id(school.classes["7"]), MONDAY - timedelta(days=7), by=by, now=NOW)


# deed → what must be there before
DEEDS: dict[Callable[[School, Lesson, Actor], None], str] = {
    _topic: "",
    _homework: "",
    _roll: "",
    _work: "",
    _mark: "call",
    _take_back: "call put",
    _hand_in: "call write",
    _close: "",
}
EVERY_DEED = pytest.mark.parametrize("act", DEEDS, ids=lambda act: act.__name__.strip("_"))


def prepare(school: School, act: Any) -> Lesson:
    lesson = school.lesson("algebra")
    needed = DEEDS[act].split()
    if "call" in needed:
        call(school, lesson)
    if "put" in needed:
        put(school, lesson, "3", at("9:35"), kind="classwork", pupil="vova")
    if "write" in needed:
        write(school, lesson, at("9:30"))
    return lesson


@EVERY_DEED
def test_a_deed_adds_one_entry_with_who_duty_moment_and_request(school: School, act: Any) -> None:
    lesson, before = prepare(school, act), Audit.select().count()
    act(school, lesson, school.actor("vera", Role.TEACHER, "key-1"))
    entry = last_entry()
    assert Audit.select().count() == before + 1
    assert (entry.person_id, entry.duty, entry.at, entry.request) == (school["vera"], "teacher", NOW, "key-1")
    assert verify(ZONE) == []


@EVERY_DEED
def test_the_same_request_twice_runs_once_and_answers_alike(school: School, act: Any) -> None:
    lesson, by = prepare(school, act), school.actor("vera", request="key-1")
    act(school, lesson, by)
    after = stored()
    act(school, lesson, by)
    assert stored() == after


@EVERY_DEED
def test_the_same_request_in_two_threads_at_once_runs_once_and_refuses_nobody(
    school: School, act: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson, before = prepare(school, act), Audit.select().count()
    slow_down(monkeypatch)
    job = partial(act, school, lesson, school.actor("vera", request="key-1"))
    answers = together(job, job)
    assert Audit.select().count() == before + 1
    assert verify(ZONE) == []
    assert answers == [None, None]


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a deed hold its transaction open, so that another surely begins meanwhile."""
    append = audit.append

    def slow(*args: Any) -> None:
        time.sleep(0.1)
        append(*args)

    monkeypatch.setattr(audit, "append", slow)


def test_another_request_runs(school: School) -> None:
    lesson = school.lesson("algebra")
    lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera", request="a"), now=NOW)
    lessons.save_topic(lesson, "Многочлены", 1, by=school.actor("vera", request="b"), now=NOW)
    assert last_entry().request == "b"


def test_a_deed_without_a_request_key_is_no_repetition_of_another(school: School) -> None:
    lesson = school.lesson("algebra")
    for minute in range(2):
        attendance.call_roll(lesson, {}, by=school.actor("vera"), now=NOW + timedelta(minutes=minute))
    assert Audit.select().where(Audit.kind == "attendance.save").count() == 2


def test_a_refused_request_may_be_sent_again_once_it_is_allowed(school: School) -> None:
    lesson, by = school.lesson("algebra"), school.actor("vera", request="key-1")
    with refused("4.5.2", Way.ATTENDANCE):
        _mark(school, lesson, by)
    call(school, lesson)
    _mark(school, lesson, by)
    assert Mark.get().value == "4"


@pytest.mark.clause("4.5.4")
def test_a_roll_refused_for_one_pupil_is_not_written_for_the_others(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", NOW, pupil="glasha")
    codes = {school["anya"]: "Н", school["borya"]: "ОП", school["glasha"]: "Н"}
    with refused("4.5.4", Way.ATTENDANCE):
        attendance.call_roll(lesson, codes, by=school.actor("vera"), now=at("9:41"))


class Interrupted(Exception):
    """Something that no rule foresees."""


@deeds.deed("test.half", of="lesson")
def half_a_deed(lesson: Lesson, *, by: Actor, now: datetime) -> None:
    deeds.create(Work, lesson=lesson, kind="test", weight=2, added_at=now, added_by=by.person, late_days=0)
    deeds.add_fact(HandIn, lesson=lesson)
    raise Interrupted


def test_a_deed_that_raises_leaves_no_fact_no_record_and_no_entry(school: School) -> None:
    before = stored()
    with pytest.raises(Interrupted):
        half_a_deed(school.lesson("algebra"), by=school.actor("vera", request="key-1"), now=NOW)
    assert stored() == before


def test_after_a_deed_that_raised_the_next_one_runs(school: School) -> None:
    lesson, by = school.lesson("algebra"), school.actor("vera", request="key-1")
    with pytest.raises(Interrupted):
        half_a_deed(lesson, by=by, now=NOW)
    attendance.call_roll(lesson, {}, by=by, now=NOW)
    assert (RollCall.select().count(), verify(ZONE)) == (1, [])


def test_when_the_entry_cannot_be_written_the_facts_are_not_either(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise Interrupted

    before = stored()
    monkeypatch.setattr(audit, "append", fail)
    with pytest.raises(Interrupted):
        _roll(school, school.lesson("algebra"), school.actor("vera"))
    assert stored() == before


@deeds.deed("test.twice", of="lesson")
def twice(lesson: Lesson, name: str, *, by: Actor, now: datetime) -> None:
    for _ in range(2):
        deeds.create(Subject, name=name)


def test_what_the_database_does_not_take_is_refused_and_the_log_names_the_constraint_and_no_value(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    with refused("", Way.RELOAD):
        twice(school.lesson("algebra"), "Фамилия ребёнка", by=school.actor("vera"), now=NOW)
    assert "test.twice" in caplog.text and "subject" in caplog.text
    assert "Фамилия" not in caplog.text


@deeds.deed("test.outer", of="lesson")
def outer(lesson: Lesson, *, by: Actor, now: datetime) -> None:
    attendance.call_roll(lesson, {}, by=by, now=now)


def test_a_deed_inside_a_deed_is_a_mistake_of_the_programmer(school: School) -> None:
    before = stored()
    with pytest.raises(RuntimeError):
        outer(school.lesson("algebra"), by=school.actor("vera"), now=NOW)
    assert stored() == before


def test_two_people_writing_one_cell_at_once_leave_one_mark(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = prepare(school, _mark)
    slow_down(monkeypatch)
    answers = together(
        *(partial(_mark, school, lesson, school.actor(key, request=key)) for key in ("vera", "dina"))
    )
    assert Mark.select().count() == 1
    assert [type(answer) for answer in answers if answer] == [Refusal]


def test_the_same_absence_noted_at_once_from_two_windows_is_one_event(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = school.lesson("algebra")
    slow_down(monkeypatch)
    together(*(partial(_roll, school, lesson, school.actor("vera", request=key)) for key in "ab"))
    assert (Absence.select().count(), RollCall.select().count()) == (1, 1)


def test_concurrent_deeds_on_many_lessons_leave_a_chain_without_gaps(school: School) -> None:
    days = [MONDAY + timedelta(days=days) for days in (0, 2, 4)]
    found = [school.lesson("algebra", day) for day in days] + [school.lesson("english1")]
    jobs = [partial(several, school, lesson) for lesson in found]
    assert together(*jobs) == [None] * len(jobs)
    numbers = [row.id for row in Audit.select().order_by(Audit.id)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify(ZONE) == []


def several(school: School, lesson: Lesson) -> None:
    for day in range(5):
        now = lesson.starts_at.astimezone(NOW.tzinfo) + timedelta(days=day)
        attendance.call_roll(lesson, {}, by=school.actor("vera"), now=now)


def test_every_table_is_looked_at_when_nothing_may_change() -> None:
    assert {"mark", "absence", "lesson_text", "work", "audit", "revision", "duty"} <= MODELS.keys()
