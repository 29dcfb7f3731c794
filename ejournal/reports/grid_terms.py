"""The term marks beside the lessons of a journal page: «II четв.», «Год» (domain facts 1.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ejournal.models.curriculum import LESSON_KINDS, Group
from ejournal.models.terms import term_marks
from ejournal.reports.periods import Span

SHORT = {"четверть": "четв.", "полугодие": "полуг.", "триместр": "трим."}
OF_YEAR = (("year", "Год"), ("exam", "Экз."), ("final", "Итог"))


@dataclass(frozen=True)
class TermColumn:
    """A term and the marks of it that stand, by pupil; a sentence of learning without marks is told whole."""

    title: str
    marks: dict[int, str]


def columns(group: Group, span: Span, spans: Sequence[Span]) -> tuple[TermColumn, ...]:
    """п. 4.5.5: of the terms that the span holds, those that have any mark. One query."""
    if group.kind not in LESSON_KINDS:
        return ()
    found: dict[tuple[str, int | None], dict[int, str]] = {}
    for (_, pupil, kind, period), said in term_marks([group.id]).items():
        found.setdefault((kind, period), {})[pupil] = said
    return tuple(TermColumn(title, found[term]) for title, term in _terms(span, spans) if term in found)


def _terms(span: Span, spans: Sequence[Span]) -> Iterator[tuple[str, tuple[str, int | None]]]:
    for one in spans:
        number = one.query.removeprefix("period=")
        if number.isdecimal() and span.first <= one.first and one.last <= span.last:
            yield _short(one.title), ("period", int(number))
    if spans and span.first <= spans[0].first and spans[-1].last <= span.last:
        yield from ((title, (kind, None)) for kind, title in OF_YEAR)


def _short(title: str) -> str:
    number, _, name = title.partition(" ")
    return f"{number} {SHORT.get(name, name)}"
