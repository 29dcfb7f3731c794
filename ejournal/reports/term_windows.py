"""Whose term marks are to be set now: one line for «Мои уроки», and the list behind it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import curriculum, term_windows
from ejournal.models.curriculum import Group
from ejournal.models.people import class_names
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Term
from ejournal.reports.term_marks import FOR, query, title
from ejournal.rules.gradings import NONE
from ejournal.rules.term_board import Board
from ejournal.rules.term_marks import Window
from ejournal.wording import class_name

Readable = Callable[[frozenset[int], frozenset[int]], bool]


@dataclass(frozen=True)
class Waiting:
    """A page in a term that is being set, or was last set: how many of its pupils have their marks, or, on a
    page where nobody has any, the sentences instead of them; `left`: how many are owed: a sentence is not,
    nor is the mark of an `exam`, which only those have who chose it (7.3).
    """

    group: int
    name: str
    subject: str
    term: str
    about: str
    query: str
    window: Window
    until: date
    open: bool
    done: int
    pupils: int
    left: int
    exam: bool


@dataclass(frozen=True)
class Countdown:
    """«Итоговые отметки за II четверть: до 28 декабря, осталось 3 группы»."""

    about: str
    deadline: date
    groups: int
    exam: bool


def countdown(teacher: int, open_days: int, now: datetime) -> tuple[Countdown, ...]:
    """п. 4.5.5: what a teacher is to set now, by term; one query on the days when there is nothing."""
    groups = term_windows.pages_near_end(teacher, now.date(), open_days)
    found: dict[tuple[str, date, bool], int] = {}
    for one in waiting(groups, now) if groups else ():
        if one.open:
            key = (one.about, one.until, one.exam)
            found[key] = found.get(key, 0) + bool(one.left)
    return tuple(Countdown(about, day, left, exam) for (about, day, exam), left in found.items())


def waiting(groups: Sequence[Group], now: datetime) -> list[Waiting]:
    """Each page in its terms that are open; else in the last one that has begun. Constant in queries."""
    periods = periods_of_groups(groups)
    board = Board(raw(groups, periods, (), now))
    return [one for group in groups if periods[group.id] for one in _of_page(board, group)]


def _of_page(board: Board, group: Group) -> Iterator[Waiting]:
    today = board.raw.now.date()
    made = [_waiting(board, group, Term(kind, one.id if one else None)) for kind, one in board.terms(group)]
    shown = [one for one in made if one.open]
    begun = [one for one in made if one.window.opens <= today and one.query.startswith("period")]
    yield from shown or begun[-1:]


def _waiting(board: Board, group: Group, term: Term) -> Waiting:
    period, window = board.period(group, term), board.window(group, term)
    everybody = board.pupils(group, term)
    marked = [one for one in everybody if board.mode(group, one, term) != NONE]
    pupils = marked or everybody
    done = sum(board.decision(group, pupil, term) is not None for pupil in pupils)
    given = [board.extended(group, pupil, term) for pupil in [None, *pupils]]
    longest = max(filter(None, given), default=None)
    return Waiting(
        group=group.id,
        name=group.name,
        subject=group.subject.name,
        term=title(term.kind, period),
        about=FOR.get(term.kind) or f"за {title(term.kind, period)}",
        query=query(term),
        window=window,
        until=max(window.deadline, longest or window.deadline),
        open=window.is_open(board.raw.now.date(), longest),
        done=done,
        pupils=len(pupils),
        left=len(pupils) - done if marked and term.kind != "exam" else 0,
        exam=term.kind == "exam",
    )


@dataclass(frozen=True)
class Reach:
    """What somebody may read of term marks: the own pages, and whole classes."""

    own: tuple[Waiting, ...]
    classes: tuple[tuple[int, str], ...]


def index(reader: int, readable: Readable, led: Callable[[int], bool], now: datetime) -> Reach:
    """п. 4.5.5: the pages that somebody teaches, and the classes that are open to them."""
    today = now.date()
    teachers = curriculum.group_teachers(today)
    own = [one for one in term_windows.pages_of_year(today) if reader in teachers.get(one.id, ())]
    mine = tuple(waiting([one for one in own if readable(frozenset(), teachers[one.id])], now))
    classes = tuple(
        (cohort, f"{class_name(grade, letter)} класс")
        for cohort, (grade, letter) in class_names(today).items()
        if led(cohort)
    )
    return Reach(mine, classes)
