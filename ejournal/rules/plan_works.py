"""Works of a КТП: how long they are, and where they fall in the days of the class (domain facts, 7.5)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from ejournal.rules.plans import CONTROLS, Course, begun, course, doubts_of_days, doubts_of_length
from ejournal.wording import date_short, join_and, numbers_words, plural, quoted

ONE_HOUR = 10  # tenths of an hour a week: such a subject has no other lesson to put a control work on
PRACTICAL = "practical"


class Hour(Protocol):
    """A lesson of a plan, an academic hour."""

    @property
    def topic(self) -> str: ...
    @property
    def homework(self) -> str: ...
    @property
    def work_kind(self) -> str: ...


def hours_of_works(hours: Mapping[int, Hour], kinds: Collection[str]) -> list[list[int]]:
    """п. 2.2: the numbers of the lessons that each work of these kinds takes, of lessons by their numbers.

    A work of several hours is named on the first of them; those after it have its topic and no work.
    """
    found: list[list[int]] = []
    for number in sorted(hours):
        if hours[number].work_kind in kinds:
            found.append([number])
        elif found and found[-1][-1] == number - 1 and goes_on(hours[number - 1], hours[number]):
            found[-1].append(number)
    return found


def goes_on(before: Hour, hour: Hour) -> bool:
    """Whether an hour is the next one of the work of the hour before."""
    return not hour.work_kind and hour.topic == before.topic


def control_hours(hours: Mapping[int, Hour]) -> list[int]:
    """п. 2.2: the numbers of all lessons that control works take."""
    return [number for work in hours_of_works(hours, CONTROLS) for number in work]


def doubts_of_works(hours: Mapping[int, Hour]) -> Iterator[str]:
    """п. 2.2: works longer than they may be, and homework where a control work was written."""
    controls = control_hours(hours)
    yield from doubts_of_length(controls)
    for work in hours_of_works(hours, (PRACTICAL,)):
        if len(work) > 1:
            taken = f"{len(work)} {plural(len(work), 'урок', 'урока', 'уроков')}"
            yield f"Практическая работа № {work[0]}–{work[-1]} занимает {taken}, а отводится ей один."
    given = [number for number in controls if hours[number].homework]
    if given:
        yield f"После контрольной на дом обычно не задают, а в плане задано: № {numbers_words(given)}."


class Place(Protocol):
    """A lesson of a page: its day, its number in the day, the item of the plan, whether it has a topic."""

    @property
    def day(self) -> date: ...
    @property
    def number(self) -> int: ...
    @property
    def item(self) -> int | None: ...
    @property
    def written(self) -> bool: ...


class Beside(Protocol):
    """A page of the pupils of a class: `controls` are those of its plan, `given` the days of others."""

    @property
    def subject(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def lessons(self) -> Sequence[Place]: ...
    @property
    def controls(self) -> Collection[int]: ...
    @property
    def given(self) -> Collection[date]: ...
    @property
    def passed(self) -> int | None: ...
    @property
    def passed_by(self) -> date | None: ...


class ClassWeek(Protocol):
    """By day the numbers of the first and the last lesson of a class, and its pages.

    `edges` is empty for a page of pupils of several classes, whose days are not one.
    """

    @property
    def edges(self) -> Mapping[date, tuple[int, int]]: ...
    @property
    def pages(self) -> Sequence[Beside]: ...


@dataclass(frozen=True)
class Norms:
    """How many control works a class may have in a day; the subject, whether it has one hour a week."""

    limit: int
    subject: int
    one_hour: bool


def one_hour(tenths: int | None, hours: int, weeks: int) -> bool:
    """п. 2.2: whether a subject has an hour a week: by the curriculum, where it is silent by the plan."""
    return tenths <= ONE_HOUR if tenths else hours <= weeks


class Followed(NamedTuple):
    """A page that follows a plan: how far it is, the lessons by which that was reckoned, its classes."""

    name: str
    course: Course
    lessons: Sequence[Place]
    week: ClassWeek


def doubts_of_pages(
    hours: Mapping[int, Hour], pages: Sequence[Followed], norms: Norms, today: date
) -> Iterator[str]:
    """п. 2.2: what is doubtful in the works of a plan and in their days; the page is named among several."""
    yield from doubts_of_works(hours)
    controls = control_hours(hours)
    for page in pages:
        ahead = f"{page.name}. " if len(pages) > 1 else ""
        for doubt in doubts_of_days(controls, page.course):
            yield f"{ahead}{doubt}"
        for doubt in doubts_of_class_days(controls, page.course, page.lessons, page.week, norms, today):
            yield f"{ahead}{doubt}"


def doubts_of_class_days(
    controls: Collection[int],
    here: Course,
    lessons: Sequence[Place],
    week: ClassWeek,
    norms: Norms,
    today: date,
) -> Iterator[str]:
    """п. 2.2: control works to come which a class has beside another one, or at the edge of its day.

    `lessons` are those that the course was reckoned by. What is past is told of by the checks of the journal.
    """
    places = {number: lessons[here.places[number]] for number in sorted(controls) if number in here.places}
    ahead = {number: place for number, place in places.items() if place.day >= today}
    if ahead:
        yield from _on_one_day(ahead, _of_others(week.pages, norms.subject), norms.limit)
    if not norms.one_hour:
        yield from _at_edges(ahead, week.edges)


def _of_others(pages: Sequence[Beside], subject: int) -> dict[date, set[str]]:
    """By day the other subjects with a control work; in both halves of a class it is one."""
    found: dict[date, set[str]] = {}
    for page in pages:
        if page.subject != subject:
            start = begun(page.passed, page.passed_by)
            known = course(max(page.controls, default=0), page.lessons, start)
            days = {known.day(number) for number in page.controls}
            for day in (days | set(page.given)) - {None}:
                assert day is not None
                found.setdefault(day, set()).add(page.title)
    return found


def _on_one_day(ahead: Mapping[int, Place], others: Mapping[date, set[str]], limit: int) -> Iterator[str]:
    """A control work of two lessons is told of once."""
    days: dict[date, int] = {}
    for number, place in ahead.items():
        days.setdefault(place.day, number)
    most = "одной" if limit == 1 else str(limit)
    for day, number in days.items():
        beside = sorted(others.get(day, ()))
        if beside and len(beside) >= limit:
            named = join_and([quoted(subject) for subject in beside])
            with_it = "контрольной по предмету" if len(beside) == 1 else "контрольными по предметам"
            own = f"Контрольная № {number} ({date_short(day)}) в один день с {with_it} {named}"
            yield f"{own}. У класса в день не больше {most}."


def _at_edges(ahead: Mapping[int, Place], edges: Mapping[date, tuple[int, int]]) -> Iterator[str]:
    """Those on the first lesson of the day of a class, and on the last."""
    for place, title in enumerate(("первом", "последнем")):
        found = [
            f"№ {number} ({date_short(lesson.day)})"
            for number, lesson in ahead.items()
            if lesson.day in edges and edges[lesson.day][place] == lesson.number
        ]
        if found:
            yield f"На {title} уроке дня контрольных лучше не писать: {', '.join(found)}."
