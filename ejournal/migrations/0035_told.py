"""What families tell of changed data and how it was answered; problems with the journal; consultations."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
CREATE TABLE data_notice ({FACT},
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    since DATE NOT NULL, paper VARCHAR(200) NOT NULL);
CREATE INDEX data_notice_deed ON data_notice (deed);
CREATE INDEX data_notice_pupil ON data_notice (pupil_id);
CREATE TABLE data_notice_line ({FACT},
    notice_id BIGINT NOT NULL REFERENCES data_notice (id) ON DELETE RESTRICT,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL, before VARCHAR(300) NOT NULL, after VARCHAR(300) NOT NULL);
CREATE INDEX data_notice_line_deed ON data_notice_line (deed);
CREATE INDEX data_notice_line_notice ON data_notice_line (notice_id);
CREATE TABLE data_answer ({FACT},
    notice_id BIGINT NOT NULL REFERENCES data_notice (id) ON DELETE RESTRICT,
    accepted BOOLEAN NOT NULL, words VARCHAR(300) NOT NULL);
CREATE INDEX data_answer_deed ON data_answer (deed);
CREATE UNIQUE INDEX data_answer_once ON data_answer (notice_id);
CREATE TABLE problem ({FACT},
    cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT,
    page VARCHAR(100) NOT NULL, words VARCHAR(1000) NOT NULL);
CREATE INDEX problem_deed ON problem (deed);
CREATE INDEX problem_by ON problem (by_id);
CREATE TABLE problem_step ({FACT},
    problem_id BIGINT NOT NULL REFERENCES problem (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL, words VARCHAR(1000) NOT NULL);
CREATE INDEX problem_step_deed ON problem_step (deed);
CREATE INDEX problem_step_problem ON problem_step (problem_id);
CREATE TABLE consultation ({FACT},
    day DATE NOT NULL, audience VARCHAR(20) NOT NULL,
    people SMALLINT NOT NULL CHECK (people > 0), topic VARCHAR(200) NOT NULL);
CREATE INDEX consultation_deed ON consultation (deed);
CREATE INDEX consultation_day ON consultation (day)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
