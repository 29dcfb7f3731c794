"""The demo's data files, read as they are."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Rows of one file of demo/data, by column name."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
