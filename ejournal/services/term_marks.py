"""Term marks: set, replaced while their days last, extended by the deputy; debts of the past year."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.models.curriculum import LESSON_KINDS, Group, Period
from ejournal.models.people import SchoolYear
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import (
    Decision,
    Term,
    TermExtension,
    TermExtensionWithdrawal,
    TermGround,
    TermMark,
    TermMarkReversal,
    extensions_of,
)
from ejournal.rules import term_marks as rules
from ejournal.rules.openings import next_school_day
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.term_board import Board
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, create, deed, revise

CLAUSE, PAPER = "4.5.5", 100
YEAR = timedelta(days=365)
SEALED = (
    "Период закончен: продлённый срок — для тех, у кого отметки нет. "
    "Выставленную меняют только по служебной записке: «Ошибка в записи?» в строке ученика."
)
GIVEN_DAYS = 2  # school days, when the period itself is over


class Choice(NamedTuple):
    """What somebody chose for a pupil; `seen` is the id of the decision that the page showed, 0 for none."""

    value: str
    seen: int = 0
    reason: str = ""
    words: str = ""


Choices = Mapping[int, Choice]  # by pupil


def board_of(group: Group, term: Term, now: datetime) -> Board:
    """What the facts of a page say of a term; a refusal when the page has no such term."""
    periods = periods_of_groups([group])
    shown = [one for one in periods[group.id] if one.id == term.period]
    board = Board(raw([group], periods, shown, now))
    known = {(kind, period and period.id) for kind, period in board.terms(group)}
    if group.kind not in LESSON_KINDS or tuple(term) not in known:
        raise Refusal(CLAUSE, "За этот период на странице итоговых отметок нет.", Way.RELOAD)
    return board


def sort_out(board: Board, group: Group, term: Term, choices: Choices) -> dict[int, Refusal]:
    """п. 4.5.5: whom the rules refuse, by pupil; the others may be set."""
    found = {}
    for pupil, choice in choices.items():
        try:
            _check(board, group, term, pupil, choice)
        except Refusal as refusal:
            found[pupil] = refusal
    return found


def changed(board: Board, group: Group, term: Term, choices: Choices) -> dict[int, Choice]:
    """The choices that differ from what stands: a form sends every pupil of the page."""
    return {
        pupil: choice
        for pupil, choice in choices.items()
        if not _same(board.decision(group, pupil, term), choice)
    }


def _same(stands: Decision | None, choice: Choice) -> bool:
    if stands is None:
        return not choice.value
    return (stands.value, stands.words) == (choice.value, choice.words) and choice.reason in (
        "",
        stands.reason,
    )


def _check(board: Board, group: Group, term: Term, pupil: int, choice: Choice) -> None:
    """п. 4.5.5: one choice: in time, over what was seen, of the scale, with a reason where one is due."""
    stands = board.decision(group, pupil, term)
    if pupil not in board.pupils(group, term):
        raise Refusal(CLAUSE, "Этого ученика в группе нет. Обновите страницу.", Way.RELOAD)
    rules.check_open(board.window(group, term), board.raw.now.date(), board.extended(group, pupil, term))
    if (stands.id if stands else 0) != choice.seen:
        told = f"стоит «{stands.words or stands.value}»" if stands else "пусто"
        raise Refusal(CLAUSE, f"Здесь уже {told}: обновите страницу и решите снова.", Way.RELOAD)
    if stands and not board.may_replace(group, pupil, term):
        raise Refusal(CLAUSE, SEALED, Way.MEMO)
    if not choice.value:
        raise Refusal(CLAUSE, "Итоговую отметку не убирают: выберите другую.")
    mode = board.mode(group, pupil, term)
    rules.check_value(mode, choice.value, choice.words)
    rules.check_listed(choice.reason)
    if mode != "none":
        board.check_reason(group, pupil, term, choice.value, choice.reason)


@deed("terms.set", of="teaching_group", alone=True)
def set_marks(group: Group, term: Term, choices: Choices, *, by: Actor, now: datetime) -> None:
    """п. 4.5.5: set these term marks, or replace those that stand: all of them or none."""
    board = board_of(group, term, now)
    for refusal in sort_out(board, group, term, choices).values():
        raise refusal
    for pupil, choice in sorted(choices.items()):
        stands = board.newest(group, pupil, term)
        if choice.value == board.proposal(group, pupil, term).value:
            choice = choice._replace(reason="")  # left from another choice: there is nothing to explain
        _set(group, term, pupil, choice, stands.id if stands else None)


def _set(group: Group, term: Term, pupil: int, choice: Choice, replaces: int | None, paper: str = "") -> None:
    of = {"kind": term.kind, "period": term.period}
    mark = add_fact(TermMark, group=group, pupil=pupil, value=choice.value, replaces=replaces, **of)
    if choice.reason or choice.words or paper:
        add_fact(TermGround, mark=mark, reason=choice.reason, words=choice.words, paper=paper)


@deed("terms.extend", of="teaching_group")
def extend(group: Group, term: Term, pupil: int | None, reason: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.5: a page, or one pupil of it, gets the term marks until the end of the period.

    When that is over as well, until the second school day after today.
    """
    board = board_of(group, term, now)
    if reason not in rules.LONGER:
        raise Refusal(CLAUSE, "Выберите, почему срок продлён.", Way.RELOAD)
    if pupil is not None and pupil not in board.pupils(group, term):
        raise Refusal(CLAUSE, "Этого ученика в группе нет. Обновите страницу.", Way.RELOAD)
    add_fact(
        TermExtension,
        group=group,
        pupil=pupil,
        kind=term.kind,
        period=term.period,
        until=longer(board, group, term),
        reason=reason,
    )


