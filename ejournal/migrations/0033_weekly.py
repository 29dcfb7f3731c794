"""Weekly sheets of families on paper: what was printed, handed over, and came back signed."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
CREATE TABLE week_sheet ({FACT},
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    week DATE NOT NULL, token VARCHAR(32) NOT NULL);
CREATE INDEX week_sheet_deed ON week_sheet (deed);
CREATE UNIQUE INDEX week_sheet_once ON week_sheet (pupil_id, week);
CREATE UNIQUE INDEX week_sheet_token ON week_sheet (token);
CREATE INDEX week_sheet_cohort ON week_sheet (cohort_id, week);
CREATE TABLE sheet_step ({FACT},
    sheet_id BIGINT NOT NULL REFERENCES week_sheet (id) ON DELETE RESTRICT,
    step VARCHAR(10) NOT NULL CHECK (step IN ('handed', 'returned')),
    day DATE NOT NULL, way VARCHAR(20) NOT NULL,
    upload_id BIGINT REFERENCES upload (id) ON DELETE RESTRICT, file_hash VARCHAR(64) NOT NULL);
CREATE INDEX sheet_step_deed ON sheet_step (deed);
CREATE UNIQUE INDEX sheet_step_once ON sheet_step (sheet_id, step)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
