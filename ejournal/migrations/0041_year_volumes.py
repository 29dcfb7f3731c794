"""The hours of a year that a grade may have, each from a day on."""

from typing import Any

from ejournal.migrations import KEYS

TABLE = """
CREATE TABLE year_volume (
    id {key}, grade SMALLINT NOT NULL, least SMALLINT NOT NULL, most SMALLINT NOT NULL,
    valid_from DATE NOT NULL, UNIQUE (grade, valid_from))
"""


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(TABLE.format(key=KEYS[type(db).__name__]))
