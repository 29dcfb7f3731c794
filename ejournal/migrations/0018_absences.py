"""Grounds of absences, what a class teacher changed by them, and what parents tell beforehand."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""
TABLES = f"""
CREATE TABLE absence_notice (
    {FACT},
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    first DATE NOT NULL, last DATE NOT NULL, reason VARCHAR(20) NOT NULL, words VARCHAR(300) NOT NULL,
    CHECK (first <= last));
CREATE INDEX absence_notice_deed ON absence_notice (deed);
CREATE INDEX absence_notice_pupil ON absence_notice (pupil_id, last);
CREATE TABLE absence_answer (
    {FACT},
    notice_id BIGINT NOT NULL REFERENCES absence_notice (id) ON DELETE RESTRICT,
    accepted BOOLEAN NOT NULL, words VARCHAR(300) NOT NULL);
CREATE INDEX absence_answer_deed ON absence_answer (deed);
CREATE UNIQUE INDEX absence_answer_once ON absence_answer (notice_id);
CREATE TABLE absence_ground (
    {FACT},
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    code VARCHAR(3) NOT NULL CHECK (code IN ('', 'Н', 'Б', 'УП', 'НП', 'ОСВ')),
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('certificate', 'note', 'order', 'other')),
    paper VARCHAR(100) NOT NULL, words VARCHAR(300) NOT NULL,
    first DATE NOT NULL, first_number SMALLINT, last DATE NOT NULL, last_number SMALLINT,
    weekday SMALLINT CHECK (weekday BETWEEN 1 AND 7), number SMALLINT,
    subject_id BIGINT REFERENCES subject (id) ON DELETE RESTRICT,
    upload_id BIGINT REFERENCES upload (id) ON DELETE RESTRICT, file_hash VARCHAR(64) NOT NULL,
    notice_id BIGINT REFERENCES absence_notice (id) ON DELETE RESTRICT,
    CHECK (first <= last), CHECK ((weekday IS NULL) = (number IS NULL)));
CREATE INDEX absence_ground_deed ON absence_ground (deed);
CREATE INDEX absence_ground_pupil ON absence_ground (pupil_id, last);
CREATE INDEX absence_ground_upload ON absence_ground (upload_id);
CREATE TABLE absence_ground_end (
    {FACT},
    ground_id BIGINT NOT NULL REFERENCES absence_ground (id) ON DELETE RESTRICT, since DATE NOT NULL);
CREATE INDEX absence_ground_end_deed ON absence_ground_end (deed);
CREATE UNIQUE INDEX absence_ground_end_once ON absence_ground_end (ground_id);
CREATE TABLE absence_change (
    {FACT},
    absence_id BIGINT NOT NULL REFERENCES absence (id) ON DELETE RESTRICT,
    ground_id BIGINT NOT NULL REFERENCES absence_ground (id) ON DELETE RESTRICT);
CREATE INDEX absence_change_deed ON absence_change (deed);
CREATE UNIQUE INDEX absence_change_once ON absence_change (absence_id);
CREATE INDEX absence_change_ground ON absence_change (ground_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
