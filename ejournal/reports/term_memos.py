"""«Записки» about term marks: what the form of one offers, and what one says."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.models.curriculum import Group
from ejournal.models.people import Name, names
from ejournal.models.term_memos import ToldTerm
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Term
from ejournal.reports.roll import roll_names
from ejournal.reports.term_marks import query, title
from ejournal.rules.memos import REASONS
from ejournal.rules.term_board import Board
from ejournal.rules.term_marks import VALUES, WORDS
from ejournal.wording import short_name


@dataclass(frozen=True)
class TermMemoForm:
    """What may be told of a term mark: whose it is, what stands, what may stand instead."""

    pupil: int
    place: str
    back: str
    name: str
    term: Term
    seen: int
    was: str
    scale: tuple[str, ...]
    reasons: dict[str, str]


def form(group: Group, term: Term, pupil: int, now: datetime) -> TermMemoForm | None:
    """п. 4.5.5: the memo about a term mark, filled in; None when no mark stands there."""
    board = Board(raw([group], periods_of_groups([group]), (), now))
    stands = board.decision(group, pupil, term)
    if stands is None:
        return None
    return TermMemoForm(
        pupil=pupil,
        place=_place(group.subject.name, group.name, title(term.kind, board.period(group, term))),
        back=f"/terms/{group.id}?{query(term)}",
        name=roll_names(names({pupil}, now.date()))[pupil],
        term=term,
        seen=stands.id,
        was=stands.words or stands.value,
        scale=VALUES[board.mode(group, pupil, term)] or tuple(WORDS),
        reasons=REASONS,
    )


def place(told: ToldTerm) -> str:
    """«Алгебра, 7 класс, II четверть»."""
    return _place(told.subject, told.group, title(told.kind, told.period))


def what(told: ToldTerm, people: dict[int, Name]) -> str:
    """«Алёшина А., итоговая отметка: внесено «4», следует «5»»."""
    who = short_name(*people[told.of]) if told.of in people else ""
    return f"{who}, итоговая отметка: внесено «{told.was}», следует «{told.becomes}»"


def link(told: ToldTerm) -> str:
    """The page of the term mark."""
    return f"/terms/{told.page}?{query(Term(told.kind, told.period.id if told.period else None))}"


def _place(subject: str, group: str, term: str) -> str:
    return f"{subject}, {group}, {term}"
