"""What families tell of changed data: every line with what was known before, and how it was answered."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, BooleanField, CharField, DateField, ForeignKeyField

from ejournal.models.journal import Fact
from ejournal.models.people import Person


class DataNotice(Fact):
    """п. 4.6.4: a parent tells that data of the family have changed; a proposal until it is answered.

    `pupil` is the child in whose diary it was told; `paper` names a document, "" when there is none.
    """

    pupil_id: int
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    since = DateField()
    paper = CharField(max_length=200)


class DataNoticeLine(Fact):
    """One change: `kind` is a code of rules.data_notices, `person` is whose data they are."""

    notice_id: int
    notice = ForeignKeyField(DataNotice, on_delete="RESTRICT", backref="+")
    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=20)
    before = CharField(max_length=300)
    after = CharField(max_length=300)


class DataAnswer(Fact):
    """What was decided on a notice; accepted, the cards have changed with it."""

    notice = ForeignKeyField(DataNotice, on_delete="RESTRICT", unique=True, backref="+")
    accepted = BooleanField()
    words = CharField(max_length=300)


class Told(NamedTuple):
    """A notice with its answer, when there is one."""

    id: int
    pupil: int
    since: date
    paper: str
    at: datetime
    by: int
    accepted: bool | None
    answer: str | None
    answered_at: datetime | None
    answered_by: int | None


def notices(pupils: Collection[int], since: datetime) -> list[Told]:
    """What was told of these pupils: all that waits, and what was told from `since` on; the newest first."""
    told = (DataNotice.id, DataNotice.pupil, DataNotice.since, DataNotice.paper, DataNotice.at, DataNotice.by)
    answer = (DataAnswer.accepted, DataAnswer.words, DataAnswer.at, DataAnswer.by)
    query: Any = DataNotice.select(*told, *answer).join(DataAnswer, JOIN.LEFT_OUTER)
    shown = DataAnswer.id.is_null() | (DataNotice.at >= since)
    mine = DataNotice.pupil.in_(list(pupils)) & shown
    return [Told(*row) for row in query.where(mine).order_by(DataNotice.id.desc()).tuples()]


def lines(notices: Collection[int]) -> dict[int, list[DataNoticeLine]]:
    """The lines of these notices, each in the order of typing."""
    found: dict[int, list[DataNoticeLine]] = {number: [] for number in notices}
    query = DataNoticeLine.select(DataNoticeLine, Person).join(Person)
    for line in query.where(DataNoticeLine.notice.in_(list(notices))).order_by(DataNoticeLine.id):
        found[line.notice_id].append(line)
    return found


def waiting(pupils: Collection[int]) -> int:
    """How many notices about these pupils nobody has answered."""
    query = DataNotice.select().join(DataAnswer, JOIN.LEFT_OUTER)
    return int(query.where(DataAnswer.id.is_null() & DataNotice.pupil.in_(list(pupils))).count())


def answered(notice: DataNotice) -> bool:
    return DataAnswer.select().where(DataAnswer.notice == notice).exists()
