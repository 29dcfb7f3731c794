"""A blank that is downloaded, filled with what is known, and loaded back unchanged changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.loading import blanks, kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models.curriculum import Group, Period
from ejournal.models.people import SchoolYear
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import TimetableEntry
from ejournal.services.uploads import NewFile
from tests.loading.samples import FILES, NOW, load, open_year
from tests.school import BY, LAST, MONDAY, School, at

SUNDAY = MONDAY - timedelta(days=1)
GYM = (
    "Класс;День;Урок;Предмет;Кабинет;Учитель\n"
    "1;Понедельник;1;Математика;зал;Ветрова В.И.\n"
    "7;Понедельник;1;Алгебра;зал;Ветрова В.И.\n"
)


def returned(kind: str, day: date, plan: int | None = None) -> Prepared:
    """The blank as it comes back; nobody has typed an order."""
    own = scope(day, None, kind == "ktp")
    name, content = blanks.blank(kind, own, plan)
    return kinds.prepare(kind, kinds.read(content), name, Chosen(), own)


def plans() -> list[int]:
    return [plan.id for plan in Plan.select()]


@pytest.mark.usefixtures("db")
def test_the_blank_of_every_kind_of_a_whole_school_changes_nothing() -> None:
    open_year()
    for kind in ("curriculum", "staff", "class_list", "timetable", "ktp"):
        for name in (name for name, one in FILES.items() if one["kind"] == kind):
            load(name)
    for kind in kinds.KINDS:
        for plan in plans() if kind == "ktp" else [None]:
            found = returned(kind, NOW.date(), plan)
            assert found.rows and found.nothing_new and not found.at_once.count, (kind, plan)
            assert found.stopped in ("", "Загружать нечего: всё это в журнале уже есть."), kind
    assert len(plans()) == sum(one["kind"] == "ktp" for one in FILES.values())


@pytest.mark.clause("4.2.1")
def test_lessons_that_are_declared_to_go_together_are_no_clash_when_they_come_back(school: School) -> None:
    """One teacher and one room for two classes, as the journal has them in force."""
    where = scope(SUNDAY, None, False)
    chosen = Chosen(since=MONDAY.isoformat(), together="1")
    found = kinds.prepare("timetable", kinds.read(GYM.encode()), "x.csv", chosen, where)
    assert found.at_once.count == 1 and "учитель в это же время занят" in str(found.remarks)
    file = NewFile("import", "x.csv", "text/csv", GYM.encode())
    register.load("timetable", file, chosen, replace(found, confirmed=True), by=BY, now=at("8:00", SUNDAY))
    back = returned("timetable", MONDAY)
    assert (back.nothing_new, back.at_once.count, back.remarks) == (True, 0, ())


@pytest.mark.clause("4.2.1")
def test_two_subjects_of_one_place_in_different_periods_come_back(school: School) -> None:
    Period.update(valid_to=date(2026, 12, 4)).execute()
    grades = {"kind": "quarter", "grade_from": 1, "grade_to": 11}
    days = {"valid_from": date(2026, 12, 7), "valid_to": LAST}
    Period.create(year=SchoolYear.get(), number=3, **grades, **days)
    for key, periods in (("algebra", "2"), ("history", "3")):
        Group.update(periods=periods).where(Group.id == school.groups[key]).execute()
    english = [school.groups["english1"], school.groups["english2"]]  # halves of one name here
    TimetableEntry.delete().where(TimetableEntry.group.in_(english)).execute()
    history = {"group": school.groups["history"], "weekday": 1, "number": 2, "room": "12"}
    TimetableEntry.create(**history, valid_from=date(2026, 11, 2))
    back = returned("timetable", MONDAY)
    assert (back.nothing_new, back.remarks) == (True, ())
    assert set(back.counts) == {Verdict.SAME}


@pytest.mark.clause("4.2.1")
def test_a_real_clash_is_still_told(school: School) -> None:
    """Two lessons of a class at one time that the journal does not have: the second is not loaded."""
    text = "Класс;День;Урок;Предмет\n7;Понедельник;2;Алгебра\n7;Понедельник;2;История\n"
    where = scope(MONDAY, None, False)
    found = kinds.prepare("timetable", kinds.read(text.encode()), "x.csv", Chosen(), where)
    assert "урок уже занят строкой 2" in str(found.remarks) and not found.nothing_new


@pytest.mark.clause("4.5.1")
def test_the_plan_of_a_page_beside_another_of_its_class_comes_back_to_it_alone(school: School) -> None:
    """Who is taught at home has a page of the same subject and class with a plan of its own."""
    algebra = Group.get_by_id(school.groups["algebra"])
    plan = Plan.create(title="Алгебра на дому")
    PlanItem.create(plan=plan, number=1, section="", topic="Одночлены", homework="", work_kind="")
    own = {"subject": algebra.subject, "cohort": algebra.cohort, "grade": 7, "grading": "five"}
    Group.create(year=algebra.year, plan=plan, kind="home", name="7 класс, обучение на дому", **own)
    for number in (plan.id, algebra.plan_id):
        back = returned("ktp", MONDAY, number)
        assert back.nothing_new, number
