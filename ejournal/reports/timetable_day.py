"""п. 4.2.1: the lessons of one day as they are to be held: with substitutions, and days without lessons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from ejournal.db import in_force
from ejournal.models import people
from ejournal.models import substitutions as stored
from ejournal.models.curriculum import DayOff, Group, Subject
from ejournal.models.moves import days_like, moves
from ejournal.models.openings import remote_days
from ejournal.models.stranded import stranded
from ejournal.models.substitutions import Replacement
from ejournal.models.timetable import Lesson
from ejournal.reports import undecided
from ejournal.reports.school_week import SchoolWeek
from ejournal.rules.substitutions import UNKNOWN
from ejournal.wording import clock_time, date_short, room_short, short_name, weekday_name


@dataclass(frozen=True, order=True)
class DayLesson:
    """A lesson of the day; `note` says what is otherwise than in the timetable."""

    number: int
    time: str
    subject: str
    group: str
    teacher: str
    room: str
    note: str


@dataclass(frozen=True)
class DayPlan:
    """What a class, a teacher or a room has on a day.

    `off` are the days without lessons that hold it, `notes` how it is taught.
    """

    day: date
    lessons: tuple[DayLesson, ...]
    off: tuple[str, ...]
    notes: tuple[str, ...]


def plan(whole: SchoolWeek, chosen: str, day: date, zone: tzinfo | None) -> DayPlan:
    """п. 4.2.1: the day of what is chosen («class:7»), by the clock of the school. 13 queries at most."""
    return _Day(whole, chosen, day, zone).plan()


class _Day:
    """The lessons of the school on one day."""

    def __init__(self, whole: SchoolWeek, chosen: str, day: date, zone: tzinfo | None) -> None:
        self.whole, self.chosen, self.day, self.zone = whole, chosen, day, zone
        joined = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject)
        self.lessons: list[Any] = list(joined.where(Lesson.date == day))
        self.replaced = stored.of_days(day, day)
        self.alone = stranded(day, day) if self.replaced else {}
        waiting = undecided.of_day(day, self.alone.values())
        self.waiting = {one.id for _, one in waiting}
        self.moved = {
            (one.group_id, one.to_number): (one.from_date, one.from_number)
            for one in moves(day, day)
            if one.to_date == day
        }
        groups = {one.group_id for one in self.replaced}
        pages = Group.select(Group, Subject).join(Subject).where(Group.id.in_(list(groups)))
        self.pages: dict[int, Any] = {group.id: group for group in pages}
        substitutes = {lesson.substitute_id for lesson in self.lessons if lesson.substitute_id}
        found = people.names(substitutes, day)
        self.names = whole.names | {who: short_name(*name) for who, name in found.items()}

    def plan(self) -> DayPlan:
        lines = [*self._held(), *self._cancelled()]
        return DayPlan(self.day, tuple(sorted(lines)), tuple(self._off()), tuple(self._notes()))

    def _held(self) -> Iterator[DayLesson]:
        decided = {one.lesson_id: one for one in self.replaced if one.lesson_id}
        for lesson in self.lessons:
            own = self.whole.taught.get(lesson.group_id, frozenset())
            given = frozenset({lesson.substitute_id}) if lesson.substitute_id else own
            note = self._note(lesson, decided.get(lesson.id), own)
            if self.chosen not in self._values(lesson.group, given | own, lesson.room):
                continue
            yield DayLesson(
                number=lesson.number,
                time=f"{self._clock(lesson.starts_at)}–{self._clock(lesson.ends_at)}",
                subject=lesson.group.subject.name,
                group=lesson.group.name,
                teacher="" if note == UNKNOWN else self._called(given),
                room=room_short(lesson.room),
                note=note,
            )

    def _cancelled(self) -> Iterator[DayLesson]:
        for one in self.replaced:
            group = self.pages[one.group_id]
            own = self.whole.taught.get(group.id, frozenset())
            if one.kind == "cancelled" and self.chosen in self._values(group, own, ""):
                named = (group.subject.name, group.name, self._called(own))
                yield DayLesson(one.number, "", *named, "", "урок отменён")

    def _note(self, lesson: Any, decided: Replacement | None, own: frozenset[int]) -> str:
        if lesson.id in self.waiting or (decided and decided.id in self.alone):
            return UNKNOWN
        if decided and decided.kind == "subject":
            return f"вместо: {self.pages[decided.group_id].subject.name}"
        if lesson.substitute_id and lesson.substitute_id not in own:
            return f"замена (по расписанию: {self._called(own)})"
        moved = self.moved.get((lesson.group_id, lesson.number))
        return f"перенесён с {date_short(moved[0])}, {moved[1]}-й урок" if moved else ""

    def _off(self) -> Iterator[str]:
        """«карантин», «7 класс: карантин»."""
        for off in DayOff.select().where(in_force(DayOff, self.day)):
            yield from self._of(off.cohort_id, off.reason)

    def _notes(self) -> Iterator[str]:
        """«7 класс: дистанционно (карантин)», «по расписанию другого дня (понедельник)»."""
        for cohort, reason, *_ in remote_days(self.day, self.day):
            yield from self._of(cohort, f"дистанционно ({reason})")
        for row in days_like(self.day, self.day):
            yield from self._of(row.cohort_id, f"по расписанию другого дня ({weekday_name(row.weekday)})")

    def _of(self, cohort: int | None, told: str) -> Iterator[str]:
        """What is told of a class (None: everybody), where it concerns who is chosen."""
        if cohort is None:
            yield told
        elif self.chosen == f"class:{cohort}" or not self.chosen.startswith("class:"):
            yield f"{self.whole.classes.get(cohort, '')} класс: {told}"

    def _values(self, group: Group, teachers: frozenset[int], room: str) -> set[str]:
        classes = {group.cohort_id, *self.whole.mixed.get(group.id, ())}
        shown = {f"class:{cohort}" for cohort in classes} | {f"teacher:{who}" for who in teachers}
        return shown | {f"room:{room}"}

    def _called(self, teachers: frozenset[int]) -> str:
        return ", ".join(sorted(filter(None, (self.names.get(who, "") for who in teachers))))

    def _clock(self, moment: datetime) -> str:
        return clock_time(moment.astimezone(self.zone))
