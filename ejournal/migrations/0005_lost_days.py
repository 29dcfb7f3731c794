"""Days off that take lessons away from the plan: quarantine, frost. Holidays were never in it."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE day_off ADD COLUMN lost BOOLEAN")
