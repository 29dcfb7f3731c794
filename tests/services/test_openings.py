"""What takes records after its day: a late substitution, a day of failure, days from home, an order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models.journal import Mark, RollCall
from ejournal.models.openings import Opening, OpeningWithdrawal, fillers, remote
from ejournal.models.orphans import orphaned
from ejournal.models.people import Person, SchoolYear
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.rules.refusal import Way
from ejournal.services import openings, settings, substitutions, timetable
from ejournal.services.deeds import deed
from ejournal.services.substitutions import Decision
from tests.school import BY, MONDAY, School, at
from tests.services.steps import call, put, refused

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
DAY = timedelta(days=1)
ACT = "№ 3 от 23.11.2026"


@contextmanager
def told(said: str, way: Way | None = None) -> Iterator[None]:
    """The deed is refused by п. 4.5.2 in these words, and nothing is stored."""
    with refused("4.5.2", way) as caught:
        yield
    assert said in caught.value.message


def deputy(school: School) -> Actor:
    return school.actor("dina", Role.DEPUTY)


def absence(school: School, day: date = MONDAY) -> TeacherAbsence:
    away = Person.get_by_id(school["vera"])
    substitutions.report_absence(away, "illness", "", day, day, by=deputy(school), now=at("12:00", day))
    return TeacherAbsence.get()


def substituted(school: School, now: date, day: date = MONDAY) -> Lesson:
    """The algebra of a day is given to Олег, as is written on another day."""
    lesson = school.lesson("algebra", day)
    chosen = [Decision(lesson.id, "replaced", school["oleg"])]
    substitutions.decide(absence(school, day), chosen, "", by=deputy(school), now=at("12:00", now))
    return again(lesson)


def again(lesson: Lesson) -> Lesson:
    found = lesson_of(lesson.id)
    assert found is not None
    return found


def refuse_late(school: School) -> None:
    """The school takes no records after the day of a lesson."""
    settings.change({"late_entries_refused": True}, by=BY, now=at("7:00"))


@pytest.mark.clause("4.5.2", "4.5.4")
def test_a_substitution_entered_late_opens_the_lesson_to_the_end_of_the_next_school_day(
    school: School,
) -> None:
    refuse_late(school)
    lesson = substituted(school, now=TUESDAY)
    call(school, lesson, now=at("15:00", TUESDAY))
    put(school, lesson, "4", at("23:59", WEDNESDAY), by="oleg")
    assert RollCall.get().late_days == 1  # the stamp of lateness stays
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "5", at("0:00", THURSDAY), pupil="borya", by="oleg")


@pytest.mark.clause("4.5.2", "4.5.4")
def test_one_entered_days_later_opens_for_records_and_not_for_marks(school: School) -> None:
    refuse_late(school)
    lesson = substituted(school, now=FRIDAY)
    call(school, lesson, now=at("23:59", MONDAY + timedelta(days=7)))
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "4", at("15:00", FRIDAY), by="oleg")


@pytest.mark.clause("4.5.2")
def test_a_substitution_of_the_day_itself_opens_nothing_and_one_taken_back_shuts(school: School) -> None:
    substituted(school, now=MONDAY)
    assert not Opening.select().exists()
    substitutions.take_back(Replacement.get(), by=deputy(school), now=at("13:00"))
    lesson = school.lesson("algebra")
    chosen = [Decision(lesson.id, "replaced", school["oleg"])]
    substitutions.decide(TeacherAbsence.get(), chosen, "", by=deputy(school), now=at("12:00", TUESDAY))
    substitutions.take_back(Replacement.get(), by=deputy(school), now=at("13:00", TUESDAY))
    assert OpeningWithdrawal.select().count() == Opening.select().count() == 1
    refuse_late(school)
    with refused("4.5.2", Way.OPENING):
        call(school, lesson, now=at("14:00", TUESDAY))


@pytest.mark.clause("4.5.2", "4.5.4")
def test_a_day_of_failure_is_open_to_all_until_the_end_of_the_next(school: School) -> None:
    refuse_late(school)
    lesson = school.lesson("algebra")
    with refused("4.5.2", Way.OPENING):
        call(school, lesson, now=at("9:00", TUESDAY))
    year = SchoolYear.get()
    openings.declare_failure(
        year, "нет сети", ACT, MONDAY, MONDAY, by=deputy(school), now=at("9:30", TUESDAY)
    )
    call(school, lesson, now=at("13:00", TUESDAY))
    put(school, lesson, "4", at("23:59", TUESDAY))
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "4", at("0:00", WEDNESDAY), pupil="borya")
    with refused("4.5.2", Way.OPENING):
        call(school, school.lesson("history", TUESDAY), now=at("9:00", WEDNESDAY))


@pytest.mark.parametrize(
    ("what", "order", "last", "said"),
    [
        ("", ACT, MONDAY, "что не работало"),
        ("нет сети", "акт", MONDAY, "номер и дату акта"),
        ("нет сети", ACT, FRIDAY, "ещё не наступили"),
        ("нет сети", ACT, MONDAY + timedelta(days=400), "не в учебном году"),
    ],
)
def test_a_failure_that_cannot_be_is_refused_and_opens_nothing(
    school: School, what: str, order: str, last: date, said: str
) -> None:
    with told(said):
        openings.declare_failure(
            SchoolYear.get(), what, order, MONDAY, last, by=deputy(school), now=at("12:00", TUESDAY)
        )
    assert not Opening.select().exists()


def test_a_failure_is_not_declared_twice_nor_prolonged_by_another_act(school: School) -> None:
    declare(school)
    with told("акт о сбое уже есть"):
        declare(school)
    with told("акт о сбое уже есть"):
        declare(school, last=TUESDAY)
    assert Opening.select().count() == 1


def declare(school: School, last: date = MONDAY) -> None:
    openings.declare_failure(
        SchoolYear.get(), "нет сети", ACT, MONDAY, last, by=deputy(school), now=at("12:00", TUESDAY)
    )


def test_past_days_are_not_declared_remote(school: School) -> None:
    year, now = SchoolYear.get(), at("8:00", TUESDAY)
    with refused("4.5.4") as caught:
        openings.teach_remotely(year, None, "frost", ACT, MONDAY, FRIDAY, by=deputy(school), now=now)
    assert "с сегодняшнего дня" in caught.value.message


@pytest.mark.clause("4.5.2", "4.5.4")
def test_a_lesson_from_home_is_open_for_a_week_and_nobody_is_absent_by_that(school: School) -> None:
    refuse_late(school)
    seven = {school.classes["7"]}
    days = (MONDAY, WEDNESDAY)
    openings.teach_remotely(
        SchoolYear.get(), seven, "quarantine", ACT, *days, by=deputy(school), now=at("8:00")
    )
    lesson = school.lesson("algebra")
    call(school, lesson, now=at("9:00", TUESDAY))
    put(school, lesson, "4", at("23:59", MONDAY + timedelta(days=7)))
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "4", at("0:00", MONDAY + timedelta(days=8)), pupil="borya")
    assert remote(school.classes["7"], MONDAY, FRIDAY) == [("карантин", *days)]
    assert remote(school.classes["1"], MONDAY, FRIDAY) == []
    with refused("4.5.2", Way.OPENING):
        call(school, school.lesson("counting"), now=at("9:00", TUESDAY))


def test_learning_from_home_ends_from_today_on(school: School) -> None:
    year, seven = SchoolYear.get(), {school.classes["7"]}
    openings.teach_remotely(year, seven, "frost", ACT, MONDAY, FRIDAY, by=deputy(school), now=at("8:00"))
    openings.end_remote(Opening.get(), by=deputy(school), now=at("8:00", WEDNESDAY))
    assert [row[1:] for row in remote(school.classes["7"], MONDAY, FRIDAY)] == [(MONDAY, TUESDAY)]
    with told("уже прошли"):
        newest = Opening.select().order_by(Opening.id.desc()).get()
        openings.end_remote(newest, by=deputy(school), now=at("8:00", WEDNESDAY))


@pytest.mark.parametrize(
    ("classes", "kind", "order", "said"),
    [
        ({999_999}, "frost", ACT, "Выберите классы"),
        (set(), "frost", ACT, "Выберите классы"),
        (None, "holidays", ACT, "выберите причину"),
        (None, "frost", "", "укажите приказ"),
    ],
)
def test_days_from_home_need_a_class_a_reason_and_an_order(
    school: School, classes: set[int] | None, kind: str, order: str, said: str
) -> None:
    with told(said):
        openings.teach_remotely(
            SchoolYear.get(), classes, kind, order, MONDAY, MONDAY, by=deputy(school), now=at("8:00")
        )
    assert not Opening.select().exists()


@pytest.mark.clause("4.5.2", "4.5.4")
def test_a_lesson_that_nobody_can_fill_is_filled_by_order_but_without_marks(school: School) -> None:
    refuse_late(school)
    lesson, now = school.lesson("algebra"), at("9:00", TUESDAY)
    away = Person.get_by_id(school["vera"])
    substitutions.report_absence(away, "illness", "", TUESDAY, FRIDAY, by=deputy(school), now=now)
    assert lesson.id in {one.id for one in orphaned(now)}
    openings.assign(lesson, school["oleg"], ACT, by=deputy(school), now=now)
    assert fillers(lesson, WEDNESDAY) == {school["oleg"]} and fillers(lesson, THURSDAY) == frozenset()
    call(school, lesson, now=at("10:00", WEDNESDAY))
    for kind in ("answer", "control"):
        with refused("4.5.4"):
            put(school, lesson, "5", at("10:01", WEDNESDAY), kind=kind, by="oleg")
    put(school, lesson, "4", at("10:02", WEDNESDAY), kind="control", by="vera")  # the own work is still hers
    assert Mark.get().by_id == school["vera"]


def test_what_can_be_filled_is_not_ordered_of_others(school: School) -> None:
    lesson, now = school.lesson("algebra"), at("9:00", TUESDAY)
    with told("уже есть кому", Way.RELOAD):
        openings.assign(lesson, school["oleg"], ACT, by=deputy(school), now=now)
    away = Person.get_by_id(school["vera"])
    substitutions.report_absence(away, "illness", "", TUESDAY, FRIDAY, by=deputy(school), now=now)
    for who, order, said in (
        (school["vera"], ACT, "Выберите учителя"),
        (school["anya"], ACT, "Выберите учителя"),
        (school["oleg"], "", "Укажите распоряжение"),
    ):
        with told(said):
            openings.assign(lesson, who, order, by=deputy(school), now=now)
    assert again(lesson).substitute_id is None and not Opening.select().exists()


@pytest.mark.clause("4.2.1", "4.5.2")
def test_while_the_year_is_opened_its_timetable_is_replaced_from_a_past_day(school: School) -> None:
    refuse_late(school)
    year, algebra = SchoolYear.get(), school.groups["algebra"]
    first, now = year.valid_from, at("12:00", year.valid_from + timedelta(days=9))
    kept = Lesson.select().where((Lesson.group == algebra) & (Lesson.date > first)).order_by(Lesson.id).get()
    call(school, again(kept), now=kept.starts_at.astimezone(now.tzinfo))
    week = {(algebra, 5, 4): "31"}
    with refused("4.2.1"):
        put_week(year, [algebra], week, first, by=deputy(school), now=now)
    order = "№ 70 от 02.11.2026"
    openings.begin_year(year, order, first, first + timedelta(days=14), by=deputy(school), now=now)
    put_week(year, [algebra], week, first, by=deputy(school), now=now)
    left = Lesson.select().where((Lesson.group == algebra) & Lesson.date.between(first, now.date()))
    assert {(one.date, one.number) for one in left} == {
        (kept.date, kept.number),
        *((day, 4) for day in (first + timedelta(days=more) for more in range(9)) if day.isoweekday() == 5),
    }
    call(school, again(left.where(Lesson.number == 4).get()), now=now)  # late, with the stamp
    assert {one.late_days > 0 for one in RollCall.select()} == {True, False}


Week = dict[timetable.Slot, str]


@deed("test.week", of="school_year")
def put_week(
    year: SchoolYear, groups: list[int], week: Week, since: date, *, by: Actor, now: datetime
) -> None:
    timetable.put_in_force(year, groups, week, since)


@pytest.mark.parametrize(
    ("first", "last", "order", "said"),
    [
        (0, 40, "№ 70 от 02.11.2026", "не больше 31"),
        (40, 50, "№ 70 от 02.11.2026", "в первый месяц"),
        (0, 3, "№ 70 от 02.11.2026", "уже прошли"),
        (0, 14, "приказ", "приказ с номером"),
    ],
)
def test_a_year_is_opened_at_its_beginning_by_order(
    school: School, first: int, last: int, order: str, said: str
) -> None:
    year = SchoolYear.get()
    days = [year.valid_from + timedelta(days=more) for more in (first, last)]
    with refused("4.2.1") as caught:
        openings.begin_year(year, order, *days, by=deputy(school), now=at("12:00", days[0] + 9 * DAY))
    assert said in caught.value.message
