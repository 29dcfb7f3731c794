"""The diary: a pupil's week as the family may see it, and the marks of the period so far."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import curriculum, journal, lesson_texts
from ejournal.models.diary import Homework, homeworks_of_pupil
from ejournal.models.gradings import in_digits
from ejournal.models.openings import remote
from ejournal.models.outside import outside
from ejournal.models.people import Person, class_between, names
from ejournal.models.timetable import PupilLesson, lessons_of_pupil, monday_of, places
from ejournal.reports import periods
from ejournal.reports.diary_marks import SetMark, set_marks
from ejournal.reports.turned import OfWeek
from ejournal.reports.weights import Told, told
from ejournal.rules import attendance, marks
from ejournal.rules.outside import SIGN, WEIGHT
from ejournal.wording import class_name, in_sentence, past_ending

# How far from the week a lesson may be that its homework was given at, or that it is due at.
REACH = timedelta(weeks=6)
SCHOOL_DAYS = 5
ABSENT = {
    attendance.ABSENT: ("отсутствовал", ""),
    attendance.ILL: ("болел", ""),
    attendance.EXCUSED: ("отсутствовал", " по уважительной причине"),
    attendance.UNEXCUSED: ("отсутствовал", " без уважительной причины"),
    attendance.LATE: ("опоздал", ""),
}


@dataclass(frozen=True)
class Mark:
    """A set mark with its kind of work in words; "" is one that was taken off by a memo."""

    value: str
    work: str
    corrected: bool = False


@dataclass(frozen=True)
class Given:
    """Homework given at a lesson: the day it is due; its text only when that day is not known."""

    due: date | None
    text: str


@dataclass(frozen=True)
class DiaryLesson:
    """A lesson; `homework` is what is due at it, moments are in the zone of `now`."""

    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    room: str
    topic: str
    homework: tuple[str, ...]
    given: Given | None
    marks: tuple[Mark, ...]
    attendance: str


@dataclass(frozen=True)
class DiaryDay:
    """A day; `homework` is what is due on it for subjects that it has no lesson of."""

    day: date
    reason: str
    lessons: tuple[DiaryLesson, ...]
    homework: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SubjectLine:
    """Marks of one subject in the period, with the sign of a work that weighs more than an answer."""

    subject: str
    marks: tuple[tuple[str, str], ...]
    average: float | None


@dataclass(frozen=True)
class DiaryWeek(OfWeek):
    """Everything the diary shows for a week."""

    pupil: int
    name: str
    title: str
    sunday: date
    days: tuple[DiaryDay, ...]
    period: str
    subjects: tuple[SubjectLine, ...]
    legend: tuple[tuple[str, str], ...]
    weights: Told

    @property
    def outside(self) -> bool:
        return any(sign == SIGN for line in self.subjects for _, sign in line.marks)


@dataclass(frozen=True)
class _Facts:
    """What is stored about the lessons of the week."""

    places: dict[int, tuple[str, datetime, datetime]]
    topics: dict[int, str]
    marks: dict[int, list[SetMark]]
    absences: dict[int, str]
    due: dict[tuple[int, date], list[Homework]]
    given: dict[int, Given]
    now: datetime


def week(pupil: int, day: date, now: datetime) -> DiaryWeek:
    """п. 3.2, 2.5, 4.7.1: the week that holds `day`; a constant number of queries."""
    monday = monday_of(day)
    sunday = monday + timedelta(days=6)
    cohort, grade, letter = class_between(pupil, monday, sunday) or (None, 0, "")
    period = next(reversed(curriculum.periods(grade, monday, sunday)), None)
    first, last = (period.valid_from, period.valid_to) if period else (monday, sunday)
    lessons = lessons_of_pupil(pupil, min(first, monday - REACH), max(last, sunday + REACH))
    wanted = [lesson for lesson in lessons if first <= lesson.day <= last or monday <= lesson.day <= sunday]
    found = set_marks(pupil, wanted, now)
    in_period = [mark for mark in found if mark.value and first <= mark.lesson.day <= last] if period else []
    of_week = [lesson for lesson in lessons if monday <= lesson.day <= sunday]
    averaged = in_digits({lesson.group for lesson in wanted}, pupil, min(max(now.date(), first), last))
    off = [*curriculum.days_off(cohort, monday, sunday), *_from_home(cohort, monday, sunday)]
    name = names([pupil], min(now.date(), sunday)).get(pupil)
    return DiaryWeek(
        pupil=pupil,
        name=f"{name.surname} {name.name}" if name else "",
        title=f"{class_name(grade, letter)} класс" if grade else "",
        monday=monday,
        sunday=sunday,
        days=_days(monday, of_week, off, _facts(pupil, monday, lessons, of_week, found, now)),
        period=periods.title(period) if period else "",
        subjects=_subjects(in_period, _outside(pupil, wanted, first, last) if period else {}, averaged),
        legend=tuple(sorted({(mark.kind.sign, mark.kind.title) for mark in in_period if mark.weight > 1})),
        weights=told(first),
    )


def _facts(
    pupil: int,
    monday: date,
    lessons: list[PupilLesson],
    of_week: list[PupilLesson],
    found: list[SetMark],
    now: datetime,
) -> _Facts:
    ids = [lesson.id for lesson in of_week]
    homeworks = homeworks_of_pupil(pupil, monday - REACH, monday, monday + timedelta(days=6))
    due, given = _homework(homeworks, lessons)
    by_lesson: dict[int, list[SetMark]] = {}
    for mark in found:
        by_lesson.setdefault(mark.lesson.id, []).append(mark)
    return _Facts(
        places=places(ids),
        topics={
            lesson: text.text
            for (lesson, field), text in lesson_texts.texts(ids).items()
            if field == "topic" and not text.draft
        },
        marks=by_lesson,
        absences=_absences(pupil, ids),
        due=due,
        given=given,
        now=now,
    )


def _absences(pupil: int, lessons: list[int]) -> dict[int, str]:
    """п. 2.5: «отсутствовала по уважительной причине», «опоздал» by lesson."""
    ending = past_ending(Person.get_by_id(pupil).sex)
    codes = journal.absences(lessons, pupil)
    return {lesson: ending.join(ABSENT[code]) for (lesson, _), (_, code) in codes.items() if code in ABSENT}


def _homework(
    homeworks: list[Homework], lessons: list[PupilLesson]
) -> tuple[dict[tuple[int, date], list[Homework]], dict[int, Given]]:
    """Homeworks by the group and the day they are due, and what to say at the lesson they were given at."""
    days: dict[int, list[date]] = {}
    for lesson in lessons:
        days.setdefault(lesson.group, []).append(lesson.day)
    due: dict[tuple[int, date], list[Homework]] = {}
    given = {}
    for homework in homeworks:
        day = homework.due or _next(days.get(homework.group, []), homework.given)
        given[homework.lesson] = Given(day, "" if day else homework.text)
        if day:
            due.setdefault((homework.group, day), []).append(homework)
    return due, given


def _next(days: list[date], after: date) -> date | None:
    """The first of the ordered days after a day."""
    place = bisect_right(days, after)
    return days[place] if place < len(days) else None


def _days(
    monday: date, lessons: list[PupilLesson], off: list[tuple[str, date, date]], facts: _Facts
) -> tuple[DiaryDay, ...]:
    """Monday to Friday, and a day of rest only when something is on it."""
    days = [monday + timedelta(days=number) for number in range(7)]
    made = [_day(day, [lesson for lesson in lessons if lesson.day == day], off, facts) for day in days]
    return tuple(
        day for number, day in enumerate(made) if number < SCHOOL_DAYS or day.lessons or day.homework
    )


def _from_home(cohort: int | None, first: date, last: date) -> list[tuple[str, date, date]]:
    """«Дистанционно: карантин»: days on which lessons are held, and the pupil stays at home."""
    home = remote(cohort, first, last)
    return [(f"Уроки дистанционно: {reason}", since, until) for reason, since, until in home]


def _day(day: date, lessons: list[PupilLesson], off: list[tuple[str, date, date]], facts: _Facts) -> DiaryDay:
    firsts = {lesson.group: lesson.id for lesson in reversed(lessons)}
    rest = [
        homework
        for (group, due), waiting in facts.due.items()
        if due == day and group not in firsts
        for homework in waiting
    ]
    return DiaryDay(
        day=day,
        reason=next((reason for reason, first, last in off if first <= day <= last), ""),
        lessons=tuple(_lesson(lesson, firsts[lesson.group] == lesson.id, facts) for lesson in lessons),
        homework=tuple((homework.subject, homework.text) for homework in rest),
    )


def _lesson(lesson: PupilLesson, first: bool, facts: _Facts) -> DiaryLesson:
    """п. 3.2, 4.7.1: one lesson; the homework is at the first lesson of the group on the day it is due."""
    room, starts_at, ends_at = facts.places[lesson.id]
    due = facts.due.get((lesson.group, lesson.day), []) if first else []
    return DiaryLesson(
        number=lesson.number,
        starts_at=starts_at.astimezone(facts.now.tzinfo),
        ends_at=ends_at.astimezone(facts.now.tzinfo),
        subject=lesson.subject,
        room=room,
        topic=facts.topics.get(lesson.id, ""),
        homework=tuple(homework.text for homework in due),
        given=facts.given.get(lesson.id),
        marks=tuple(
            Mark(mark.value, in_sentence(mark.kind.title), mark.corrected)
            for mark in facts.marks.get(lesson.id, [])
        ),
        attendance=facts.absences.get(lesson.id, ""),
    )


def _outside(pupil: int, lessons: Iterable[PupilLesson], first: date, last: date) -> dict[str, list[str]]:
    """п. 2.1: marks by statements of other organisations that end in the period, by subject."""
    subjects = {lesson.group: lesson.subject for lesson in lessons}
    found: dict[str, list[str]] = {}
    for one in outside(sorted(subjects), first, last):
        if one.pupil == pupil:
            found.setdefault(subjects[one.group], []).append(one.value)
    return found


def _subjects(
    found: Iterable[SetMark], given: dict[str, list[str]], averaged: Collection[int]
) -> tuple[SubjectLine, ...]:
    """п. 2.5: marks of the period by subject, with the weighted average so far; `given` elsewhere.

    `averaged` are the pages on which the pupil gets marks of 2–5: only these have an average.
    """
    by_subject: dict[str, list[SetMark]] = {subject: [] for subject in given}
    for mark in found:
        by_subject.setdefault(mark.lesson.subject, []).append(mark)
    ordered = sorted(by_subject.items())
    return tuple(_line(subject, own, given.get(subject, []), averaged) for subject, own in ordered)


def _line(subject: str, own: list[SetMark], given: list[str], averaged: Collection[int]) -> SubjectLine:
    shown = [(mark.value, mark.kind.sign if mark.weight > 1 else "") for mark in own]
    weighed = [(mark.value, mark.weight) for mark in own] + [(value, WEIGHT) for value in given]
    told = [*shown, *((value, SIGN) for value in given)]
    counts = not own or own[-1].lesson.group in averaged
    return SubjectLine(subject, tuple(told), marks.weighted_average(weighed) if counts else None)
