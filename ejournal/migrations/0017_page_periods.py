"""Pages that are taught in some periods of the year alone."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN periods VARCHAR(20)")
