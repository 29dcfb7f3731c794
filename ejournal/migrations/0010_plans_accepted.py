"""What became of a КТП that was handed in, and how a plan that was behind was mended: facts."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE plan_review (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    plan_id BIGINT NOT NULL REFERENCES plan (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('handed_in', 'returned', 'accepted')),
    version INTEGER NOT NULL, remark TEXT NOT NULL, items TEXT NOT NULL);
CREATE INDEX plan_review_deed ON plan_review (deed);
CREATE INDEX plan_review_plan ON plan_review (plan_id);
CREATE TABLE plan_correction (
    id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    plan_id BIGINT NOT NULL REFERENCES plan (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    lines TEXT NOT NULL);
CREATE INDEX plan_correction_deed ON plan_correction (deed);
CREATE INDEX plan_correction_plan ON plan_correction (plan_id);
CREATE INDEX lesson_text_plan_item ON lesson_text (plan_item_id) WHERE plan_item_id IS NOT NULL
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
