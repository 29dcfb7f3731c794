"""The reversal of a session: what it wrote is put back by new facts, and nothing is erased."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models import journal, session_deeds
from ejournal.models.grounds import AbsenceGround, AbsenceGroundEnd
from ejournal.models.journal import Absence, LessonText, Mark, MarkWithdrawal, Work
from ejournal.models.memos import Annulment
from ejournal.models.outside import OutsideWithdrawal
from ejournal.models.plans import PlanItem
from ejournal.models.reversals import Reversal, WeekReopening
from ejournal.models.session_deeds import Span
from ejournal.models.sessions import Session
from ejournal.models.terms import TermExtensionWithdrawal, TermGround, TermMark, TermMarkReversal
from ejournal.models.timetable import Lesson
from ejournal.rules import reverting as rules
from ejournal.rules.marks import is_set
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.reverting import Plan, Step
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed, moment, remove, revise
from ejournal.services.lessons import lock

REASON = 300  # signs
STALE = "Пока страница была открыта, в журнале что-то изменилось. Посмотрите ещё раз: ничего не отменено."


def plan(span: Span) -> Plan:
    """What a reversal would do now."""
    columns = session_deeds.columns_there(session_deeds.lessons_of(span))
    return rules.plan(rules.trail(session_deeds.changes(span), columns))


@deed("session.revert", of="session")
def revert(
    session: Session, since: datetime, until: datetime, reason: str, seen: str, *, by: Actor, now: datetime
) -> None:
    """п. 3.5, 4.5.4: what a stranger wrote with somebody's session does not stand.

    `seen` is the seal of the plan that the deputy saw: another one refuses. All of it is done or nothing.
    """
    reason = one_line(reason, limit=REASON, field="Причина")
    rules.check_decider(session.person_id, by.person)
    if not reason:
        raise Refusal(rules.CLAUSE, "Напишите, почему всё это отменяется: причина останется в журнале.")
    span = Span(session.id, since, until)
    _lock(session_deeds.lessons_of(span))
    found = plan(span)
    if found.seal != seen:
        raise Refusal("", STALE, Way.RELOAD)
    if not found.steps:
        raise Refusal("", "За это время отменять нечего.")
    reversal = add_fact(
        Reversal, **span._asdict(), reason=reason, done=len(found.steps), kept=len(found.left)
    )
    _marks([step for step in found.steps if step.thing.kind == "mark"], reversal, now)
    _attendance([step for step in found.steps if step.thing.kind == "absence"], now)
    for step in found.steps:
        if step.thing.kind == "text":
            _text(step, by, now)
        elif step.thing.kind == "work":
            revise(Work.get_by_id(step.thing.record), removed=not step.before)
        elif step.thing.kind == "term" and not step.before:
            add_fact(TermMarkReversal, mark=step.fact, reversal=reversal)
        elif not step.thing.lesson:
            _beside(step, reversal)


def _lock(lessons: Iterable[int]) -> None:
    """In the order of their numbers, so that two deeds never wait for each other."""
    for lesson in Lesson.select().where(Lesson.id.in_(list(lessons))).order_by(Lesson.id):
        lock(lesson)


def _marks(steps: list[Step], reversal: Reversal, now: datetime) -> None:
    """What stood before stands again, set from this moment; a set mark of the session is annulled."""
    lessons = {step.thing.lesson for step in steps}
    handed_in = journal.hand_ins(lessons)
    standing = {cell.id: cell for cell in journal.cell_marks(lessons)}
    for step in steps:
        thing, cell = step.thing, standing[step.fact]
        if step.before:
            cells = {"work": thing.record, "pupil": thing.pupil, "place": 1, "value": step.before}
            add_fact(Mark, **cells, entry_until=now, slip_of=step.fact)
        else:
            add_fact(MarkWithdrawal, mark=step.fact)
        if step.now and is_set(cell.at, cell.entry_until, handed_in.get(thing.lesson), now):
            add_fact(Annulment, mark=step.fact, reversal=reversal)


def _attendance(steps: list[Step], now: datetime) -> None:
    """An event with the code before supersedes that of the session; its stamp says how late it is."""
    lessons = {step.thing.lesson for step in steps}
    query: Any = Lesson.select(Lesson.id, Lesson.date).where(Lesson.id.in_(lessons)).tuples()
    days: dict[int, date] = dict(query)
    for step in steps:
        thing, late = step.thing, (now.date() - days[step.thing.lesson]).days
        cell = {"lesson": thing.lesson, "pupil": thing.pupil, "code": step.before}
        add_fact(Absence, **cell, late_days=late, replaces=step.fact)


def _beside(step: Step, reversal: Reversal) -> None:
    """п. 4.5.5, 4.4.3, 2.1: what is of no lesson: the decision before, or the fact that ends it."""
    number = step.thing.record
    if step.thing.kind == "term":
        _term_mark(step)
    elif step.thing.kind == "ground":
        ground = AbsenceGround.get_by_id(number)
        add_fact(AbsenceGroundEnd, ground=ground, since=ground.first)
    elif step.thing.kind == "week":
        add_fact(WeekReopening, closing=number, reversal=reversal)
    elif step.thing.kind == "outside":
        add_fact(OutsideWithdrawal, statement=number)
    else:
        add_fact(TermExtensionWithdrawal, extension=number)


def _term_mark(step: Step) -> None:
    """The decision that stood before, as a new one that supersedes that of the session."""
    stands, (value, reason, words, paper) = TermMark.get_by_id(step.fact), step.before
    whose = {name: getattr(stands, f"{name}_id") for name in ("group", "pupil", "period")}
    mark = add_fact(TermMark, **whose, kind=stands.kind, value=value, replaces=stands)
    if reason or words or paper:
        add_fact(TermGround, mark=mark, reason=reason, words=words, paper=paper)


def _text(step: Step, by: Actor, now: datetime) -> None:
    """The version before as a new one; what was not there before the session is removed."""
    row = LessonText.get_by_id(step.thing.record)
    if step.before is None:
        remove(row)
        return
    due, item = step.before["due"], step.before["plan_item"]
    said = {name: step.before[name] for name in ("text", "absent", "draft", "late_days")}
    said["plan_item"] = item if item and PlanItem.get_or_none(PlanItem.id == item) else None
    said |= {"due": date.fromisoformat(due) if due else None, "saved_at": moment(), "saved_by": by.person}
    revise(row, **said)
