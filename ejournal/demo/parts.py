"""The pieces of the demo's deeds: what each writes, as its service does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ejournal.demo.pages import Slot
from ejournal.demo.seed import Writer, moment
from ejournal.models.curriculum import DayOff
from ejournal.models.journal import (
    Absence,
    HandIn,
    LessonText,
    Mark,
    MarkWithdrawal,
    RollCall,
    WeekClosing,
    Work,
)
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.rules.works import kind
from ejournal.services.missing import missing_lessons


@dataclass(slots=True)
class Text:
    """A topic or a homework, from the item of the КТП when there is one."""

    lesson: int
    day: date
    field: str
    text: str
    item: int | None = None
    due: date | None = None
    form: str | None = None

    def write(self, writer: Writer) -> None:
        writer.record(
            LessonText,
            lesson=self.lesson,
            field=self.field,
            text=self.text,
            form=self.form,
            absent=not self.text,
            due=self.due.isoformat() if self.due else None,
            draft=False,
            plan_item=self.item,
            saved_at=writer.at,
            saved_by=writer.by,
            late_days=(writer.now.date() - self.day).days,
            version=1,
        )


@dataclass(slots=True)
class Roll:
    """The roll call: pupils who are absent or late, by code."""

    lesson: int
    day: date
    codes: Mapping[int, str]

    def write(self, writer: Writer) -> None:
        late = (writer.now.date() - self.day).days
        for pupil, code in self.codes.items():
            writer.fact(Absence, lesson=self.lesson, pupil=pupil, code=code, late_days=late, replaces=None)
        writer.fact(RollCall, lesson=self.lesson, late_days=late)


@dataclass(slots=True)
class Column:
    """A column of marks; `id` is known when it is stored."""

    lesson: int
    day: date
    kind: str
    id: int = 0

    def write(self, writer: Writer) -> None:
        if self.id:
            return
        self.id = writer.record(
            Work,
            lesson=self.lesson,
            kind=self.kind,
            weight=kind(self.kind).weight,
            added_at=writer.at,
            added_by=writer.by,
            late_days=(writer.now.date() - self.day).days,
            removed=False,
            second_page=None,
            source=None,
            version=1,
        )


@dataclass(slots=True)
class Given:
    """A mark; `slip` is the one that it replaces while in entry."""

    column: Column
    pupil: int
    value: str
    slip: "Given | None" = None
    id: int = 0

    def write(self, writer: Writer) -> None:
        self.id = writer.fact(
            Mark,
            work=self.column.id,
            pupil=self.pupil,
            place=1,
            value=self.value,
            entry_until=writer.until,
            slip_of=self.slip.id if self.slip else None,
        )


@dataclass(slots=True)
class TakenBack:
    """A mark withdrawn while in entry."""

    mark: Given

    def write(self, writer: Writer) -> None:
        writer.fact(MarkWithdrawal, mark=self.mark.id)


@dataclass(slots=True)
class Handed:
    """«Сдать урок»."""

    lesson: int

    def write(self, writer: Writer) -> None:
        writer.fact(HandIn, lesson=self.lesson)


@dataclass(slots=True)
class Closed:
    """A week of a class is closed."""

    cohort: int
    monday: date

    def write(self, writer: Writer) -> None:
        writer.fact(WeekClosing, cohort=self.cohort, monday=self.monday.isoformat())


@dataclass(slots=True)
class Replaced:
    """Another teacher gives the lesson of a page, for its own one is ill on that day."""

    slot: Slot
    page: int
    absent: int
    person: int

    def write(self, writer: Writer) -> None:
        day = self.slot.day.isoformat()
        values = {"person": self.absent, "reason": "illness", "order_number": ""}
        absence = writer.once(
            (self.absent, day),
            lambda: writer.record(TeacherAbsence, **values, valid_from=day, valid_to=day),
        )
        missed = {"group": self.page, "date": day, "number": self.slot.number, "lesson": self.slot.id}
        writer.record(
            Replacement,
            absence=absence,
            kind="replaced",
            substitute=self.person,
            order_number="",
            **missed,
        )
        writer.later("UPDATE lesson SET substitute_id = ? WHERE id = ?", self.person, self.slot.id)


@dataclass(slots=True)
class Quarantine:
    """A class stays at home: days off of that class, whose lessons are not held."""

    cohort: int
    reason: str
    first: date
    last: date
    lessons: list[int]

    def write(self, writer: Writer) -> None:
        span = {"valid_from": self.first.isoformat(), "valid_to": self.last.isoformat()}
        writer.record(DayOff, cohort=self.cohort, reason=self.reason, lost=True, grade_break=None, **span)
        for lesson in self.lessons:
            writer.later("DELETE FROM lesson WHERE id = ?", lesson)


@dataclass(slots=True)
class LaidOut:
    """The lessons of a year, as the timetable asks for them."""

    year: SchoolYear

    def write(self, writer: Writer) -> None:
        for row in missing_lessons(self.year, writer.now):
            times = {"starts_at": moment(row["starts_at"]), "ends_at": moment(row["ends_at"])}
            writer.plain(Lesson, **row | times | {"date": row["date"].isoformat(), "substitute": None})
