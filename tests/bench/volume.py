"""The volume of class 5 for the first half-year, measured in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ejournal.db import connect_to, connected
from ejournal.demo.bench import TODAY, ZONE
from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.volume import Volume, extent, render
from ejournal.documents.volume_layout import Layout
from ejournal.reports import printing
from tests.bench.timing import taken

GRADE, HALF = "5", 1
AIM = 15  # ms a spread


def measured(url: str) -> dict[str, Any]:
    """What it costs, in a fresh process, so that its memory is its own."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.volume", url], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, Any] = json.loads(answer)
    return found


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    given = (
        f"5 класс, I полугодие: {found['pupils']} учеников, {found['lessons']} уроков, "
        f"{found['pages']} страниц, {found['spreads']} разворотов"
    )
    say(f"\nТом журнала ({given})")
    say(f"{'прочитать и разложить':58}{found['read']:9.0f} мс")
    say(f"{'сделать .docx':58}{found['render']:9.0f} мс")
    say(f"{'сжать тот же XML':58}{found['zip']:9.0f} мс")
    times = (found["read"] + found["render"]) / found["zip"]
    each = (found["read"] + found["render"]) / found["spreads"]
    say(f"{'всего, × сжатие того же XML':58}{times:9.1f}")
    mark = "≤" if each <= AIM else "!"
    say(f"{'на разворот':58}{each:9.1f} мс {mark} {AIM}")
    say(f"{'память: до и сверх того на пике':58}{found['rss']:6.0f} МБ + {found['peak']:.0f} МБ")


def _measure(url: str) -> dict[str, Any]:
    connect_to(url)
    now = datetime.combine(TODAY, datetime.min.time(), ZONE).replace(hour=10)
    with connected():
        order = printing.order_of(GRADE, HALF, now)
        at_rest = _peak()
        read, (made, _) = taken(lambda: printing.volume_of(order, Layout.SPREAD, now))
        drawn, docx = taken(lambda: render(made, fingerprint(made)))
        peak = _peak() - at_rest
        pages = extent(made)[1]
    return {
        "read": read * 1000,
        "render": drawn * 1000,
        "zip": taken(lambda: zipped(docx))[0] * 1000,
        "bytes": len(docx),
        "pages": pages,
        "spreads": _spreads(docx),
        "pupils": len(made.attendance.pupils),
        "lessons": _lessons(made),
        "rss": at_rest,
        "peak": peak,
    }


def _lessons(made: Volume) -> int:
    return sum(entry.day is not None for part in made.parts for entry in part.entries)


def _spreads(docx: bytes) -> int:
    with ZipFile(BytesIO(docx)) as parts:
        return parts.read("word/document.xml").decode().count("Содержание уроков")


def zipped(docx: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return made.getvalue()


def _peak() -> float:
    """The most memory that this process ever had, MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
