"""What befalls the demo school within its year: pupils come and leave, a class is in quarantine."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from ejournal.access import Role
from ejournal.demo import reasons
from ejournal.demo.life import Happenings
from ejournal.demo.pages import Lost, Move
from ejournal.demo.parts import Quarantine
from ejournal.demo.seed import Act, Writer
from ejournal.demo.tables import Row, read
from ejournal.models.curriculum import DayOff, Group, GroupMember
from ejournal.models.journal import LessonText
from ejournal.models.people import ClassYear, Duty, Enrolment, Person, SchoolYear
from ejournal.models.timetable import Lesson

REASON = "Карантин (грипп)"
GRADE, FIRST, LAST = 4, date(2026, 10, 13), date(2026, 10, 15)
DECLARED = datetime(2026, 10, 12, 17)  # noqa: DTZ001 - in the zone of the school


@dataclass(slots=True)
class Arrived:
    """A pupil is enrolled in a class and in its groups."""

    pupil: int
    move: Move
    order: str

    def write(self, writer: Writer) -> None:
        span = {"person": self.pupil, "valid_from": self.move.first.isoformat(), "valid_to": None}
        writer.record(Enrolment, cohort=self.move.cohort, order_number=self.order, left_order=None, **span)
        whole = (Group.cohort == self.move.cohort) & Group.kind.in_(["class", "extracurricular"])
        for group in Group.select().where(whole).order_by(Group.id):
            writer.record(GroupMember, group=group.id, order_number=None, **span)


@dataclass(slots=True)
class Left:
    """A pupil leaves the school by order: the enrolment and all memberships end."""

    pupil: int
    last: date
    order: str

    def write(self, writer: Writer) -> None:
        for model, order in ((Enrolment, {"left_order": self.order}), (GroupMember, {})):
            mine: Any = (model.person == self.pupil) & model.valid_to.is_null()
            for row in model.select().where(mine).order_by(model.id):
                writer.revise(row, 2, valid_to=self.last.isoformat(), **order)


def of_demo(year: SchoolYear, today: date, zone: tzinfo) -> Happenings:
    """What befalls the school in the year; the acts are those before `today` that are not done yet."""
    found = Happenings()
    for row in read("moves.csv"):
        person = Person.get(Person.snils == row["pupil_snils"]).id
        found.moves[person] = _move(row, year)
        if (act := _moved(row, person, found.moves[person], zone)) and act.at.date() < today:
            found.acts.append(act)
    cohort = _cohort(str(GRADE), year)
    found.lost.append(Lost(cohort, FIRST, LAST))
    if DECLARED.date() < today and not DayOff.select().where(DayOff.reason == REASON).exists():
        part = Quarantine(cohort, REASON, FIRST, LAST, _untouched(cohort))
        found.acts.append(_act(DECLARED, zone, Role.DEPUTY, "day_off.add", "cohort", cohort, part))
    found.acts += reasons.of_year(year, today, zone)
    return found


def coming() -> set[str]:
    """СНИЛС of those who come within the year."""
    return {row["pupil_snils"] for row in read("moves.csv") if row["came"]}


def _move(row: Row, year: SchoolYear) -> Move:
    listed = {pupil["snils"]: pupil["class"] for pupil in read("pupils.csv")}
    first = date.fromisoformat(row["came"]) if row["came"] else year.valid_from
    last = date.fromisoformat(row["left"]) if row["left"] else None
    return Move(_cohort(listed[row["pupil_snils"]], year), first, last)


def _moved(row: Row, person: int, move: Move, zone: tzinfo) -> Act | None:
    """The enrolment of somebody who comes, the end of it of somebody who leaves; None when it is done."""
    enrolled: Enrolment | None = Enrolment.get_or_none(Enrolment.person == person)
    if enrolled is None:
        at = datetime.combine(move.first, time(8))
        part = Arrived(person, move, row["order"])
        return _act(at, zone, Role.ADMINISTRATOR, "enrolment.begin", "person", person, part)
    if move.last and enrolled.valid_to is None:
        at, leaving = datetime.combine(move.last, time(16)), Left(person, move.last, row["order"])
        return _act(at, zone, Role.ADMINISTRATOR, "enrolment.end", "person", person, leaving)
    return None


def _act(at: datetime, zone: tzinfo, role: Role, kind: str, of: str, object_id: int, part: Any) -> Act:
    by = Duty.select(Duty.person).where(Duty.role == role).order_by(Duty.id).tuples().first()[0]
    return Act(at.replace(tzinfo=zone), by, role, kind, of, object_id, [part])


def _cohort(grade: str, year: SchoolYear) -> int:
    return int(ClassYear.get((ClassYear.year == year) & (ClassYear.grade == int(grade))).cohort_id)


def _untouched(cohort: int) -> list[int]:
    """Lessons of the quarantine that nobody has written anything of."""
    written = LessonText.select(LessonText.lesson)
    mine = Lesson.date.between(FIRST, LAST) & (Group.cohort == cohort) & Lesson.id.not_in(written)
    query: Any = Lesson.select(Lesson.id).join(Group).where(mine)
    return [row[0] for row in query.tuples()]
