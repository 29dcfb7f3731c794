"""What a school's own files hold: people without a СНИЛС or a sex, contacts, hours of the curriculum."""

from typing import Any

from ejournal.migrations import KEYS

COLUMNS = """
ALTER TABLE person ADD COLUMN phone VARCHAR(20);
ALTER TABLE person ADD COLUMN email VARCHAR(100);
ALTER TABLE person ADD COLUMN address VARCHAR(300);
CREATE TABLE curriculum_hour (
    id {key}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    subject_id BIGINT NOT NULL REFERENCES subject (id) ON DELETE RESTRICT,
    tenths SMALLINT NOT NULL CHECK (tenths > 0));
CREATE UNIQUE INDEX curriculum_hour_once ON curriculum_hour (year_id, cohort_id, subject_id)
"""


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    if engine == "PooledSqliteDatabase":
        _loosen_sqlite(db)
    else:
        db.execute_sql("ALTER TABLE person ALTER COLUMN snils DROP NOT NULL, ALTER COLUMN sex DROP NOT NULL")
    for statement in COLUMNS.format(key=KEYS[engine]).split(";\n"):
        db.execute_sql(statement)


def _loosen_sqlite(db: Any) -> None:
    """As sqlite.org/lang_altertable.html does it for a constraint: no row is touched."""
    (version,) = db.execute_sql("PRAGMA schema_version").fetchone()
    db.execute_sql("PRAGMA writable_schema=ON")
    db.execute_sql(
        "UPDATE sqlite_master SET sql = replace(replace(sql, 'snils VARCHAR(11) NOT NULL', "
        "'snils VARCHAR(11)'), 'sex VARCHAR(1) NOT NULL', 'sex VARCHAR(1)') "
        "WHERE type = 'table' AND name = 'person'"
    )
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=RESET")
