"""Files that were brought, what is being prepared of them, what was loaded and what was taken back.

SQLite looks for a removed person among the authors of all revisions: an index keeps that short.
"""

from typing import Any

from ejournal.migrations import KEYS

BYTES = {"PooledSqliteDatabase": "BLOB", "PooledPostgresqlDatabase": "BYTEA"}

TABLES = """
CREATE TABLE upload (
    id {key}, token VARCHAR(43) NOT NULL UNIQUE, at TIMESTAMP NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE RESTRICT, purpose VARCHAR(20) NOT NULL,
    name VARCHAR(200) NOT NULL, media_type VARCHAR(100) NOT NULL, size INTEGER NOT NULL,
    file_hash VARCHAR(64) NOT NULL, content {bytes} NOT NULL);
CREATE TABLE import_draft (
    id {key}, upload_id BIGINT NOT NULL UNIQUE REFERENCES upload (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL, chosen TEXT NOT NULL, version INTEGER NOT NULL);
CREATE TABLE import_load (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE RESTRICT, duty VARCHAR(20) NOT NULL,
    upload_id BIGINT NOT NULL UNIQUE REFERENCES upload (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL, title VARCHAR(255) NOT NULL, file_hash VARCHAR(64) NOT NULL,
    chosen TEXT NOT NULL, report TEXT NOT NULL);
CREATE INDEX import_load_deed ON import_load (deed);
CREATE TABLE import_undo (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    load_id BIGINT NOT NULL UNIQUE REFERENCES import_load (id) ON DELETE RESTRICT);
CREATE INDEX import_undo_deed ON import_undo (deed);
CREATE INDEX revision_by ON revision (by_id)
"""


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    for statement in TABLES.format(key=KEYS[engine], bytes=BYTES[engine]).split(";\n"):
        db.execute_sql(statement)
