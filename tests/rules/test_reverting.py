"""п. 3.5, 4.5.4: what is put back never breaks the lesson; the deeds are in tests/services."""

from typing import Any

import pytest

from ejournal.rules.refusal import Refusal
from ejournal.rules.reverting import (
    ABSENT,
    CHANGED,
    MARKED,
    NO_COLUMN,
    TWICE,
    Plan,
    Thing,
    check_decider,
    plan,
    trail,
)

pytestmark = pytest.mark.clause("3.5")
LESSON, COLUMN, ANYA, BORYA = 5, 7, 1, 2
MARK, BORYAS = Thing("mark", LESSON, COLUMN, ANYA), Thing("mark", LESSON, COLUMN, BORYA)
ABSENCE, WORK = Thing("absence", LESSON, 0, ANYA), Thing("work", LESSON, COLUMN, 0)
THERE, GONE = {"kind": "quiz", "removed": False}, {"kind": "quiz", "removed": True}


def made(*changes: tuple[Thing, bool, Any], columns: dict[int, str] | None = None) -> Plan:
    """The plan after these changes, each of a thing and mine or not; `columns` are there now."""
    there = {COLUMN: "quiz"} if columns is None else columns
    told = [(*thing, mine, fact, value) for fact, (thing, mine, value) in enumerate(changes, start=1)]
    return plan(trail(told, {number: (LESSON, kind) for number, kind in there.items()}))


def left(found: Plan) -> list[tuple[Thing, str]]:
    return [(one.thing, one.why) for one in found.left]


def test_a_thing_goes_back_to_what_it_was_before_the_first_change_of_the_session() -> None:
    (step,) = made((MARK, False, "4"), (MARK, True, "2"), (MARK, True, "3")).steps
    assert (step.thing, step.before, step.now, step.fact) == (MARK, "4", "3", 3)


def test_what_the_session_itself_has_put_right_needs_nothing() -> None:
    assert made((MARK, False, "4"), (MARK, True, "2"), (MARK, True, "4")) == Plan((), ())


def test_what_the_session_did_not_touch_is_no_part_of_it() -> None:
    assert made((MARK, False, "4"), (BORYAS, False, "")) == Plan((), ())


def test_a_change_of_another_after_or_between_leaves_the_thing_alone() -> None:
    assert left(made((MARK, True, "2"), (MARK, False, "3"))) == [(MARK, CHANGED)]
    assert left(made((MARK, True, "2"), (MARK, False, "3"), (MARK, True, "4"))) == [(MARK, CHANGED)]


def test_a_column_stays_while_a_mark_stands_in_it_and_goes_with_its_last_one() -> None:
    both = ((WORK, True, THERE), (MARK, True, "2"), (BORYAS, True, "3"))
    assert {step.thing for step in made(*both).steps} == {WORK, MARK, BORYAS}
    found = made(*both, (BORYAS, False, "5"))
    assert [step.thing for step in found.steps] == [MARK]
    assert left(found) == [(BORYAS, CHANGED), (WORK, MARKED)]


def test_the_column_of_answers_is_there_anyway() -> None:
    assert made((WORK, True, {"kind": "answer", "removed": False}), columns={COLUMN: "answer"}) == Plan(
        (), ()
    )


def test_a_column_does_not_come_back_beside_another_of_its_kind() -> None:
    changes = ((WORK, False, THERE), (WORK, True, GONE))
    assert [step.thing for step in made(*changes, columns={}).steps] == [WORK]
    assert left(made(*changes, columns={8: "quiz"})) == [(WORK, TWICE)]


def test_a_mark_does_not_come_back_into_no_column() -> None:
    changes = ((MARK, False, "4"), (MARK, True, ""))
    assert [step.thing for step in made(*changes).steps] == [MARK]
    assert left(made(*changes, columns={})) == [(MARK, NO_COLUMN)]


def test_neither_mark_nor_absence_comes_back_to_the_other() -> None:
    assert left(made((MARK, False, "4"), (MARK, True, ""), (ABSENCE, False, "Н"))) == [(MARK, ABSENT)]
    assert left(made((ABSENCE, False, "Н"), (ABSENCE, True, ""), (MARK, False, "4"))) == [(ABSENCE, ABSENT)]
    late = made((MARK, False, "4"), (MARK, True, ""), (ABSENCE, False, "ОП"))
    assert [step.thing for step in late.steps] == [MARK]


def test_the_seal_is_of_the_plan_and_of_nothing_else() -> None:
    one, same = (made((MARK, True, "2")) for _ in range(2))
    assert one.seal == same.seal
    assert one.seal != made((MARK, True, "3")).seal != made((MARK, True, "2"), (BORYAS, True, "2")).seal


def test_another_decides_about_a_session() -> None:
    check_decider(1, 2)
    with pytest.raises(Refusal):
        check_decider(1, 1)
