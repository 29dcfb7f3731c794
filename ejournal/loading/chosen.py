"""What a person chose for an import: kept as JSON with the draft, and with the load for ever."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from ejournal.importing.corrections import Corrections


@dataclass(frozen=True)
class Chosen:
    """Answers to what the file does not say; "" and None leave it to the file. `year` is its first half.

    `order` is the one by which people are enrolled or employed, `since` the day, as ISO has it. `gone` is how
    much somebody agreed to lose that the file lacks, `together` how many clashes somebody declared to be
    lessons that go together. `passed` is the number of a КТП that was reached before `since`.
    """

    year: int = 0
    sheet: str = ""
    subject: str = ""
    class_name: str = ""
    groups: tuple[int, ...] | None = None
    order: str = ""
    since: str = ""
    gone: str = ""
    together: str = ""
    passed: str = ""
    corrections: Corrections = field(default_factory=Corrections)


def to_json(chosen: Chosen) -> str:
    return json.dumps(asdict(chosen), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Chosen:
    kept: dict[str, Any] = json.loads(text)
    corrections = kept.pop("corrections")
    groups = None if kept["groups"] is None else tuple(kept["groups"])
    columns = {int(table): _by_number(told) for table, told in corrections["columns"].items()}
    cells = {
        int(table): {int(row): _by_number(typed) for row, typed in rows.items()}
        for table, rows in corrections["cells"].items()
    }
    return Chosen(**{**kept, "groups": groups}, corrections=Corrections(columns, cells))


def _by_number(told: dict[str, str]) -> dict[int, str]:
    return {int(column): text for column, text in told.items()}
