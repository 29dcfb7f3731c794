"""What was written in a lesson, or on a page of the journal, since somebody looked at it.

One's own records too: the same teacher may have the same page open at home and at school.
"""

from ejournal.models import audit
from ejournal.models.timetable import Lesson

# The parts of the page that a deed changes, by the first word of its kind.
PARTS = {
    "topic": ("topic",),
    "homework": ("homework",),
    "copy": ("topic", "homework", "roll"),
    **dict.fromkeys(("attendance", "mark", "work", "lesson", "memo"), ("roll",)),
    "session": ("topic", "homework", "roll"),
}

REVERSAL = "session.revert"  # of many lessons at once
FAR = 2000  # entries: whoever saw the page longer ago gets all of it, and the chain is not searched


def in_lesson(lesson: int, seen: int) -> tuple[int, list[str]]:
    """The newest entry of the audit chain, and the parts that have changed since the entry `seen`."""
    newest = audit.newest_entry()
    if newest - seen > FAR:
        return newest, sorted({part for parts in PARTS.values() for part in parts})
    done = audit.done_since(seen, "lesson", "session")
    kinds = {kind.partition(".")[0] for kind, changed in done if changed == lesson or kind == REVERSAL}
    return newest, sorted({part for kind in kinds for part in PARTS[kind]})


def in_group(group: int, seen: int) -> tuple[int, bool]:
    """The newest entry, and whether any lesson of the group was written in since the entry `seen`."""
    newest = audit.newest_entry()
    if newest - seen > FAR:
        return newest, True
    done = audit.done_since(seen, "lesson", "session")
    if any(kind == REVERSAL for kind, _ in done):
        return newest, True
    touched = {lesson for _, lesson in done}
    mine = (Lesson.group == group) & Lesson.id.in_(touched)
    return newest, bool(touched) and Lesson.select().where(mine).exists()
