"""What the paper journal tells at a glance: who was not asked for long, where the textbook is open."""

import re
from bisect import bisect_right
from collections.abc import Collection
from datetime import timedelta

from ejournal.models import journal
from ejournal.models.timetable import GroupLesson, Lesson, lessons_of_group

LOOK_BACK = timedelta(weeks=8)
TEXTS = 4  # earlier lessons in whose homework the last paragraph is looked for
PARAGRAPH = re.compile(r"§\s*(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?")


def earlier_lessons(lesson: Lesson) -> list[GroupLesson]:
    """The lessons of the same page in the eight weeks before this one, in order."""
    found = lessons_of_group(lesson.group_id, lesson.date - LOOK_BACK, lesson.date)
    return [other for other in found if other.starts_at < lesson.starts_at]


def lessons_without_mark(earlier: list[GroupLesson], pupils: Collection[int]) -> dict[int, int]:
    """How many of the earlier lessons have passed since each pupil last got a mark."""
    starts = [lesson.starts_at for lesson in earlier]
    last = journal.last_marked([lesson.id for lesson in earlier])
    return {
        pupil: len(starts) - (bisect_right(starts, last[pupil]) if pupil in last else 0) for pupil in pupils
    }


def next_paragraph(earlier: list[GroupLesson]) -> str:
    """«§ 15» after «§ 14, № 3» or «§ 13–14»; "" when the last homeworks name no paragraph."""
    last = [lesson.id for lesson in earlier[-TEXTS:]]
    texts = journal.texts(last)
    for lesson in reversed(last):
        homework = texts.get((lesson, "homework"))
        if homework and (found := PARAGRAPH.findall(homework.text)):
            first, last = found[-1]
            return f"§ {int(last or first) + 1}"
    return ""
