"""п. 4.3.1: the periods of each grade and the holidays of some: opened with, changed, taken back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import DayOff, Group, Period
from ejournal.models.grade_breaks import GradeBreak
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.models.year_layout import days_of
from ejournal.reports.years import year_of
from ejournal.rules.calendar import EVERYBODY, Break, Layout, proposed
from ejournal.rules.calendar_days import laid_out, sign
from ejournal.rules.refusal import Refusal
from ejournal.services import classes, days_off, settings, timetable, year_days, years
from ejournal.services.verify import verify
from tests.school import BY, ZONE, at

pytestmark = [pytest.mark.clause("4.3.1"), pytest.mark.usefixtures("db")]
AUGUST = at("10:00", date(2026, 8, 28))
MAY_21, MAY_26 = date(2027, 5, 21), date(2027, 5, 26)
HALVES = (date(2026, 9, 1), date(2026, 12, 18)), (date(2026, 12, 20), MAY_26)  # all but a Saturday


def opened(layout: Layout | None = None) -> SchoolYear:
    years.open_year(layout or proposed(2026), by=BY, now=AUGUST)
    year: SchoolYear = SchoolYear.get()
    return year


def stored() -> Layout:
    found = laid_out(*days_of(SchoolYear.get()))
    assert found is not None
    return found


def class_of(year: SchoolYear, title: str) -> ClassYear:
    classes.add(year, title, by=BY, now=AUGUST)
    own: ClassYear = ClassYear.select().order_by(ClassYear.id.desc()).get()
    return own


def taught(own: ClassYear, weekday: int) -> Group:
    """A page of a class with a lesson a week."""
    from ejournal.models.curriculum import Subject

    subject = Subject.get_or_none() or Subject.create(name="Математика")
    names = {"name": f"{own.grade} класс", "kind": "class", "grading": "five", "grade": own.grade}
    page: Group = Group.create(year=own.year, subject=subject, cohort=own.cohort_id, **names)
    TimetableEntry.create(group=page, weekday=weekday, number=1, room="", valid_from=own.year.valid_from)
    return page


def days(page: Group, first: date, last: date) -> list[date]:
    mine = (Lesson.group == page) & Lesson.date.between(first, last)
    return [lesson.date for lesson in Lesson.select().where(mine).order_by(Lesson.date)]


def test_a_first_class_gets_its_holidays_when_it_is_made_and_loses_them_with_itself() -> None:
    year = opened()
    assert (GradeBreak.select().count(), DayOff.select().where(DayOff.cohort.is_null(False)).count()) == (
        1,
        0,
    )
    first = class_of(year, "1А")
    class_of(year, "2А")
    off = DayOff.get(DayOff.cohort.is_null(False))
    assert (off.cohort_id, off.valid_from, off.valid_to) == (
        first.cohort_id,
        date(2027, 2, 13),
        date(2027, 2, 21),
    )
    classes.take_away(first.cohort, by=BY, now=AUGUST)
    assert not DayOff.select().where(DayOff.cohort.is_null(False)).exists()
    assert verify(ZONE) == []


def test_a_grade_that_ends_earlier_has_no_lessons_after_its_last_day() -> None:
    year = opened()
    nine, eight = class_of(year, "9"), class_of(year, "8")
    pages = taught(nine, 1), taught(eight, 1)
    timetable.lay_out(year, by=BY, now=AUGUST)
    last = date(2027, 5, 24)  # a Monday
    assert [days(page, MAY_21, year.valid_to) for page in pages] == [[last], [last]]
    wanted = replace(stored(), ends=((9, MAY_21),))
    with pytest.raises(Refusal, match="1 урок исчезнет"):
        year_days.change(year, wanted, False, by=BY, now=AUGUST)
    assert stored() == replace(wanted, ends=())
    year_days.change(year, wanted, True, by=BY, now=AUGUST)
    assert [days(page, MAY_21, year.valid_to) for page in pages] == [[], [last]]
    assert stored() == wanted
    assert verify(ZONE) == []


def test_a_page_of_several_classes_follows_the_days_of_its_grade() -> None:
    year = opened(replace(proposed(2026), ends=((11, MAY_21),)))
    page = taught(class_of(year, "11"), 1)
    Group.update(cohort=None, kind="mixed").where(Group.id == page.id).execute()
    timetable.lay_out(year, by=BY, now=AUGUST)
    assert days(page, date(2027, 5, 17), year.valid_to) == [date(2027, 5, 17)]


def test_marks_of_former_quarters_do_not_hinder_the_end_of_grade_9() -> None:
    year = opened()
    page, person = taught(class_of(year, "9"), 1), _pupil()
    first = Period.get((Period.kind == "quarter") & (Period.number == 1))
    _mark(page, person, first)
    year_days.change(year, replace(stored(), ends=((9, MAY_21),)), True, by=BY, now=AUGUST)
    assert TermMark.get().period_id == Period.get((Period.number == 1) & (Period.grade_to == 9)).id
    last = Period.get((Period.number == 4) & (Period.grade_from == 9))
    _mark(page, person, last)
    with pytest.raises(Refusal, match="уже выставлены отметки"):
        year_days.change(year, replace(stored(), ends=()), True, by=BY, now=AUGUST)
    assert stored().ends == ((9, MAY_21),)


def test_quarters_become_trimesters_before_anything_rests_on_them() -> None:
    year = opened()
    winter = Break((1, 11), "Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10))
    usual = proposed(2026)
    kinds = ("trimester",) * 9 + ("half",) * 2
    year_days.change(year, replace(usual, kinds=kinds, more=(winter,)), True, by=BY, now=AUGUST)
    rows: Any = Period.select(Period.kind, Period.number, Period.grade_from, Period.grade_to).tuples()
    assert set(rows) == {("trimester", number, 1, 9) for number in (1, 2, 3)} | {
        ("half", number, 10, 11) for number in (1, 2)
    }
    assert stored().used == ["trimester", "half"]


def test_a_page_of_some_periods_keeps_the_kind_of_its_grade() -> None:
    year = opened()
    page = taught(class_of(year, "5"), 1)
    Group.update(periods="3,4").where(Group.id == page.id).execute()
    halves = ("quarter",) * 4 + ("half",) + ("quarter",) * 4 + ("half",) * 2
    with pytest.raises(Refusal, match=r"вид периодов не меняется\. Такая есть в 5 классе"):
        year_days.change(year, replace(stored(), kinds=halves), True, by=BY, now=AUGUST)


def test_extra_holidays_entered_by_mistake_are_taken_back_and_their_lessons_come() -> None:
    year = opened()
    page = taught(class_of(year, "1"), 1)
    timetable.lay_out(year, by=BY, now=AUGUST)
    february = date(2027, 2, 13), date(2027, 2, 21)
    assert days(page, *february) == []
    with pytest.raises(Refusal, match=r"1 урок появится \(15 февраля 2027"):
        year_days.change(year, replace(stored(), more=()), False, by=BY, now=AUGUST)
    year_days.change(year, replace(stored(), more=()), True, by=BY, now=AUGUST)
    assert days(page, *february) == [february[0] + timedelta(days=2)]
    assert (
        not GradeBreak.select().exists() and not DayOff.select().where(DayOff.cohort.is_null(False)).exists()
    )
    assert verify(ZONE) == []


def test_a_grade_goes_over_to_halves_while_it_is_taught_already() -> None:
    """Its past days stay taught as they were; nothing rests on their quarter yet."""
    year, september = opened(), at("12:00", date(2026, 9, 14))
    page = taught(class_of(year, "9"), 1)
    timetable.lay_out(year, by=BY, now=AUGUST)
    held = [lesson.id for lesson in Lesson.select().where(Lesson.date <= september.date())]
    by_halves = replace(stored(), kinds=("quarter",) * 8 + ("half",) * 3)
    year_days.change(year, by_halves, True, by=BY, now=september)
    assert stored().kinds == by_halves.kinds
    assert [lesson.id for lesson in Lesson.select().where(Lesson.date <= september.date())] == held != []
    assert {lesson.group_id for lesson in Lesson.select()} == {page.id}
    later = replace(stored(), quarters=((date(2026, 9, 1), date(2026, 10, 16)), *stored().quarters[1:]))
    year_days.change(year, later, True, by=BY, now=september)
    wrong = replace(stored(), holidays=(*stored().holidays, (date(2026, 9, 7), "День школы")))
    with pytest.raises(Refusal, match=r"Прошедшие дни уже не меняются: 07\.09\.2026"):
        year_days.change(year, wrong, True, by=BY, now=september)


def test_a_change_of_a_form_that_saw_other_days_is_refused() -> None:
    year = opened()
    seen = sign(stored())
    year_days.change(year, replace(stored(), ends=((9, MAY_21),)), True, seen, by=BY, now=AUGUST)
    with pytest.raises(Refusal, match="изменили в другом окне"):
        year_days.change(year, replace(stored(), ends=()), True, seen, by=BY, now=AUGUST)
    assert stored().ends == ((9, MAY_21),)


def test_a_year_does_not_run_into_the_next_one() -> None:
    year = opened()
    with_june = replace(stored(), ends=((11, date(2027, 6, 11)),))
    beside = SchoolYear.create(name="лето", valid_from=date(2027, 6, 1), valid_to=date(2027, 6, 30))
    with pytest.raises(Refusal, match="В эти дни открыт другой учебный год, лето"):
        year_days.change(year, with_june, True, by=BY, now=AUGUST)
    beside.delete_instance()
    year_days.change(year, with_june, True, by=BY, now=AUGUST)


def test_one_free_day_of_the_whole_school_stays() -> None:
    year = opened()
    bridge = Break((1, 11), "Ещё каникулы", date(2027, 2, 24), date(2027, 2, 24))
    year_days.change(year, replace(stored(), more=(*stored().more, bridge)), True, by=BY, now=AUGUST)
    assert DayOff.select().where(DayOff.reason == "Ещё каникулы").count() == 1
    year_days.change(year, replace(stored(), ends=((9, MAY_21),)), True, by=BY, now=AUGUST)
    assert DayOff.select().where(DayOff.reason == "Ещё каникулы").count() == 1


def test_extra_holidays_do_not_go_over_those_of_the_year() -> None:
    """Else no change of the year would be possible: its holidays would overlap."""
    year = opened()
    autumn = stored().between[0]
    days = autumn[1] - timedelta(days=3), autumn[1] + timedelta(days=1)
    with pytest.raises(Refusal, match="В эти дни уже не учатся: Осенние каникулы"):
        days_off.close_days(year, None, "holidays", "", *days, by=BY, now=AUGUST)
    year_days.change(year, replace(stored(), ends=((9, MAY_21),)), True, by=BY, now=AUGUST)


def _pupil() -> int:
    from ejournal.models.people import Person

    return int(Person.create(surname="Ким", name="Ия", sex="f", search="ким ия").id)


def _mark(page: Group, pupil: int, period: Period) -> None:
    TermMark.create(
        deed="0" * 32, at=AUGUST, by=pupil, group=page, pupil=pupil, period=period, kind="period", value="4"
    )


def test_a_school_that_turns_to_six_days_is_told_of_its_saturdays() -> None:
    """7.6: trimesters that met at a weekend; then the Saturday between them is taught."""
    trimesters = (
        (date(2026, 9, 1), date(2026, 11, 20)),
        (date(2026, 11, 23), date(2027, 2, 12)),
        (date(2027, 2, 22), MAY_26),
    )
    winter = Break(EVERYBODY, "Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10))
    year = opened(replace(proposed(2026), trimesters=trimesters, kinds=("trimester",) * 11, more=(winter,)))
    assert [name for name, *_ in stored().between] == ["Февральские каникулы"]
    settings.change({"school_week": 6}, by=BY, now=AUGUST)
    before = stored()
    report = year_of(AUGUST.date())
    assert report is not None and report.layout == before
    year_days.change(year, before, False, sign(before), by=BY, now=AUGUST)
    assert [name for name, *_ in stored().between] == ["Осенние каникулы", "Февральские каникулы"]
    halves = replace(stored(), kinds=("trimester",) * 9 + ("half",) * 2, own_halves=HALVES)
    with pytest.raises(Refusal, match="между 1 и 2 остаются учебные дни без периода, 19 декабря 2026"):
        year_days.change(year, halves, True, by=BY, now=AUGUST)
