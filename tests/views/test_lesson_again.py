"""The same request twice: a weak line, a double click and the back button never write a second time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.client import Browser, Web
from tests.views.steps import (
    PARTS,
    Desk,
    Part,
    code,
    columns,
    deeds,
    desk,
    fill,
    handed_in,
    has_text,
    mark,
    text,
)


def test_a_request_that_is_sent_again_gets_the_same_answer_and_writes_nothing(web: Web) -> None:
    vera = desk(web)
    for part in PARTS:
        path, sent = part.path(vera), vera.fields | part.typed(vera)
        send = vera.browser.post if part.name == "hand-in" else vera.browser.htmx_post
        first = send(f"{vera.address}/{path}".rstrip("/"), sent)
        before = deeds(web)
        again = send(f"{vera.address}/{path}".rstrip("/"), sent)
        assert (first.status_code, again.status_code) in ((200, 200), (303, 303)), part.name
        assert deeds(web) == before, part.name
        assert part.stored(vera), part.name
        vera.reload()


def test_a_request_sent_again_much_later_writes_nothing_either(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    sent = vera.fields | {vera.name("anya"): "5"}
    address = f"{vera.address}/marks/answer/{web.school['anya']}"
    assert vera.browser.htmx_post(address, sent).status_code == 200
    before = deeds(web)
    web.clock.set("15:30")
    assert vera.browser.htmx_post(address, sent).status_code == 200
    assert (deeds(web), mark(vera, "anya")) == (before, "5")


def twice_at_once(web: Web, send: Callable[[Browser], int]) -> list[int]:
    """Two windows of one teacher send at the same moment; their statuses."""
    token = web.sign_in(web.school["vera"])
    barrier = Barrier(2, timeout=10)

    def click(_: int) -> int:
        browser = Browser(web.app, token)
        barrier.wait()
        return send(browser)

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(click, range(2)))


def sent_at_once(vera: Desk, part: Part) -> list[int]:
    address, sent = f"{vera.address}/{part.path(vera)}".rstrip("/"), vera.fields | part.typed(vera)
    if part.name == "hand-in":
        return twice_at_once(vera.web, lambda browser: browser.post(address, sent).status_code)
    return twice_at_once(vera.web, lambda browser: browser.htmx_post(address, sent).status_code)


def test_a_double_click_writes_once(web: Web) -> None:
    vera = desk(web)
    for part in PARTS:
        before = len(deeds(web))
        assert sent_at_once(vera, part) in ([200, 200], [303, 303]), part.name
        assert len(deeds(web)) == before + 1, part.name
        assert part.stored(vera), part.name
        vera.reload()


@pytest.mark.clause("4.5.4")
def test_two_different_marks_in_one_cell_at_once_leave_one_and_refuse_the_other(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    address, name, values = f"{vera.address}/marks/answer/{web.school['anya']}", vera.name("anya"), ["4", "5"]

    def send(browser: Browser) -> int:
        sent = vera.fields | {"key": f"window-{values[-1]}", name: values.pop()}
        return browser.htmx_post(address, sent).status_code

    assert twice_at_once(web, send) == [200, 422]
    assert mark(vera, "anya") in ("4", "5")


@pytest.mark.clause("4.5.2")
def test_the_old_page_with_the_same_text_is_accepted_and_writes_nothing(web: Web) -> None:
    vera = desk(web)
    old = dict(vera.fields)
    assert vera.plain(do="save", topic="Одночлены", homework="§ 5").status_code == 303
    vera.fields = old  # the back button shows the page as it was
    assert vera.plain(do="save", topic="Одночлены", homework="§ 5").status_code == 303
    assert vera.htmx("topic", topic="Одночлены").status_code == 200
    for field in ("topic", "homework"):
        stored = text(web, vera.lesson, field)
        assert stored is not None and stored.version == 1


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("part", ["topic", "homework"])
def test_the_old_page_with_another_text_is_refused_and_shows_both_texts(web: Web, part: str) -> None:
    vera = desk(web)
    old = dict(vera.fields)
    assert vera.htmx(part, **{part: "Одночлен и его степень"}).status_code == 200
    for send in (vera.htmx, lambda _, **typed: vera.plain(**typed)):
        vera.fields = dict(old)
        refused = send(part, **{part: "Сложение многочленов"})
        assert refused.status_code == 422
        assert "Одночлен и его степень" in refused.text
        assert "Сложение многочленов</textarea>" in refused.text
    assert has_text(vera, part, "Одночлен и его степень")


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("part", ["topic", "homework"])
def test_who_has_seen_the_other_text_may_save_the_own_one(web: Web, part: str) -> None:
    """The refusal says «сравните и сохраните ещё раз, если верен он»."""
    vera = desk(web)
    old = dict(vera.fields)
    vera.htmx(part, **{part: "Одночлен и его степень"})
    vera.fields = old
    vera.swap(vera.htmx(part, **{part: "Сложение многочленов"}).text)
    assert vera.fields[part] == "Сложение многочленов"
    assert vera.htmx(part).status_code == 200
    assert has_text(vera, part, "Сложение многочленов")


@pytest.mark.clause("4.5.4")
def test_a_cell_may_be_typed_there_and_back_while_in_entry(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for value in ("4", "5", "4", "", "4", "", "3"):
        answer = vera.mark("anya", value)
        assert (answer.status_code, mark(vera, "anya")) == (200, value)
        assert f'value="{value}"' in answer.text


@pytest.mark.clause("4.5.2")
def test_attendance_may_be_changed_there_and_back_on_one_page(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for value in ("Н", "", "Н", "ОП", "", "ОП"):
        answer = vera.absence("vova", value)
        assert (answer.status_code, code(vera, "vova")) == (200, value)


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("part", ["topic", "homework"])
def test_a_text_may_be_changed_there_and_back_on_one_page(web: Web, part: str) -> None:
    vera = desk(web)
    for typed in ("Одночлены", "Многочлены", "Одночлены"):
        assert vera.htmx(part, **{part: typed}).status_code == 200
        assert has_text(vera, part, typed)


@pytest.mark.clause("4.5.3")
def test_no_homework_may_be_said_and_taken_back_on_one_page(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("homework", absent="1").status_code == 200
    vera.fields.pop("absent")
    assert vera.htmx("homework", homework="§ 5").status_code == 200
    assert vera.htmx("homework", homework="", absent="1").status_code == 200
    assert has_text(vera, "homework", "")


@pytest.mark.clause("4.5.4")
def test_a_cell_changed_in_another_window_is_refused_and_tells_what_stands_there(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    other = desk(web)
    assert vera.mark("anya", "4").status_code == 200
    refused = other.mark("anya", "5")
    assert refused.status_code == 422 and "в другом окне: там стоит «4»" in refused.text
    assert 'value="4"' in refused.text and "«5» не записано" in refused.text
    assert mark(vera, "anya") == "4"


@pytest.mark.clause("4.5.2")
def test_a_lesson_is_handed_in_again_only_from_a_fresh_page(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for _ in range(3):
        assert vera.plain(do="hand-in").status_code == 303
    assert handed_in(vera) == 1
    vera.reload()
    assert vera.plain(do="hand-in").status_code == 303
    assert handed_in(vera) == 2


def test_keys_of_two_people_do_not_meet(web: Web) -> None:
    """A key that somebody else used must not swallow the record of this teacher."""
    vera, oleg = desk(web), desk(web, "oleg", "english2")
    oleg.fields["key"] = vera.fields["key"] = "one and the same"
    assert vera.htmx("topic", topic="Одночлены").status_code == 200
    assert oleg.htmx("topic", topic="Одночлены").status_code == 200
    assert has_text(oleg, "topic", "Одночлены")
    assert columns(oleg) == []
