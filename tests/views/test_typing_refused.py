"""A typed slip is one roll call; what of it is not understood or comes too late is kept, and handed over."""

from datetime import timedelta

import pytest

from tests.client import Web
from tests.school import MONDAY
from tests.views.steps import deeds
from tests.views.typing_steps import hand_over, opened, signs_of

FRIDAY = MONDAY - timedelta(days=3)


@pytest.mark.clause("4.5.2")
def test_when_no_sign_is_understood_nothing_is_written_and_nobody_is_present(web: Web) -> None:
    slip = opened(web)
    answer = slip.send(anya="6", borya="н")
    assert answer.status_code == 422 and "Ничего не записано" in answer.text
    assert "Знака «6» нет" in slip.refusal("anya") and "Знака «н» нет" in slip.refusal("borya")
    assert (slip.shown("anya"), slip.stored("vova")) == ("6", ("—", ""))
    assert deeds(web) == []


@pytest.mark.clause("4.5.2")
def test_the_attendance_of_a_slip_is_one_deed(web: Web) -> None:
    slip = opened(web)
    slip.send(anya="0", borya="1", vova="15", glasha="0")
    assert deeds(web) == ["attendance.save", "mark.put"]
    slip.open()
    slip.send(anya="1", glasha="")
    assert deeds(web) == ["attendance.save", "mark.put", "attendance.save"]
    assert [slip.stored(who)[0] for who in ("anya", "borya", "vova", "glasha")] == ["ОП", "ОП", "ОП", ""]


def test_a_slip_whose_roll_call_is_refused_for_one_is_saved_for_the_others_and_repeats(web: Web) -> None:
    opened(web).send(anya="5")
    slip = opened(web, kind="quiz")
    first = dict(slip.fields)
    assert slip.send(anya="0", borya="0", vova="1").status_code == 422
    written, slip.fields = deeds(web), first
    assert "4.5.4" in slip.refusal("anya")
    assert [slip.stored(who)[0] for who in ("anya", "borya", "vova")] == ["", "Н", "ОП"]
    assert slip.send(anya="0", borya="0", vova="1").status_code == 422
    assert deeds(web) == written


@pytest.mark.clause("4.5.4")
def test_what_came_too_late_is_handed_over_by_the_button_beside_its_pupil(web: Web) -> None:
    slip = opened(web, day=FRIDAY, number=1)
    slip.send(anya="15", borya="0", vova="9")
    assert "Передать обращением заместителю" in slip.refusal("anya")
    assert 'name="request"' not in slip.refusal("vova")
    assert hand_over(slip) == [(web.school["anya"], "answer", "5")]


@pytest.mark.clause("4.4.3")
def test_a_slip_of_a_closed_week_is_handed_over_whole(web: Web) -> None:
    close = f"/attendance/{web.school.classes['7']}/close"
    web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16", "sure": "yes"})
    slip = opened(web, day=FRIDAY, number=1)
    slip.send(anya="15", borya="0", vova="9")
    assert hand_over(slip) == [
        (None, "roll", "посещаемость отмечена"),
        (web.school["anya"], "presence", "ОП"),
        (web.school["anya"], "answer", "5"),
        (web.school["borya"], "presence", "Н"),
    ]


def test_htmx_gets_the_page_in_answer_and_a_bare_401_when_signed_out(web: Web) -> None:
    slip = opened(web)
    answer = slip.browser.htmx_post(slip.address, slip.fields | {slip.name("anya"): "5"})
    assert answer.status_code == 200 and signs_of(answer.text)[f"sign-{web.school['anya']}-0-1"] == "5"
    web.browser("alla").post(f"/people/{web.school['vera']}/end-sessions", {"key": "k"})
    ended = slip.browser.htmx_post(slip.address, slip.fields)
    assert (ended.status_code, ended.text) == (401, "")
