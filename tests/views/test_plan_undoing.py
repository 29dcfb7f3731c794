"""п. 4.5.1: a КТП that was healed is loaded again: the preview, the page and the sheet say what it undoes."""

import json
from io import BytesIO
from urllib.parse import unquote

import pytest
from docx import Document

from ejournal.models.plan_corrections import CorrectionUndone
from ejournal.models.plan_reviews import PlanCorrection
from ejournal.models.plans import items_of
from tests.client import Browser, Web, form
from tests.documents.words import cells
from tests.views.steps import desk
from tests.views.test_imports import brought, send, topics
from tests.views.test_plans import loaded, plan_id

pytestmark = pytest.mark.clause("4.5.1")

NAME = "Алгебра 7.xlsx"


def excel(web: Web) -> bytes:
    """The plan as «В Excel» gives it now."""
    return bytes(web.browser("vera").get(f"/imports/blanks/ktp.xlsx?plan={plan_id(web)}").data)


def healed(web: Web) -> bytes:
    """The plan of the algebra lacks a lesson, and two of it become one; the file of the plan as it was."""
    loaded(web)
    before, vera, page = excel(web), web.browser("vera"), f"/plans/{plan_id(web)}/heal"
    assert vera.post(page, form(vera.get(page).text, page)).status_code == 303
    return before


def sheet(web: Web) -> list[str]:
    """The only line of the sheet of the only correction."""
    made = web.db(lambda: PlanCorrection.get().id)
    answer = web.browser("vera").get(f"/plans/{plan_id(web)}/corrections/{made}.docx")
    return cells(Document(BytesIO(answer.data)))[1]


def page_of(web: Web, who: str = "vera") -> str:
    return web.browser(who).get(f"/plans/{plan_id(web)}").text


def load(vera: Browser, content: bytes) -> str:
    answer = send(vera, brought(vera, content, NAME))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_the_preview_says_that_the_file_as_it_was_undoes_the_correction_and_how_to_keep_it(web: Web) -> None:
    file = healed(web)
    told = web.browser("vera").get(brought(web.browser("vera"), file, NAME)).text
    assert "от 23.11.2026" in told and "загрузка отменит корректировку" in told and "«В Excel»" in told
    assert web.db(CorrectionUndone.select().count) == 0  # to look is not to load


def test_the_plan_and_the_sheet_say_that_the_correction_was_undone(web: Web) -> None:
    file = healed(web)
    assert len(topics(web)) == 15 and "отменен" not in sheet(web)[3]
    load(web.browser("vera"), file)
    assert len(topics(web)) == 16
    for who in ("vera", "dina"):
        assert "отменена 23.11.2026: план загружен заново" in page_of(web, who)
    assert "отменено 23.11.2026: план загружен заново" in sheet(web)[3]
    assert "Не хватает уроков: 1" in page_of(web)
    heal = web.browser("vera").get(f"/plans/{plan_id(web)}/heal").text
    assert "Предложено объединить: 1" in heal
    again = web.browser("vera").post(f"/plans/{plan_id(web)}/heal", form(heal, f"/plans/{plan_id(web)}/heal"))
    assert again.status_code == 303
    lines = web.db(lambda: [made.lines for made in PlanCorrection.select().order_by(PlanCorrection.id)])
    assert "27.11 актированный день" in lines[0] and "27.11 актированный день" in lines[1]


def test_a_load_that_is_taken_back_gives_the_correction_back(web: Web) -> None:
    file, vera = healed(web), web.browser("vera")
    place = load(vera, file)
    assert vera.post(f"{place}/undo", vera.form(place, f"{place}/undo") | {"sure": "yes"}).status_code == 303
    assert len(topics(web)) == 15 and "план загружен заново" not in page_of(web) + sheet(web)[3]


def test_the_file_of_the_healed_plan_keeps_the_correction(web: Web) -> None:
    healed(web)
    vera = web.browser("vera")
    place = brought(vera, excel(web), NAME)
    assert "отменит корректировку" not in vera.get(place).text
    assert "загрузка ничего не изменит" in vera.get(place).text
    assert "план загружен заново" not in page_of(web)


def test_the_file_says_whose_plan_it_is_under_any_name(web: Web) -> None:
    loaded(web)
    vera = web.browser("vera")
    told = vera.get(brought(vera, excel(web), "plan1.xlsx")).text
    assert "загрузка ничего не изменит" in told and "не назван" not in told
    name = vera.get(f"/imports/blanks/ktp.xlsx?plan={plan_id(web)}").headers["Content-Disposition"]
    assert unquote(name).endswith("КТП Алгебра 7 класс.xlsx")


def test_the_sheet_follows_the_lesson_that_a_load_moved_to_another_number(web: Web) -> None:
    healed(web)
    merged = web.db(lambda: json.loads(PlanCorrection.get().lines)[0]["topic"])
    names = topics(web)
    later = ["Новая тема", *names]
    rows = "".join(f"{number};{name};§ {number}\n" for number, name in enumerate(later, start=1))
    load(web.browser("vera"), f"№;Тема урока;Домашнее задание\n{rows}".encode())
    assert topics(web) == later and "план загружен заново" not in sheet(web)[3]
    give(web, names[names.index(merged) - 1])  # it stands now under the number of the merged one
    assert sheet(web)[4] != "23.11.2026"
    give(web, merged)
    assert sheet(web)[4] == "23.11.2026"


def give(web: Web, topic: str) -> None:
    """The lesson of Monday takes a topic of the plan."""
    vera, plan = desk(web), plan_id(web)
    item = web.db(lambda: next(one.id for one in items_of([plan]) if one.topic == topic))
    assert vera.htmx("topic", take=str(item)).status_code == 200
