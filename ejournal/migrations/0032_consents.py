"""Papers of families: applications, consents, refusals, withdrawals, and their scans."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
ALTER TABLE informing ADD COLUMN consented BOOLEAN;
ALTER TABLE informing ADD COLUMN signed BOOLEAN;
CREATE TABLE family_paper ({FACT},
    year SMALLINT NOT NULL, number INTEGER NOT NULL, kind VARCHAR(20) NOT NULL,
    guardian_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    child_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    electronic BOOLEAN, token VARCHAR(32) NOT NULL,
    issued_id BIGINT REFERENCES issued_paper (id) ON DELETE RESTRICT);
CREATE INDEX family_paper_deed ON family_paper (deed);
CREATE UNIQUE INDEX family_paper_number ON family_paper (year, number);
CREATE UNIQUE INDEX family_paper_token ON family_paper (token);
CREATE INDEX family_paper_child ON family_paper (child_id);
CREATE INDEX family_paper_cohort ON family_paper (cohort_id);
CREATE TABLE family_step ({FACT},
    paper_id BIGINT NOT NULL REFERENCES family_paper (id) ON DELETE RESTRICT,
    step VARCHAR(10) NOT NULL CHECK (step IN ('signed', 'scanned')),
    day DATE NOT NULL, electronic BOOLEAN, place VARCHAR(200) NOT NULL,
    upload_id BIGINT REFERENCES upload (id) ON DELETE RESTRICT, file_hash VARCHAR(64) NOT NULL);
CREATE INDEX family_step_deed ON family_step (deed);
CREATE UNIQUE INDEX family_step_once ON family_step (paper_id, step)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
