"""Files are read here alone: there is no journal to compare them with."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
