"""Bells and days of an opened year are changed where nothing rests on them; what is written stays."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from ejournal.models.bells import bells_on
from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell, Lesson
from ejournal.models.year_layout import days_of
from ejournal.rules import calendar, calendar_days
from ejournal.rules.calendar import Layout, proposed
from ejournal.rules.refusal import Refusal
from ejournal.services import bells, lessons, year_days, years
from ejournal.services.verify import verify
from tests.school import BY, MONDAY, ZONE, School, at

pytestmark = pytest.mark.clause("4.3.1")
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
NOW = at("12:00")
LATER: calendar.Clocks = (
    ("9:00", "9:40"),
    ("9:50", "10:30"),
    ("10:40", "11:20"),
    ("11:30", "12:10"),
    ("12:20", "13:00"),
)
LATER = (*LATER, ("13:10", "13:50"), ("14:00", "14:40"))


def ring(since: date, first_grade: calendar.Clocks = (), clocks: calendar.Clocks = LATER) -> None:
    bells.change(SchoolYear.get(), clocks, first_grade, since, by=BY, now=NOW)


def times(lesson: Lesson) -> tuple[time, time]:
    kept: Any = Lesson.get_by_id(lesson.id)
    return kept.starts_at.astimezone(ZONE).time(), kept.ends_at.astimezone(ZONE).time()


def test_lessons_ahead_follow_new_bells_past_and_written_ones_do_not(school: School) -> None:
    past, written = school.lesson("algebra", MONDAY), school.lesson("algebra", WEDNESDAY)
    free = school.lesson("algebra", FRIDAY)
    before = times(past), times(written)
    lessons.save_topic(written, "Многочлены", 0, by=school.actor("vera"), now=at("9:31", WEDNESDAY))
    ring(WEDNESDAY)
    assert (times(past), times(written)) == before
    assert times(free) == (time.fromisoformat(LATER[free.number - 1][0].zfill(5)), times(free)[1])
    assert bells_on(MONDAY) != bells_on(WEDNESDAY) == bells_on(FRIDAY)
    assert verify(ZONE) == []


def test_grade_one_may_have_bells_of_its_own(school: School) -> None:
    short = tuple((starts, f"{starts[:-2]}{int(starts[-2:]) + 5:02}") for starts, _ in LATER)
    ring(WEDNESDAY, short)
    one: Any = Lesson.select().where(Lesson.group == school.groups["counting"], Lesson.date > FRIDAY).first()
    starts, ends = times(one)
    assert ends.minute - starts.minute == 5
    assert times(school.lesson("algebra", FRIDAY))[1].isoformat()[:5] in {ends.zfill(5) for _, ends in LATER}


def test_a_lesson_of_the_timetable_keeps_a_bell(school: School) -> None:
    with pytest.raises(Refusal, match="стоит в расписании: оставьте для него звонок"):
        ring(WEDNESDAY, clocks=LATER[:1])
    assert {bell.valid_to for bell in Bell.select()} == {None}


def test_days_whose_lessons_go_on_keep_their_bells(school: School) -> None:
    with pytest.raises(Refusal, match="с завтрашнего дня"):
        ring(MONDAY)


def opened() -> SchoolYear:
    years.open_year(proposed(2026), by=BY, now=at("10:00", date(2026, 8, 28)))
    year: SchoolYear = SchoolYear.get()
    return year


@pytest.mark.usefixtures("db")
def test_days_of_a_year_are_put_right_before_it_begins() -> None:
    year, layout = opened(), proposed(2026)
    first, *rest = layout.quarters
    quarters = ((first[0], first[1] + timedelta(days=7)), (rest[0][0] + timedelta(days=7), rest[0][1]))
    holidays = (*layout.holidays[1:], (date(2026, 12, 4), "День школы"))
    wanted = Layout((*quarters, *rest[1:]), tuple(sorted(holidays)), (), more=layout.more)
    year_days.change(year, wanted, False, by=BY, now=at("10:00", date(2026, 8, 28)))
    assert calendar_days.laid_out(*days_of(SchoolYear.get())) == wanted
    half: Any = Period.get(Period.kind == "half", Period.number == 1)
    assert (half.valid_from, half.valid_to) == (first[0], rest[0][1])
    assert not DayOff.select().where(DayOff.reason == layout.holidays[0][1]).exists()
    assert verify(ZONE) == []


@pytest.fixture
def laid_out(school: School) -> tuple[SchoolYear, Layout]:
    """The small school with periods and holidays as a year is opened with them."""
    usual = proposed(2026)
    SchoolYear.update(valid_to=usual.last).execute()
    year: SchoolYear = SchoolYear.get()
    first = ((year.valid_from, date(2026, 12, 11)), (date(2026, 12, 21), date(2026, 12, 30)))
    layout = replace(
        usual,
        quarters=(*first, usual.quarters[2], (usual.quarters[3][0], year.valid_to)),
        holidays=usual.holidays[1:],
        more=(),
    )
    Period.delete().execute()
    DayOff.delete().execute()
    for kind, spans in (("quarter", layout.quarters), ("half", layout.halves)):
        grades = {"grade_from": 1, "grade_to": 9} if kind == "quarter" else {"grade_from": 10, "grade_to": 11}
        for number, (begins, ends) in enumerate(spans, start=1):
            Period.create(year=year, kind=kind, number=number, valid_from=begins, valid_to=ends, **grades)
    off = [*layout.breaks, *((name, day, day) for day, name in layout.holidays)]
    for name, begins, ends in off:
        DayOff.create(cohort=None, reason=name, valid_from=begins, valid_to=ends, lost=False)
    return year, layout


def with_holiday(laid_out: tuple[SchoolYear, Layout], day: date) -> None:
    year, layout = laid_out
    holidays = (*layout.holidays, (day, "День школы"))
    year_days.change(year, replace(layout, holidays=holidays), True, by=BY, now=NOW)


def test_a_new_holiday_ahead_takes_the_free_lessons(
    school: School, laid_out: tuple[SchoolYear, Layout]
) -> None:
    with_holiday(laid_out, FRIDAY)
    assert not Lesson.select().where(Lesson.date == FRIDAY).exists()
    assert Lesson.select().where(Lesson.date == WEDNESDAY).exists()


def test_a_day_with_a_written_lesson_is_not_made_free(
    school: School, laid_out: tuple[SchoolYear, Layout]
) -> None:
    lesson = school.lesson("algebra", FRIDAY)
    lessons.save_topic(lesson, "Многочлены", 0, by=school.actor("vera"), now=at("9:31", FRIDAY))
    with pytest.raises(Refusal, match="есть урок с записями"):
        with_holiday(laid_out, FRIDAY)


def test_days_that_are_over_are_not_changed(school: School, laid_out: tuple[SchoolYear, Layout]) -> None:
    with pytest.raises(Refusal, match="Прошедшие дни уже не меняются"):
        with_holiday(laid_out, MONDAY)
