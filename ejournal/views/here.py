"""What belongs to this request: its config, its clocks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from flask import current_app, g, request
from werkzeug.datastructures import MultiDict

from ejournal.clock import Clock
from ejournal.config import Config
from ejournal.services import uploads

LARGEST = 10**18
YEARS = (2000, 2100)  # beyond them a date is a slip of the keyboard


def config() -> Config:
    return cast(Config, current_app.config["EJOURNAL"])


def clock() -> Clock:
    return cast(Clock, current_app.config["CLOCK"])


def school_now() -> datetime:
    """School time at which the request arrived: what the rules judge by, one moment for all its parts."""
    if "arrived" not in g:
        g.arrived = clock().school_now()
    return cast(datetime, g.arrived)


def wall_now() -> datetime:
    """Wall time: for sessions."""
    return clock().wall_now()


def file_brought(purpose: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the file that came with the form; None when none did.

    Refusal: it is larger than files of this purpose may be.
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    with sent.stream:
        content = sent.stream.read(uploads.LIMITS[purpose] + 1)
    if len(content) > uploads.LIMITS[purpose]:
        raise uploads.too_large(purpose)
    return sent.filename, content


def day_asked(name: str, default: date | None = None) -> date | None:
    """A day of the address; the default when it is no date, or one that no school year can hold."""
    asked = request.args.get(name, default, type=date.fromisoformat)
    return asked if asked and YEARS[0] <= asked.year <= YEARS[1] else default


def whole(sent: MultiDict[str, str], name: str) -> int:
    """A whole number of a form or an address; 0 for what is absent, no number, or larger than any id."""
    number = sent.get(name, 0, type=int)
    return number if 0 <= number < LARGEST else 0


def number_of(text: str) -> int:
    """The same of one value."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(LARGEST)) else 0


def day_typed(sent: Mapping[str, str], name: str) -> date | None:
    """A day of a form; None when it is no date, or one that no school year can hold."""
    try:
        day = date.fromisoformat(sent.get(name, ""))
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None
