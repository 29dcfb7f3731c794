"""Why the pupils of the demo were absent: what their class teachers write, and what parents tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zlib import crc32

from peewee import fn

from ejournal.access import Role
from ejournal.demo.nature import Pupil
from ejournal.demo.pages import Page
from ejournal.demo.seed import Act, Writer
from ejournal.models.curriculum import Subject
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.journal import Absence, AbsenceChange
from ejournal.models.people import ClassYear, Duty, Enrolment, Guardianship, Informing, SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.rules.attendance import ABSENT, EXCUSED, EXEMPT, ILL
from ejournal.wording import date_numeric

WEEK = timedelta(days=6)
AT_HOME = 5  # of so many short absences one is for the family's sake
MUSIC, RELEASED, TOLD = 8, 9, 6  # grades: who goes to a music school, is released from PE, tells beforehand


@dataclass(slots=True)
class Explained:
    """A ground, and the absences that it explains."""

    pupil: int
    cohort: int
    code: str
    kind: str
    paper: str
    words: str
    first: date
    last: date
    weekday: int | None = None
    number: int | None = None
    subject: int | None = None

    def write(self, writer: Writer) -> None:
        events = list(_unexplained(self.pupil, self.first, self.last)) if self.weekday is None else []
        if not events and self.last < writer.now.date():
            return
        span = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        nothing = dict.fromkeys(("first_number", "last_number", "upload", "notice"))
        named = ("pupil", "cohort", "code", "kind", "paper", "words", "weekday", "number", "subject")
        values = {name: getattr(self, name) for name in named}
        ground = writer.fact(AbsenceGround, **values, **span, **nothing, file_hash="")
        for lesson, event, day in events:
            late = (writer.now.date() - day).days
            told = {"lesson": lesson, "pupil": self.pupil, "late_days": late}
            made = writer.fact(Absence, **told, code=self.code, replaces=event)
            writer.fact(AbsenceChange, absence=made, ground=ground)


def _unexplained(pupil: int, first: date, last: date) -> Iterable[tuple[int, int, date]]:
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    mine = (Absence.pupil == pupil) & (Absence.code == ABSENT) & Lesson.date.between(first, last)
    query: Any = Absence.select(Absence.lesson, Absence.id, Lesson.date).join(Lesson)
    rows: Iterable[tuple[int, int, date]] = query.where(mine & ~fn.EXISTS(newer)).tuples()
    return rows


def of_week(
    pages: Iterable[Page], pupils: Mapping[int, Pupil], cohort: int, leader: int, monday: date, at: datetime
) -> Iterator[Act]:
    """What a class teacher writes of a week before closing it: the ill have brought certificates."""
    mine = {
        who for page in pages if page.cohort == cohort and page.kind == "class" for who in page.pupils(monday)
    }
    for place, who in enumerate(sorted(mine)):
        days = sorted(day for day in pupils[who].away if monday <= day <= monday + WEEK)
        if not days:
            continue
        lot = crc32(f"{pupils[who].key} {monday}".encode())
        home = len(days) <= 2 and lot % AT_HOME == 0
        paper = "" if home else f"№ {100 + lot % 800} от {date_numeric(days[-1])}"
        told = (
            (EXCUSED, "note", paper, "семейные обстоятельства") if home else (ILL, "certificate", paper, "")
        )
        part = Explained(who, cohort, *told, days[0], days[-1])
        moment = at + timedelta(seconds=20 * place)
        yield Act(moment, leader, Role.CLASS_TEACHER, "ground.record", "person", who, [part])


@dataclass(slots=True)
class Told:
    """A parent tells that the child will not come."""

    pupil: int
    day: date

    def write(self, writer: Writer) -> None:
        day = self.day.isoformat()
        values = {"first": day, "last": day, "reason": "doctor", "words": "придёт к третьему уроку"}
        writer.fact(AbsenceNotice, pupil=self.pupil, **values)


def of_year(year: SchoolYear, today: date, zone: tzinfo) -> Iterator[Act]:
    """A lesson of every week for the music school, a release from PE, and the notice of yesterday evening."""
    begin = datetime.combine(year.valid_from, time(13), zone)
    if begin.date() < today and not AbsenceGround.select().exists():
        words = ("УП", "other", "", "музыкальная школа")
        yield _ground(year, MUSIC, begin, words, weekday=2, number=6)
        subject = Subject.get(Subject.name == "Физическая культура").id
        paper = (EXEMPT, "certificate", f"№ 31 от {date_numeric(year.valid_from)}", "")
        yield _ground(year, RELEASED, begin + timedelta(minutes=5), paper, subject=subject)
    if year.valid_from < today <= year.valid_to and not AbsenceNotice.select().exists():
        child, parent = _family(year)
        evening = datetime.combine(today - timedelta(days=1), time(19, 40), zone)
        part = Told(child, today)
        yield Act(evening, parent, Role.GUARDIAN, "notice.give", "person", child, [part])


def _ground(year: SchoolYear, grade: int, at: datetime, told: tuple[str, str, str, str], **more: Any) -> Act:
    cohort, pupil = _pupil(year, grade)
    mine = (Duty.role == Role.CLASS_TEACHER) & (Duty.cohort == cohort)
    leader = Duty.select(Duty.person).where(mine).order_by(Duty.id).tuples().first()[0]
    part = Explained(pupil, cohort, *told, year.valid_from, year.valid_to, **more)
    return Act(at, leader, Role.CLASS_TEACHER, "ground.record", "person", pupil, [part])


def _pupil(year: SchoolYear, grade: int) -> tuple[int, int]:
    """A class and a pupil who stays in it."""
    cohort = ClassYear.get((ClassYear.year == year) & (ClassYear.grade == grade)).cohort_id
    mine = (Enrolment.cohort == cohort) & Enrolment.valid_to.is_null()
    pupil = Enrolment.select(Enrolment.person).where(mine).order_by(Enrolment.id.desc()).tuples().first()[0]
    return cohort, pupil


def _family(year: SchoolYear) -> tuple[int, int]:
    """A child and a parent who is informed electronically."""
    cohort = ClassYear.get((ClassYear.year == year) & (ClassYear.grade == TOLD)).cohort_id
    same = (Informing.guardian == Guardianship.guardian) & (Informing.child == Guardianship.child)
    query: Any = (
        Guardianship.select(Guardianship.child, Guardianship.guardian)
        .join(Enrolment, on=(Enrolment.person == Guardianship.child))
        .switch(Guardianship)
        .join(Informing, on=(same & Informing.electronic))
        .where((Enrolment.cohort == cohort) & Enrolment.valid_to.is_null())
        .order_by(Guardianship.id.desc())
    )
    child, parent = query.tuples().first()
    return child, parent
