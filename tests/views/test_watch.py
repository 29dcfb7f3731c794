"""«Необычная работа» in the browser: from the number on the deputy's page to the reversal."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from ejournal.models.audit import Audit
from ejournal.models.journal import Mark
from ejournal.models.reversals import Reversal
from ejournal.models.sessions import Session
from ejournal.services.attendance import call_roll
from tests.client import Browser, Forms, Web, queries
from tests.school import MONDAY
from tests.views.steps import Desk, desk, fill
from tests.views.tables import row

pytestmark = pytest.mark.clause("3.5", "4.5.4")


@pytest.fixture
def lesson(web: Web) -> Desk:
    """At 10:42 somebody writes a lesson at the computer of Вера: much, for this school's setting."""
    web.settings(watch_facts=20)
    opened = desk(web)
    fill(opened, anya="2", borya="2")
    for place in range(20):
        opened.htmx("topic", topic=f"Тема {place}")
    return opened


def session(web: Web) -> int:
    """The session of Вера."""
    return web.db(lambda: int(Session.get(Session.person == web.school["vera"]).id))


def preview(web: Web, browser: Browser) -> dict[str, str]:
    """The fields of the form that reverses all that the session has done today."""
    address = f"/watch/{session(web)}"
    web.clock.set("11:00")
    found = next(fields for _, fields in Forms(browser.get(address).text).found if "seen" in fields)
    return found | {"reason": "чужой & <сеанс>"}


def test_deeds_of_the_browser_carry_their_session(web: Web, lesson: Desk) -> None:
    sessions = web.db(lambda: {entry.session for entry in Audit.select().where(Audit.kind == "topic.save")})
    assert sessions == {session(web)}


def test_deputy_and_administrator_see_the_number_and_teachers_nothing_of_it(web: Web, lesson: Desk) -> None:
    for key, page in (("dina", "/requests"), ("alla", "/people")):
        assert 'href="/watch">Необычная работа (1)</a>' in web.browser(key).get(page).text
    assert 'href="/watch">Необычная работа (1)</a>' in web.browser("dina").get("/people/find").text
    assert "/watch" not in web.browser("igor").get("/people/find").text
    for page in ("/today", "/requests"):
        assert "/watch" not in lesson.browser.get(page).text


def test_the_page_says_who_when_from_what_and_how_much(web: Web, lesson: Desk) -> None:
    for key in ("dina", "alla"):
        shown = web.browser(key).get("/watch").text
        cells = row(shown, "Ветрова")
        assert "устройство неизвестно" in cells[1] and "изменени" in cells[2] and "10:42" in cells[3]
        assert web.school.people and "Алёшина" not in shown
    assert f'href="/watch/{session(web)}"' in web.browser("dina").get("/watch").text
    assert f'href="/watch/{session(web)}"' not in web.browser("alla").get("/watch").text


def test_a_session_that_was_not_unusual_is_found_by_its_day(web: Web) -> None:
    """«Отменить всё, что сделано из сеанса X»: a stranger may have written slowly, and by day."""
    fill(desk(web), anya="2")
    deputy = web.browser("dina")
    assert "Ничего необычного" in deputy.get("/watch").text
    shown = deputy.get("/watch?day=2026-11-23").text
    cells = row(shown, "Ветрова")
    assert "23.11 в 10:42" in cells[1] and "отмет" in cells[2] and "Алёшина" not in shown
    address = f"/watch/{session(web)}?day=2026-11-23"
    assert f'href="{address}"' in shown and "снять «2»" in deputy.get(address).text
    assert "сеансов, в которых что-то меняли, не было" in deputy.get("/watch?day=2026-11-22").text
    assert f'href="{address}"' not in web.browser("alla").get("/watch?day=2026-11-23").text
    assert deputy.get("/watch?day=x").status_code == 200
    for stranger in ("vera", "nina", "igor", "anya_mother"):
        assert web.browser(stranger).get("/watch?day=2026-11-23").status_code == 403


