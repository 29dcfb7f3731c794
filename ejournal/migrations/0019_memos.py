"""Memos about mistakes and late records, what was decided of them, and annulled marks."""

from typing import Any

from ejournal.migrations import KEYS, change_condition

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""
VERDICT = "approved BOOLEAN NOT NULL, words VARCHAR(300) NOT NULL, until DATE"

TABLES = f"""
CREATE TABLE memo ({FACT},
    year SMALLINT NOT NULL, number INTEGER NOT NULL CHECK (number > 0),
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('opening', 'mark')),
    lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    mark_id BIGINT REFERENCES mark (id) ON DELETE RESTRICT,
    becomes VARCHAR(5) NOT NULL, pupil_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    reason VARCHAR(20) NOT NULL, words VARCHAR(300) NOT NULL, evidence VARCHAR(200) NOT NULL,
    CHECK (kind <> 'mark' OR mark_id IS NOT NULL));
CREATE INDEX memo_deed ON memo (deed);
CREATE INDEX memo_lesson ON memo (lesson_id);
CREATE INDEX memo_mark ON memo (mark_id);
CREATE INDEX memo_by ON memo (by_id);
CREATE UNIQUE INDEX memo_number ON memo (year, number);
CREATE TABLE memo_decision ({FACT}, {VERDICT},
    memo_id BIGINT NOT NULL REFERENCES memo (id) ON DELETE RESTRICT);
CREATE INDEX memo_decision_deed ON memo_decision (deed);
CREATE UNIQUE INDEX memo_decision_once ON memo_decision (memo_id);
CREATE TABLE request_decision ({FACT}, {VERDICT},
    request_id BIGINT NOT NULL REFERENCES late_request (id) ON DELETE RESTRICT);
CREATE INDEX request_decision_deed ON request_decision (deed);
CREATE UNIQUE INDEX request_decision_once ON request_decision (request_id);
CREATE TABLE annulment ({FACT},
    mark_id BIGINT NOT NULL REFERENCES mark (id) ON DELETE RESTRICT,
    memo_id BIGINT NOT NULL REFERENCES memo (id) ON DELETE RESTRICT);
CREATE INDEX annulment_deed ON annulment (deed);
CREATE INDEX annulment_memo ON annulment (memo_id);
CREATE UNIQUE INDEX annulment_mark ON annulment (mark_id)
"""

# What a column may hold, as it was written and as it is now.
GROUNDS = (
    "'substitution', 'late', 'order', 'failure', 'remote', 'year'",
    "'substitution', 'late', 'order', 'failure', 'remote', 'year', 'prolonged', 'works', 'request'",
)
PAIRS = ", ".join(f"'{one}/{other}'" for one in "2345" for other in "2345")  # two marks of one work
VALUES = ("'2', '3', '4', '5', 'зач', 'незач'", f"'2', '3', '4', '5', 'зач', 'незач', {PAIRS}")
CHANGED = (("opening", "ground", GROUNDS), ("mark", "value", VALUES))


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
    for table, column, (before, now) in CHANGED:
        change_condition(db, table, column, before, now)
