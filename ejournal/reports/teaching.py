"""Who teaches a page of the journal, since when, and whom to choose from (п. 4.2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.models.curriculum import Group, pages_of_year, teacher_spans
from ejournal.models.draft import together_on
from ejournal.models.page_periods import PagePeriods, numbers_of
from ejournal.models.people import year_of_work
from ejournal.models.week import entries
from ejournal.reports import periods
from ejournal.reports.absent_names import called
from ejournal.reports.school_week import SchoolWeek
from ejournal.reports.substitutions import Teacher, teachers


@dataclass(frozen=True)
class TeacherSpan:
    """A teacher's days on a page; `last` is None while they go on."""

    person: int
    name: str
    first: date
    last: date | None


@dataclass(frozen=True)
class PeriodChoice:
    """A period of the grade of a page, and whether the page is taught in it."""

    number: int
    title: str
    chosen: bool


@dataclass(frozen=True)
class Teaching:
    """A page with its teachers, the newest first, and the periods of its grade.

    `clashes` are its lessons at which a teacher of it has another one, by the newest teachers.
    """

    group: int
    title: str
    spans: tuple[TeacherSpan, ...]
    teachers: Sequence[Teacher]
    periods: tuple[PeriodChoice, ...]
    clashes: tuple[str, ...]

    @property
    def now(self) -> list[str]:
        """Who teaches it for ever, as the values of a form."""
        return [str(span.person) for span in self.spans if span.last is None]


def index(today: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """п. 4.3.2: the pages of the year of work, number and subject, by class or group. Two queries."""
    year = year_of_work(today)
    pages = pages_of_year(year, None, today) if year else []
    found: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for one in pages:
        found.setdefault((one.grade or 0, one.name), []).append((one.id, one.subject.name))
    return [(name, those) for (_, name), those in sorted(found.items())]


def page(group: Group, today: date) -> Teaching:
    """п. 4.2.1: constant in queries."""
    own = numbers_of(group.periods)
    spans = sorted(teacher_spans(group.id), key=lambda span: span[1], reverse=True)
    known = called((person, max(first, today)) for person, first, _ in spans)
    return Teaching(
        group=group.id,
        title=f"{group.subject.name}, {group.name}",
        spans=tuple(
            TeacherSpan(person, known.get((person, max(first, today)), "—"), first, last)
            for person, first, last in spans
        ),
        teachers=teachers(today),
        periods=tuple(
            PeriodChoice(one.number, periods.title(one), not own or one.number in own)
            for one in PagePeriods(group.year_id).of_grade(group.grade)
        ),
        clashes=_clashes(group, max([today, *(first for _, first, _ in spans)])),
    )


def _clashes(group: Group, day: date) -> tuple[str, ...]:
    """п. 4.2.1: the teachers of a page who have two lessons at once by the timetable of a day."""
    whole = SchoolWeek(entries(group.year, day), day, 0, together_on(group.year, day))
    mine = (
        one
        for one in whole.conflicts()
        if one.kind == "teacher" and any(lesson.page == group.id for lesson in one.lessons)
    )
    return tuple(map(whole.told, mine))
