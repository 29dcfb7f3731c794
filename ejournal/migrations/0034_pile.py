"""Pages of an uploaded pile that no paper was found for: they wait for a hand."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE pile_leaf (id {key},
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    upload_id BIGINT NOT NULL REFERENCES upload (id) ON DELETE RESTRICT,
    paper_id BIGINT REFERENCES family_paper (id) ON DELETE RESTRICT,
    day DATE NOT NULL, reason VARCHAR(300) NOT NULL);
CREATE UNIQUE INDEX pile_leaf_upload ON pile_leaf (upload_id);
CREATE INDEX pile_leaf_cohort ON pile_leaf (cohort_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
