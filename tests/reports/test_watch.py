"""«Необычная работа»: what is unusual is shown, the daily work of a teacher is not. On both engines."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.journal import LessonText
from ejournal.models.people import Person
from ejournal.models.session_deeds import Span
from ejournal.models.sessions import Session
from ejournal.reports import watch
from ejournal.services import attendance, lessons, reverting, sessions, settings
from tests.school import BY, MONDAY, School, at

pytestmark = pytest.mark.clause("3.5")
NOW = at("15:00")
SUNDAY, LATER = MONDAY - timedelta(days=1), MONDAY + timedelta(days=5)


def signed_in(school: School, device: str | None, key: str = "vera", now: datetime = NOW) -> Actor:
    sessions.open_session(Person.get_by_id(school[key]), 12, now, device)
    newest = Session.select().order_by(Session.id.desc()).get()
    return replace(school.actor(key), session=newest.id)


def write(school: School, by: Actor, count: int, now: datetime, every: int = 1) -> None:
    """So many versions of a topic, each a row, one in so many seconds."""
    lesson = school.lesson("algebra")
    for place in range(count):
        found = LessonText.get_or_none(LessonText.lesson == lesson)
        seen, when = found.version if found else 0, now + timedelta(seconds=place * every)
        lessons.save_topic(lesson, f"Тема {seen}", seen, by=by, now=when)


@pytest.fixture
def strict(school: School) -> School:
    settings.change({"watch_facts": 20}, by=BY, now=at("8:00"))
    return school


def test_more_than_the_setting_in_one_minute_is_shown_and_the_setting_itself_is_not(strict: School) -> None:
    vera = signed_in(strict, None)
    write(strict, vera, 20, at("9:30"))
    assert watch.page(NOW).lines == ()
    write(strict, vera, 21, at("9:40"))
    (line,) = watch.page(NOW).lines
    assert (line.session, line.name, line.facts) == (vera.session, "Ветрова Вера Ильинична", 41)
    assert (line.first, line.last) == (at("9:30"), at("9:40") + timedelta(seconds=20))
    assert line.why == ("23.11 в 9:40 — 21 изменение за минуту",)
    assert line.device == "устройство неизвестно"


@pytest.mark.parametrize(("seconds", "shown"), [(59, True), (60, False)])
def test_a_minute_is_sixty_seconds_and_not_that_of_the_clock(
    strict: School, seconds: int, shown: bool
) -> None:
    """21 changes across the border of two minutes, the last one so many seconds after the first."""
    vera = signed_in(strict, None)
    write(strict, vera, 10, at("9:30") + timedelta(seconds=31))
    write(strict, vera, 10, at("9:30") + timedelta(seconds=61))
    write(strict, vera, 1, at("9:30") + timedelta(seconds=31 + seconds))
    found = watch.page(NOW).lines
    assert [line.why for line in found] == [("23.11 в 9:30 — 21 изменение за минуту",)] * shown


def test_minutes_that_overlap_are_told_once(strict: School) -> None:
    vera = signed_in(strict, None)
    write(strict, vera, 45, at("9:30"))
    write(strict, vera, 21, at("9:45"))
    (line,) = watch.page(NOW).lines
    assert line.why == ("23.11 в 9:30 — 45 изменений за минуту; таких минут 2",)


def test_as_much_in_several_minutes_or_sessions_is_daily_work(strict: School) -> None:
    write(strict, signed_in(strict, None), 40, at("9:30"), every=4)
    for _ in range(2):
        write(strict, signed_in(strict, None), 15, at("10:30"))
    assert watch.page(NOW).lines == ()


def test_what_was_done_without_a_session_is_not_shown(strict: School) -> None:
    write(strict, strict.actor("vera"), 30, at("9:30"))
    assert watch.page(NOW).lines == ()


@pytest.mark.parametrize(
    ("clock", "shown"), [("5:59", True), ("6:00", False), ("21:59", False), ("22:00", True), ("0:10", True)]
)
def test_a_new_device_is_shown_outside_the_usual_hours_of_the_school(
    school: School, clock: str, shown: bool
) -> None:
    """By the school's time: 22:00 in Moscow is 19:00 of the moments that the database keeps."""
    write(school, signed_in(school, "tablet"), 1, at(clock, LATER))
    found = watch.page(at("23:59", LATER)).lines
    assert len(found) == shown
    for line in found:
        assert line.device == "с нового устройства"
        assert "в необычное время и с нового устройства — 1 изменение" in line.why[0]


def test_a_device_that_the_person_had_used_is_not_shown(school: School) -> None:
    signed_in(school, "tablet", now=at("9:00", SUNDAY))
    write(school, signed_in(school, "tablet"), 1, at("23:00"))
    assert watch.page(at("23:30")).lines == ()


def test_a_device_that_only_another_had_used_is_new(school: School) -> None:
    signed_in(school, "tablet", "oleg", at("9:00", SUNDAY))
    write(school, signed_in(school, "tablet"), 1, at("23:00"))
    assert len(watch.page(at("23:30")).lines) == 1


def test_a_night_on_a_new_device_without_a_change_is_not_shown(school: School) -> None:
    signed_in(school, "tablet", now=at("23:00"))
    assert watch.page(at("23:30")).lines == ()


def test_the_last_thirty_days_are_shown_and_the_last_three_are_counted(strict: School) -> None:
    write(strict, signed_in(strict, None), 25, at("9:30"))
    days = {count: at("12:00") + timedelta(days=count) for count in (0, 2, 4, 29, 31)}
    assert [watch.fresh(days[count]) for count in (0, 2, 4)] == [1, 1, 0]
    assert [len(watch.page(days[count]).lines) for count in (29, 31)] == [1, 0]


def test_a_session_that_was_put_back_is_counted_no_more_and_says_so(strict: School) -> None:
    vera = signed_in(strict, None)
    write(strict, vera, 25, at("9:30"))
    session, span = Session.get(), Span(Session.get().id, at("9:30"), at("9:31"))
    by = strict.actor("dina", Role.DEPUTY)
    seal = reverting.plan(span).seal
    reverting.revert(session, span.since, span.until, "чужой сеанс", seal, by=by, now=NOW)
    assert watch.fresh(NOW) == 0
    (line,) = watch.page(NOW).lines
    assert line.reversed == ("23.11 с 9:30 по 9:30 — отменено 23.11 в 15:00: чужой сеанс",)


def test_facts_and_not_deeds_are_counted(strict: School) -> None:
    """One roll call of four pupils is five rows: four absences and the call."""
    vera, lesson = signed_in(strict, None), strict.lesson("algebra")
    pupils = [strict[key] for key in ("anya", "borya", "vova", "glasha")]
    for place in range(5):
        codes = dict.fromkeys(pupils, ("Н", "")[place % 2])
        attendance.call_roll(lesson, codes, by=vera, now=at("9:30") + timedelta(seconds=place))
    (line,) = watch.page(NOW).lines
    assert "21 изменение" in line.why[0]
    assert line.about == "посещаемость"


def test_what_was_changed_most_is_named_first_and_no_more_than_three(strict: School) -> None:
    vera, lesson = signed_in(strict, None), strict.lesson("algebra")
    attendance.call_roll(lesson, {}, by=vera, now=at("9:30"))
    write(strict, vera, 25, at("9:40"))
    lessons.save_homework(lesson, "§ 1", False, None, 0, by=vera, now=at("9:50"))
    lessons.hand_in(lesson, by=vera, now=at("9:51"))
    assert watch.page(NOW).lines[0].about == "темы, посещаемость, домашние задания и другое"
