"""«Загрузка из файла»: seen before it is loaded, corrected on the spot, loaded whole, taken back whole."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ejournal.loading import kinds
from ejournal.models.curriculum import Group
from ejournal.models.imports import ImportDraft, ImportLoad, ImportUndo, Upload
from ejournal.models.people import Enrolment, Person
from ejournal.models.plans import PlanItem
from tests.client import Browser, Web
from tests.school import TOPICS

pytestmark = pytest.mark.clause("4.5.1")
SAMPLES = Path(__file__).parents[1] / "importing" / "samples"
PLAN = (
    "№;Тема урока;Часы;Домашнее задание\n1;Одночлены;1;§ 1\n2-3;Многочлены;2;\n4;Контрольная работа № 1;1;\n"
)
NEW = ("Одночлены", "Многочлены", "Многочлены", "Контрольная работа № 1")


@pytest.fixture
def vera(web: Web) -> Browser:
    """The teacher of algebra in class 7."""
    return web.browser("vera")


def bring(
    browser: Browser, text: str | bytes, name: str = "Алгебра 7.csv", kind: str = "ktp"
) -> TestResponse:
    content = text.encode() if isinstance(text, str) else text
    fields = {**browser.form("/imports"), "kind": kind, "file": FileStorage(BytesIO(content), name)}
    boundary, body = encode_multipart(fields)
    sent = f'multipart/form-data; boundary="{boundary}"'
    return browser.send("POST", "/imports", data=body, content_type=sent)


def brought(browser: Browser, text: str | bytes, name: str = "Алгебра 7.csv", kind: str = "ktp") -> str:
    """The address of the preview."""
    answer = bring(browser, text, name, kind)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def send(browser: Browser, place: str, **typed: Any) -> TestResponse:
    """The form of the preview as it stands, with what is typed; to be loaded."""
    fields = browser.form(place, f"{place}?show=&page=1")
    return browser.post(f"{place}/load", {**fields, **typed})


def topics(web: Web) -> list[str]:
    def stored() -> list[str]:
        plan = Group.get_by_id(web.school.groups["algebra"]).plan_id
        items = PlanItem.select().where(PlanItem.plan == plan).order_by(PlanItem.number)
        return [item.topic for item in items]

    return web.db(stored)


def verdicts(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<tr id="row-0-(\d+)" class="(\w+)"', page)


def test_a_plan_is_seen_before_anything_is_written(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    page = vera.get(place).text
    assert "Понято: 3 темы, 4 урока" in page
    assert verdicts(page) == [("2", "changed"), ("3", "changed"), ("4", "changed")]
    assert f"тема: «{TOPICS[0]}» → «Одночлены»" in page
    assert topics(web) == list(TOPICS)
    assert web.db(ImportLoad.select().count) == 0


def test_a_plan_is_loaded_whole_and_again_it_changes_nothing(web: Web, vera: Browser) -> None:
    answer = send(vera, brought(vera, PLAN))
    assert answer.status_code == 303
    assert topics(web) == list(NEW)
    (load,) = web.db(lambda: list(ImportLoad.select()))
    assert (load.by_id, load.duty, load.kind) == (web.school["vera"], "teacher", "ktp")
    assert answer.location == f"/imports/loads/{load.id}"
    assert "Загружено" in vera.get(answer.location).text
    again = vera.get(brought(vera, PLAN)).text
    assert {verdict for _, verdict in verdicts(again)} == {"same"}
    assert "загрузка ничего не изменит" in again


def test_a_load_is_taken_back_whole(web: Web, vera: Browser) -> None:
    place = str(send(vera, brought(vera, PLAN)).location)
    key = vera.form(place, f"{place}/undo") | {"sure": "yes"}
    asked = vera.post(f"{place}/undo", {name: value for name, value in key.items() if name != "sure"})
    assert asked.status_code == 422 and re.search(r"Эта загрузка внесла: [^.]* — \d", asked.text)
    assert 'name="sure"' in asked.text and topics(web) == list(NEW)
    assert vera.post(f"{place}/undo", key).status_code == 303
    assert topics(web) == list(TOPICS)
    assert "Загрузка отменена" in vera.get(place).text
    twice = vera.post(f"{place}/undo", {"key": "another~" + str(web.school["vera"])})
    assert (twice.status_code, web.db(ImportUndo.select().count)) == (422, 1)
    assert "уже отменена" in twice.text


def test_a_load_that_a_lesson_rests_on_stays(web: Web, vera: Browser) -> None:
    """The items of the plan were made by the load, and a lesson took a topic of it."""
    web.db(lambda: Group.update(plan=None).where(Group.id == web.school.groups["algebra"]).execute())
    place = str(send(vera, brought(vera, PLAN)).location)
    lesson = web.lesson("algebra")
    (item,) = re.findall(r'name="take" value="(\d+)"', vera.get(f"/lessons/{lesson}").text)[:1]
    fields = vera.form(f"/lessons/{lesson}", f"/lessons/{lesson}") | {"take": item}
    assert vera.post(f"/lessons/{lesson}", fields).status_code == 303
    assert f'action="{place}/undo"' not in vera.get(place).text
    answer = vera.post(f"{place}/undo", {"key": "k" * 20})
    assert (answer.status_code, "опирается сделанное позже" in answer.text) == (422, True)
    assert "тема из этого плана в уроке 23.11" in answer.text
    assert topics(web) == list(NEW)


def test_a_column_and_a_cell_are_corrected_in_the_preview(web: Web, vera: Browser) -> None:
    place = brought(vera, "п/п;Чему учим;Примечание\n1;Дроби;§ 1\n2;Cтепени;§ 2\n")
    page = vera.get(place)
    assert "не нашлось КТП" in page.text
    fields = vera.form(place, f"{place}?show=&page=1")
    fields |= {"column-0-0": "number", "column-0-1": "topic", "column-0-2": "homework"}
    assert vera.post(f"{place}?show=&page=1", fields).status_code == 303
    page = vera.get(place)
    assert "Понято: 2 темы, 2 урока" in page.text
    assert verdicts(page.text) == [("2", "changed"), ("3", "doubtful")]
    assert "вероятно, «Степени»" in page.text
    fields = vera.form(place, f"{place}?show=&page=1") | {"cell-0-3-1": "Степени"}
    assert vera.post(f"{place}?show=&page=1", fields).status_code == 303
    assert verdicts(vera.get(place).text) == [("2", "changed"), ("3", "changed")]


def test_a_preview_changed_in_another_window_is_not_overwritten(vera: Browser) -> None:
    place = brought(vera, PLAN)
    first, second = (vera.form(place, f"{place}?show=&page=1") for _ in range(2))
    assert vera.post(f"{place}?show=&page=1", first | {"column-0-3": ""}).status_code == 303
    answer = vera.post(f"{place}?show=&page=1", second | {"column-0-2": ""})
    assert (answer.status_code, "в другом окне" in answer.text) == (422, True)


def test_a_teacher_loads_for_the_own_pages_alone(web: Web) -> None:
    oleg = web.browser("oleg")
    place = brought(oleg, PLAN)
    page = oleg.get(place).text
    assert 'name="group"' not in page and "Выберите страницы журнала" in page
    answer = send(oleg, place, group=str(web.school.groups["algebra"]))
    assert answer.status_code == 422
    assert topics(web) == list(TOPICS)


def test_a_draft_is_seen_by_its_owner_alone(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    for other in ("oleg", "dina", "alla"):
        assert web.browser(other).get(place).status_code == 404
        assert web.browser(other).get(f"{place}/file").status_code == 404


def test_a_file_comes_back_as_an_attachment_whatever_it_is(vera: Browser) -> None:
    rows = "<tr><td>№</td><td>Тема</td></tr><tr><td>1</td><td>А</td></tr>"
    text = f"<html><script>alert(1)</script><table>{rows}</table>"
    answer = vera.get(brought(vera, text, "план.xls") + "/file")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (answer.mimetype, answer.data) == ("application/octet-stream", text.encode())


def test_a_text_file_comes_back_to_a_browser_that_takes_packed_pages(vera: Browser) -> None:
    place = brought(vera, PLAN)
    answer = vera.send("GET", f"{place}/file", headers={"Accept-Encoding": "br, gzip"})
    assert (answer.status_code, answer.data) == (200, PLAN.encode())


def test_a_file_that_is_not_needed_is_deleted(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    assert vera.post(f"{place}/discard", vera.form(place, f"{place}?show=&page=1")).status_code == 303
    assert web.db(lambda: (Upload.select().count(), ImportDraft.select().count())) == (0, 0)
    assert vera.get(place).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Выберите файл"),
        (b"%PDF-1.7 \x00\x01", "Это PDF"),
        (b"PK\x03\x04\x00\x00broken", "Файл повреждён"),
        (b"\x00\x01\x02\x03" * 50, "Это не таблица и не текст"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_kept(
    web: Web, vera: Browser, content: bytes, said: str
) -> None:
    answer = bring(vera, content, "файл.xlsx" if content else "")
    assert (answer.status_code, said in answer.text) == (422, True)
    assert web.db(Upload.select().count) == 0


def test_a_file_over_the_limit_is_told(web: Web, vera: Browser) -> None:
    answer = bring(vera, b"1;\n" * (7 * 2**20 + 1))
    assert (answer.status_code, "Файл больше 20 МБ" in answer.text) == (422, True)
    assert web.db(Upload.select().count) == 0


def test_a_table_pasted_from_word_is_taken(web: Web, vera: Browser) -> None:
    fields = vera.form("/imports") | {"kind": "ktp", "pasted": PLAN.replace(";", "\t")}
    answer = vera.post("/imports", fields)
    assert answer.status_code == 303
    assert "Понято: 3 темы, 4 урока" in vera.get(answer.location).text


def test_the_same_form_sent_twice_loads_once(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    fields = vera.form(place, f"{place}?show=&page=1")
    first = vera.post(f"{place}/load", fields)
    assert first.status_code == 303
    again = vera.post(f"{place}/load", fields)
    assert (again.status_code, again.location) == (303, first.location)
    assert web.db(ImportLoad.select().count) == 1


def test_a_shorter_plan_never_drops_a_topic_that_a_lesson_took(web: Web, vera: Browser) -> None:
    lesson = web.lesson("algebra")
    (item,) = re.findall(r'name="take" value="(\d+)"', vera.get(f"/lessons/{lesson}").text)[:1]
    fields = vera.form(f"/lessons/{lesson}", f"/lessons/{lesson}") | {"take": item}
    assert vera.post(f"/lessons/{lesson}", fields).status_code == 303
    number = web.db(lambda: PlanItem.get_by_id(int(item)).number)
    shorter = "№;Тема;Часы\n" + "".join(f"{place};Тема {place};1\n" for place in range(1, number))
    answer = send(vera, brought(vera, shorter))
    assert (answer.status_code, f"Тема № {number} уже записана в урок" in answer.text) == (422, number > 1)
    assert topics(web) == list(TOPICS)


@pytest.mark.clause("4.3.2")
def test_the_administrator_enrols_a_class_list_by_an_order(web: Web) -> None:
    alla = web.browser("alla")
    sample = (SAMPLES / "03_ученики_10-11.csv").read_bytes()
    place = brought(alla, sample, "ученики.csv", "class_list")
    assert "Укажите приказ" in alla.get(place).text
    before = web.db(Person.select().count)
    assert send(alla, place).status_code == 422
    assert web.db(Person.select().count) == before
    answer = send(alla, place, order="№ 70 от 20.11.2026")
    assert answer.status_code == 303, answer.text
    orders = web.db(lambda: [row.order_number for row in Enrolment.select()])
    assert orders.count("№ 70 от 20.11.2026") == 16
    assert web.db(Person.select().count) == before + 16 + 29


def test_a_teacher_brings_no_lists_of_people(web: Web, vera: Browser) -> None:
    answer = bring(vera, (SAMPLES / "03_ученики_10-11.csv").read_bytes(), "ученики.csv", "class_list")
    assert answer.status_code == 422
    assert web.db(Upload.select().count) == 0


def test_pages_that_are_unticked_are_not_guessed_again(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    fields = vera.form(place, f"{place}?show=&page=1")
    del fields["group"]
    answer = vera.post(f"{place}/load", fields)
    assert (answer.status_code, "Выберите страницы журнала" in answer.text) == (422, True)
    assert topics(web) == list(TOPICS)


def test_a_column_without_a_heading_may_be_given_a_meaning(vera: Browser) -> None:
    place = brought(vera, "№;Тема урока\n1;Одночлены;1;§ 1\n2;Дроби;1;§ 2\n")
    for column, meaning in (("2", "hours"), ("3", "homework"), ("990", "date")):
        fields = vera.form(place, f"{place}?show=&page=1")
        fields |= {f"column-0-{column}": meaning, f"was-column-0-{column}": ""}
        assert vera.post(f"{place}?show=&page=1", fields).status_code == 303
        assert "Понято: 2 темы, 2 урока" in vera.get(place).text


@pytest.mark.parametrize(
    "asked", ["edit=999-9999999", "edit=a", "page=0", "page=999999999", "show=x", "show=new&page=9"]
)
def test_a_strange_address_of_a_preview_is_shown(vera: Browser, asked: str) -> None:
    assert vera.get(f"{brought(vera, PLAN)}?{asked}").status_code == 200


def test_a_plan_is_taken_to_excel_by_whoever_may_load_it(web: Web, vera: Browser) -> None:
    plan = web.db(lambda: Group.get_by_id(web.school.groups["algebra"]).plan_id)
    link = f"/imports/blanks/ktp.xlsx?plan={plan}"
    assert link in vera.get(f"/plans/{plan}").text
    (table,) = kinds.read(vera.get(link).data).tables
    assert [row.texts()[2] for row in table.rows] == ["", "Тема урока", *TOPICS]  # below whose it is
    assert vera.get("/imports/blanks/ktp.xlsx?plan=99999").status_code == 403
