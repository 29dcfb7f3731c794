"""Debts of the past year: who has «2» or «н/а» for the year, and what was cleared by which protocol."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import SchoolYear, names
from ejournal.models.terms import Decision, Term, TermMark, decisions
from ejournal.reports.gradings import ways_of
from ejournal.reports.roll import roll_key
from ejournal.rules.term_marks import DEBTS, clearing
from ejournal.wording import full_name


@dataclass(frozen=True)
class Debt:
    """A subject that somebody did not pass in a year; `values` clear it; `stands` is the newest decision,
    `owed` what stood before it was cleared.
    """

    group: int
    pupil: int
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
    """п. 4.5.5: whose mark of the year was ever a debt: those open first. A constant number of queries.

    A sentence of learning without marks (7.11) is none: whoever needs help is not behind.
    """
    had: Any = TermMark.select(TermMark.group, TermMark.pupil, TermMark.value).join(Group)
    had = had.where((Group.year == year) & (TermMark.kind == "year") & TermMark.value.in_(DEBTS))
    before = {(group, pupil): value for group, pupil, value in had.order_by(TermMark.id).tuples()}
    owed = (Group.grade > 1) & Group.id.in_({group for group, _ in before})
    groups = {one.id: one for one in Group.select(Group, Subject).join(Subject).where(owed)}
    found = {
        (group, pupil): one
        for (group, pupil, term), one in decisions(list(groups)).items()
        if term == Term("year") and not one.words and (one.value in DEBTS or one.paper)
    }
    known = names({pupil for _, pupil in found}, today)
    own = ways_of(list(groups.values()))
    lines = [
        Debt(
            group=group,
            pupil=pupil,
            name=full_name(*known[pupil]),
            page=groups[group].name,
            subject=groups[group].subject.name,
            stands=one,
            owed=before.get((group, pupil), ""),
            open=one.value in DEBTS,
            values=clearing(own.of(group, pupil, year.valid_to)),
        )
        for (group, pupil), one in found.items()
        if pupil in known
    ]
    return tuple(sorted(lines, key=lambda debt: (not debt.open, roll_key(known[debt.pupil]), debt.subject)))
