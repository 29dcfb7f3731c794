"""What works weigh from a period on, and until when single works are to be marked."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE work_weight (
    id {key}, kind VARCHAR(30) NOT NULL, weight SMALLINT NOT NULL CHECK (weight > 0),
    valid_from DATE NOT NULL);
CREATE UNIQUE INDEX work_weight_since ON work_weight (kind, valid_from);
CREATE TABLE work_deadline (
    id {key}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    day DATE NOT NULL, number SMALLINT NOT NULL, kind VARCHAR(30) NOT NULL, until DATE NOT NULL,
    paper VARCHAR(100) NOT NULL);
CREATE UNIQUE INDEX work_deadline_work ON work_deadline (group_id, day, number, kind)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
