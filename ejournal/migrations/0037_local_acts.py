"""Local acts of the school on its journal, each with its versions."""

from typing import Any

from ejournal.migrations import KEYS

FACT = """id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT"""

TABLES = f"""
CREATE TABLE local_act ({FACT}, title VARCHAR(200) NOT NULL);
CREATE INDEX local_act_deed ON local_act (deed);
CREATE TABLE act_version ({FACT},
    act_id BIGINT NOT NULL REFERENCES local_act (id) ON DELETE RESTRICT,
    paper VARCHAR(100) NOT NULL, since DATE NOT NULL, changes VARCHAR(300) NOT NULL, ended BOOLEAN NOT NULL,
    upload_id BIGINT REFERENCES upload (id) ON DELETE RESTRICT);
CREATE INDEX act_version_deed ON act_version (deed);
CREATE INDEX act_version_act ON act_version (act_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
