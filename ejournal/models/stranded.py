"""Decisions about lessons of absent teachers whose substitutes are away themselves on the day (п. 4.2.2д)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import Group
from ejournal.models.substitutions import Given, Replacement, TeacherAbsence, pages
from ejournal.models.timetable import Lesson
from ejournal.models.written import held


def stranded(first: date, last: date) -> dict[int, Replacement]:
    """By number: those of a span of days, with their absences; what was given all the same is none.

    One query, and one more when there are any.
    """
    away: Any = TeacherAbsence.alias()
    theirs = (away.person == Replacement.substitute) & (away.valid_from <= Replacement.date)
    gone = fn.EXISTS(away.select(away.id).where(theirs & (away.valid_to >= Replacement.date)))
    query = Replacement.select(Replacement, TeacherAbsence).join(TeacherAbsence)
    rows = list(query.where(Replacement.date.between(first, last) & gone).order_by(Replacement.id))
    given = held([row.lesson_id for row in rows if row.lesson_id]) if rows else set()
    return {row.id: row for row in rows if row.lesson_id not in given}


def substitute_away() -> Any:
    """Whether the substitute of a lesson is away on its day: nobody owes it till it is decided anew."""
    away: Any = TeacherAbsence.alias()
    theirs = (away.person == Lesson.substitute) & in_force(away, Lesson.date)
    return fn.EXISTS(away.select(away.id).where(theirs))


def missed(given: Sequence[Given], decisions: Collection[Replacement]) -> list[Given]:
    """The lessons of some days with those of these decisions as they were missed: of who was absent first."""
    own = {row.lesson_id: row for row in decisions}
    known = pages({row.group_id for row in decisions}) if decisions else {}
    return [_as_missed(one, own[one.id], known) if one.id in own else one for one in given]


def _as_missed(one: Given, decision: Replacement, known: Mapping[int, Group]) -> Given:
    page = known[decision.group_id]
    return one._replace(
        group=page.id,
        cohort=page.cohort_id,
        subject=page.subject_id,
        kind=page.kind,
        teachers=frozenset({decision.absence.person_id}),
    )
