"""п. 4.3.2: people, duties and pages of a list of staff begin on one day; another position is a change."""

from datetime import date
from typing import Any

import pytest

from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Verdict
from ejournal.loading.scope import Scope, scope
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.imports import ImportLoad
from ejournal.models.people import Duty, Employment
from ejournal.services import imports
from ejournal.services.uploads import NewFile
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, ORDER, bring, compared, open_year
from tests.school import ZONE

pytestmark = [pytest.mark.clause("4.3.2"), pytest.mark.usefixtures("db")]
HEAD = "ФИО;СНИЛС;Должность;Предмет;Классы\n"
ONE = f"{HEAD}Белова Инна Ильинична;999-000-001 15;{{}};Химия;5\n"


def positions() -> list[tuple[str, date, date | None]]:
    rows = Employment.select().order_by(Employment.valid_from, Employment.id)
    return [(row.position, row.valid_from, row.valid_to) for row in rows]


def employed(text: str, since: str) -> ImportLoad:
    """A list loaded from a day that was typed."""
    chosen = Chosen(order=ORDER, since=since)
    found = kinds.prepare("staff", kinds.read(text.encode()), "x", chosen, where())
    register.load("staff", NewFile("import", "x", "text/csv", text.encode()), chosen, found, by=BY, now=NOW)
    newest: ImportLoad = ImportLoad.select().order_by(ImportLoad.id.desc()).get()
    return newest


def where() -> Scope:
    return scope(NOW.date(), None, False)


def days() -> set[date]:
    tables: tuple[Any, ...] = (Employment, Duty, GroupTeacher)
    return {row.valid_from for table in tables for row in table.select()}


def test_everything_of_a_list_begins_on_the_day_that_the_form_shows() -> None:
    open_year()
    shown = kinds.since("staff", Chosen(), where())
    bring("staff", ONE.format("Учитель химии"))
    assert days() == {shown} == {NOW.date()}


def test_a_day_that_is_typed_is_that_of_duties_and_pages_too() -> None:
    open_year()
    employed(ONE.format("Учитель химии"), "2026-09-01")
    assert days() == {date(2026, 9, 1)}


def test_another_position_is_a_change_that_is_told_written_and_taken_back() -> None:
    open_year()
    bring("staff", ONE.format("Администратор электронного журнала"))
    found = compared("staff", ONE.format("Учитель химии"))
    ((_, judged),) = found.rows.items()
    said = "должность: «Администратор электронного журнала» → «Учитель химии»"
    assert (judged.verdict, judged.reasons) == (Verdict.CHANGED, (said,))
    second = employed(ONE.format("Учитель химии"), "2026-09-01")
    assert positions() == [
        ("Администратор электронного журнала", NOW.date(), date(2026, 8, 31)),
        ("Учитель химии", date(2026, 9, 1), None),
    ]
    assert compared("staff", ONE.format("учитель химии")).nothing_new
    imports.undo(second, by=BY, now=NOW)
    assert positions() == [("Администратор электронного журнала", NOW.date(), None)]


def test_a_position_of_the_same_day_is_written_over() -> None:
    open_year()
    bring("staff", ONE.format("Учитель биологии"))
    bring("staff", ONE.format("Учитель химии"))
    assert positions() == [("Учитель химии", NOW.date(), None)]
    assert verify(ZONE) == []


def test_a_file_without_positions_changes_none() -> None:
    open_year()
    bring("staff", ONE.format("Учитель химии"))
    assert compared("staff", ONE.format("")).nothing_new