@deed("terms.withdraw", of="teaching_group", alone=True)
def withdraw(group: Group, term: Term, pupil: int | None, *, by: Actor, now: datetime) -> None:
    """п. 4.5.5, 2.12: the days given to a page, or to a pupil, are taken back; what was set in them stays."""
    today = now.date()
    given = [one for one in extensions_of(group.id, pupil, term) if one.until >= today]
    if not given:
        raise Refusal(CLAUSE, "Этого продления уже нет: его сняли, или срок вышел.", Way.RELOAD)
    for extension in given:
        add_fact(TermExtensionWithdrawal, extension=extension)


def longer(board: Board, group: Group, term: Term) -> date:
    """Until when a click of the deputy gives time."""
    until = board.raw.now.date()
    end = board.window(group, term).end
    if until <= end:
        return end
    for _ in range(GIVEN_DAYS):
        until = next_school_day(until, board.raw.calendar(group.cohort_id).is_school_day)
    return until


@deed("terms.kind", of="teaching_group", alone=True)
def set_kind(group: Group, kind: str | None, *, by: Actor, now: datetime) -> None:
    """п. 4.5.5: the page gets its term marks by half-years, or (None) by the periods of its grade."""
    if kind not in (None, "half") or group.grade is None:
        raise Refusal(CLAUSE, "Выберите: по периодам класса или по полугодиям.", Way.RELOAD)
    if kind == group.term_kind:
        return
    standing = TermMark.id.not_in(TermMarkReversal.select(TermMarkReversal.mark))
    if TermMark.select().where((TermMark.group == group) & (TermMark.kind == "period") & standing).exists():
        raise Refusal(CLAUSE, "На странице уже есть итоговые отметки: порядок меняют до первой из них.")
    if kind:
        _halves(group)
    revise(group, term_kind=kind)


def _halves(group: Group) -> None:
    """The half-years of the grade, made of its quarters when they are not there yet."""
    year: SchoolYear = group.year
    mine = (Period.year == year) & (Period.grade_from <= group.grade) & (Period.grade_to >= group.grade)
    if Period.select().where(mine & (Period.kind == "half")).exists():
        return
    usual = list(Period.select().where(mine & Period.extra.is_null()).order_by(Period.valid_from))
    border = date(year.valid_from.year + 1, 2, 1)
    parts = (
        [one for one in usual if one.valid_to < border],
        [one for one in usual if one.valid_to >= border],
    )
    for number, part in enumerate(parts, start=1):
        if part:
            create(
                Period,
                year=year,
                kind="half",
                number=number,
                grade_from=group.grade,
                grade_to=group.grade,
                valid_from=part[0].valid_from,
                valid_to=part[-1].valid_to,
                extra=True,
            )


def debts_end(year: SchoolYear, until: date | None) -> date:
    """The last day on which debts of a year are cleared: the school's own, else a year after its end."""
    return until if until and until > year.valid_to else year.valid_to + YEAR


@deed("terms.debt", of="teaching_group", alone=True)
def clear_debt(
    group: Group, pupil: int, term: Term, value: str, paper: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.5: a debt of the past year is cleared: appended to the sealed year with the protocol; `term` is
    the year, the exam or the course.
    """
    year, today = group.year, now.date()
    board = Board(raw([group], periods_of_groups([group]), (), now))
    stands = board.decision(group, pupil, term)
    said = one_line(paper, limit=PAPER, field="Протокол")
    mode = board.mode(group, pupil, term)
    rules.check_debt("" if term.period or not stands else stands.value, value, mode, group.grade, said)
    last = debts_end(year, board.raw.settings.debts_until)
    if not year.valid_to < today <= last:
        raise Refusal(CLAUSE, f"Долги за этот год принимают после его конца, до {last:%d.%m.%Y}.", Way.MEMO)
    _set(group, term, pupil, Choice(value), stands.id if stands else None, said)


def offered(board: Board, group: Group, term: Term, pupils: Collection[int]) -> dict[int, Choice]:
    """What one press sets: the proposals of those who have no mark yet and enough marks for one."""
    found = {}
    for pupil in pupils:
        proposal = board.proposal(group, pupil, term)
        if proposal.value and board.decision(group, pupil, term) is None:
            found[pupil] = Choice(proposal.value)
    return found
