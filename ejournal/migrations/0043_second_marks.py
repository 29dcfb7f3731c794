"""Works: the page that gets their second marks, and there the work that a column is of (п. 4.5.4)."""

from typing import Any

COLUMNS = (
    "second_page_id BIGINT REFERENCES teaching_group (id) ON DELETE RESTRICT",
    "source_id BIGINT REFERENCES work (id) ON DELETE RESTRICT",
)


def up(migrator: Any, db: Any) -> None:
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE work ADD COLUMN {column}")
    for column in ("second_page_id", "source_id"):
        db.execute_sql(f"CREATE INDEX work_{column} ON work ({column}) WHERE {column} IS NOT NULL")
