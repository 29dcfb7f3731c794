"""The demo school of a moment: built once a run for all its workers, then copied."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from ejournal.demo import run
from tests.engines import disconnect, using


def prepared(factory: pytest.TempPathFactory, moment: datetime) -> Path:
    """A file with the demo as it stands at the moment, the caller's own."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demos"
    shared.mkdir(exist_ok=True)
    built = shared / f"{moment:%Y-%m-%d-%H-%M}.db"
    with open(built.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(built, moment)
    own = factory.mktemp("demo") / "demo.db"
    shutil.copyfile(built, own)
    return own


def _build(path: Path, moment: datetime) -> None:
    """Named only when whole: a build that failed is tried again by whoever needs it next."""
    begun = path.with_suffix(".begun")
    begun.unlink(missing_ok=True)
    run.build(f"sqlite:///{begun}", moment, moment)
    disconnect()
    begun.rename(path)


@contextmanager
def opened(factory: pytest.TempPathFactory, moment: datetime) -> Iterator[None]:
    """A copy, connected."""
    with using(f"sqlite:///{prepared(factory, moment)}"):
        yield
