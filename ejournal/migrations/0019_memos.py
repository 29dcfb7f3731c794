"""Memos about mistakes and late records, what was decided of them, and annulled marks."""

from typing import Any

from ejournal.migrations import KEYS

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

GROUNDS = "('substitution', 'late', 'order', 'failure', 'remote', 'year', 'prolonged', 'request')"
COLUMNS = (
    "id, deed, at, by_id, ground, group_id, number, filler_id, cohort_id, first, last, until, days, "
    "reason, paper"
)
# SQLite changes no condition of a table: the two are made anew, and nothing else points at them.
OPENINGS = f"""
CREATE TABLE kept_opening AS SELECT {COLUMNS} FROM opening;
CREATE TABLE kept_withdrawal AS SELECT id, deed, at, by_id, opening_id FROM opening_withdrawal;
DROP TABLE opening_withdrawal;
DROP TABLE opening;
CREATE TABLE opening ({FACT},
    ground VARCHAR(20) NOT NULL CHECK (ground IN {GROUNDS}),
    group_id BIGINT REFERENCES teaching_group (id) ON DELETE RESTRICT, number SMALLINT,
    filler_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT,
    first DATE NOT NULL, last DATE NOT NULL, until DATE NOT NULL, days SMALLINT,
    reason VARCHAR(300) NOT NULL, paper VARCHAR(100) NOT NULL,
    CHECK (first <= last AND last <= until));
CREATE INDEX opening_deed ON opening (deed);
CREATE INDEX opening_until ON opening (until);
CREATE TABLE opening_withdrawal ({FACT},
    opening_id BIGINT NOT NULL REFERENCES opening (id) ON DELETE RESTRICT);
CREATE INDEX opening_withdrawal_deed ON opening_withdrawal (deed);
CREATE UNIQUE INDEX opening_withdrawal_once ON opening_withdrawal (opening_id);
INSERT INTO opening ({COLUMNS}) SELECT {COLUMNS} FROM kept_opening;
INSERT INTO opening_withdrawal (id, deed, at, by_id, opening_id)
    SELECT id, deed, at, by_id, opening_id FROM kept_withdrawal;
DROP TABLE kept_opening;
DROP TABLE kept_withdrawal
"""  # noqa: S608 - own names
GROUND_ON_POSTGRES = f"""
ALTER TABLE opening DROP CONSTRAINT opening_ground_check;
ALTER TABLE opening ADD CONSTRAINT opening_ground_check CHECK (ground IN {GROUNDS})
"""


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    change = OPENINGS if engine == "PooledSqliteDatabase" else GROUND_ON_POSTGRES
    for statement in (TABLES + ";" + change).format(key=KEYS[engine]).split(";\n"):
        db.execute_sql(statement)
