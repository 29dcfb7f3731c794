"""«Локальные акты»: registered, changed, ended, read by everybody, with sheets of acquaintance."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ejournal.models.imports import Upload
from ejournal.models.local_acts import ActVersion, LocalAct
from tests.client import Browser, Web
from tests.documents.words import cells, lines
from tests.school import MONDAY

pytestmark = [pytest.mark.clause("5.1"), pytest.mark.clause("4.1.2")]
PDF = b"%PDF-1.7 text of the act"
NEW = {"title": "Положение об электронном журнале & <дневнике>", "paper": "№ 61 от 31.08.2026"}


@pytest.fixture
def igor(web: Web) -> Browser:
    """The director."""
    return web.browser("igor")


def send(browser: Browser, path: str, content: Any = b"", **typed: Any) -> TestResponse:
    fields = browser.form("/acts", path) | {"since": "2026-09-01", **typed}
    fields |= {"file": FileStorage(BytesIO(content), "положение.pdf" if content else "")}
    boundary, body = encode_multipart(fields)
    return browser.send("POST", path, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_an_act_is_registered_with_its_text_and_everybody_reads_it(web: Web, igor: Browser) -> None:
    assert send(igor, "/acts", PDF, **NEW).status_code == 303
    number = web.db(lambda: ActVersion.get().id)
    for who in ("igor", "vera", "anya_mother", "anya"):
        reader = web.browser(who)
        page = reader.get("/acts").text
        assert "Положение об электронном журнале &amp; &lt;дневнике&gt;" in page
        assert "✓ действует</span> с 01.09.2026, приказ № 61 от 31.08.2026" in page
        assert reader.get(f"/acts/versions/{number}/file").data == PDF
    assert "Новый документ" not in web.browser("vera").get("/acts").text


@pytest.mark.clause("5.2")
def test_a_change_is_a_new_version_and_the_old_one_stays(web: Web, igor: Browser) -> None:
    send(igor, "/acts", PDF, **NEW)
    act = f"/acts/{web.db(lambda: LocalAct.get().id)}"
    change = {"paper": "приказ № 80 от 20.11.2026", "since": MONDAY.isoformat()}
    refused = send(igor, act, **change)
    assert refused.status_code == 422 and "оформляются в письменной форме" in refused.text
    assert refused.text.count('value="приказ № 80 от 20.11.2026"') == 1, "in the form of this act alone"
    assert send(igor, act, **change, changes="срок отметок — три дня").status_code == 303
    page = igor.get("/acts").text
    assert "прежняя</span> с 01.09.2026" in page and "с 23.11.2026, приказ № 80 от 20.11.2026: срок" in page
    ahead = {"paper": "№ 90 от 23.11.2026", "since": "2027-01-11"}
    send(igor, act, **ahead, changes="новая редакция", ended="yes")
    page = igor.get("/acts").text
    assert "вступит в силу</span> с 11.01.2027" in page and "✓ действует</span> с 23.11.2026" in page
    web.clock.set("9:00", MONDAY.replace(year=2027, month=1, day=12))
    page = web.browser("igor").get("/acts").text
    assert "утратил силу</span> с 11.01.2027" in page and "✓ действует" not in page


@pytest.mark.parametrize(
    ("typed", "content", "said"),
    [
        ({"title": " "}, b"", "Укажите название документа"),
        ({"paper": "устно"}, b"", "Укажите номер и дату приказа"),
        ({"since": "завтра"}, b"", "Укажите, с какого дня"),
        ({}, b"MZ program", "Приложите текст файлом PDF или Word"),
        ({"title": "Д" * 201}, b"", "Название"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(
    web: Web, igor: Browser, typed: dict[str, str], content: bytes, said: str
) -> None:
    answer = send(igor, "/acts", content, **NEW | typed)
    assert answer.status_code == 422 and said in answer.text
    assert web.db(LocalAct.select().count) == web.db(Upload.select().count) == 0


def test_sheets_of_acquaintance_name_the_staff_and_the_parents_of_a_class(web: Web, igor: Browser) -> None:
    send(igor, "/acts", PDF, **NEW)
    place = f"/acts/versions/{web.db(lambda: ActVersion.get().id)}/sheet.docx"
    staff = Document(BytesIO(igor.get(place).data))
    assert any("приказ № 61 от 31.08.2026" in line for line in lines(staff))
    head, *rows = cells(staff)
    assert head == ["№", "Фамилия, имя, отчество", "Должность", "Дата", "Подпись"]
    assert [row[1] for row in rows] == sorted(row[1] for row in rows) and len(rows) > 3
    assert all(row[3:] == ["", ""] for row in rows)
    parents = Document(BytesIO(igor.get(f"{place}?class={web.school.classes['7']}").data))
    head, *rows = cells(parents)
    assert head[1:3] == ["Родитель (законный представитель)", "Ребёнок, класс"]
    assert any("родители: 7\u00a0класс" in line for line in lines(parents))
    assert any("действует с 01.09.2026" in line for line in lines(parents))
    assert all(row[2].endswith(", 7\u00a0класс") for row in rows)
    assert "Алёшина Аня Ивановна, 7\u00a0класс" in {row[2] for row in rows if "Алёшина" in row[1]}
    assert web.browser("vera").get(place).status_code == 403
