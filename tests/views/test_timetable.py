"""п. 4.2.1: the timetable by class, by teacher, by room; what clashes is told to whoever makes it."""

from datetime import date, time, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.timetable import Bell, TimetableEntry
from tests.client import Web, queries
from tests.documents.words import cells
from tests.school import MONDAY, SINCE
from tests.views.absences import plain
from tests.views.tables import row, rows

QUERIES = 26


def week(web: Web, who: str, of: str = "") -> list[list[str]]:
    return rows(plain(web.browser(who).get(f"/timetable?of={of}").text))


def test_a_teacher_opens_the_own_week(web: Web) -> None:
    heading, first, second, *_ = week(web, "vera")
    assert heading == ["Урок", "Понедельник", "Вторник", "Среда", "Четверг", "Пятница"]
    assert first == [
        "1 8:30–9:15",
        "Математика1 класс, каб. 12",
        "—",
        "Алгебра7 класс, каб. 12",
        "—",
        "Алгебра7 класс, каб. 12",
    ]
    assert second == [
        "2 9:25–10:10",
        "Алгебра7 класс, каб. 12",
        "Математика1 класс, каб. 12",
        "—",
        "—",
        "Алгебра7 класс, каб. 12",
    ]


def test_a_class_with_bells_of_its_own_has_its_time_beside_the_lesson(web: Web) -> None:
    """п. 4.2.1, domain.md §7.6: grade 1 goes by shorter lessons."""
    shorter = [(time(8, 30), time(9, 5)), (time(9, 25), time(10)), (time(10, 20), time(10, 55))]

    def ring() -> None:
        Bell.update(grade_from=2).execute()
        for number, (starts, ends) in enumerate(shorter, start=1):
            own = {"grade_from": 1, "grade_to": 1, "valid_from": SINCE}
            Bell.create(number=number, starts=starts, ends=ends, **own)

    web.db(ring)
    of_teacher = week(web, "vera")[1]
    assert of_teacher[0] == "1 8:30–9:15"
    assert of_teacher[1:4] == ["8:30–9:05 Математика1 класс, каб. 12", "—", "Алгебра7 класс, каб. 12"]
    assert week(web, "vera", f"class:{web.school.classes['1']}")[1][:2] == [
        "1 8:30–9:05",
        "МатематикаВетрова В.И., каб. 12",
    ]
    sheet = Document(
        BytesIO(web.browser("vera").get(f"/timetable/week.docx?of=teacher:{web.school['vera']}").data)
    )
    assert cells(sheet)[1][:2] == ["1\n8:30–9:15", "8:30–9:05\nМатематика\n1 класс, каб.\u00a012"]


def test_the_week_of_a_class_names_teachers_and_that_of_a_room_classes(web: Web) -> None:
    of_class = week(web, "dina", f"class:{web.school.classes['7']}")
    assert of_class[1][2] == "ИсторияНилова Н.С., каб. 12"
    assert of_class[3][1].count("Иностранный язык (английский)") == 2
    assert week(web, "dina", "room:12")[1][2] == "История7 класс, Нилова Н.С."


def test_a_timetable_is_shown_as_it_is_in_force_on_a_day(web: Web) -> None:
    history = TimetableEntry.group == web.school.groups["history"]
    web.db(TimetableEntry.update(valid_to=MONDAY).where(history).execute)
    nina = web.browser("nina")
    assert "История" in nina.get(f"/timetable?of=teacher:{web.school['nina']}&day={MONDAY}").text
    later = nina.get(f"/timetable?of=teacher:{web.school['nina']}&day={MONDAY + timedelta(days=1)}").text
    assert "История" not in later


def test_after_the_year_its_last_week_stands(web: Web) -> None:
    """In summer no class has a name of its own yet."""
    june = plain(
        web.browser("vera").get(f"/timetable?of=class:{web.school.classes['7']}&day=2027-06-20").text
    )
    web.clock.set("8:00", date(2027, 7, 1))
    july = plain(web.browser("dina").get(f"/timetable?of=class:{web.school.classes['7']}").text)
    assert rows(july)[1:3] == rows(june)[1:3] and "Алгебра" in july


def test_clashes_are_told_to_whoever_makes_the_timetable(web: Web) -> None:
    shown = plain(web.browser("dina").get("/timetable").text)
    # In the small school everybody has lessons in room 12: on Monday both groups of English at once.
    assert "понедельник, 3-й урок, кабинет 12: Иностранный язык (английский), 7 класс" in shown
    history = TimetableEntry.group == web.school.groups["history"]
    web.db(TimetableEntry.update(weekday=3, number=1).where(history & (TimetableEntry.weekday == 2)).execute)
    shown = plain(web.browser("dina").get("/timetable").text)
    assert "среда, 1-й урок, класс 7: Алгебра, 7 класс; История, 7 класс" in shown
    assert "Накладки" not in web.browser("vera").get("/timetable").text


@pytest.mark.parametrize("of", ["", "class:0", "room:", "нет", "teacher:999999999999999999999"])
def test_what_is_not_there_shows_a_week_that_is(web: Web, of: str) -> None:
    answer = web.browser("vera").get(f"/timetable?of={of}&day=вчера")
    assert answer.status_code == 200 and "Алгебра" in row(answer.text, "Алгебра")[1] + answer.text


def test_families_read_the_diary_and_not_the_timetable_of_the_staff(web: Web) -> None:
    assert web.browser("anya").get("/timetable").status_code == 403


def test_without_a_timetable_the_page_says_how_it_comes(web: Web) -> None:
    web.db(TimetableEntry.delete().execute)
    assert "Расписания ещё нет" in web.browser("vera").get("/timetable").text
    assert "/imports?kind=timetable" in web.browser("dina").get("/timetable").text


def test_the_number_of_queries_is_the_same_for_every_week(web: Web) -> None:
    dina = web.browser("dina")
    found = []
    for of in (f"class:{web.school.classes['7']}", f"teacher:{web.school['nina']}", "room:12"):
        with queries() as seen:
            dina.get(f"/timetable?of={of}")
        found.append(len(seen))
    assert len(set(found)) == 1 and found[0] <= QUERIES
