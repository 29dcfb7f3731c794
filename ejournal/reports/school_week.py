"""The week of the whole school with the names it needs: one class, teacher or room of it, what clashes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ejournal.models import people
from ejournal.models.curriculum import group_teachers
from ejournal.models.draft import Together
from ejournal.models.norms import capacities
from ejournal.models.week import Entry, mixed_classes, part_members
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts, planned
from ejournal.wording import class_name, periods_short, room_short, short_name, weekday_name

PART = ", группа "
KINDS = {"class": "класс", "teacher": "учитель", "room": "кабинет"}


@dataclass(frozen=True)
class Choice:
    """A class, a teacher or a room whose week may be looked at; `value` is what the address says."""

    value: str
    title: str


class SchoolWeek:
    """Lessons of a week, in force or being made, as of a day. Six queries."""

    def __init__(
        self, found: Collection[Entry], day: date, school_week: int, together: Together | None = None
    ) -> None:
        self.entries, self.day = list(found), day
        self.together = together or {}
        self.taught = group_teachers(day)
        self.mixed = mixed_classes(day)
        self.members = part_members(day)
        self.grades = people.class_names(day)
        self.classes = {cohort: class_name(*own) for cohort, own in self.grades.items()}
        teachers = {who for those in self.taught.values() for who in those}
        self.names = {who: short_name(*name) for who, name in people.names(teachers, day).items()}
        self.rooms = capacities()
        self.days = range(1, max([school_week, *(entry.weekday for entry in found)]) + 1)

    def planned(self, entry: Entry) -> PlannedLesson:
        teachers = self.taught.get(entry.page, frozenset())
        members = self.members.get(entry.page, frozenset())
        return planned(*entry[:8], teachers, self.classes_of(entry), days=entry.taught.days, members=members)

    def classes_of(self, entry: Entry) -> frozenset[int]:
        """The class of a lesson; of a mixed group those of its pupils."""
        return frozenset({entry.cohort}) if entry.cohort else self.mixed.get(entry.page, frozenset())

    def conflicts(self) -> list[Conflict]:
        """п. 4.2.1: what cannot be at once in the week."""
        return conflicts(map(self.planned, self.entries), self.together, self.rooms)

    def values(self, entry: Entry) -> set[str]:
        """What a lesson is shown under."""
        taught = {f"teacher:{person}" for person in self.taught.get(entry.page, ())}
        own = {f"class:{cohort}" for cohort in self.classes_of(entry)}
        return own | taught | ({f"room:{entry.room}"} if entry.room else set())

    def of(self, chosen: str) -> list[Entry]:
        """The lessons of a class, a teacher or a room, in order of time."""
        return self._shown_under.get(chosen, [])

    @cached_property
    def _shown_under(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for value in self.values(entry):
                found.setdefault(value, []).append(entry)
        return found

    def choices(self, whole: bool = False) -> dict[str, list[Choice]]:
        """Whatever has lessons, or with `whole` every class and teacher, and the rooms in use."""
        used = self._shown_under.keys()
        rooms = sorted({one.room for one in self.entries if one.room}, key=lambda room: (len(room), room))
        found = {
            "Классы": [Choice(f"class:{cohort}", f"{name} класс") for cohort, name in self.classes.items()],
            "Учителя": sorted(
                (Choice(f"teacher:{who}", name) for who, name in self.names.items()), key=_title
            ),
            "Кабинеты": [Choice(f"room:{room}", room_title(room)) for room in rooms],
        }
        shown = {
            title: [one for one in those if whole or one.value in used] for title, those in found.items()
        }
        return {title: those for title, those in shown.items() if those}

    def about(self, entry: Entry, kind: str) -> str:
        """With whom and where a lesson is, as the week of a class, a teacher or a room needs it."""
        part = part_title(entry)
        room = room_short(entry.room)
        about = {
            "class": (part, self.teachers(entry.page), room),
            "teacher": (entry.name, room),
            "room": (entry.name, self.teachers(entry.page)),
        }
        return ", ".join(filter(None, about[kind]))

    def teachers(self, page: int) -> str:
        return ", ".join(sorted(self.names.get(person, "") for person in self.taught.get(page, ())))

    def who(self, conflict: Conflict) -> str:
        """«учитель Орлов О.П.»."""
        names = {"class": self.classes, "teacher": self.names}.get(conflict.kind, {})
        who = names.get(conflict.who, conflict.who) if isinstance(conflict.who, int) else conflict.who
        return f"{KINDS[conflict.kind]} {who}"

    def told(self, conflict: Conflict) -> str:
        """«вторник, 3-й урок, учитель Орлов О.П.: Алгебра, 7 класс; Алгебра, 8 класс»."""
        return f"{at(conflict.weekday, conflict.number)}, {self.who(conflict)}: {_listed(conflict.lessons)}"

    def busy(self, conflict: Conflict, lesson: PlannedLesson) -> str:
        """«учитель занят: Алгебра, 8 класс»: why the lesson cannot stand there."""
        others = _listed(other for other in conflict.lessons if other.page != lesson.page)
        return f"{KINDS[conflict.kind]} занят: {others}"

    def numbers(self, cohort: int) -> dict[int, set[int]]:
        """The numbers of the lessons of a class on the day by weekday, without what nobody has to attend."""
        found: dict[int, set[int]] = {}
        for entry in self.entries:
            due = entry.kind in ("class", "part", "mixed") and entry.taught.on(self.day)
            if due and cohort in self.classes_of(entry):
                found.setdefault(entry.weekday, set()).add(entry.number)
        return found

    def taken(self, value: str) -> dict[int, set[int]]:
        """The numbers of everything that is shown under a value and taught about the day, by weekday."""
        found: dict[int, set[int]] = {}
        for entry in (one for one in self.of(value) if one.taught.on(self.day)):
            found.setdefault(entry.weekday, set()).add(entry.number)
        return found


def at(weekday: int, number: int) -> str:
    """«вторник, 3-й урок»."""
    return f"{weekday_name(weekday)}, {number}-й урок"


def part_title(entry: Entry) -> str:
    """«группа 2», the name of a mixed group; "" of a whole class."""
    if entry.kind == "mixed":
        return entry.name
    part = entry.name.partition(PART)[2] if entry.kind == "part" else ""
    return f"группа {part}" if part else ""


def when_title(entry: Entry) -> str:
    """«I–II четв.», "" of a page that is taught the whole year."""
    return periods_short(entry.taught.kind, entry.taught.numbers)


def room_title(room: str) -> str:
    return f"Кабинет {room}" if room[:1].isdigit() else room


def _listed(lessons: Iterable[PlannedLesson]) -> str:
    return "; ".join(lesson.title for lesson in lessons)


def _title(choice: Choice) -> str:
    return choice.title