def test_nothing_unusual_is_said_in_words(web: Web) -> None:
    assert "Ничего необычного" in web.browser("dina").get("/watch").text


def test_what_was_previewed_is_reversed_and_the_trace_is_on_the_journal(web: Web, lesson: Desk) -> None:
    web.clock.set("11:00")
    deputy, address = web.browser("dina"), f"/watch/{session(web)}"
    shown = deputy.get(f"{address}?day=2026-11-23&from=10:42&to=10:42").text
    assert "Алёшина" in shown and "снять «2»" in shown and "Отменить 4 изменения" in shown
    assert "урок отмечен проведённым — 1 раз" in shown
    answer = deputy.post(address, preview(web, deputy))
    assert answer.status_code == 303 and "done=yes" in str(answer.location)
    assert "✓ Отменено" in deputy.get(str(answer.location)).text
    assert web.db(lambda: [*Reversal.select(Reversal.done, Reversal.reason).tuples()]) == [
        (4, "чужой & <сеанс>")
    ]
    grid = web.browser("nina").get(f"/journal/{web.school.groups['algebra']}").text
    assert '<s title="исправлено по решению заместителя директора">' in grid
    diary = web.browser("anya_mother").get(f"/diary/{web.school['anya']}").text
    assert "снята" in diary and "исправлено" in diary
    assert "отменено 23.11 в 11:00: чужой &amp; &lt;сеанс&gt;" in deputy.get("/watch").text
    assert 'href="/watch">Необычная работа</a>' in deputy.get("/requests").text


def test_what_was_undone_stays_readable_and_is_told_to_whose_session_it_was(web: Web, lesson: Desk) -> None:
    """п. 3.5: who answers for the account learns what is gone from the journal, and why."""
    assert "Ваш сеанс" not in lesson.browser.get("/today").text
    deputy, address = web.browser("dina"), f"/watch/{session(web)}"
    answer = deputy.post(address, preview(web, deputy))
    undone = deputy.get(str(answer.location)).text.partition("Что уже отменено")[2]
    assert "отменено 23.11 в 11:00: чужой &amp; &lt;сеанс&gt;, Д.Ю." in undone.replace("\u00a0", " ")
    assert "Алёшина" in undone and "снять «2»" in undone and "«Тема 19»" in undone
    told = lesson.browser.get("/today").text
    assert "Ваш сеанс 23.11 с 10:42 по 10:42 — отменено 23.11 в 11:00" in told
    assert "Изменений: 4, прежние записи вернулись" in told and 'href="/today?day=2026-11-23"' in told
    assert "вашего сеанса" not in web.browser("oleg").get("/today").text


def test_a_column_that_goes_with_the_session_stays_seen_with_what_was_set_in_it(web: Web) -> None:
    opened = desk(web)
    fill(opened, anya="2")
    opened.absence("borya", "Н")
    opened.htmx("works", work="control")
    opened.mark("vova", "3", "control")
    opened.plain(do="hand-in")
    web.clock.set("11:00")
    deputy = web.browser("dina")
    assert "«Контрольная работа»" in deputy.get(f"/watch/{session(web)}").text
    assert deputy.post(f"/watch/{session(web)}", preview(web, deputy)).status_code == 303
    for key in ("vera", "nina"):
        grid = web.browser(key).get(f"/journal/{web.school.groups['algebra']}").text
        assert re.search(r'<s title="исправлено по решению[^"]*"><span class="vh">было </span>3</s>', grid), (
            key
        )
        assert "колонка убрана" in grid and "долг" not in grid, "nobody owes a work that was none"
    opened.reload()
    assert not [name for name in opened.fields if "mark-control" in name], "no mark is given there any more"


