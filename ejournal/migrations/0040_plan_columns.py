"""A lesson of a КТП: form of control, practical hours, electronic resources, a note (domain facts, 5.6)."""

from typing import Any

COLUMNS = ("control_form TEXT", "practical VARCHAR(5)", "resources TEXT", "note TEXT")


def up(migrator: Any, db: Any) -> None:
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE plan_item ADD COLUMN {column}")
