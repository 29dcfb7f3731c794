"""A week fits one sheet of A4 (п. 4.4.5): long topics and tasks are cut until it does.

Measured on the blank in LibreOffice, in centimetres: a line of text, what a row adds to it, and the room of
both tables beside the head and the stub. A school's own blank may have more of it or less.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from ejournal.documents.weekly import LessonLine, SubjectLine
from ejournal.wording import shortened

LINE, ROW, ROOM = 0.285, 0.1, 25.4
TEXT, SUBJECT, MARKS = 34, 22, 18  # signs of a line in these columns
MARKS_OF_PERIOD = 40
LIMITS = (204, 102, 68, 34, 22)  # signs of a topic and of a task, tried in turn


def fitted(lessons: Sequence[LessonLine], subjects: Sequence[SubjectLine]) -> tuple[LessonLine, ...]:
    """The lessons with their texts whole, or as much of them as there is room for."""
    below = sum(_height((one.subject, MARKS_OF_PERIOD), (one.marks, MARKS_OF_PERIOD)) for one in subjects)
    shown = tuple(lessons)
    for limit in LIMITS:
        if sum(map(_row, shown)) + below <= ROOM:
            break
        shown = tuple(
            replace(one, topic=shortened(one.topic, limit), homework=shortened(one.homework, limit))
            for one in lessons
        )
    return shown


def _row(one: LessonLine) -> float:
    texts = ((one.topic, TEXT), (one.homework, TEXT), (one.subject, SUBJECT), (one.marks, MARKS))
    return _height(*texts)


def _height(*texts: tuple[str, int]) -> float:
    """Of a row with these texts, each with how many signs a line of its column has."""
    return ROW + LINE * max(1, *(ceil(len(text) / signs) for text, signs in texts))
