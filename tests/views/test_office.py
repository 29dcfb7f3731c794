"""Duties, guardians, teachers of pages, the order of п. 4.1.3, openings: forms that work without scripts."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.appointments import Appointment
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Period
from ejournal.models.openings import Opening
from ejournal.models.people import Duty, Guardianship, PersonName, SchoolYear
from ejournal.models.timetable import TimetableEntry
from tests.client import Browser, Web, form
from tests.school import MONDAY
from tests.views.absences import plain, report

TUESDAY = MONDAY + timedelta(days=1)
ORDER = {"order": "№ 61 от 23.11.2026", "day": MONDAY.isoformat()}


def send(who: Browser, page: str, action: str = "", **fields: str) -> tuple[int, str]:
    """Fill the form of a page and send it; the status, and where to or what was said."""
    action = action or page
    answer = who.post(action, who.form(page, action) | fields)
    return answer.status_code, answer.location or answer.text


@pytest.mark.clause("4.3.2")
def test_a_duty_is_given_and_ended_on_the_card(web: Web) -> None:
    alla = web.browser("alla")
    page = f"/people/{web.school['oleg']}/duties"
    assert f'href="{page}"' in alla.get(f"/people/{web.school['oleg']}").text
    assert send(alla, page, role="deputy", **ORDER) == (303, f"{page}?saved=yes")
    status, text = send(alla, page, role="deputy", **ORDER)
    assert status == 422 and "уже есть и действует" in text and "№ 61 от 23.11.2026" in text
    duty = web.db(lambda: Duty.get((Duty.person == web.school["oleg"]) & (Duty.role == "deputy")).id)
    assert send(alla, page, f"{page}/{duty}/end", **ORDER) == (303, f"{page}?saved=yes")
    assert "Заместитель директора по УВР" in alla.get(page).text
    assert "с 23.11.2026 по 23.11.2026" in alla.get(page).text


@pytest.mark.clause("4.3.2")
def test_somebody_is_hired_and_dismissed(web: Web) -> None:
    alla = web.browser("alla")
    new = {"surname": "Лунин", "name": "Лев", "patronymic": "Львович", "birth_date": "1990-03-14"}
    status, page = send(alla, "/people/staff/new", role="teacher", **new, **ORDER)
    made = web.db(lambda: PersonName.get(PersonName.surname == "Лунин").person.id)
    assert (status, page) == (303, f"/people/{made}/duties?saved=yes")
    assert send(alla, page, f"/people/{made}/dismiss", **ORDER) == (303, f"/people/{made}?saved=yes")
    status, text = send(alla, "/people/staff/new", role="", **new, **ORDER)
    assert status == 422 and "Выберите обязанность" in text and 'value="Лунин"' in text


@pytest.mark.clause("4.3.2")
def test_a_second_class_teacher_is_asked_about_with_a_box_to_confirm(web: Web) -> None:
    alla = web.browser("alla")
    page = f"/people/{web.school['oleg']}/duties"
    assert 'name="sure"' not in alla.get(page).text
    sent = {"role": "class_teacher", "class": "7"} | ORDER
    status, text = send(alla, page, **sent)
    assert status == 422 and "Нилова" in text and "Да, классных руководителей будет двое" in text
    assert form(text, page)["class"] == "7"
    assert send(alla, page, sure="yes", **sent)[0] == 303


@pytest.mark.clause("4.4.1")
def test_the_class_teacher_adds_and_ends_a_guardian(web: Web) -> None:
    nina = web.browser("nina")
    page = f"/people/{web.school['anya']}/guardians"
    new = {"surname": "Лунина", "name": "Лада", "patronymic": "Львовна", "relation": "опекун"}
    status, text = send(nina, page, **new)
    assert status == 422 and "телефон или почту" in text and 'value="Лунина"' in text
    assert send(nina, page, phone="8 911 000-00-01", **new) == (303, f"{page}?saved=yes")
    made = web.db(lambda: Guardianship.select().order_by(Guardianship.id.desc()).get().id)
    assert send(nina, page, f"{page}/{made}/end", last=MONDAY.isoformat()) == (303, f"{page}?saved=yes")
    assert nina.get(f"/people/{web.school['yana']}/guardians").status_code == 404  # of another class
    assert nina.get(f"/people/{web.school['anya_mother']}/guardians").status_code == 404  # no pupil


@pytest.mark.clause("4.2.1")
def test_the_deputy_hands_a_page_over(web: Web) -> None:
    dina, group = web.browser("dina"), web.school.groups["algebra"]
    page = f"/journal/{group}/teachers"
    assert f'href="{page}"' in dina.get(f"/journal/{group}").text
    fields = dina.form(page) | {"day": "2026-11-16", "teacher": str(web.school["oleg"])}
    answer = dina.post(page, fields)
    assert answer.status_code == 422 and "задним числом" in answer.text
    assert dina.post(page, dina.form(page) | fields | {"day": TUESDAY.isoformat()}).status_code == 303
    shown = plain(dina.get(page).text)
    assert "с 24.11.2026" in shown and "по 23.11.2026" in shown
    assert web.db(lambda: GroupTeacher.select().where(GroupTeacher.group == group).count()) == 2


@pytest.mark.clause("4.2.1")
def test_the_deputy_says_in_which_periods_a_subject_is_taught(web: Web) -> None:
    dina, group = web.browser("dina"), web.school.groups["history"]
    page, action = f"/journal/{group}/teachers", f"/journal/{group}/periods"
    web.db(_second_half)
    shown = dina.get(page).text.split('id="periods"')[1]
    assert shown.count("checked") == 2 and "III четверть" in shown
    fields = {"key": dina.form(page, f"{action}#periods")["key"], "period": "2"}
    answer = dina.post(action, fields)
    assert answer.status_code == 422 and "уроков исчезнут" in answer.text
    asked = answer.text.split('id="periods"')[1]
    assert asked.count("checked") == 1 and 'name="sure"' in asked
    again = {"key": "k" * 20, "period": "2", "sure": "yes"}
    assert dina.post(action, again).status_code == 303
    timetable = dina.get(f"/timetable?of=class:{web.school.classes['7']}").text
    assert 'История <span class="days">II\u00a0четв.</span>' in timetable
    assert web.browser("vera").post(action, again).status_code == 403


def _second_half() -> None:
    """The one quarter of the small school becomes two."""
    Period.update(valid_to=date(2026, 12, 4)).execute()
    own = {"kind": "quarter", "grade_from": 1, "grade_to": 11}
    days = {"valid_from": date(2026, 12, 7), "valid_to": date(2026, 12, 30)}
    Period.create(year=SchoolYear.get(), number=3, **own, **days)


@pytest.mark.clause("4.1.3")
def test_the_order_is_filled_in_by_the_deputy_printed_and_signed_by_the_director(web: Web) -> None:
    dina, igor = web.browser("dina"), web.browser("igor")
    people = {"administrator": "dina", "technician": "oleg", "checker": "dina"}
    named = {name: str(web.school[key]) for name, key in people.items()}
    status, _ = send(dina, "/appointments", number="№ 61 от 23.11.2026", act="Положением № 12", **named)
    assert status == 303
    order = web.db(lambda: Appointment.get().id)
    action = f"/appointments/{order}/sign"
    assert action not in dina.get("/appointments").text
    assert dina.post(action, {"key": "k" * 20, "version": "1"}).status_code == 403
    paper = Document(BytesIO(dina.get(f"/appointments/{order}/order.docx").data))
    said = plain("\n".join(paragraph.text for paragraph in paper.paragraphs))
    assert "ПРИКАЗ\n№ 61 от 23.11.2026" in said and "в соответствии с Положением № 12" in said
    assert "2. Назначить техническим специалистом" in said and "Орлов" in said
    assert send(igor, "/appointments", action)[0] == 303
    assert web.browser("dina").get("/people").status_code == 200


@pytest.mark.clause("4.1.3", "4.3.2")
def test_an_administrator_whom_the_order_relieves_is_told_before_and_after(web: Web) -> None:
    alla, school = web.browser("alla"), web.school
    named = {"administrator": str(school["dina"]), "technician": str(school["oleg"])}
    named |= {"checker": str(school["dina"]), "relieves": "yes"}
    send(alla, "/appointments", number="№ 61 от 23.11.2026", **named)
    action = f"/appointments/{web.db(lambda: Appointment.get().id)}/sign"
    assert "вы перестанете быть администратором" in alla.get("/appointments").text
    assert "перестанете быть" not in web.browser("igor").get("/appointments").text
    status, text = send(alla, "/appointments", action)
    assert status == 422 and "подтвердите это" in text
    status, page = send(alla, "/appointments", action, sure="yes")
    assert status == 303
    answer = alla.get(page)
    assert answer.status_code == 200 and "Приказ подписан" in answer.text  # the day of the order is the last
    web.clock.set("9:00", TUESDAY)
    assert web.browser("alla").get("/appointments").status_code == 403


@pytest.mark.clause("4.1.3")
def test_the_order_names_the_administrators_whom_it_relieves_on_the_page_and_on_paper(web: Web) -> None:
    dina, school = web.browser("dina"), web.school
    named = {name: str(school["dina"]) for name in ("administrator", "technician", "checker")}
    assert "сейчас администратор журнала — Агатова" in plain(dina.get("/appointments").text)
    send(dina, "/appointments", number="№ 61 от 23.11.2026", relieves="yes", **named)
    assert "освобождаются: Агатова" in plain(dina.get("/appointments").text)
    order = web.db(lambda: Appointment.get().id)
    paper = Document(BytesIO(dina.get(f"/appointments/{order}/order.docx").data))
    said = plain("\n".join(paragraph.text for paragraph in paper.paragraphs))
    assert "Освободить от обязанностей администратора: Агатова" in said


@pytest.mark.clause("4.1.3", "3.1")
def test_the_technical_specialist_stands_on_the_card_and_is_let_in_nowhere_else(web: Web) -> None:
    alla, school, number = web.browser("alla"), web.school, "№ 61 от 23.11.2026"
    named = {"administrator": str(school["dina"]), "checker": str(school["dina"]), "relieves": "yes"}
    send(alla, "/appointments", number=number, technician=str(school["alla"]), **named)
    send(alla, "/appointments", f"/appointments/{web.db(lambda: Appointment.get().id)}/sign", sure="yes")
    web.clock.set("9:00", TUESDAY)
    card = plain(web.browser("dina").get(f"/people/{school['alla']}").text)
    assert "Технический специалист по работе с электронным журналом" in card and number in card
    specialist = web.browser("alla")
    assert specialist.get("/").location == "/nobody"
    answer = specialist.get("/nobody")
    assert answer.status_code == 403 and "Вы — технический специалист по приказу" in answer.text
    for page in ("/people", "/journal", "/timetable", "/settings", "/appointments"):
        assert specialist.get(page).status_code == 403, page
    assert "нет ни обязанностей по приказу" not in answer.text


@pytest.mark.clause("4.5.2", "4.5.4")
def test_a_day_of_failure_is_declared_with_its_act(web: Web) -> None:
    """Both who sign it are named in one order, initials first."""
    dina = web.browser("dina")
    named = {"administrator": str(web.school["dina"]), "checker": str(web.school["dina"])}
    send(dina, "/appointments", number="№ 61 от 23.11.2026", technician=str(web.school["oleg"]), **named)
    send(web.browser("igor"), "/appointments", f"/appointments/{web.db(lambda: Appointment.get().id)}/sign")
    web.clock.set("9:00", TUESDAY)
    dina = web.browser("dina")
    days = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat(), "order": "№ 3 от 24.11.2026"}
    status, text = send(dina, "/openings", "/openings/failures", what=" ", **days)
    assert status == 422 and "что не работало" in text
    assert send(dina, "/openings", "/openings/failures", what="нет сети", **days)[0] == 303
    act = web.db(lambda: Opening.get().id)
    paper = Document(BytesIO(dina.get(f"/openings/failures/{act}/act.docx").data))
    said = plain("\n".join(paragraph.text for paragraph in paper.paragraphs))
    assert "23 ноября 2026 г." in said and "по 24 ноября 2026 г." in said and "нет сети" in said
    signed = plain(" ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells))
    assert "О.П. Орлов" in said + signed and "Д.Ю. Дымова" in said + signed
    vera = web.browser("vera")
    page = vera.get(f"/lessons/{web.lesson('algebra')}").text
    assert "открыт для записей по 24.11" in page


@pytest.mark.clause("4.5.2")
def test_a_lesson_of_somebody_ill_is_handed_to_a_colleague(web: Web) -> None:
    web.clock.set("9:00", TUESDAY)
    dina, lesson = web.browser("dina"), web.lesson("algebra")
    report(dina, web, "vera", TUESDAY, TUESDAY + timedelta(days=3))
    action = f"/openings/lessons/{lesson}"
    assert web.browser("oleg").get(f"/lessons/{lesson}").status_code == 404
    order = {"teacher": str(web.school["oleg"]), "order": "№ 12 от 24.11.2026"}
    assert send(dina, "/openings", action, **order)[0] == 303
    assert "пн 23.11" in web.browser("oleg").get("/today").text.split('id="owed"')[1]
    back = f"/openings/{web.db(lambda: Opening.get().id)}/withdraw"
    assert "Орлов" in dina.get("/openings").text
    assert send(dina, "/openings", back)[0] == 303
    assert web.browser("oleg").get(f"/lessons/{lesson}").status_code == 404


@pytest.mark.clause("4.5.2")
def test_the_lesson_of_a_mixed_group_says_which_class_learns_from_home(web: Web) -> None:
    dina, mixed = web.browser("dina"), web.school.groups["english1"]
    web.db(Group.update(kind="mixed", cohort=None).where(Group.id == mixed).execute)
    web.db(lambda: GroupMember.create(group=mixed, person=web.school["yana"], valid_from=MONDAY))
    page, said = f"/lessons/{web.lesson('english1')}", "Из дома учится: 1 класс."
    assert "Из дома" not in web.browser("marina").get(page).text
    days = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat(), "order": "№ 80 от 23.11.2026"}
    fields = dina.form("/days-off") | days | {"classes": str(web.school.classes["1"]), "kind": "quarantine"}
    assert dina.post("/days-off/remote", fields).status_code == 303
    assert said in web.browser("marina").get(page).text
    assert "Из дома" not in web.browser("vera").get(f"/lessons/{web.lesson('algebra')}").text


@pytest.mark.clause("4.5.2")
def test_a_class_learns_from_home_and_the_family_sees_it(web: Web) -> None:
    dina = web.browser("dina")
    days = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat(), "order": "№ 80 от 23.11.2026"}
    fields = dina.form("/days-off") | days | {"classes": str(web.school.classes["7"]), "kind": "quarantine"}
    assert dina.post("/days-off/remote", fields).status_code == 303
    assert "Уроки дистанционно: карантин" in web.browser("anya").get(f"/diary/{web.school['anya']}").text
    assert "дистанционно" in web.browser("vera").get("/today").text
    opening = web.db(lambda: Opening.get().id)
    assert send(dina, "/days-off", f"/days-off/remote/{opening}/end")[0] == 303
    assert "дистанционно" not in web.browser("vera").get("/today").text


@pytest.mark.clause("4.2.1")
def test_the_opening_of_the_year_is_withdrawn_while_it_lasts(web: Web) -> None:
    first = web.db(lambda: SchoolYear.get().valid_from)
    web.clock.set("9:00", first + timedelta(days=1))
    dina = web.browser("dina")
    days = {"year_first": first.isoformat(), "year_last": (first + timedelta(days=7)).isoformat()}
    assert send(dina, "/openings", "/openings/year", year_order="№ 70 от 01.11.2026", **days)[0] == 303
    action = f"/openings/{web.db(lambda: Opening.get().id)}/withdraw"
    status, back = send(dina, "/openings", action)
    text = dina.get(back).text
    assert status == 303 and "✓ Отменено" in text and 'action="/openings/year"' in text


@pytest.mark.clause("4.3.1")
def test_before_the_timetable_the_administrator_begins_with_the_preparation(web: Web) -> None:
    alla = web.browser("alla")
    assert alla.get("/").location == "/people"
    assert "загружают учителя и заместитель" in alla.get("/setup").text
    shown = web.browser("dina").get("/setup").text
    assert "загружают учителя и заместитель" not in shown
    assert shown.count("загружает администратор") == 2 and "kind=staff" not in shown  # people are not hers
    web.db(lambda: TimetableEntry.delete().execute())
    assert alla.get("/").location == "/setup"


@pytest.mark.clause("4.4.3", "3.1")
def test_a_teacher_without_a_class_is_told_whose_page_attendance_is(web: Web) -> None:
    """Also one whose child learns at the school: she is staff, the diary is not what she asked for."""
    answer = web.browser("marina").get("/attendance")
    assert answer.status_code == 403 and "страница классного руководителя" in answer.text
    assert "только работникам школы" not in answer.text
    family = web.browser("anya_mother").get("/attendance")
    assert family.status_code == 403 and "только работникам школы" in family.text
