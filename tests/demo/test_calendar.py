"""The demo's year, and the moment its clock starts at (domain facts, 7.6)."""

from datetime import date, datetime, time

import pytest

from ejournal.demo import calendar
from ejournal.demo.run import ZONE

LAST_DAY = date(2027, 5, 26)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def shown(real: str, newest: str | None = None) -> datetime:
    return calendar.school_moment(moment(real), moment(newest) if newest else None)


def test_the_year_is_that_of_the_calendar() -> None:
    days = calendar.school_days()
    assert (days[0], days[-1], len(days)) == (date(2026, 9, 1), LAST_DAY, 170)


@pytest.mark.parametrize(
    ("number", "days"), [(1, 39), (2, 42), (3, 53), (4, 36)], ids=["I", "II", "III", "IV"]
)
def test_each_quarter_has_its_days(number: int, days: int) -> None:
    ((first, last),) = {
        (first, last)
        for kind, which, _, first, last in calendar.PERIODS
        if (kind, which) == ("quarter", number)
    }
    assert len([day for day in calendar.school_days() if first <= day <= last]) == days


@pytest.mark.parametrize("day", [date(2026, 11, 4), date(2026, 12, 31), date(2027, 2, 23), date(2027, 5, 10)])
def test_holidays_are_no_school_days(day: date) -> None:
    assert day not in calendar.school_days()


def test_grade_1_has_a_week_of_holidays_more() -> None:
    _, first, last = calendar.FIRST_GRADE_OFF
    assert len([day for day in calendar.school_days() if first <= day <= last]) == 5


def test_bells_are_read_as_times() -> None:
    assert calendar.bell("8:30–9:15") == (time(8, 30), time(9, 15))


@pytest.mark.parametrize("clock", ["14:30", "15:20:30", "21:00"])
def test_on_a_school_day_after_the_last_bell_the_clock_is_true(clock: str) -> None:
    assert shown(f"2026-11-23 {clock}") == moment(f"2026-11-23 {clock}")


@pytest.mark.parametrize("clock", ["00:00", "08:00", "14:29:59", "21:01", "23:59"])
def test_at_other_hours_every_lesson_of_the_day_has_just_begun(clock: str) -> None:
    assert shown(f"2026-11-23 {clock}") == moment("2026-11-23 14:30")


@pytest.mark.parametrize(
    ("real", "day"),
    [
        ("2026-11-28", "2026-11-27"),  # Saturday
        ("2026-11-29", "2026-11-27"),  # Sunday
        ("2026-11-04", "2026-11-03"),  # a holiday
        ("2026-10-30", "2026-10-23"),  # autumn holidays
        ("2027-01-05", "2026-12-30"),  # winter holidays
        ("2027-05-27", "2027-05-26"),
        ("2027-07-15", "2027-05-26"),  # summer after the year
        ("2031-02-01", "2027-05-26"),
    ],
)
def test_on_a_day_without_lessons_the_last_school_day_stands(real: str, day: str) -> None:
    assert shown(f"{real} 16:00") == moment(f"{day} 16:00")


def test_a_chosen_day_after_the_year_is_shown() -> None:
    """Debts of the year are cleared in September."""
    assert calendar.school_moment(moment("2027-09-10 16:00"), None, chosen=True) == moment("2027-09-10 16:00")
    assert calendar.school_moment(moment("2027-05-23 16:00"), None, chosen=True) == moment("2027-05-21 16:00")


@pytest.mark.parametrize("real", ["2026-08-20", "2024-02-29"])
def test_before_the_year_a_school_day_stands_all_the_same(real: str) -> None:
    assert shown(f"{real} 16:00").date() in calendar.school_days()


@pytest.mark.parametrize(
    ("real", "newest"),
    [
        ("2026-11-23 16:00", "2026-11-23 18:00"),
        ("2026-11-23 08:00", "2026-11-23 14:30"),
        ("2026-11-28 16:00", "2026-11-27 20:59"),
        ("2026-11-23 16:00", "2026-11-23 16:00"),
        ("2026-11-23 16:00", "2026-11-25 15:00"),  # yesterday the demo was shown with a later --date
        ("2027-07-15 16:00", "2027-05-26 23:00"),
    ],
)
def test_the_clock_never_starts_before_the_newest_record(real: str, newest: str) -> None:
    assert shown(real, newest) > moment(newest)


def test_an_older_record_does_not_move_the_clock() -> None:
    assert shown("2026-11-23 16:00", "2026-11-20 18:00") == moment("2026-11-23 16:00")


@pytest.mark.parametrize(
    ("wall", "asked", "shown", "words"),
    [
        ("2026-11-23 16:00", None, "2026-11-23 16:00", ""),
        ("2026-11-28 16:00", None, "2026-11-27 16:00", "сегодня уроков нет, поэтому"),
        ("2026-11-04 09:00", None, "2026-11-03 14:30", "сегодня уроков нет, поэтому"),
        ("2026-11-23 09:00", None, "2026-11-23 14:30", "чтобы уроки дня уже прошли,"),
        ("2026-11-23 22:00", None, "2026-11-23 14:30", "чтобы до полуночи осталось время,"),
        ("2026-11-23 16:00", None, "2026-11-23 18:00", "чтобы время не шло назад,"),
        ("2026-11-23 16:00", None, "2026-11-25 15:00", "показ уже дошёл до этого дня, поэтому"),
        ("2026-11-23 16:00", "2026-12-01 16:00", "2026-12-01 16:00", "день показа выбран при запуске"),
        ("2026-11-23 16:00", "2026-12-06 16:00", "2026-12-04 16:00", "в выбранный день (--date) уроков нет"),
    ],
)
def test_a_moved_clock_says_why(wall: str, asked: str | None, shown: str, words: str) -> None:
    why = calendar.why_shifted(moment(wall), moment(asked or wall), moment(shown))
    assert why.startswith(words) and bool(why) == bool(words)
