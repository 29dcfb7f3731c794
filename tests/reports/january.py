"""The demo school as it stands in January, when the first half-year is printed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from ejournal.db import database
from ejournal.demo import run
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.settings import Setting
from ejournal.reports.printing import Order
from tests import demos

NOW = datetime(2027, 1, 12, 10, 15, tzinfo=run.ZONE)
FIRST, LAST = "2026-09-01", "2026-12-30"


@contextmanager
def january(factory: pytest.TempPathFactory, *, apart: bool = False) -> Iterator[None]:
    """Query the demo of 12 January 2027; `apart` is where the school prints what is no class.

    In one volume with the class there is more to be lost: the tests of the volume look there.
    """
    with demos.opened(factory, NOW):
        Setting.create(name="own_journals_apart", value=json.dumps(apart))
        yield


def order(grade: int, half: int = 1) -> Order:
    year = SchoolYear.get()
    own = ClassYear.get((ClassYear.year == year) & (ClassYear.grade == grade))
    return Order(year, own.cohort_id, grade, half)


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of plain SQL: what is counted here is not counted by the code that is tested."""
    return list(database.execute_sql(sql, values).fetchall())
