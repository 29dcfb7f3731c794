"""The periods of an opened year, written anew: those with marks of the term stay as they are (п. 4.3.1)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group, Period
from ejournal.models.forecasts import ForecastStep
from ejournal.models.people import ClassYear, Enrolment, SchoolYear
from ejournal.models.terms import TermExtension, TermMark
from ejournal.models.year_layout import term_of, terms_of
from ejournal.rules.calendar import FEBRUARY, GRADES, Layout, Term
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create, remove, revise
from ejournal.services.years import columns

MARKED = "За этот период уже выставлены отметки: его дни не меняются."
CHOSEN = "Страницы этих классов идут не весь год или с отметками по полугодиям: вид периодов не меняется"


def store(year: SchoolYear, before: Layout, after: Layout) -> None:
    """Make these the periods of a year, under the current deed.

    A row that has the same days stays the one that marks rest on; one of other days may have none.
    """
    _check_kinds(year, before, after)
    rows, wanted = {Term(*term_of(row)): row for row in terms_of(year)}, list(after.terms)
    new = [term for term in wanted if rows.pop(term, None) is None]
    for term in new:
        old = _same(rows, term)
        if old is None:
            create(Period, year=year, **columns(term))
            continue
        row = rows.pop(old)
        _check_free(year, row, _left(old, term))
        revise(row, **columns(term))
    for term, row in rows.items():
        _check_free(year, row, _grades(term))
        remove(row)
    _follow(year, after)


def _same(rows: Collection[Term], term: Term) -> Term | None:
    """The row that a period goes on in: of its days first."""
    alike = [one for one in rows if one[:2] == term[:2] and _grades(one) & _grades(term)]
    return max(
        alike, key=lambda one: (one.span == term.span, len(_grades(one) & _grades(term))), default=None
    )


def _grades(term: Term) -> set[int]:
    return {grade for grade in GRADES if term.grades[0] <= grade <= term.grades[1]}


def _left(old: Term, new: Term) -> set[int]:
    """The grades of whose period a row is no longer what it was."""
    return _grades(old) - _grades(new) if old.span == new.span else _grades(old)


def _check_free(year: SchoolYear, row: Period, grades: Collection[int]) -> None:
    """Refused when marks, longer terms or notices of these grades rest on a period."""
    pages = Group.select(Group.id).where((Group.year == year) & Group.grade.in_(list(grades)))
    classes = ClassYear.select(ClassYear.cohort).where(
        (ClassYear.year == year) & ClassYear.grade.in_(list(grades))
    )
    pupils = Enrolment.select(Enrolment.person).where(Enrolment.cohort.in_(classes))
    resting: tuple[Any, ...] = (
        TermMark.select().where((TermMark.period == row) & TermMark.group.in_(pages)),
        TermExtension.select().where((TermExtension.period == row) & TermExtension.group.in_(pages)),
        ForecastStep.select().where((ForecastStep.period == row) & ForecastStep.pupil.in_(pupils)),
    )
    if any(query.exists() for query in resting):
        raise Refusal("4.3.1", MARKED)


def _check_kinds(year: SchoolYear, before: Layout, after: Layout) -> None:
    """Pages that are taught in some periods by number, or have halves of their own, keep their kind."""
    pairs = zip(GRADES, before.kinds, after.kinds, strict=True)
    grades = [grade for grade, was, will in pairs if was != will]
    own = Group.periods.is_null(False) | Group.term_kind.is_null(False)
    if busy := Group.get_or_none((Group.year == year) & Group.grade.in_(grades) & own):
        raise Refusal("4.3.1", f"{CHOSEN}. Такая есть в {busy.grade} классе.")


def _follow(year: SchoolYear, after: Layout) -> None:
    """The halves that a page has by its own choice are of the periods of its grade."""
    border = date(after.first.year + 1, FEBRUARY, 1)
    for row in terms_of(year, extra=True):
        spans = [span for span in after.spans_of(row.grade_from) if (span[1] < border) == (row.number == 1)]
        days = (spans[0][0], spans[-1][1]) if spans else (row.valid_from, row.valid_to)
        if days != (row.valid_from, row.valid_to):
            _check_free(year, row, range(row.grade_from, row.grade_to + 1))
            revise(row, valid_from=days[0], valid_to=days[1])
