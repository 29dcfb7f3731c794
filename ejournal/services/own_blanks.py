"""A Word blank of the school's own is brought, taken into use, given up for ours again (п. 4.2.2)."""

from datetime import datetime

from ejournal.access import Actor
from ejournal.models import own_blanks as stored
from ejournal.models.imports import Upload
from ejournal.models.own_blanks import OwnBlank
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import add_fact, deed
from ejournal.services.uploads import NewFile, store

CLAUSE = "4.2.2"


@deed("blank.bring", of="upload")
def bring(file: NewFile, token: str, *, by: Actor, now: datetime) -> None:
    """Keep a blank that was found sound; nothing is made by it yet."""
    store(file, token, by, now)


@deed("blank.use", of="upload", alone=True)
def use(upload: Upload, name: str, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2: from now on the paper of this name is made by this blank; what was issued stays as it is."""
    known = stored.in_use(name)
    if known and known.upload_id == upload.id:
        raise Refusal(CLAUSE, "Этот бланк уже применяется.", Way.RELOAD)
    add_fact(OwnBlank, name=name, upload=upload)


@deed("blank.give_up", of="own_blank", alone=True)
def give_up(used: OwnBlank, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2: from now on the paper is made by our blank again; the school's own is kept."""
    known = stored.in_use(used.name)
    if known is None or known.upload_id is None:
        raise Refusal(CLAUSE, "Эта бумага и так печатается по бланку журнала.", Way.RELOAD)
    add_fact(OwnBlank, name=used.name, upload=None)


@deed("blank.discard", of="upload")
def discard(upload_id: int, *, by: Actor, now: datetime) -> None:
    """Delete a blank that nothing was ever made by."""
    if stored.was_used(upload_id):
        raise Refusal(CLAUSE, "По этому бланку бумаги уже печатались: он остаётся в журнале.", Way.RELOAD)
    Upload.delete().where(Upload.id == upload_id).execute()
