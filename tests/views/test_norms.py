"""п. 4.2.1: the school's norms and rooms, the loads, the timetable of the whole school."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.curriculum import CurriculumHour, Group
from ejournal.models.norms import Room, StoredBellNorm, TimetableNorm, bell_norm_on, norms_on
from ejournal.models.people import SchoolYear
from tests.client import Web, queries
from tests.documents.words import cells, lines
from tests.school import MONDAY, School
from tests.views.absences import plain
from tests.views.tables import row, rows

NORMS, ROOMS, BELLS = "/timetable/norms", "/timetable/norms/rooms", "/timetable/norms/bells"


def test_another_norm_holds_from_its_day_and_no_other_grade_gets_a_row(web: Web) -> None:
    dina = web.browser("dina")
    sent = dina.form(NORMS) | {"week_lessons-7": "30", "since": (MONDAY + timedelta(days=7)).isoformat()}
    assert dina.post(NORMS, sent).status_code == 303
    assert web.db(norms_on, MONDAY) == {}
    assert web.db(norms_on, MONDAY + timedelta(days=7)) == {7: (30, 7, 0)}
    assert web.db(TimetableNorm.select().count) == 1
    wrong = dina.post(NORMS, sent | {"day_lessons-1": "сто"})
    assert wrong.status_code == 422 and 'value="30"' in wrong.text


def test_another_norm_of_bells_holds_from_its_day_and_is_told_at_the_bells(web: Web) -> None:
    dina, monday = web.browser("dina"), MONDAY + timedelta(days=7)
    assert "норма — не больше" not in dina.get("/year").text
    sent = dina.form(NORMS, BELLS) | {"lesson_minutes": "40", "bells-since": MONDAY.isoformat()}
    assert dina.post(BELLS, sent).status_code == 303
    assert web.db(bell_norm_on, MONDAY - timedelta(days=1)) is None
    assert web.db(bell_norm_on, monday) == (8, 19, 40, 40, 10)
    assert "1-й урок — 45 минут, норма — не больше 40" in dina.get("/year").text.replace("\u00a0", " ")
    assert dina.post(BELLS, sent | dina.form(NORMS, BELLS)).status_code == 303
    assert web.db(StoredBellNorm.select().count) == 1
    wrong = dina.post(BELLS, sent | {"break_minutes": "много", "first_hour": "7"})
    assert wrong.status_code == 422 and 'value="7"' in wrong.text and "от 0 до 60" in wrong.text
    assert dina.post(BELLS, sent | {"bells-since": ""}).status_code == 422


def test_a_room_takes_several_groups_and_its_clashes_are_gone(web: Web) -> None:
    dina = web.browser("dina")
    clash = "кабинет 12:"
    assert clash in dina.get("/timetable").text
    assert dina.post(ROOMS, dina.form(NORMS, ROOMS) | {"room-12": "3", "room-нет": "2"}).status_code == 303
    assert web.db(lambda: [(room.name, room.groups) for room in Room.select()]) == [("12", 3)]
    assert clash not in dina.get("/timetable").text
    assert dina.post(ROOMS, dina.form(NORMS, ROOMS) | {"room-12": "0"}).status_code == 422


def hours(school: School) -> None:
    for key, tenths in (("algebra", 400), ("english1", 20)):
        subject = Group.get_by_id(school.groups[key]).subject
        own = {"year": SchoolYear.get(), "cohort": school.classes["7"]}
        CurriculumHour.create(subject=subject, tenths=tenths, **own)


def test_the_loads_tell_hours_of_classes_and_of_teachers(web: Web) -> None:
    web.db(hours, web.school)
    text = web.browser("igor").get("/timetable/loads").text.replace("\u00a0", " ")
    assert row(text, "по учебному плану 42 ч, норма — 32")[:4] == ["7", "42", "8", "32"]
    assert row(text, "Ветрова В.И.")[1:4] == ["40", "6", "0"]
    assert "Иностранный язык (английский), 7 класс: 2 / 2" in row(text, "Орлов О.П.")[4]


def test_the_timetable_of_the_whole_school_is_a_page_a_paper_and_a_table(web: Web) -> None:
    vera = web.browser("vera")
    shown = rows(plain(vera.get("/timetable/wall").text))
    assert shown[0] == ["Понедельник", "1", "7"]
    assert shown[1:3] == [
        ["1 8:30–9:15", "Математика, каб. 12", ""],
        ["2 9:25–10:10", "", "Алгебра, каб. 12"],
    ]
    paper = vera.get("/timetable/wall.docx")
    assert cells(Document(BytesIO(paper.data)))[1] == ["1\n8:30–9:15", "Математика, каб.\u00a012", ""]
    assert "spreadsheetml.sheet" in str(vera.get("/timetable/wall.xlsx").mimetype)


@pytest.mark.clause("4.2.1")
@pytest.mark.parametrize(
    ("of", "whose", "cell"),
    [
        ("teacher:{vera}", "Ветрова В.И.", "Алгебра\n7 класс, каб. 12"),
        ("room:12", "Кабинет 12", "Ветрова В.И."),
    ],
)
def test_the_week_of_a_teacher_and_of_a_room_is_a_sheet_and_a_table(
    web: Web, of: str, whose: str, cell: str
) -> None:
    nina, of = web.browser("nina"), of.format(vera=web.school["vera"])
    assert f"/timetable/week.docx?of={of.replace(':', '%3A')}" in nina.get(f"/timetable?of={of}").text
    paper = Document(BytesIO(nina.get(f"/timetable/week.docx?of={of}").data))
    assert f"Расписание: {whose}" in [line.replace("\u00a0", " ") for line in lines(paper)]
    found = cells(paper)
    assert found[0][:2] == ["Урок", "Понедельник"]
    assert any(cell in text.replace("\u00a0", " ") for line in found for text in line)
    assert "spreadsheetml.sheet" in str(nina.get(f"/timetable/week.xlsx?of={of}").mimetype)


@pytest.mark.parametrize("file", ["docx", "xlsx"])
def test_without_a_timetable_there_is_no_sheet_of_a_week(web: Web, file: str) -> None:
    from ejournal.models.timetable import TimetableEntry

    web.db(TimetableEntry.delete().execute)
    assert web.browser("nina").get(f"/timetable/week.{file}").status_code == 404


@pytest.mark.parametrize("page", ["/timetable/loads", "/timetable/wall", NORMS])
def test_a_year_without_a_timetable_has_its_pages_all_the_same(web: Web, page: str) -> None:
    from ejournal.models.timetable import TimetableEntry

    web.db(TimetableEntry.delete().execute)
    assert web.browser("dina").get(page).status_code == 200


@pytest.mark.parametrize("page", ["/timetable/loads", "/timetable/wall", NORMS])
def test_the_number_of_queries_does_not_grow(web: Web, page: str) -> None:
    with queries() as seen:
        web.browser("dina").get(page)
    assert len(seen) <= 24
