"""Remarks of a check and of those after it: each once, in order, none lost (п. 4.2.2, domain 2.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.models.curriculum import Period
from ejournal.models.people import SchoolYear
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson
from ejournal.reports.certificates.content import Content, Remark, from_json, to_json
from ejournal.reports.certificates.made import NOTHING, Known, made
from ejournal.reports.certificates.read import Span
from ejournal.reports.certificates.remarks import carried, in_order, standing
from ejournal.reports.certificates.words import heading_of, results_of
from ejournal.rules.certificates import Ratio
from tests.reports.checked import JANUARY, TUESDAY, fact, held, mark, text
from tests.school import LAST, MONDAY, School, at

pytestmark = pytest.mark.clause("4.2.2")
DAY = timedelta(days=1)
NOW = at("9:00", TUESDAY)
DUE = date(2026, 11, 30)


def remark(place: str, code: str = "topic", *keys: str, since: str = "") -> Remark:
    links = tuple(("/", key) for key in keys)
    return Remark(0, code, "Нет темы", place, (1,), ("В",), (7,), links, keys, "2026-11-30", since)


def check(directions: str = "абвгд", teacher: int = 0) -> Content:
    return made(Span(SchoolYear.get(), MONDAY, MONDAY, None, teacher), directions, DUE, NOTHING, NOW)


def test_classes_stand_by_their_numbers_not_by_their_letters() -> None:
    rows = [remark(f"{grade} класс, Алгебра") for grade in (10, 2, 1, 11)]
    assert [one.place.split()[0] for one in in_order(rows)] == ["1", "2", "10", "11"]
    assert [one.number for one in in_order(rows)] == [1, 2, 3, 4]


def test_what_stands_of_every_earlier_check_is_told_once_with_its_first_day() -> None:
    """Certificates of the 6th and the 13th: the later one had other remarks, and carried one of the first."""
    first = [remark("7 класс", "topic", "a", "b"), remark("8 класс", "topic", "c")]
    second = [remark("7 класс", "topic", "b", since="2026-11-06"), remark("9 класс", "topic", "d")]
    told = [(date(2026, 11, 6), first), (date(2026, 11, 13), second)]
    rows = carried([remark("9 класс", "topic", "d", "e")], told, {"b", "c", "d", "x"})
    assert [(one.place, one.keys, one.since) for one in rows] == [
        ("7 класс", ("b",), "2026-11-06"),
        ("8 класс", ("c",), "2026-11-06"),
        ("9 класс", ("d", "e"), "2026-11-13"),
    ]


def test_one_page_has_one_remark_about_its_plan(school: School) -> None:
    """The КТП of the algebra was returned, and is empty: two checks find it, the table has one row."""
    PlanItem.delete().execute()
    assert [one.code for one in check("а").remarks if one.place == "7 класс, Алгебра"] == ["plan"]
    plan = Plan.get()
    fact(PlanReview, school, plan=plan, kind="returned", version=plan.version, remark="мало", items="")
    mine = [one for one in check("а").remarks if one.place == "7 класс, Алгебра"]
    assert [one.code for one in mine] == ["plan_back"]


def test_a_lesson_without_a_mark_and_a_late_entry_are_told_for_knowledge(school: School) -> None:
    """Domain 2.3, № 2 and 15: in the table, in one row for each teacher, with no day and owed by nobody."""
    lesson = school.lesson("algebra")
    held(school, lesson)
    text(school, lesson, "topic", "Одночлен", late_days=3)
    found = check("б")
    noted = {one.code: one for one in found.remarks if one.noted}
    assert noted.keys() == {"no_marks", "late"}
    assert noted["no_marks"].place == "Алгебра: 7" and noted["no_marks"].owners == (school["vera"],)
    assert not noted["late"].due and not noted["late"].keys and noted["late"].amount == 1
    assert not any(one.noted for one in found.owed)
    assert [one.noted for one in found.remarks] == sorted(one.noted for one in found.remarks), "at the end"
    assert {one.code for one in found.part_of(school["vera"]).remarks} >= {"no_marks", "late"}
    assert not any(one.noted for one in found.part_of(school["nina"]).remarks), "she only leads the class"


def test_homework_for_the_holidays_is_told_for_knowledge_and_not_carried_on(school: School) -> None:
    """Domain 2.3, № 17: the children have had it by then, nothing that a teacher does takes it back."""
    eve = Lesson.select().where(Lesson.group == school.groups["history"]).order_by(Lesson.date.desc()).first()
    held(school, eve)
    text(school, eve, "homework", "Подготовить доклад")
    now, span = JANUARY, Span(SchoolYear.get(), eve.date, eve.date, None, 0)
    [told] = [one for one in made(span, "б", DUE, NOTHING, now).remarks if one.code == "homework_rest"]
    assert told.noted and not told.due and not told.keys
    kept = replace(told, due="2026-12-10", keys=("homework_rest/1",), number=1)  # as it was told before
    issued = Content("7", 1, 1, {}, remarks=(kept,))
    again = made(span, "б", DUE, Known(told=[(eve.date, issued)]), now)
    assert [one.since for one in again.remarks if one.code == "homework_rest"] == [""]
    assert issued.owed == ()


def test_the_part_of_a_class_teacher_is_headed_as_the_whole(school: School) -> None:
    """Two classes were checked; who leads one of them reads the heading of the certificate itself."""
    found = replace(check("а"), classes_checked="1–11")
    part = found.part_of(school["nina"])
    assert heading_of(part, TUESDAY, TUESDAY) == heading_of(found, TUESDAY, TUESDAY)
    assert "1–11\u00a0классов" in heading_of(part, TUESDAY, TUESDAY)
    alone = replace(found, classes_checked="7")
    assert "7\u00a0класса за" in heading_of(alone, TUESDAY, TUESDAY)


def test_a_remark_of_another_class_or_direction_is_not_carried(school: School) -> None:
    """A certificate of the whole school, then a check of attendance alone, then one of grade 1."""
    old = check()
    known = Known(None, [(MONDAY, old)])
    span = Span(SchoolYear.get(), TUESDAY, TUESDAY)
    later = at("9:00", TUESDAY + DAY)
    codes = {one.code for one in made(span, "в", DUE, known, later).remarks if one.since}
    assert codes == {"attendance"}
    first_grade = replace(span, cohorts=[school.classes["1"]])
    rows = [one for one in made(first_grade, "абвгд", DUE, known, later).remarks if one.since]
    assert rows and all(one.cohorts == (school.classes["1"],) for one in rows)


def test_a_term_that_is_over_has_given_nobody_a_mark(school: School) -> None:
    """п. 4.5.5: «мало отметок» stands when the term has ended, and until the marks are there."""
    year = SchoolYear.get()
    before = {
        key for key in standing(year, {"short"}, at("9:00", LAST)) if f"/{school.groups['history']}/" in key
    }
    assert before, "nobody has a mark of history"
    assert before <= standing(year, {"short"}, JANUARY), "the holidays have put nothing right"
    for pupil in ("anya", "borya", "vova", "glasha"):
        history_of = {"group": school.groups["history"], "pupil": school[pupil], "period": Period.get()}
        fact(TermMark, school, JANUARY, value="4", kind="period", **history_of)
    assert not before & standing(year, {"short"}, JANUARY)


def test_a_check_of_one_teacher_is_called_so(school: School) -> None:
    own = check(teacher=school["vera"])
    assert heading_of(own, MONDAY, MONDAY).replace("\u00a0", " ") == (
        "о результатах проверки электронных журналов 1, 7 классов (учитель Ветрова В.И.) за 23 ноября 2026 г."
    )
    assert "учитель" not in heading_of(check(), MONDAY, MONDAY)
    assert from_json(to_json(own)) == own


@pytest.mark.clause("3.7")
def test_those_with_one_mark_are_named_beside_the_per_cent(school: School) -> None:
    """П. 3.7: the per cent of pupils with one mark; domain 2.5: and their names."""
    lesson = school.lesson("algebra")
    held(school, lesson)
    mark(school, lesson, "4", "anya")
    found = check()
    assert found.values["О2"] == Ratio(1, 4)
    told = " ".join(results_of(found, "23 ноября")).replace("\u00a0", " ")
    assert "С одной отметкой: Алёшина А.И., 7 класс: Алгебра." in told
    assert "Без отметок: Власов В.О., 7 класс: Алгебра; Громова-Задунайская Г., 7 класс: Алгебра" in told


def test_a_check_of_one_teacher_counts_the_lessons_given_instead_of_others_and_nothing_else_of_them(
    school: School,
) -> None:
    """Олег gave Monday's algebra instead of Вера; the page, its pupils and its other lessons are hers."""
    lesson = school.lesson("algebra")
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
    mark(school, lesson, "4", "anya")
    own = check(teacher=school["oleg"])
    assert (own.pages, own.lessons) == (1, 2), "his English, and one lesson of the algebra"
    (line,) = own.teachers
    assert (line.size, line.values["З1"]) == (2, Ratio(0, 2))
    assert line.about.startswith("Иностранный язык") and "замена — Алгебра: 7" in line.about
    assert own.values["О1"].whole == 0, "the pupils of the algebra are not his"
    assert {one.place.split(", ")[1] for one in own.remarks if one.code == "attendance"} == {
        "Алгебра",
        "Иностранный язык (английский)",
    }


