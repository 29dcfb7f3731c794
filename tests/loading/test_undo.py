"""A load is taken back whole, in whatever order the files of a school came."""

from typing import Any

import pytest

from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.scope import scope
from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, GroupTeacher, Subject
from ejournal.models.imports import ImportLoad
from ejournal.models.journal import Mark, Work
from ejournal.models.people import (
    ClassYear,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
    SchoolYear,
)
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.rules.refusal import Refusal
from ejournal.services import imports
from ejournal.services.uploads import NewFile
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, ORDER, SCHOOL, bring, load, open_year
from tests.school import ZONE

USUAL: list[str] = SCHOOL["load_order"]
REVERSED = [*reversed(USUAL[:7]), *USUAL[7:]]  # timetable first, the curriculum last
PEOPLE = (Person, PersonName, Employment, Duty, Enrolment, Guardianship, Informing)
PAGES = (ClassYear, Subject, Group, GroupMember, GroupTeacher, CurriculumHour, TimetableEntry, Plan, PlanItem)


@pytest.mark.parametrize("names", [USUAL, REVERSED], ids=["usual order", "reversed"])
def test_every_load_is_taken_back_and_nothing_is_left(db: str, names: list[str]) -> None:
    """Whatever comes first makes what it names; the last load goes first."""
    open_year()
    loads = [load(name) for name in names]
    assert Enrolment.select().count() == SCHOOL["pupils"]
    assert TimetableEntry.select().count() == SCHOOL["timetable_entries"] + SCHOOL["extracurricular_entries"]
    for made in reversed(loads):
        imports.undo(made, by=BY, now=NOW)
    assert {table: table.select().count() for table in (*PEOPLE, *PAGES)} == dict.fromkeys(
        (*PEOPLE, *PAGES), 0
    )
    assert (Lesson.select().count(), SchoolYear.select().count()) == (0, 1)
    assert ImportLoad.select().count() == len(names)
    assert verify(ZONE) == []


def hours() -> dict[str, int]:
    return {row.subject.name: row.tenths for row in CurriculumHour.select()}


@pytest.mark.usefixtures("db")
def test_what_a_load_removed_comes_back() -> None:
    """A second curriculum drops a subject, a second timetable moves a lesson."""
    open_year()
    bring("curriculum", "Учебные предметы;5 класс\nХимия;2\nФизика;1\n")
    before = hours()
    second = bring("curriculum", "Учебные предметы;5 класс\nХимия;3\n")
    assert hours() == {"Химия": 30}
    imports.undo(second, by=BY, now=NOW)
    assert hours() == before
    bring("timetable", "Класс;День;Урок;Предмет;Кабинет\n5;Понедельник;1;Химия;7\n")
    slots = slots_of()
    moved = bring("timetable", "Класс;День;Урок;Предмет;Кабинет\n5;Вторник;2;Химия;7\n")
    assert slots_of() == {(2, 2)}
    imports.undo(moved, by=BY, now=NOW)
    assert slots_of() == slots == {(1, 1)}
    assert {lesson.date.isoweekday() for lesson in lessons()} == {1}
    assert verify(ZONE) == []


def lessons() -> list[Any]:
    return list(Lesson.select())


def slots_of() -> set[tuple[int, int]]:
    return {(entry.weekday, entry.number) for entry in TimetableEntry.select()}


@pytest.mark.usefixtures("db")
def test_a_list_by_which_somebody_has_a_mark_stays() -> None:
    open_year()
    bring("curriculum", "Учебные предметы;5 класс\nХимия;2\n")
    bring("timetable", "Класс;День;Урок;Предмет;Кабинет\n5;Понедельник;1;Химия;7\n")
    listed = bring("class_list", "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n")
    lesson = Lesson.select().order_by(Lesson.date).get()
    pupil = Enrolment.get().person
    work = Work.create(
        lesson=lesson, kind="answer", weight=1, added_at=NOW, added_by=pupil, late_days=0, removed=False
    )
    Mark.create(deed="0" * 32, at=NOW, by=pupil, work=work, pupil=pupil, place=1, value="5", entry_until=NOW)
    with pytest.raises(Refusal, match="опирается сделанное позже"):
        imports.undo(listed, by=BY, now=NOW)
    assert (Enrolment.select().count(), GroupMember.select().count()) == (1, 1)


@pytest.mark.usefixtures("db")
def test_two_loads_of_one_list_prepared_at_once_make_nobody_twice() -> None:
    open_year()
    text = "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n"
    found = kinds.prepare(
        "class_list", kinds.read(text.encode()), "x", Chosen(order=ORDER), scope(NOW.date(), None, False)
    )
    bring("class_list", text)
    with pytest.raises(Refusal, match="Только что загрузили другой файл или изменили"):
        register.load("class_list", NewFile("import", "x", "text/csv", b"x"), Chosen(), found, by=BY, now=NOW)
    assert Person.select().count() == 1
