"""п. 4.2.2д: who is absent, who may give each lesson, the log of a month, the changes of a day."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from ejournal.documents.substitutions import Change, Changes, Hours, LogRow, SubstitutionLog
from ejournal.models import lesson_texts
from ejournal.models import substitutions as stored
from ejournal.models.curriculum import Group, group_teachers
from ejournal.models.moves import moves
from ejournal.models.people import names
from ejournal.models.stranded import missed, stranded
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson, places
from ejournal.models.written import with_attendance
from ejournal.reports import undecided
from ejournal.reports.absent_names import called, with_order
from ejournal.reports.day_note import note
from ejournal.rules.substitutions import KINDS, REASONS, UNKNOWN
from ejournal.wording import (
    date_numeric,
    date_short,
    month_name,
    short_name,
)

BACK = timedelta(days=35)  # absences that ended earlier are looked up in the log
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class AbsenceLine:
    """An absence with how many of its lessons wait for a decision."""

    id: int
    name: str
    reason: str
    order: str
    first: date
    last: date
    decided: int
    waiting: int


class Teacher(NamedTuple):
    """A teacher to choose from."""

    id: int
    name: str


def teachers(day: date) -> list[Teacher]:
    """Everybody who teaches on a day, by name."""
    people = stored.teachers(day, day)
    known = names(people, day)
    return sorted((Teacher(who, short_name(*known[who])) for who in known), key=lambda one: one.name)


def absences(today: date) -> list[AbsenceLine]:
    """The absences of the last weeks and of those to come; a constant number of queries."""
    found = stored.absent(today - BACK, today + AHEAD)
    if not found:
        return []
    first, last = min(a.valid_from for a in found), max(a.valid_to for a in found)
    alone = stranded(first, last)
    rows = stored.of_absences([absence.id for absence in found])
    done = Counter(row.absence_id for row in rows if row.id not in alone)
    given = missed(stored.given(first, last), alone.values())
    known = called((absence.person_id, absence.valid_from) for absence in found)
    return [
        AbsenceLine(
            id=absence.id,
            name=known.get((absence.person_id, absence.valid_from), ""),
            reason=REASONS[absence.reason],
            order=absence.order_number,
            first=absence.valid_from,
            last=absence.valid_to,
            decided=done[absence.id],
            waiting=sum(
                absence.person_id in one.teachers and absence.valid_from <= one.day <= absence.valid_to
                for one in given
            ),
        )
        for absence in found
    ]


@dataclass(frozen=True)
class Stranded:
    """A lesson whose substitute is away too; `absence` is that on whose page it is decided anew."""

    absence: int
    day: date
    number: int
    group: str
    subject: str
    absent: str
    substitute: str


def stranded_lines(today: date) -> list[Stranded]:
    """п. 4.2.2д: lessons that were given to a substitute and are nobody's again, in order."""
    rows = sorted(stranded(today - BACK, today + AHEAD).values(), key=lambda row: (row.date, row.number))
    facts = _Facts(rows)
    return [
        Stranded(
            absence=row.absence_id,
            day=row.date,
            number=row.number,
            group=one.group,
            subject=one.subject,
            absent=one.absent,
            substitute=facts.name(row.substitute_id, row.date),
        )
        for row in rows
        for one in [facts.change(row)]
    ]


def absence_of(person: int, day: date) -> int | None:
    """The absence of a person on a day."""
    return next((found.id for found in stored.absent(day, day) if found.person_id == person), None)


def log(school: str, month: date, deputy: str, now: datetime) -> SubstitutionLog:
    """п. 4.2.2д: the log of the month that begins on this day, as far as its lessons are over.

    Lessons that nobody has decided about stand in it too: they were missed like the others.
    Hours are of those lessons whose attendance is written.
    """
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    alone = stranded(month, last)
    found = [row for row in stored.of_days(month, min(last, now.date())) if row.id not in alone]
    facts = _Facts(found)
    rows = [row for row in found if facts.over(row, now)]
    held = [row for row in rows if row.lesson_id in facts.held]
    left = undecided.lessons(month, last, now)
    told = sorted([((row.date, row.number), facts.log_row(row)) for row in rows] + left, key=itemgetter(0))
    return SubstitutionLog(
        school=school,
        month=f"{month_name(month.month)} {month.year} г.",
        rows=tuple(replace(row, number=number) for number, (_, row) in enumerate(told, start=1)),
        totals=tuple(_hours(held, facts)),
        missed=sum(row.kind == "cancelled" for row in rows),
        given=len(held),
        unwritten=sum(row.kind != "cancelled" for row in rows) - len(held),
        deputy=deputy,
        undecided=len(left),
        ahead=sum(row.id not in alone for row in stored.of_days(month, last)) - len(rows),
    )


def changes(school: str, day: date, deputy: str) -> Changes:
    """п. 4.2.2д: what is otherwise on a day, without the reasons, which are data of the staff."""
    rows = stored.of_days(day, day)
    facts, alone = _Facts(rows, rooms=True), stranded(day, day)
    told = (facts.change(row, row.id in alone) for row in rows)
    found = _joined([*told, *_moved(day), *undecided.changes(day, alone.values())])
    by_lesson = sorted(found, key=lambda one: (one.lesson, one.group))
    return Changes(school, day, note(day), tuple(by_lesson), deputy)


def _joined(found: Iterable[Change]) -> list[Change]:
    """One line of a lesson: «перенесён сюда с 04.12, 2-й урок; замена уточняется»."""
    lines: dict[tuple[int, str, str], Change] = {}
    for one in found:
        key = (one.lesson, one.group, one.subject)
        before = lines.get(key)
        lines[key] = replace(before, instead=f"{before.instead}; {one.instead}") if before else one
    return list(lines.values())


