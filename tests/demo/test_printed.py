"""The first half-year of the demo holds all that a printed journal must show (domain facts, 1.5–1.8)."""

import re
from collections import Counter
from typing import Any

import pytest

from ejournal.models.copies import parallel_groups
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.journal import Absence, LessonText, Mark, MarkWithdrawal, Work
from ejournal.models.people import ClassYear, Enrolment
from ejournal.models.timetable import Lesson, lesson, teachers_of
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("lived")
ORDER = re.compile(r"№ \d+ от \d\d\.\d\d\.2026")
FIVE = Group.grade == 5
GIVEN = Lesson.date < TODAY


def of_five(table: Any) -> Any:
    """Rows that hang on lessons of class 5."""
    return table.select().join(Lesson).join(Group).where(FIVE)


def test_a_pupil_came_and_another_left_each_by_an_order_with_number_and_date() -> None:
    stays = Enrolment.select().join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
    mine = stays.where(ClassYear.grade == 5)
    first = min(stay.valid_from for stay in mine)
    (came,) = (stay for stay in mine if stay.valid_from > first)
    (left,) = (stay for stay in mine if stay.valid_to)
    assert ORDER.fullmatch(came.order_number) and ORDER.fullmatch(left.left_order or "")


def test_one_pupil_learns_at_home_and_is_on_no_page_of_the_class() -> None:
    pages: Any = GroupMember.select(GroupMember.person, Group.kind).join(Group).where(FIVE).tuples()
    home = {person for person, kind in pages if kind == "home"}
    assert len(home) == 1
    assert home.isdisjoint(person for person, kind in pages if kind == "class")


def test_there_are_double_lessons_and_lessons_of_a_substitute() -> None:
    given = list(Lesson.select().join(Group).where(FIVE & GIVEN))
    assert max(Counter((row.group_id, row.date) for row in given).values()) == 2
    assert any(row.substitute_id for row in given)


@pytest.mark.parametrize("kind", ["control", "laboratory"])
@pytest.mark.parametrize("grade", [5, 6, 7, 8, 9])
def test_control_and_laboratory_works_have_numbers(grade: int, kind: str) -> None:
    topics: Any = (
        LessonText.select(LessonText.text)
        .join(Lesson)
        .join(Group)
        .switch(Lesson)
        .join(Work)
        .where((Group.grade == grade) & (LessonText.field == "topic") & (Work.kind == kind))
    )
    assert any(re.search(r"№ \d", row.text) for row in topics)


def test_there_are_late_topics_and_late_pupils() -> None:
    topics = of_five(LessonText).where(LessonText.field == "topic")
    assert topics.where(LessonText.late_days > 0).exists()
    assert topics.where(LessonText.late_days == 0).exists()
    assert {row.code for row in of_five(Absence)} >= {"Н", "ОП", "Б"}


def test_there_are_slips_and_marks_taken_back() -> None:
    marks = Mark.select(Mark.id).join(Work).join(Lesson).join(Group).where(FIVE)
    assert marks.where(Mark.slip_of.is_null(False)).exists()
    assert MarkWithdrawal.select().where(MarkWithdrawal.mark.in_(marks)).exists()


def test_one_page_has_no_lessons() -> None:
    lessons = Lesson.select(Lesson.group).where(GIVEN)
    empty = Group.select(Group, Subject).join(Subject).where(FIVE & Group.id.not_in(lessons))
    assert [page.subject.name for page in empty] == ["Духовно-нравственная культура России"]


def test_a_class_is_divided_and_one_teacher_alone_has_two_groups_of_a_grade() -> None:
    parts = Group.select(Group, Subject).join(Subject).where(Group.kind == "part")
    assert Counter(page.subject.name for page in parts) == {
        "Иностранный язык (английский)": 2,
        "Информатика": 2,
    }
    found = []
    for row in Lesson.select().where(Lesson.date > TODAY).group_by(Lesson.group):
        one = lesson(row.id)
        assert one is not None
        if any(parallel_groups(one, teacher) for teacher in teachers_of(one)):
            found.append((one.group.subject.name, one.group.name))
    assert sorted(found) == [("Информатика", f"7 класс, группа {part}") for part in (1, 2)]
