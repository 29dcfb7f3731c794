"""What term marks are judged by: everything that is stored of some pages and some of their periods."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from ejournal.models import journal
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, Period
from ejournal.models.gradings import Way, ways
from ejournal.models.outside import Outside, recorded
from ejournal.models.page_periods import numbers_of
from ejournal.models.school_days import Calendar, calendars
from ejournal.models.settings import SchoolSettings, school_settings
from ejournal.models.terms import (
    Decision,
    Key,
    PeriodMark,
    Term,
    annulled_between,
    decisions,
    extensions,
    marks_between,
)
from ejournal.models.volume import SpanLesson, lessons, members
from ejournal.prepared import prepared

Days = list[tuple[date, date | None]]


class Raw(NamedTuple):
    """Facts of pages in the days that were asked for, as of `now` (school time).

    `held` are lessons that were held, `lessons` all of those days; codes of attendance by (lesson, pupil);
    days of membership by group and pupil; periods of each page, in order. Marks of statements that were
    withdrawn, and those annulled, are there for what was proposed once. `earlier` are the pages of the same
    subject on which a pupil of a page was before it, with their facts, by page and pupil. `ways`: how the
    pages and single pupils are graded.
    """

    now: datetime
    groups: Collection[Group]
    settings: SchoolSettings
    periods: dict[int, list[Period]]
    lessons: list[SpanLesson]
    held: frozenset[int]
    marks: list[PeriodMark]
    annulled: list[PeriodMark]
    outside: list[Outside]
    handed: dict[int, datetime]
    codes: dict[tuple[int, int], str]
    members: dict[int, dict[int, Days]]
    decisions: dict[Key, Decision]
    extensions: dict[tuple[int, int | None, Term], date]
    calendar: Callable[[int | None], Calendar]
    earlier: dict[tuple[int, int], list[int]]
    ways: list[Way]


def periods_of_groups(groups: Iterable[Group]) -> dict[int, list[Period]]:
    """The periods of each page: its grade's, or those of a kind of its own. One query.

    A page that is taught in some periods of the year alone has no others.
    """
    wanted = list(groups)
    grades = [group.grade or 0 for group in wanted]
    periods = _periods({group.year_id for group in wanted}, min(grades), max(grades)) if wanted else []
    return {group.id: _own(group, periods) for group in wanted}


@prepared
def _periods(years: Collection[int], lowest: int, highest: int) -> Any:
    grades = (Period.grade_from <= highest) & (Period.grade_to >= lowest)
    return Period.select().where(Period.year.in_(years) & grades).order_by(Period.valid_from)


def _own(group: Group, periods: list[Period]) -> list[Period]:
    grade, numbers = group.grade or 0, numbers_of(group.periods)
    of_year = [one for one in periods if one.year_id == group.year_id]
    mine = [one for one in of_year if one.grade_from <= grade <= one.grade_to]
    usual = [one for one in mine if not one.extra]
    taught = [one for one in usual if one.number in numbers] or usual
    if not group.term_kind:
        return taught
    return [one for one in mine if one.kind == group.term_kind and _touches(one, taught)]


def _touches(period: Period, others: list[Period]) -> bool:
    return any(one.valid_from <= period.valid_to and period.valid_from <= one.valid_to for one in others)


def raw(
    groups: Collection[Group],
    periods: dict[int, list[Period]],
    shown: Collection[Period],
    now: datetime,
    pupil: int | None = None,
) -> Raw:
    """What is known of these pages, of one pupil when given, in the periods `shown`; constant in queries."""
    earlier = _earlier([group.id for group in groups])
    ids = sorted({*(group.id for group in groups), *(page for pages in earlier.values() for page in pages)})
    first = min((period.valid_from for period in shown), default=date.max)
    last = max((period.valid_to for period in shown), default=date.min)
    taught = lessons(ids, first, last) if shown else []
    given = [lesson.id for lesson in taught if lesson.starts_at <= now]
    marks = marks_between(ids, first, last, pupil) if shown else []
    fresh = {mark.lesson for mark in marks if mark.entry_until > now}
    settings = school_settings()
    begun = min((own[0].valid_from for own in periods.values() if own), default=now.date())
    return Raw(
        now=now,
        groups=groups,
        settings=settings,
        periods=periods,
        lessons=taught,
        held=frozenset(journal.roll_calls(given) if given else ()),
        marks=marks,
        annulled=annulled_between(ids, first, last, pupil) if shown else [],
        outside=recorded(ids, first, last) if shown else [],
        handed=journal.hand_ins(fresh) if fresh else {},
        codes=_codes(given, pupil),
        members=_members(ids, min(begun, first), max(last, now.date())),
        decisions=decisions(ids),
        extensions=extensions(ids),
        calendar=calendars(begun, settings.school_week),
        earlier=earlier,
        ways=ways(sorted(group.id for group in groups)),
    )


def _earlier(groups: list[int]) -> dict[tuple[int, int], list[int]]:
    """By page and pupil the pages of the year of the same subject that the pupil has left for it."""
    page, before = Group.alias(), GroupMember.alias()
    same = (page.year == Group.year) & (page.subject == Group.subject) & (page.grading == Group.grading)
    left = (before.group == page.id) & (before.person == GroupMember.person)
    query: Any = (
        GroupMember.select(GroupMember.group, GroupMember.person, page.id)
        .join(Group)
        .join(page, on=(same & (page.id != Group.id) & page.kind.in_(LESSON_KINDS)))
        .join(before, on=(left & (before.valid_to < GroupMember.valid_from)))
        .where(GroupMember.group.in_(groups))
        .distinct()
    )
    found: dict[tuple[int, int], list[int]] = {}
    for group, pupil, other in query.tuples():
        found.setdefault((group, pupil), []).append(other)
    return found


def _codes(lessons: list[int], pupil: int | None) -> dict[tuple[int, int], str]:
    found = journal.absences(lessons, pupil) if lessons else {}
    return {cell: code for cell, (_, code) in found.items() if code}


def _members(groups: list[int], first: date, last: date) -> dict[int, dict[int, Days]]:
    found: dict[int, dict[int, Days]] = {group: {} for group in groups}
    for group, pupil, since, until in members(groups, first, last):
        found[group].setdefault(pupil, []).append((since, until))
    return found
