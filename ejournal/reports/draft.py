"""п. 4.2.1: the timetable that is being made: the week of a class, a teacher or a room, to be changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ejournal.models import draft as stored
from ejournal.models.draft import TimetableDraft
from ejournal.models.moves import days_like, moves
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import of_days
from ejournal.models.timetable import bell_numbers
from ejournal.models.week import Entry, entries, turns
from ejournal.reports import curriculum_hours
from ejournal.reports.changes_of_week import changes, moved_pages
from ejournal.reports.curriculum_hours import PageHours
from ejournal.reports.norms import warnings
from ejournal.reports.school_week import Choice, SchoolWeek, at, when_title
from ejournal.rules import decided
from ejournal.rules.curriculum import hours
from ejournal.rules.timetable import Conflict, PlannedLesson, Slot, clashes_at, planned
from ejournal.wording import plural, weekday_name


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose week, which lesson is taken up, which cell is to get a lesson."""

    of: str = ""
    lesson: int = 0
    slot: Slot = (0, 0)


@dataclass(frozen=True)
class Lesson:
    """A lesson in a cell; `same`: of the page whose lesson is taken up; `joint`: declared combined."""

    id: int
    what: str
    when: str
    about: str
    picked: bool
    same: bool
    clashes: tuple[str, ...]
    joint: bool


@dataclass(frozen=True)
class Cell:
    """A time of the week; `busy` says why the lesson that is taken up cannot stand there."""

    weekday: int
    number: int
    title: str
    lessons: tuple[Lesson, ...]
    busy: tuple[str, ...]
    open: bool


@dataclass(frozen=True)
class Picked:
    """The lesson that is taken up."""

    id: int
    title: str
    at: str
    room: str


@dataclass(frozen=True)
class Offer:
    """A page whose lesson may be put into the cell, with what would clash there."""

    page: int
    title: str


@dataclass(frozen=True)
class Into:
    """The cell that is to get a lesson: what the curriculum still asks for, and every other page."""

    weekday: int
    number: int
    title: str
    room: str
    waiting: tuple[Offer, ...]
    others: tuple[Offer, ...]


@dataclass(frozen=True)
class Joint:
    """Lessons at one time, in words: those that clash, or are declared to go together; `of` shows them."""

    words: str
    of: str
    weekday: int
    number: int
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Waiting:
    """Lessons of a page that the curriculum asks for and the draft lacks."""

    title: str
    left: str


@dataclass(frozen=True)
class DraftPage:
    """The page of a draft; `later` are days on which what it replaces was to change again.

    `decided` are substitutions and moves ahead of lessons that change, and days by another weekday.
    """

    year: str
    since: date
    title: str
    chosen: str
    choices: dict[str, list[Choice]]
    days: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    picked: Picked | None
    into: Into | None
    conflicts: tuple[Joint, ...]
    joint: tuple[Joint, ...]
    waiting: tuple[Waiting, ...]
    waiting_elsewhere: tuple[tuple[Choice, int], ...]
    no_curriculum: bool
    warnings: tuple[str, ...]
    changes: tuple[str, ...]
    later: tuple[date, ...]
    decided: tuple[str, ...]


def page(draft: TimetableDraft, year: SchoolYear, asked: Asked, school_week: int) -> DraftPage:
    """п. 4.2.1: the draft as it is asked for. A constant number of queries."""
    return _Page(draft, year, asked, school_week).page()


