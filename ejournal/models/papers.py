"""The register of issued papers: facts; beside each the file, so that it prints again as it was issued."""

from peewee import (
    BigIntegerField,
    BlobField,
    CharField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from ejournal.db import Table
from ejournal.models.journal import Fact
from ejournal.models.people import Person


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
