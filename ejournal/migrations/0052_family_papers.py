"""Two more steps of a paper of a family (п. 4.6.1): printed for nothing; a child of 14 has signed it too.

A pile of signed papers that is too large for a request waits with its files until a job has sorted it.
"""

from typing import Any

from ejournal.migrations import KEYS, change_condition

TABLES = """
CREATE TABLE pile (id {key},
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    day DATE NOT NULL, place VARCHAR(200) NOT NULL, address VARCHAR(300) NOT NULL, told TEXT);
CREATE INDEX pile_cohort ON pile (cohort_id);
CREATE TABLE pile_file (id {key},
    pile_id BIGINT NOT NULL REFERENCES pile (id) ON DELETE RESTRICT,
    upload_id BIGINT NOT NULL REFERENCES upload (id) ON DELETE RESTRICT);
CREATE INDEX pile_file_pile ON pile_file (pile_id);
CREATE UNIQUE INDEX pile_file_upload ON pile_file (upload_id)
"""
# The table, its column, what the column may hold, as it was written and as it is now.
CHANGED = (
    ("family_step", "step", "'signed', 'scanned'", "'signed', 'scanned', 'spoilt', 'child'"),
    ("import_job", "kind", "'load', 'undo'", "'load', 'undo', 'pile'"),
)


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
    for told in CHANGED:
        change_condition(db, *told)
