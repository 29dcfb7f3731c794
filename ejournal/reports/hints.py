"""What the paper journal tells at a glance: who was not asked for long, where the textbook is open."""

import re
from collections.abc import Collection
from datetime import timedelta

from ejournal.models import journal
from ejournal.models.timetable import Lesson, lessons_of_group

LOOK_BACK = timedelta(weeks=8)
TEXTS = 4  # earlier lessons in whose homework the last paragraph is looked for
PARAGRAPH = re.compile(r"§\s*(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?")


def earlier_lessons(lesson: Lesson) -> list[int]:
    """The lessons of the same page in the eight weeks before this one, in order."""
    found = lessons_of_group(lesson.group_id, lesson.date - LOOK_BACK, lesson.date)
    return [other.id for other in found if other.starts_at < lesson.starts_at]


def lessons_without_mark(earlier: list[int], pupils: Collection[int]) -> dict[int, int]:
    """How many of the earlier lessons have passed since each pupil last got a mark."""
    place = {lesson: number for number, lesson in enumerate(earlier, start=1)}
    last = dict.fromkeys(pupils, 0)
    for mark in journal.cell_marks(earlier):
        if mark.pupil in last and not mark.withdrawn:
            last[mark.pupil] = max(last[mark.pupil], place[mark.lesson])
    return {pupil: len(earlier) - number for pupil, number in last.items()}


def next_paragraph(earlier: list[int]) -> str:
    """«§ 15» after «§ 14, № 3» or «§ 13–14»; "" when the last homeworks name no paragraph."""
    texts = journal.texts(earlier[-TEXTS:])
    for lesson in reversed(earlier[-TEXTS:]):
        homework = texts.get((lesson, "homework"))
        if homework and (found := PARAGRAPH.findall(homework.text)):
            first, last = found[-1]
            return f"§ {int(last or first) + 1}"
    return ""
