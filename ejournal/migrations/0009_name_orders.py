"""By which order somebody got another name."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE person_name ADD COLUMN order_number VARCHAR(100)")
