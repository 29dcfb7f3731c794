"""The periods and holidays of an opened year, changed where nothing rests on them (п. 4.3.1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson
from ejournal.models.written import unwritten
from ejournal.models.year_layout import breaks_of, days_of, holidays_of
from ejournal.rules import calendar_days
from ejournal.rules.calendar import Layout
from ejournal.rules.calendar_days import taught_in
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import grade_breaks, year_terms
from ejournal.services.deeds import create, deed, remove, revise
from ejournal.services.timetable import laid_out_anew
from ejournal.wording import date_numeric, plural, span

OTHERWISE = "Периоды этого года заведены иначе: их дни здесь не меняются."
MEANWHILE = "Дни года тем временем изменили в другом окне. Откройте страницу заново и повторите правку."
SURE = "Да, так и записать"
GO, COME = "урок исчезнет, урока исчезнут, уроков исчезнут", "урок появится, урока появятся, уроков появятся"
Changed = Mapping[date, set[int]]  # grades by the day that is taught otherwise in them
Time = tuple[int, date, int]  # group, day, number of a lesson


@deed("year.days", of="school_year", alone=True)
def change(year: SchoolYear, after: Layout, sure: bool, seen: str = "", *, by: Actor, now: datetime) -> None:
    """п. 4.3.1: the periods and holidays; lessons ahead that nothing is written of follow them.

    Refused until `sure`, telling which lessons go and come, when any do: the refusal undoes them. `seen` is
    the sign of the layout that the person changed, "" when there is no form.
    """
    before = calendar_days.laid_out(*days_of(year))
    if before is None:
        raise Refusal("4.3.1", OTHERWISE)
    if seen and seen != calendar_days.sign(before):
        raise Refusal("4.3.1", MEANWHILE, Way.RELOAD)
    after = replace(after, week=school_settings().school_week)
    calendar_days.check(after)
    _check_first_day(year, after)
    _check_beside(year, after)
    moved = calendar_days.moved_days(before, after)
    if moved:
        _check_free(year, after, moved, now.date())
    since = min(moved, default=year.valid_to)
    groups, had = Group.select(Group.id).where(Group.year == year), _lessons(year, since)
    with laid_out_anew(year, groups, since):
        year_terms.store(year, before, after)
        _store_days(year, after)
    has = _lessons(year, since)
    if had != has and not sure:
        raise Refusal("4.3.1", _touched(had, has))


def _lessons(year: SchoolYear, since: date) -> set[Time]:
    mine = Lesson.group.in_(Group.select(Group.id).where(Group.year == year)) & (Lesson.date >= since)
    query: Any = Lesson.select(Lesson.group, Lesson.date, Lesson.number).where(mine)
    return set(query.tuples())


def _touched(had: set[Time], has: set[Time]) -> str:
    """How many lessons go and come, on which days, in words."""
    told = [
        f"{len(times)} {plural(len(times), *said.split(', '))} ({_days(times)})"
        for times, said in ((had - has, GO), (has - had, COME))
        if times
    ]
    return (
        f"По расписанию {', '.join(told)}. Прошедшие уроки и записи не изменятся. "
        f"Если всё верно, отметьте «{SURE}» и отправьте снова."
    )


def _days(times: set[Time]) -> str:
    days = sorted({day for _, day, _ in times})
    return span(days[0], days[-1])


def _check_first_day(year: SchoolYear, after: Layout) -> None:
    if after.first != year.valid_from and ClassYear.select().where(ClassYear.year == year).exists():
        day = date_numeric(year.valid_from)
        raise Refusal("4.3.1", f"С {day} уже заведены классы: первый день года теперь не меняется.")


def _check_beside(year: SchoolYear, after: Layout) -> None:
    touching = (SchoolYear.valid_from <= after.last) & (SchoolYear.valid_to >= after.first)
    other = SchoolYear.get_or_none((SchoolYear.id != year.id) & touching)
    if other:
        said = f"{date_numeric(other.valid_from)}–{date_numeric(other.valid_to)}"
        raise Refusal("4.3.1", f"В эти дни открыт другой учебный год, {other.name} ({said}): исправьте даты.")


def _check_free(year: SchoolYear, after: Layout, changed: Changed, today: date) -> None:
    """Refused when lessons held or records rest on the days that are changed."""
    mine: Any = Lesson.select(Lesson.date, Group.grade).join(Group).where(Group.year == year)
    past = {day: grades for day, grades in changed.items() if day <= today}
    over = mine.where(Lesson.date <= today).distinct().tuples() if past else ()
    taught = {grade for _, grade in over}
    if taught and (days := [day for day, grades in past.items() if None in taught or grades & taught]):
        said = f"Прошедшие дни уже не меняются: {date_numeric(days[0])}. Верните их границы, какими были"
        raise Refusal("4.3.1", f"{said}, и меняйте только дни впереди.")
    gone = {day: {grade for grade in changed[day] if not taught_in(after, day, grade)} for day in changed}
    kept = mine.where(Lesson.date.in_([day for day in gone if gone[day]]) & ~unwritten())
    busy = [day for day, grade in kept.distinct().tuples() if grade is None or grade in gone[day]]
    if busy:
        said = "есть урок с записями, заменой или переносом"
        raise Refusal("4.3.1", f"{date_numeric(min(busy))} {said}: этот день уже не сделать свободным.")


def _store_days(year: SchoolYear, after: Layout) -> None:
    _store_off(year, after)
    grade_breaks.store(year, after.grade_breaks)
    if (year.valid_from, year.valid_to) != (after.first, after.last):
        revise(year, name=after.name, valid_from=after.first, valid_to=after.last)


def _store_off(year: SchoolYear, after: Layout) -> None:
    """Days off of the whole school; those that are other days under their old name are the same record."""
    stored = {
        (day.reason, day.valid_from, day.valid_to): day for day in (*breaks_of(year), *holidays_of(year))
    }
    new = [wanted for wanted in after.off if stored.pop(wanted, None) is None]
    for reason, first, last in new:
        known = next((key for key in stored if key[0] == reason), None)
        if known:
            revise(stored.pop(known), valid_from=first, valid_to=last)
        else:
            create(DayOff, cohort=None, reason=reason, valid_from=first, valid_to=last, lost=False)
    for gone in stored.values():
        remove(gone)
