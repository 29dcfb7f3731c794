"""A guard that is dropped, altered or switched off is named, and the next migration puts it back."""

from collections.abc import Callable

import pytest

from ejournal.db import Table, database, on_postgres
from ejournal.migrations import migrate
from ejournal.models import guards
from ejournal.models.journal import Mark
from tests.models.attacks import Attack, all_replacements, breaches, changes_and_removals
from tests.models.tables import name as table_name

pytestmark = pytest.mark.usefixtures("db")

Trigger = tuple[str, str, str]  # name, table, definition

SQLITE_TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
POSTGRES_TRIGGERS = (
    "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
)
ALWAYS_PASSES = (
    "CREATE OR REPLACE FUNCTION ejournal_append_only() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN OLD; END $$"
)


def triggers() -> list[Trigger]:
    query = POSTGRES_TRIGGERS if on_postgres() else SQLITE_TRIGGERS
    return [(str(row[0]), str(row[1]), str(row[2])) for row in database.execute_sql(query).fetchall()]


def drop(name: str, table: str) -> None:
    database.execute_sql(f"DROP TRIGGER {name} ON {table}" if on_postgres() else f"DROP TRIGGER {name}")


def weakened(definition: str) -> str:
    """The same trigger, which no longer stops anything."""
    if on_postgres():
        return definition.replace("EXECUTE", "WHEN (false) EXECUTE")
    return definition.partition("SELECT RAISE")[0] + "SELECT 1; END"


def names() -> set[str]:
    return {name for name, _, _ in triggers()}


def test_a_migrated_database_misses_no_guard() -> None:
    assert {table for _, table, _ in triggers()} == {table_name(m) for m in guards.APPEND_ONLY}
    assert guards.missing() == []


def test_each_dropped_guard_is_named() -> None:
    gone: list[str] = []
    for name, table, _ in triggers():
        drop(name, table)
        gone.append(name)
        assert sorted(guards.missing()) == sorted(gone)


def test_each_altered_guard_is_named() -> None:
    altered: list[str] = []
    for name, table, definition in triggers():
        drop(name, table)
        database.execute_sql(weakened(definition))
        altered.append(name)
        assert sorted(guards.missing()) == sorted(altered)


@pytest.mark.parametrize("model", guards.APPEND_ONLY, ids=table_name)
@pytest.mark.parametrize("attacks_on", [changes_and_removals, all_replacements])
def test_without_its_guards_a_table_would_fall_to_every_attack(
    model: type[Table], attacks_on: Callable[[type[Table]], list[Attack]]
) -> None:
    for name, table, _ in triggers():
        drop(name, table)
    for attack in attacks_on(model):
        with database.atomic() as one:
            attack.run()
            one.rollback()


def switching_off() -> list[str]:
    """Statements of PostgreSQL after which a trigger no longer fires always; SQLite has no such thing."""
    manners = ("DISABLE", "ENABLE", "ENABLE REPLICA")
    return [f"ALTER TABLE mark {manner} TRIGGER mark__row" for manner in manners] if on_postgres() else []


def test_a_guard_that_is_switched_off_is_named() -> None:
    for statement in switching_off():
        database.execute_sql(statement)
        assert guards.missing() == ["mark__row"]
        migrate()
        assert guards.missing() == []


def test_a_guard_function_that_lets_everything_pass_is_found() -> None:
    if on_postgres():
        database.execute_sql(ALWAYS_PASSES)
    assert set(guards.missing()) == (names() if on_postgres() else set())


def test_the_next_migration_puts_every_guard_back() -> None:
    before = names()
    for number, (name, table, definition) in enumerate(triggers()):
        drop(name, table)
        if number % 2:
            database.execute_sql(weakened(definition))
    assert migrate() == []
    assert guards.missing() == []
    assert names() == before
    assert breaches("mark", changes_and_removals(Mark)) == []


def test_a_guard_of_a_unique_index_that_is_no_more_goes_with_the_next_migration() -> None:
    """A week that was opened again may be closed once more, also where the week could be closed but once."""
    before = names()
    if not on_postgres():
        database.execute_sql(
            "CREATE TRIGGER week_closing__insert7 BEFORE INSERT ON week_closing "
            "BEGIN SELECT RAISE(ABORT, 'append-only: week_closing'); END"
        )
        assert names() != before
    migrate()
    assert names() == before
