"""Memos about term marks whose days are over: told of, decided, put right with a trace."""

from datetime import datetime

from ejournal.access import Actor
from ejournal.models import term_memos as stored
from ejournal.models.curriculum import Group
from ejournal.models.term_memos import TermAnnulment, TermMemo, TermMemoDecision
from ejournal.models.terms import Decision, Term, TermGround, TermMark
from ejournal.rules import memos as rules
from ejournal.rules import term_marks
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.term_board import Board
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed
from ejournal.services.memos import WORDS, said
from ejournal.services.term_marks import board_of

CLAUSE = "4.5.5"
GONE = "Этой отметки уже нет на своём месте: её заменили раньше. Обновите страницу."


@deed("memo.term", of="teaching_group", alone=True)
def report_mistake(
    group: Group,
    term: Term,
    pupil: int,
    seen: int,
    becomes: str,
    reason: str,
    words: str,
    evidence: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.5: a term mark (`seen` is its id) whose days are over is wrong: `becomes` should stand."""
    words, evidence = said(words, evidence)
    board = board_of(group, term, now)
    stands = _standing(board, group, term, pupil, seen)
    if board.may_replace(group, pupil, term):
        raise Refusal(CLAUSE, "Срок этой отметки не вышел: замените её прямо на странице, записка не нужна.")
    rules.check_reason(reason, words, rules.REASONS)
    term_marks.check_value(board.mode(group, pupil, term), *_choice(becomes))
    if becomes == (stands.words or stands.value):
        raise Refusal(CLAUSE, f"«{becomes}» уже стоит: выберите, какая отметка должна быть.")
    waiting = stored.waiting_on([group.id]).get(stands.id)
    if waiting:
        raise Refusal(CLAUSE, f"Записка № {waiting} об этой отметке уже ждёт решения.", Way.RELOAD)
    number = stored.next_number(now.year)
    explained = {"reason": reason, "words": words, "evidence": evidence}
    add_fact(TermMemo, year=now.year, number=number, mark=stands.id, becomes=becomes, **explained)


@deed("memo.decide_term", of="teaching_group", alone=True)
def decide(group: Group, memo: TermMemo, approved: bool, words: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.5: the decision about a memo; an approved one is done at once, under the same entry."""
    words = one_line(words, limit=WORDS, field="Решение")
    rules.check_decider(memo.by_id, by.person)
    rules.check_verdict(approved, words)
    if TermMemoDecision.select().where(TermMemoDecision.memo == memo).exists():
        raise Refusal(CLAUSE, "По этой записке решение уже принято. Обновите страницу.", Way.RELOAD)
    if approved:
        _correct(group, memo, now)
    add_fact(TermMemoDecision, memo=memo, approved=approved, words=words)


def _correct(group: Group, memo: TermMemo, now: datetime) -> None:
    """The old mark is annulled and stays readable; the right one takes its place."""
    wrong = TermMark.get_by_id(memo.mark_id)
    term = Term(wrong.kind, wrong.period_id)
    _standing(board_of(group, term, now), group, term, wrong.pupil_id, wrong.id)
    value, words = _choice(memo.becomes)
    whose = {"group": group, "pupil": wrong.pupil_id, "kind": term.kind, "period": term.period}
    right = add_fact(TermMark, value=value, replaces=wrong.id, **whose)
    if words:
        add_fact(TermGround, mark=right, reason="", words=words, paper="")
    add_fact(TermAnnulment, mark=wrong.id, memo=memo)


def _choice(becomes: str) -> tuple[str, str]:
    """The value that is stored, and the sentence that takes its place where there are no marks."""
    if not becomes:
        raise Refusal(CLAUSE, "Выберите, какая отметка должна стоять.")
    words = becomes if becomes in term_marks.WORDS else ""
    return term_marks.WORDS.get(becomes, becomes), words


def _standing(board: Board, group: Group, term: Term, pupil: int, seen: int) -> Decision:
    stands = board.decision(group, pupil, term)
    if stands is None or stands.id != seen:
        raise Refusal(CLAUSE, GONE, Way.RELOAD)
    return stands
