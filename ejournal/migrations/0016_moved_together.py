"""Lessons that were exchanged, or moved together, know it of each other."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE lesson_move ADD COLUMN pair VARCHAR(32)")
