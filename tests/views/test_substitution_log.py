"""п. 4.2.2д: the log of a month on screen and in Word, the changes of a day, the queries of the pages."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.timetable import Lesson
from ejournal.services import attendance
from tests.client import Web, queries
from tests.school import MONDAY, at
from tests.views.absences import FRIDAY, ORDER, THURSDAY, WEDNESDAY, decide, plain, replaced, report
from tests.views.tables import row, rows

PAGE_QUERIES, DAY_QUERIES = 20, 19

pytestmark = pytest.mark.clause("4.2.2д")


def test_the_director_prints_the_log_without_signing_as_the_deputy(web: Web) -> None:
    made = Document(BytesIO(web.browser("igor").get("/substitutions/log.docx").data))
    signature = [line.text for line in made.paragraphs if "Заместитель" in line.text]
    assert "Ильин" not in signature[0]


def test_the_log_of_a_month_has_hours_for_the_time_sheet_and_comes_as_word(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, FRIDAY, reason="courses", order=ORDER)
    first, second = web.lesson("algebra", FRIDAY, 1), web.lesson("algebra", FRIDAY, 2)
    wednesday = web.lesson("algebra", WEDNESDAY)
    chosen = {f"_{wednesday}": replaced(web, "oleg"), f"_{first}": replaced(web, "oleg")}
    assert decide(dina, page, ORDER, **chosen, **{f"_{second}": "cancelled"})[0] == 303
    assert "Впереди в этом месяце решений: 3" in dina.get("/substitutions/log").text
    web.clock.set("9:00", FRIDAY)  # the first lesson of Friday goes on
    shown = web.browser("dina").get("/substitutions/log").text
    assert "Замещено уроков: 0, отменено: 1. Уже прошли, но посещаемость не записана: 1 — в часы" in shown
    for lesson, day in ((wednesday, WEDNESDAY), (first, FRIDAY)):
        web.db(called, web, lesson, day)
    web.clock.set("15:00", FRIDAY)
    dina = web.browser("dina")
    shown = dina.get("/substitutions/log").text
    assert row(shown, "25.11.2026")[3:5] == [f"Ветрова В.И.курсы, приказ {ORDER}", "Орлов О.П."]
    assert "Замещено уроков: 2, отменено: 1." in shown
    assert rows(shown)[-1] == ["Орлов О.П.", "2", "—"]
    made = Document(BytesIO(dina.get("/substitutions/log.docx?month=2026-11").data))
    log, totals = (
        [[plain(cell.text) for cell in line.cells] for line in table.rows] for table in made.tables
    )
    assert [line[1:5] + line[7:8] + line[9:10] for line in log[1:]] == [
        ["25.11.2026", "1", "7 класс", "Алгебра", "Орлов О.П.", "1"],
        ["27.11.2026", "1", "7 класс", "Алгебра", "Орлов О.П.", "1"],
        ["27.11.2026", "2", "7 класс", "Алгебра", "", ""],
    ]
    assert log[3][-1] == f"урок отменён, приказ {ORDER}" and totals[1] == ["Орлов О.П.", "2", "0"]
    assert "В этом месяце замен и отмен нет" in dina.get("/substitutions/log?month=2026-12").text


def called(web: Web, lesson: int, day: date) -> None:
    by = web.school.actor("oleg")
    attendance.call_roll(Lesson.get_by_id(lesson), {}, by=by, now=at("9:20", day))


def test_joined_groups_are_told_the_room_where_they_go(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "marina", THURSDAY, THURSDAY)
    lesson = web.lesson("english1", THURSDAY)
    other = web.lesson("english2", THURSDAY)
    web.db(lambda: Lesson.update(room="31").where(Lesson.id == other).execute())
    decide(dina, page, **{f"_{lesson}": f"merged:{web.school['oleg']}"})
    shown = row(dina.get(f"/substitutions/day?day={THURSDAY}").text, "группы вместе")
    assert shown[-2:] == ["Орлов О.П., группы вместе", "31"]


def test_the_changes_of_tomorrow_tell_the_staff_no_reasons(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY, order=ORDER)
    decide(dina, page, **{f"_{web.lesson('algebra', WEDNESDAY)}": replaced(web, "oleg")})
    web.clock.set("15:00", MONDAY + timedelta(days=1))
    marina = web.browser("marina")
    shown = marina.get("/substitutions/day").text
    assert row(shown, "7 класс") == ["1", "7 класс", "АлгебраВетрова В.И.", "Орлов О.П.", "12"]
    assert "болезнь" not in shown and ORDER not in shown
    made = Document(BytesIO(marina.get(f"/substitutions/day.docx?day={WEDNESDAY}").data))
    told = " ".join(plain(cell.text) for line in made.tables[0].rows for cell in line.cells)
    assert "Орлов О.П." in told and "болезнь" not in told and ORDER not in told
    assert marina.get("/substitutions/log").status_code == 403
    assert marina.get(page).status_code == 403


def test_what_is_not_decided_yet_stands_in_the_changes_and_in_the_day_of_the_class(web: Web) -> None:
    """A lesson whose teacher is away is no lesson by the timetable, decided or not."""
    dina, asked = web.browser("dina"), f"day={WEDNESDAY}"
    of_class = f"/timetable?of=class:{web.school.classes['7']}&{asked}"
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    waits = ["1", "7 класс", "АлгебраВетрова В.И.", "замена уточняется", "12"]
    assert row(plain(dina.get(f"/substitutions/day?{asked}").text), "уточняется") == waits
    made = Document(BytesIO(dina.get(f"/substitutions/day.docx?{asked}").data))
    assert "замена уточняется" in [cell.text for line in made.tables[0].rows for cell in line.cells]
    assert row(plain(dina.get(of_class).text), "уточняется")[2:5] == ["Алгебра", "7 класс", "—"]
    assert decide(dina, page, **{f"_{web.lesson('algebra', WEDNESDAY)}": replaced(web, "oleg")})[0] == 303
    for shown in (f"/substitutions/day?{asked}", of_class):
        assert "уточняется" not in dina.get(shown).text and "Орлов" in dina.get(shown).text


def test_a_lesson_that_its_teacher_gave_after_all_is_no_change(web: Web) -> None:
    report(web.browser("dina"), web, "vera", WEDNESDAY, WEDNESDAY)
    lesson = web.lesson("algebra", WEDNESDAY)
    by = web.school.actor("vera")
    web.db(lambda: attendance.call_roll(Lesson.get_by_id(lesson), {}, by=by, now=at("8:40", WEDNESDAY)))
    assert "замен и отмен нет" in web.browser("dina").get(f"/substitutions/day?day={WEDNESDAY}").text


def test_pages_ask_as_often_whatever_the_number_of_lessons(web: Web) -> None:
    dina = web.browser("dina")
    short = report(dina, web, "nina", FRIDAY, FRIDAY)
    long = report(dina, web, "vera", WEDNESDAY, FRIDAY + timedelta(days=14))
    found = []
    for page in (short, long, "/substitutions"):
        with queries() as seen:
            dina.get(page)
        found.append(len(seen))
    assert found[0] == found[1] <= PAGE_QUERIES and found[2] <= PAGE_QUERIES
    with queries() as seen:
        dina.get(f"/substitutions/day?day={FRIDAY}")
    assert len(seen) <= DAY_QUERIES
