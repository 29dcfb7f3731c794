"""Two more steps of a paper of a family (п. 4.6.1): printed for nothing; a child of 14 has signed it too."""

from typing import Any

BEFORE = "step IN ('signed', 'scanned')"
NOW = "step IN ('signed', 'scanned', 'spoilt', 'child')"


def up(migrator: Any, db: Any) -> None:
    change = _change_sqlite if type(db).__name__ == "PooledSqliteDatabase" else _change_postgres
    change(db)


def _change_postgres(db: Any) -> None:
    db.execute_sql("ALTER TABLE family_step DROP CONSTRAINT family_step_step_check")
    db.execute_sql(f"ALTER TABLE family_step ADD CONSTRAINT family_step_step_check CHECK ({NOW})")


def _change_sqlite(db: Any) -> None:
    """The text of the schema, as no stored row is touched by it (like step 19)."""
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema=ON")
    db.execute_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'family_step'",
        (BEFORE, NOW),
    )
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=OFF")
    (stored,) = db.execute_sql("SELECT sql FROM sqlite_schema WHERE name = 'family_step'").fetchone()
    if NOW not in stored:
        raise RuntimeError("the condition of family_step.step is not as this step expects it")
