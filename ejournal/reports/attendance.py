"""«Посещаемость»: the week of a class, lesson by lesson, and what the class teacher has to look at."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.models import attendance as stored
from ejournal.models import grounds as kept
from ejournal.models import journal
from ejournal.models.attendance import WeekLesson
from ejournal.models.grounds import GroundRow
from ejournal.models.people import class_names, names
from ejournal.models.timetable import monday_of
from ejournal.models.volume import members
from ejournal.reports import journal_pages
from ejournal.reports.attendance_counts import Counts, Worry, counts
from ejournal.reports.attendance_grounds import UNANSWERED, GroundLine, NoticeLine, grounds_told, notices_told
from ejournal.reports.journal_pages import Week
from ejournal.reports.roll import roll_names, roll_order
from ejournal.reports.turned import OfWeek
from ejournal.rules.attendance import ABSENT, EXEMPT, EXPLAINED, PRESENT, missed, odd_places
from ejournal.rules.grounds import holds
from ejournal.wording import class_name, date_short, weekday_short

WEEK = timedelta(days=6)
HEAD = 14  # letters of a subject over its column
OUTSIDE, AHEAD, ODD, AWAY, EXPLAINED_LOOK = "x", "z", "o", "a", "e"
Days = list[tuple[date, date | None]]


class Cell(NamedTuple):
    """What stands in a cell: a code, «·» for a mark, «?» where it contradicts its neighbours."""

    look: str = ""
    text: str = ""


@dataclass(frozen=True)
class Column:
    """The lessons of a class at one time: `lesson` when it is one; `held` when attendance of all is saved.

    Those of pupils at home are told of when there are no others.
    """

    day: date
    number: int
    title: str
    head: str
    lesson: int | None
    begun: bool
    held: bool


@dataclass(frozen=True)
class Row:
    """A pupil with the cells of the week, the lessons without a reason and the contradictions."""

    number: int
    pupil: int
    name: str
    cells: tuple[Cell, ...]
    unexplained: tuple[tuple[date, int], ...]
    odd: tuple[str, ...]
    counts: Counts

    @property
    def told(self) -> str:
        """«пн 1, 2; вт 3»: the lessons without a reason."""
        days = dict.fromkeys(day for day, _ in self.unexplained)
        numbers = {day: [str(n) for one, n in self.unexplained if one == day] for day in days}
        return "; ".join(f"{weekday_short(day)} {', '.join(found)}" for day, found in numbers.items())


@dataclass(frozen=True)
class AttendancePage(OfWeek):
    """Everything but the panel of one pupil; `before` are earlier weeks with lessons unexplained."""

    cohort: int
    title: str
    sunday: date
    week: Week | None
    days: tuple[tuple[date, int], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    month: str
    period: str
    worries: tuple[Worry, ...]
    before: tuple[tuple[date, int], ...]
    grounds: tuple[GroundLine, ...]
    notices: tuple[NoticeLine, ...]
    subjects: tuple[tuple[int, str], ...]

    @property
    def odd(self) -> list[Row]:
        return [row for row in self.rows if row.odd]

    @property
    def unexplained(self) -> list[Row]:
        return [row for row in self.rows if row.unexplained]

    @property
    def looks(self) -> set[str]:
        return {cell.look for row in self.rows for cell in row.cells}


class _Facts(NamedTuple):
    """What is stored of the week."""

    lessons: list[WeekLesson]
    members: dict[tuple[int, int], Days]
    stays: dict[int, Days]
    held: Collection[int]
    codes: dict[tuple[int, int], tuple[int, str]]
    marked: set[tuple[int, int]]
    grounds: dict[int, list[GroundRow]]
    subjects: dict[int, int]
    now: datetime

    def has(self, pupil: int, lesson: WeekLesson) -> bool:
        return _has(pupil, lesson, self.members, self.stays)


def page(cohort: int, day: date, now: datetime) -> AttendancePage:
    """п. 4.4.3: the week that holds `day`; a constant number of queries."""
    monday = monday_of(day)
    sunday = monday + WEEK
    stays = stored.stays(cohort, monday, sunday)
    known = names(stays, min(sunday, now.date()))
    facts = _facts(stays, monday, sunday, now)
    columns = tuple(_columns(facts))
    found = counts(cohort, list(known), monday, now)
    called = roll_names(known)
    rows = tuple(
        _row(number, pupil, called[pupil], columns, facts, found.of.get(pupil, Counts()))
        for number, pupil in enumerate(roll_order(known), start=1)
    )
    week = journal_pages.week_of(cohort, monday, now)
    told = grounds_told([row for rows_ in facts.grounds.values() for row in rows_], called)
    days = dict.fromkeys(column.day for column in columns)
    return AttendancePage(
        cohort=cohort,
        title=f"{class_name(*class_names(monday).get(cohort, (0, '')))} класс",
        monday=monday,
        sunday=sunday,
        week=week,
        days=tuple((one, sum(column.day == one for column in columns)) for one in days),
        columns=columns,
        rows=rows,
        month=found.month,
        period=found.period,
        worries=tuple(found.worries(called)),
        before=found.before,
        grounds=told,
        notices=notices_told(kept.notices(sorted(known), monday - UNANSWERED), called, now),
        subjects=tuple(stored.subjects({lesson.group for lesson in facts.lessons})),
    )


def _facts(stays: dict[int, Days], monday: date, sunday: date, now: datetime) -> _Facts:
    near = stored.lessons(list(stays), monday, sunday)
    inside: dict[tuple[int, int], Days] = {}
    for group, pupil, first, last in members({lesson.group for lesson in near}, monday, sunday):
        inside.setdefault((group, pupil), []).append((first, last))
    lessons = [lesson for lesson in near if any(_has(pupil, lesson, inside, stays) for pupil in stays)]
    ids = [lesson.id for lesson in lessons]
    grounds: dict[int, list[GroundRow]] = {}
    for row in kept.touching(sorted(stays), monday, sunday):
        grounds.setdefault(row.pupil, []).append(row)
    return _Facts(
        lessons,
        inside,
        stays,
        journal.roll_calls(ids).keys(),
        journal.absences(ids),
        {(lesson, pupil) for pupil, lesson, _ in journal.standing(ids)},
        grounds,
        {lesson.id: lesson.subject_id for lesson in lessons},
        now,
    )


def _columns(facts: _Facts) -> Iterable[Column]:
    times: dict[tuple[date, int], list[WeekLesson]] = {}
    for lesson in facts.lessons:
        times.setdefault((lesson.day, lesson.number), []).append(lesson)
    for (day, number), found in times.items():
        lessons = [lesson for lesson in found if lesson.kind != "home"] or found
        subjects = list(dict.fromkeys(lesson.subject for lesson in lessons))
        width = HEAD if len(subjects) == 1 else HEAD // len(subjects) - 1
        yield Column(
            day=day,
            number=number,
            title=", ".join(subjects),
            head="/".join(_cut(subject, width) for subject in subjects),
            lesson=lessons[0].id if len(lessons) == 1 else None,
            begun=all(lesson.starts_at <= facts.now for lesson in lessons),
            held=all(lesson.id in facts.held for lesson in lessons),
        )


def _cut(subject: str, width: int) -> str:
    return subject if len(subject) <= width else f"{subject[: width - 1].rstrip()}."


def _row(number: int, pupil: int, name: str, columns: Sequence[Column], facts: _Facts, found: Counts) -> Row:
    mine = {(lesson.day, lesson.number): lesson for lesson in facts.lessons if facts.has(pupil, lesson)}
    odd = _odd(pupil, list(mine.values()), facts)
    code = {time: facts.codes.get((lesson.id, pupil), (0, PRESENT))[1] for time, lesson in mine.items()}
    return Row(
        number=number,
        pupil=pupil,
        name=name,
        cells=tuple(_cell(pupil, mine.get((column.day, column.number)), odd, facts) for column in columns),
        unexplained=tuple(time for time, noted in code.items() if noted == ABSENT),
        odd=tuple(
            _riddle(lesson, code[lesson.day, lesson.number], (lesson.id, pupil) in facts.marked)
            for lesson in mine.values()
            if lesson.id in odd
        ),
        counts=found,
    )


def _has(
    pupil: int, lesson: WeekLesson, inside: Mapping[tuple[int, int], Days], stays: Mapping[int, Days]
) -> bool:
    """Whether a pupil is in the group and in the class on the day of a lesson: a pupil who moved in between
    was at the lessons of another class.
    """
    return all(_within(lesson.day, days) for days in (inside.get((lesson.group, pupil), ()), stays[pupil]))


def _within(day: date, days: Iterable[tuple[date, date | None]]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in days)


def _odd(pupil: int, lessons: Sequence[WeekLesson], facts: _Facts) -> set[int]:
    """№ 3, 20 and 10 of the catalogue: otherwise than at both neighbours, or absent with a mark."""
    held = [lesson for lesson in lessons if lesson.id in facts.held]
    found = set()
    for day in dict.fromkeys(lesson.day for lesson in held):
        of_day = [lesson for lesson in held if lesson.day == day]
        codes = [facts.codes.get((lesson.id, pupil), (0, PRESENT))[1] for lesson in of_day]
        found |= {of_day[place].id for place in odd_places(codes)}
        found |= {
            lesson.id
            for lesson, code in zip(of_day, codes, strict=True)
            if missed(code) and (lesson.id, pupil) in facts.marked
        }
    return found


def _riddle(lesson: WeekLesson, code: str, marked: bool) -> str:
    """«вт 24.11, 3-й урок, Алгебра: стоит Н, а на соседних уроках пропуска нет»."""
    place = f"{weekday_short(lesson.day)} {date_short(lesson.day)}, {lesson.number}-й урок, {lesson.subject}"
    if missed(code):
        return f"{place}: стоит {code}, {'и есть отметка' if marked else 'а на соседних уроках пропуска нет'}"
    return f"{place}: Н нет, а на соседних уроках стоит"


def _cell(pupil: int, lesson: WeekLesson | None, odd: set[int], facts: _Facts) -> Cell:
    if lesson is None:
        return Cell(OUTSIDE)
    code = facts.codes.get((lesson.id, pupil), (0, PRESENT))[1]
    grounds = [row for row in facts.grounds.get(pupil, ()) if holds(row, lesson.day, lesson.number)]
    if lesson.starts_at > facts.now:
        known = next((row.code for row in reversed(grounds) if row.code in EXPLAINED), "")
        return Cell(AHEAD, f"({known})" if known else "")
    released = any(row.code == EXEMPT and row.subject == facts.subjects[lesson.id] for row in grounds)
    text = code or ("осв" if released else "")
    text += "·" if (lesson.id, pupil) in facts.marked else ""
    if lesson.id in odd:
        return Cell(ODD, f"{text}?")
    if code == ABSENT:
        return Cell(AWAY, text)
    return Cell(EXPLAINED_LOOK if missed(code) else "", text)
