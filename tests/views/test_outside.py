"""The statement of another organisation in the browser: recorded on the card, told wherever it counts."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.client import Web

pytestmark = pytest.mark.clause("2.1")


def record(web: Web, **typed: str) -> TestResponse:
    path, algebra = f"/people/{web.school['anya']}/outside", web.school.groups["algebra"]
    fields = web.browser("nina").form(path) | {
        "organisation": "Больница & <Ко>",
        "paper": "№ 5 от 20.11.2026",
        "first": "2026-11-10",
        "last": "2026-11-20",
        f"marks-{algebra}": "5 4",
    }
    return web.browser("nina").post(path, fields | typed)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_and_the_diary_count_it_and_say_where_it_is_from(web: Web) -> None:
    assert record(web).status_code == 303
    page = web.browser("vera").get(f"/journal/{web.school.groups['algebra']}").text
    told = "Ведомости других организаций, входят в средний балл: Алёшина Аня: 5 4 — Больница &amp; &lt;Ко&gt;"
    assert told in words(page) and "4,50" in page
    diary = words(web.browser("anya_mother").get(f"/diary/{web.school['anya']}").text)
    assert "5 вед. 4 вед. 4,50" in diary and "вед. — отметки другой организации" in diary


def test_what_is_wrong_is_said_and_what_was_typed_stays(web: Web) -> None:
    algebra = web.school.groups["algebra"]
    answer = record(web, **{f"marks-{algebra}": "5 7"})
    assert answer.status_code == 422
    assert "Алгебра: «7» — не отметка" in answer.text
    assert 'value="5 7"' in answer.text and "Больница &amp; &lt;Ко&gt;" in answer.text


def test_the_same_statement_of_a_second_page_is_refused_and_one_of_the_same_days_is_told(web: Web) -> None:
    record(web)
    answer = record(web)
    assert answer.status_code == 422 and "Ведомость уже записана" in answer.text
    assert record(web, paper="№ 6 от 20.11.2026").status_code == 303
    shown = web.browser("nina").get(f"/people/{web.school['anya']}/outside").text
    assert shown.count("Те же дни есть и в другой ведомости") == 2


def test_it_is_taken_off_on_the_card(web: Web) -> None:
    record(web)
    path = f"/people/{web.school['anya']}/outside"
    nina = web.browser("nina")
    assert "Больница" in nina.get(path).text
    assert nina.post(f"{path}/1/withdraw", nina.form(path, f"{path}/1/withdraw")).status_code == 303
    assert "Больница" not in nina.get(path).text
    assert "вед." not in web.browser("anya_mother").get(f"/diary/{web.school['anya']}").text


def test_the_administrator_and_a_teacher_of_others_do_not_touch_marks(web: Web) -> None:
    path = f"/people/{web.school['anya']}/outside"
    assert web.browser("alla").get(path).status_code == 403
    assert web.browser("vera").get(path).status_code == 403
