"""A week that a stranger closed is open again, and may be closed once more (п. 3.5, 4.4.3)."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE week_reopening (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    closing_id BIGINT NOT NULL REFERENCES week_closing (id) ON DELETE RESTRICT,
    reversal_id BIGINT NOT NULL REFERENCES reversal (id) ON DELETE RESTRICT);
CREATE INDEX week_reopening_deed ON week_reopening (deed);
CREATE INDEX week_reopening_reversal ON week_reopening (reversal_id);
CREATE UNIQUE INDEX week_reopening_once ON week_reopening (closing_id);
DROP INDEX week_closing_once;
CREATE INDEX week_closing_week ON week_closing (cohort_id, monday)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
