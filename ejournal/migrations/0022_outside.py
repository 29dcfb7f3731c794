"""Marks that another organisation has given: statements of a hospital, a sanatorium, a former school."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
CREATE TABLE outside_statement ({FACT},
    pupil_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    organisation VARCHAR(200) NOT NULL, paper VARCHAR(100) NOT NULL,
    first DATE NOT NULL, last DATE NOT NULL, CHECK (first <= last));
CREATE INDEX outside_statement_deed ON outside_statement (deed);
CREATE INDEX outside_statement_pupil ON outside_statement (pupil_id);
CREATE TABLE outside_mark ({FACT},
    statement_id BIGINT NOT NULL REFERENCES outside_statement (id) ON DELETE RESTRICT,
    group_id BIGINT NOT NULL REFERENCES teaching_group (id) ON DELETE RESTRICT,
    place SMALLINT NOT NULL, value VARCHAR(5) NOT NULL CHECK (value IN ('2', '3', '4', '5')));
CREATE INDEX outside_mark_deed ON outside_mark (deed);
CREATE INDEX outside_mark_group ON outside_mark (group_id);
CREATE INDEX outside_mark_statement ON outside_mark (statement_id);
CREATE TABLE outside_withdrawal ({FACT},
    statement_id BIGINT NOT NULL REFERENCES outside_statement (id) ON DELETE RESTRICT);
CREATE INDEX outside_withdrawal_deed ON outside_withdrawal (deed);
CREATE UNIQUE INDEX outside_withdrawal_once ON outside_withdrawal (statement_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
