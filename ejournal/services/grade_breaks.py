"""Holidays of some grades: each class of them, those that come later too, gets them as its own (п. 4.3.1)."""

from collections.abc import Iterable

from ejournal.models.curriculum import DayOff
from ejournal.models.grade_breaks import GradeBreak, breaks_of_grades
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.rules.calendar import Break
from ejournal.services.deeds import create, create_many, remove, remove_many


def store(year: SchoolYear, wanted: Iterable[Break]) -> None:
    """Make these the holidays of grades of a year, under the current deed; what stays is left alone."""
    stored = {
        Break((row.grade_from, row.grade_to), row.reason, row.valid_from, row.valid_to): row
        for row in breaks_of_grades(year)
    }
    new = [one for one in wanted if stored.pop(one, None) is None]
    for row in stored.values():
        if days := list(DayOff.select().where(DayOff.grade_break == row)):
            remove_many(days)
        remove(row)
    for (first, last), reason, since, until in new:
        days_of_break = {"reason": reason, "valid_from": since, "valid_to": until}
        made = create(GradeBreak, year=year, grade_from=first, grade_to=last, **days_of_break)
        classes = ClassYear.select().where((ClassYear.year == year) & ClassYear.grade.between(first, last))
        create_many(DayOff, [_day_off(own, made) for own in classes.order_by(ClassYear.id)])


def take(own: ClassYear) -> None:
    """Give a class that was just made the holidays of its grade, under the current deed."""
    mine = [row for row in breaks_of_grades(own.year) if row.grade_from <= own.grade <= row.grade_to]
    create_many(DayOff, [_day_off(own, row) for row in mine])


def leave(cohort: int, year: int) -> None:
    """Take them from a class that is being taken away in a year."""
    own = GradeBreak.select(GradeBreak.id).where(GradeBreak.year == year)
    days = list(DayOff.select().where((DayOff.cohort == cohort) & DayOff.grade_break.in_(own)))
    if days:
        remove_many(days)


def _day_off(own: ClassYear, row: GradeBreak) -> dict[str, object]:
    days = {"valid_from": row.valid_from, "valid_to": row.valid_to}
    return {"cohort": own.cohort_id, "reason": row.reason, "lost": False, "grade_break": row, **days}
