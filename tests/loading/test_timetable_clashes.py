"""п. 4.2.1: a file that puts a teacher into two classes at once is told so before it is loaded."""

from datetime import date

from ejournal.importing.timetable import Slot
from ejournal.loading import timetable_clashes
from ejournal.loading.timetable_pages import KnownPages
from ejournal.models.curriculum import Group, Period
from ejournal.models.people import SchoolYear
from tests.school import LAST, MONDAY, School


def slot(class_name: str, subject: str, number: int, teacher: str = "") -> Slot:
    return Slot((), class_name, 1, number, subject, "", "12", teacher)


def told(year: SchoolYear, week: list[Slot]) -> list[str]:
    found = timetable_clashes.told(year, KnownPages(year), week, MONDAY)
    assert {remark.severity for remark in found} <= {"warning"}
    return [remark.reason.replace("\u00a0", " ") for remark in found]


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


def test_what_the_file_itself_says_of_teachers_is_told_by_its_rows(school: School) -> None:
    week = [slot("7", "Алгебра", 1, "Ветрова"), slot("1", "Математика", 1, "Иванова")]
    assert told(SchoolYear.get(), week) == []


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
