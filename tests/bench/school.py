"""The school that the figures are taken in: built once, kept in var/ under a hash of what made it."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ejournal.db import connect_to, connected, database
from ejournal.demo import bench
from tests.bench import scene
from tests.bench.scene import Scene

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench"
MADE_OF = ("ejournal/demo", "ejournal/migrations")


@contextmanager
def opened(years: int) -> Iterator[tuple[str, Scene]]:
    """A copy of the school of so many years with the classes of the scene; thrown away afterwards."""
    with TemporaryDirectory(prefix="ejournal-bench-") as folder:
        file = Path(folder) / "school.db"
        shutil.copyfile(_kept(years), file)
        url = f"sqlite:///{file}"
        yield url, scene.lay(url)


def size(url: str) -> str:
    """How much is stored, in words."""
    connect_to(url)
    with connected():
        (marks,) = database.execute_sql("SELECT count(*) FROM mark").fetchone()
        (lessons,) = database.execute_sql("SELECT count(*) FROM lesson").fetchone()
    return f"{marks:,} отметок, {lessons:,} уроков".replace(",", " ")


def _kept(years: int) -> Path:
    file = KEPT / f"{_made_by()}-{years}.db"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"*-{years}.db*"):
            old.unlink()
        unfinished = file.with_suffix(".unfinished")
        for left in KEPT.glob("*.unfinished*"):
            left.unlink()
        _build(f"sqlite:///{unfinished}", years)
        unfinished.rename(file)
    return file


def _made_by() -> str:
    made = hashlib.sha256()
    for name in MADE_OF:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and file.suffix != ".pyc":
                made.update(file.read_bytes())
    return made.hexdigest()[:12]


def _build(url: str, years: int) -> None:
    bench.build(url, years)
    connect_to(url)
    with connected():  # one file, without its journal beside it
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
