"""The administrator's pages: who works here, by which orders, from how many devices; the settings."""

from datetime import date, timedelta

import pytest

from ejournal.models.audit import Audit
from ejournal.models.people import Duty, Employment
from tests.client import Web, form, queries
from tests.school import MONDAY, PARENTS, PUPILS, STAFF
from tests.views.tables import row, rows

QUERIES = 22  # one notes the reading, three count what waits for an answer


@pytest.mark.clause("4.3.2")
def test_the_list_holds_everybody_on_the_staff_with_duties_and_their_orders(web: Web) -> None:
    shown = web.browser("alla").get("/people").text
    for surname in (person[1] for person in STAFF.values()):
        assert surname in shown
    assert "классный руководитель, 7 класс" in row(shown, "Нилова")[1]
    assert "приказ № 1, с 31.08.2026" in row(shown, "Дымова")[1]
    assert "заместитель директора по УВР" in row(shown, "Дымова")[1]


@pytest.mark.clause("4.3.2")
def test_whoever_is_hired_from_a_later_day_is_listed_with_that_day(web: Web) -> None:
    begins = date(2026, 12, 1)
    web.db(Employment.update(valid_from=begins).where(Employment.person == web.school["oleg"]).execute)
    web.db(Duty.update(valid_from=begins).where(Duty.person == web.school["oleg"]).execute)
    shown = web.browser("alla").get("/people").text
    assert "Учитель, с 01.12.2026" in row(shown, "Орлов")[0]
    assert "учитель приказ № 1, с 01.12.2026" in row(shown, "Орлов")[1]
    assert "с 31.08.2026" not in row(shown, "Ветрова")[0]


@pytest.mark.clause("4.3.2", "4.2.1")
def test_the_administrator_comes_from_people_to_who_teaches_each_page(web: Web) -> None:
    alla = web.browser("alla")
    shown = alla.get("/people").text
    for group in web.school.groups.values():
        assert f'href="/journal/{group}/teachers"' in shown
    assert alla.get(f"/journal/{web.school.groups['history']}/teachers").status_code == 200


@pytest.mark.clause("4.3.2")
def test_the_list_holds_no_family_and_no_whole_snils(web: Web) -> None:
    shown = web.browser("alla").get("/people").text
    for snils, surname, name, *_ in (*PUPILS.values(), *PARENTS.values()):
        assert f"{surname} {name}" not in shown and snils not in shown
    for snils, *_ in STAFF.values():
        assert snils not in shown and snils[:9] not in shown.replace("-", "")
    assert row(shown, "Ветрова")[2] == "***-***-*01 15"


@pytest.mark.clause("4.3.2")
def test_duties_and_people_that_ended_are_not_listed(web: Web) -> None:
    yesterday = MONDAY - timedelta(days=1)
    web.db(Duty.update(valid_to=yesterday).where(Duty.person == web.school["oleg"]).execute)
    web.db(Employment.update(valid_to=yesterday).where(Employment.person == web.school["vera"]).execute)
    shown = web.browser("alla").get("/people").text
    assert "в журнал не войдёт" in row(shown, "Орлов")[1]
    assert "Ветрова" not in shown


@pytest.mark.clause("4.3.2")
def test_live_sessions_are_counted_and_ended_with_one_press(web: Web) -> None:
    web.browser("vera"), web.browser("vera")
    alla = web.browser("alla")
    shown = alla.get("/people").text
    assert row(shown, "Ветрова")[-1].startswith("2 действуют") and row(shown, "Орлов")[-1] == "нет"
    action = f"/people/{web.school['vera']}/end-sessions"
    sent = form(shown, action)
    for _ in range(2):
        assert alla.post(action, sent).location == "/people"
    assert row(alla.get("/people").text, "Ветрова")[-1] == "нет"
    assert web.db(lambda: [row.kind for row in Audit.select()].count("session.end")) == 1


@pytest.mark.clause("4.3.2")
def test_sessions_are_not_ended_without_a_key_or_of_somebody_who_does_not_exist(web: Web) -> None:
    vera, alla = web.browser("vera"), web.browser("alla")
    answer = alla.post(f"/people/{web.school['vera']}/end-sessions")
    assert answer.status_code == 422 and "Страница устарела" in answer.text
    assert alla.post("/people/999/end-sessions", {"key": "k"}).status_code == 404
    assert alla.get(f"/people/{web.school['vera']}/end-sessions").status_code == 405
    assert vera.get("/today").status_code == 200


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("key", ["vera", "nina", "dina", "igor", "anya"])
def test_nobody_else_ends_the_sessions_of_others(web: Web, key: str) -> None:
    oleg = web.browser("oleg")
    answer = web.browser(key).post(f"/people/{web.school['oleg']}/end-sessions", {"key": "k"})
    assert answer.status_code == 403
    assert oleg.get("/today").status_code == 200


@pytest.mark.clause("4.3.2")
def test_the_administrator_sees_neither_marks_nor_lessons(web: Web) -> None:
    alla = web.browser("alla")
    for path in ("/today", "/journal", f"/journal/{web.school.groups['algebra']}", "/diary"):
        assert alla.get(path).status_code == 403
    assert 'href="/journal"' not in alla.get("/people").text


def test_the_settings_are_shown_by_their_titles_with_what_is_in_force(web: Web) -> None:
    web.settings(school_name="МОУ <Глуховская> СШ", entry_minutes=25, electronic_since=date(2026, 12, 1))
    shown = web.browser("dina").get("/settings").text
    assert row(shown, "Краткое наименование")[1] == "МОУ <Глуховская> СШ"
    assert row(shown, "Отметка остаётся в записи")[1] == "25"
    assert row(shown, "дневник открыт только при электронной форме")[1] == "01.12.2026"
    assert row(shown, "Отказывать в записи темы")[1] == "нет"
    assert {cells[1] for cells in rows(shown)[1:] if len(cells) > 1} >= {"не задано", "5"}


def test_people_ask_the_database_no_more_for_more_duties(web: Web) -> None:
    alla = web.browser("alla")
    with queries() as many:
        alla.get("/people")
    others = [web.school[key] for key in STAFF if key != "alla"]
    web.db(
        Employment.update(valid_to=MONDAY - timedelta(days=1)).where(Employment.person.in_(others)).execute
    )
    with queries() as few:
        assert "Ветрова" not in alla.get("/people").text
    assert len(few) == len(many) <= QUERIES


@pytest.mark.clause("4.3.2")
def test_reading_the_list_of_people_is_logged(web: Web) -> None:
    alla = web.browser("alla")
    alla.get("/people")
    assert web.noted() == [("read", "administrator", web.school["alla"], "admin.people", None)]
