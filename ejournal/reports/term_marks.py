"""«Итоговые отметки»: one page of the journal, pupil by pupil, with what is proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models.curriculum import LESSON_KINDS, Group, Period
from ejournal.models.memos import Old
from ejournal.models.people import names
from ejournal.models.settings import school_settings
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Decision, Term
from ejournal.reports import periods
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules import term_board
from ejournal.rules.gradings import NONE, Own
from ejournal.rules.term_board import Board
from ejournal.rules.term_marks import Proposal, Window

TITLES = {"year": "Год", "exam": "Экзамен", "final": "Итоговая"}
FOR = {"year": "за год", "exam": "за экзамен", "final": "за курс"}


@dataclass(frozen=True)
class Tab:
    """A term of a page and the query string that opens it."""

    term: Term
    title: str
    query: str


@dataclass(frozen=True)
class Line:
    """A pupil: what there is, what is proposed, what stands; `later`: what is proposed now, when that is
    another mark than it was when the decision was made; `gone` is what was taken back with a session.
    """

    pupil: int
    name: str
    proposal: Proposal
    minimum: int
    away: int
    stands: Decision | None
    later: str
    open: bool
    extended: date | None
    mode: str
    own: Own
    own_days: date | None
    old: Old | None
    gone: str = ""
    stated: str = ""  # п. 2.1: the marks among them that another organisation has stated

    @property
    def average(self) -> float | None:
        return None if self.proposal.mean is None else float(self.proposal.mean)

    @property
    def counted(self) -> str:
        """«2 из 3» while there are too few."""
        return f"{self.proposal.count} из {self.minimum}" if self.proposal.few else str(self.proposal.count)


@dataclass(frozen=True)
class TermPage:
    """A page of the journal in one of its terms; `awaited`: the periods that the year still waits for, and
    how many marks each lacks.
    """

    group: Group
    tabs: tuple[Tab, ...]
    tab: Tab
    window: Window
    today: date
    lines: tuple[Line, ...]
    for_page: date | None
    awaited: tuple[tuple[Tab, int], ...] = ()

    @property
    def given(self) -> list[tuple[int, str, date]]:
        """Who has days that may be taken back: pupil (0: the whole page), whom to tell, the last day."""
        whole = [(0, "всей странице", self.for_page)]
        lasting = [*whole, *((line.pupil, line.name, line.own_days) for line in self.lines)]
        return [(pupil, name, day) for pupil, name, day in lasting if day and day >= self.today]

    @property
    def state(self) -> str:
        """before, open, over."""
        if self.today < self.window.opens:
            return "before"
        return "open" if self.today <= self.window.deadline else "over"

    @property
    def days_left(self) -> int:
        return (self.window.deadline - self.today).days

    @property
    def missing(self) -> int:
        return sum(line.stands is None and line.mode != NONE for line in self.lines)

    @property
    def marked(self) -> int:
        """Of how many pupils a mark is owed: none of those who learn without marks."""
        return sum(line.mode != NONE for line in self.lines)

    @property
    def recorded(self) -> int:
        """How many pupils have a mark, or the sentence instead of it."""
        return sum(line.stands is not None for line in self.lines)

    @property
    def offered(self) -> int:
        """Who would get a mark by one press."""
        return sum(line.open and line.stands is None and bool(line.proposal.value) for line in self.lines)

    @property
    def writable(self) -> bool:
        return any(line.open for line in self.lines)


def title(kind: str, period: Period | None) -> str:
    """«II четверть», «Год»."""
    return periods.title(period) if period else TITLES[kind]


def query(term: Term) -> str:
    return f"period={term.period}" if term.period else f"kind={term.kind}"


def tabs_of(group: Group, own: Sequence[Period]) -> tuple[Tab, ...]:
    found = [(Term(kind, period.id if period else None), kind, period) for kind, period in _terms(group, own)]
    return tuple(Tab(term, title(kind, period), query(term)) for term, kind, period in found)


def _terms(group: Group, own: Sequence[Period]) -> list[tuple[str, Period | None]]:
    return term_board.terms(group, own, school_settings().exam_grades)


def page(group: Group, asked: Term | None, now: datetime) -> TermPage | None:
    """п. 4.5.5: a page in a term, that of today when none is asked; None where there are no term marks."""
    own = periods_of_groups([group])
    shown = own[group.id]
    tabs = tabs_of(group, shown)
    tab = choose(tabs, shown, asked, now.date())
    if tab is None or group.kind not in LESSON_KINDS:
        return None
    board = Board(raw([group], own, [one for one in shown if one.id == tab.term.period], now))
    window = board.window(group, tab.term)
    known = names(board.pupils(group, tab.term), now.date())
    called = roll_names(known)
    lines = tuple(_line(board, group, pupil, called[pupil], tab.term) for pupil in roll_order(known))
    for_page, awaited = board.given(group, None, tab.term), _awaited(board, group, tabs, tab, lines)
    return TermPage(group, tabs, tab, window, now.date(), lines, for_page, awaited)


def _awaited(
    board: Board, group: Group, tabs: Sequence[Tab], tab: Tab, lines: Sequence[Line]
) -> tuple[tuple[Tab, int], ...]:
    """п. 4.5.5: of whoever has no mark of the year yet, the periods without one: the year is made of them."""
    waiting = [one.pupil for one in lines if one.stands is None and one.mode != NONE]
    if tab.term.kind != "year" or not waiting:
        return ()
    made = (one for pupil in waiting for one in board.of_year(group, pupil, tab.term))
    lacking = Counter(period.id for period, value in made if not value)
    return tuple(
        (one, lacking[one.term.period]) for one in tabs if one.term.period and lacking[one.term.period]
    )


def choose(tabs: Sequence[Tab], own: Sequence[Period], asked: Term | None, today: date) -> Tab | None:
    """The term that was asked for; else the last one that has begun."""
    begun = {one.id for one in own if one.valid_from <= today}
    wanted = [tab for tab in tabs if tab.term == asked]
    of_today = [tab for tab in tabs if tab.term.period in begun]
    return next(iter([*wanted, *reversed(of_today), *tabs]), None)


def _line(board: Board, group: Group, pupil: int, name: str, term: Term) -> Line:
    record, proposal = board.record(group, pupil, term), board.proposal(group, pupil, term)
    stands, extended = board.decision(group, pupil, term), board.extended(group, pupil, term)
    before = board.proposal(group, pupil, term, stands.at) if stands else proposal
    newest, period = board.newest(group, pupil, term), board.period(group, term)
    return Line(
        pupil=pupil,
        name=name,
        proposal=proposal,
        minimum=board.minimum(group, pupil, term),
        away=round(100 * record.missed / record.lessons) if record.lessons else 0,
        stands=stands,
        later=proposal.value if before.value != proposal.value else "",
        open=_is_open(board, group, pupil, term),
        extended=extended,
        mode=board.mode(group, pupil, term),
        own=board.beside(group, pupil, term),
        own_days=board.given(group, pupil, term),
        old=board.old(group, pupil, term),
        gone=newest.gone if newest else "",
        stated=" ".join(value for value, _ in board.from_outside(group, pupil, period)) if period else "",
    )


def _is_open(board: Board, group: Group, pupil: int, term: Term) -> bool:
    """п. 4.5.5: whether the page takes a mark of the pupil: a first one, or another one than stands."""
    if board.decision(group, pupil, term):
        return board.may_replace(group, pupil, term)
    return board.window(group, term).is_open(board.raw.now.date(), board.extended(group, pupil, term))
