"""What the paper journal tells at a glance: who was not asked for long, where the textbook is open."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.models import journal
from ejournal.models.curriculum import Group, Period
from ejournal.models.lesson_texts import WrittenText
from ejournal.models.outside import outside
from ejournal.models.page_hours import hours_of_pages
from ejournal.models.settings import school_settings
from ejournal.models.term_records import periods_of_groups
from ejournal.models.timetable import Lesson, lessons_of_group
from ejournal.models.written import held
from ejournal.rules.gradings import FIVE, NONE
from ejournal.rules.least_marks import least
from ejournal.rules.marks import how_many, is_short

LOOK_BACK = timedelta(weeks=8)
Standing = tuple[int, int, str]  # the pupil of a mark, its lesson, its value
TEXTS = 4  # earlier lessons in whose homework the last paragraph is looked for
PARAGRAPH = re.compile(r"§\s*(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?")


@dataclass(frozen=True)
class Around:
    """A `lesson`, others of its page: `earlier` of eight weeks, in order; those of the `term` by day."""

    lesson: int
    group: int
    day: date
    earlier: list[int]
    term: dict[int, date]
    period: Period | None
    minimum: int

    @property
    def latest(self) -> list[int]:
        """Those in whose homework the last paragraph is looked for."""
        return self.earlier[-TEXTS:]


@dataclass(frozen=True)
class Hint:
    """Of one pupil: lessons held since the last mark; «2 из 3» when the marks of the term are too few."""

    unmarked: int = 0
    short: str = ""


def around(lesson: Lesson) -> Around:
    """What the hints of a lesson look at; the term is that of the page on the lesson's day. Three queries."""
    own = periods_of_groups([lesson.group])[lesson.group_id]
    period = next((one for one in own if one.valid_from <= lesson.date <= one.valid_to), None)
    first = lesson.date - LOOK_BACK
    begin, end = (period.valid_from, period.valid_to) if period else (first, lesson.date)
    found = lessons_of_group(lesson.group_id, min(first, begin), max(lesson.date, end))
    return Around(
        lesson=lesson.id,
        group=lesson.group_id,
        day=lesson.date,
        earlier=[other.id for other in found if other.starts_at < lesson.starts_at and other.date >= first],
        term={other.id: other.date for other in found if period and begin <= other.date <= end},
        period=period,
        minimum=_minimum(lesson.group, period) if period else 0,
    )


def of_pupils(
    near: Around,
    modes: Mapping[int, str],
    released: Collection[int] = (),
    given: Collection[int] | None = None,
) -> dict[int, Hint]:
    """The hints beside each name; `modes` say how each pupil is graded. A few queries.

    `given` are lessons that were held, the earlier ones of the page among them; None: they are asked for.

    None of those who are released from practice (п. 4.4.3) or learn without marks.
    """
    marks = journal.standing({near.lesson, *near.earlier, *near.term})
    asked = [pupil for pupil, mode in modes.items() if pupil not in released and mode != NONE]
    known = held(near.earlier) if given is None else given
    unmarked, short = _unmarked(near, marks, asked, known), _short(near, marks, asked, modes)
    hints = {pupil: Hint(unmarked[pupil], short.get(pupil, "")) for pupil in asked}
    return {pupil: hints.get(pupil, Hint()) for pupil in modes}


def _unmarked(
    near: Around, marks: list[Standing], pupils: Collection[int], given: Collection[int]
) -> dict[int, int]:
    """How many of the earlier lessons that were held have passed since each pupil last got a mark.

    Nobody was asked at a lesson without a record; who has a mark at this one has been asked.
    """
    earlier = [lesson for lesson in near.earlier if lesson in given]
    place = {lesson: number for number, lesson in enumerate([*earlier, near.lesson], start=1)}
    last: dict[int, int] = {}
    for pupil, lesson, _ in marks:
        number = place.get(lesson, 0)
        if number > last.get(pupil, 0):
            last[pupil] = number
    return {pupil: max(0, len(earlier) - last.get(pupil, 0)) for pupil in pupils}


def _short(
    near: Around, marks: list[Standing], pupils: Collection[int], modes: Mapping[int, str]
) -> dict[int, str]:
    """Who is short of marks for the term; told when it matters (rules.marks.is_short), not from its start."""
    if near.period is None:
        return {}
    begin, end = near.period.valid_from, near.period.valid_to
    few = {pupil: near.minimum if modes[pupil] == FIVE else 1 for pupil in pupils}
    own = [(pupil, near.term[lesson], value) for pupil, lesson, value in marks if lesson in near.term]
    stated = [(one.pupil, one.day, one.value) for one in outside([near.group], begin, end)]
    counts: dict[int, int] = {}
    last: dict[int, date] = {}
    for pupil, day, value in (*own, *stated):
        counts[pupil] = counts.get(pupil, 0) + how_many(value)
        if day > last.get(pupil, begin):
            last[pupil] = day
    return {
        pupil: f"{counts.get(pupil, 0)} из {minimum}"
        for pupil, minimum in few.items()
        if is_short(counts.get(pupil, 0), minimum, near.day, last.get(pupil, begin), end)
    }


def _minimum(group: Group, period: Period) -> int:
    """п. 4.5.5: how many marks the term mark of a page needs. One query."""
    hours = hours_of_pages([group.id]).get(group.id)
    return least(school_settings()).of(FIVE, period.kind, hours)


def next_paragraph(latest: list[int], texts: Mapping[tuple[int, str], WrittenText]) -> str:
    """«§ 15» after «§ 14, № 3» or «§ 13–14»; "" when the homeworks of these lessons name no paragraph."""
    for lesson in reversed(latest):
        homework = texts.get((lesson, "homework"))
        if homework and (found := PARAGRAPH.findall(homework.text)):
            first, last = found[-1]
            return f"§ {int(last or first) + 1}"
    return ""
