"""What families told of changed data, in words: for the family, the class teacher, the administrator."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.documents.data_notice import DataRequest, DataRow
from ejournal.models import cards
from ejournal.models import data_notices as kept
from ejournal.models.audit import head
from ejournal.models.data_notices import DataNoticeLine, Told
from ejournal.models.papers import NewPaper
from ejournal.models.people import Person, names
from ejournal.models.settings import SchoolSettings
from ejournal.reports import name_cases
from ejournal.reports.cards import current, title_on
from ejournal.rules import data_notices as rules
from ejournal.rules.data_notices import KINDS
from ejournal.rules.name_cases import FROM
from ejournal.wording import date_numeric, date_words, full_name, moment, phone

STATES = {None: "ждёт ответа", True: "внесено", False: "отклонено"}
EMPTY_ROWS = 5  # of a blank for the hand
SHOWN = timedelta(days=90)  # how long ago a notice may have been told that is answered and still shown


class Line(NamedTuple):
    """What has changed: было → стало; `now` is what the card says when it is neither, else ""."""

    title: str
    before: str
    after: str
    now: str


@dataclass(frozen=True)
class Notice:
    """A notice as it is read; `late` when the seven working days are over and nobody has answered."""

    id: int
    pupil: int
    name: str
    by: str
    author: int
    told: str
    told_on: str
    since: date
    paper: str
    lines: tuple[Line, ...]
    waiting: bool
    state: str
    answer: str
    due: date
    late: bool
    administrator: bool


def of_pupils(pupils: Collection[int], now: datetime) -> tuple[Notice, ...]:
    """п. 4.6.4: what was told of these pupils, what waits first; a constant number of queries."""
    told = kept.notices(pupils, now - SHOWN)
    lines = kept.lines([one.id for one in told])
    people = {one.pupil for one in told} | {one.by for one in told} | {one.answered_by or 0 for one in told}
    called = {person: full_name(*name) for person, name in names(people, now.date()).items()}
    ordered = sorted(told, key=lambda one: (one.accepted is not None, -one.id))
    return tuple(_notice(one, lines[one.id], called, now) for one in ordered)


def told_by(pupil: int, parent: int, now: datetime) -> tuple[Notice, ...]:
    """п. 4.6.4: what one parent has told of a child: another parent's phone is no concern of theirs."""
    return tuple(one for one in of_pupils([pupil], now) if one.author == parent)


def _notice(one: Told, lines: list[DataNoticeLine], called: Mapping[int, str], now: datetime) -> Notice:
    told = one.at.astimezone(now.tzinfo)
    due = rules.due(told.date())
    who = called.get(one.answered_by or 0, "")
    at = one.answered_at.astimezone(now.tzinfo) if one.answered_at else None
    answered = f" {moment(at)}, {who}" if at else ""
    return Notice(
        id=one.id,
        pupil=one.pupil,
        name=called.get(one.pupil, ""),
        by=called.get(one.by, ""),
        author=one.by,
        told=moment(told),
        told_on=date_words(told.date()),
        since=one.since,
        paper=one.paper,
        lines=tuple(_line(line) for line in lines),
        waiting=one.accepted is None,
        state=STATES[one.accepted] + answered,
        answer=one.answer or "",
        due=due,
        late=one.accepted is None and now.date() > due,
        administrator=rules.for_administrator([line.kind for line in lines]),
    )


def _line(line: DataNoticeLine) -> Line:
    today = rules.stored(line.person, line.kind)
    changed = KINDS[line.kind].field and today not in (line.before, line.after)
    return Line(KINDS[line.kind].told, line.before, line.after, today if changed else "")


class Field(NamedTuple):
    """A line of the family's form."""

    kind: str
    title: str
    before: str


def form(pupil: Person, parent: Person) -> tuple[Field, ...]:
    """п. 4.6.4: what the school knows now of all that a family may tell of."""
    return tuple(
        Field(code, kind.title, rules.stored(parent if kind.own else pupil, code))
        for code, kind in KINDS.items()
    )


def paper(pupil: Person, told: Notice | None, school: SchoolSettings, now: datetime) -> DataRequest:
    """п. 4.6.4: the application of a family, filled in when it was told in the diary, blank otherwise."""
    called, titles = names([pupil.id], now.date()), cards.titles()
    here = current(cards.stays([pupil.id]), now.date())
    return DataRequest(
        school=school.school_full_name or school.school_name,
        director_to=name_cases.director_to(now.date()),
        author=told.by if told else "",
        author_from=_from(told.author, now.date()) if told else "",
        child=full_name(*called[pupil.id]) if pupil.id in called else "",
        group=title_on(titles, here.cohort, now.date()) if here else "",
        rows=_rows(told) if told else (DataRow("", "", "", "", ""),) * EMPTY_ROWS,
        day=told.told_on if told else "",
        done=told.state.capitalize() if told and told.state.startswith(STATES[True]) else "",
    )


def issued_as(notice: int, made: DataRequest) -> NewPaper:
    """п. 4.2.5, 4.6.4: what the register is to say of an application."""
    return NewPaper("data", made.title[:255], "data_notice", notice, {}, head())


def _from(author: int, day: date) -> str:
    """«Ивановой Марии Петровны»."""
    return name_cases.said(names([author], day), FROM).get(author, "")


def _rows(told: Notice) -> tuple[DataRow, ...]:
    since, document = date_numeric(told.since), told.paper or "—"
    return tuple(
        DataRow(line.title, phone(line.before) or "—", phone(line.after), since, document)
        for line in told.lines
    )
