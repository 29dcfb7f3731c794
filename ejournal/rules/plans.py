"""КТП: its lessons, its way to acceptance, its days, and what is doubtful in it (п. 2.2, 4.5.1)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

from ejournal.wording import date_short, plural

# What counts as a control work: order № 704 counts ВПР too (domain facts, 7.5).
CONTROLS = frozenset({"control", "final_control", "diagnostic", "vpr"})
MOST_IN_A_ROW = 2  # lessons that one control work may take, by the same order
REST_HALF_DAYS = 35  # two and a half weeks between control works
FIRST_GRADE = 1


class Planned(NamedTuple):
    """п. 2.2: a lesson of a plan; `work_kind` is a code of rules.works or "".

    `practical` are hours, «0,5», beside those of a practical work; None is nothing.
    """

    section: str
    topic: str
    homework: str
    work_kind: str
    control_form: str | None = None
    practical: str | None = None
    resources: str | None = None
    note: str | None = None


class Step(StrEnum):
    """What may become of a plan on its way to acceptance; `restored`: it is again as it was accepted."""

    HANDED_IN = "handed_in"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RESTORED = "restored"


class State(StrEnum):
    """How a page of the journal stands with its plan; it never stops a lesson."""

    NONE = "none"
    DRAFT = "draft"
    RETURNED = "returned"
    CHANGED = "changed"
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"


STATES = {
    State.NONE: "нет КТП",
    State.DRAFT: "черновик",
    State.RETURNED: "возвращён с замечанием",
    State.CHANGED: "изменён после принятия",
    State.HANDED_IN: "сдан на утверждение",
    State.ACCEPTED: "принят",
}


class Reviewed(Protocol):
    """A step that was taken with a version of a plan."""

    @property
    def kind(self) -> str: ...
    @property
    def version(self) -> int: ...


def state(version: int, steps: Sequence[Reviewed]) -> State:
    """п. 4.5.1: the state of a plan of this version after these steps; a change undoes what came before."""
    if not steps:
        return State.DRAFT
    last = steps[-1]
    if last.kind == Step.RETURNED:
        return State.RETURNED
    if last.version == version:
        return State.ACCEPTED if last.kind == Step.RESTORED else State(last.kind)
    return State.CHANGED if any(step.kind == Step.ACCEPTED for step in steps) else State.DRAFT


class Taught(Protocol):
    """A lesson of a group: the number of the item that it took, and whether it has a topic at all."""

    @property
    def day(self) -> date: ...
    @property
    def item(self) -> int | None: ...
    @property
    def written(self) -> bool: ...


@dataclass(frozen=True)
class Course:
    """How far a group is in its plan.

    `facts` are the days of items that were taken, `planned` those of items that are ahead, both by number;
    `places` say which of the lessons, from 0, each of these items is on; `last` is the highest number taken;
    `ahead` are the days of the lessons that are left; `own` counts the lessons whose topic is not of the
    plan, `silent` are the days of those before the last that took an item on which no topic was written;
    `laid_out` says whether there are lessons to reckon with at all.
    """

    facts: dict[int, date]
    planned: dict[int, date]
    last: int
    items_left: int
    ahead: tuple[date, ...]
    own: int = 0
    silent: tuple[date, ...] = ()
    laid_out: bool = True
    places: dict[int, int] = field(default_factory=dict)

    @property
    def shortage(self) -> int:
        """Lessons that are wanting; less than nothing: lessons to spare."""
        return self.items_left - len(self.ahead) if self.laid_out else 0

    def day(self, number: int) -> date | None:
        return self.facts.get(number) or self.planned.get(number)


class Begun(NamedTuple):
    """п. 4.5.1: how far a group was in its plan before the journal, and the day of its first lesson here."""

    passed: int = 0
    by: date = date.min


FROM_THE_FIRST = Begun()
LATE = timedelta(days=21)  # lessons that begin so long after the year were given elsewhere before


def is_late(year: date, first: date) -> bool:
    """Whether the first lesson of a page is in the middle of a year that began on `year`."""
    return first > year + LATE


def begun(passed: int | None, by: date | None) -> Begun:
    """As the page of a group keeps it."""
    return Begun(passed, by) if passed and by else FROM_THE_FIRST


def course(count: int, lessons: Sequence[Taught], start: Begun = FROM_THE_FIRST) -> Course:
    """п. 4.5.1: the days of a plan of `count` items by the lessons of a group, in order.

    The item after the last one taken falls on the first lesson without a topic after the last lesson that
    took one, and so on, one by one. What was passed before the journal counts as taken by its first day.
    """
    taken = {lesson.item: at for at, lesson in enumerate(lessons) if lesson.item is not None}
    newest = max(taken.values(), default=-1)
    ours = [at for at, lesson in enumerate(lessons) if lesson.day >= start.by]
    free = [at for at in ours if at > newest and not lessons[at].written]
    last = max(start.passed, max(taken, default=0))
    coming = dict(zip(range(last + 1, count + 1), free, strict=False))
    own = sum(lesson.written and lesson.item is None for lesson in lessons)
    return Course(
        facts={number: lessons[at].day for number, at in taken.items()},
        planned={number: lessons[at].day for number, at in coming.items()},
        last=last,
        items_left=count - last,
        ahead=tuple(lessons[at].day for at in free),
        own=own,
        silent=tuple(lessons[at].day for at in ours if at <= newest and not lessons[at].written),
        laid_out=bool(lessons),
        places=taken | coming,
    )


def hours_of_year(
    tenths: int, grade: int | None, weeks: int, weeks_first: int, part: Fraction = Fraction(1)
) -> int:
    """п. 2.2: the hours of a year by those of a week, in tenths; grade 1 has weeks of its own.

    `part` of the weeks counts, whole ones, when the subject is taught in some periods alone.
    """
    own = int((weeks_first if grade == FIRST_GRADE else weeks) * part + Fraction(1, 2))
    return (tenths * own + 5) // 10


def most_controls(hours: int) -> int:
    """The most hours of control works in so many hours of a year: a tenth, whole."""
    return hours // 10


def doubts(items: int, controls: int, hours: int | None, healed: int = 0) -> Iterator[str]:
    """п. 2.2: what is doubtful in the size of a plan; `hours` are those of the curriculum, if it has any.

    `controls` are the lessons that control works take; `healed` lessons were made part of others when the
    plan was behind: they are not missing.
    """
    if hours is not None and not items <= hours <= items + healed:
        yield f"Уроков в плане: {items}, а по учебному плану часов: {hours}."
    most = most_controls(hours if hours is not None else items)
    if controls > most:
        share = f"не больше {most} {plural(most, 'часа', 'часов', 'часов')} — это 10 % учебного времени"
        yield f"Часов контрольных: {controls}. Должно быть {share}."


def doubts_of_length(controls: Collection[int]) -> Iterator[str]:
    """п. 2.2: control works that take more lessons in a row than one may."""
    numbers = sorted(controls)
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        taken = [number for _, number in run]
        if len(taken) > MOST_IN_A_ROW:
            yield f"Контрольная № {taken[0]}–{taken[-1]}: уроков подряд {len(taken)}, можно не больше двух."


def doubts_of_days(controls: Collection[int], course: Course) -> Iterator[str]:
    """п. 2.2: control works too near each other, and items that were taught before those before them."""
    known = [(number, day) for number in sorted(controls) if (day := course.day(number))]
    for (one, before), (other, after) in pairwise(known):
        if other != one + 1 and (after - before).days * 2 < REST_HALF_DAYS:
            dates = f"№ {one} ({date_short(before)}) и № {other} ({date_short(after)})"
            yield f"Контрольные {dates} ближе чем через две с половиной недели."
    for (one, before), (other, after) in pairwise(sorted(course.facts.items())):
        if after < before:
            yield f"№ {other} пройден {date_short(after)}, раньше чем № {one} ({date_short(before)})."
