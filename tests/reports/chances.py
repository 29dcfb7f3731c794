"""Schools written at random: hypothesis chooses each, always the same ones; all that is written is undone."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal.db import database
from tests.school import School

EXAMPLES = 5


def on_random_schools(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test that takes a `seed` on several; one that fails is told and shrunk."""
    usual = settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    return usual(given(seed=st.integers(0, 2**32 - 1))(test))


@contextmanager
def written(school: School, seed: int, write: Callable[[School, random.Random], Any]) -> Iterator[None]:
    """The school with what `write` put into it by chance, for the time of one example."""
    with database.atomic() as transaction:
        write(school, random.Random(seed))
        yield
        transaction.rollback()
