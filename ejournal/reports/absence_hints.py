"""Why a pupil may be away from a lesson: what its teacher reads beside the name."""

from collections.abc import Collection
from typing import NamedTuple

from ejournal.models import grounds as kept
from ejournal.models.timetable import Lesson
from ejournal.rules import grounds as rules
from ejournal.rules.attendance import EXEMPT
from ejournal.wording import date_short


class Reasons(NamedTuple):
    """By pupil: the words; and who is released from the practice of the subject."""

    of: dict[int, str]
    released: frozenset[int]


NONE = Reasons({}, frozenset())


def of_lesson(lesson: Lesson, pupils: Collection[int]) -> Reasons:
    """п. 4.4.3: grounds that hold at a lesson, and parents' notices that nobody answered. Two queries."""
    day, subject = lesson.date, lesson.group.subject_id
    found: dict[int, str] = {}
    for notice in kept.notices(sorted(pupils), day):
        if notice.accepted is None and notice.first <= day <= notice.last:
            cause = rules.CAUSES[notice.reason].title
            found[notice.pupil] = f"родители сообщили: {cause}, до {date_short(notice.last)}"
    rows = [
        row
        for row in kept.touching(sorted(pupils), day, day)
        if rules.holds(row, day, lesson.number) and (row.code != EXEMPT or row.subject == subject)
    ]
    return Reasons(
        found | {row.pupil: rules.hint(row) for row in rows},
        frozenset(row.pupil for row in rows if row.code == EXEMPT),
    )
