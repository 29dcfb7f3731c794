"""КТП: form of control, practical hours, resources, a note of a lesson; corrections that a load undid."""

from typing import Any

from ejournal.migrations import KEYS

COLUMNS = ("control_form TEXT", "practical VARCHAR(5)", "resources TEXT", "note TEXT")
UNDONE = """
CREATE TABLE correction_undone (
    id {key}, correction_id BIGINT NOT NULL REFERENCES plan_correction (id) ON DELETE RESTRICT,
    line SMALLINT NOT NULL, day DATE NOT NULL, UNIQUE (correction_id, line))
"""


def up(migrator: Any, db: Any) -> None:
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE plan_item ADD COLUMN {column}")
    db.execute_sql(UNDONE.format(key=KEYS[type(db).__name__]))
