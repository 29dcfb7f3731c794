"""«Группы» as the deputy and the administrator use it (п. 2.1, 4.3.2)."""

from datetime import date, timedelta

import pytest

from ejournal.models.curriculum import Group, GroupMember, members_on
from ejournal.models.people import Enrolment, SchoolYear
from tests.client import Web, queries
from tests.school import MONDAY

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.clause("4.3.2")]

NEW = "/groups/new"
MOST = 30


def filled(web: Web, key: str = "dina", **other: str) -> tuple[int, str]:
    """The status of a new group at home, and the page shown next."""
    who = web.browser(key)
    typed = {
        "kind": "home",
        "subject": "Алгебра",
        "teacher": str(web.school["vera"]),
        "pupil": str(web.school["anya"]),
        "since": f"{MONDAY}",
        "order": "№ 64 от 20.11.2026",
        "hours": "2",
    }
    answer = who.post(NEW, who.form(NEW) | typed | other)
    return answer.status_code, who.get(str(answer.location)).text if answer.location else answer.text


def made(web: Web) -> Group:
    found: Group = web.db(Group.select().order_by(Group.id.desc()).get)
    return found


@pytest.mark.parametrize("key", ["dina", "alla"])
def test_a_group_is_made_and_stands_in_the_list_with_its_teacher_pupils_and_hours(web: Web, key: str) -> None:
    status, shown = filled(web, key)
    assert status == 303
    assert "Обучение на дому" in shown and "7 класс, обучение на дому" in shown
    assert "Ветрова" in shown and "в расписании 0" in shown


def test_what_was_typed_stays_in_the_form_that_was_refused(web: Web) -> None:
    before = web.db(Group.select().count)
    status, shown = filled(web, order="", hours="2,5")
    assert status == 422 and "номер и дату приказа" in shown
    assert 'value="2,5"' in shown and f'value="{web.school["anya"]}" checked' in shown
    assert web.db(Group.select().count) == before


def test_a_pupil_comes_and_goes_on_the_page_of_the_group(web: Web) -> None:
    filled(web)
    group, dina = made(web), web.browser("dina")
    page = f"/groups/{group.id}"
    typed = {"pupil": str(web.school["borya"]), "order": "№ 70 от 23.11.2026"}
    assert dina.post(f"{page}/enlist", dina.form(page, f"{page}/enlist") | typed).status_code == 303
    assert "№ 70 от 23.11.2026" in dina.get(page).text
    typed = {"leaver": str(web.school["borya"]), "last": "2026-11-30"}
    assert dina.post(f"{page}/dismiss", dina.form(page, f"{page}/dismiss") | typed).status_code == 303
    assert "по 30.11.2026" in dina.get(page).text
    assert set(web.db(lambda: members_on(group.id, MONDAY))) == {web.school["anya"], web.school["borya"]}


def test_a_group_made_in_error_is_taken_away(web: Web) -> None:
    filled(web)
    group, dina = made(web), web.browser("dina")
    page = f"/groups/{group.id}"
    answer = dina.post(f"{page}/remove", dina.form(page, f"{page}/remove"))
    assert answer.status_code == 303 and "Группа убрана" in dina.get(str(answer.location)).text
    assert web.db(GroupMember.select().where(GroupMember.group == group.id).count) == 0


def sent(web: Web, action: str, **typed: str) -> tuple[int, str]:
    """The status and the page that a form of the newest group answers with."""
    dina, page = web.browser("dina"), f"/groups/{made(web).id}"
    answer = dina.post(f"{page}/{action}", dina.form(page, f"{page}/{action}") | typed)
    return answer.status_code, answer.text


def test_a_day_that_is_over_is_asked_on_every_form_and_written_when_it_is_meant(web: Web) -> None:
    friday = f"{MONDAY - timedelta(days=3)}"
    status, shown = filled(web, since=friday)
    assert status == 422 and "задним числом" in shown and 'name="sure"' in shown
    assert filled(web, since=friday, sure="yes")[0] == 303
    borya = str(web.school["borya"])
    for action, typed in (
        ("enlist", {"pupil": borya, "order": "№ 70 от 20.11.2026", "since": friday}),
        ("dismiss", {"leaver": borya, "last": friday}),
        ("remove", {}),
    ):
        status, shown = sent(web, action, **typed)
        assert status == 422 and shown.count('name="sure"') == 1
        assert sent(web, action, **typed, sure="yes")[0] == 303


def test_a_group_of_a_former_year_is_changed_no_more(web: Web) -> None:
    filled(web)
    group = made(web)

    def age() -> None:
        days = {"valid_from": date(2025, 9, 1), "valid_to": date(2026, 5, 31)}
        year = SchoolYear.create(name="2025/2026", **days)
        Group.update(year=year).where(Group.id == group.id).execute()

    dina, page = web.browser("dina"), f"/groups/{group.id}"
    form = dina.form(page, f"{page}/remove")
    web.db(age)
    assert dina.get(page).status_code == 404
    assert dina.post(f"{page}/remove", form).status_code == 404
    assert web.db(Group.select().where(Group.id == group.id).count) == 1


def test_who_is_to_leave_the_school_may_leave_the_group_before(web: Web) -> None:
    last = MONDAY + timedelta(days=14)
    web.db(Enrolment.update(valid_to=last).where(Enrolment.person == web.school["anya"]).execute)
    filled(web)
    page = web.browser("dina").get(f"/groups/{made(web).id}").text
    assert f"по {last:%d.%m.%Y}" in page and "Ученик больше не в группе" in page
    assert sent(web, "dismiss", leaver=str(web.school["anya"]), last="2026-11-30")[0] == 303


def test_the_page_of_a_class_is_no_group_of_this_list(web: Web) -> None:
    assert web.browser("dina").get(f"/groups/{web.school.groups['algebra']}").status_code == 404
    assert web.browser("vera").get("/groups").status_code == 403


def test_a_day_that_is_none_and_a_pupil_of_nowhere_are_refused(web: Web) -> None:
    assert filled(web, since="")[0] == 422
    status, shown = filled(web, pupil="999999")
    assert status == 422 and "проверьте день и список" in shown


def test_hours_at_home_are_measured_by_the_norm_of_the_grade(web: Web) -> None:
    """domain 7.9: ten hours a week in grades 5–8, of all subjects; the school may have another norm."""
    _, shown = filled(web)
    assert ": 2 ч в неделю, норма 7 класса — 10" in shown
    filled(web, subject="История", hours="8")
    assert "норма 7 класса" not in web.browser("dina").get("/groups").text
    web.settings(home_hours="1 — 8, 5 — 12")
    assert ": 10 ч в неделю, норма 7 класса — 12" in web.browser("dina").get("/groups").text


def test_the_list_takes_as_many_queries_for_every_number_of_groups(web: Web) -> None:
    filled(web)
    dina = web.browser("dina")
    with queries() as one:
        dina.get("/groups")
    filled(web, kind="club", subject="Хор", name="7 класс", order="")
    with queries() as two:
        dina.get("/groups")
    assert len(one) == len(two) <= MOST
