"""п. 4.2.1: a file that puts a teacher into two classes at once is told so before it is loaded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.importing.timetable import Slot
from ejournal.loading import kinds, register, timetable_clashes
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.loading.scope import scope
from ejournal.loading.timetable_pages import KnownPages
from ejournal.models.curriculum import Group, Period
from ejournal.models.draft import together_on
from ejournal.models.people import SchoolYear
from ejournal.models.week import entries
from ejournal.rules.timetable import conflicts
from ejournal.services.clashes import planned_week
from ejournal.services.uploads import NewFile
from tests.school import BY, LAST, MONDAY, School, at

pytestmark = pytest.mark.clause("4.2.1")


def slot(class_name: str, subject: str, number: int, teacher: str = "") -> Slot:
    return Slot((), class_name, 1, number, subject, "", "12", teacher)


def told(year: SchoolYear, week: list[Slot]) -> list[str]:
    found = timetable_clashes.found(year, KnownPages(year), week, MONDAY)
    assert {remark.severity for remark in found.remarks()} <= {"warning"}
    assert found.count == len(found.lines)
    return [line.replace("\u00a0", " ") for line in found.lines]


def test_a_teacher_in_two_classes_at_once_is_named_with_both_lessons(school: School) -> None:
    week = [slot("7", "Алгебра", 1), slot("1", "Математика", 1), slot("7", "История", 2)]
    assert told(SchoolYear.get(), week) == [
        "понедельник, 1-й урок, Ветрова В.И.: Алгебра, 7 класс; Математика, 1 класс"
    ]


def test_the_other_classes_that_the_file_does_not_tell_of_are_looked_at(school: School) -> None:
    """Класс 1 has mathematics with the same teacher on Monday, by the timetable in force."""
    assert told(SchoolYear.get(), [slot("7", "Алгебра", 1)]) == [
        "понедельник, 1-й урок, Ветрова В.И.: Алгебра, 7 класс; Математика, 1 класс"
    ]
    named = [slot("7", "Алгебра", 1, "Ветрова")]  # its row cannot tell of a class that is not in the file
    assert len(told(SchoolYear.get(), named)) == 1


def test_a_room_that_takes_one_class_is_not_given_to_two(school: School) -> None:
    week = [slot("7", "История", 1), slot("1", "Математика", 1)]
    assert told(SchoolYear.get(), week) == [
        "понедельник, 1-й урок, кабинет 12: История, 7 класс; Математика, 1 класс"
    ]


def test_a_week_without_clashes_says_nothing(school: School) -> None:
    assert told(SchoolYear.get(), [slot("7", "Алгебра", 1), slot("1", "Математика", 2)]) == []


def test_a_teacher_of_pages_of_different_periods_is_never_in_two_classes_at_once(school: School) -> None:
    week = [slot("7", "Алгебра", 1), slot("1", "Математика", 1)]
    Period.update(valid_to=date(2026, 12, 4)).execute()
    grades = {"kind": "quarter", "grade_from": 1, "grade_to": 11}
    days = {"valid_from": date(2026, 12, 7), "valid_to": LAST}
    Period.create(year=SchoolYear.get(), number=3, **grades, **days)
    Group.update(periods="2").where(Group.id == school.groups["algebra"]).execute()
    assert len(told(SchoolYear.get(), week)) == 1
    Group.update(periods="3").where(Group.id == school.groups["counting"]).execute()
    assert told(SchoolYear.get(), week) == []


GYM = "Класс;День;Урок;Предмет;Кабинет\n1;Понедельник;1;Математика;зал\n7;Понедельник;1;История;зал\n"


def with_answer(together: str) -> Prepared:
    chosen = Chosen(since=MONDAY.isoformat(), together=together)
    where = scope(at("8:00", MONDAY - timedelta(days=1)).date(), None, False)
    return kinds.prepare("timetable", kinds.read(GYM.encode()), "расписание.csv", chosen, where)


def test_a_week_that_clashes_is_in_force_only_when_declared_and_holds_no_conflict(
    school: School,
) -> None:
    """п. 4.2.1: the answer is of the number that was seen; the lessons stand as «совмещённое занятие»."""
    assert "совмещённые занятия" in with_answer("").stopped and with_answer("2").stopped
    found = with_answer("1")
    assert (replace(found, confirmed=True).stopped, found.at_once.count) == ("", 1)
    now = at("8:00", MONDAY - timedelta(days=1))
    file = NewFile("import", "расписание.csv", "text/csv", GYM.encode())
    register.load("timetable", file, Chosen(), found, by=BY, now=now)
    year = SchoolYear.get()
    pages = frozenset((school.groups["history"], school.groups["counting"]))
    assert together_on(year, MONDAY) == {(1, 1): [pages]}
    assert conflicts(planned_week(entries(year, MONDAY), MONDAY), together_on(year, MONDAY), {}) == []
