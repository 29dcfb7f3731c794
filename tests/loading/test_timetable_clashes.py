"""п. 4.2.1: a file that puts a teacher into two classes at once is told so before it is loaded."""

from datetime import date

from ejournal.importing.timetable import Slot
from ejournal.loading.timetable_clashes import told
from ejournal.models.curriculum import Group, Period
from ejournal.models.people import SchoolYear
from tests.school import LAST, School


def slot(class_name: str, subject: str, number: int, teacher: str = "") -> Slot:
    return Slot((), class_name, 1, number, subject, "", "12", teacher)


def test_a_teacher_in_two_classes_at_once_is_named_with_both_lessons(school: School) -> None:
    week = [slot("7", "Алгебра", 1), slot("1", "Математика", 1), slot("7", "История", 2)]
    first, second = told(SchoolYear.get(), week)
    assert first.startswith("Учитель стоит сразу в двух классах")
    said = "понедельник, 1-й урок, Ветрова В.И.: Алгебра, 7 класс; Математика, 1 класс."
    assert second.replace("\u00a0", " ").strip() == said


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
    assert len(told(SchoolYear.get(), week)) == 2
    Group.update(periods="3").where(Group.id == school.groups["counting"]).execute()
    assert told(SchoolYear.get(), week) == []
