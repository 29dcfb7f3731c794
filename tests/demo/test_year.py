"""The year of the demo school holds what a school year holds (domain facts, 12)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import DayOff, Group, GroupMember
from ejournal.models.journal import Absence, LessonText, Mark, RollCall, Work
from ejournal.models.people import Enrolment
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("lived")
QUARTER = (date(2026, 9, 1), date(2026, 10, 23))


def standing() -> list[str]:
    replaced = Mark.select(Mark.slip_of).where(Mark.slip_of.is_null(False))
    return [row.value for row in Mark.select(Mark.value).where(Mark.id.not_in(replaced))]


def test_marks_are_those_of_an_ordinary_school() -> None:
    values = [int(value) for value in standing()]
    assert 3.9 <= sum(values) / len(values) <= 4.1
    assert set(values) == {2, 3, 4, 5}


def test_every_eighth_entry_or_so_is_late() -> None:
    stamps = [row.late_days for model in (LessonText, RollCall) for row in model.select(model.late_days)]
    assert 0.10 <= sum(late > 0 for late in stamps) / len(stamps) <= 0.15
    assert max(stamps) < 12


def test_a_few_pupils_have_no_mark_or_one_in_a_quarter() -> None:
    marked: Any = Mark.select(Lesson.group, Mark.pupil).join(Work).join(Lesson)
    given: Counter[tuple[int, int]] = Counter(marked.where(Lesson.date.between(*QUARTER)).tuples())
    graded = (Group.grading == "five") & (Group.grade <= 9) & (Group.kind != "home")
    members: Any = GroupMember.select(GroupMember.group, GroupMember.person).join(Group)
    pairs = list(members.where(graded).tuples())
    counts = Counter(min(given[pair], 2) for pair in pairs)
    assert 0.03 <= counts[0] / len(pairs) <= 0.08
    assert 0.03 <= counts[1] / len(pairs) <= 0.08


def test_pupils_are_ill_for_days_in_a_row() -> None:
    absent: Any = Absence.select(Absence.pupil, Lesson.date).join(Lesson).where(Absence.code == "Н")
    days = set(absent.tuples())
    followed = sum((who, day + timedelta(days=1)) in days for who, day in days)
    assert followed / len(days) > 0.4
    assert 0 < Absence.select().where(Absence.code == "ОП").count() < len(days)


def test_every_page_has_a_plan_that_reaches_to_the_end_of_the_year() -> None:
    for group in Group.select():
        lessons = Lesson.select().where(Lesson.group == group).count()
        items = PlanItem.select().where(PlanItem.plan == group.plan).count()
        assert lessons - 2 <= items, (group.name, group.subject.name)


def test_pupils_who_learn_at_home_have_own_pages_and_nothing_on_those_of_the_class() -> None:
    home = Group.kind == "home"
    pupils = {row.person.id for row in GroupMember.select().join(Group).where(home)}
    assert len(pupils) == 3
    classes = Group.kind.in_(["class", "part", "extracurricular"])
    assert not GroupMember.select().join(Group).where(GroupMember.person.in_(pupils) & classes).exists()
    assert Mark.select().join(Work).join(Lesson).join(Group).where(Mark.pupil.in_(pupils) & home).count() > 50
    absences, marks = Absence.select().join(Lesson), Mark.select().join(Work).join(Lesson)
    assert absences.join(Group).where(Absence.pupil.in_(pupils) & classes).count() == 0
    assert marks.join(Group).where(Mark.pupil.in_(pupils) & classes).count() == 0


def test_there_are_an_after_school_group_and_three_clubs_of_mixed_ages() -> None:
    found = Counter(group.kind for group in Group.select())
    assert (found["after_school"], found["club"]) == (1, 3)
    for group in Group.select().where(Group.kind.in_(["after_school", "club"])):
        assert group.cohort_id is None and group.plan_id is not None
        members = GroupMember.select(GroupMember.person).where(GroupMember.group == group)
        classes = Enrolment.select(Enrolment.cohort).where(Enrolment.person.in_(members)).distinct().count()
        assert classes >= 3


def test_about_four_lessons_a_week_are_given_by_a_substitute_who_is_free() -> None:
    given = list(Lesson.select().where(Lesson.substitute.is_null(False)))
    weeks = len({lesson.date - timedelta(days=lesson.date.weekday()) for lesson in given})
    assert weeks >= 10
    assert 2 <= len(given) / weeks <= 5
    assert len({(row.substitute_id, row.date, row.number) for row in given}) == len(given)
    assert max(row.date for row in given) < TODAY


def test_a_class_in_quarantine_has_no_lessons_for_three_days() -> None:
    (off,) = DayOff.select().where(DayOff.reason.startswith("Карантин"))
    assert (off.valid_to - off.valid_from).days == 2
    lessons = Lesson.select().join(Group).where(Group.cohort == off.cohort)
    assert not lessons.where(Lesson.date.between(off.valid_from, off.valid_to)).exists()
    assert lessons.where(Lesson.date == off.valid_to + timedelta(days=1)).exists()


def test_pupils_come_and_leave_within_the_year() -> None:
    came: Any = Enrolment.get(Enrolment.valid_from > QUARTER[0])
    left: Any = Enrolment.get(Enrolment.valid_to.is_null(False))
    assert came.valid_from < left.valid_to < TODAY
    arrived, gone = (GroupMember.select().where(GroupMember.person == who.person) for who in (came, left))
    assert {row.valid_from for row in arrived} == {came.valid_from}
    assert {row.valid_to for row in gone} == {left.valid_to}


def test_a_missed_control_work_leaves_no_mark_on_its_day_and_one_later() -> None:
    missed = (
        Absence.select(Absence.pupil, Lesson.group, Lesson.date)
        .join(Lesson)
        .join(Work, on=(Work.lesson == Lesson.id))
        .where((Absence.code == "Н") & (Work.kind == "control"))
    )
    rows: list[Any] = list(missed.tuples())
    assert len(rows) > 5
    given: Any = Mark.select(Mark.pupil, Lesson.group, Lesson.date).join(Work).join(Lesson)
    cells = set(given.tuples())
    after = [timedelta(days=number) for number in range(1, 15)]
    later = [any((who, group, day + days) in cells for days in after) for who, group, day in rows]
    assert sum(later) > len(later) / 2
