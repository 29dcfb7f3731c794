"""A term mark of a session that was reversed is taken back by a fact of its own (п. 3.5, 4.5.5)."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE term_mark_reversal (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    mark_id BIGINT NOT NULL REFERENCES term_mark (id) ON DELETE RESTRICT,
    reversal_id BIGINT NOT NULL REFERENCES reversal (id) ON DELETE RESTRICT);
CREATE INDEX term_mark_reversal_deed ON term_mark_reversal (deed);
CREATE INDEX term_mark_reversal_reversal ON term_mark_reversal (reversal_id);
CREATE UNIQUE INDEX term_mark_reversal_once ON term_mark_reversal (mark_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
