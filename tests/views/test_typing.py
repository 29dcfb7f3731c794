"""A slip typed in: digits become attendance and marks; what is refused stays typed beside its pupil."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.timetable import Lesson
from tests.client import Web, queries
from tests.school import MONDAY
from tests.views.steps import columns, deeds, fill, handed_in
from tests.views.typing_steps import opened, signs_of

FRIDAY = MONDAY - timedelta(days=3)


def regrade(web: Web, grading: str) -> None:
    web.db(Group.update(grading=grading).where(Group.id == web.school.groups["algebra"]).execute)


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.4")
def test_a_slip_becomes_attendance_and_marks(web: Web) -> None:
    slip = opened(web)
    answer = slip.send(anya="5", borya="0", vova="15", glasha="1")
    assert (answer.status_code, answer.location) == (303, f"{slip.address}?kind=answer")
    assert slip.stored("anya") == ("", "5")
    assert slip.stored("borya") == ("Н", "")
    assert slip.stored("vova") == ("ОП", "5")
    assert slip.stored("glasha") == ("ОП", "")


@pytest.mark.clause("4.5.2")
def test_an_empty_slip_says_that_everybody_was_there(web: Web) -> None:
    slip = opened(web)
    assert slip.stored("anya") == ("—", "")
    assert slip.send().status_code == 303
    assert slip.stored("anya") == ("", "")
    assert deeds(web) == ["attendance.save"]


def test_the_page_shows_what_stands_and_saving_it_unchanged_writes_nothing(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="5", borya="0", vova="14", glasha="1")
    slip.open()
    assert [slip.shown(who) for who in ("anya", "borya", "vova", "glasha")] == ["5", "0", "14", "1"]
    assert "посещаемость сохранена 23.11 в 10:42" in slip.page and "отметок в записи: 2" in slip.page
    written = deeds(web)
    assert slip.send().status_code == 303
    assert deeds(web) == written


@pytest.mark.clause("4.5.4")
def test_a_mark_in_entry_is_retyped_taken_back_and_gives_way_to_an_absence(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="5", borya="4", vova="3")
    slip.open()
    assert slip.send(anya="2", borya="", vova="0").status_code == 303
    assert [slip.stored(who) for who in ("anya", "borya", "vova")] == [("", "2"), ("", ""), ("Н", "")]


def test_an_absent_pupil_is_made_present_and_given_a_mark_at_once(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="0")
    slip.open()
    assert slip.send(anya="14").status_code == 303
    assert slip.stored("anya") == ("ОП", "4")


@pytest.mark.clause("4.5.4")
def test_a_set_mark_is_shown_and_its_field_is_closed(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="5")
    slip.open()
    web.clock.set("11:00")
    assert slip.send(anya="4").status_code == 422
    assert "п. 4.5.4" in slip.refusal("anya") and "«4» не записано" in slip.refusal("anya")
    slip.open()
    row = slip.page.split(f'id="sign-{web.school["anya"]}"')[1].split("</li>")[0]
    assert 'value="5" disabled' in row and "отметка «5» выставлена" in row
    assert slip.stored("anya") == ("", "5")


def test_a_mark_that_another_types_is_not_told(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="5")
    web.db(_give_to, web, "oleg")
    page = web.browser("oleg").get(slip.address).text
    row = page.split(f'id="sign-{web.school["anya"]}"')[1].split("</li>")[0]
    assert 'value="" disabled' in row and "отметку вводит другой учитель" in row


def _give_to(web: Web, key: str) -> None:
    Lesson.update(substitute=web.school[key]).where(Lesson.id == web.school.lesson("algebra").id).execute()


@pytest.mark.clause("4.5.4")
def test_another_column_is_typed_without_losing_the_first(web: Web) -> None:
    opened(web).send(anya="5", borya="0")
    slip = opened(web, kind="quiz")
    assert (slip.shown("anya"), slip.shown("borya")) == ("", "0")
    assert slip.send(anya="3", vova="4").status_code == 303
    assert columns(slip.desk) == ["answer", "quiz"]
    assert slip.stored("anya") == ("", "5 3")
    assert slip.stored("borya") == ("Н", "")
    assert slip.stored("vova") == ("", "4")


@pytest.mark.clause("4.5.4")
def test_an_absence_over_a_mark_of_another_column_is_refused_beside_its_pupil(web: Web) -> None:
    opened(web).send(anya="5")
    slip = opened(web, kind="quiz")
    assert slip.send(anya="0", borya="4").status_code == 422
    assert "4.5.4" in slip.refusal("anya") and slip.shown("anya") == "0"
    assert (slip.stored("anya"), slip.stored("borya")) == (("", "5"), ("", "4"))


def test_signs_that_do_not_exist_stay_typed_beside_their_pupils_and_the_rest_is_saved(web: Web) -> None:
    slip = opened(web)
    answer = slip.send(anya="6", borya="0", vova="<&>", glasha="5")
    assert answer.status_code == 422 and "Записано не всё" in answer.text
    assert "Знака «6» нет" in slip.refusal("anya") and "Знака «&lt;&amp;&gt;» нет" in slip.refusal("vova")
    assert (slip.shown("anya"), slip.shown("vova")) == ("6", "<&>")
    assert not slip.refusal("borya") and not slip.refusal("glasha")
    assert (slip.stored("borya"), slip.stored("glasha")) == (("Н", ""), ("", "5"))
    assert slip.send(anya="4", vova="").status_code == 303
    assert (slip.stored("anya"), slip.stored("vova")) == (("", "4"), ("", ""))


def test_the_same_slip_sent_twice_is_written_once(web: Web) -> None:
    slip = opened(web)
    signs = {"anya": "5", "borya": "0", "vova": "15"}
    slip.send(**signs)
    written = deeds(web)
    assert slip.send(**signs).status_code == 303
    assert deeds(web) == written


def test_a_slip_from_an_old_page_does_not_write_over_what_was_changed_since(web: Web) -> None:
    old, new = opened(web), opened(web)
    new.send(anya="0", borya="4")
    assert old.send(anya="1", borya="5").status_code == 422
    assert "изменили в другом окне" in old.refusal("anya") and "изменили в другом окне" in old.refusal(
        "borya"
    )
    assert (old.stored("anya"), old.stored("borya")) == (("Н", ""), ("", "4"))
    assert (old.shown("anya"), old.shown("borya")) == ("1", "5")


def test_where_no_marks_are_given_only_absence_and_lateness_are_taken(web: Web) -> None:
    slip = opened(web, "counting", number=1)
    assert "Вид работы" not in slip.page and "отметок в этой группе нет" in slip.page
    assert slip.send(yana="5").status_code == 422
    assert "Знака «5» нет" in slip.refusal("yana")
    assert slip.send(yana="1").status_code == 303
    assert slip.stored("yana") == ("ОП", "")


@pytest.mark.clause("4.5.4")
def test_where_credits_are_given_five_passes_and_two_fails(web: Web) -> None:
    regrade(web, "pass")
    slip = opened(web)
    assert "5 — зачёт, 2 — незачёт" in slip.page
    assert slip.send(anya="5", borya="2", vova="15", glasha="4").status_code == 422
    assert [slip.stored(who)[1] for who in ("anya", "borya", "vova", "glasha")] == ["зач", "незач", "зач", ""]
    assert "Знака «4» нет" in slip.refusal("glasha")
    slip.open()
    assert [slip.shown(who) for who in ("anya", "borya", "vova")] == ["5", "2", "15"]


@pytest.mark.clause("4.5.2")
def test_before_the_bell_the_page_is_read_only_and_the_form_is_refused_whole(web: Web) -> None:
    web.clock.set("9:00")
    slip = opened(web)
    assert "Урок ещё не начался" in slip.page and '<fieldset class="bare" disabled>' in slip.page
    answer = slip.send(anya="5")
    assert answer.status_code == 422 and "Ничего не записано" in answer.text
    assert slip.shown("anya") == "5" and slip.stored("anya") == ("—", "")


@pytest.mark.clause("4.5.4")
def test_on_a_later_day_attendance_is_stamped_and_oral_marks_are_refused(web: Web) -> None:
    slip = opened(web, day=FRIDAY, number=1)
    assert "останется отметка об опоздании" in slip.page
    assert slip.send(anya="5", borya="0").status_code == 422
    assert "4.5.4" in slip.refusal("anya") and slip.shown("anya") == "5"
    assert (slip.stored("anya"), slip.stored("borya")) == (("", ""), ("Н", ""))


@pytest.mark.clause("4.4.3")
def test_in_a_closed_week_nothing_is_written_and_the_signs_stay(web: Web) -> None:
    close = f"/attendance/{web.school.classes['7']}/close"
    web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16", "sure": "yes"})
    slip = opened(web, day=FRIDAY, number=1)
    assert "неделя закрыта" in slip.page
    answer = slip.send(anya="5", borya="0")
    assert answer.status_code == 422 and "закрыта классным руководителем" in answer.text
    assert (slip.shown("anya"), slip.shown("borya")) == ("5", "0")
    assert slip.stored("borya") == ("—", "")


def test_a_pupil_who_is_not_of_the_group_is_refused_and_said_above(web: Web) -> None:
    slip = opened(web)
    slip.fields[f"sign-{web.school['yana']}-0-0"] = "0"
    answer = slip.send(anya="1")
    assert answer.status_code == 422 and "Состав группы изменился" in answer.text
    assert slip.stored("anya") == ("ОП", "")


def test_a_number_that_no_row_can_have_is_refused_and_never_fails(web: Web) -> None:
    slip = opened(web)
    anya = web.school["anya"]
    for name in (f"sign-{10**18 - 1}-0-0", f"sign-{anya}-{10**18 - 1}-0", f"sign-{anya}-0-{10**18 - 1}"):
        assert slip.browser.post(slip.address, {"key": name, name: "5"}).status_code in (303, 422)
    assert slip.stored("borya") == ("", "")


def test_a_slip_sent_after_the_session_ended_is_sent_again_after_signing_in(web: Web) -> None:
    slip = opened(web)
    web.browser("alla").post(f"/people/{web.school['vera']}/end-sessions", {"key": "k"})
    kept = slip.send(anya="5", borya="0")
    assert kept.status_code == 401 and slip.stored("anya") == ("—", "")
    assert web.browser("vera").post(slip.address, signs_of(kept.text)).status_code == 303
    assert (slip.stored("anya"), slip.stored("borya")) == (("", "5"), ("Н", ""))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sign-x-0-0": "5"},
        {"sign-1-0": "5"},
        {f"sign-{'9' * 30}-0-0": "5"},
        {"sign-٣-0-0": "5"},
        {"kind": "answer"},
    ],
)
def test_a_form_that_is_not_understood_writes_nothing(web: Web, sent: dict[str, str]) -> None:
    slip = opened(web)
    answer = slip.browser.post(slip.address, {"key": "k", **sent})
    assert answer.status_code == 422 and "ничего не записано" in answer.text.casefold()
    assert deeds(web) == []


def test_a_form_without_its_key_or_with_an_unknown_kind_writes_nothing(web: Web) -> None:
    slip = opened(web)
    name = slip.name("anya")
    assert slip.browser.post(slip.address, {name: "5"}).status_code == 422
    assert slip.browser.post(slip.address, {"key": "k", "kind": "zzz", name: "5"}).status_code == 422
    assert slip.browser.get(f"{slip.address}?kind=zzz").status_code == 422
    assert deeds(web) == []


@pytest.mark.clause("3.1")
def test_who_may_only_read_the_lesson_may_not_type_it(web: Web) -> None:
    address = f"/lessons/{web.lesson('algebra')}/typing"
    for key, status in (("nina", 403), ("marina", 404), ("dina", 403)):
        assert web.browser(key).get(address).status_code == status
        assert web.browser(key).post(address, {"key": "k"}).status_code == status
    assert web.browser("vera").send("PUT", address).status_code == 405


@pytest.mark.clause("3.1")
def test_opening_the_page_is_noted_as_reading(web: Web) -> None:
    slip = opened(web)
    note = web.noted()[-1]
    assert (note.kind, note.endpoint, note.object_id) == ("read", "slip.typing", slip.desk.lesson)


def test_marks_typed_from_the_slip_are_handed_in_with_the_lesson(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="5")
    slip.desk.reload()
    fill(slip.desk)
    slip.desk.plain(do="hand-in")
    assert (handed_in(slip.desk), slip.stored("anya")) == (1, ("", "5"))
    slip.open()
    assert "отметка «5» выставлена" in slip.page


def test_the_page_costs_the_same_queries_however_much_is_typed(web: Web) -> None:
    slip = opened(web)
    with queries() as few:
        slip.open()
    slip.send(anya="5", borya="0", vova="14", glasha="1")
    with queries() as many:
        slip.open()
    assert len(many) <= len(few) + 1 <= 40
