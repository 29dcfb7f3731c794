"""п. 4.4.4: what a family is told to do about a term mark to come, in words; nothing that cannot happen."""

from collections.abc import Sequence
from datetime import timedelta

from ejournal.models.curriculum import Group, Period
from ejournal.models.terms import Term
from ejournal.reports.weights import Told
from ejournal.rules import forecast as rules
from ejournal.rules.forecast import Time
from ejournal.rules.gradings import FIVE
from ejournal.rules.term_board import Board
from ejournal.wording import plural

UNTIL = {"quarter": "четверти", "half": "полугодия", "trimester": "триместра"}
WEEK = timedelta(days=7)


def of_subject(board: Board, group: Group, pupil: int, period: Period, weights: Told) -> str:
    """п. 4.4.4: what lifts the mark of a pupil in the time that is left; "" when the period is over."""
    term, today = Term("period", period.id), board.raw.now.date()
    if today > period.valid_to or board.mode(group, pupil, term) != FIVE:
        return ""
    proposal = board.proposal(group, pupil, term)
    lacking = max(board.minimum(group, pupil, term) - proposal.count, 0)
    time = Time(lacking, _lessons(board, group, period), (period.valid_to - today).days)
    until = UNTIL.get(period.kind, "периода")
    return _late(time, until) or _advice(board.record(group, pupil, term).marks, board, weights, time, until)


def _lessons(board: Board, group: Group, period: Period) -> int | None:
    """How many lessons of a page are left; None while the timetable does not reach the end of the period."""
    days = [one.day for one in board.raw.lessons if period.valid_from <= one.day <= period.valid_to]
    if not days or max(days) < period.valid_to - WEEK:
        return None
    own, now = board.lessons.get(group.id, ()), board.raw.now
    return sum(one.starts_at > now and one.day <= period.valid_to for one in own)


def _late(time: Time, until: str) -> str:
    """«до конца четверти осталось 3 урока, а отметок не хватает ещё 7: поговорите с учителем»."""
    if time.lessons is None or time.lacking <= time.lessons:
        return ""
    lack = f"а отметок не хватает ещё {time.lacking}: поговорите с учителем"
    return f"до конца {until} {_left(time.lessons)}, {lack}"


def _left(lessons: int) -> str:
    if not lessons:
        return "уроков больше нет"
    left = plural(lessons, "остался", "осталось", "осталось")
    return f"{left} {lessons} {plural(lessons, 'урок', 'урока', 'уроков')}"


def _advice(marks: Sequence[tuple[str, int]], board: Board, weights: Told, time: Time, until: str) -> str:
    """«чтобы получить «4»: 2 «5» за ответы или 1 «4» за контрольные»."""
    of = {weights.answer: "за ответы", weights.control: "за контрольные"}
    if weights.answer == weights.control:
        of = {weights.answer: "за любые работы"}
    target = rules.next_better(marks, board.norms)
    if not target:
        return ""
    found = rules.needed(marks, target, board.norms, tuple(of), time)
    if found:
        said = (f"{one.marks} «{one.value}» {of[one.weight]}" for one in found)
        return f"чтобы получить «{target}»: {' или '.join(said)}"
    late = time.short and time.lessons is not None
    return f"«{target}» до конца {until} уже не успеть: {_left(time.lessons or 0)}" if late else ""
