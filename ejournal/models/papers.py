"""The register of issued papers: facts; beside each the file, so that it prints again as it was issued."""

import hashlib
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

LONGEST_NUMBER = 9  # digits; more are a hash
SHORTEST_HASH = 6  # signs; a number as long as that may be the beginning of a hash as well
CLASS = "cohort"  # the `about_kind` of a paper about a class


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


@dataclass(frozen=True)
class Wanted:
    """Which papers of the register are asked for.

    `search` is a number or the beginning of a hash; "" and 0 ask for all. `cohorts` are the classes
    whose papers are within reach, None when all papers are.
    """

    search: str = ""
    kind: str = ""
    year: int = 0
    cohorts: frozenset[int] | None = None


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

    @property
    def cohorts(self) -> frozenset[int]:
        """The class it is about: by it the class teacher reads it."""
        return frozenset({int(self.about_id)} if self.about_kind == CLASS and self.about_id else ())


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


def same(new: NewPaper, text_hash: str) -> IssuedPaper | None:
    """The paper that says just this of the same, with its file whole: issued again it is this one."""
    found = [
        one for one in issued_about(new.kind, new.about_kind, new.about_id) if one.text_hash == text_hash
    ]
    return next((one for one in found if file_of(one) is not None), None)


def of_text_hash(starts: str) -> IssuedPaper | None:
    """The paper whose text hash begins so: what its QR names."""
    found: IssuedPaper | None = IssuedPaper.get_or_none(IssuedPaper.text_hash.startswith(starts))
    return found


def issued_by(request: str) -> IssuedPaper | None:
    """The paper that a request issued, by its idempotency key."""
    query = IssuedPaper.select().join(Audit, on=(Audit.deed == IssuedPaper.deed))
    return query.where(Audit.request == request).first()  # type: ignore[no-any-return]  # a row or None


def file_of(paper: IssuedPaper) -> bytes | None:
    """The .docx as it was issued; None when it is gone or is not the one that was issued."""
    kept = PaperFile.get_or_none(PaperFile.paper == paper)
    content = bytes(kept.content) if kept else b""
    return content if hashlib.sha256(content).hexdigest() == paper.file_hash else None


def issued(wanted: Wanted, limit: int, skip: int) -> list[IssuedPaper]:
    """The papers that are asked for, newest first."""
    return list(_found(wanted).order_by(IssuedPaper.id.desc()).limit(limit).offset(skip))


def count_issued(wanted: Wanted) -> int:
    return int(_found(wanted).count())


def kinds_and_years(cohorts: frozenset[int] | None) -> set[tuple[str, int]]:
    """Kinds and years of the papers within reach."""
    query = _found(Wanted(cohorts=cohorts), IssuedPaper.kind, IssuedPaper.year)
    return set(query.distinct().tuples())


def issued_about(kind: str, about_kind: str, about: int | None) -> list[IssuedPaper]:
    """The papers of a kind about somebody or something, newest first."""
    mine = (
        (IssuedPaper.kind == kind) & (IssuedPaper.about_kind == about_kind) & (IssuedPaper.about_id == about)
    )
    return list(IssuedPaper.select().where(mine).order_by(IssuedPaper.id.desc()))


def _found(wanted: Wanted, *columns: Any) -> Any:
    query = IssuedPaper.select(*columns)
    if wanted.cohorts is not None:
        query = query.where(IssuedPaper.about_kind == CLASS, IssuedPaper.about_id.in_(list(wanted.cohorts)))
    if wanted.kind:
        query = query.where(IssuedPaper.kind == wanted.kind)
    if wanted.year:
        query = query.where(IssuedPaper.year == wanted.year)
    return query.where(_named(wanted.search)) if wanted.search else query


def _named(search: str) -> Any:
    """The number or the beginning of a hash; a number of six digits may be either."""
    starts = search.lower()
    hashed = IssuedPaper.text_hash.startswith(starts) | IssuedPaper.file_hash.startswith(starts)
    if not (search.isascii() and search.isdecimal() and len(search) <= LONGEST_NUMBER):
        return hashed
    numbered = IssuedPaper.number == int(search)
    return numbered | hashed if len(search) >= SHORTEST_HASH else numbered
