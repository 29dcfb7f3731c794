"""A teacher's day: every lesson with its state, the next to do first, what is owed from earlier days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import journal, lesson_texts, weeks
from ejournal.models.curriculum import NO_HOMEWORK
from ejournal.models.first_page import asked_of
from ejournal.models.openings import from_home, opened, slot_of, to_fill
from ejournal.models.plan_reviews import Returned
from ejournal.models.timetable import Lesson, taught_by
from ejournal.reports.gradings import ways_of
from ejournal.rules.gradings import Ways

OWED_DAYS = 28


@dataclass(frozen=True)
class LessonLine:
    """One lesson; each part is "" (nothing), "draft" or "done".

    `marks` counts them; it and `homework` are None where none are given (п. 2.1).
    """

    id: int
    day: date
    number: int
    group_name: str
    subject: str
    room: str
    starts_at: datetime
    ends_at: datetime
    begun: bool
    topic_text: str
    topic: str
    attendance: str
    homework: str | None
    marks: int | None
    handed_in: datetime | None
    substituted: bool
    remote: bool

    @property
    def owes(self) -> bool:
        """п. 4.5.2, 4.5.3: the lesson has begun and something of it is not written."""
        return self.begun and not {self.topic, self.attendance, self.homework} <= {"done", None}

    @property
    def ready(self) -> bool:
        """п. 4.5.2, 4.5.3: everything is written, and the lesson is not handed in yet."""
        return self.begun and not self.owes and not self.handed_in


@dataclass(frozen=True)
class Day:
    """`first` is the first lesson of the day that owes something or is still ahead.

    `returned` are plans with a remark of the deputy to be answered, `unread` certificates to be confirmed.
    """

    day: date
    lessons: tuple[LessonLine, ...]
    first: LessonLine | None
    owed: tuple[LessonLine, ...]
    before: date
    after: date
    returned: tuple[Returned, ...]
    unread: tuple[int, ...]

    @property
    def ready(self) -> tuple[LessonLine, ...]:
        return tuple(line for line in self.lessons if line.ready)

    @property
    def handed_in(self) -> int:
        return sum(line.handed_in is not None for line in self.lessons)

    @property
    def handed_in_at(self) -> datetime | None:
        """When the last lesson of the day was handed in; None while one of them is not."""
        moments = [line.handed_in for line in self.lessons if line.handed_in]
        return max(moments) if moments and len(moments) == len(self.lessons) else None


def page(teacher: int, day: date, school_week: int, now: datetime) -> Day:
    """Lessons of one day, and what is owed of the four weeks before today; constant in queries."""
    today = now.date()
    days = min(day, today - timedelta(days=OWED_DAYS)), max(day, today)
    span = taught_by(teacher, *days)
    ordered = [one for one in to_fill(teacher, today) if one.id not in {own.id for own in span}]
    span = sorted([*ordered, *span], key=lambda one: (one.date, one.number, one.id))
    lines = _lines(span, from_home(span, *days), now)
    mine = tuple(line for line in lines if line.day == day)
    closed = weeks.closed(span)
    openings = opened([slot_of(lesson) for lesson in span], today)
    returned, unread = asked_of(teacher, today)
    owed = [line for line in reversed(lines) if line.day < today and line.owes]
    return Day(
        day=day,
        lessons=mine,
        first=next((line for line in mine if line.owes or not line.begun), None),
        owed=tuple(line for line in owed if line.id not in closed or line.id in openings),
        before=_beside(day, -1, school_week),
        after=_beside(day, 1, school_week),
        returned=tuple(returned),
        unread=tuple(unread),
    )


def _beside(day: date, step: int, week: int) -> date:
    """The nearest day before (-1) or after (1) that a school week of so many days has."""
    days = (day + timedelta(days=step * away) for away in range(1, 8))
    return next(near for near in days if near.isoweekday() <= week)


def _lines(lessons: list[Lesson], home: dict[int, frozenset[int | None]], now: datetime) -> list[LessonLine]:
    ids = [lesson.id for lesson in lessons]
    texts, held, handed = lesson_texts.texts(ids), journal.roll_calls(ids), journal.hand_ins(ids)
    counts: dict[int, int] = {}
    for mark in journal.cell_marks(ids):
        counts[mark.lesson] = counts.get(mark.lesson, 0) + (not mark.withdrawn)
    remote = {lesson for lesson, classes in home.items() if None in classes}
    ways = ways_of(list({lesson.group_id: lesson.group for lesson in lessons}.values()))
    return [_line(lesson, texts, held, handed, counts, ways, lesson.id in remote, now) for lesson in lessons]


def _line(
    lesson: Lesson,
    texts: dict[tuple[int, str], lesson_texts.WrittenText],
    held: dict[int, tuple[datetime, int]],
    handed: dict[int, datetime],
    counts: dict[int, int],
    ways: Ways,
    remote: bool,
    now: datetime,
) -> LessonLine:
    topic = texts.get((lesson.id, "topic"))
    return LessonLine(
        id=lesson.id,
        day=lesson.date,
        number=lesson.number,
        group_name=lesson.group.name,
        subject=lesson.group.subject.name,
        room="" if lesson.group.kind == "home" else lesson.room,  # the name of its group says where
        starts_at=lesson.starts_at.astimezone(now.tzinfo),
        ends_at=lesson.ends_at.astimezone(now.tzinfo),
        begun=now >= lesson.starts_at,
        topic_text=topic.text if topic else "",
        topic=_state(topic),
        attendance="done" if lesson.id in held else "",
        homework=None if lesson.group.kind in NO_HOMEWORK else _state(texts.get((lesson.id, "homework"))),
        marks=counts.get(lesson.id, 0) if ways.any_marks(lesson.group_id, lesson.date) else None,
        handed_in=handed[lesson.id].astimezone(now.tzinfo) if lesson.id in handed else None,
        substituted=lesson.substitute_id is not None,
        remote=remote,
    )


def _state(text: lesson_texts.WrittenText | None) -> str:
    if text is None:
        return ""
    return "draft" if text.draft else "done"
