"""Names of people in cases, as somebody has corrected what is proposed for papers (п. 4.6.1)."""

from typing import Any

from ejournal.migrations import KEYS

TABLES = """
CREATE TABLE name_case (id {key}, deed VARCHAR(32) NOT NULL, at TIMESTAMP NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    form VARCHAR(10) NOT NULL, name VARCHAR(300) NOT NULL, said VARCHAR(300) NOT NULL);
CREATE INDEX name_case_deed ON name_case (deed);
CREATE INDEX name_case_person ON name_case (person_id)
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.format(key=KEYS[type(db).__name__]).split(";\n"):
        db.execute_sql(statement)
