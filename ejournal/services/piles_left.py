"""A pile too large for a request is left here and sorted beside the server (п. 4.6.1, 4.4.5)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.imports import Upload
from ejournal.models.piles import Pile, PileFile
from ejournal.rules import consents as rules
from ejournal.rules.text import one_line
from ejournal.services import uploads
from ejournal.services.deeds import deed
from ejournal.services.uploads import NewFile

KIND = "pile"  # of its job


@deed("pile.bring", of="cohort")
def leave(
    cohort: int,
    brought: Sequence[tuple[str, bytes]],
    day: date | None,
    place: str,
    address: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.6.1: the files are kept until the pile is sorted; what can be refused is refused now."""
    day = rules.check_day(day, None, now.date())
    place = one_line(place, limit=rules.PLACE, field="Место хранения")
    Pile.delete().where((Pile.cohort == cohort) & Pile.told.is_null(False)).execute()  # it was read: names go
    made = Pile.create(cohort=cohort, day=day, place=place, address=address)
    for number, (name, content) in enumerate(brought):
        token = hashlib.sha256(f"{by.request}\x1f{number}".encode()).hexdigest()[: uploads.TOKEN]
        file = NewFile("pile", name[: uploads.NAME_LIMIT], "application/octet-stream", content)
        PileFile.create(pile=made, upload=uploads.store(file, token, by, now))


def again(by: Actor, deed_of: str) -> Actor:
    """Whoever left the pile, for a deed of the job: each has a key of its own, the same after a restart."""
    key = hashlib.sha256(f"{by.request}\x1f{deed_of}".encode()).hexdigest()
    return Actor(by.person, by.duty, key)


@deed("pile.done", of="pile")
def done(pile: Pile, told: Mapping[str, Sequence[str]], *, by: Actor, now: datetime) -> None:
    """п. 4.6.1: what became of its pages is kept for who left it; the files are needed no more."""
    mine = [row.upload_id for row in PileFile.select().where(PileFile.pile == pile)]
    PileFile.delete().where(PileFile.pile == pile).execute()
    Upload.delete().where(Upload.id.in_(mine)).execute()
    Pile.update(told=json.dumps(told, ensure_ascii=False)).where(Pile.id == pile).execute()
