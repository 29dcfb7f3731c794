"""Two more steps of a paper of a family (п. 4.6.1): printed for nothing; a child of 14 has signed it too.

A pile of signed papers that is too large for a request waits with its files until a job has sorted it.
"""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE pile (id {key},
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    day DATE NOT NULL, place VARCHAR(200) NOT NULL, address VARCHAR(300) NOT NULL, told TEXT);
CREATE INDEX pile_cohort ON pile (cohort_id);
CREATE TABLE pile_file (id {key},
    pile_id BIGINT NOT NULL REFERENCES pile (id) ON DELETE RESTRICT,
    upload_id BIGINT NOT NULL REFERENCES upload (id) ON DELETE RESTRICT);
CREATE INDEX pile_file_pile ON pile_file (pile_id);
CREATE UNIQUE INDEX pile_file_upload ON pile_file (upload_id)
"""
# The table, its column, what the column may hold, as it was written and as it is now.
CHANGED = (
    ("family_step", "step", "'signed', 'scanned'", "'signed', 'scanned', 'spoilt', 'child'"),
    ("import_job", "kind", "'load', 'undo'", "'load', 'undo', 'pile'"),
)


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    for statement in TABLES.format(key=KEYS[engine]).split(";\n"):
        db.execute_sql(statement)
    change = _change_sqlite if engine == "PooledSqliteDatabase" else _change_postgres
    for told in CHANGED:
        change(db, *told)


def _change_postgres(db: Any, table: str, column: str, before: str, now: str) -> None:
    name = f"{table}_{column}_check"
    db.execute_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    db.execute_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IN ({now}))")


def _change_sqlite(db: Any, table: str, column: str, before: str, now: str) -> None:
    """The text of the schema, as no stored row is touched by it (like step 19)."""
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema=ON")
    db.execute_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (f"{column} IN ({before})", f"{column} IN ({now})", table),
    )
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=OFF")
    (stored,) = db.execute_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    if now not in stored:
        raise RuntimeError(f"the condition of {table}.{column} is not as this step expects it")