class _Page:
    """A draft with everything that its page is made of."""

    def __init__(self, draft: TimetableDraft, year: SchoolYear, asked: Asked, school_week: int) -> None:
        self.since, self.year, self.asked, self.school_week = draft.valid_from, year, asked, school_week
        found = stored.draft_entries(draft)
        self.whole = SchoolWeek(found, self.since, school_week, stored.together_in(draft))
        self.week = {entry.id: self.whole.planned(entry) for entry in found}
        self.hours = curriculum_hours.pages(year, found, lambda taught: taught.after(self.since))
        self.choices = self.whole.choices(whole=True)
        known = {choice.value: choice.title for those in self.choices.values() for choice in those}
        self.chosen = asked.of if asked.of in known else next(iter(known), "")
        self.title = known.get(self.chosen, "")
        self.clashes = self.whole.conflicts()
        rung = bell_numbers(self.since) | {entry.number for entry in found}
        self.numbers = range(min(rung, default=1), max(rung, default=1) + 1)
        self.picked = next((entry for entry in found if entry.id == asked.lesson), None)

    def page(self) -> DraftPage:
        before = entries(self.year, self.since)
        changed = moved_pages(before, self.whole.entries)
        rows = self._rows()
        mine, elsewhere = self._waiting()
        return DraftPage(
            year=self.year.name,
            since=self.since,
            title=self.title,
            chosen=self.chosen,
            choices=self.choices,
            days=tuple(map(weekday_name, self.whole.days)),
            rows=rows,
            picked=self._picked(),
            into=self._into(),
            conflicts=tuple(self._joint(one, self.whole.told(one)) for one in self.clashes),
            joint=tuple(self._declared()),
            waiting=mine,
            waiting_elsewhere=elsewhere,
            no_curriculum=all(one.asked is None for one in self.hours),
            warnings=(*warnings(self.whole, self.since, self.school_week), *self._beyond()),
            changes=tuple(changes(before, self.whole.entries)),
            later=tuple(day for day in turns(self.year) if day > self.since),
            decided=tuple(self._decided(changed)),
        )

    def _decided(self, changed: dict[int, str]) -> Iterator[str]:
        for one in of_days(self.since, self.year.valid_to):
            if one.group_id in changed:
                yield decided.given(one, changed[one.group_id])
        for move in moves(self.since, self.year.valid_to):
            if move.group_id in changed:
                yield decided.moved(move, changed[move.group_id])
        for like in days_like(self.since, self.year.valid_to):
            who = f"{self.whole.classes.get(like.cohort_id, '')} класс" if like.cohort_id else "вся школа"
            yield decided.like(like.date, who, like.weekday)

    def _rows(self) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
        slots = [(day, number) for number in self.numbers for day in self.whole.days]
        busy = self._busy(slots)
        cells = {slot: self._cell(slot, busy.get(slot, ())) for slot in slots}
        return tuple(
            (number, tuple(cells[day, number] for day in self.whole.days)) for number in self.numbers
        )

    def _busy(self, slots: list[Slot]) -> dict[Slot, tuple[str, ...]]:
        if self.picked is None:
            return {}
        lesson = self.week[self.picked.id]
        own = (lesson.weekday, lesson.number)
        found = clashes_at(
            lesson,
            self.week.values(),
            [slot for slot in slots if slot != own],
            self.whole.together,
            self.whole.rooms,
        )
        return {slot: self._why(those, lesson) for slot, those in found.items()}

    def _why(self, found: list[Conflict], lesson: PlannedLesson) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.whole.busy(conflict, lesson) for conflict in found))

    def _cell(self, slot: Slot, busy: tuple[str, ...]) -> Cell:
        mine = [one for one in self.whole.of(self.chosen) if (one.weekday, one.number) == slot]
        lessons = tuple(self._lesson(entry) for entry in mine)
        return Cell(*slot, at(*slot), lessons, busy, open=slot == self.asked.slot)

    def _lesson(self, entry: Entry) -> Lesson:
        lesson = self.week[entry.id]
        slot = (entry.weekday, entry.number)
        return Lesson(
            id=entry.id,
            what=entry.subject,
            when=when_title(entry),
            about=self.whole.about(entry, self.chosen.partition(":")[0]),
            picked=self.picked == entry,
            same=self.picked is not None and self.picked.page == entry.page,
            clashes=self._why([one for one in self.clashes if lesson in one.lessons], lesson),
            joint=any(entry.page in pages for pages in self.whole.together.get(slot, ())),
        )

    def _picked(self) -> Picked | None:
        one = self.picked
        if one is None:
            return None
        return Picked(one.id, self.week[one.id].title, at(one.weekday, one.number), one.room)

    def _into(self) -> Into | None:
        slot = self.asked.slot
        if slot[0] not in self.whole.days or slot[1] not in self.numbers:
            return None
        pages = [(one, self._offer(one, slot)) for one in self.hours if self._mine(one)]
        waiting = tuple(offer for one, offer in pages if one.left)
        others = tuple(offer for one, offer in pages if not one.left)
        kind, _, value = self.chosen.partition(":")
        return Into(*slot, at(*slot), value if kind == "room" else "", waiting, others)

    def _offer(self, one: PageHours, slot: Slot) -> Offer:
        none: frozenset[int] = frozenset()
        whose = self.whole.taught.get(one.page, none), self.whole.mixed.get(one.page, none)
        days = one.taught.days
        lesson = planned(one.page, one.cohort, one.kind, one.name, one.subject, *slot, "", *whose, days=days)
        at_once = [other for other in self.week.values() if (other.weekday, other.number) == slot]
        found = clashes_at(lesson, at_once, [slot], self.whole.together)[slot]
        busy = "; ".join(self._why(found, lesson))
        return Offer(one.page, f"{one.title} — {busy}" if busy else one.title)

    def _mine(self, one: PageHours) -> bool:
        """Whether a page may be put into the week that is shown: a room takes any."""
        kind, _, value = self.chosen.partition(":")
        if kind == "room":
            return True
        if kind == "class":
            return value in map(str, {one.cohort, *self.whole.mixed.get(one.page, ())})
        return value in map(str, self.whole.taught.get(one.page, ()))

    def _waiting(self) -> tuple[tuple[Waiting, ...], tuple[tuple[Choice, int], ...]]:
        """What is left of the week that is shown, and how many pages of other classes still wait."""
        left = [one for one in self.hours if one.left]
        mine = tuple(Waiting(one.title, hours(one.left)) for one in left if self._mine(one))
        others = Counter(f"class:{one.cohort}" for one in left if not self._mine(one))
        classes = [choice for choice in self.choices.get("Классы", ()) if others[choice.value]]
        return mine, tuple((choice, others[choice.value]) for choice in classes)

    def _beyond(self) -> Iterator[str]:
        for one in self.hours:
            if one.beyond:
                number = f"{one.placed} {plural(one.placed, 'урок', 'урока', 'уроков')}"
                yield f"{one.title}: {number} в неделю, по учебному плану — {hours(one.asked or 0)}"

    def _joint(self, conflict: Conflict, words: str) -> Joint:
        pages = tuple(sorted({lesson.page for lesson in conflict.lessons}))
        return Joint(words, f"{conflict.kind}:{conflict.who}", conflict.weekday, conflict.number, pages)

    def _declared(self) -> Iterator[Joint]:
        titles = {lesson.page: lesson.title for lesson in self.week.values()}
        for slot, those in sorted(self.whole.together.items()):
            for pages in those:
                words = "; ".join(titles.get(page, "урок убран") for page in sorted(pages))
                yield Joint(f"{at(*slot)}: {words}", "", *slot, tuple(sorted(pages)))
