"""Lessons moved to another time, and days taught by the timetable of another weekday."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE lesson_move (
    id {key}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    from_date DATE NOT NULL, from_number SMALLINT NOT NULL,
    to_date DATE NOT NULL, to_number SMALLINT NOT NULL, order_number VARCHAR(100) NOT NULL);
CREATE UNIQUE INDEX lesson_move_from ON lesson_move (group_id, from_date, from_number);
CREATE UNIQUE INDEX lesson_move_to ON lesson_move (group_id, to_date, to_number);
CREATE TABLE day_like (
    id {key}, cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT,
    date DATE NOT NULL, weekday SMALLINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    order_number VARCHAR(100) NOT NULL);
CREATE INDEX day_like_date ON day_like (date)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