def test_a_substitution_of_another_month_is_no_page_of_a_check(school: School) -> None:
    december = school.lesson("algebra", MONDAY + 14 * DAY)
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == december.id).execute()
    own = check(teacher=school["oleg"])
    assert (own.pages, own.lessons) == (1, 1)
    assert "Алгебра" not in own.teachers[0].about


def test_a_lesson_of_which_nothing_is_written_lacks_its_topic_and_homework_too(school: School) -> None:
    """П. 4.2.2б, 4.5.2, 4.5.3: what is left after the roll is called stays a remark."""
    lesson = school.lesson("algebra")
    found = {one.code for one in check().remarks if one.place == "7 класс, Алгебра"}
    assert {"attendance", "topic", "homework"} <= found
    keys = {key for one in check().remarks for key in one.keys if f"/{lesson.id}/" in key}
    held(school, lesson)
    left = keys & standing(SchoolYear.get(), {"attendance", "topic", "homework"}, NOW)
    assert {key.split("/")[0] for key in left} == {"topic", "homework"}, "the roll alone is not all"
    text(school, lesson, "topic", "Одночлен")
    text(school, lesson, "homework", "№ 5")
    assert not keys & standing(SchoolYear.get(), {"attendance", "topic", "homework"}, NOW)


def test_a_lesson_that_nobody_owes_lacks_no_topic(school: School) -> None:
    TeacherAbsence.create(
        person=school["vera"], reason="ill", order_number="", valid_from=MONDAY, valid_to=MONDAY
    )
    assert not [one for one in check().remarks if one.code == "topic" and "Алгебра" in one.place]
