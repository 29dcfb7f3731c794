"""The files of one school, loaded as `ejournal import` loads them, in any order."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ejournal.access import Actor
from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.loading.scope import scope
from ejournal.models.imports import ImportLoad
from ejournal.rules.calendar import proposed
from ejournal.services import years
from ejournal.services.uploads import NewFile
from tests.school import at

SAMPLES = Path(__file__).parents[1] / "importing" / "samples"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
SCHOOL: dict[str, Any] = EXPECTED["school"]
FILES: dict[str, Any] = EXPECTED["files"]
BY = Actor(None, "command_line")
NOW = at("10:00").replace(month=8, day=28)
ORDER = "№ 61 от 28.08.2026"


def open_year() -> None:
    years.open_year(proposed(2026), by=BY, now=NOW)


def prepared(name: str, chosen: Chosen | None = None) -> tuple[Prepared, NewFile]:
    """A sample as it is understood and compared with what is stored now."""
    kind = FILES[name]["kind"]
    content = (SAMPLES / name).read_bytes()
    asked = chosen or Chosen(order=ORDER)
    book = kinds.as_chosen(kinds.read(content), asked)
    found = kinds.prepare(kind, book, name, asked, scope(NOW.date(), None, kind == "ktp"))
    return found, NewFile("import", name, kinds.MEDIA[book.format], content)


def load(name: str) -> ImportLoad:
    """Load a sample; the load in the register."""
    chosen = Chosen(order=ORDER)
    found, file = prepared(name, chosen)
    assert found.lack == ""
    register.load(FILES[name]["kind"], file, chosen, found, by=BY, now=NOW)
    newest: ImportLoad = ImportLoad.select().order_by(ImportLoad.id.desc()).get()
    return newest


def compared(kind: str, text: str, name: str = "файл.csv", now: datetime = NOW) -> Prepared:
    """A text as a file of a kind, compared with what is stored now."""
    book = kinds.read(text.encode())
    return kinds.prepare(kind, book, name, Chosen(order=ORDER), scope(now.date(), None, kind == "ktp"))


def bring(kind: str, text: str, name: str = "файл.csv", now: datetime = NOW) -> ImportLoad:
    """Load a text as a file; the load in the register."""
    found = compared(kind, text, name, now)
    assert found.lack == ""
    file = NewFile("import", name, "text/csv", text.encode())
    register.load(kind, file, Chosen(order=ORDER), found, by=BY, now=now)
    newest: ImportLoad = ImportLoad.select().order_by(ImportLoad.id.desc()).get()
    return newest
