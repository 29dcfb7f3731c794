"""What the demo's people have written is what the rules would have let them write, fact by fact.

The facts are read as they are stored and put to the rules' own functions, in the order of the chain.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ejournal.demo.run import ZONE
from ejournal.models.curriculum import DayOff, Group, GroupMember, GroupTeacher
from ejournal.models.journal import (
    Absence,
    AbsenceChange,
    HandIn,
    LessonText,
    Mark,
    MarkWithdrawal,
    RollCall,
    WeekClosing,
    Work,
)
from ejournal.models.timetable import Lesson
from ejournal.rules import attendance, deadlines, marks, text
from ejournal.rules.days import Moment, days_late
from ejournal.rules.language import check_topic
from ejournal.rules.works import kind

WEEKS = (date(2026, 9, 1), date(2026, 10, 5), date(2026, 10, 12), date(2026, 11, 9), date(2026, 11, 16))
ENTRY = 10  # minutes
SESSIONS = {"after_school", "club", "extracurricular"}  # have no homework (domain facts, 1.12)
WEEK = timedelta(days=6)
MOST_WORKS = 6


@dataclass
class Page:
    """A group with what the rules ask of it."""

    group: Any
    days: list[date]
    closings: dict[date, datetime]
    off: list[tuple[date, date]]
    members: dict[int, tuple[date, date | None]]
    teachers: set[int]

    def is_school_day(self, day: date) -> bool:
        return day.isoweekday() <= 5 and not any(first <= day <= last for first, last in self.off)

    def next_day(self, after: date) -> date | None:
        return min((day for day in self.days if day > after), default=None)


@dataclass
class Written:
    """A lesson with all that its teachers wrote of it."""

    page: Page
    lesson: Any
    texts: list[Any]
    rolls: list[Any]
    absences: list[Any]
    works: dict[int, Any]
    marks: list[Any]
    taken_back: dict[int, Any]
    hand_ins: list[Any]

    def moment(self, now: datetime) -> Moment:
        closed = self.page.closings.get(self.lesson.date - timedelta(days=self.lesson.date.weekday()))
        local = now.astimezone(ZONE)
        return Moment(
            self.lesson.starts_at.astimezone(ZONE), local, week_closed=bool(closed and closed < now)
        )

    def standing(self, mark: Any) -> bool:
        return mark.id not in self.taken_back and all(other.slip_of_id != mark.id for other in self.marks)


@pytest.fixture(scope="module")
def written(lived: None) -> list[Written]:
    pages = {page.group.id: page for page in read_pages()}
    lessons = [lesson for monday in WEEKS for lesson in lessons_of(monday)]
    by_lesson = {model: facts_of(model, lessons) for model in (LessonText, RollCall, Absence, HandIn, Work)}
    changed = {row.absence.id for row in AbsenceChange.select(AbsenceChange, Absence).join(Absence)}
    for rows in by_lesson[Absence].values():
        rows[:] = [row for row in rows if row.id not in changed]
    found = [read_lesson(pages[lesson.group_id], lesson, by_lesson) for lesson in lessons]
    assert len(found) > 1000
    return found


def lessons_of(monday: date) -> list[Any]:
    week = Lesson.date.between(monday, monday + WEEK)
    return list(Lesson.select().where(week).order_by(Lesson.id))


def facts_of(model: Any, lessons: list[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in model.select().where(model.lesson.in_([lesson.id for lesson in lessons])).order_by(model.id):
        found[row.lesson_id].append(row)
    return found


def read_pages() -> Iterator[Page]:
    days: dict[int, list[date]] = defaultdict(list)
    members: dict[int, dict[int, tuple[date, date | None]]] = defaultdict(dict)
    teachers: dict[int, set[int]] = defaultdict(set)
    for lesson in Lesson.select(Lesson.group, Lesson.date):
        days[lesson.group_id].append(lesson.date)
    group_members: Any = GroupMember.select()
    for member in group_members:
        members[member.group_id][member.person_id] = (member.valid_from, member.valid_to)
    group_teachers: Any = GroupTeacher.select()
    for teacher in group_teachers:
        teachers[teacher.group_id].add(teacher.person_id)
    for group in Group.select():
        off = [(row.valid_from, row.valid_to) for row in DayOff if row.cohort_id in (None, group.cohort_id)]
        closings = {
            row.monday: row.at for row in WeekClosing.select().where(WeekClosing.cohort == group.cohort_id)
        }
        yield Page(group, days[group.id], closings, off, members[group.id], teachers[group.id])


def read_lesson(page: Page, lesson: Any, by_lesson: dict[Any, dict[int, list[Any]]]) -> Written:
    works = {work.id: work for work in by_lesson[Work][lesson.id]}
    given = list(Mark.select().where(Mark.work.in_(list(works))).order_by(Mark.id))
    taken = MarkWithdrawal.select().where(MarkWithdrawal.mark.in_([mark.id for mark in given]))
    return Written(
        page=page,
        lesson=lesson,
        texts=by_lesson[LessonText][lesson.id],
        rolls=by_lesson[RollCall][lesson.id],
        absences=by_lesson[Absence][lesson.id],
        works=works,
        marks=given,
        taken_back={row.mark.id: row for row in taken},
        hand_ins=by_lesson[HandIn][lesson.id],
    )


def attempt(own: Written, mark: Any) -> marks.Attempt:
    """What the rules would have been told of the mark at its moment."""
    work = own.works[mark.work_id]
    codes = {row.pupil_id: row.code for row in own.absences if row.at <= mark.at}
    held = any(roll.at <= mark.at for roll in own.rolls)
    return marks.Attempt(
        grading=own.page.group.grading,
        kind=kind(work.kind),
        moment=own.moment(mark.at),
        deadline=deadline(own, work.kind),
        held=held,
        absence=codes.get(mark.pupil_id, ""),
        previous=previous(own, mark),
    )


def deadline(own: Written, code: str) -> date:
    day = own.lesson.date
    family = deadlines.subject_family(own.page.group.subject.name)
    grade = own.page.group.grade or 1
    return deadlines.deadline(kind(code), family, grade, day, own.page.next_day(day), own.page.is_school_day)


def previous(own: Written, mark: Any) -> marks.Previous | None:
    """The mark that a slip replaced, as it stood then."""
    old = next((other for other in own.marks if other.id == mark.slip_of_id), None)
    if old is None:
        return None
    handed = max((row.at for row in own.hand_ins if row.at < mark.at), default=None)
    is_set = marks.is_set(old.at, old.entry_until, handed, mark.at)
    return marks.Previous(old.value, in_entry=not is_set, own=old.by_id == mark.by_id)


@pytest.mark.clause("4.5.4")
def test_every_mark_is_one_that_the_rules_let_through(written: list[Written]) -> None:
    checked = 0
    for own in written:
        for mark in own.marks:
            marks.check(attempt(own, mark), mark.value)
            local = mark.at.astimezone(ZONE)
            assert mark.entry_until == marks.entry_until(local, ENTRY)
            checked += 1
    assert checked > 5000


@pytest.mark.clause("4.5.4")
def test_a_pupil_has_one_mark_in_a_column_and_was_in_the_group(written: list[Written]) -> None:
    for own in written:
        cells = [(mark.work_id, mark.pupil_id) for mark in own.marks if mark.slip_of_id is None]
        assert len(cells) == len(set(cells))
        for mark in own.marks:
            first, last = own.page.members[mark.pupil_id]
            assert first <= own.lesson.date <= (last or own.lesson.date)


@pytest.mark.clause("4.5.4")
def test_columns_are_made_in_time_and_stamped_with_their_lateness(written: list[Written]) -> None:
    for own in written:
        assert len({work.kind for work in own.works.values()} - {"answer"}) <= MOST_WORKS
        assert len({work.kind for work in own.works.values()}) == len(own.works)
        for work in own.works.values():
            moment = own.moment(work.added_at)
            marks.check_in_time(moment, kind(work.kind), deadline(own, work.kind))
            assert (work.late_days, work.weight) == (moment.late_days, kind(work.kind).weight)


@pytest.mark.clause("4.5.2")
def test_roll_calls_are_in_an_open_week_and_stamped(written: list[Written]) -> None:
    for own in written:
        assert len(own.rolls) <= 1
        for row in [*own.rolls, *own.absences]:
            assert row.late_days == days_late(own.moment(row.at), "4.5.2")
        assert own.rolls or not own.absences


@pytest.mark.clause("4.5.2")
def test_absences_are_codes_of_the_teacher_over_no_mark(written: list[Written]) -> None:
    absent = 0
    for own in written:
        marked = {mark.pupil_id for mark in own.marks if own.standing(mark)}
        for row in own.absences:
            attendance.check(row.code, row.pupil_id in marked)
            assert row.pupil_id in own.page.members and row.code
            absent += 1
    assert absent > 500


@pytest.mark.clause("3.6")
@pytest.mark.clause("4.5.3")
def test_topics_and_homeworks_are_in_an_open_week_and_storable(written: list[Written]) -> None:
    for own in written:
        for row in own.texts:
            assert row.late_days == days_late(own.moment(row.saved_at), "4.5.3")
            assert (row.draft, row.absent) == (False, row.text == "")
            if row.field == "topic":
                check_topic(row.text, own.page.group.subject.name)
                assert text.one_line(row.text, limit=500, field="Тема урока") == row.text
            else:
                assert text.clean(row.text, limit=3000, field="Домашнее задание") == row.text
                assert row.due == due(own, row)


def due(own: Written, row: Any) -> date | None:
    """п. 4.5.3: homework written after the next lesson is for the first lesson still ahead."""
    today = row.saved_at.astimezone(ZONE).date()
    following = own.page.next_day(own.lesson.date)
    if not row.text or following is None or following > today:
        return None
    return own.page.next_day(today)


@pytest.mark.clause("4.5.2")
def test_a_lesson_is_handed_in_when_everything_is_written(written: list[Written]) -> None:
    handed = 0
    for own in written:
        for row in own.hand_ins:
            wanted = {"topic"} if own.page.group.kind in SESSIONS else {"topic", "homework"}
            assert {note.field for note in own.texts if note.saved_at <= row.at} == wanted
            assert any(roll.at <= row.at for roll in own.rolls)
            handed += 1
    assert handed > 1000


def test_all_is_written_by_whoever_gave_the_lesson(written: list[Written]) -> None:
    for own in written:
        able = {own.lesson.substitute_id} if own.lesson.substitute_id else own.page.teachers
        authors = {row.by_id for row in [*own.rolls, *own.absences, *own.marks, *own.hand_ins]}
        assert authors | {row.saved_by_id for row in own.texts} <= able


@pytest.mark.clause("4.4.3")
def test_a_week_is_closed_by_its_class_teacher_when_it_is_over(lived: None) -> None:
    for row in WeekClosing.select():
        last = (
            Lesson.select(Lesson.ends_at)
            .join(Group)
            .where(
                (Group.cohort == row.cohort) & Lesson.date.between(row.monday, row.monday + timedelta(days=6))
            )
            .order_by(Lesson.ends_at.desc())
            .first()
        )
        assert last.ends_at < row.at


@pytest.mark.clause("4.5.4")
def test_slips_and_withdrawals_are_of_marks_in_entry(lived: None) -> None:
    slips: list[Any] = list(Mark.select().where(Mark.slip_of.is_null(False)))
    taken_back: list[Any] = list(MarkWithdrawal.select())
    assert len(slips) > 10 and len(taken_back) > 3
    for later, mark in [(row, row.slip_of) for row in slips] + [(row, row.mark) for row in taken_back]:
        assert later.at < mark.entry_until and later.by_id == mark.by_id
