"""What others have written in a lesson since somebody looked at it."""

from ejournal.models import audit
from ejournal.models.timetable import Lesson

# The parts of the page that a deed changes, by the first word of its kind.
PARTS = {
    "topic": ("topic",),
    "homework": ("homework",),
    "copy": ("topic", "homework", "roll"),
    **dict.fromkeys(("attendance", "mark", "work", "lesson"), ("roll",)),
}


def parts(lesson: Lesson, reader: int, seen: int) -> tuple[int, list[str]]:
    """The newest entry of the audit chain, and the parts that others have changed since the entry `seen`."""
    newest = audit.newest_entry()
    kinds = audit.kinds_since(seen, "lesson", lesson.id, but=reader)
    return newest, sorted({part for kind in kinds for part in PARTS[kind.partition(".")[0]]})
