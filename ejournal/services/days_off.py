"""Quarantine, frost, more holidays of a class: one deed for classes × dates (п. 2.2)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.people import ClassYear, SchoolYear, year_of_work
from ejournal.models.substitutions import about
from ejournal.models.timetable import Lesson
from ejournal.models.written import blanks
from ejournal.rules.days_off import KINDS, check_days, ours
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal
from ejournal.services.clashes import check_laid_out
from ejournal.services.deeds import create_many, deed, remove, remove_many, revise
from ejournal.services.timetable import clear, insert_missing
from ejournal.wording import plural, span

SURE = "Да, убрать каникулы"
SURE_CLOSE = "Да, отменить эти уроки"
LAID_OUT = "Эти дни заданы календарём года: их меняют на странице «Учебный год»."


@deed("days.close", of="school_year", alone=True)
def close_days(
    year: SchoolYear,
    classes: Collection[int] | None,
    kind: str,
    order: str,
    first: date,
    last: date,
    sure: bool = True,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 2.2: these classes (None: the whole school) are not taught on these days.

    Their lessons of which nothing is written go, and what was decided about them; where something is
    written, the lesson stays as it was held. Refused until `sure`, telling how many go, when any do.
    """
    order = optional_order(order, "2.2")
    check_days(kind, first, last, (year.valid_from, year.valid_to))
    reason = ", ".join(filter(None, (KINDS[kind].title, f"приказ {order}" if order else "")))
    cohorts = cohorts_of(year, classes, "2.2")
    if taken := _taken(cohorts, first, last, KINDS[kind].lost):
        raise Refusal("2.2", f"В эти дни уже не учатся: {taken}. Исправьте даты или классы.")
    create_many(
        DayOff,
        (
            {
                "cohort": cohort,
                "reason": reason,
                "valid_from": first,
                "valid_to": last,
                "lost": KINDS[kind].lost,
            }
            for cohort in cohorts
        ),
    )
    gone = _clear(year, cohorts, first, last)
    if gone and not sure:
        raise Refusal("2.2", _going(gone, first, last))


def _going(gone: int, first: date, last: date) -> str:
    go = f"{plural(gone, 'уйдёт', 'уйдут', 'уйдут')} {gone} {plural(gone, 'урок', 'урока', 'уроков')}"
    return (
        f"Из журнала {go} ({span(first, last)}) с их заменами и переносами. "
        f"Если всё верно, отметьте «{SURE_CLOSE}» и отправьте снова."
    )


def cohorts_of(year: SchoolYear, classes: Collection[int] | None, clause: str) -> list[int | None]:
    """The classes that were chosen, each of the year; [None] for the whole school."""
    if classes is None:
        return [None]
    known = {own.cohort_id for own in ClassYear.select().where(ClassYear.year == year)}
    if not (classes and known.issuperset(classes)):
        raise Refusal(clause, "Выберите классы или «вся школа».")
    return [*sorted(classes)]


def _clear(year: SchoolYear, cohorts: Collection[int | None], first: date, last: date) -> int:
    """Remove the lessons of these days that nothing is written of, with their decisions; how many went."""
    rows: Any = Lesson.select(Lesson.id).where(_on(year, cohorts, first, last)).tuples()
    gone = blanks([row[0] for row in rows])
    if decided := list(about(gone).values()):
        remove_many(decided)
    clear(Lesson.id.in_(gone))
    return len(gone)


def _taken(cohorts: Collection[int | None], first: date, last: date, lost: bool) -> str:
    """Why these classes are not taught on some of these days already, and on which; "" when they are.

    The whole school may be closed over days of one of its classes, and anybody over holidays; holidays do
    not go over others.
    """
    touching = (DayOff.valid_from <= last) & (DayOff.valid_to >= first)
    for day in DayOff.select().where(touching).order_by(DayOff.valid_from):
        whole = day.valid_from <= first and last <= day.valid_to
        twice = whole or not (lost or day.lost)
        if (day.lost and day.cohort_id in cohorts) or (twice and day.cohort_id in (None, *cohorts)):
            return day.reason if whole else f"{day.reason}, {span(day.valid_from, day.valid_to)}"
    return ""


def _on(year: SchoolYear, cohorts: Collection[int | None], first: date, last: date) -> Any:
    """The condition of the lessons of these classes on these days."""
    mine = Group.year == year
    if None not in cohorts:
        mine &= Group.cohort.in_(list(cohorts))
    return Lesson.group.in_(Group.select(Group.id).where(mine)) & Lesson.date.between(first, last)


@deed("days.open", of="day_off", alone=True)
def open_days(day: DayOff, sure: bool = True, *, by: Actor, now: datetime) -> None:
    """п. 2.2: the class is taught after all: what lies ahead is laid out again, from today on.

    Refused until `sure`, telling how many lessons come back: the refusal undoes them.
    Days that are over stay as they were: nobody held those lessons. Refused when a class, a teacher or a room
    got another lesson at the time of one that would come back.
    """
    year, today = year_of_work(now.date()), now.date()
    if not ours(day.lost, day.reason, day.grade_break_id is not None):
        raise Refusal("2.2", LAID_OUT)
    if year is None or day.valid_to < today:
        raise Refusal("2.2", "Эти дни уже прошли: уроков тогда не было, и запись остаётся.")
    ahead = Lesson.date.between(max(day.valid_from, today), day.valid_to)
    if day.valid_from < today:
        revise(day, valid_to=today - timedelta(days=1))
    else:
        remove(day)
    here = {lesson.id for lesson in Lesson.select(Lesson.id).where(ahead)}
    insert_missing(year, now)
    laid = {lesson.id: lesson.date for lesson in Lesson.select().where(ahead) if lesson.id not in here}
    check_laid_out(year, laid, "2.2", "Вернуть эти дни нельзя:")
    if not sure:
        back = f"{len(laid)} {plural(len(laid), 'урок', 'урока', 'уроков')}"
        days = span(max(day.valid_from, today), day.valid_to)
        raise Refusal(
            "2.2", f"В журнал вернётся {back} ({days}). Если всё верно, отметьте «{SURE}» и отправьте снова."
        )
