"""Days that were given for term marks and are taken back."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE term_extension_withdrawal (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    extension_id BIGINT NOT NULL REFERENCES term_extension (id) ON DELETE RESTRICT);
CREATE INDEX term_extension_withdrawal_deed ON term_extension_withdrawal (deed);
CREATE UNIQUE INDEX term_extension_withdrawal_once ON term_extension_withdrawal (extension_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