def test_what_is_of_no_lesson_is_previewed_with_its_page_and_put_back(web: Web) -> None:
    """At 11:30 somebody closes the last week of class 7 at the computer of its class teacher."""
    cohort, monday = web.school.classes["7"], MONDAY - timedelta(days=7)
    web.clock.set("11:30")
    web.browser("nina").post(f"/attendance/{cohort}/close", {"key": "k", "monday": str(monday), "sure": "1"})
    number = web.db(lambda: int(Session.get(Session.person == web.school["nina"]).id))
    deputy, address = web.browser("dina"), f"/watch/{number}"
    shown = deputy.get(address).text
    assert f'<a href="/attendance/{cohort}?week={monday}">7 класс: закрыта неделя с 16.11.2026</a>' in shown
    assert "открыть неделю снова" in shown and "Отменить 1 изменение" in shown and "Остаётся" not in shown
    fields = next(found for _, found in Forms(shown).found if "seen" in found) | {"reason": "не она"}
    assert deputy.post(address, fields).status_code == 303
    assert "неделя открыта" in web.browser("nina").get(f"/attendance/{cohort}?week={monday}").text


def test_a_preview_that_is_old_is_refused_and_keeps_the_reason(web: Web, lesson: Desk) -> None:
    deputy = web.browser("dina")
    fields = preview(web, deputy)
    lesson.htmx("topic", topic="Совсем другая тема")
    answer = deputy.post(f"/watch/{session(web)}", fields)
    assert answer.status_code == 422
    assert "Посмотрите ещё раз" in answer.text and 'value="чужой &amp; &lt;сеанс&gt;"' in answer.text
    assert web.db(lambda: Reversal.select().count()) == 0


def test_the_form_sent_twice_reverses_once(web: Web, lesson: Desk) -> None:
    deputy = web.browser("dina")
    fields = preview(web, deputy)
    for _ in range(2):
        assert deputy.post(f"/watch/{session(web)}", fields).status_code == 303
    assert web.db(lambda: Reversal.select().count()) == 1


def test_the_administrator_neither_sees_the_marks_nor_reverses_them(web: Web, lesson: Desk) -> None:
    address, administrator = f"/watch/{session(web)}", web.browser("alla")
    fields = preview(web, web.browser("dina")) | {"key": administrator.form("/settings", "/settings")["key"]}
    assert administrator.get(address).status_code == 403
    assert administrator.post(address, fields).status_code == 403
    assert web.db(lambda: Mark.select().count()) == 2


@pytest.mark.parametrize(
    "query", ["day=x&from=y&to=z", "day=2026-11-23&from=23:00&to=01:00", "from=25:00", "to=10:42:13.5"]
)
def test_a_span_that_is_none_shows_the_page(web: Web, lesson: Desk, query: str) -> None:
    assert web.browser("dina").get(f"/watch/{session(web)}?{query}").status_code == 200


def test_a_session_that_did_nothing_says_so(web: Web) -> None:
    web.browser("vera")
    shown = web.browser("dina").get(f"/watch/{session(web)}").text
    assert "отменять нечего" in shown and 'name="seen"' not in shown
    assert web.browser("dina").get("/watch/99999").status_code == 404


def test_a_deputy_is_told_that_another_reverses_the_own_session(web: Web) -> None:
    """Дина saved an attendance herself."""
    deputy = web.browser("dina")
    mine = web.db(lambda: int(Session.get().id))
    by = replace(web.school.actor("dina"), session=mine)
    named = {web.school["anya"]: "Н"}
    web.db(lambda: call_roll(web.school.lesson("algebra"), named, by=by, now=web.clock.school_now()))
    shown = deputy.get(f"/watch/{mine}").text
    assert "Это ваш сеанс" in shown and 'name="seen"' not in shown


def test_both_pages_ask_the_database_no_more_for_more(web: Web, lesson: Desk) -> None:
    deputy, pages = web.browser("dina"), ("/watch", f"/watch/{session(web)}", "/requests")
    counts = []
    for more in (lesson.browser, web.browser("vera")):
        for page in pages:
            with queries() as found:
                deputy.get(page)
            counts.append(len(found))
        other = web.lesson("counting")
        again = Desk(web, more, other, more.form(f"/lessons/{other}"))
        for place in range(25):
            again.htmx("topic", topic=f"Тема {place}")
    assert counts[:3] == counts[3:] and max(counts) <= 32
