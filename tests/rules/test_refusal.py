"""A refusal is a plain value that can also be raised."""

import contextlib
import copy
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError

import pytest

from ejournal.rules.refusal import Refusal, Way

REFUSAL = Refusal("3.6", "Тема записана не по-русски.", Way.REPAIR, repair="Грамматика: Articles")


def test_it_speaks_with_its_message() -> None:
    assert str(REFUSAL) == "Тема записана не по-русски."


def test_it_needs_neither_a_way_nor_a_repair() -> None:
    assert (Refusal("", "Нет.").way, Refusal("", "Нет.").repair) == (None, None)


def test_its_fields_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        REFUSAL.clause = "4.5.4"  # type: ignore[misc]  # the assignment under test


def test_equal_refusals_are_equal_and_hash_alike() -> None:
    assert {REFUSAL, copy.copy(REFUSAL)} == {REFUSAL}
    assert Refusal("3.6", "Нет.") != Refusal("", "Нет.")


def test_it_survives_pickling_whatever_way_it_was_made() -> None:
    by_name = Refusal(clause="4.5.4", message="Срок прошёл.", way=Way.MEMO)
    assert pickle.loads(pickle.dumps(by_name)) == by_name
    assert pickle.loads(pickle.dumps(REFUSAL)) == REFUSAL


@contextlib.contextmanager
def _passing() -> Iterator[None]:
    yield


def test_it_goes_through_a_context_manager_and_takes_notes() -> None:
    fresh = copy.copy(REFUSAL)
    with pytest.raises(Refusal) as caught, _passing():
        raise fresh
    caught.value.add_note("at lesson 5")
    assert caught.value.__traceback__ is not None
    assert caught.value.__notes__ == ["at lesson 5"]
