"""A week fits one sheet of A4 (п. 4.4.5): in letters of 8 points, else of 7, and only then is it cut.

Where there is little room the topic and the task share a cell: nothing of its width is left empty. Of as few
lessons as can be a line is taken, of the topic first: the task is what the family has to do. Measured on the
blank in LibreOffice, in centimetres: a line of text, what a row adds to it, the room of both tables beside
the head and the stub. A school's own blank may have more of it or less.
"""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import NamedTuple

from ejournal.documents.weekly import LessonLine, SubjectLine
from ejournal.wording import shortened

ROW, ROOM = 0.02, 21.1
TASK = " · ДЗ: "
LEAST = 24  # signs that are left of a topic


class Look(NamedTuple):
    """How many signs a line of each column has, and how high a line is."""

    line: float
    subject: int
    topic: int
    homework: int
    marks: int
    summary: int
    of_period: int


LARGE = Look(0.307, 17, 34, 46, 18, 19, 19)
JOINED = Look(0.307, 19, 90, 90, 19, 21, 21)
SMALL = Look(0.272, 20, 96, 96, 21, 22, 24)


class Fitted(NamedTuple):
    """The lessons as they are printed, and the subjects, of whose marks the oldest may be left out.

    `joined`: topic and task share a cell; `dense`: in small letters; `cut`: not all of the texts is there.
    """

    lessons: tuple[LessonLine, ...]
    subjects: tuple[SubjectLine, ...]
    joined: bool = False
    dense: bool = False
    cut: bool = False


def fitted(lessons: Sequence[LessonLine], subjects: Sequence[SubjectLine]) -> Fitted:
    """The lessons with their texts whole, or as much of them as there is room for."""
    whole = tuple(lessons)
    if _room(whole, subjects, LARGE) >= 0:
        return Fitted(whole, tuple(subjects))
    if _room(whole, subjects, JOINED) >= 0:
        return Fitted(whole, tuple(subjects), joined=True)
    shown, lack = list(whole), -_room(whole, subjects, SMALL)
    while lack > 0 and (places := [place for place, one in enumerate(shown) if _gains(one)]):
        place = min(places, key=lambda place: (_shorter(shown[place])[1], -len(_text(shown[place])), place))
        before, shown[place] = shown[place], _shorter(shown[place])[0]
        lack -= SMALL.line * (_lesson(before, SMALL) - _lesson(shown[place], SMALL))
    told = _newest(subjects, lack)
    cut = (*shown, *told) != (*whole, *subjects)
    return Fitted(tuple(shown), told, joined=True, dense=True, cut=cut)


def _gains(one: LessonLine) -> bool:
    """Whether the row of a lesson is lower when its text is a line shorter."""
    lines = _lines((_text(one), SMALL.topic))
    return lines > 1 and lines > _beside(one, SMALL)


def _shorter(one: LessonLine) -> tuple[LessonLine, bool]:
    """The lesson with a line less of text, and whether the task had to be cut."""
    lines = wrap(_text(one), SMALL.topic)
    room = sum(map(len, lines[:-1])) + len(lines) - 2 - len(TASK)
    left = room - len(one.homework)
    if left >= min(LEAST, len(one.topic)):
        return replace(one, topic=shortened(one.topic, left)), False
    topic = shortened(one.topic, LEAST)
    return replace(one, topic=topic, homework=shortened(one.homework, room - len(topic))), True


def _newest(subjects: Sequence[SubjectLine], lack: float) -> tuple[SubjectLine, ...]:
    """The marks of the period without the oldest: a line at a time of the highest rows."""
    rows = [list(subjects[place : place + 2]) for place in range(0, len(subjects), 2)]
    while lack > 0 and (row := max(rows, key=_spare)) and _spare(row) > 0:
        lines = max(map(_marks, row)) - 1
        row[:] = [replace(one, marks=_last(one.marks, lines)) for one in row]
        lack -= SMALL.line
    return tuple(one for row in rows for one in row)


def _spare(row: Sequence[SubjectLine]) -> int:
    """By how many lines a row is higher than its names, for its marks."""
    return max(map(_marks, row)) - _lines(*((one.subject, SMALL.summary) for one in row))


def _marks(one: SubjectLine) -> int:
    return _lines((one.marks, SMALL.of_period))


def _last(marks: str, lines: int) -> str:
    """«… 4 3 КР»: as many of the newest marks, each with its work, as these lines take."""
    words, shown = marks.removeprefix("… ").split(" "), marks
    while _lines((shown, SMALL.of_period)) > lines or (
        shown != marks and words[:1] and words[0][0].isupper()
    ):
        words = words[1:]
        shown = " ".join(["…", *words])
    return shown


def _room(lessons: Sequence[LessonLine], subjects: Sequence[SubjectLine], look: Look) -> float:
    """Centimetres that both tables leave."""
    pairs = zip(subjects[::2], [*subjects[1::2], None], strict=False)
    below = [max(_subject(one, look), _subject(other, look) if other else 1) for one, other in pairs]
    rows = [*(_lesson(one, look) for one in lessons), *below]
    return ROOM - sum(ROW + look.line * lines for lines in rows)


def _lesson(one: LessonLine, look: Look) -> int:
    """How many lines a lesson takes."""
    if look is not LARGE:
        return max(_beside(one, look), _lines((_text(one), look.topic)))
    return max(_beside(one, look), _lines((one.topic, look.topic), (one.homework, look.homework)))


def _text(one: LessonLine) -> str:
    return f"{one.topic}{TASK}{one.homework}"


def _beside(one: LessonLine, look: Look) -> int:
    marks = "; ".join(filter(None, (one.marks, one.absence)))
    return _lines((one.subject, look.subject), (marks, look.marks))


def _subject(one: SubjectLine, look: Look) -> int:
    return _lines((one.subject, look.summary), (one.marks, look.of_period))


def _lines(*texts: tuple[str, int]) -> int:
    """Of a row with these texts, each with how many signs a line of its column has; words stay whole."""
    return max(1, *(len(wrap(text, signs)) for text, signs in texts))
