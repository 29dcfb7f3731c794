"""«Сообщить об отсутствии»: a parent tells beforehand and reads the answer."""

from datetime import timedelta

import pytest

from ejournal.access import Role
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.people import Cohort, Person
from ejournal.rules.grounds import Wanted
from ejournal.services import grounds
from tests.client import Web, form, queries
from tests.school import MONDAY, at
from tests.views.steps import desk, fill

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def tell(web: Web, **typed: str) -> int:
    """The mother of Аня tells of Tuesday and Wednesday; the status of the answer."""
    mother, page = web.browser("anya_mother"), f"/diary/{web.school['anya']}/absences"
    assert f'href="{page}"' in mother.get(f"/diary/{web.school['anya']}").text
    fields = mother.form(page) | {"first": str(TUESDAY), "last": str(WEDNESDAY), "words": "<b>кашель</b>"}
    return mother.post(page, fields | typed).status_code


@pytest.mark.clause("4.4.3", "2.5")
def test_a_notice_is_a_proposal_and_the_parent_reads_that_it_was_accepted(web: Web) -> None:
    assert tell(web) == 303
    mother, page = web.browser("anya_mother"), f"/diary/{web.school['anya']}/absences"
    assert "ждёт ответа" in mother.get(page).text
    nina, week = web.browser("nina"), f"/attendance/{web.school.classes['7']}"
    shown = nina.get(week).text
    assert "Сообщили родители" in shown and "&lt;b&gt;кашель&lt;/b&gt;" in shown
    vera = web.browser("vera").get(f"/lessons/{web.lesson('algebra', WEDNESDAY)}").text
    assert "родители сообщили: болезнь, до 25.11" in vera
    action = f"/attendance/notices/{web.db(lambda: AbsenceNotice.get().id)}?week={MONDAY}"
    fields = form(shown, action)
    assert fields["code"] == "Б"
    assert nina.post(action, fields | {"do": "accept"}).status_code == 303
    assert web.db(lambda: AbsenceGround.get().code) == "Б"
    assert "принято" in mother.get(page).text and "Сообщили родители" not in nina.get(week).text


@pytest.mark.clause("4.4.3", "2.5")
def test_the_first_page_of_the_class_teacher_counts_what_waits_for_an_answer(web: Web) -> None:
    nina, line = web.browser("nina"), f'<a href="/attendance/{web.school.classes["7"]}">Родители сообщили'
    with queries() as before:
        assert line not in nina.get("/today").text
    assert tell(web) == 303
    with queries() as after:
        shown = nina.get("/today").text
    assert f"{line} об отсутствии (7 класс)</a>: ждут ответа 1 сообщение." in shown
    assert len(after) == len(before)
    assert "об отсутствии" not in web.browser("vera").get("/today").text
    answer = web.db(lambda: AbsenceNotice.get()), "Нужен приказ"
    by = web.school.actor("nina", Role.CLASS_TEACHER)
    web.db(lambda: grounds.decline(*answer, by=by, now=at("9:00")))
    assert line not in nina.get("/today").text


@pytest.mark.clause("4.4.3", "2.5")
def test_a_declined_notice_tells_the_parent_why(web: Web) -> None:
    tell(web, cause="other")
    nina, number = web.browser("nina"), web.db(lambda: AbsenceNotice.get().id)
    action = f"/attendance/notices/{number}?week={MONDAY}"
    fields = form(nina.get(f"/attendance/{web.school.classes['7']}").text, action) | {"do": "decline"}
    assert nina.post(action, fields).status_code == 422
    assert nina.post(action, fields | {"words": "Нужен приказ"}).status_code == 303
    shown = web.browser("anya_mother").get(f"/diary/{web.school['anya']}/absences").text
    assert "отклонено" in shown and "«Нужен приказ»" in shown
    assert web.db(AbsenceGround.select().count) == 0


@pytest.mark.clause("4.4.3")
def test_what_makes_no_sense_is_refused_with_the_form_as_typed(web: Web) -> None:
    for typed in ({"last": str(MONDAY)}, {"first": "2026-11-20"}, {"cause": "нет"}, {"first": "x"}):
        assert tell(web, **typed) == 422
    assert web.db(AbsenceNotice.select().count) == 0


@pytest.mark.clause("3.2", "4.4.3")
def test_a_pupil_a_stranger_and_a_parent_on_paper_tell_of_nothing(web: Web) -> None:
    page = f"/diary/{web.school['anya']}/absences"
    web.settings(electronic_since=MONDAY)
    for key, status in (("anya", 403), ("anya_father", 403), ("vova_mother", 404), ("nina", 403)):
        assert web.browser(key).get(page).status_code == status, key
        assert web.browser(key).post(page, {"key": "k"}).status_code == status, key
    assert page not in web.browser("anya").get(f"/diary/{web.school['anya']}").text


@pytest.mark.clause("2.5", "4.4.3")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("Б", "болела"),
        ("УП", "отсутствовала по уважительной причине"),
        ("НП", "отсутствовала без уважительной причины"),
    ],
)
def test_the_reason_of_an_absence_is_told_in_words(web: Web, code: str, told: str) -> None:
    vera = desk(web)
    fill(vera)
    vera.absence("anya", "Н")
    wanted = Wanted(code, "note", "", "", MONDAY, MONDAY)

    def explain() -> None:
        nina, cohort = web.school.actor("nina"), Cohort.get_by_id(web.school.classes["7"])
        grounds.record(Person.get_by_id(web.school["anya"]), cohort, wanted, by=nina, now=at("12:00"))

    web.db(explain)
    assert f">{told}</p>" in web.browser("anya_mother").get(f"/diary/{web.school['anya']}").text
