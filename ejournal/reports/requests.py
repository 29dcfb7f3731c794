"""«Пришло поздно»: what arrived too late, by request, for its author and for the deputy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ejournal.models import people
from ejournal.models import requests as tables
from ejournal.models.memos import RequestDecision, decisions, requests_shown
from ejournal.models.requests import KeptLine
from ejournal.reports.late_values import form_fields
from ejournal.reports.late_written import standing
from ejournal.rules import works
from ejournal.wording import full_name, initials_first, moment, short_name

SHOWN = 50  # decided requests on the page, the newest; those that wait are all there
FIELDS = {"topic": "тема", "homework": "домашнее задание", "roll": "посещаемость", "presence": "посещаемость"}


@dataclass(frozen=True)
class Verdict:
    """What was decided of a request; `open` says that its lessons still take records."""

    approved: bool
    words: str
    decided: str
    until: date | None
    open: bool


@dataclass(frozen=True)
class Line:
    """One refused value; `pupil` is "" for a text of the lesson; moments in the zone of `now`.

    `fields` are what the form of the lesson sends of it; `written` says that it stands in the journal now.
    """

    lesson: int
    day: date
    number: int
    subject: str
    group: str
    pupil: str
    field: str
    value: str
    typed_at: datetime | None
    arrived_at: datetime
    clause: str
    sentence: str
    fields: tuple[tuple[str, str], ...]
    written: bool

    @property
    def said(self) -> tuple[str, str]:
        """What the journal answered, with the clause."""
        return self.sentence, self.clause


@dataclass(frozen=True)
class Request:
    """One request with its lines in the order in which they were refused."""

    id: int
    author: str
    own: bool
    made_at: datetime
    lines: tuple[Line, ...]
    verdict: Verdict | None

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the journal answered, each sentence once, in the order of the lines."""
        return list(dict.fromkeys(line.said for line in self.lines))

    @property
    def again(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """п. 4.5.2: the lines as the form of each lesson sends them, with the first line of the lesson.

        What was written since is not asked for again.
        """
        found: dict[int, tuple[Line, list[tuple[str, str]]]] = {}
        for line in self.lines:
            if not line.written:
                found.setdefault(line.lesson, (line, []))[1].extend(line.fields)
        return [one for one in found.values() if one[1]]

    @property
    def done(self) -> bool:
        """Whether all of it stands in the journal."""
        return all(line.written for line in self.lines)


@dataclass(frozen=True)
class Requests:
    """The newest requests and how many there are in all."""

    total: int
    newest: tuple[Request, ...]


def page(author: int | None, reader: int, now: datetime) -> Requests:
    """п. 4.5.4: requests of one author, or of everybody when it is None; a constant number of queries."""
    newest = requests_shown(author, SHOWN)
    found = tuple(_requests(tables.lines_of(newest), reader, now))
    return Requests(tables.count_requests(author), found)


def kept(tickets: Iterable[str], now: datetime) -> tuple[int, Request] | None:
    """How many of these tickets are kept, and the newest request among theirs."""
    known = tables.kept_tickets(set(tickets))
    found = list(_requests(tables.lines_of({max(known.values())}), 0, now)) if known else []
    return (len(known), found[0]) if found else None


def _requests(lines: list[KeptLine], reader: int, now: datetime) -> Iterable[Request]:
    decided = decisions({line.request for line in lines})
    persons = {line.author for line in lines} | {line.pupil for line in lines if line.pupil}
    names = people.names(persons | {one.by_id for one in decided.values()}, now.date())
    written = standing(line for line in lines if line.request in decided and decided[line.request].approved)
    for request, mine in groupby(lines, key=lambda line: line.request):
        kept_lines = list(mine)
        first = kept_lines[0]
        author = names.get(first.author)
        yield Request(
            id=request,
            author=full_name(*author) if author else "",
            own=first.author == reader,
            made_at=first.made_at.astimezone(now.tzinfo),
            lines=tuple(_line(line, names, now, line in written) for line in kept_lines),
            verdict=_verdict(decided.get(request), names, now),
        )


def _verdict(found: RequestDecision | None, names: dict[int, people.Name], now: datetime) -> Verdict | None:
    if found is None:
        return None
    who = f", {initials_first(*names[found.by_id])}" if found.by_id in names else ""
    at = moment(found.at.astimezone(now.tzinfo))
    still = found.until is not None and now.date() <= found.until
    return Verdict(found.approved, found.words, f"{at}{who}", found.until, still)


def _line(line: KeptLine, names: dict[int, people.Name], now: datetime, written: bool) -> Line:
    pupil = names.get(line.pupil or 0)
    return Line(
        lesson=line.lesson,
        day=line.day,
        number=line.number,
        subject=line.subject,
        group=line.group,
        pupil=short_name(*pupil) if pupil else "",
        field=FIELDS.get(line.field) or works.kind(line.field).title.lower(),
        value=line.value,
        typed_at=line.typed_at.astimezone(now.tzinfo) if line.typed_at else None,
        arrived_at=line.arrived_at.astimezone(now.tzinfo),
        clause=line.clause,
        sentence=line.sentence,
        fields=tuple(form_fields(line.field, line.pupil, line.value)),
        written=written,
    )
