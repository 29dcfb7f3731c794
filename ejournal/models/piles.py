"""Piles of signed papers that are too large for a request: conveniences, until they are sorted (п. 4.6.1)."""

from typing import Any

from peewee import CharField, DateField, ForeignKeyField, TextField

from ejournal.db import Table
from ejournal.models.imports import Upload
from ejournal.models.people import Cohort


class Pile(Table):
    """A pile of a class: the day on its papers, where they are kept, the address that their codes name.

    `told` is the JSON of what became of its pages, None while it is not sorted.
    """

    cohort_id: int
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    day = DateField()
    place = CharField(max_length=200)
    address = CharField(max_length=300)
    told = TextField(null=True)


class PileFile(Table):
    """A file of a pile as it came, until the pile is sorted."""

    upload_id: int
    pile = ForeignKeyField(Pile, on_delete="RESTRICT", backref="+")
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", unique=True, backref="+")


def pile(number: int) -> Pile | None:
    found: Pile | None = Pile.get_or_none(Pile.id == number)
    return found


def newest(cohort: int) -> Pile | None:
    """The pile that was left last for a class."""
    return Pile.select().where(Pile.cohort == cohort).order_by(Pile.id.desc()).first()  # type: ignore[no-any-return]  # a row or None


def files(number: int) -> list[Upload]:
    """The files of a pile with their content, in the order in which they came."""
    query: Any = Upload.select().join(PileFile, on=(PileFile.upload == Upload.id))
    return list(query.where(PileFile.pile == number).order_by(PileFile.id))
