"""Word blanks of the school's own: which of them papers are made by, and since when."""

from typing import Any

from peewee import CharField, ForeignKeyField

from ejournal.models.imports import Upload
from ejournal.models.journal import Fact


class OwnBlank(Fact):
    """Since `at` the paper of this name is made by the file of `upload`, by ours again when it is None."""

    name = CharField(max_length=40)
    upload_id: int | None
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", null=True, backref="+")


def content_in_use(blank: str) -> bytes | None:
    """The school's own blank in place of one of ours, by the file name of that; None when there is none."""
    row: Any = _newest(blank.removesuffix(".docx")).first()
    return bytes(row.upload.content) if row and row.upload_id else None


def in_use(name: str) -> OwnBlank | None:
    """What was taken into use last for a paper, the file without its content."""
    found: OwnBlank | None = _newest(name, Upload.id, Upload.name, Upload.token).first()
    return found


def all_in_use() -> dict[str, OwnBlank]:
    """By the names of papers, those whose blank is the school's own now."""
    rows = OwnBlank.select(OwnBlank).order_by(OwnBlank.id)
    newest = {row.name: row for row in rows}
    return {name: row for name, row in newest.items() if row.upload_id is not None}


def brought(token: str) -> Upload | None:
    """A blank that somebody has uploaded, by its random name."""
    found: Upload | None = Upload.get_or_none((Upload.token == token) & (Upload.purpose == "blank"))
    return found


def was_used(upload: int) -> bool:
    return bool(OwnBlank.select().where(OwnBlank.upload == upload).exists())


def _newest(name: str, *columns: Any) -> Any:
    query = OwnBlank.select(OwnBlank, *(columns or (Upload,))).left_outer_join(Upload)
    return query.where(OwnBlank.name == name).order_by(OwnBlank.id.desc()).limit(1)
