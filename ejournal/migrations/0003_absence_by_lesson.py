"""Attendance is found by its lesson: the index of first events is partial, no query of one lesson uses it."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE INDEX absence_lesson ON absence (lesson_id, pupil_id)")
