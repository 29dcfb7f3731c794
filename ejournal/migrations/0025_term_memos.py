"""Memos about term marks whose days are over, what was decided of them, and the marks they annulled."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
CREATE TABLE term_memo ({FACT},
    year SMALLINT NOT NULL, number INTEGER NOT NULL CHECK (number > 0),
    mark_id BIGINT NOT NULL REFERENCES term_mark (id) ON DELETE RESTRICT,
    becomes VARCHAR(60) NOT NULL,
    reason VARCHAR(20) NOT NULL, words VARCHAR(300) NOT NULL, evidence VARCHAR(200) NOT NULL);
CREATE INDEX term_memo_deed ON term_memo (deed);
CREATE INDEX term_memo_mark ON term_memo (mark_id);
CREATE INDEX term_memo_by ON term_memo (by_id);
CREATE UNIQUE INDEX term_memo_number ON term_memo (year, number);
CREATE TABLE term_memo_decision ({FACT},
    memo_id BIGINT NOT NULL REFERENCES term_memo (id) ON DELETE RESTRICT,
    approved BOOLEAN NOT NULL, words VARCHAR(300) NOT NULL);
CREATE INDEX term_memo_decision_deed ON term_memo_decision (deed);
CREATE UNIQUE INDEX term_memo_decision_once ON term_memo_decision (memo_id);
CREATE TABLE term_annulment ({FACT},
    mark_id BIGINT NOT NULL REFERENCES term_mark (id) ON DELETE RESTRICT,
    memo_id BIGINT NOT NULL REFERENCES term_memo (id) ON DELETE RESTRICT);
CREATE INDEX term_annulment_deed ON term_annulment (deed);
CREATE INDEX term_annulment_memo ON term_annulment (memo_id);
CREATE UNIQUE INDEX term_annulment_mark ON term_annulment (mark_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
