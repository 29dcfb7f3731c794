"""The register of issued papers: facts; beside each the file, so that it prints again as it was issued."""

from dataclasses import dataclass
from typing import Any

from peewee import (
    BigIntegerField,
    BlobField,
    CharField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
    fn,
)

from ejournal.db import Table
from ejournal.models.audit import Audit
from ejournal.models.journal import Fact
from ejournal.models.people import Person

LONGEST_NUMBER = 10  # digits; more are a hash


@dataclass(frozen=True)
class NewPaper:
    """What the register is to say of a paper; the columns are those of IssuedPaper.

    `head` is the number and hash of the newest entry of the audit chain when its facts were read.
    """

    kind: str
    title: str
    about_kind: str
    about_id: int | None
    parameters: dict[str, Any]
    head: tuple[int, str]


class IssuedPaper(Fact):
    """п. 4.2.4: one issued paper; `number` counts within `kind` and `year`, which is of the calendar.

    `by` is None for the command line. `about_kind` and `about_id` name whom or what it is of (a class,
    a pupil), `parameters` is JSON. `text_hash` is the SHA-256 of what it says, `file_hash` of its bytes;
    the head of the audit chain is that of the moment when it was made.
    """

    by = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")  # type: ignore[assignment]
    duty = CharField(max_length=20)
    kind = CharField(max_length=30)
    year = SmallIntegerField()
    number = IntegerField()
    title = CharField(max_length=255)
    about_kind = CharField(max_length=30)
    about_id = BigIntegerField(null=True)
    parameters = TextField()
    text_hash = CharField(max_length=64)
    file_hash = CharField(max_length=64)
    head_number = BigIntegerField()
    head_hash = CharField(max_length=64)


class PaperFile(Table):
    """The .docx of an issued paper, as it was issued; what seals it is `file_hash` of the paper."""

    paper = ForeignKeyField(IssuedPaper, on_delete="RESTRICT", unique=True, backref="+")
    content = BlobField()


def last_number(kind: str, year: int) -> int:
    """The number of the last paper of a kind in a year; 0 when there is none."""
    mine = (IssuedPaper.kind == kind) & (IssuedPaper.year == year)
    return int(IssuedPaper.select(fn.MAX(IssuedPaper.number)).where(mine).scalar() or 0)


def issued_paper(paper: int) -> IssuedPaper | None:
    found: IssuedPaper | None = IssuedPaper.get_or_none(IssuedPaper.id == paper)
    return found


def issued_by(request: str) -> IssuedPaper | None:
    """The paper that a request issued, by its idempotency key."""
    query = IssuedPaper.select().join(Audit, on=(Audit.deed == IssuedPaper.deed))
    return query.where(Audit.request == request).first()  # type: ignore[no-any-return]  # a row or None


def file_of(paper: int) -> bytes:
    return bytes(PaperFile.get(PaperFile.paper == paper).content)


def issued(search: str, limit: int, skip: int) -> list[IssuedPaper]:
    """The newest papers; `search` is a number or the beginning of a hash, "" for all."""
    return list(_found(search).order_by(IssuedPaper.id.desc()).limit(limit).offset(skip))


def count_issued(search: str) -> int:
    return int(_found(search).count())


def issued_about(kind: str, about_kind: str, about: int) -> list[IssuedPaper]:
    """The papers of a kind about somebody or something, newest first."""
    mine = (
        (IssuedPaper.kind == kind) & (IssuedPaper.about_kind == about_kind) & (IssuedPaper.about_id == about)
    )
    return list(IssuedPaper.select().where(mine).order_by(IssuedPaper.id.desc()))


def _found(search: str) -> Any:
    query = IssuedPaper.select()
    if search.isascii() and search.isdigit() and len(search) < LONGEST_NUMBER:
        return query.where(IssuedPaper.number == int(search))
    hashed = [column.startswith(search.lower()) for column in (IssuedPaper.text_hash, IssuedPaper.file_hash)]
    return query.where(hashed[0] | hashed[1]) if search else query
