"""«Посещаемость» of a closed week: its class teacher asks the deputy from the refusal itself."""

from datetime import timedelta

import pytest

from ejournal.models.memos import Memo
from tests.client import Browser, Web
from tests.school import MONDAY
from tests.services.steps import call

pytestmark = pytest.mark.clause("4.4.3")
SATURDAY = MONDAY + timedelta(days=5)


def take_off(web: Web, nina: Browser, week: str) -> str:
    """Нина says that Аня was at the algebra of Monday; what the page answers."""
    day = MONDAY.isoformat()
    fields = nina.form(f"{week}&pupil={web.school['anya']}", week)
    answer = nina.post(week, fields | {"code": "present", "first": day, "last": day})
    return nina.get(answer.location).text if answer.status_code == 303 else answer.text


def test_a_class_teacher_asks_to_open_a_lesson_of_a_closed_week_and_then_sets_it_right(web: Web) -> None:
    lesson = web.lesson("algebra")
    web.db(lambda: call(web.school, web.school.lesson("algebra"), anya="Н"))
    web.clock.set("18:00", SATURDAY)
    nina, cohort = web.browser("nina"), web.school.classes["7"]
    week, ask = f"/attendance/{cohort}?week={MONDAY}", f"/memos/lessons/{lesson}"
    close = f"/attendance/{cohort}/close?week={MONDAY}"
    assert nina.post(close, nina.form(week, close) | {"sure": "yes"}).status_code == 303
    assert f'href="{ask}">Попросить открыть урок</a>' in take_off(web, nina, week)
    page = nina.get(ask).text
    assert "Попросить открыть" in page and "Ошибка в отметке" not in page
    told = nina.form(ask) | {"reason": "other", "words": "Аня была на уроке", "evidence": ""}
    assert nina.post(ask, told | {"about": "mark", "mark": "1", "becomes": "4"}).status_code == 403
    assert nina.post(ask, told).location.startswith("/requests")
    assert "Аня была на уроке" in nina.get("/requests").text
    memo = web.db(lambda: int(Memo.get().id))
    dina, decide = web.browser("dina"), f"/memos/{memo}/decide"
    fields = dina.form("/requests", decide) | {"do": "approve", "until": SATURDAY.isoformat()}
    assert dina.post(decide, fields).status_code == 303
    assert "✓ Записано" in take_off(web, nina, week)


def test_a_class_teacher_asks_for_no_lesson_of_another_class(web: Web) -> None:
    other = web.lesson("algebra")
    assert web.browser("marina").get(f"/memos/lessons/{other}").status_code in (403, 404)
