"""Memos: how a mistake in the journal is told of, decided, and put right with its trace."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models import journal
from ejournal.models import memos as stored
from ejournal.models.curriculum import members_on
from ejournal.models.journal import CellMark, Mark, MarkWithdrawal, Work
from ejournal.models.memos import Annulment, Memo, MemoDecision, RequestDecision
from ejournal.models.requests import LateRequest, lines_of
from ejournal.models.second_marks import page_of
from ejournal.models.term_memos import next_number
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.rules import attendance
from ejournal.rules import memos as rules
from ejournal.rules.marks import CLAUSE, is_set
from ejournal.rules.openings import Ground
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.rules.works import WorkKind, kind
from ejournal.services.deeds import add_fact, deed, moment
from ejournal.services.mark_cells import check_giver, check_owed, ways_of
from ejournal.services.openings import open_lesson

WORDS, EVIDENCE = 300, 200  # signs
GONE = "Этой отметки уже нет на своём месте: её исправили или сняли раньше. Обновите страницу."


@deed("memo.write", of="lesson", alone=True)
def report_mistake(
    lesson: Lesson,
    mark: int,
    becomes: str,
    pupil: int | None,
    reason: str,
    words: str,
    evidence: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.4: a set mark is wrong: `becomes` should stand, "" for nothing, and with `pupil` when given."""
    words, evidence = said(words, evidence)
    check_giver(lesson, by)
    standing = _standing(lesson, mark, now)
    rules.check_reason(reason, words, rules.REASONS)
    chosen, here = _kind_of(standing.work), page_of(standing.work) is None
    mode = ways_of(lesson).of(lesson.group_id, pupil or standing.pupil, lesson.date)
    rules.check_correction(mode, standing.value, becomes, pupil is not None, chosen.two and here)
    if pupil is not None:
        _check_cell(lesson, standing.work, pupil, standing.pupil)
    waiting = stored.waiting_for(mark)
    if waiting:
        raise Refusal(CLAUSE, f"Записка № {waiting.number} об этой отметке уже ждёт решения.", Way.RELOAD)
    explained = {"reason": reason, "words": words, "evidence": evidence}
    _write(lesson, "mark", mark=mark, becomes=becomes, pupil=pupil, **explained)