def _moved(day: date) -> Iterator[Change]:
    """п. 4.2.1: lessons that left the day, and those that came to it."""
    found = [one for one in moves(day, day) if day in (one.from_date, one.to_date)]
    if not found:
        return
    pages = stored.pages({one.group_id for one in found})
    here = Lesson.select().where(Lesson.group.in_(list(pages)) & (Lesson.date == day))
    rooms = {(lesson.group_id, lesson.number): lesson.room for lesson in here}
    taught = group_teachers(day)
    people = {who for one in found for who in taught.get(one.group_id, ())}
    known = called((who, day) for who in people)
    for one in found:
        page = pages[one.group_id]
        who = ", ".join(sorted(known.get((person, day), "") for person in taught.get(page.id, ())))
        if one.from_date == day:
            told = f"перенесён на {date_short(one.to_date)}, {one.to_number}-й урок"
            yield Change(one.from_number, page.name, page.subject.name, who, told, "")
        if one.to_date == day:
            told = f"перенесён сюда с {date_short(one.from_date)}, {one.from_number}-й урок"
            room = rooms.get((page.id, one.to_number), "")
            yield Change(one.to_number, page.name, page.subject.name, who, told, room)


def _hours(rows: Iterable[Replacement], facts: "_Facts") -> list[Hours]:
    """By substitute; under the name of the last lesson."""
    found: dict[int, Hours] = {}
    for row in rows:
        if row.substitute_id:
            before = found.get(row.substitute_id, Hours("", 0, 0))
            name = facts.name(row.substitute_id, row.date)
            merged = before.merged + (row.kind == "merged")
            found[row.substitute_id] = Hours(name, before.hours + 1, merged)
    return sorted(found.values())


def _rooms_joined(merged: Collection[Replacement]) -> dict[int, str]:
    """By lesson of a day the room of the lesson that its group joins: the substitute's own of the subject."""
    if not merged:
        return {}
    days = [row.date for row in merged]
    given = stored.given(min(days), max(days))
    known, found = {one.id: one for one in given}, {}
    for row in merged:
        mine = known.get(row.lesson_id or 0)
        for other in given if mine else ():
            same = other.id != row.lesson_id and mine and other.subject == mine.subject
            if same and mine and row.substitute_id in other.teachers and other.beside(mine):
                found[mine.id] = other.id
    rooms = places(list(found.values()))
    return {lesson: rooms[other][0] for lesson, other in found.items()}


class _Facts:
    """What the rows of the log name: people, pages, topics, rooms. A constant number of queries."""

    def __init__(self, rows: Collection[Replacement], rooms: bool = False) -> None:
        lessons = [row.lesson_id for row in rows if row.lesson_id]
        self._names = called(
            (who, row.date) for row in rows for who in (row.absence.person_id, row.substitute_id) if who
        )
        self._pages: dict[int, Group] = stored.pages({row.group_id for row in rows})
        self._given = stored.subjects_given(lessons)
        self._texts = lesson_texts.texts(lessons) if lessons else {}
        self._places = places(lessons) if lessons else {}
        self._joined = _rooms_joined([row for row in rows if row.kind == "merged"]) if rooms else {}
        self.held = with_attendance(lessons) if lessons else set()

    def over(self, row: Replacement, now: datetime) -> bool:
        """Whether the time of the lesson is over; of a cancelled one, whether its day has come."""
        return row.lesson_id not in self._places or self._places[row.lesson_id][2] <= now

    def name(self, person: int | None, day: date) -> str:
        return self._names.get((person or 0, day), "")

    def log_row(self, row: Replacement) -> LogRow:
        absence: TeacherAbsence = row.absence
        return LogRow(
            number=0,
            day=date_numeric(row.date),
            lesson=row.number,
            group=self._pages[row.group_id].name,
            subject=self._pages[row.group_id].subject.name,
            absent=self.name(absence.person_id, row.date),
            reason=with_order(REASONS[absence.reason], absence.order_number),
            substitute=self.name(row.substitute_id, row.date),
            taught=self._taught(row),
            hours="1" if row.lesson_id in self.held else "",
            note="" if row.kind == "replaced" else with_order(KINDS[row.kind], row.order_number),
        )

    def _taught(self, row: Replacement) -> str:
        """The topic, after the subject where that is another; "" while it is not written."""
        written = self._texts.get((row.lesson_id or 0, "topic"))
        topic = written.text if written and not written.draft else ""
        subject = self._given.get(row.lesson_id or 0, "") if row.kind == "subject" else ""
        return ". ".join(filter(None, (subject, topic)))

    def change(self, row: Replacement, alone: bool = False) -> Change:
        return Change(
            lesson=row.number,
            group=self._pages[row.group_id].name,
            subject=self._pages[row.group_id].subject.name,
            absent=self.name(row.absence.person_id, row.date),
            instead=UNKNOWN if alone else self._instead(row),
            room=self._room(row),
        )

    def _room(self, row: Replacement) -> str:
        """The room of the lesson; of joined groups that of the lesson which they join."""
        own = self._places[row.lesson_id][0] if row.lesson_id in self._places else ""
        return self._joined.get(row.lesson_id or 0, own)

    def _instead(self, row: Replacement) -> str:
        who = self.name(row.substitute_id, row.date)
        said = {
            "replaced": who,
            "merged": f"{who}, группы вместе",
            "subject": f"{self._given.get(row.lesson_id or 0, '')}, {who}",
            "cancelled": "урока нет",
        }
        return said[row.kind]
