"""Imports that take longer than a request: left here, done beside the server."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE import_job (
    id {key}, kind VARCHAR(10) NOT NULL CHECK (kind IN ('load', 'undo')), target BIGINT NOT NULL,
    at TIMESTAMP NOT NULL, by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    duty VARCHAR(20) NOT NULL, request VARCHAR(64), everybody BOOLEAN NOT NULL,
    refused VARCHAR(1000));
CREATE UNIQUE INDEX import_job_once ON import_job (kind, target)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
