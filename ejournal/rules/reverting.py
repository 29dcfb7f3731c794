"""п. 4.5.4, 3.5: what of a session is put back: whatever is still as that session left it, no more."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ejournal.rules.attendance import missed
from ejournal.rules.copies import ALWAYS_THERE
from ejournal.rules.refusal import Refusal

CLAUSE = "3.5"
CHANGED = "после сеанса это изменили ещё раз: оставлено как есть"
MARKED = "в колонке стоят отметки, которые остаются"
TWICE = "такая колонка на уроке уже есть другая"
NO_COLUMN = "этой колонки на уроке больше нет"
ABSENT = "иначе у отсутствующего ученика стояла бы отметка"


ENDED = "то, что закончено или снято, не возвращается: запишите снова"


Kind = str  # mark, absence, text, work; beside lessons: term, ground, week, outside, extension


class Thing(NamedTuple):
    """One cell or record of a lesson: `record` is a column, a text, or 0; `pupil` that of a cell, or 0.

    Beside lessons `lesson` is 0 and `record` the number of the fact.
    """

    kind: Kind
    lesson: int
    record: int
    pupil: int


class Event(NamedTuple):
    """What became of a thing, in the order of the chain: `mine` says that the session did it in the span.

    `value`: a mark or a code, "" for none; the fields of a text, None for none; of a column its kind, "" for
    none. `fact` is the number of the row that stands since then.
    """

    mine: bool
    value: Any
    fact: int


Trail = Mapping[Thing, list[Event]]  # every thing of the lessons that the session wrote in


class Step(NamedTuple):
    """A thing that is put back from `now` to `before`; `fact` is the row that stands now."""

    thing: Thing
    before: Any
    now: Any
    fact: int


class Left(NamedTuple):
    """A thing that is left as it is, and why."""

    thing: Thing
    before: Any
    now: Any
    why: str


@dataclass(frozen=True)
class Plan:
    """What is put back and what of the changed is left."""

    steps: tuple[Step, ...]
    left: tuple[Left, ...]

    @property
    def seal(self) -> str:
        """The same for the same plan alone: by it a preview is known to be of this very moment."""
        return hashlib.sha256(repr((self.steps, self.left)).encode()).hexdigest()[:32]


Change = tuple[Kind, int, int, int, bool, int, Any]  # a Thing, then an Event: mine, its row, what it was


def trail(changes: Iterable[Change], columns: Mapping[int, tuple[int, str]]) -> Trail:
    """Changes in the order of the chain, thing by thing; `columns`: lesson and kind of those there now."""
    found: dict[Thing, list[Event]] = {}
    for kind, lesson, record, pupil, mine, fact, value in changes:
        told = _column(value) if kind == "work" else value
        found.setdefault(Thing(kind, lesson, record, pupil), []).append(Event(mine, told, fact))
    for number, (lesson, code) in columns.items():
        found.setdefault(Thing("work", lesson, number, 0), [Event(False, code, 0)])
    return found


def _column(fields: dict[str, Any] | None) -> Any:
    """The kind of a column while it is there."""
    return fields["kind"] if fields and not fields["removed"] else ""


def plan(trail: Trail) -> Plan:
    """Everything that the session changed, as a step back or as something left with its reason."""
    steps: list[Step] = []
    left: list[Left] = []
    for thing, events in trail.items():
        own = [place for place, event in enumerate(events) if event.mine]
        before = events[own[0] - 1].value if own and own[0] else _nothing(thing)
        newest = events[-1] if events else Event(False, _nothing(thing), 0)
        if not own or _same(before, newest.value) or (thing.kind == "work" and newest.value == ALWAYS_THERE):
            continue  # nothing to put back; every lesson has a column for answers
        changed = not all(event.mine for event in events[own[0] :])
        if why := CHANGED if changed else _forever(thing, before):
            left.append(Left(thing, before, newest.value, why))
        else:
            steps.append(Step(thing, before, newest.value, newest.fact))
    return _agreed(trail, steps, left)


def _forever(thing: Thing, before: Any) -> str:
    """Why no appended fact takes it back; "" when one does."""
    return ENDED if not thing.lesson and thing.kind != "term" and before else ""


def check_decider(owner: int, decider: int | None) -> None:
    """Nobody judges the own session: another deputy does, or who acts for the deputy by order."""
    if owner == decider:
        raise Refusal(
            CLAUSE,
            "Это ваш сеанс: его отменяет другой заместитель директора или кто замещает вас по приказу.",
        )


def _agreed(trail: Trail, steps: list[Step], left: list[Left]) -> Plan:
    """Without the steps that would break a rule of the lesson; each that goes may take others with it."""
    while faults := dict(_faults(trail, steps)):
        left += [Left(s.thing, s.before, s.now, faults[s.thing]) for s in steps if s.thing in faults]
        steps = [step for step in steps if step.thing not in faults]
    return Plan(tuple(sorted(steps, key=_order)), tuple(sorted(left, key=_order)))


def _order(one: Step | Left) -> Thing:
    return one.thing


def _faults(trail: Trail, steps: list[Step]) -> Iterable[tuple[Thing, str]]:
    """Steps after which a mark would stand in no column or with an absent pupil, or two columns be alike."""
    after = {thing: events[-1].value for thing, events in trail.items() if events}
    after |= {step.thing: step.before for step in steps}
    marks = [thing for thing, value in after.items() if thing.kind == "mark" and value]
    marked = {(thing.lesson, thing.pupil) for thing in marks}
    filled = {thing.record for thing in marks}
    columns = {thing.record: value for thing, value in after.items() if thing.kind == "work"}
    away = {(t.lesson, t.pupil) for t, code in after.items() if t.kind == "absence" and missed(code)}
    kinds = [(thing.lesson, value) for thing, value in after.items() if thing.kind == "work"]
    for thing, before, _, _ in steps:
        if thing.kind == "work" and not before and thing.record in filled:
            yield thing, MARKED
        elif thing.kind == "work" and before and kinds.count((thing.lesson, before)) > 1:
            yield thing, TWICE
        elif thing.kind == "mark" and before and not columns.get(thing.record):
            yield thing, NO_COLUMN
        elif thing.pupil and (thing.lesson, thing.pupil) in marked & away:
            yield thing, ABSENT


def _nothing(thing: Thing) -> Any:
    return None if thing.kind == "text" else ""


SAID = ("text", "absent", "due", "draft", "plan_item")  # of a topic or homework; the rest tells when and how


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one.get(name) == other.get(name) for name in SAID)
    return bool(one == other)
