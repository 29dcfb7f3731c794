"""Checks of the journals: what was checked, written, counted and issued, who knows of it."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""
TABLES = f"""
CREATE TABLE certificate (
    id {{key}}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    first DATE NOT NULL, last DATE NOT NULL, classes VARCHAR(300) NOT NULL, teacher_id BIGINT
    REFERENCES person (id) ON DELETE RESTRICT, directions VARCHAR(5) NOT NULL,
    author_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    previous_id BIGINT REFERENCES certificate (id) ON DELETE RESTRICT,
    basis VARCHAR(300) NOT NULL, conclusions TEXT NOT NULL, advice TEXT NOT NULL, again DATE,
    dropped BOOLEAN NOT NULL, version INTEGER NOT NULL, CHECK (first <= last));
CREATE INDEX certificate_year ON certificate (year_id);
CREATE TABLE certificate_content ({FACT},
    certificate_id BIGINT NOT NULL REFERENCES certificate (id) ON DELETE RESTRICT, content TEXT NOT NULL);
CREATE INDEX certificate_content_deed ON certificate_content (deed);
CREATE INDEX certificate_content_of ON certificate_content (certificate_id);
CREATE TABLE certificate_issue ({FACT},
    certificate_id BIGINT NOT NULL REFERENCES certificate (id) ON DELETE RESTRICT,
    content_id BIGINT NOT NULL REFERENCES certificate_content (id) ON DELETE RESTRICT,
    paper_id BIGINT NOT NULL REFERENCES issued_paper (id) ON DELETE RESTRICT);
CREATE INDEX certificate_issue_deed ON certificate_issue (deed);
CREATE UNIQUE INDEX certificate_issue_once ON certificate_issue (certificate_id);
CREATE TABLE certificate_recipient ({FACT},
    certificate_id BIGINT NOT NULL REFERENCES certificate (id) ON DELETE RESTRICT,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT, position VARCHAR(200) NOT NULL);
CREATE INDEX certificate_recipient_deed ON certificate_recipient (deed);
CREATE UNIQUE INDEX certificate_recipient_once ON certificate_recipient (certificate_id, person_id);
CREATE INDEX certificate_recipient_person ON certificate_recipient (person_id);
CREATE TABLE certificate_reading ({FACT},
    certificate_id BIGINT NOT NULL REFERENCES certificate (id) ON DELETE RESTRICT);
CREATE INDEX certificate_reading_deed ON certificate_reading (deed);
CREATE UNIQUE INDEX certificate_reading_once ON certificate_reading (certificate_id, by_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
