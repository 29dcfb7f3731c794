"""A page of a pile that waits for a hand keeps the place that was typed for the pile (п. 4.6.1)."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE pile_leaf ADD COLUMN place VARCHAR(200)")
