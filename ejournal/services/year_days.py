"""The quarters and holidays of an opened year, changed where nothing rests on them (п. 4.3.1)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson
from ejournal.models.written import unwritten
from ejournal.models.year_layout import breaks_of, days_of, halves_of, holidays_of, quarters_of
from ejournal.rules import calendar
from ejournal.rules.calendar import BREAKS, Layout, taught_in
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create, deed, remove, revise
from ejournal.services.timetable import laid_out_anew
from ejournal.wording import date_numeric

OTHERWISE = "Периоды этого года заведены не четвертями: их дни здесь не меняются."


@deed("year.days", of="school_year", alone=True)
def change(
    year: SchoolYear,
    quarters: tuple[calendar.Span, ...],
    holidays: tuple[tuple[date, str], ...],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.3.1: the days of quarters and holidays; lessons ahead that nothing is written of follow them."""
    before, after = calendar.laid_out(*days_of(year)), Layout(quarters, holidays, ())
    if before is None:
        raise Refusal("4.3.1", OTHERWISE)
    calendar.check(after)
    _check_first_day(year, after)
    changed = calendar.changed_days(before, after)
    if changed:
        _check_free(year, before, after, changed, now.date())
    groups = Group.select(Group.id).where(Group.year == year)
    with laid_out_anew(year, groups, changed[0] if changed else year.valid_to):
        _store(year, before, after)


def _check_first_day(year: SchoolYear, after: Layout) -> None:
    if after.first != year.valid_from and ClassYear.select().where(ClassYear.year == year).exists():
        day = date_numeric(year.valid_from)
        raise Refusal("4.3.1", f"С {day} уже заведены классы: первый день года теперь не меняется.")


def _check_free(
    year: SchoolYear, before: Layout, after: Layout, changed: Collection[date], today: date
) -> None:
    """Refused when something rests on the days that are changed: lessons held, records, marks of a term."""
    mine = Lesson.group.in_(Group.select(Group.id).where(Group.year == year))
    past = [day for day in changed if day <= today]
    if past and Lesson.select(Lesson.id).where(mine & (Lesson.date <= today)).exists():
        raise Refusal("4.3.1", f"Прошедшие дни уже не меняются: {date_numeric(past[0])}.")
    gone = [day for day in changed if taught_in(after, day) is None]
    kept: Any = Lesson.select(Lesson.date).where(mine & Lesson.date.in_(gone) & ~unwritten())
    if busy := kept.order_by(Lesson.date).first():
        said = "есть урок с записями, заменой или переносом"
        raise Refusal("4.3.1", f"{date_numeric(busy.date)} {said}: этот день уже не сделать свободным.")
    rows = [*quarters_of(year), *halves_of(year)]
    moved = [row for row in rows if before.span(row.kind, row.number) != after.span(row.kind, row.number)]
    if moved and TermMark.select().where(TermMark.period.in_([row.id for row in moved])).exists():
        raise Refusal("4.3.1", "За этот период уже выставлены отметки: его дни не меняются.")


def _store(year: SchoolYear, before: Layout, after: Layout) -> None:
    for row in (*quarters_of(year), *halves_of(year)):
        first, last = after.span(row.kind, row.number)
        if (row.valid_from, row.valid_to) != (first, last):
            revise(row, valid_from=first, valid_to=last)
    kept = {(day.reason, day.valid_from): day for day in breaks_of(year) if day.reason in BREAKS}
    for was, (_, first, last) in zip(before.breaks, after.breaks, strict=True):
        day = kept[was[0], was[1]]
        if was[1:] != (first, last):
            revise(day, valid_from=first, valid_to=last)
    _store_holidays(year, after)
    if (year.valid_from, year.valid_to) != (after.first, after.last):
        revise(year, name=after.name, valid_from=after.first, valid_to=after.last)


def _store_holidays(year: SchoolYear, after: Layout) -> None:
    stored = {(day.valid_from, day.reason): day for day in holidays_of(year)}
    for wanted in after.holidays:
        if stored.pop(wanted, None) is None:
            day, reason = wanted
            create(DayOff, cohort=None, reason=reason, valid_from=day, valid_to=day, lost=False)
    for gone in stored.values():
        remove(gone)
