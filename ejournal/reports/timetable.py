"""п. 4.2.1: the timetable of a class, a teacher or a room as a week, and what clashes in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ejournal.models import people
from ejournal.models.curriculum import group_teachers
from ejournal.models.week import Entry, entries
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts
from ejournal.wording import class_name, short_name, weekday_name

PART = ", группа "
KINDS = {"class": "класс", "teacher": "учитель", "room": "кабинет"}


@dataclass(frozen=True)
class Choice:
    """A class, a teacher or a room whose week may be looked at; `value` is what the address says."""

    value: str
    title: str


@dataclass(frozen=True)
class Cell:
    """One lesson of the week, in words: what, and with whom and where as the view needs it."""

    what: str
    about: str


@dataclass(frozen=True)
class Week:
    """The week of one class, teacher or room; `cells` by lesson number and weekday."""

    title: str
    chosen: str
    choices: dict[str, list[Choice]]
    days: tuple[str, ...]
    rows: tuple[tuple[int, tuple[tuple[Cell, ...], ...]], ...]
    clashes: tuple[str, ...]
    hours: int


def week(asked: str, teacher: int | None, day: date, school_week: int) -> Week | None:
    """The week that is in force on a day; what was `asked` for, else that of the teacher, else of a class.

    None when no year is open or it has no timetable yet. A constant number of queries.
    """
    year = people.year_of_work(day)
    shown = max(day, year.valid_from) if year else day
    found = entries(year, shown) if year else []
    if not found:
        return None
    return _Shown(found, shown, school_week).week(asked, teacher)


class _Shown:
    """The timetable of the whole school, and the names it needs."""

    def __init__(self, found: list[Entry], day: date, school_week: int) -> None:
        self.entries = found
        self.taught = group_teachers(day)
        self.classes = {cohort: class_name(*own) for cohort, own in people.class_names(day).items()}
        pages = {entry.page for entry in found}
        teachers = {who for page in pages for who in self.taught.get(page, ())}
        self.names = {who: short_name(*name) for who, name in people.names(teachers, day).items()}
        self.days = range(1, max(school_week, *(entry.weekday for entry in found)) + 1)

    def week(self, asked: str, teacher: int | None) -> Week:
        choices = self._choices()
        known = {choice.value: choice.title for those in choices.values() for choice in those}
        first = next(iter(known))
        chosen = next((value for value in (asked, f"teacher:{teacher}") if value in known), first)
        mine = [entry for entry in self.entries if chosen in self._values(entry)]
        numbers = range(min(entry.number for entry in mine), max(entry.number for entry in mine) + 1)
        return Week(
            title=known[chosen],
            chosen=chosen,
            choices=choices,
            days=tuple(weekday_name(number) for number in self.days),
            rows=tuple((number, self._row(mine, number, chosen)) for number in numbers),
            clashes=tuple(map(self._told, conflicts(map(self._lesson, self.entries)))),
            hours=len({(entry.weekday, entry.number) for entry in mine}),
        )

    def _row(self, mine: list[Entry], number: int, chosen: str) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(
                self._cell(entry, chosen.partition(":")[0])
                for entry in mine
                if (entry.weekday, entry.number) == (day, number)
            )
            for day in self.days
        )

    def _cell(self, entry: Entry, kind: str) -> Cell:
        part = entry.name.partition(PART)[2] if entry.kind == "part" else ""
        who = ", ".join(sorted(self.names.get(person, "") for person in self.taught.get(entry.page, ())))
        room = f"каб. {entry.room}" if entry.room[:1].isdigit() else entry.room
        about = {
            "class": (f"группа {part}" if part else "", who, room),
            "teacher": (entry.name, room),
            "room": (entry.name, who),
        }
        return Cell(entry.subject, ", ".join(filter(None, about[kind])))

    def _values(self, entry: Entry) -> set[str]:
        """What the lesson is shown under."""
        taught = {f"teacher:{person}" for person in self.taught.get(entry.page, ())}
        own = {f"class:{entry.cohort}"} if entry.cohort else set()
        return own | taught | ({f"room:{entry.room}"} if entry.room else set())

    def _choices(self) -> dict[str, list[Choice]]:
        used = set().union(*map(self._values, self.entries))
        classes = [Choice(f"class:{cohort}", f"{name} класс") for cohort, name in self.classes.items()]
        teachers = sorted((Choice(f"teacher:{who}", name) for who, name in self.names.items()), key=_title)
        rooms = sorted(
            {entry.room for entry in self.entries if entry.room}, key=lambda room: (len(room), room)
        )
        found = {
            "Классы": classes,
            "Учителя": teachers,
            "Кабинеты": [
                Choice(f"room:{room}", f"Кабинет {room}" if room[:1].isdigit() else room) for room in rooms
            ],
        }
        shown = {title: [one for one in those if one.value in used] for title, those in found.items()}
        return {title: those for title, those in shown.items() if those}

    def _lesson(self, entry: Entry) -> PlannedLesson:
        return PlannedLesson(
            page=entry.page,
            title=f"{entry.subject}, {entry.name}",
            cohort=entry.cohort,
            part=entry.name if entry.kind == "part" else "",
            extra=entry.kind in ("extracurricular", "club", "after_school", "home"),
            weekday=entry.weekday,
            number=entry.number,
            room="" if entry.kind == "home" else entry.room,
            teachers=self.taught.get(entry.page, frozenset()),
        )

    def _told(self, conflict: Conflict) -> str:
        """«вторник, 3-й урок, учитель Орлов О.П.: Алгебра, 7 класс; Алгебра, 8 класс»."""
        names = {"class": self.classes, "teacher": self.names}.get(conflict.kind, {})
        who = names.get(conflict.who, conflict.who) if isinstance(conflict.who, int) else conflict.who
        at = f"{weekday_name(conflict.weekday)}, {conflict.number}-й урок"
        return f"{at}, {KINDS[conflict.kind]} {who}: {_listed(conflict.lessons)}"


def _listed(lessons: Iterable[PlannedLesson]) -> str:
    return "; ".join(lesson.title for lesson in lessons)


def _title(choice: Choice) -> str:
    return choice.title
