"""The demo school's files, read with no loader in between, and what is known of the school."""

import csv
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, str]

DATA = Path(__file__).resolve().parents[2] / "ejournal" / "demo" / "data"
EXPECTED: dict[str, Any] = json.loads(
    Path(__file__).with_name("expected_school.json").read_text(encoding="utf-8")
)
ENGLISH, COMPUTING = "Иностранный язык (английский)", "Информатика"


def read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


PUPILS, GUARDIANS, STAFF = read("pupils.csv"), read("guardians.csv"), read("staff.csv")
LOAD, CURRICULUM, TIMETABLE = read("load.csv"), read("curriculum.csv"), read("timetable.csv")
INDEX = read("plans/index.csv")
LESSONS = [row for row in TIMETABLE if row["kind"] == "lesson"]
EXTRACURRICULAR = [row for row in TIMETABLE if row["kind"] == "extracurricular"]
ALL_FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv"))


def full_name(row: Row) -> str:
    return " ".join(filter(None, (row["surname"], row["name"], row["patronymic"])))


NAME_OF = {row["snils"]: full_name(row) for row in STAFF}


def topics(rows: list[Row]) -> list[Row]:
    """One row per topic: the lessons of a long topic stand side by side and are alike."""
    return [next(group) for _, group in itertools.groupby(rows, key=lambda row: row["topic"])]


def hours_by_pair(rows: Iterable[Row]) -> dict[tuple[str, str], float]:
    hours: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        hours[row["class"], row["subject"]] += float(row["hours"])
    return hours
