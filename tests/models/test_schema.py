"""The migrated schema equals the models, on both engines."""

from typing import Any

import pytest

from ejournal.db import database, on_postgres
from tests.models.tables import MODELS, name

OF_THE_RUNNER = {"schema_migration", "sqlite_sequence"}

pytestmark = pytest.mark.usefixtures("db")


def fields(model: Any) -> list[Any]:
    return list(model._meta.sorted_fields)


def keys(table: str) -> list[Any]:
    return list(MODELS[table]._meta.refs)


def on_delete_rules(table: str) -> dict[str, str]:
    """Column of each foreign key → what its deletion does."""
    if not on_postgres():
        return {row[3]: row[6] for row in database.execute_sql(f"PRAGMA foreign_key_list({table})")}
    names = {"r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT", "a": "NO ACTION"}
    rows = database.execute_sql(
        "SELECT a.attname, c.confdeltype FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        " WHERE c.contype = 'f' AND c.conrelid = %s::regclass",
        (table,),
    )
    return {column: names[rule] for column, rule in rows}


def test_there_is_a_table_for_each_model_and_no_other() -> None:
    assert set(database.get_tables()) - OF_THE_RUNNER == set(MODELS)


def test_the_columns_are_those_of_the_model_and_as_nullable() -> None:
    stored = {table: {c.name: c.null for c in database.get_columns(table)} for table in MODELS}
    assert stored == {table: {f.column_name: f.null for f in fields(m)} for table, m in MODELS.items()}


def test_foreign_keys_point_where_the_models_say() -> None:
    stored = {table: {k.column: k.dest_table for k in database.get_foreign_keys(table)} for table in MODELS}
    assert stored == {table: {k.column_name: name(k.rel_model) for k in keys(table)} for table in MODELS}


def test_no_foreign_key_deletes_or_empties_what_refers_to_it() -> None:
    stored = {table: on_delete_rules(table) for table in MODELS}
    assert stored == {table: {k.column_name: "RESTRICT" for k in keys(table)} for table in MODELS}


def test_the_models_say_restrict_too() -> None:
    others = [f"{table}.{k.name}" for table in MODELS for k in keys(table) if k.on_delete != "RESTRICT"]
    assert others == []


def test_what_a_model_calls_unique_the_database_keeps_unique() -> None:
    stored = {(table, *i.columns) for table in MODELS for i in database.get_indexes(table) if i.unique}
    assert {(table, f.column_name) for table, m in MODELS.items() for f in fields(m) if f.unique} <= stored
