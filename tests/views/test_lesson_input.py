"""Whatever stands in a field or an address: it is stored exactly, or a sentence explains; never a failure."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode

import pytest
from werkzeug.test import TestResponse

from tests.client import Browser, Web
from tests.pages import Outline
from tests.views.steps import Desk, code, columns, deeds, desk, fill, text

HUGE = str(10**30)
ENDLESS = "9" * 5000  # more digits than Python turns into a number
KEPT = {
    "quotes": "\"двойные\" и 'одинарные' «ёлочки»",
    "tags": "<script>alert(1)</script> и <b>",
    "ampersands": "Иванов & <Ко> &amp; &lt; &#0;",
    "emoji": "семья 👨‍👩‍👧 и ёж 🦔",
    "right to left": "знак \u200f и \u200e внутри",
    "templates": "{{ 7 * 7 }} {% raw %} ${x} #{y} %s %(a)s {0}",
    "sql": "'; DROP TABLE lesson; --",
    "backslashes": "\\n \\x00 C:\\Урок",
}
REFUSED = {
    "100 KB": "Длинный текст ".encode() * 4200,
    "NUL": "Тема\0урока".encode(),
    "control": "Тема\x1bурока".encode(),
    "override": "Тема \u202eурока".encode(),
    "what browsers make of half a sign": "Тема \ufffd".encode(),
}
BROKEN = {"not UTF-8": "Тема ".encode() + b"\xff\xfe", "a lone surrogate": "Тема ".encode() + b"\xed\xa0\x80"}
NUMBERS = ("", "x", "-1", "0", "1.5", "1e3", "٣", HUGE, f"-{HUGE}", ENDLESS, "NaN", "0x10", "\0", "é")


def raw(
    browser: Browser, address: str, fields: Iterable[tuple[str, str | bytes]], htmx: bool = True
) -> TestResponse:
    """Send bytes as they are, as a broken or hostile client would."""
    body = urlencode(list(fields)).encode()
    headers = {"Origin": browser.base_url, "Content-Type": "application/x-www-form-urlencoded"}
    return browser.send("POST", address, data=body, headers=headers, htmx=htmx)


def explained(answer: TestResponse) -> bool:
    """A sentence in Russian for the person, not a bare status."""
    words = " ".join(text.words for text in Outline(answer.text).texts)
    return bool(re.search(r"[А-ЯЁ][а-яё][^.]*[.:]", words))


def faults(answers: dict[str, TestResponse]) -> dict[str, int]:
    """Answers that are neither a success nor an explained 404 or 422."""
    return {
        name: answer.status_code
        for name, answer in answers.items()
        if answer.status_code not in (200, 303)
        and not (answer.status_code in (404, 422) and explained(answer))
    }


def swapped(vera: Desk, **typed: str | bytes) -> list[tuple[str, str | bytes]]:
    return [*(vera.fields | typed).items()]


@pytest.mark.parametrize("part", ["topic", "homework"])
def test_a_text_is_stored_exactly_and_shown_as_text(web: Web, part: str) -> None:
    vera = desk(web)
    for name, value in KEPT.items():
        typed = f"Тема урока: {value}"
        answer = vera.htmx(part, **{part: typed})
        stored = text(web, vera.lesson, part)
        assert (answer.status_code, stored and stored.text) == (200, typed), name
        assert vera.fields[part] == typed, name
        assert "<script>alert" not in answer.text and "49" not in answer.text
        assert vera.browser.form(vera.address)[part] == typed, name


@pytest.mark.parametrize("part", ["topic", "homework"])
def test_a_text_that_cannot_be_kept_is_refused_with_a_sentence(web: Web, part: str) -> None:
    vera = desk(web)
    answers = {
        name: raw(vera.browser, f"{vera.address}/{part}", swapped(vera, **{part: value}))
        for name, value in REFUSED.items()
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(REFUSED, 422)
    assert all(explained(answer) for answer in answers.values())
    assert text(web, vera.lesson, part) is None


@pytest.mark.parametrize("bytes_", BROKEN.values(), ids=BROKEN)
def test_bytes_that_are_no_text_are_refused_with_a_sentence(web: Web, bytes_: bytes) -> None:
    """400 leaves the part as it is, with what was typed in it; a plain form gets a page with the reason."""
    vera, anya = desk(web), web.school["anya"]
    for path, name in (
        ("homework", "homework"),
        ("topic", "topic"),
        (f"marks/answer/{anya}", f"mark-answer-{anya}-0"),
        (f"roll/{anya}", f"roll-{anya}"),
    ):
        answer = raw(vera.browser, f"{vera.address}/{path}", swapped(vera, **{name: bytes_}))
        assert (answer.status_code, explained(answer)) == (400, True), path
    plain = raw(vera.browser, vera.address, swapped(vera, homework=bytes_), htmx=False)
    assert (plain.status_code, "не записан" in plain.text) == (422, True)
    assert text(web, vera.lesson, "homework") is None
    assert text(web, vera.lesson, "topic") is None


def test_line_breaks_of_every_system_are_kept_in_homework(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("homework", homework="§ 5\r\n№ 6\r№ 7\n№ 8").status_code == 200
    stored = text(web, vera.lesson, "homework")
    assert stored is not None and stored.text == "§ 5\n№ 6\n№ 7\n№ 8"


HIDDEN = (
    ("topic", "topic-seen"),
    ("topic", "take"),
    ("homework", "homework-seen"),
    ("homework", "take-homework"),
    ("homework", "due"),
    ("works", "work"),
    ("topic", "key"),
)


def test_nonsense_in_a_hidden_field_never_fails(web: Web) -> None:
    vera = desk(web)
    vera.fields |= {"topic": "Одночлены", "homework": "§ 5"}
    values = [*NUMBERS, "9999-12-31", "0001-01-01", "2026-02-30", "2026-W48-3", "завтра", "<b>"]
    answers = {
        f"{field}={value[:40]}": raw(vera.browser, f"{vera.address}/{part}", swapped(vera, **{field: value}))
        for part, field in HIDDEN
        for value in values
    }
    assert faults(answers) == {}
    assert columns(vera) == []


def test_nonsense_in_the_whole_form_never_fails(web: Web) -> None:
    vera = desk(web)
    names = ("topic-seen", "take", "homework-seen", "take-homework", "due", "do", "work", "repair-topic")
    answers = {}
    for name in names:
        for value in (HUGE, ENDLESS, "x", "\0", "9999-12-31"):
            sent = vera.fields | {"topic": "Одночлены", "homework": "§ 5", name: value}
            answers[f"{name}={value[:30]}"] = vera.browser.post(vera.address, sent)
    assert faults(answers) == {}


def test_unknown_pupils_columns_and_versions_never_fail(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    before = deeds(web)
    stranger, yana = web.school["oleg"], web.school["yana"]
    answers = {}
    for pupil in (stranger, yana, 0, HUGE, ENDLESS):
        answers[f"roll {pupil}"[:30]] = vera.htmx(f"roll/{pupil}", **{f"roll-{pupil}": "Н"})
        name = f"mark-answer-{pupil}-0"
        answers[f"mark {pupil}"[:30]] = vera.htmx(f"marks/answer/{pupil}", **{name: "5"})
    anya = web.school["anya"]
    for column in ("nonsense", "answer%00", "ответ", "x" * 300, "ANSWER", "a-b"):
        path = f"marks/{column}/{anya}"
        answers[f"column {column}"[:30]] = vera.htmx(path, **{f"mark-{column}-{anya}-0": "5"})
    for seen in (1, HUGE, ENDLESS, "x", "-1"):
        path = f"marks/answer/{anya}"
        sent = {"key": vera.fields["key"], f"mark-answer-{anya}-{seen}": "5"}
        answers[f"seen {seen}"[:30]] = vera.browser.htmx_post(f"{vera.address}/{path}", sent)
    assert faults(answers) == {}
    assert deeds(web) == before


def test_unknown_pupils_in_the_whole_form_never_fail(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    answers = {}
    names = ("mark-answer-{}-0", "roll-{}", "mark-nonsense-{}-0")
    for pupil in (web.school["oleg"], HUGE, ENDLESS, "x", "", "-1", "٣"):
        for name in names:
            sent = vera.fields | {name.format(pupil): "5"}
            answers[name.format(pupil)[:40]] = vera.browser.post(vera.address, sent)
    assert faults(answers) == {}
    assert ["не записана" in one.text for one in answers.values() if one.status_code == 422] == [True] * 3
    assert web.db(lambda: columns(vera)) == []


def test_nonsense_in_a_cell_never_fails(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    anya = web.school["anya"]
    values: list[str | bytes] = [
        *REFUSED.values(),
        *KEPT.values(),
        *NUMBERS,
        "ЖЖ",
        "5" * 200,
    ]
    answers = {}
    for value in values:
        for path, name in (
            (f"marks/answer/{anya}", f"mark-answer-{anya}-0"),
            (f"roll/{anya}", f"roll-{anya}"),
        ):
            if value:
                key = f"{path} {value[:20]!r}"
                answers[key] = raw(vera.browser, f"{vera.address}/{path}", swapped(vera, **{name: value}))
    assert faults(answers) == {}
    assert {answer.status_code for answer in answers.values()} == {422}


@pytest.mark.clause("4.5.4")
def test_a_mark_that_was_not_understood_is_never_answered_as_saved(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    anya = web.school["anya"]
    for field in ("nothing", f"mark-answer-{anya}-x", f"mark-ANSWER-{anya}-0", f"mark-answer-{anya}"):
        sent = {"key": vera.fields["key"], field: "5"}
        assert vera.browser.htmx_post(f"{vera.address}/marks/answer/{anya}", sent).status_code == 422, field


@pytest.mark.clause("4.5.2")
def test_attendance_that_was_not_sent_makes_nobody_present(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    vera.absence("vova", "Н")
    sent = {"key": vera.fields["key"]}
    vera.browser.htmx_post(f"{vera.address}/roll/{web.school['vova']}", sent)
    assert code(vera, "vova") == "Н"


def test_missing_and_repeated_fields_never_fail(web: Web) -> None:
    vera = desk(web)
    key = ("key", vera.fields["key"])
    bodies: dict[str, list[tuple[str, str | bytes]]] = {
        "nothing but the key": [key],
        "everything twice": [*swapped(vera), *swapped(vera, topic="Другая тема", homework="§ 9")],
        "two keys": [key, ("key", "another"), ("topic", "Одночлены")],
        "brackets": [key, ("topic[]", "Одночлены"), ("topic[a]", "Одночлены")],
        "a thousand fields": [key, *((f"roll-{number}", "Н") for number in range(900))],
    }
    anya = web.school["anya"]
    paths = ("", "/topic", "/homework", "/roll", "/works", f"/roll/{anya}", f"/marks/answer/{anya}")
    for path in paths:
        for name, body in bodies.items():
            headers = {"Origin": vera.browser.base_url, "Content-Type": "application/x-www-form-urlencoded"}
            data = urlencode(body).encode()
            answer = vera.browser.send(
                "POST", vera.address + path, data=data, headers=headers, htmx=bool(path)
            )
            assert faults({name: answer}) == {}, (path, name)


def test_bodies_of_other_types_never_fail(web: Web) -> None:
    vera = desk(web)
    for kind, data in (
        ("application/json", b'{"topic": "x"}'),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("text/plain", b"topic=x"),
        ("application/x-www-form-urlencoded; charset=koi8-r", b"topic=\xf4"),
    ):
        headers = {"Origin": vera.browser.base_url, "Content-Type": kind}
        for path in ("", "/topic"):
            answer = vera.browser.send(
                "POST", vera.address + path, data=data, headers=headers, htmx=bool(path)
            )
            assert answer.status_code in (303, 400, 415, 422), (kind, path)


PATHS = ("/lessons/{}", "/lessons/{}/state", "/journal/{}", "/diary/{}")
POSTED = (
    "/lessons/{}",
    "/lessons/{}/topic",
    "/lessons/{}/roll/1",
    "/attendance/{}/close",
    "/people/{}/end-sessions",
)


@pytest.mark.parametrize("key", ["vera", "nina", "alla"])
def test_ids_that_cannot_be_are_not_found(web: Web, key: str) -> None:
    browser = web.browser(key)
    found = {}
    for number in (0, 2**31, 2**63, HUGE, ENDLESS, "+1", "1.0"):
        for path in PATHS:
            found[f"GET {path} {number}"[:60]] = browser.get(path.format(number)).status_code
        for path in POSTED:
            found[f"POST {path} {number}"[:60]] = browser.post(path.format(number), {"key": "k"}).status_code
    assert {name: status for name, status in found.items() if status not in (403, 404, 405)} == {}


@pytest.mark.parametrize("column", ['"><b>', "x' onclick='y", "%22%3E%3Cb%3E"])
def test_a_column_of_an_address_is_no_markup(web: Web, column: str) -> None:
    opened = desk(web)
    opened.htmx("roll")
    address = f"/lessons/{opened.lesson}/marks/{quote(column)}/{web.school['anya']}"
    answer = opened.browser.send("POST", address, htmx=True, data={"key": "k"})
    assert answer.status_code in (404, 422)
    assert "<b>" not in answer.text.replace('<b class="lost">', "")
    assert "onclick='y" not in answer.text.replace("&#39;", "")
