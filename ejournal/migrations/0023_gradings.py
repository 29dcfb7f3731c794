"""How a page, or one pupil of it, is graded in some days: decisions beside what the page is by itself."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE grading (
    id {key}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    pupil_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    mode VARCHAR(10) NOT NULL CHECK (mode IN ('five', 'pass', 'none')), paper VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE, CHECK (valid_to IS NULL OR valid_from <= valid_to));
CREATE INDEX grading_group ON grading (group_id);
CREATE INDEX grading_pupil ON grading (pupil_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
