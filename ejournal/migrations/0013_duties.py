"""By which orders duties and work ended, and the orders that appoint who answers for the journal."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
ALTER TABLE duty ADD COLUMN ended_order VARCHAR(100);
ALTER TABLE employment ADD COLUMN ended_order VARCHAR(100);
CREATE TABLE appointment (
    id {key}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    number VARCHAR(100) NOT NULL, act VARCHAR(300) NOT NULL,
    administrator_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    technician_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    checker_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    controller_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    relieves BOOLEAN NOT NULL, signed_on DATE, version INTEGER NOT NULL)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
