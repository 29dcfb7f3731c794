"""Issued papers and term marks, which are facts; the order by which a pupil left; the order of subjects."""

from typing import Any

from ejournal.migrations import KEYS

BYTES = {"PooledSqliteDatabase": "BLOB", "PooledPostgresqlDatabase": "BYTEA"}

TABLES = """
CREATE TABLE issued_paper (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE RESTRICT, duty VARCHAR(20) NOT NULL,
    kind VARCHAR(30) NOT NULL, year SMALLINT NOT NULL, number INTEGER NOT NULL CHECK (number > 0),
    title VARCHAR(255) NOT NULL, about_kind VARCHAR(30) NOT NULL, about_id BIGINT,
    parameters TEXT NOT NULL, text_hash VARCHAR(64) NOT NULL, file_hash VARCHAR(64) NOT NULL,
    head_number BIGINT NOT NULL, head_hash VARCHAR(64) NOT NULL);
CREATE UNIQUE INDEX issued_paper_number ON issued_paper (kind, year, number);
CREATE INDEX issued_paper_deed ON issued_paper (deed);
CREATE INDEX issued_paper_about ON issued_paper (about_kind, about_id);
CREATE TABLE paper_file (
    id {key}, paper_id BIGINT NOT NULL UNIQUE REFERENCES issued_paper (id) ON DELETE RESTRICT,
    content {bytes} NOT NULL);
CREATE TABLE term_mark (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    period_id BIGINT REFERENCES period (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('period', 'year', 'exam', 'final')),
    value VARCHAR(5) NOT NULL CHECK (value IN ('2', '3', '4', '5', 'зач', 'незач', 'н/а', 'осв')),
    replaces_id BIGINT UNIQUE REFERENCES term_mark (id) ON DELETE RESTRICT,
    CHECK (kind = 'period' OR period_id IS NULL));
CREATE UNIQUE INDEX term_mark_of_period ON term_mark (group_id, pupil_id, period_id)
    WHERE replaces_id IS NULL AND period_id IS NOT NULL;
CREATE UNIQUE INDEX term_mark_of_year ON term_mark (group_id, pupil_id, kind)
    WHERE replaces_id IS NULL AND period_id IS NULL;
CREATE INDEX term_mark_deed ON term_mark (deed);
CREATE INDEX term_mark_pupil ON term_mark (pupil_id);
ALTER TABLE enrolment ADD COLUMN left_order VARCHAR(100);
ALTER TABLE subject ADD COLUMN position SMALLINT
"""


def up(migrator: Any, db: Any) -> None:
    engine = type(db).__name__
    for statement in TABLES.format(key=KEYS[engine], bytes=BYTES[engine]).split(";\n"):
        db.execute_sql(statement)
