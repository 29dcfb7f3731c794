"""Attacks on the append-only tables with raw SQL: each is refused and leaves the rows as they were."""

from collections.abc import Iterable
from typing import Any

import pytest

from ejournal.db import Table, database, on_postgres
from ejournal.migrations import migrate
from ejournal.models import guards
from ejournal.models.audit import AccessLog, Audit, Revision
from ejournal.models.journal import Fact, Mark, RollCall
from tests.models.attacks import Attack, all_replacements, breaches, changes_and_removals
from tests.models.rows import insert
from tests.models.tables import MODELS, descendants, name

HISTORY = {Audit, AccessLog, Revision}

pytestmark = pytest.mark.usefixtures("db")
every_guarded_table = pytest.mark.parametrize("model", guards.APPEND_ONLY, ids=name)


@pytest.mark.clause("4.5.4")
@every_guarded_table
def test_a_row_is_neither_changed_nor_removed(model: type[Table]) -> None:
    assert breaches(name(model), changes_and_removals(model)) == []


@pytest.mark.clause("4.5.4")
@every_guarded_table
def test_a_row_is_not_replaced_through_any_key(model: type[Table]) -> None:
    assert breaches(name(model), all_replacements(model)) == []


@every_guarded_table
def test_no_setting_of_the_session_opens_a_table(model: type[Table]) -> None:
    attacks = [*changes_and_removals(model), *all_replacements(model)]
    opening = "SET session_replication_role = replica" if on_postgres() else "PRAGMA foreign_keys = 0"
    database.execute_sql(opening)
    assert breaches(name(model), attacks) == []


@every_guarded_table
def test_no_deed_upon_a_parent_reaches_the_row(model: Any) -> None:
    keys = [key.column_name for key in model._meta.refs]
    row = insert(model, *keys)
    attacks = []
    for key in model._meta.refs:
        parent, at_parent = name(key.rel_model), (row[key.column_name],)
        attacks.append(Attack(f"DELETE FROM {parent} WHERE id = ?", at_parent))
        attacks.append(Attack(f"UPDATE {parent} SET id = id + 100000 WHERE id = ?", at_parent))
        if on_postgres():
            attacks.append(Attack(f"TRUNCATE {parent} CASCADE"))
    assert breaches(name(model), attacks) == []


def test_a_new_unique_index_is_guarded_after_the_next_migration() -> None:
    database.execute_sql(
        "CREATE UNIQUE INDEX roll_call_once ON roll_call (late_days, deed) WHERE at IS NOT NULL"
    )
    migrate()
    attacks = all_replacements(RollCall)
    assert any("ON CONFLICT (late_days, deed)" in attack.statement for attack in attacks)
    assert breaches("roll_call", attacks) == []


def unguarded(guarded: Iterable[type[Table]]) -> set[str]:
    """Tables that must be append-only and are not: every fact, the history, whatever carries a deed's key."""
    facts = set(descendants(Fact)) | HISTORY
    sealed = {model for model in MODELS.values() if "deed" in model._meta.fields}
    return {name(model) for model in (facts | sealed) - set(guarded)}


def test_every_fact_and_every_page_of_history_is_guarded() -> None:
    assert unguarded(guards.APPEND_ONLY) == set()


def test_a_table_that_is_left_out_is_found() -> None:
    assert unguarded(set(guards.APPEND_ONLY) - {Mark, AccessLog}) == {"mark", "access_log"}
