"""Debts of the past year: «2» and «н/а» of the year, of exams and courses, cleared by which protocol."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import SchoolYear, names
from ejournal.models.terms import Decision, TermMark, decisions
from ejournal.reports.gradings import ways_of
from ejournal.reports.roll import roll_key
from ejournal.rules.term_board import YEAR_KINDS
from ejournal.rules.term_marks import DEBTS, clearing
from ejournal.wording import full_name


@dataclass(frozen=True)
class Debt:
    """A subject that somebody did not pass in a year; `values` clear it; `stands` is the newest decision
    of `kind` (year, exam, final), `owed` what stood before it was cleared.
    """

    group: int
    pupil: int
    kind: str
    name: str
    page: str
    subject: str
    stands: Decision
    owed: str
    open: bool
    values: tuple[str, ...]


def past_year(today: date) -> SchoolYear | None:
    """The last school year that is over."""
    ended = SchoolYear.select().where(SchoolYear.valid_to < today).order_by(SchoolYear.valid_to.desc())
    found: SchoolYear | None = ended.first()
    return found


def debts(year: SchoolYear, today: date) -> tuple[Debt, ...]:
    """п. 4.5.5: who ever owed a year, an exam or a course: those open first. A constant number of queries.

    A sentence of learning without marks (7.11) is none: whoever needs help is not behind.
    """
    before = _owed(year)
    owed = (Group.grade > 1) & Group.id.in_({group for group, _, _ in before})
    groups = {one.id: one for one in Group.select(Group, Subject).join(Subject).where(owed)}
    found = {
        (group, pupil, term.kind): one
        for (group, pupil, term), one in decisions(list(groups)).items()
        if term.kind in YEAR_KINDS and not one.words and (one.value in DEBTS or one.paper)
    }
    known = names({pupil for _, pupil, _ in found}, today)
    own = ways_of(list(groups.values()))
    lines = [
        Debt(
            group=group,
            pupil=pupil,
            kind=kind,
            name=full_name(*known[pupil]),
            page=groups[group].name,
            subject=groups[group].subject.name,
            stands=one,
            owed=before.get((group, pupil, kind), ""),
            open=one.value in DEBTS,
            values=clearing(own.of(group, pupil, year.valid_to)),
        )
        for (group, pupil, kind), one in found.items()
        if pupil in known
    ]
    lines.sort(key=lambda debt: (debt.subject, YEAR_KINDS.index(debt.kind)))
    return tuple(sorted(lines, key=lambda debt: (not debt.open, roll_key(known[debt.pupil]))))


def _owed(year: SchoolYear) -> dict[tuple[int, int, str], str]:
    """The last debt of a (page, pupil, kind) of the year."""
    had: Any = TermMark.select(TermMark.group, TermMark.pupil, TermMark.kind, TermMark.value).join(Group)
    had = had.where((Group.year == year) & TermMark.kind.in_(YEAR_KINDS) & TermMark.value.in_(DEBTS))
    return {(group, pupil, kind): value for group, pupil, kind, value in had.order_by(TermMark.id).tuples()}
