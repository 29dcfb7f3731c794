"""The lesson page for whoever reads it or gives it for another, and what it offers to whom."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.timetable import Lesson
from tests.client import Web
from tests.school import MONDAY
from tests.views.steps import columns, desk, fill


@pytest.mark.clause("3.1")
def test_a_reader_is_told_whose_lesson_it_is_and_that_it_is_only_read(web: Web) -> None:
    page = web.browser("dina").get(f"/lessons/{web.lesson('algebra')}").text
    assert "Ветрова" in page and "только чтение" in page
    assert 'href="/today"' not in page and 'href="/journal"' in page
    assert "только чтение" not in web.browser("vera").get(f"/lessons/{web.lesson('algebra')}").text


@pytest.mark.clause("4.2.2д", "3.1")
def test_a_substitute_reads_the_page_in_the_days_about_the_lesson_and_writes_in_that_lesson_alone(
    web: Web,
) -> None:
    lesson, group = web.lesson("algebra"), web.school.groups["algebra"]
    assert web.browser("oleg").get(f"/journal/{group}").status_code == 404
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    oleg, other = web.browser("oleg"), web.lesson("algebra", MONDAY + timedelta(days=4), 1)
    assert f"/journal/{group}" in oleg.get(f"/lessons/{lesson}").text
    assert oleg.get(f"/journal/{group}").status_code == 200
    assert oleg.get(f"/lessons/{other}").status_code == 404
    assert oleg.post(f"/lessons/{other}/topic", {"key": "k", "topic": "Моя"}).status_code in (403, 404)
    web.clock.set("9:00", MONDAY + timedelta(days=8))
    assert web.browser("oleg").get(f"/journal/{group}").status_code == 404


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("key", ["anya", "anya_mother"])
def test_a_family_is_told_where_its_own_window_is(web: Web, key: str) -> None:
    refused = web.browser(key).get("/journal")
    assert refused.status_code == 403
    assert "п.\u00a03.1" in refused.text and "в дневнике" in refused.text


@pytest.mark.clause("4.5.4")
def test_a_column_added_by_mistake_is_taken_away_by_its_button(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    assert vera.htmx("works", work="control").status_code == 200
    vera.fields.pop("work", None)
    page = vera.htmx("works", **{"take-away": "control"})
    assert page.status_code == 200 and columns(vera) == []
    assert 'name="take-away"' not in page.text
    vera.fields.pop("take-away")
    assert vera.plain(do="work", work="control").status_code == 303 and columns(vera) == ["control"]
    vera.reload()
    assert vera.plain(**{"take-away": "control"}).status_code == 303 and columns(vera) == []


@pytest.mark.clause("4.5.4")
def test_a_column_comes_back_on_the_page_where_it_was_taken_away(web: Web) -> None:
    vera = desk(web)
    for _ in range(2):
        assert vera.htmx("works", work="control").status_code == 200 and columns(vera) == ["control"]
        vera.fields.pop("work", None)
        assert vera.htmx("works", **{"take-away": "control"}).status_code == 200 and columns(vera) == []
        vera.fields.pop("take-away")


@pytest.mark.clause("4.5.4")
def test_a_column_with_a_mark_has_no_such_button_and_the_address_refuses(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="4")
    vera.reload()
    assert 'name="take-away"' not in vera.browser.get(vera.address).text
    refused = vera.htmx("works", **{"take-away": "answer"})
    assert refused.status_code == 422 and "уже стояли отметки" in refused.text
    assert columns(vera) == ["answer"]


@pytest.mark.clause("4.5.2")
def test_without_a_plan_the_teacher_is_told_to_write_the_topic(web: Web) -> None:
    untold = web.browser("marina").get(f"/lessons/{web.lesson('english1')}").text
    assert "КТП по этому предмету ещё не загружено" in untold
    assert "ещё не загружено" not in web.browser("vera").get(f"/lessons/{web.lesson('algebra')}").text


def test_a_phone_offers_letters_where_marks_are_words(web: Web) -> None:
    address, anya = f"/lessons/{web.lesson('algebra')}", web.school["anya"]
    assert 'inputmode="numeric"' in web.browser("vera").get(address).text
    web.db(lambda: Group.update(grading="pass").execute())
    page = web.browser("vera").get(address).text
    cell = web.browser("vera").htmx_post(f"{address}/marks/answer/{anya}", {"key": "k", "x": "y"}).text
    assert 'inputmode="text"' in page and 'inputmode="text"' in cell
    assert "numeric" not in page + cell


@pytest.mark.clause("4.5.3")
def test_homework_given_in_time_is_shown_later_for_the_day_it_stands_on_in_the_diary(web: Web) -> None:
    """MONDAY's homework is due on Wednesday, the next lesson, whenever the page is opened."""
    vera, path = desk(web), f"/lessons/{web.lesson('algebra')}"
    sent = vera.browser.form(path) | {"homework": "№ 5", "homework-seen": "0"}
    assert vera.browser.post(f"{path}/homework", sent).status_code == 303
    for days in (0, 3, 7):
        web.clock.set("12:00", MONDAY + timedelta(days=days))
        assert "на ср 25.11, если не выбрать" in web.browser("vera").get(path).text
