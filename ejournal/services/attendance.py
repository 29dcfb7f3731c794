"""Attendance of a lesson, and the closing of a week."""

from collections.abc import Mapping, Set
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import journal
from ejournal.models.curriculum import Membership, members_on, memberships
from ejournal.models.journal import RollCall, WeekClosing
from ejournal.models.people import Cohort, names
from ejournal.models.timetable import Lesson, lessons_of_classes
from ejournal.models.weeks import closing_of
from ejournal.rules import attendance
from ejournal.rules.days import days_late
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import add_fact, deed
from ejournal.services.grounds import holding, note
from ejournal.services.lessons import lock, moment_of
from ejournal.wording import clock_time, date_short, initials_first, moment, short_name

YEAR = timedelta(days=366)
WEEK = timedelta(days=6)


@deed("attendance.save", of="lesson")
def call_roll(
    lesson: Lesson,
    codes: Mapping[int, str],
    seen: Mapping[int, int] | None = None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.2: save who is absent (Н) or late (ОП); pupils not named stay as they are.

    The first saving makes the lesson held. An Н that the class teacher has explained, before or after, keeps
    its reason. `seen` is the newest event the person saw of each pupil,
    0 for none: a later one, with another code, refuses. Who and what is checked before the day is: what is
    refused as too late could have stood in the journal.
    """
    lock(lesson)
    check_members(lesson, codes)
    events = journal.absences([lesson.id])
    old = {pupil: events.get((lesson.id, pupil), (0, attendance.PRESENT)) for pupil in codes}
    changed = {pupil: code for pupil, code in codes.items() if attendance.changes(code, old[pupil][1])}
    for code in changed.values():
        attendance.check_code(code)
    late = days_late(moment_of(lesson, now), "4.5.2")
    marked = {cell.pupil for cell in journal.cell_marks([lesson.id]) if not cell.withdrawn}
    held = bool(journal.roll_calls([lesson.id]))  # an absence alone would make it so
    away = holding(lesson, [pupil for pupil, code in changed.items() if code == attendance.ABSENT])
    for pupil, code in changed.items():
        event, stands = old[pupil]
        check_seen(event, (seen or {}).get(pupil, event), f"там стоит «{stands or 'есть'}»")
        attendance.check(code, pupil in marked)
        note(lesson, pupil, code, late, event, away.get(pupil))
    if not held:
        add_fact(RollCall, lesson=lesson, late_days=late)


def check_seen(newest: int, seen: int, stands: str) -> None:
    """Refuses a cell that somebody has changed since the person saw it; `stands` says what is there now."""
    if newest != seen:
        message = f"Пока страница была открыта, эту клетку изменили в другом окне: {stands}."
        raise Refusal("", message, Way.RELOAD)


def check_members(lesson: Lesson, pupils: Mapping[int, object]) -> None:
    """Refuses a pupil who was not in the group on the day of the lesson."""
    strange = pupils.keys() - set(members_on(lesson.group_id, lesson.date))
    if strange:
        told = "; ".join(_who_left(lesson, strange)) or "такого ученика в группе нет"
        message = f"Состав группы изменился, пока страница была открыта: {told}."
        raise Refusal("2.1", message, Way.RELOAD)


def _who_left(lesson: Lesson, pupils: Set[int]) -> list[str]:
    """Those who were ever in the group, by name; of anybody else nothing is told: numbers may be guessed."""
    year = lesson.group.year
    known = {one.person: one for one in memberships(lesson.group_id, year.valid_from, year.valid_to)}
    called = names(known.keys() & pupils, lesson.date)
    return [f"{short_name(*name)} {_days_in(known[pupil], lesson.date)}" for pupil, name in called.items()]


def _days_in(span: Membership, day: date) -> str:
    if span.last and span.last < day:
        return f"с {date_short(span.last + timedelta(days=1))} не в группе"
    return f"в группе только с {date_short(span.first)}"


@deed("week.close", of="cohort", alone=True)
def close_week(cohort: Cohort, monday: date, *, by: Actor, now: datetime) -> None:
    """п. 4.4.3: close a week of a class that is over: from then on its lessons take no late records."""
    if monday.isoweekday() != 1 or not now.date() - YEAR <= monday <= now.date():
        raise Refusal("4.4.3", "Закрыть можно только начавшуюся неделю этого учебного года.")
    _check_open(cohort, monday, now)
    lessons = lessons_of_classes([cohort.id], monday, monday + WEEK)
    over = max((lesson.ends_at for lesson in lessons), default=now)
    if now < over:
        bell = over.astimezone(now.tzinfo)
        raise Refusal(
            "4.4.3",
            "Неделя ещё идёт. Закрыть её можно после последнего урока класса: "
            f"{date_short(bell.date())} в {clock_time(bell)}.",
        )
    add_fact(WeekClosing, cohort=cohort, monday=monday)


def _check_open(cohort: Cohort, monday: date, now: datetime) -> None:
    """Refuses a week that is closed already, and says by whom and when."""
    closing = closing_of(cohort.id, monday)
    if closing is None:
        return
    who = names([closing.by_id], now.date()).get(closing.by_id)
    by = f" Закрыл(а): {initials_first(*who)}." if who else ""
    at = moment(closing.at.astimezone(now.tzinfo))
    raise Refusal("4.4.3", f"Эта неделя уже закрыта {at}.{by} Ничего делать не нужно.", Way.RELOAD)
