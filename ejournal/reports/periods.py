"""Spans of time to choose from on a page: quarters and half-years, or months where there are none."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ejournal.models.curriculum import Group, Period
from ejournal.models.term_records import periods_of_groups
from ejournal.wording import ROMAN, month_name

KINDS = {"quarter": "четверть", "half": "полугодие", "trimester": "триместр"}
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Span:
    """A span of days with its title and the query string that opens it."""

    title: str
    first: date
    last: date
    query: str


class Asked(NamedTuple):
    """The span that an address asks for: a period, or any two days; each may be None."""

    period: int | None = None
    first: date | None = None
    last: date | None = None


def title(period: Period) -> str:
    """«II четверть»."""
    return f"{ROMAN[period.number]} {KINDS[period.kind]}"


def of_group(group: Group) -> tuple[Span, ...]:
    """The periods of the group's grade; for a group without a grade, the months of its year."""
    year = group.year
    periods = periods_of_groups([group])[group.id] if group.grade else []
    known = tuple(
        Span(title(period), period.valid_from, period.valid_to, f"period={period.id}") for period in periods
    )
    return known or tuple(months(year.valid_from, year.valid_to))


def months(begin: date, end: date) -> list[Span]:
    """The whole months from one day to another."""
    spans = []
    first = begin.replace(day=1)
    while first <= end:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        spans.append(_between(month_name(first.month).capitalize(), first, last))
        first = last + timedelta(days=1)
    return spans


def _between(name: str, first: date, last: date) -> Span:
    return Span(name, first, last, f"from={first}&to={last}")


def choose(spans: tuple[Span, ...], asked: Asked, today: date) -> Span:
    """The span that was asked for; else that of today, or the last one begun before today."""
    period, first, last = asked
    found = [
        span for span in spans if span.query == f"period={period}" or (span.first, span.last) == (first, last)
    ]
    if found:
        return found[0]
    if first and last and first <= last <= first + LONGEST:
        whole = (first, last) == (spans[0].first, spans[-1].last)
        return _between("Год" if whole else "Выбранные дни", first, last)
    begun = [span for span in spans if span.first <= today]
    return begun[-1] if begun else spans[0]
