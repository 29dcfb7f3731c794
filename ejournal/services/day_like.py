"""Days taught by the timetable of another weekday: «суббота по понедельнику» (п. 4.2.1)."""

from collections.abc import Collection
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.moves import days_like, moved
from ejournal.models.people import SchoolYear, class_names, year_of_work
from ejournal.models.school_days import DayLike
from ejournal.models.substitutions import not_held
from ejournal.models.timetable import Lesson, monday_of
from ejournal.models.written import unwritten
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal
from ejournal.services.clashes import clashes, listed, unusual
from ejournal.services.days_off import cohorts_of
from ejournal.services.deeds import create_many, deed, remove
from ejournal.services.timetable import clear, insert_missing
from ejournal.wording import class_name, join_and, plural

CLAUSE = "4.2.1"


@deed("day.like", of="school_year", alone=True)
def teach_like(
    year: SchoolYear,
    classes: Collection[int] | None,
    day: date,
    weekday: int,
    order: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.2.1: on a day these classes (None: the school) are taught by the timetable of another weekday."""
    order = optional_order(order, CLAUSE)
    if day.isoweekday() == 7:
        raise Refusal(CLAUSE, "В воскресенье не учатся: выберите другой день.")
    if not 1 <= weekday <= 7 or weekday == day.isoweekday():
        raise Refusal(CLAUSE, "Выберите другой день недели, по расписанию которого учатся.")
    if not now.date() <= day <= year.valid_to or day < year.valid_from:
        raise Refusal(CLAUSE, "День должен быть сегодня или позже и в учебном году.")
    cohorts = cohorts_of(year, classes, CLAUSE)
    known = {row.cohort_id for row in days_like(day, day)}
    if known and (None in known or None in cohorts or known & set(cohorts)):
        raise Refusal(CLAUSE, "На этот день другое расписание уже назначено: сначала отмените его.")
    _empty(year, cohorts, day)
    create_many(
        DayLike,
        ({"cohort": cohort, "date": day, "weekday": weekday, "order_number": order} for cohort in cohorts),
    )
    insert_missing(year, now)
    _check(year, cohorts, day)


@deed("day.as_usual", of="day_like", alone=True)
def teach_as_usual(row: DayLike, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: the day goes by its own timetable after all."""
    year = year_of_work(row.date)
    if row.date < now.date() or year is None:
        raise Refusal(CLAUSE, "Этот день уже прошёл: уроки остаются, как были.")
    _empty(year, [row.cohort_id], row.date)
    remove(row)
    insert_missing(year, now)


def _check(year: SchoolYear, cohorts: Collection[int | None], day: date) -> None:
    """Refuse a day on which a class gets no lessons, or two of them at once."""
    here = (Lesson.date == day) & Lesson.group.in_(_groups(year, cohorts))
    lessons = list(Lesson.select(Lesson, Group).join(Group).where(here))
    if not lessons:
        raise Refusal(CLAUSE, "В этот день классы не учатся (каникулы или праздник): уроков не появится.")
    taught, names = {lesson.group.cohort_id for lesson in lessons}, class_names(day)
    if off := [class_name(*names[cohort]) for cohort in cohorts if cohort and cohort not in taught]:
        who = f"У {plural(len(off), 'класса', 'классов', 'классов')} {join_and(off)}"
        raise Refusal(CLAUSE, f"{who} в этот день уроков не появится: снимите отметку и назначьте остальным.")
    found = unusual(clashes({monday_of(day)}, {lesson.id for lesson in lessons}), year, day)
    if found:
        said = "Назначить нельзя: два урока стали бы в одно время. Выберите другой день или переставьте уроки"
        raise Refusal(CLAUSE, f"{said}: {listed(found)}.")


def _empty(year: SchoolYear, cohorts: Collection[int | None], day: date) -> None:
    """Take the lessons of a day away; refused when anything is written of them."""
    groups = _groups(year, cohorts)
    here = Lesson.group.in_(groups) & (Lesson.date == day)
    arranged = moved(groups, day, day) or not_held(groups, day, day)
    if arranged or Lesson.select(Lesson.id).where(here & ~unwritten()).exists():
        raise Refusal(CLAUSE, "В этот день у этих классов уже есть записи, замены или переносы.")
    clear(here)


def _groups(year: SchoolYear, cohorts: Collection[int | None]) -> list[int]:
    mine = Group.year == year
    if None not in cohorts:
        mine &= Group.cohort.in_(list(cohorts))
    return [row.id for row in Group.select(Group.id).where(mine)]
