"""How far a page was in its КТП before the journal began; corrections that are taken back (п. 4.5.1)."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN passed SMALLINT")
    db.execute_sql("ALTER TABLE teaching_group ADD COLUMN passed_by DATE")
    db.execute_sql("ALTER TABLE correction_undone ADD COLUMN by_hand BOOLEAN")
