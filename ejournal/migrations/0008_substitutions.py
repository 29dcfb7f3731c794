"""Absences of teachers and what was done with each of their lessons."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE teacher_absence (
    id {key}, person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    reason VARCHAR(20) NOT NULL, order_number VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NOT NULL, CHECK (valid_from <= valid_to));
CREATE INDEX teacher_absence_days ON teacher_absence (valid_from, valid_to);
CREATE TABLE replacement (
    id {key}, absence_id BIGINT NOT NULL REFERENCES teacher_absence (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('replaced', 'merged', 'subject', 'cancelled')),
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    date DATE NOT NULL, number SMALLINT NOT NULL,
    lesson_id BIGINT REFERENCES lesson (id) ON DELETE RESTRICT,
    substitute_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    order_number VARCHAR(100) NOT NULL,
    CHECK ((kind = 'cancelled') = (lesson_id IS NULL)),
    CHECK ((kind = 'cancelled') = (substitute_id IS NULL)));
CREATE UNIQUE INDEX replacement_once ON replacement (group_id, date, number);
CREATE UNIQUE INDEX replacement_lesson ON replacement (lesson_id);
CREATE INDEX replacement_absence ON replacement (absence_id);
CREATE INDEX replacement_date ON replacement (date)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
