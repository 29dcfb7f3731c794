"""The plan of the checks of the journals by months."""

from typing import Any

from ejournal.migrations import KEYS

TABLE = """CREATE TABLE planned_check (
    id {key}, month DATE NOT NULL UNIQUE, title VARCHAR(300) NOT NULL, version INTEGER NOT NULL)"""


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(TABLE.format(key=KEYS[type(db).__name__]))
