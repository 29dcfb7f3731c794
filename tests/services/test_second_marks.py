"""п. 4.5.4, domain facts 7.1: the second mark of a composition may go to another subject's page."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ejournal.access import Actor, Role
from ejournal.models import journal
from ejournal.models.curriculum import GroupMember, GroupTeacher
from ejournal.models.journal import Mark, Work
from ejournal.models.timetable import Lesson
from ejournal.reports import cells, lessons
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import attendance, marks, memos
from ejournal.services.deeds import create, deed
from ejournal.services.verify import verify
from tests.school import MONDAY, SINCE, ZONE, School, at
from tests.services.steps import call, cell, put, refused, rows

pytestmark = pytest.mark.clause("4.5.4")
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
SECOND = "composition_second"


@pytest.fixture
def lesson(school: School) -> Lesson:
    """A composition of Monday on a page of Вера, who gives the class history as well; its marks go there."""
    teach(school, by=school.actor("dina", Role.DEPUTY), now=at("8:00"))
    lesson = school.lesson("algebra")
    call(school, lesson)
    marks.add_work(lesson, "composition", by=school.actor("vera"), now=at("9:40"))
    choose(school, lesson)
    return lesson


@deed("test.teach", of="school")
def teach(school: School, *, by: Actor, now: datetime) -> None:
    create(GroupTeacher, group=school.groups["history"], person=school["vera"], valid_from=SINCE)


def choose(school: School, lesson: Lesson, page: str = "history", code: str = "composition") -> None:
    by = school.actor("vera")
    marks.choose_second_page(lesson, code, school.groups.get(page, 0), by=by, now=at("9:41"))


def give(school: School, lesson: Lesson, value: str, day: date = TUESDAY, pupil: str = "anya") -> None:
    put(school, lesson, value, at("12:00", day), kind="composition", pupil=pupil, by="vera")


def roll(school: School, day: date, **codes: str) -> Lesson:
    """The attendance of history on a day."""
    lesson = school.lesson("history", day)
    named = {school[key]: code for key, code in codes.items()}
    attendance.call_roll(lesson, named, by=school.actor("vera"), now=at("11:20", day))
    return lesson


def stands(lesson: Lesson, pupil: int) -> dict[str, str]:
    kinds = {work.id: work.kind for work in journal.works([lesson.id])}
    found = journal.cell_marks([lesson.id], pupil)
    return {kinds[mark.work]: mark.value for mark in found if not mark.withdrawn}


def shown(school: School, lesson: Lesson, reader: str = "vera", day: date = TUESDAY) -> str:
    page = cells.cell_page(lesson, school["anya"], school[reader], at("12:01", day))
    return next(cell.value for cell in page.pupil.cells if cell.column == "composition")


def test_both_marks_stand_on_their_pages_and_are_shown_as_typed(school: School, lesson: Lesson) -> None:
    other = roll(school, TUESDAY)
    give(school, lesson, "4/5")
    assert stands(lesson, school["anya"]) == {"composition": "4"}
    assert stands(other, school["anya"]) == {SECOND: "5"}
    first, second = rows(Mark)
    assert first.deed == second.deed
    assert shown(school, lesson) == "4/5"
    assert verify(ZONE) == []


def test_what_is_in_entry_is_seen_by_its_author_alone(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY)
    give(school, lesson, "4/5")
    assert shown(school, lesson, "dina") == ""
    assert cells.cell_page(lesson, school["anya"], school["dina"], at("8:00", WEDNESDAY)).pupil.cells[
        1
    ].value == ("4/5")


def test_a_lesson_of_the_same_day_is_taken_before_a_later_one(school: School) -> None:
    teach(school, by=school.actor("dina", Role.DEPUTY), now=at("8:00"))
    lesson = school.lesson("algebra", FRIDAY, 1)
    call(school, lesson)
    marks.add_work(lesson, "composition", by=school.actor("vera"), now=at("9:00", FRIDAY))
    marks.choose_second_page(
        lesson, "composition", school.groups["history"], by=school.actor("vera"), now=at("9:00", FRIDAY)
    )
    roll(school, TUESDAY)
    same_day, later = roll(school, FRIDAY), roll(school, TUESDAY + timedelta(days=7))
    give(school, lesson, "4/5", TUESDAY + timedelta(days=7))
    assert (stands(same_day, school["anya"]), stands(later, school["anya"])) == ({SECOND: "5"}, {})


def test_two_works_do_not_share_a_column_there(school: School, lesson: Lesson) -> None:
    """Compositions of Monday and Wednesday, and the first lesson of the other page held on Friday."""
    wednesday = school.lesson("algebra", WEDNESDAY)
    call(school, wednesday)
    by, now = school.actor("vera"), at("12:00", WEDNESDAY)
    marks.add_work(wednesday, "composition", by=by, now=now)
    marks.choose_second_page(wednesday, "composition", school.groups["history"], by=by, now=now)
    friday, next_one = roll(school, FRIDAY), TUESDAY + timedelta(days=7)
    give(school, lesson, "4/5", FRIDAY)
    with refused("4.5.4"):
        give(school, wednesday, "3/2", FRIDAY)
    tuesday = roll(school, next_one)
    give(school, wednesday, "3/2", next_one)
    assert stands(friday, school["anya"]) == {SECOND: "5"}
    assert stands(tuesday, school["anya"]) == {SECOND: "2"}
    assert shown(school, lesson, day=next_one) == "4/5"
    assert shown(school, wednesday, day=next_one) == "3/2"


def test_who_is_not_on_the_other_page_gets_no_mark_there(school: School, lesson: Lesson) -> None:
    mine = (GroupMember.group == school.groups["history"]) & (GroupMember.person == school["anya"])
    GroupMember.update(valid_to=MONDAY).where(mine).execute()
    other = roll(school, TUESDAY)
    with refused("4.5.4"):
        give(school, lesson, "4/5")
    give(school, lesson, "4/5", pupil="borya")
    assert (stands(other, school["anya"]), stands(other, school["borya"])) == ({}, {SECOND: "5"})


def test_who_was_away_there_gets_it_on_the_next_lesson(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY, anya="Н")
    friday = roll(school, FRIDAY)
    give(school, lesson, "4/5", FRIDAY)
    give(school, lesson, "3/2", FRIDAY, "borya")
    assert stands(friday, school["anya"]) == {SECOND: "5"}
    assert stands(friday, school["borya"]) == {}
    assert stands(school.lesson("history", TUESDAY), school["borya"]) == {SECOND: "2"}


@pytest.mark.parametrize("codes", [None, {"anya": "Н"}])
def test_without_a_lesson_there_neither_is_written(
    school: School, lesson: Lesson, codes: dict[str, str] | None
) -> None:
    if codes is not None:
        roll(school, TUESDAY, **codes)
    with refused("4.5.4") as caught:
        give(school, lesson, "4/5")
    assert (
        "на странице «История» с 23.11 нет свободного урока с сохранённой посещаемостью"
        in caught.value.message
    )
    give(school, lesson, "4")
    assert stands(lesson, school["anya"]) == {"composition": "4"}


def test_the_second_is_added_later_to_the_first(school: School, lesson: Lesson) -> None:
    give(school, lesson, "4", MONDAY)
    other = roll(school, TUESDAY)
    give(school, lesson, "4/5")  # the first is set since Monday and stays
    assert (stands(lesson, school["anya"]), stands(other, school["anya"])) == (
        {"composition": "4"},
        {SECOND: "5"},
    )


def test_one_value_leaves_the_second_and_nothing_takes_both_back(school: School, lesson: Lesson) -> None:
    other = roll(school, TUESDAY)
    give(school, lesson, "4/5")
    give(school, lesson, "3")
    assert (shown(school, lesson), stands(other, school["anya"])) == ("3/5", {SECOND: "5"})
    give(school, lesson, "3/4")
    assert stands(other, school["anya"]) == {SECOND: "4"}
    give(school, lesson, "")
    assert (stands(lesson, school["anya"]), stands(other, school["anya"])) == ({}, {})


def test_a_second_mark_that_is_set_is_never_changed(school: School, lesson: Lesson) -> None:
    other = roll(school, TUESDAY)
    give(school, lesson, "4/5")
    for value, way in (("4/3", None), ("3/5", Way.SET), ("", Way.SET)):
        with refused("4.5.4", way):
            put(school, lesson, value, at("8:00", WEDNESDAY), kind="composition", by="vera")
    assert stands(other, school["anya"]) == {SECOND: "5"}


@pytest.mark.parametrize("value", ["4/", "/5", "4/6", "4/5/3", "н/5"])
def test_nothing_is_written_of_what_is_no_mark(school: School, lesson: Lesson, value: str) -> None:
    roll(school, TUESDAY)
    with pytest.raises(Refusal):
        give(school, lesson, value)
    assert rows(Mark) == []


def test_a_mark_of_six_names_the_other_page(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY)
    with refused("4.5.4") as caught:
        give(school, lesson, "4/6")
    assert caught.value.message.startswith("Вторая отметка, «История», 24.11. Такой отметки нет")


def test_after_the_deadline_of_the_work_there_neither_is_written(school: School, lesson: Lesson) -> None:
    """A composition in grade 7 is due in seven days: of history on Tuesday, until the next one."""
    roll(school, TUESDAY)
    for pupil in ("anya", "borya"):
        give(school, lesson, "4", MONDAY, pupil)
    put(school, lesson, "4/5", at("23:50", TUESDAY + timedelta(days=7)), kind="composition", by="vera")
    with pytest.raises(Refusal, match=r"«История», 24\.11\. Срок отметок за эту работу истёк 01\.12"):
        put(
            school,
            lesson,
            "4/5",
            at("8:00", WEDNESDAY + timedelta(days=7)),
            kind="composition",
            pupil="borya",
        )


def test_only_a_page_of_the_teacher_with_these_pupils_is_chosen(school: School, lesson: Lesson) -> None:
    for page in ("english1", "counting", "algebra"):
        with refused("4.5.4"):
            choose(school, lesson, page)
    choose(school, lesson, "the cell itself")
    give(school, lesson, "4/5", MONDAY)
    assert stands(lesson, school["anya"]) == {"composition": "4/5"}


def test_where_it_goes_stays_once_a_mark_stands(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY)
    give(school, lesson, "4/5")
    with refused("4.5.4"):
        choose(school, lesson, "the cell itself")
    give(school, lesson, "")
    choose(school, lesson, "the cell itself")


def test_two_marks_in_one_cell_stay_there(school: School, lesson: Lesson) -> None:
    choose(school, lesson, "the cell itself")
    give(school, lesson, "4/5", MONDAY)
    with refused("4.5.4"):
        choose(school, lesson)
    give(school, lesson, "", MONDAY)  # taken back while in entry: the cells are empty
    choose(school, lesson)


def test_a_work_of_one_mark_has_no_second_page(school: School, lesson: Lesson) -> None:
    marks.add_work(lesson, "control", by=school.actor("vera"), now=at("9:42"))
    with refused("4.5.4"):
        choose(school, lesson, code="control")
    with refused("", Way.RELOAD):
        choose(school, lesson, code="dictation")


def test_its_column_comes_from_the_work_alone(school: School, lesson: Lesson) -> None:
    other = roll(school, TUESDAY)
    with refused("4.5.4"):
        marks.add_work(other, SECOND, by=school.actor("vera"), now=at("11:30", TUESDAY))
    with refused("4.5.4"):
        put(school, other, "5", at("11:30", TUESDAY), kind=SECOND, by="vera")
    give(school, lesson, "4/5")
    put(school, other, "3", at("12:10", TUESDAY), kind=SECOND, pupil="borya", by="vera")
    assert stands(other, school["borya"]) == {SECOND: "3"}
    assert [work.source_id for work in rows(Work)] == [None, rows(Work)[0].id]


def test_the_page_is_no_longer_the_teachers(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY)
    give(school, lesson, "4/5")
    GroupTeacher.update(valid_to=MONDAY).where(
        (GroupTeacher.group == school.groups["history"]) & (GroupTeacher.person == school["vera"])
    ).execute()
    with refused("4.5.4"):
        give(school, lesson, "4/4")
    with refused("4.5.4"):
        give(school, lesson, "4/4", pupil="borya")


def test_a_memo_puts_one_mark_right_in_its_own_cell(school: School, lesson: Lesson) -> None:
    roll(school, TUESDAY)
    give(school, lesson, "4/5")
    found, by = cell(lesson, "composition", school["anya"]), school.actor("vera")
    assert found
    said: dict[str, Any] = {"pupil": None, "reason": "slip", "words": "", "evidence": "тетрадь", "by": by}
    with refused(""):
        memos.report_mistake(lesson, found.id, "3/5", **said, now=at("8:00", WEDNESDAY))
    memos.report_mistake(lesson, found.id, "3", **said, now=at("8:00", WEDNESDAY))


def test_the_lesson_offers_the_pages_to_its_teacher(school: School, lesson: Lesson) -> None:
    history = school.groups["history"]
    page = lessons.page(lesson, school["vera"], at("12:00"))
    assert (page.second.choices, page.second.chosen) == (
        {history: "История, 7 класс"},
        {history: "История, 7 класс"},
    )
    assert lessons.page(lesson, school["dina"], at("12:00")).second.choices == {}
