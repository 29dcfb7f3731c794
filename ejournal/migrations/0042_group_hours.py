"""Hours a week of groups that no class has: at home, after school, clubs, mixed ones (п. 2.1)."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN week_tenths SMALLINT")
