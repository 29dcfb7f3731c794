"""«Бланки»: the papers whose blanks a school may have in a form of its own, and which it has."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents.own_kinds import KINDS
from ejournal.models.own_blanks import OwnBlank, all_in_use, in_use
from ejournal.models.people import names_on_days
from ejournal.wording import short_name


@dataclass(frozen=True)
class BlankLine:
    """A paper; `since` and `who` tell of the school's own blank, None and "" while it has none."""

    name: str
    title: str
    since: date | None = None
    who: str = ""


def index(now: datetime) -> list[BlankLine]:
    """Every paper, those with a blank of the school's own with the day and whoever took it into use."""
    own = all_in_use()
    days = {name: row.at.astimezone(now.tzinfo).date() for name, row in own.items()}
    known = names_on_days({(own[name].by_id, day) for name, day in days.items()})
    return [
        BlankLine(name, kind.title, days[name], short_name(*known[own[name].by_id, days[name]]))
        if name in own
        else BlankLine(name, kind.title)
        for name, kind in KINDS.items()
    ]


def one(name: str, now: datetime) -> BlankLine:
    """One paper."""
    return next(line for line in index(now) if line.name == name)


def used(name: str) -> OwnBlank | None:
    """The school's own blank that is in use, with its file but the content of it."""
    found = in_use(name)
    return found if found and found.upload_id is not None else None
