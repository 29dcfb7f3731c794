"""Openings of lessons whose day is over, and their withdrawals."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE opening (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    ground VARCHAR(20) NOT NULL
        CHECK (ground IN ('substitution', 'late', 'order', 'failure', 'remote', 'year')),
    group_id BIGINT REFERENCES teaching_group (id) ON DELETE RESTRICT, number SMALLINT,
    filler_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT,
    first DATE NOT NULL, last DATE NOT NULL, until DATE NOT NULL, days SMALLINT,
    reason VARCHAR(300) NOT NULL, paper VARCHAR(100) NOT NULL,
    CHECK (first <= last AND last <= until));
CREATE INDEX opening_deed ON opening (deed);
CREATE INDEX opening_until ON opening (until);
CREATE TABLE opening_withdrawal (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    opening_id BIGINT NOT NULL REFERENCES opening (id) ON DELETE RESTRICT);
CREATE INDEX opening_withdrawal_deed ON opening_withdrawal (deed);
CREATE UNIQUE INDEX opening_withdrawal_once ON opening_withdrawal (opening_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
