"""From which session and device a deed came, and reversals of all that a session has written."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
ALTER TABLE audit ADD COLUMN session BIGINT;
CREATE INDEX audit_worked ON audit (at, session, facts);
ALTER TABLE session ADD COLUMN device VARCHAR(64);
CREATE INDEX session_device ON session (person_id, device);
CREATE TABLE reversal (id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    session BIGINT NOT NULL, since TIMESTAMP NOT NULL, until TIMESTAMP NOT NULL,
    reason VARCHAR(300) NOT NULL, done INTEGER NOT NULL, kept INTEGER NOT NULL);
CREATE INDEX reversal_deed ON reversal (deed);
CREATE INDEX reversal_session ON reversal (session);
ALTER TABLE annulment ADD COLUMN reversal_id BIGINT REFERENCES reversal (id) ON DELETE RESTRICT;
CREATE INDEX annulment_reversal ON annulment (reversal_id)
"""
MEMO = "memo_id BIGINT NOT NULL REFERENCES memo (id) ON DELETE RESTRICT"


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    if engine == "PooledSqliteDatabase":
        _memo_may_be_absent(db)
    else:
        db.execute_sql("ALTER TABLE annulment ALTER COLUMN memo_id DROP NOT NULL")
    for statement in TABLES.format(key=KEYS[engine]).split(";\n"):
        db.execute_sql(statement)


def _memo_may_be_absent(db: Any) -> None:
    """SQLite's own way to drop NOT NULL: the text of the schema, by which every stored row stays right."""
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema=ON")
    db.execute_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'annulment'",
        (MEMO, MEMO.replace(" NOT NULL", "")),
    )
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=OFF")
    (stored,) = db.execute_sql("SELECT sql FROM sqlite_schema WHERE name = 'annulment'").fetchone()
    if MEMO in stored:
        raise RuntimeError("annulment.memo_id is not as this step expects it")
