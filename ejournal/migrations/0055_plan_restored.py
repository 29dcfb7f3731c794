"""A step of a КТП that was healed and taken back: its topics are again those that were accepted."""

from typing import Any

from ejournal.migrations import change_condition

BEFORE = "'handed_in', 'returned', 'accepted'"


def up(migrator: Any, db: Any) -> None:
    change_condition(db, "plan_review", "kind", BEFORE, f"{BEFORE}, 'restored'")
