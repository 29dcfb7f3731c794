"""п. 2.1, 4.2.1: what a file says of a class is of its own pages: those of pupils at home stay so."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models.curriculum import CurriculumHour, Group, members_on
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.rules.movements import Order
from ejournal.services import curriculum, enrolling, movements
from ejournal.services import groups as deeds
from ejournal.services.deeds import deed
from ejournal.services.enrolling import NewPupil
from ejournal.services.groups import Wanted
from ejournal.services.movements import Place
from ejournal.services.newcomers import FullName, Newcomer
from ejournal.services.pages import Pages
from ejournal.services.uploads import NewFile
from tests.school import BY, MONDAY, School, at
from tests.services.steps import refused

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.clause("4.2.1")]

DAY = timedelta(days=1)
TUESDAY, NEXT = MONDAY + DAY, MONDAY + 7 * DAY
NOW = at("12:00")
ENGLISH = "Иностранный язык (английский)"


def at_home(school: School, subject: str = "Алгебра", pupil: str = "anya") -> Group:
    """A page of a pupil at home in a subject, with a lesson on Thursdays."""
    wanted = Wanted(
        kind="home",
        subject=subject,
        name="",
        teacher=school["vera"],
        pupils=frozenset({school[pupil]}),
        since=TUESDAY,
        order="№ 64 от 20.11.2026",
        hours="2",
    )
    deeds.make(SchoolYear.get(), wanted, by=school.actor("dina", Role.DEPUTY), now=NOW)
    made: Group = Group.select().order_by(Group.id.desc()).get()
    TimetableEntry.create(group=made, weekday=4, number=4, room="дом", valid_from=TUESDAY)
    return made


def prepared(kind: str, file: str) -> Prepared:
    chosen = Chosen(since=NEXT.isoformat(), order="№ 70 от 20.11.2026")
    return kinds.prepare(kind, kinds.read(file.encode()), "x.csv", chosen, scope(MONDAY, None, False))


def load(kind: str, file: str) -> None:
    kept = NewFile("import", "x.csv", "text/csv", file.encode())
    register.load(kind, kept, Chosen(), prepared(kind, file), by=BY, now=NOW)


def week(group: int) -> set[tuple[int, int]]:
    """Weekday and number of the lessons of a page a week after the file is in force."""
    span = Lesson.date.between(NEXT, NEXT + 4 * DAY)
    found = Lesson.select().where((Lesson.group == group) & span)
    return {(row.date.isoweekday(), row.number) for row in found}


def going_on(group: int) -> list[tuple[int, int]]:
    mine = (TimetableEntry.group == group) & TimetableEntry.valid_to.is_null()
    return sorted((row.weekday, row.number) for row in TimetableEntry.select().where(mine))


def arrive(school: School) -> int:
    by = school.actor("alla", Role.ADMINISTRATOR)
    new = Newcomer(FullName("Титова", "Таня", None), "f", date(2013, 7, 7), None)
    place = Place("7", frozenset({school.groups["english1"]}))
    movements.arrive(new, place, Order("№ 71 от 23.11.2026", TUESDAY), by=by, now=NOW)
    (come,) = set(members_on(school.groups["english1"], TUESDAY)) - {school["anya"], school["borya"]}
    return come


def test_a_newcomer_comes_to_the_page_of_the_class(school: School) -> None:
    home = at_home(school)
    come = arrive(school)
    assert come in members_on(school.groups["algebra"], TUESDAY)
    assert members_on(home.id, TUESDAY) == [school["anya"]]


def test_a_timetable_of_the_class_is_of_its_own_page_and_the_lessons_at_home_go_on(school: School) -> None:
    home, algebra = at_home(school), school.groups["algebra"]
    load("timetable", "Класс;День;Урок;Предмет;Кабинет\n7;Понедельник;2;Алгебра;12\n7;Среда;4;Алгебра;12")
    assert going_on(algebra) == [(1, 2), (3, 4)] and week(algebra) == {(1, 2), (3, 4)}
    assert going_on(home.id) == [(4, 4)] and week(home.id) == {(4, 4)}
    assert Group.get_by_id(home.id).kind == "home"


def test_a_timetable_that_is_loaded_says_nothing_of_lessons_at_home(school: School) -> None:
    at_home(school)
    found = prepared("timetable", "Класс;День;Урок;Предмет;Кабинет\n7;Понедельник;2;Алгебра;12")
    assert "Алгебра — 3" in " ".join(found.going.lines)  # of four of the class, the one at home is not told


def test_a_teacher_at_home_is_met_in_the_timetable_of_the_class(school: School) -> None:
    """Вера would be with Аня at home and with the class at once: it is told, as of another class."""
    at_home(school)
    found = prepared("timetable", "Класс;День;Урок;Предмет;Кабинет\n7;Четверг;4;Алгебра;12")
    assert found.at_once.count == 1


def test_groups_of_a_file_divide_the_page_of_the_class(school: School) -> None:
    home = at_home(school)
    load(
        "timetable",
        "Класс;День;Урок;Предмет;Группа;Кабинет\n7;Понедельник;2;Алгебра;1;12\n7;Понедельник;2;Алгебра;2;14",
    )
    assert (Group.get_by_id(home.id).kind, Group.get_by_id(home.id).name) == (
        "home",
        "7 класс, обучение на дому",
    )
    algebra = Group.get_by_id(school.groups["algebra"])
    assert (algebra.kind, algebra.name) == ("part", "7 класс, группа 1")


@deed("test.seat", of="person", alone=True)
def seat(pupil: NewPupil, *, by: Actor, now: datetime) -> None:
    enrolling.seat(Pages(SchoolYear.get()), [pupil], {}, TUESDAY)


def test_a_class_list_with_groups_seats_in_parts_beside_a_page_at_home(school: School) -> None:
    home = at_home(school, "История")
    seat(NewPupil(school["borya"], "7", (("История", "1"),)), by=BY, now=NOW)
    assert school["borya"] in members_on(school.groups["history"], TUESDAY)
    assert members_on(home.id, TUESDAY) == [school["anya"]]


def test_a_class_list_leaves_who_learns_at_home_where_they_are(school: School) -> None:
    home, english2 = at_home(school, ENGLISH), school.groups["english2"]
    Group.update(name="7 класс, группа 2").where(Group.id == english2).execute()
    seat(NewPupil(school["anya"], "7", ((ENGLISH, "2"),)), by=BY, now=NOW)
    assert school["anya"] not in members_on(english2, TUESDAY)
    assert members_on(home.id, TUESDAY) == [school["anya"]]
    file = f"ФИО;Класс;Дата рождения;{ENGLISH}, группа\nАлёшина Аня Ивановна;7;01.05.2013;2"
    rows = prepared("class_list", file).rows.values()
    assert [(row.verdict, row.reasons) for row in rows] == [(Verdict.SAME, ())]


def test_the_curriculum_of_the_class_speaks_of_its_own_page(school: School) -> None:
    at_home(school)
    own, by = ClassYear.get(ClassYear.cohort == school.classes["7"]), school.actor("dina", Role.DEPUTY)
    before = Group.select().count()
    curriculum.add(own, "Алгебра", 30, by=by, now=NOW)
    assert Group.select().count() == before and CurriculumHour.get().tenths == 30
    with refused("4.2.1"):
        curriculum.add(own, "Алгебра", 30, by=by, now=NOW)
