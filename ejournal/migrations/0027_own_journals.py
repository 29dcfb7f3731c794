"""The form or режимный момент of a session, and the order by which a pupil is in a group."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE lesson_text ADD COLUMN form VARCHAR(60)")
    db.execute_sql("ALTER TABLE group_member ADD COLUMN order_number VARCHAR(100)")
