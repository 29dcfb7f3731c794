"""Holidays of some grades of a year, the days off of classes that come from them; the order of a new name."""

from typing import Any

from ejournal.migrations import KEYS

TABLE = """
CREATE TABLE grade_break (
    id {key}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    grade_from SMALLINT NOT NULL, grade_to SMALLINT NOT NULL, reason VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NOT NULL, CHECK (valid_from <= valid_to))
"""
COLUMNS = (
    "ALTER TABLE day_off ADD COLUMN grade_break_id BIGINT REFERENCES grade_break (id) ON DELETE RESTRICT",
    "ALTER TABLE class_year ADD COLUMN order_number VARCHAR(100)",
)


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(TABLE.format(key=KEYS[type(db).__name__]))
    for column in COLUMNS:
        db.execute_sql(column)
