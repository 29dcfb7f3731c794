"""«Справки»: every check of a year with what of it still stands, and the plan of checks by months."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.models import certificates as stored
from ejournal.models.certificates import Certificate
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import SchoolYear, names
from ejournal.reports.certificates.content import Content, from_json
from ejournal.reports.certificates.known import at_work
from ejournal.reports.certificates.remarks import codes_in, standing
from ejournal.reports.certificates.words import heading_of
from ejournal.rules.certificates import USUAL_PLAN
from ejournal.wording import month_name, sentence, short_name

NEXT_MONTH = timedelta(days=32)
REMIND_FROM = 20  # the day of a month from which a check of it is waited for
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A check; `open` of `remarks` stand; `read` of `sent` have confirmed; `waits`: for the reader."""

    id: int
    title: str
    number: int
    day: date | None
    author: str
    remarks: int
    open: int
    sent: int
    read: int
    waits: bool


class Month(NamedTuple):
    """A month of the plan: its words, whether a check of it was issued, whether one is waited for."""

    day: date
    name: str
    title: str
    done: bool
    waited: bool


def listed(year: SchoolYear, reader: int, everybody: bool, now: datetime) -> tuple[Row, ...]:
    """п. 4.2.2: the checks of a year, for a teacher those that were sent: a constant number of queries."""
    rows = stored.all_of(year, None if everybody else reader)
    ids = [one.id for one, _ in rows]
    contents = {number: from_json(text) for number, text in stored.newest_contents(ids).items()}
    if not everybody:
        contents = {number: content.part_of(reader) for number, content in contents.items()}
    issued = [contents[one.id] for one, paper in rows if paper]
    still = standing(year, codes_in(issued), now)
    read, here = set(stored.readings(ids)), at_work(now.date())
    rows_sent = [(row.certificate_id, row.person_id) for row in stored.recipients(ids)]
    sent = [row for row in rows_sent if row in read or row[1] in here]
    authors = names({one.author_id for one, _ in rows}, now.date())
    called = {who: short_name(*name) for who, name in authors.items()}
    return tuple(
        _row(one, paper, contents[one.id], still, called.get(one.author_id, ""), (sent, read), reader, now)
        for one, paper in rows
    )


def _row(
    one: Certificate,
    paper: IssuedPaper | None,
    content: Content,
    still: set[str],
    author: str,
    known: tuple[list[tuple[int, int]], set[tuple[int, int]]],
    reader: int,
    now: datetime,
) -> Row:
    sent, read = ({who for number, who in rows if number == one.id} for rows in known)
    return Row(
        id=one.id,
        title=f"Справка {heading_of(content, one.first, one.last)}",
        number=paper.number if paper else 0,
        day=paper.at.astimezone(now.tzinfo).date() if paper else None,
        author=author,
        remarks=len(content.owed),
        open=sum(bool(still & set(remark.keys)) for remark in content.owed),
        sent=len(sent),
        read=len(read),
        waits=reader in sent and reader not in read,
    )


def months(year: SchoolYear, today: date) -> tuple[Month, ...]:
    """п. 4.2.2: the rhythm: a check at least once a month of the school year. Two queries."""
    plan = stored.planned(year.valid_from, year.valid_to)
    done = stored.months_checked(year.valid_from, year.valid_to)
    found = []
    day = year.valid_from.replace(day=1)
    while day <= year.valid_to:
        title = plan[day].title if day in plan else USUAL_PLAN.get(day.month, "")
        waited = day not in done and _is_time(day, today) and day.replace(day=REMIND_FROM) >= year.valid_from
        found.append(Month(day, sentence(month_name(day.month)), title, day in done, waited))
        day = (day + NEXT_MONTH).replace(day=1)
    return tuple(found)


def _is_time(month: date, today: date) -> bool:
    """Whether the month is over, or nearly."""
    return today >= month.replace(day=REMIND_FROM)


def unchecked(year: SchoolYear, today: date) -> tuple[Month, ...]:
    """п. 4.2.2: the months that should have a check and have none: what the deputy is reminded of."""
    return tuple(month for month in months(year, today) if month.waited)
