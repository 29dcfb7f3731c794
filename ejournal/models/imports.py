"""Files that were brought and imports made of them: drafts are conveniences, loads and undoings are facts."""

from functools import reduce
from operator import or_
from typing import Any

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from ejournal.db import MomentField, Table
from ejournal.models.audit import Audit, Revision
from ejournal.models.curriculum import Group
from ejournal.models.journal import Fact
from ejournal.models.people import Person
from ejournal.models.plans import Plan

# The beginnings of the kinds of deeds that change what a КТП, and what any other file tells of.
PLAN_CHANGES = ("import.", "plan.", "group.", "timetable.", "year.")
LIST_CHANGES = (
    *("import.", "person.", "pupil.", "movement.", "guardian.", "data.accept", "employment.", "duty."),
    *("group.", "timetable.", "year."),
)


class Upload(Table):
    """A file as it came, in the database and so in every backup; `token` is its name in an address.

    `media_type` is told by the content, never by the name; `purpose` names what its size limit is of.
    `by` is None for the command line. It may be deleted until something was loaded of it.
    """

    by_id: int | None
    token = CharField(max_length=43, unique=True)
    at = MomentField()
    by = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    purpose = CharField(max_length=20)
    name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField()
    file_hash = CharField(max_length=64)
    content = BlobField()


class ImportDraft(Table):
    """An import that is being prepared: `chosen` is the JSON of what the person chose and corrected."""

    upload_id: int
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", unique=True, backref="+")
    kind = CharField(max_length=20)
    chosen = TextField()
    version = IntegerField(default=1)


class ImportJob(Table):
    """A load of a file (`target`: its upload) or an undoing (its load) that is too long for a request.

    It waits or runs until it is done, and then is gone; `refused` says why it was not done. `everybody`:
    whoever asked may load for all, not for the own pages alone.
    """

    by_id: int
    kind = CharField(max_length=10)
    target = IntegerField()
    at = MomentField()
    by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    duty = CharField(max_length=20)
    request = CharField(max_length=64, null=True)
    everybody = BooleanField()
    refused = CharField(max_length=1000, null=True)


class ImportLoad(Fact):
    """One file that was loaded, all or nothing; `report` is the JSON of what became of each row.

    `by` is None for the command line.
    """

    by = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")  # type: ignore[assignment]
    duty = CharField(max_length=20)
    upload_id: int
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", unique=True, backref="+")
    kind = CharField(max_length=20)
    title = CharField(max_length=255)
    file_hash = CharField(max_length=64)
    chosen = TextField()
    report = TextField()


class ImportUndo(Fact):
    """A load that was taken back."""

    by = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")  # type: ignore[assignment]
    load = ForeignKeyField(ImportLoad, on_delete="RESTRICT", unique=True, backref="+")


_ABOUT = (Upload.id, Upload.token, Upload.at, Upload.by, Upload.name, Upload.media_type, Upload.size)


def draft(token: str) -> ImportDraft | None:
    """A draft with its upload, by the token of the upload."""
    found: ImportDraft | None = (
        ImportDraft.select(ImportDraft, Upload).join(Upload).where(Upload.token == token).first()
    )
    return found


def drafts(by: int | None) -> list[ImportDraft]:
    """The drafts of a person, newest first; the content of the files is not read."""
    mine = Upload.by.is_null() if by is None else Upload.by == by
    query = ImportDraft.select(ImportDraft, *_ABOUT).join(Upload).where(mine)
    return list(query.order_by(ImportDraft.id.desc()))


def job(kind: str, target: int) -> ImportJob | None:
    """What is being done with an upload or a load, or was refused."""
    found: ImportJob | None = ImportJob.get_or_none((ImportJob.kind == kind) & (ImportJob.target == target))
    return found


def jobs() -> list[ImportJob]:
    """What waits or was interrupted, the oldest first."""
    return list(ImportJob.select().where(ImportJob.refused.is_null()).order_by(ImportJob.id))


def draft_of(upload: int) -> ImportDraft | None:
    """A draft with its upload and the content of the file."""
    joined = ImportDraft.select(ImportDraft, Upload).join(Upload)
    found: ImportDraft | None = joined.where(Upload.id == upload).first()
    return found


def load(number: int) -> ImportLoad | None:
    """A load with what is known of its upload, without the content."""
    found: ImportLoad | None = (
        ImportLoad.select(ImportLoad, *_ABOUT).join(Upload).where(ImportLoad.id == number).first()
    )
    return found


def loads(kinds: list[str], by: int | None, limit: int) -> list[ImportLoad]:
    """The newest loads of these kinds; `by` narrows them to those of one person."""
    query = ImportLoad.select(ImportLoad, *_ABOUT).join(Upload).where(ImportLoad.kind.in_(kinds))
    if by is not None:
        query = query.where(ImportLoad.by == by)
    return list(query.order_by(ImportLoad.id.desc()).limit(limit))


def upload(number: int) -> Upload:
    """A file with its content."""
    found: Upload = Upload.get_by_id(number)
    return found


def newest_change(kind: str) -> int:
    """The number of the newest deed that changes what a file of a kind tells of; 0 when there was none."""
    changes = PLAN_CHANGES if kind == "ktp" else LIST_CHANGES
    told = reduce(or_, (Audit.kind.startswith(word) for word in changes))
    query: Any = Audit.select(Audit.id).where(told).order_by(Audit.id.desc()).limit(1).tuples()
    return next((number for (number,) in query), 0)


def loaded_of(token: str, by: int | None) -> ImportLoad | None:
    """What a person loaded of a file, by its token."""
    mine = (Upload.token == token) & (ImportLoad.by == by)
    return ImportLoad.select().join(Upload).where(mine).first()  # type: ignore[no-any-return]  # a row or None


def pages_of(load: ImportLoad) -> set[int]:
    """The pages of the journal whose plan a load wrote."""

    def written(table: Any) -> Any:
        mine = (Revision.deed == load.deed) & (Revision.record_kind == table._meta.table_name)
        return Revision.select(Revision.record_id).where(mine)

    mine = Group.id.in_(written(Group)) | Group.plan.in_(written(Plan))
    return {group.id for group in Group.select(Group.id).where(mine)}


def undone(numbers: list[int]) -> dict[int, ImportUndo]:
    """By the number of the load: those of these loads that were taken back."""
    query: Any = ImportUndo.select().where(ImportUndo.load.in_(numbers))
    return {row.load_id: row for row in query}


def loaded_by(request: str) -> ImportLoad | None:
    """The load that a request made, by its idempotency key."""
    query = ImportLoad.select().join(Audit, on=(Audit.deed == ImportLoad.deed))
    return query.where(Audit.request == request).first()  # type: ignore[no-any-return]  # a row or None
