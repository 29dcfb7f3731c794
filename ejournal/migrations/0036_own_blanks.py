"""Word blanks of the school's own, and when each of them, or ours again, was taken into use."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE own_blank (id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    name VARCHAR(40) NOT NULL,
    upload_id BIGINT REFERENCES upload (id) ON DELETE RESTRICT);
CREATE INDEX own_blank_deed ON own_blank (deed);
CREATE INDEX own_blank_name ON own_blank (name)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
