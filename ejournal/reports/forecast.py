"""п. 4.4.4: what term marks a pupil is to expect, what would change them, which works are missing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import forecasts, journal, volume
from ejournal.models.curriculum import LESSON_KINDS, Group, Period
from ejournal.models.journal import WorkColumn
from ejournal.models.people import ClassYear, names
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Term
from ejournal.reports import forecast_advice
from ejournal.reports.gradings import ways_of
from ejournal.reports.periods import title
from ejournal.reports.roll import roll_names, roll_order
from ejournal.reports.weights import Told, told
from ejournal.rules import term_marks, works
from ejournal.rules.attendance import UNEXCUSED, missed
from ejournal.rules.gradings import NONE
from ejournal.rules.marks import split
from ejournal.rules.outside import SIGN
from ejournal.rules.term_board import Board
from ejournal.wording import date_short, in_sentence

BY_STATEMENT = f" {SIGN}"
BAD = ("2", term_marks.FAILED, term_marks.NOT_ATTESTED)
HEAVY = 2  # a kind of work that usually weighs less is an answer


@dataclass(frozen=True)
class Subject:
    """One subject: `stands` is the mark that is set for good (as the diary tells it); `danger`: what is
    feared, "" for nothing.

    Few marks alone are no danger: it is the teacher who owes them. `marks` are as they are shown: «5», «4/5»,
    «5 вед.» by the statement of another organisation.
    """

    name: str
    group: int
    marks: tuple[str, ...]
    average: float | None
    expected: str
    few: str
    advice: str
    missing: tuple[str, ...]
    missed: int
    stands: str
    danger: str

    @property
    def each(self) -> list[str]:
        """The marks without their signs, two of one work apart."""
        return [value for mark in self.marks for value in split(mark.removesuffix(BY_STATEMENT))]

    @property
    def twos(self) -> int:
        return self.each.count("2")


@dataclass(frozen=True)
class Forecast:
    """A pupil in a period that goes on."""

    pupil: int
    name: str
    period: str
    last: date
    weights: Told
    subjects: tuple[Subject, ...]
    missed: int
    unexcused: int

    @property
    def attention(self) -> tuple[Subject, ...]:
        return tuple(subject for subject in self.subjects if subject.danger)


def running(periods: Iterable[Period], today: date) -> Period | None:
    """The period of today; between periods the last one that is over."""
    ordered = sorted(periods, key=lambda one: one.valid_from)
    return next((one for one in reversed(ordered) if one.valid_from <= today), None)


def of_pupil(pupil: int, now: datetime) -> Forecast | None:
    """п. 4.4.4: for the family; None for a class without marks. A constant number of queries."""
    groups = forecasts.pages_of_pupil(pupil, now.date())
    found = _forecasts(groups, [pupil], now, one=True)
    return found[0] if found else None


def of_class(own: ClassYear, now: datetime, wanted: Collection[int] | None = None) -> list[Forecast]:
    """The same of everybody in a class, or of those who are wanted, in the order of the roll."""
    today, year = now.date(), own.year
    stays = volume.stays(own.cohort_id, today, today)
    pupils = [stay.pupil for stay in stays]
    pages = volume.groups(own.cohort_id, year.id, pupils, year.valid_from, year.valid_to)
    ways = ways_of(pages)
    marked = [page for page in pages if ways.widest(page.id) != NONE]
    groups = [page for page in marked if page.kind in LESSON_KINDS and page.grade]
    return _forecasts(groups, [one for one in pupils if wanted is None or one in wanted], now)


def _forecasts(
    groups: Sequence[Group], pupils: Sequence[int], now: datetime, *, one: bool = False
) -> list[Forecast]:
    periods = periods_of_groups(groups)
    current = _current(groups, periods, now.date())
    shown = {period.id: period for period in current.values() if period}
    if not shown:
        return []
    board = Board(raw(groups, periods, list(shown.values()), now, pupils[0] if one else None))
    heavy = _heavy(board)
    known = names(set(pupils), now.date())
    called = roll_names(known)
    usual = _usual(groups, current) or next(iter(shown.values()))
    weights = told(usual.valid_from)
    return [
        _forecast(pupil, called[pupil], usual, groups, current, board, heavy, weights)
        for pupil in roll_order(known)
    ]


def _current(
    groups: Sequence[Group], periods: dict[int, list[Period]], today: date
) -> dict[int, Period | None]:
    """The period of each page; none of one that is not taught in the period that the class has now."""
    found = {group.id: running(periods[group.id], today) for group in groups}
    usual = _usual(groups, found)
    return {
        page: period if period and usual and period.valid_to >= usual.valid_from else None
        for page, period in found.items()
    }


def _usual(groups: Sequence[Group], current: dict[int, Period | None]) -> Period | None:
    """The period of the class: that of most pages, which have none of a kind of their own."""
    found = {group: period for group in groups if (period := current[group.id])}
    usual = [period for group, period in found.items() if group.term_kind is None] or list(found.values())
    return max(usual, key=lambda period: period.valid_from, default=None)


def _heavy(board: Board) -> dict[int, list[WorkColumn]]:
    """The works of everybody that weigh much, by lesson that was held: none of some of them alone."""
    found: dict[int, list[WorkColumn]] = {}
    for column in journal.work_columns(board.raw.held) if board.raw.held else ():
        chosen = works.kind(column.kind)
        if chosen.weight >= HEAVY and not chosen.of_some:
            found.setdefault(column.lesson, []).append(column)
    return found


def _forecast(
    pupil: int,
    name: str,
    period: Period,
    groups: Sequence[Group],
    current: dict[int, Period | None],
    board: Board,
    heavy: dict[int, list[WorkColumn]],
    weights: Told,
) -> Forecast:
    today = board.raw.now.date()
    subjects = tuple(
        _subject(board, group, pupil, own, heavy, weights)
        for group in groups
        if (own := current[group.id])
        and board.is_member(group, pupil, min(today, own.valid_to))
        and board.mode(group, pupil, Term("period", own.id)) != NONE
    )
    days = {lesson.id: lesson.day for lesson in board.raw.lessons}
    codes = [
        code
        for (lesson, who), code in board.raw.codes.items()
        if who == pupil and period.valid_from <= days[lesson] <= period.valid_to
    ]
    away = sum(map(missed, codes))
    return Forecast(
        pupil, name, title(period), period.valid_to, weights, subjects, away, codes.count(UNEXCUSED)
    )


def _subject(
    board: Board,
    group: Group,
    pupil: int,
    period: Period,
    heavy: dict[int, list[WorkColumn]],
    weights: Told,
) -> Subject:
    term = Term("period", period.id)
    proposal, given = board.proposal(group, pupil, term), board.marks(group, pupil, term)
    stated = [f"{value}{BY_STATEMENT}" for value, _ in board.from_outside(group, pupil, period)]
    stands = board.value(group, pupil, term) if board.is_told(group, pupil, term) else ""
    likely = "" if proposal.mean is None else term_marks.grade(proposal.mean, board.norms)
    expected = stands or proposal.value or likely  # of few marks too: at any moment (п. 4.4.4)
    minimum = board.minimum(group, pupil, term)
    return Subject(
        name=group.subject.name,
        group=group.id,
        marks=(*(mark.value for mark in given), *stated),
        average=None if proposal.mean is None else float(proposal.mean),
        expected=expected,
        few=f"{proposal.count} из {minimum}" if proposal.few else "",
        advice="" if stands else forecast_advice.of_subject(board, group, pupil, period, weights),
        missing=tuple(_missing(board, group, pupil, period, heavy)),
        missed=_missed(board, group, pupil, period),
        stands=stands,
        danger=expected if expected in BAD else "",
    )


def _missed(board: Board, group: Group, pupil: int, period: Period) -> int:
    return sum(
        missed(board.raw.codes.get((lesson.id, pupil), ""))
        for lesson in board.lessons.get(group.id, ())
        if period.valid_from <= lesson.day <= period.valid_to
    )


def _missing(
    board: Board, group: Group, pupil: int, period: Period, heavy: dict[int, list[WorkColumn]]
) -> Iterable[str]:
    """«контрольная работа 12.11»: works that were written without the pupil and are not marked yet.

    The mark of a work that was written later stands in a column of its own.
    """
    given = board.marks(group, pupil, Term("period", period.id))
    done, made_up = {(mark.lesson, mark.kind) for mark in given}, {mark.kind for mark in given}
    for lesson in board.lessons.get(group.id, ()):
        away = missed(board.raw.codes.get((lesson.id, pupil), ""))
        if not away or not period.valid_from <= lesson.day <= period.valid_to:
            continue
        for column in heavy.get(lesson.id, ()):
            if (lesson.id, column.kind) not in done and works.later(column.kind, lesson.day) not in made_up:
                yield f"{in_sentence(works.kind(column.kind).title)} {date_short(lesson.day)}"
