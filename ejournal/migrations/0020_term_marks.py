"""Why a term mark is what it is, days given for setting it later, subjects whose terms are their own; what
families were told of the marks to come.
"""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE term_ground (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    mark_id BIGINT NOT NULL UNIQUE REFERENCES term_mark (id) ON DELETE RESTRICT,
    reason VARCHAR(20) NOT NULL, words VARCHAR(60) NOT NULL, paper VARCHAR(100) NOT NULL);
CREATE INDEX term_ground_deed ON term_ground (deed);
CREATE TABLE term_extension (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    pupil_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    period_id BIGINT REFERENCES period (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('period', 'year', 'exam', 'final')),
    until DATE NOT NULL,
    reason VARCHAR(20) NOT NULL CHECK (reason IN ('lesson', 'returned', 'other')));
CREATE INDEX term_extension_deed ON term_extension (deed);
CREATE INDEX term_extension_group ON term_extension (group_id);
CREATE TABLE forecast_step (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    period_id BIGINT NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
    step VARCHAR(10) NOT NULL CHECK (step IN ('delivered', 'signed')));
CREATE INDEX forecast_step_deed ON forecast_step (deed);
CREATE INDEX forecast_step_pupil ON forecast_step (pupil_id);
CREATE TABLE forecast_seen (
    id {key}, guardian_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    day DATE NOT NULL);
CREATE UNIQUE INDEX forecast_seen_once ON forecast_seen (pupil_id, guardian_id, day);
ALTER TABLE teaching_group ADD COLUMN term_kind VARCHAR(10);
ALTER TABLE period ADD COLUMN extra BOOLEAN
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
