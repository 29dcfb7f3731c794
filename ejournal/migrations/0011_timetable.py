"""A timetable that is being made, lessons declared to go together, rooms, norms, calendars of teachers."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE timetable_draft (
    id {key}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    valid_from DATE NOT NULL);
CREATE UNIQUE INDEX timetable_draft_year ON timetable_draft (year_id);
CREATE TABLE draft_lesson (
    id {key}, draft_id BIGINT NOT NULL REFERENCES timetable_draft (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    weekday SMALLINT NOT NULL, number SMALLINT NOT NULL, room VARCHAR(30) NOT NULL);
CREATE UNIQUE INDEX draft_lesson_slot ON draft_lesson (draft_id, group_id, weekday, number);
CREATE INDEX draft_lesson_group ON draft_lesson (group_id);
CREATE TABLE draft_combined (
    id {key}, draft_id BIGINT NOT NULL REFERENCES timetable_draft (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    first_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    weekday SMALLINT NOT NULL, number SMALLINT NOT NULL);
CREATE UNIQUE INDEX draft_combined_slot ON draft_combined (draft_id, group_id, weekday, number);
CREATE INDEX draft_combined_group ON draft_combined (group_id);
CREATE INDEX draft_combined_first ON draft_combined (first_id);
CREATE TABLE combined_lesson (
    id {key}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    first_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    weekday SMALLINT NOT NULL, number SMALLINT NOT NULL, valid_from DATE NOT NULL, valid_to DATE);
CREATE INDEX combined_lesson_group ON combined_lesson (group_id);
CREATE INDEX combined_lesson_first ON combined_lesson (first_id);
CREATE TABLE room (
    id {key}, name VARCHAR(30) NOT NULL UNIQUE, groups SMALLINT NOT NULL);
CREATE TABLE timetable_norm (
    id {key}, grade SMALLINT NOT NULL, week_lessons SMALLINT NOT NULL, day_lessons SMALLINT NOT NULL,
    longer_days SMALLINT NOT NULL, valid_from DATE NOT NULL);
CREATE UNIQUE INDEX timetable_norm_since ON timetable_norm (grade, valid_from);
CREATE TABLE calendar_feed (
    id {key}, person_id BIGINT NOT NULL UNIQUE REFERENCES person (id) ON DELETE RESTRICT,
    token VARCHAR(43) NOT NULL UNIQUE)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
