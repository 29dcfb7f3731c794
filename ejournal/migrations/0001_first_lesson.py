"""The tables of one true lesson. Facts never take a CASCADE and only ever gain nullable columns."""

from typing import Any

SPAN = "CHECK (valid_to IS NULL OR valid_to >= valid_from)"

TABLES = f"""
CREATE TABLE person (
    id {{key}}, snils VARCHAR(11) NOT NULL UNIQUE, oid BIGINT UNIQUE, birth_date DATE,
    sex VARCHAR(1) NOT NULL CHECK (sex IN ('m', 'f')), version INTEGER NOT NULL);
CREATE TABLE person_name (
    id {{key}}, person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    surname VARCHAR(100) NOT NULL, name VARCHAR(100) NOT NULL, patronymic VARCHAR(100),
    folded VARCHAR(310) NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX person_name_from ON person_name (person_id, valid_from);
CREATE TABLE employment (
    id {{key}}, person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    position VARCHAR(200) NOT NULL, order_number VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE INDEX employment_person ON employment (person_id);
CREATE TABLE cohort (id {{key}}, started_on DATE NOT NULL);
CREATE TABLE school_year (
    id {{key}}, name VARCHAR(9) NOT NULL UNIQUE, valid_from DATE NOT NULL, valid_to DATE NOT NULL, {SPAN});
CREATE TABLE class_year (
    id {{key}}, cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    grade SMALLINT NOT NULL CHECK (grade BETWEEN 1 AND 11), letter VARCHAR(3) NOT NULL);
CREATE UNIQUE INDEX class_year_cohort ON class_year (cohort_id, year_id);
CREATE UNIQUE INDEX class_year_name ON class_year (year_id, grade, letter);
CREATE TABLE duty (
    id {{key}}, person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    role VARCHAR(20) NOT NULL
        CHECK (role IN ('teacher', 'class_teacher', 'deputy', 'director', 'administrator')),
    cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT, order_number VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE, {SPAN},
    CHECK ((role = 'class_teacher') = (cohort_id IS NOT NULL)));
CREATE INDEX duty_person ON duty (person_id);
CREATE TABLE enrolment (
    id {{key}}, person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    order_number VARCHAR(100) NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX enrolment_from ON enrolment (person_id, valid_from);
CREATE INDEX enrolment_cohort ON enrolment (cohort_id);
CREATE TABLE guardianship (
    id {{key}}, guardian_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    child_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    relation VARCHAR(30) NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN},
    CHECK (guardian_id <> child_id));
CREATE UNIQUE INDEX guardianship_from ON guardianship (guardian_id, child_id, valid_from);
CREATE INDEX guardianship_child ON guardianship (child_id);
CREATE TABLE informing (
    id {{key}}, guardian_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    child_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    electronic BOOLEAN NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX informing_from ON informing (guardian_id, child_id, valid_from);
CREATE TABLE period (
    id {{key}}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('quarter', 'half', 'trimester')), number SMALLINT NOT NULL,
    grade_from SMALLINT NOT NULL, grade_to SMALLINT NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NOT NULL, {SPAN});
CREATE UNIQUE INDEX period_name ON period (year_id, kind, number, grade_from);
CREATE TABLE day_off (
    id {{key}}, cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT, reason VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NOT NULL, {SPAN});
CREATE TABLE subject (id {{key}}, name VARCHAR(200) NOT NULL UNIQUE);
CREATE TABLE plan (id {{key}}, title VARCHAR(200) NOT NULL, version INTEGER NOT NULL);
CREATE TABLE plan_item (
    id {{key}}, plan_id BIGINT NOT NULL REFERENCES plan (id) ON DELETE RESTRICT,
    number SMALLINT NOT NULL, section VARCHAR(300) NOT NULL, topic TEXT NOT NULL, homework TEXT NOT NULL,
    work_kind VARCHAR(30) NOT NULL);
CREATE UNIQUE INDEX plan_item_number ON plan_item (plan_id, number);
CREATE TABLE teaching_group (
    id {{key}}, year_id BIGINT NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
    subject_id BIGINT NOT NULL REFERENCES subject (id) ON DELETE RESTRICT,
    cohort_id BIGINT REFERENCES cohort (id) ON DELETE RESTRICT,
    plan_id BIGINT REFERENCES plan (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL
        CHECK (kind IN ('class', 'part', 'mixed', 'home', 'after_school', 'club', 'extracurricular')),
    name VARCHAR(100) NOT NULL, grade SMALLINT,
    grading VARCHAR(10) NOT NULL CHECK (grading IN ('five', 'pass', 'none')));
CREATE INDEX teaching_group_cohort ON teaching_group (cohort_id);
CREATE TABLE group_member (
    id {{key}}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX group_member_from ON group_member (group_id, person_id, valid_from);
CREATE INDEX group_member_person ON group_member (person_id);
CREATE TABLE group_teacher (
    id {{key}}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX group_teacher_from ON group_teacher (group_id, person_id, valid_from);
CREATE INDEX group_teacher_person ON group_teacher (person_id);
CREATE TABLE bell (
    id {{key}}, number SMALLINT NOT NULL, grade_from SMALLINT NOT NULL, grade_to SMALLINT NOT NULL,
    starts TIME NOT NULL, ends TIME NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN},
    CHECK (ends > starts));
CREATE UNIQUE INDEX bell_number ON bell (number, grade_from, valid_from);
CREATE TABLE timetable_entry (
    id {{key}}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    weekday SMALLINT NOT NULL CHECK (weekday BETWEEN 1 AND 7), number SMALLINT NOT NULL,
    room VARCHAR(30) NOT NULL, valid_from DATE NOT NULL, valid_to DATE, {SPAN});
CREATE UNIQUE INDEX timetable_entry_slot ON timetable_entry (group_id, weekday, number, valid_from);
CREATE TABLE lesson (
    id {{key}}, group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    date DATE NOT NULL, number SMALLINT NOT NULL, room VARCHAR(30) NOT NULL,
    starts_at TIMESTAMP NOT NULL, ends_at TIMESTAMP NOT NULL CHECK (ends_at > starts_at),
    substitute_id BIGINT REFERENCES person (id) ON DELETE RESTRICT);
CREATE UNIQUE INDEX lesson_slot ON lesson (group_id, date, number);
CREATE INDEX lesson_date ON lesson (date);
CREATE INDEX lesson_substitute ON lesson (substitute_id) WHERE substitute_id IS NOT NULL;
CREATE TABLE lesson_text (
    id {{key}}, lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    field VARCHAR(10) NOT NULL CHECK (field IN ('topic', 'homework')), text TEXT NOT NULL,
    absent BOOLEAN NOT NULL, due DATE, draft BOOLEAN NOT NULL,
    plan_item_id BIGINT REFERENCES plan_item (id) ON DELETE RESTRICT,
    saved_at TIMESTAMP NOT NULL, saved_by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    late_days SMALLINT NOT NULL CHECK (late_days >= 0), version INTEGER NOT NULL,
    CHECK (absent = (text = '')), CHECK (field = 'homework' OR NOT absent));
CREATE UNIQUE INDEX lesson_text_field ON lesson_text (lesson_id, field);
CREATE TABLE work (
    id {{key}}, lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    kind VARCHAR(30) NOT NULL, weight SMALLINT NOT NULL CHECK (weight > 0), added_at TIMESTAMP NOT NULL,
    added_by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    late_days SMALLINT NOT NULL CHECK (late_days >= 0), removed BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE INDEX work_lesson ON work (lesson_id);
CREATE TABLE mark (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    work_id BIGINT NOT NULL REFERENCES work (id) ON DELETE RESTRICT,
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    place SMALLINT NOT NULL CHECK (place IN (1, 2)),
    value VARCHAR(5) NOT NULL CHECK (value IN ('2', '3', '4', '5', 'зач', 'незач')),
    entry_until TIMESTAMP NOT NULL CHECK (entry_until >= at),
    slip_of_id BIGINT UNIQUE REFERENCES mark (id) ON DELETE RESTRICT);
CREATE UNIQUE INDEX mark_first ON mark (work_id, pupil_id, place) WHERE slip_of_id IS NULL;
CREATE INDEX mark_work ON mark (work_id);
CREATE INDEX mark_pupil ON mark (pupil_id);
CREATE INDEX mark_deed ON mark (deed);
CREATE TABLE mark_withdrawal (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    mark_id BIGINT NOT NULL UNIQUE REFERENCES mark (id) ON DELETE RESTRICT);
CREATE TABLE hand_in (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT);
CREATE INDEX mark_withdrawal_deed ON mark_withdrawal (deed);
CREATE INDEX hand_in_deed ON hand_in (deed);
CREATE INDEX hand_in_lesson ON hand_in (lesson_id);
CREATE TABLE roll_call (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    late_days SMALLINT NOT NULL CHECK (late_days >= 0));
CREATE INDEX roll_call_deed ON roll_call (deed);
CREATE INDEX roll_call_lesson ON roll_call (lesson_id);
CREATE TABLE absence (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    lesson_id BIGINT NOT NULL REFERENCES lesson (id) ON DELETE RESTRICT,
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    code VARCHAR(3) NOT NULL CHECK (code IN ('', 'Н', 'ОП', 'Б', 'УП', 'НП', 'ОСВ', 'Д')),
    late_days SMALLINT NOT NULL CHECK (late_days >= 0),
    replaces_id BIGINT UNIQUE REFERENCES absence (id) ON DELETE RESTRICT);
CREATE UNIQUE INDEX absence_first ON absence (lesson_id, pupil_id) WHERE replaces_id IS NULL;
CREATE INDEX absence_deed ON absence (deed);
CREATE INDEX absence_pupil ON absence (pupil_id);
CREATE TABLE week_closing (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    cohort_id BIGINT NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT, monday DATE NOT NULL);
CREATE INDEX week_closing_deed ON week_closing (deed);
CREATE UNIQUE INDEX week_closing_once ON week_closing (cohort_id, monday);
CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0), at TIMESTAMP NOT NULL,
    person_id BIGINT REFERENCES person (id) ON DELETE RESTRICT, duty VARCHAR(20) NOT NULL,
    kind VARCHAR(40) NOT NULL, object_kind VARCHAR(30) NOT NULL, object_id BIGINT,
    request VARCHAR(64) UNIQUE, deed VARCHAR(32) NOT NULL UNIQUE, facts INTEGER NOT NULL,
    format SMALLINT NOT NULL, salt VARCHAR(32) NOT NULL, digest VARCHAR(64) NOT NULL,
    previous VARCHAR(64) NOT NULL, hash VARCHAR(64) NOT NULL UNIQUE);
CREATE TABLE access_log (
    id {{key}}, at TIMESTAMP NOT NULL, person_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    duty VARCHAR(20) NOT NULL, kind VARCHAR(20) NOT NULL, endpoint VARCHAR(60) NOT NULL, object_id BIGINT);
CREATE TABLE revision (
    id {{key}}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
    record_kind VARCHAR(30) NOT NULL, record_id BIGINT NOT NULL, version INTEGER NOT NULL,
    fields TEXT NOT NULL);
CREATE UNIQUE INDEX revision_version ON revision (record_kind, record_id, version);
CREATE INDEX revision_deed ON revision (deed);
CREATE TABLE session (
    id {{key}}, token_hash VARCHAR(64) NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    started_at TIMESTAMP NOT NULL, expires_at TIMESTAMP NOT NULL, ended_at TIMESTAMP);
CREATE INDEX session_person ON session (person_id);
CREATE TABLE setting (
    id {{key}}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT NOT NULL, version INTEGER NOT NULL)
"""

KEYS = {
    "PooledSqliteDatabase": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
    "PooledPostgresqlDatabase": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
}


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
