"""п. 4.2.1: a timetable of a file keeps what is decided ahead as one made on the screen, or is refused."""

from datetime import date, time, timedelta

import pytest

from ejournal.access import Role
from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.loading.scope import scope
from ejournal.models.moves import LessonMove
from ejournal.models.people import Person, SchoolYear
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import Bell, Lesson
from ejournal.rules.refusal import Refusal
from ejournal.services import moves, substitutions
from ejournal.services.substitutions import Decision
from ejournal.services.uploads import NewFile
from tests.school import BY, MONDAY, School, at

pytestmark = pytest.mark.clause("4.2.1")

NEXT = MONDAY + timedelta(days=7)
TUESDAY, WEDNESDAY = NEXT + timedelta(days=1), NEXT + timedelta(days=2)
WEEK = (
    (1, 2, "Алгебра"),
    (3, 1, "Алгебра"),
    (5, 1, "Алгебра"),
    (5, 2, "Алгебра"),
    (2, 1, "История"),
    (5, 3, "История"),
)
DAYS = ("", "Понедельник", "Вторник", "Среда", "Четверг", "Пятница")


def text(*week: tuple[int, int, str]) -> str:
    rows = (f"7;{DAYS[day]};{number};{subject};12" for day, number, subject in week)
    return "\n".join(["Класс;День;Урок;Предмет;Кабинет", *rows])


def prepared(file: str) -> Prepared:
    chosen = Chosen(since=NEXT.isoformat())
    return kinds.prepare("timetable", kinds.read(file.encode()), "x.csv", chosen, scope(MONDAY, None, False))


def load(file: str) -> None:
    kept = NewFile("import", "x.csv", "text/csv", file.encode())
    register.load("timetable", kept, Chosen(), prepared(file), by=BY, now=at("12:00"))


def move(school: School, number: int = 3) -> None:
    found = school.lesson("history", TUESDAY)
    moves.move(found, WEDNESDAY, number, "", by=school.actor("dina", Role.DEPUTY), now=at("7:00"))


def history(school: School) -> set[tuple[int, int]]:
    mine = (Lesson.group == school.groups["history"]) & Lesson.date.between(NEXT, NEXT + timedelta(days=4))
    return {(row.date.isoweekday(), row.number) for row in Lesson.select().where(mine)}


def test_a_timetable_without_a_moved_lesson_is_refused_before_it_is_loaded(school: School) -> None:
    move(school)
    file = text(*WEEK[:4], (4, 3, "История"), WEEK[5])
    found = prepared(file)
    assert "01.12, 1-й урок → 02.12, 3-й урок, История, 7 класс: перенос" in found.lack
    with pytest.raises(Refusal, match="уже перенесены"):
        load(file)
    assert LessonMove.select().count() == 1 and history(school) == {(3, 3), (5, 3)}


def test_a_timetable_with_the_moved_lesson_keeps_it_and_says_what_is_decided(school: School) -> None:
    move(school)
    file = text((1, 1, "Алгебра"), *WEEK[1:])
    found = prepared(file)
    said = next(one.reason for one in found.remarks if one.field == "Уже решено на эти дни")
    assert said.startswith("01.12, 1-й урок → 02.12, 3-й урок, История, 7 класс: перенос")
    assert found.lack == ""
    load(file)
    assert LessonMove.select().count() == 1 and history(school) == {(3, 3), (5, 3)}


def test_a_timetable_that_puts_another_lesson_where_one_was_moved_is_refused(school: School) -> None:
    move(school, 3)
    with pytest.raises(Refusal, match="не сойдутся перенесённые"):
        load(text((3, 3, "Алгебра"), *WEEK[1:]))
    assert LessonMove.select().count() == 1


def test_a_timetable_without_a_lesson_that_is_replaced_is_refused_before_it_is_loaded(school: School) -> None:
    """The replaced lesson stays where it was decided: it would be given twice."""
    dina = school.actor("dina", Role.DEPUTY)
    nina = Person.get_by_id(school["nina"])
    substitutions.report_absence(nina, "illness", "", TUESDAY, TUESDAY, by=dina, now=at("7:00"))
    chosen = [Decision(school.lesson("history", TUESDAY).id, "replaced", school["oleg"])]
    substitutions.decide(TeacherAbsence.get(), chosen, "", by=dina, now=at("7:00"))
    file = text((2, 1, "Алгебра"), *WEEK[1:4], (4, 3, "История"), WEEK[5])
    assert prepared(file).lack.endswith(
        "оставьте эти уроки на месте: 01.12, 1-й урок, История, 7 класс: замена."
    )
    with pytest.raises(Refusal, match="снимите замену"):
        load(file)
    assert history(school) == {(2, 1), (5, 3)}
    found = prepared(text(*WEEK))
    assert any("01.12, 1-й урок, История, 7 класс: замена" in one.reason for one in found.remarks)
    load(text((1, 4, "Алгебра"), *WEEK[1:]))
    assert Lesson.select().where(Lesson.substitute == school["oleg"]).count() == 1


def test_the_hours_of_a_file_are_not_taken_and_that_is_said(school: School) -> None:
    file = "Класс;День;Урок;Время;Предмет;Кабинет\n7;Вторник;1;8:30–{};История;12"
    same = prepared(file.format("9:15"))
    assert not [one for one in same.remarks if one.field == "Время уроков"]
    assert any("Время уроков из файла не берётся" in fact for fact in same.facts)
    (other,) = [one for one in prepared(file.format("9:05")).remarks if one.field == "Время уроков"]
    assert other.severity == "warning"
    assert "7 класс, 1-й урок: 8:30–9:05, в журнале 8:30–9:15" in other.reason
    Bell.update(ends=time(9, 5)).where(Bell.number == 1).execute()
    assert not [one for one in prepared(file.format("9:05")).remarks if one.field == "Время уроков"]


def test_a_first_timetable_in_the_middle_of_a_year_tells_what_is_left_without_lessons(school: School) -> None:
    SchoolYear.update(valid_from=date(2026, 9, 1)).execute()
    assert not [one for one in prepared(text(*WEEK)).remarks if one.field == "Действует с"]
    Lesson.delete().where(Lesson.date < NEXT).execute()
    (told,) = [one for one in prepared(text(*WEEK)).remarks if one.field == "Действует с"]
    assert told.severity == "warning" and "до 30.11.2026 уроков в журнале не будет" in told.reason
    assert "до какого номера план уже пройден" in told.reason
    SchoolYear.update(valid_from=date(2026, 11, 16)).execute()
    assert not [one for one in prepared(text(*WEEK)).remarks if one.field == "Действует с"]
