"""Blanks of the school's own: whose blank a paper is made by, and the program apart that reads them.

A blank that a school uploads is code: it is checked and filled by own_reader.py in a sandbox, with limits of
time and memory, and never in this process.
"""

import pickle
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ejournal import apart

READER = Path(__file__).with_name("own_reader.py")
LONGEST = 20  # seconds that a blank may be read or filled

DAMAGED = "Файл повреждён или требует слишком много памяти: сохраните его в Word заново и загрузите."

Source = Callable[[str], bytes | None]

_source: ContextVar[Source | None] = ContextVar("own_blanks", default=None)


class OwnBlankError(Exception):
    """A blank of the school's own was not filled with a paper; the sentence says why, in Russian."""


class Fault(NamedTuple):
    """What is wrong with a blank: the text where it stands, "" for the whole; what it is."""

    place: str
    words: str


@dataclass(frozen=True)
class Checked:
    """A blank that was read: `faults` stop it, `notes` do not; `sample` is the .docx of the sample."""

    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()
    sample: bytes = b""


@contextmanager
def taken_from(source: Source) -> Iterator[None]:
    """Papers that are made meanwhile are made by the blanks of `source`, by their names; None is ours."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def of(blank: str) -> bytes | None:
    """The school's own blank in place of one of ours, if it has one."""
    source = _source.get()
    return source(blank) if source else None


def check(content: bytes, name: str) -> Checked:
    """Read an uploaded blank of a paper by its name in own_kinds, and try it with the sample."""
    try:
        said = apart.run(READER, content, "check", name, seconds=LONGEST)
    except apart.TookTooLongError:
        return Checked((Fault("", f"Бланк заполняется дольше {LONGEST} секунд: уберите лишние повторы."),))
    except apart.DiedError:
        return Checked((Fault("", DAMAGED),))
    faults = tuple(Fault(*one) for one in said["faults"])
    return Checked(faults, tuple(said["notes"]), b64decode(said["sample"]))


def fill(content: bytes, paper: Any, *, title: str, author: str, made: datetime) -> bytes:
    """The .docx of a paper by the school's own blank; OwnBlankError when it cannot be filled."""
    asked = pickle.dumps((content, paper, title, author, made))
    try:
        said = apart.run(READER, asked, "fill", seconds=LONGEST)
    except (apart.TookTooLongError, apart.DiedError):
        raise OwnBlankError("он заполняется слишком долго или повреждён") from None
    if "refused" in said:
        raise OwnBlankError(said["refused"])
    return b64decode(said["docx"])
