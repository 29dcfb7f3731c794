"""Local acts of the school on its journal: what was in force since when, with the text as it was signed."""

from typing import Any

from peewee import BooleanField, CharField, DateField, ForeignKeyField

from ejournal.models.imports import Upload
from ejournal.models.journal import Fact


class LocalAct(Fact):
    """п. 4.1.2, 5.1: a document of the school on the journal, by its title."""

    title = CharField(max_length=200)


class ActVersion(Fact):
    """п. 5.2: the act as it is from `since` on: by which order (`paper`), what was changed, its file.

    `ended`: from that day on it is no longer in force.
    """

    act_id: int
    upload_id: int | None
    act = ForeignKeyField(LocalAct, on_delete="RESTRICT", backref="+")
    paper = CharField(max_length=100)
    since = DateField()
    changes = CharField(max_length=300)
    ended = BooleanField()
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", null=True, backref="+")


def versions() -> list[ActVersion]:
    """Every version of every act with the act, the newest of each first. One query."""
    query: Any = ActVersion.select(ActVersion, LocalAct).join(LocalAct)
    return list(query.order_by(LocalAct.title, LocalAct.id, ActVersion.since.desc(), ActVersion.id.desc()))


def version(number: int) -> ActVersion | None:
    """One version with its act."""
    found: ActVersion | None = (
        ActVersion.select(ActVersion, LocalAct).join(LocalAct).where(ActVersion.id == number).first()
    )
    return found


def act(number: int) -> LocalAct | None:
    found: LocalAct | None = LocalAct.get_or_none(LocalAct.id == number)
    return found
