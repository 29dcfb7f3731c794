"""«Итоговые отметки класса»: pupils × subjects of a term, what is set and what is only proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ejournal.models import volume
from ejournal.models.curriculum import LESSON_KINDS, Group, Period
from ejournal.models.memos import Old
from ejournal.models.people import ClassYear, names
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Term
from ejournal.reports.roll import roll_names, roll_order
from ejournal.reports.term_marks import Tab, choose, tabs_of
from ejournal.rules.gradings import NONE
from ejournal.rules.term_board import Board
from ejournal.rules.term_marks import EXEMPT, FAILED, NOT_ATTESTED, WORDS, Window
from ejournal.wording import class_name

BEHIND = {"2", FAILED}
LEARNT, IN_PART, HELP = WORDS
PARTLY = "пока не по всем предметам"


@dataclass(frozen=True)
class Cell:
    """A pupil in a subject: the mark or the sentence instead of it, or `proposed` alone; `gap`: it is owed;
    "" where nothing is learnt. `plain`: it is learnt without marks (7.11).
    """

    value: str
    proposed: bool = False
    gap: bool = False
    plain: bool = False
    group: int = 0
    old: Old | None = None


@dataclass(frozen=True)
class PupilLine:
    """A pupil with the cells in the order of the subjects, and what they make together."""

    pupil: int
    name: str
    cells: tuple[Cell, ...]
    summary: str


@dataclass(frozen=True)
class SubjectColumn:
    """A subject with the pages that teach it to the class, and how many marks are not set."""

    name: str
    groups: tuple[int, ...]
    missing: int


@dataclass(frozen=True)
class ClassTerm:
    """A class in a term; `tally` is who has only fives, and so on, by name of the kind."""

    cohort: int
    title: str
    tabs: tuple[Tab, ...]
    tab: Tab
    window: Window
    today: date
    columns: tuple[SubjectColumn, ...]
    lines: tuple[PupilLine, ...]
    tally: dict[str, int]

    @property
    def missing(self) -> int:
        return sum(column.missing for column in self.columns)

    @property
    def marked(self) -> bool:
        """Whether anybody learns anything for marks."""
        return any(cell.group and not cell.plain for line in self.lines for cell in line.cells)

    @property
    def recorded(self) -> tuple[int, int]:
        """Of learning without marks: how many sentences there are, and how many there may be."""
        plain = [cell for line in self.lines for cell in line.cells if cell.plain]
        return sum(bool(cell.value) for cell in plain), len(plain)


def page(own: ClassYear, asked: Term | None, now: datetime) -> ClassTerm | None:
    """п. 4.5.5, 4.4.4: a class of a year in a term; a constant number of queries, None without periods."""
    year, today = own.year, now.date()
    stays = volume.stays(own.cohort_id, year.valid_from, min(year.valid_to, max(today, year.valid_from)))
    here = [stay.pupil for stay in stays if stay.last is None or stay.last >= today or today > year.valid_to]
    found = volume.groups(own.cohort_id, year.id, set(here), year.valid_from, year.valid_to)
    groups = [one for one in found if one.kind in LESSON_KINDS]
    periods = periods_of_groups(groups)
    pages = [group for group in groups if group.term_kind is None and periods[group.id]]
    if not pages:
        return None
    usual = max(pages, key=lambda group: len(periods[group.id]))  # others are taught in some of them alone
    tabs = tabs_of(usual, periods[usual.id])
    tab = choose(tabs, periods[usual.id], asked, today) or tabs[0]
    terms = {group.id: _term(tab.term, periods[usual.id], periods[group.id]) for group in groups}
    wanted = {term.period for term in terms.values() if term}
    shown = {one.id: one for own_ in periods.values() for one in own_ if one.id in wanted}
    board = Board(raw(groups, periods, list(shown.values()), now))
    return _page(own, groups, terms, board, here, tabs, board.window(usual, tab.term), tab)


def _term(term: Term, usual: Sequence[Period], own: Sequence[Period]) -> Term | None:
    """The term of a page that belongs to a term of the class: its own period that ends with that period."""
    ends = next((one.valid_to for one in usual if one.id == term.period), None)
    if ends is None:
        return term
    return next((Term("period", one.id) for one in own if one.valid_to == ends), None)


def _page(
    own: ClassYear,
    groups: Sequence[Group],
    terms: dict[int, Term | None],
    board: Board,
    here: Sequence[int],
    tabs: tuple[Tab, ...],
    window: Window,
    tab: Tab,
) -> ClassTerm:
    subjects: dict[str, list[Group]] = {}
    for group in groups:
        subjects.setdefault(group.subject.name, []).append(group)
    known = names(set(here), board.raw.now.date())
    called = roll_names(known)
    roll = {group.id: set(board.pupils(group, term)) for group in groups if (term := terms[group.id])}
    rows = {
        pupil: tuple(_cell(board, pages, terms, roll, pupil) for pages in subjects.values())
        for pupil in roll_order(known)
    }
    summaries = {pupil: summary(cells) for pupil, cells in rows.items()}
    lines = tuple(PupilLine(pupil, called[pupil], rows[pupil], summaries[pupil]) for pupil in rows)
    columns = tuple(
        SubjectColumn(name, tuple(group.id for group in pages), sum(row[place].gap for row in rows.values()))
        for place, (name, pages) in enumerate(subjects.items())
    )
    return ClassTerm(
        cohort=own.cohort_id,
        title=f"{class_name(own.grade, own.letter)} класс",
        tabs=tabs,
        tab=tab,
        window=window,
        today=board.raw.now.date(),
        columns=columns,
        lines=lines,
        tally=dict(Counter(filter(None, (one.partition(":")[0] for one in summaries.values())))),
    )


def _cell(
    board: Board,
    pages: Sequence[Group],
    terms: dict[int, Term | None],
    roll: dict[int, set[int]],
    pupil: int,
) -> Cell:
    for group in pages:
        term = terms[group.id]
        if term is None or pupil not in roll[group.id]:
            continue
        value, plain = board.value(group, pupil, term), board.mode(group, pupil, term) == NONE
        made = Cell(board.words(group, pupil, term) or value, plain=plain, group=group.id)
        if value:
            return replace(made, old=board.old(group, pupil, term))
        owed = term.kind in ("period", "year") and not plain
        return replace(made, value=board.proposal(group, pupil, term).value, proposed=True, gap=owed)
    return Cell("")


def summary(cells: Sequence[Cell]) -> str:
    """«отличник», «с одной «3»», «не успевает: 2»: what the marks of a pupil make together (5.1).

    Nobody is told to be good at everything while a mark that is owed is not even proposed, nor, of whoever
    has none, while a sentence is missing. A sentence of learning without marks (7.11) is no mark, and whoever
    needs help in it is not behind.
    """
    had = Counter(cell.value for cell in cells if cell.value and cell.value != EXEMPT)
    if behind := sum(had[value] for value in BEHIND):
        return f"не успевает: {behind}"
    if had[NOT_ATTESTED]:
        return f"не аттестован: {had[NOT_ATTESTED]}"
    if had[HELP]:
        return f"{HELP}: {had[HELP]}"
    if not had:
        return ""
    graded = had.keys() - WORDS.keys()
    waits = any((cell.gap if graded else cell.group) and not cell.value for cell in cells)
    return PARTLY if waits else _together(had)


def _together(had: Counter[str]) -> str:
    """The same of whoever passes in all subjects."""
    digits = {value for value in had if value.isdecimal()}
    if digits == {"5"}:
        return "отличник"
    if had["3"] == 1:
        return "с одной «3»"
    if digits and digits <= {"4", "5"}:
        return "с одной «4»" if had["4"] == 1 else "хорошист"
    if had.keys() <= {LEARNT, IN_PART}:
        return IN_PART if had[IN_PART] else LEARNT
    return ""
