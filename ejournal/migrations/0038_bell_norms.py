"""Norms of the bells, each from a day on."""

from typing import Any

from ejournal.migrations import KEYS

TABLE = """
CREATE TABLE bell_norm (
    id {key}, first_hour SMALLINT NOT NULL, last_hour SMALLINT NOT NULL, lesson_minutes SMALLINT NOT NULL,
    first_grade_minutes SMALLINT NOT NULL, break_minutes SMALLINT NOT NULL, valid_from DATE NOT NULL UNIQUE)
"""


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(TABLE.format(key=KEYS[type(db).__name__]))
