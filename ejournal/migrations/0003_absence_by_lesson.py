"""Attendance of one lesson is found through an index of its own, not among all that a pupil has missed."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE INDEX absence_lesson ON absence (lesson_id, pupil_id)")
