"""How far a page was in its КТП before the journal began in the middle of a year (п. 4.5.1)."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN passed SMALLINT")
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN passed_by DATE")
