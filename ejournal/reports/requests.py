"""«Обращения к заместителю»: what arrived too late, by request, for its author and for the deputy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ejournal.models import people
from ejournal.models import requests as tables
from ejournal.models.requests import KeptLine
from ejournal.rules import works
from ejournal.wording import full_name, short_name

SHOWN = 50  # newest requests on the page
FIELDS = {"topic": "тема", "homework": "домашнее задание", "roll": "посещаемость", "presence": "посещаемость"}


@dataclass(frozen=True)
class Line:
    """One refused value; `pupil` is "" for a text of the lesson; moments in the zone of `now`."""

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

    @property
    def said(self) -> tuple[str, str]:
        """What the journal answered, with the clause."""
        return self.sentence, self.clause


@dataclass(frozen=True)
class Request:
    """One request with its lines in the order in which they were refused."""

    id: int
    author: str
    made_at: datetime
    lines: tuple[Line, ...]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the journal answered, each sentence once, in the order of the lines."""
        return list(dict.fromkeys(line.said for line in self.lines))


@dataclass(frozen=True)
class Requests:
    """The newest requests and how many there are in all."""

    total: int
    newest: tuple[Request, ...]


def page(author: int | None, now: datetime) -> Requests:
    """п. 4.5.4: requests of one author, or of everybody when it is None; a constant number of queries."""
    newest = tables.newest_requests(author, SHOWN)
    return Requests(tables.count_requests(author), tuple(_requests(tables.lines_of(newest), now)))


def kept(tickets: Iterable[str], now: datetime) -> tuple[int, Request] | None:
    """How many of these tickets are kept, and the newest request among theirs."""
    known = tables.kept_tickets(set(tickets))
    found = list(_requests(tables.lines_of({max(known.values())}), now)) if known else []
    return (len(known), found[0]) if found else None


def _requests(lines: list[KeptLine], now: datetime) -> Iterable[Request]:
    persons = {line.author for line in lines} | {line.pupil for line in lines if line.pupil}
    names = people.names(persons, now.date())
    for request, mine in groupby(lines, key=lambda line: line.request):
        kept_lines = list(mine)
        first = kept_lines[0]
        author = names.get(first.author)
        yield Request(
            id=request,
            author=full_name(*author) if author else "",
            made_at=first.made_at.astimezone(now.tzinfo),
            lines=tuple(_line(line, names, now) for line in kept_lines),
        )


def _line(line: KeptLine, names: dict[int, people.Name], now: datetime) -> Line:
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
    )
