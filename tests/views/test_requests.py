"""What comes after its time becomes one request to the deputy, kept once, read by author and deputy."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ejournal.models.audit import Audit
from ejournal.models.journal import Mark
from ejournal.models.requests import LateLine, LateRequest
from ejournal.services.verify import verify
from tests.client import Browser, Web, queries
from tests.school import MONDAY, ZONE, at
from tests.views.steps import Desk, desk, fill
from tests.views.tables import rows

TUESDAY = MONDAY + timedelta(days=1)
TICKET = re.compile(r'name="request" value="([^"]+)"')


@pytest.fixture
def yesterday(web: Web) -> Desk:
    """A page of Monday, its attendance saved, that is still open on Tuesday morning."""
    opened = desk(web)
    opened.htmx("roll")
    web.clock.set("8:05", TUESDAY)
    opened.browser = web.browser("vera")
    return opened


def tickets(answer: TestResponse) -> list[str]:
    return [html.unescape(found) for found in TICKET.findall(answer.text)]


def late(yesterday: Desk, value: str = "5", pupil: str = "anya") -> str:
    """Type a mark of yesterday; the ticket of its refusal."""
    answer = yesterday.mark(pupil, value)
    assert answer.status_code == 422
    (ticket,) = tickets(answer)
    return ticket


def hand_over(browser: Browser, *sent: str, typed: str = "", key: str = "k") -> TestResponse:
    body: dict[str, Any] = {"key": key, "request": list(sent), "typed": [typed] * len(sent)}
    return browser.htmx_post("/requests", body)


def lines(web: Web) -> list[dict[str, Any]]:
    query: Any = LateLine.select().order_by(LateLine.id).dicts()
    found: list[dict[str, Any]] = web.db(list, query)
    return found


@pytest.mark.clause("4.5.4")
def test_a_mark_of_yesterday_is_refused_and_handed_over_with_what_the_journal_had_answered(
    web: Web, yesterday: Desk
) -> None:
    ticket = late(yesterday)
    answer = hand_over(yesterday.browser, ticket, typed="2026-11-23T10:42:00+07:00")
    assert answer.status_code == 200
    assert "1 запись передана" in answer.text and "24.11 в 8:05" in answer.text
    (line,) = lines(web)
    assert (line["lesson"], line["pupil"], line["field"], line["value"]) == (
        yesterday.lesson, web.school["anya"], "answer", "5",
    )  # fmt: skip
    assert line["arrived_at"] == at("8:05", TUESDAY)
    assert line["typed_at"].isoformat() == "2026-11-23T03:42:00+00:00"
    assert line["clause"] == "4.5.4" and "только в день урока" in line["sentence"]
    assert web.db(lambda: Mark.select().count()) == 0


def test_two_tickets_make_one_request_and_sent_again_no_other(web: Web, yesterday: Desk) -> None:
    both = [late(yesterday), late(yesterday, "4", "borya")]
    first = hand_over(yesterday.browser, *both)
    web.clock.set("9:30", TUESDAY)
    again = hand_over(yesterday.browser, *both)
    third = hand_over(yesterday.browser, *both, key="another page")
    assert [answer.status_code for answer in (first, again, third)] == [200, 200, 200]
    assert first.text == again.text == third.text and "2 записи переданы" in first.text
    assert (web.db(LateRequest.select().count), len(lines(web))) == (1, 2)


def test_every_part_that_is_late_tells_what_was_to_be_written(web: Web) -> None:
    web.settings(late_entries_refused=True)
    vera = desk(web)
    web.clock.set("8:05", TUESDAY)
    vera.browser = web.browser("vera")
    answers = [
        vera.htmx("topic", topic="Одночлены & <степени>"),
        vera.htmx("homework", homework="§ 5", due="2026-11-25"),
        vera.htmx("roll", **{vera.roll("vova"): "Н"}),
        vera.absence("borya", "ОП"),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    hand_over(vera.browser, *[ticket for answer in answers for ticket in tickets(answer)])
    assert [(line["field"], line["pupil"], line["value"]) for line in lines(web)] == [
        ("topic", None, "Одночлены & <степени>"),
        ("homework", None, "§ 5 (на 2026-11-25)"),
        ("roll", None, "посещаемость отмечена"),
        ("presence", web.school["vova"], "Н"),
        ("presence", web.school["borya"], "ОП"),
    ]
    shown = vera.browser.get("/requests").text
    assert "Одночлены &amp; &lt;степени&gt;" in shown


def test_without_javascript_the_button_of_the_refusal_hands_over(web: Web, yesterday: Desk) -> None:
    page = yesterday.plain(**{yesterday.name("anya"): "5"})
    assert page.status_code == 422 and 'formaction="/requests"' in page.text
    (ticket,) = tickets(page)
    answer = yesterday.browser.post("/requests", yesterday.fields | {"request": ticket})
    assert (answer.status_code, answer.location) == (303, "/requests")
    assert "Записки и обращения" in yesterday.browser.get("/requests").text
    assert len(lines(web)) == 1


def test_a_refusal_for_another_reason_gives_no_ticket(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    wrong = vera.mark("anya", "9")
    assert wrong.status_code == 422 and tickets(wrong) == []


@pytest.fixture
def too_late(web: Web) -> Desk:
    """A page of Monday, open on Tuesday in a school that takes nothing late; attendance was never noted."""
    web.settings(late_entries_refused=True)
    opened = desk(web)
    web.clock.set("8:05", TUESDAY)
    opened.browser = web.browser("vera")
    return opened


@pytest.mark.parametrize("key", ["yana", "dina", "nobody"])
def test_a_person_who_is_no_pupil_of_the_lesson_gets_no_ticket_and_no_name(
    web: Web, too_late: Desk, key: str
) -> None:
    """Numbers tried one after the other must not become a list of names."""
    stranger = web.school.people.get(key, 999_999)
    too_late.fields |= {f"roll-{stranger}": "Н", f"seen-{stranger}": "0"}
    for answer in (too_late.htmx(f"roll/{stranger}"), too_late.htmx("roll")):
        assert (answer.status_code, tickets(answer)) == (422, [])
        assert "Состав группы изменился" in answer.text
    answer = too_late.plain(do="roll")
    hand_over(too_late.browser, *tickets(answer))
    assert [(line["field"], line["pupil"]) for line in lines(web)] == [("roll", None)]


def test_a_code_that_no_teacher_writes_gets_no_ticket(web: Web, too_late: Desk) -> None:
    anything = {too_late.roll("anya"): "ЧТО УГОДНО"}
    for answer in (too_late.absence("anya", "ЧТО УГОДНО"), too_late.htmx("roll", **anything)):
        assert (answer.status_code, tickets(answer)) == (422, [])
        assert "только Н (отсутствует) или ОП" in answer.text
    hand_over(too_late.browser, *tickets(too_late.plain(do="roll")))
    assert [(line["field"], line["pupil"]) for line in lines(web)] == [("roll", None)]


def test_attendance_that_is_late_tells_also_who_was_there_after_all(web: Web) -> None:
    vera = desk(web)
    vera.absence("anya", "Н")
    web.settings(late_entries_refused=True)
    web.clock.set("8:05", TUESDAY)
    vera.browser = web.browser("vera")
    vera.reload()
    hand_over(vera.browser, *tickets(vera.htmx("roll", **{vera.roll("anya"): ""})))
    assert [(line["field"], line["pupil"], line["value"]) for line in lines(web)] == [
        ("roll", None, "посещаемость отмечена"),
        ("presence", web.school["anya"], "присутствует"),
    ]


@pytest.mark.clause("4.5.4")
def test_a_set_mark_typed_over_is_refused_and_is_not_called_late(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    web.clock.set("10:59")
    vera.reload()
    refused = vera.mark("anya", "4")
    assert refused.status_code == 422 and "уже выставлена" in refused.text
    assert "Подать служебную записку" in refused.text
    assert tickets(refused) == []


@pytest.mark.clause("4.5.4")
def test_a_column_past_its_deadline_is_refused_and_gives_no_ticket_of_attendance(
    web: Web, yesterday: Desk
) -> None:
    answers = [
        yesterday.htmx("works", work="answer", **{yesterday.roll("vova"): "Н"}),
        yesterday.plain("works", work="answer", **{yesterday.roll("vova"): "Н"}),
    ]
    for answer in answers:
        assert answer.status_code == 422 and "только в день урока" in answer.text
        assert tickets(answer) == []
        yesterday.swap(answer.text)
        assert yesterday.fields[yesterday.roll("vova")] == "Н"


def test_a_ticket_is_its_own_persons_and_nobody_can_write_one(web: Web, yesterday: Desk) -> None:
    ticket = late(yesterday)
    for browser, sent in (
        (web.browser("oleg"), ticket),
        (yesterday.browser, ticket[:-2]),
        (yesterday.browser, "W10.x"),
        (yesterday.browser, "Ж" * 5000),
        (yesterday.browser, ""),
    ):
        answer = hand_over(browser, sent)
        assert answer.status_code == 422 and 'class="refusal"' in answer.text
    assert yesterday.browser.htmx_post("/requests", {"key": "k"}).status_code == 422
    assert lines(web) == []


@pytest.mark.parametrize("typed", ["", "вчера", "2026-11-23T10:42:00", "1970-01-01T00:00:00Z", "9" * 400])
def test_a_claim_that_is_no_moment_is_left_out(web: Web, yesterday: Desk, typed: str) -> None:
    assert hand_over(yesterday.browser, late(yesterday), typed=typed).status_code == 200
    assert [line["typed_at"] for line in lines(web)] == [None]


def test_more_than_five_hundred_lines_are_refused_and_five_hundred_are_kept(
    web: Web, yesterday: Desk
) -> None:
    sent = []
    for number in range(500):
        web.clock.set(f"{8 + number // 60}:{number % 60:02}", TUESDAY)
        sent.append(late(yesterday))
    assert hand_over(yesterday.browser, *sent, late(yesterday, "4")).status_code == 422
    assert lines(web) == []
    assert hand_over(yesterday.browser, *sent).status_code == 200
    assert len(lines(web)) == 500


def test_the_author_reads_the_own_requests_and_the_deputy_and_director_all(web: Web, yesterday: Desk) -> None:
    hand_over(yesterday.browser, late(yesterday), typed="2026-11-23T10:42:00+07:00")
    own, others = web.browser("vera").get("/requests"), web.browser("oleg").get("/requests")
    assert "Запись" not in others.text and "Обращений нет" in others.text
    assert [row[2] for row in rows(own.text)][1:] == ["5"]
    for key in ("dina", "igor"):
        page = web.browser(key).get("/requests").text
        assert "от 24.11 в 8:05" in page and "не проверено" in page
        (line,) = rows(page)[1:]
        assert line[2] == "5" and "только в день урока" in page
    assert {("read", "deputy"), ("read", "director"), ("read", "teacher")} <= {
        (note.kind, note.duty) for note in web.noted() if note.endpoint == "requests.page"
    }


def test_the_navigation_leads_there_only_when_there_is_something(web: Web, yesterday: Desk) -> None:
    link = 'href="/requests"'
    keys = ("vera", "dina", "oleg", "alla")
    pages = {"vera": "/today", "dina": "/journal", "oleg": "/today", "alla": "/people"}
    assert not any(link in web.browser(key).get(pages[key]).text for key in keys)
    hand_over(yesterday.browser, late(yesterday))
    assert [link in web.browser(key).get(pages[key]).text for key in keys] == [True, True, False, False]


def test_the_page_asks_the_database_as_often_for_many_requests_as_for_one(web: Web, yesterday: Desk) -> None:
    dina = web.browser("dina")
    hand_over(yesterday.browser, late(yesterday))
    with queries() as one:
        dina.get("/requests")
    for number in range(3):
        web.clock.set(f"9:{number:02}", TUESDAY)
        hand_over(yesterday.browser, late(yesterday, "4", "borya"), late(yesterday, "3"))
    with queries() as many:
        page = dina.get("/requests").text
    assert page.count('class="block request"') == 4
    assert len(many) == len(one)


def test_a_request_is_one_entry_of_the_chain_with_the_history_of_each_row(web: Web, yesterday: Desk) -> None:
    hand_over(yesterday.browser, late(yesterday), late(yesterday, "4", "borya"))
    entry: Any = web.db(lambda: Audit.get(Audit.kind == "requests.keep"))
    assert (entry.person_id, entry.duty, entry.facts) == (web.school["vera"], "teacher", 3)
    assert web.db(verify, ZONE) == []


@pytest.mark.clause("4.5.4")
def test_what_the_journal_answered_is_told_once_in_a_request(web: Web, yesterday: Desk) -> None:
    hand_over(yesterday.browser, *[late(yesterday, pupil=pupil) for pupil in ("anya", "borya", "vova")])
    shown = yesterday.browser.get("/requests").text
    assert "3 записи" in shown and shown.count("только в день урока") == 1
    assert "Ответ журнала" not in shown


@pytest.mark.clause("4.5.4")
def test_lines_that_were_answered_differently_name_their_answer(web: Web, yesterday: Desk) -> None:
    web.settings(late_entries_refused=True)
    topic = tickets(yesterday.htmx("topic", topic="Одночлены"))
    hand_over(yesterday.browser, late(yesterday), *topic, late(yesterday, pupil="borya"))
    shown = yesterday.browser.get("/requests").text
    assert shown.count("только в день урока") == 1
    numbers = re.findall(r"Ответ журнала: </span>№ (\d)", shown)
    assert numbers == ["1", "2", "1"]