@deed("memo.write", of="lesson", alone=True)
def ask_to_open(lesson: Lesson, reason: str, words: str, evidence: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2, 4.5.4: a lesson that is shut, or whose works are past their deadline, should be opened."""
    words, evidence = said(words, evidence)
    check_giver(lesson, by)
    rules.check_reason(reason, words, rules.OPENING_REASONS)
    if now.date() <= lesson.date:
        raise Refusal(CLAUSE, "День этого урока ещё не прошёл: всё можно записать без записки.")
    _write(lesson, "opening", becomes="", reason=reason, words=words, evidence=evidence)


@deed("memo.decide", of="lesson", alone=True)
def decide(
    lesson: Lesson,
    memo: Memo,
    approved: bool,
    words: str,
    until: date | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.4: the decision about a memo; an approved one is done at once, under the same entry."""
    words = one_line(words, limit=WORDS, field="Решение")
    rules.check_decider(memo.by_id, by.person)
    rules.check_verdict(approved, words)
    if MemoDecision.select().where(MemoDecision.memo == memo).exists():
        raise Refusal(CLAUSE, "По этой записке решение уже принято. Обновите страницу.", Way.RELOAD)
    if not approved:
        until = None
    elif memo.kind == "mark":
        until = None
        _correct(lesson, memo, now)
    else:
        until = rules.check_until(until, now.date())
        _open([lesson], "prolonged", f"служебная записка № {memo.number}", until, now)
    add_fact(MemoDecision, memo=memo, approved=approved, words=words, until=until)


@deed("requests.decide", of="late_request", alone=True)
def decide_request(
    request: LateRequest, approved: bool, words: str, until: date | None, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.2, 4.5.4: what a dropped line brought too late may be written now, or may not."""
    words = one_line(words, limit=WORDS, field="Решение")
    rules.check_decider(request.author_id, by.person)
    rules.check_verdict(approved, words)
    if RequestDecision.select().where(RequestDecision.request == request).exists():
        raise Refusal(CLAUSE, "По этому обращению решение уже принято. Обновите страницу.", Way.RELOAD)
    if approved:
        until = rules.check_until(until, now.date())
        found = (lesson_of(number) for number in {line.lesson for line in lines_of({request.id})})
        _open([one for one in found if one], "request", f"обращение № {request.id}", until, now)
    add_fact(
        RequestDecision, request=request, approved=approved, words=words, until=until if approved else None
    )


def said(words: str, evidence: str) -> tuple[str, str]:
    """What the author of a memo explains, and how it can be proved; a refusal when either is too long."""
    words = one_line(words, limit=WORDS, field="Пояснение")
    return words, one_line(evidence, limit=EVIDENCE, field="Подтверждение")


def _write(lesson: Lesson, kind: str, **values: Any) -> None:
    year = moment().year
    add_fact(Memo, year=year, number=next_number(year), kind=kind, lesson=lesson, **values)


def _standing(lesson: Lesson, mark: int, now: datetime) -> CellMark:
    """The set mark that stands now; refuses one in entry, which its author retypes without a memo."""
    found = next((cell for cell in journal.cell_marks([lesson.id]) if cell.id == mark), None)
    if found is None or found.withdrawn:
        raise Refusal(CLAUSE, GONE, Way.RELOAD)
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    if not is_set(found.at, found.entry_until, handed_in, now):
        raise Refusal("", "Эта отметка ещё в записи: исправьте её прямо в клетке, записка не нужна.")
    return found


def _correct(lesson: Lesson, memo: Memo, now: datetime) -> None:
    """The old mark is annulled and stays readable; the right one stands instead, set from this moment."""
    assert memo.mark_id is not None, "a memo about a mark names it"
    wrong = _standing(lesson, memo.mark_id, now)
    if memo.pupil_id is not None:
        there = _check_cell(lesson, wrong.work, memo.pupil_id, wrong.pupil)
        _set(wrong.work, memo.pupil_id, memo.becomes, there, now)
    if memo.pupil_id is None and memo.becomes:
        _set(wrong.work, wrong.pupil, memo.becomes, wrong.id, now)
    else:
        add_fact(MarkWithdrawal, mark=wrong.id)
    add_fact(Annulment, mark=wrong.id, memo=memo)


def _kind_of(work: int) -> WorkKind:
    return kind(Work.get_by_id(work).kind)


def _set(work: int, pupil: int, value: str, over: int | None, now: datetime) -> None:
    add_fact(Mark, work=work, pupil=pupil, place=1, value=value, entry_until=now, slip_of=over)


def _check_cell(lesson: Lesson, work: int, pupil: int, instead_of: int) -> int | None:
    """The newest mark, taken back, of the cell that a mark is to go to; refuses one that cannot take it."""
    if pupil == instead_of:
        raise Refusal(CLAUSE, "Это тот же ученик: выберите, какая отметка должна стоять у него.")
    if pupil not in members_on(lesson.group_id, lesson.date):
        raise Refusal(CLAUSE, "Этого ученика не было в группе в день урока. Выберите его из списка.")
    _, code = journal.absences([lesson.id], pupil).get((lesson.id, pupil), (0, attendance.PRESENT))
    if attendance.missed(code):
        raise Refusal(CLAUSE, f"Этот ученик на уроке отсутствовал ({code}): отметку ему поставить нельзя.")
    check_owed(lesson, _kind_of(work), pupil)
    there = next((cell for cell in journal.cell_marks([lesson.id], pupil) if cell.work == work), None)
    if there and not there.withdrawn:
        raise Refusal(CLAUSE, f"У этого ученика за эту работу уже стоит «{there.value}».")
    return there.id if there else None


def _open(lessons: Collection[Lesson], ground: Ground, paper: str, until: date, now: datetime) -> None:
    """Lessons of a day that is over are open until the end of `until`; those of today are so anyway."""
    for lesson in sorted(lessons, key=lambda one: one.id):
        if lesson.date < now.date():
            open_lesson(lesson, ground, paper, until)
