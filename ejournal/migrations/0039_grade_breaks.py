"""Holidays of some grades of a year, the days off of classes that come from them; the order of a new name;
the technical specialist among the duties.
"""

from typing import Any

from ejournal.migrations import KEYS

TABLE = """
CREATE TABLE grade_break (
    id {key}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    grade_from SMALLINT NOT NULL, grade_to SMALLINT NOT NULL, reason VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NOT NULL, CHECK (valid_from <= valid_to))
"""
COLUMNS = (
    "ALTER TABLE day_off ADD COLUMN grade_break_id BIGINT REFERENCES grade_break (id) ON DELETE RESTRICT",
    "ALTER TABLE class_year ADD COLUMN order_number VARCHAR(100)",
)
ROLES = "'teacher', 'class_teacher', 'deputy', 'director', 'administrator'"
NEW_ROLES = f"{ROLES}, 'technician'"


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(TABLE.format(key=KEYS[type(db).__name__]))
    for column in COLUMNS:
        db.execute_sql(column)
    change = _change_sqlite if type(db).__name__ == "PooledSqliteDatabase" else _change_postgres
    change(db)


def _change_postgres(db: Any) -> None:
    db.execute_sql("ALTER TABLE duty DROP CONSTRAINT duty_role_check")
    db.execute_sql(f"ALTER TABLE duty ADD CONSTRAINT duty_role_check CHECK (role IN ({NEW_ROLES}))")


def _change_sqlite(db: Any) -> None:
    """The text of the schema, as no stored row is touched by it (like step 19)."""
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema=ON")
    db.execute_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'duty'",
        (f"role IN ({ROLES})", f"role IN ({NEW_ROLES})"),
    )
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=OFF")
    (stored,) = db.execute_sql("SELECT sql FROM sqlite_schema WHERE name = 'duty'").fetchone()
    if NEW_ROLES not in stored:
        raise RuntimeError("the condition of duty.role is not as this step expects it")
