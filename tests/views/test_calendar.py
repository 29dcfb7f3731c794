"""п. 4.2.1: a teacher's lessons in the own calendar by a private link, until it is replaced or withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from ejournal.models.calendars import CalendarFeed
from ejournal.models.people import Duty
from ejournal.models.timetable import Lesson
from tests.client import Browser, Web, queries
from tests.school import MONDAY, ZONE

PAGE, MAKE = "/timetable", "/timetable/calendar"


def link(web: Web, who: str = "vera") -> str:
    """Make the link of a teacher; its path."""
    browser = web.browser(who)
    assert browser.post(MAKE, browser.form(PAGE, MAKE)).status_code == 303
    token = web.db(CalendarFeed.get, CalendarFeed.person == web.school[who]).token
    assert f"http://journal.test/calendar/{token}.ics" in browser.get(PAGE).text
    return f"/calendar/{token}.ics"


def stranger(web: Web, path: str) -> TestResponse:
    return Browser(web.app).get(path)


def events(answer: TestResponse) -> dict[str, tuple[str, str]]:
    """Title and place of the events by their beginning in school time."""
    assert answer.mimetype == "text/calendar"
    found: dict[str, tuple[str, str]] = {}
    for event in Calendar.from_ical(answer.data).events:
        begins: Any = event.decoded("dtstart")
        at = f"{begins.astimezone(ZONE):%d.%m %H:%M}"
        found[at] = (str(event["summary"]), str(event["location"]))
    return found


def test_the_lessons_of_a_teacher_are_in_the_calendar_with_class_room_and_time(web: Web) -> None:
    found = events(stranger(web, link(web)))
    assert found["23.11 08:30"] == ("Математика, 1 класс", "каб.\u00a012")
    assert found["23.11 09:25"] == ("Алгебра, 7 класс", "каб.\u00a012")
    assert found["23.12 08:30"] == ("Алгебра, 7 класс", "каб.\u00a012")


def test_a_lesson_that_is_given_to_a_colleague_is_in_the_calendar_of_the_colleague(web: Web) -> None:
    lesson = web.lesson("algebra")
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    assert "23.11 09:25" not in events(stranger(web, link(web)))
    assert events(stranger(web, link(web, "oleg")))["23.11 09:25"][0] == "Замена: Алгебра, 7 класс"


def test_no_pupil_is_named(web: Web) -> None:
    text = stranger(web, link(web)).text
    assert "Алёшина" not in text and "Морозов" not in text


def test_a_link_that_was_replaced_or_withdrawn_opens_nothing(web: Web) -> None:
    first = link(web)
    second = link(web)
    assert [stranger(web, path).status_code for path in (first, second)] == [404, 200]
    vera = web.browser("vera")
    vera.post(f"{MAKE}/withdraw", vera.form(PAGE, f"{MAKE}/withdraw"))
    assert stranger(web, second).status_code == 404
    assert "Сделать ссылку" in vera.get(PAGE).text


def test_who_works_here_no_longer_has_no_calendar(web: Web) -> None:
    path = link(web)
    ended = Duty.update(valid_to=MONDAY - timedelta(days=1)).where(Duty.person == web.school["vera"])
    web.db(ended.execute)
    assert stranger(web, path).status_code == 404


@pytest.mark.parametrize("token", ["x", "а" * 43, "%00", "0" * 500])
def test_a_wrong_link_is_no_page(web: Web, token: str) -> None:
    assert stranger(web, f"/calendar/{token}.ics").status_code in (400, 404)


def test_a_reading_is_logged_and_asks_the_same_few_queries(web: Web) -> None:
    path = link(web)
    with queries() as seen:
        stranger(web, path)
    assert len(seen) <= 6
    (note,) = [one for one in web.noted() if one.endpoint == "calendar.feed"]
    assert (note.kind, note.duty, note.person) == ("read", "calendar", web.school["vera"])


def test_the_link_is_offered_to_those_who_give_lessons(web: Web) -> None:
    web.db(Duty.delete().where((Duty.person == web.school["igor"]) & (Duty.role == "teacher")).execute)
    assert "Ссылка для календаря" not in web.browser("igor").get(PAGE).text
    assert web.browser("igor").post(MAKE, {"key": "k"}).status_code == 403
