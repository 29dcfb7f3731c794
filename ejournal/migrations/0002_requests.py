"""What arrived too late, by request: kept for the deputy. Records with history."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE late_request (
    id {key}, author_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    made_at TIMESTAMP NOT NULL, version INTEGER NOT NULL);
CREATE INDEX late_request_author ON late_request (author_id);
CREATE TABLE late_line (
    id {key}, request_id BIGINT NOT NULL REFERENCES late_request (id) ON DELETE RESTRICT,
    lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    pupil_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    field VARCHAR(30) NOT NULL, value TEXT NOT NULL, typed_at TIMESTAMP, arrived_at TIMESTAMP NOT NULL,
    clause VARCHAR(20) NOT NULL, sentence TEXT NOT NULL, ticket VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL);
CREATE INDEX late_line_request ON late_line (request_id);
CREATE INDEX late_line_lesson ON late_line (lesson_id);
CREATE INDEX late_line_ticket ON late_line (ticket)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
