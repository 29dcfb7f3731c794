"""The built demo school: whole, lived in, and continued without touching what people did in it."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ejournal.access import Actor, Role
from ejournal.clock import Clock
from ejournal.demo import run
from ejournal.models import journal, lesson_texts
from ejournal.models.audit import Audit
from ejournal.models.curriculum import Group, Subject
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.journal import Absence, AbsenceChange, LessonText, Mark, WeekClosing, Work
from ejournal.models.people import ClassYear, Duty, Person
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, lesson, teachers_of
from ejournal.services import attendance, lessons
from ejournal.services.verify import verify
from tests.demo.conftest import TODAY, now
from tests.engines import disconnect, using
from tests.models.tables import MODELS
from tests.school import ZONE

TOMORROW = TODAY + timedelta(days=1)
LAST_WEEK = [TODAY - timedelta(days=days) for days in (7, 6, 5, 4, 3)]


def lessons_of(day: date) -> list[int]:
    return [row.id for row in Lesson.select(Lesson.id).where(Lesson.date == day)]


def sizes() -> dict[str, int]:
    return {name: model.select().count() for name, model in MODELS.items()}


def test_the_built_school_is_whole(demo: str) -> None:
    assert verify(ZONE) == []
    assert school_settings().school_name == "МОУ Дальнеозёрская СШ"
    assert [row.grade for row in ClassYear.select().order_by(ClassYear.grade)] == list(range(1, 12))


def test_last_week_is_lived_and_today_is_untouched(demo: str) -> None:
    week = [lesson for day in LAST_WEEK for lesson in lessons_of(day)]
    assert 0.85 < len(journal.roll_calls(week)) / len(week) < 1
    today = lessons_of(TODAY)
    assert today != []
    assert (journal.roll_calls(today), lesson_texts.texts(today)) == ({}, {})


@pytest.mark.clause("4.4.3")
def test_earlier_weeks_are_closed_and_the_last_one_is_open(demo: str) -> None:
    mondays = {row.monday for row in WeekClosing.select()}
    assert max(mondays) == TODAY - timedelta(days=14)
    assert WeekClosing.select().where(WeekClosing.monday == max(mondays)).count() == 11


@pytest.mark.clause("4.4.3")
def test_absences_of_closed_weeks_are_explained_by_class_teachers(demo: str) -> None:
    leaders = {row.person_id for row in Duty.select().where(Duty.role == "class_teacher")}
    changes = list(AbsenceChange.select(AbsenceChange, Absence).join(Absence))
    assert len(changes) > 100
    assert {row.by_id for row in changes} <= leaders
    assert {row.absence.code for row in changes} == {"Б", "УП"}
    assert all(row.absence.replaces.code == "Н" for row in changes[:50])
    assert {row.code for row in AbsenceGround.select()} == {"Б", "УП", "ОСВ"}
    assert AbsenceNotice.select().count() == 1


def test_the_moments_of_the_chain_are_in_order_and_before_today(demo: str) -> None:
    moments = [row.at for row in Audit.select(Audit.at).order_by(Audit.id)]
    assert moments == sorted(moments)
    assert moments[-1] < now(TODAY).replace(hour=0)


@pytest.mark.clause("4.5.4")
def test_grade_1_has_no_marks(demo: str) -> None:
    marked = Mark.select().join(Work).join(Lesson).join(Group)
    assert marked.count() > 100
    assert marked.where(Group.grade == 1).count() == 0


def test_living_the_same_day_again_adds_nothing(demo: str) -> None:
    before = sizes()
    assert run.live(TODAY) == 0
    assert sizes() == before


def test_starting_the_demo_again_on_the_same_day_adds_nothing(url: str) -> None:
    with using(url):
        before = sizes()
    run.build(url, now(TODAY), now(TODAY))
    disconnect()
    with using(url):
        assert sizes() == before


def test_the_next_day_adds_the_day_that_is_missing(demo: str) -> None:
    assert run.live(TOMORROW) > 0
    assert len(journal.roll_calls(lessons_of(TODAY))) > 0.85 * len(lessons_of(TODAY))
    assert journal.roll_calls(lessons_of(TOMORROW)) == {}
    assert verify(ZONE) == []


def first_lesson(day: date) -> Any:
    return lesson(min(lessons_of(day)))


def test_the_next_day_keeps_a_lesson_whose_attendance_somebody_saved(demo: str) -> None:
    mine = first_lesson(TODAY)
    by = Actor(min(teachers_of(mine)), Role.TEACHER)
    attendance.call_roll(mine, {}, by=by, now=now(TODAY))
    run.live(TOMORROW)
    assert journal.roll_calls([mine.id]) == {mine.id: (now(TODAY), 0)}
    assert (lesson_texts.texts([mine.id]), journal.cell_marks([mine.id]), journal.hand_ins([mine.id])) == (
        {},
        [],
        {},
    )


def test_the_next_day_keeps_a_lesson_whose_topic_somebody_wrote(demo: str) -> None:
    mine = first_lesson(TODAY)
    by = Actor(min(teachers_of(mine)), Role.TEACHER)
    lessons.save_topic(mine, "Тема, которую написал гость", 0, by=by, now=now(TODAY))
    run.live(TOMORROW)
    texts = lesson_texts.texts([mine.id])
    assert [text.text for text in texts.values()] == ["Тема, которую написал гость"]
    assert journal.roll_calls([mine.id]) == {}


def test_a_week_later_the_week_between_is_closed(demo: str) -> None:
    run.live(TODAY + timedelta(days=7))
    assert max(row.monday for row in WeekClosing.select()) == TODAY - timedelta(days=7)
    assert verify(ZONE) == []


def test_the_clock_of_the_demo_runs_on_from_the_moment_it_shows(url: str) -> None:
    wall = now(date(2027, 7, 15))
    clock = run.build(url, now(TODAY), wall)
    disconnect()
    assert isinstance(clock, Clock)
    assert wall + clock.shift == now(TODAY)


def facts() -> Counter[tuple[Any, ...]]:
    """What is written, without numbers and keys."""
    place = (Subject.name, Group.name, Lesson.date, Lesson.number)
    marks: Any = Mark.select(*place, Work.kind, Person.snils, Mark.value, Mark.at).join(Work).join(Lesson)
    marked = marks.join(Group).join(Subject).switch(Mark).join(Person, on=(Mark.pupil == Person.id))
    texts: Any = LessonText.select(*place, LessonText.text, LessonText.saved_at).join(Lesson)
    return Counter([*marked.tuples(), *texts.join(Group).join(Subject).tuples()])


def test_a_school_started_day_after_day_is_the_same_as_one_started_at_once(tmp_path: Path) -> None:
    found = []
    for days in ((2, 3, 10), (10,)):
        url = f"sqlite:///{tmp_path / f'{len(days)}.db'}"
        for day in days:
            moment = now(date(2026, 9, day))
            run.build(url, moment, moment)
            disconnect()
        with using(url):
            found.append(facts())
    assert found[0] == found[1]
    assert len(found[0]) > 1000
