"""п. 4.2.1: a page that is taught in some periods alone has lessons in them alone, and what is over stays."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.curriculum import CurriculumHour, Group, Period
from ejournal.models.curriculum import group as group_of
from ejournal.models.draft import DraftLesson, TimetableDraft
from ejournal.models.moves import LessonMove
from ejournal.models.people import SchoolYear
from ejournal.models.plan_lessons import hours_of
from ejournal.models.plans import Plan
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.reports import draft as draft_report
from ejournal.reports import loads
from ejournal.reports import plans as plan_report
from ejournal.reports import timetable as timetable_report
from ejournal.services import draft as drafts
from ejournal.services import moves, openings, page_periods, publishing, timetable
from ejournal.services.deeds import create, deed, revise
from ejournal.services.verify import verify
from tests.school import BY, FIRST, LAST, MONDAY, ZONE, School, at
from tests.services.steps import refused, write
from tests.services.weeks import NEXT, NOW, begun

pytestmark = pytest.mark.clause("4.2.1")

END = date(2026, 12, 4)  # of the second quarter here; the third begins on the Monday after
THIRD = date(2026, 12, 7)


@pytest.fixture
def school(school: School) -> School:
    _split(by=BY, now=NOW)
    return school


@deed("test.periods", of="school")
def _split(*, by: Actor, now: datetime) -> None:
    revise(Period.get(), valid_to=END)
    grades = {"kind": "quarter", "grade_from": 1, "grade_to": 11}
    create(Period, year=SchoolYear.get(), number=3, valid_from=THIRD, valid_to=LAST, **grades)


def keep(
    school: School, group: str, numbers: Collection[int], day: date = MONDAY, *, sure: bool = True
) -> None:
    found = group_of(school.groups[group])
    assert found is not None
    by = school.actor("dina", Role.DEPUTY)
    page_periods.keep(found, numbers, sure, by=by, now=at("12:00", day))


def lessons(school: School, group: str) -> list[tuple[date, int]]:
    mine = Lesson.select().where(Lesson.group == school.groups[group]).order_by(Lesson.date, Lesson.number)
    return [(lesson.date, lesson.number) for lesson in mine]


def test_lessons_ahead_outside_the_periods_go_and_all_others_stay(school: School) -> None:
    before, others = lessons(school, "history"), lessons(school, "algebra")
    keep(school, "history", {2})
    assert lessons(school, "history") == [slot for slot in before if slot[0] <= END]
    assert lessons(school, "algebra") == others
    keep(school, "history", {2, 3}, MONDAY)
    assert lessons(school, "history") == before
    assert Group.get_by_id(school.groups["history"]).periods is None
    assert not list(verify(ZONE))


def test_it_is_said_before_how_many_lessons_it_touches_and_nothing_is_done(school: School) -> None:
    gone = [slot for slot in lessons(school, "history") if slot[0] > END]
    with refused("4.2.1") as caught:
        keep(school, "history", {2}, sure=False)
    assert f"{len(gone)} уроков исчезнут" in caught.value.message
    assert "появ" not in caught.value.message


def test_what_touches_no_lesson_asks_nothing(school: School) -> None:
    Lesson.delete().where((Lesson.group == school.groups["history"]) & (Lesson.date > END)).execute()
    TimetableEntry.update(valid_to=END).where(TimetableEntry.group == school.groups["history"]).execute()
    keep(school, "history", {2}, sure=False)
    assert Group.get_by_id(school.groups["history"]).periods == "2"


def test_what_is_written_ahead_stays_outside_the_periods(school: School) -> None:
    written = school.lesson("history", date(2026, 12, 8))
    write(school, written, NOW)
    with refused("4.2.1") as caught:
        keep(school, "history", {2}, sure=False)
    assert "с записями вне этих периодов останется: 1" in caught.value.message
    keep(school, "history", {2})
    assert [day for day, _ in lessons(school, "history") if day > END] == [date(2026, 12, 8)]


def test_laying_out_again_respects_the_periods(school: School) -> None:
    keep(school, "history", {2})
    before = lessons(school, "history")
    timetable.lay_out(SchoolYear.get(), by=BY, now=NOW)
    assert lessons(school, "history") == before


def test_a_period_that_goes_on_gets_the_page_from_tomorrow_and_not_for_the_days_that_are_over(
    school: School,
) -> None:
    before = lessons(school, "history")
    keep(school, "history", {3})
    later = MONDAY + timedelta(days=7)
    keep(school, "history", {2, 3}, later)
    without = [slot for slot in before if not MONDAY < slot[0] <= later]
    assert lessons(school, "history") == without
    timetable.lay_out(SchoolYear.get(), by=BY, now=at("12:00", later))
    assert lessons(school, "history") == without


def test_a_period_that_is_over_without_a_lesson_is_not_given_any(school: School) -> None:
    Group.update(periods="3").where(Group.id == school.groups["history"]).execute()
    Lesson.delete().where((Lesson.group == school.groups["history"]) & (Lesson.date <= END)).execute()
    with refused("4.2.1") as caught:
        keep(school, "history", {2, 3}, THIRD)
    assert "Период уже прошёл, и предмета в нём не было: II" in caught.value.message


@pytest.mark.parametrize("numbers", [set(), {1}, {2, 5}])
def test_periods_that_the_grade_does_not_have_are_refused(school: School, numbers: set[int]) -> None:
    with refused("4.2.1"):
        keep(school, "history", numbers)


def test_a_page_of_several_grades_has_no_periods(school: School) -> None:
    Group.update(grade=None).where(Group.id == school.groups["history"]).execute()
    with refused("4.2.1") as caught:
        keep(school, "history", {2})
    assert "не одной параллели" in caught.value.message


def test_while_the_year_is_being_opened_days_that_are_over_follow_as_well(school: School) -> None:
    openings.begin_year(
        SchoolYear.get(), "№ 5 от 23.11.2026", FIRST, MONDAY, by=school.actor("dina", Role.DEPUTY), now=NOW
    )
    keep(school, "history", {3})
    assert {day for day, _ in lessons(school, "history") if day < THIRD} == set()


def test_a_lesson_moved_out_of_its_period_is_given_and_one_moved_into_it_from_outside_goes(
    school: School,
) -> None:
    thursday = date(2026, 12, 3)
    for origin, number, to in ((END, 3, THIRD), (date(2026, 12, 8), 1, thursday)):
        moves.move(school.lesson("history", origin, number), to, 4, "", by=BY, now=NOW)
    keep(school, "history", {2})
    days = [day for day, _ in lessons(school, "history")]
    assert THIRD in days and thursday not in days
    assert LessonMove.select().count() == 1


@pytest.mark.clause("2.2")
def test_the_hours_of_a_plan_are_those_of_the_weeks_of_its_periods(school: School) -> None:
    group = Group.get_by_id(school.groups["algebra"])
    CurriculumHour.create(year=group.year, cohort=group.cohort, subject=group.subject, tenths=40)
    weeks = SchoolSettings(year_weeks=9)  # 43 school days of five in a week
    plan = Plan.get_by_id(group.plan_id)
    assert plan_report.page(plan, [group], weeks, NOW).hours == 36
    keep(school, "algebra", {2})
    group = Group.get_by_id(group.id)
    found = hours_of([group])
    assert found is not None and found.part * 43 == 25
    page = plan_report.page(plan, [group], weeks, NOW)
    assert page.hours == 20  # five weeks of four
    assert [one.when for one in page.followers] == ["II\u00a0четв."]


def test_pages_of_different_periods_stand_in_one_time_and_the_timetable_says_when(school: School) -> None:
    keep(school, "history", {2})
    keep(school, "algebra", {3})
    draft = begun(school)
    DraftLesson.update(weekday=2, number=1).where(
        (DraftLesson.group == school.groups["algebra"]) & (DraftLesson.weekday == 3)
    ).execute()
    publishing.publish(draft, NEXT, by=BY, now=NOW)
    found = timetable_report.week(f"class:{school.classes['7']}", None, NEXT, 5, ZONE)
    assert found is not None and found.clashes == () and found.hours == 4  # no algebra yet
    later = timetable_report.week(f"class:{school.classes['7']}", None, THIRD, 5, ZONE)
    assert later is not None and later.hours == 6  # no history any more
    told = {(cell.what, cell.when) for line in found.rows for cell in line.cells[1]}
    assert told >= {("История", "II\u00a0четв."), ("Алгебра", "III\u00a0четв.")}
    tuesday = date(2026, 12, 1), date(2026, 12, 8)
    assert [(day, 1) in lessons(school, "history") for day in tuesday] == [True, False]
    assert [(day, 1) in lessons(school, "algebra") for day in tuesday] == [False, True]


def test_a_draft_asks_for_no_lesson_of_a_page_whose_periods_are_over(school: School) -> None:
    keep(school, "history", {2})
    history = Group.get_by_id(school.groups["history"])
    hours = {"year": history.year, "cohort": history.cohort}
    CurriculumHour.create(subject=history.subject, tenths=40, **hours)
    year = SchoolYear.get()
    asked = draft_report.Asked(of=f"class:{school.classes['7']}")
    for since, waiting in ((NEXT, ["История, 7 класс"]), (THIRD, [])):
        drafts.begin(year, since, by=BY, now=NOW)
        draft = TimetableDraft.get()
        page = draft_report.page(draft, year, asked, 5)
        assert [one.title for one in page.waiting] == waiting
        drafts.discard(draft, by=BY, now=NOW)


def test_loads_count_the_pages_that_are_taught_on_the_day(school: School) -> None:
    keep(school, "history", {2})
    for key, tenths in (("history", 20), ("algebra", 40)):
        group = Group.get_by_id(school.groups[key])
        CurriculumHour.create(year=group.year, cohort=group.cohort, subject=group.subject, tenths=tenths)
    year = SchoolYear.get()
    found = {}
    for day in (FIRST, THIRD):
        page = loads.page(year, day, 5)
        of_class = next(one for one in page.classes if one.name == "7")
        nina = [(one.planned, one.placed) for one in page.teachers if one.name.startswith("Нилова")]
        found[day] = (of_class.planned, of_class.placed, nina)
    assert found[FIRST] == ("6", 8, [("2", 2)])
    assert found[THIRD] == ("4", 6, [])
