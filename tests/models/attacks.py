"""Attacks with raw SQL on a table that only ever grows, made from the table's own fields and indexes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from peewee import IntegrityError

from ejournal.db import database, on_postgres
from tests.models.rows import Row, insert, new_values
from tests.models.tables import name


@dataclass(frozen=True)
class Attack:
    statement: str
    values: tuple[Any, ...] = ()

    def run(self) -> None:
        marker = "%s" if on_postgres() else "?"
        database.execute_sql(self.statement.replace("?", marker), self.values)


@dataclass(frozen=True)
class Unique:
    """The columns of a unique index, and the WHERE of a partial one."""

    columns: tuple[str, ...]
    where: str = ""


def uniques(table: str) -> Iterator[Unique]:
    yield Unique(("id",))
    for index in database.get_indexes(table):
        if index.unique and index.columns != ["id"]:
            yield Unique(tuple(index.columns), (index.sql or "").partition(" WHERE ")[2])


def contents(table: str) -> list[Any]:
    return list(database.execute_sql(f"SELECT * FROM {table} ORDER BY id").fetchall())


def breaches(table: str, attacks: Iterable[Attack]) -> list[str]:
    """The attacks that were not refused as IntegrityError, or that changed the table all the same."""
    before = contents(table)
    found = []
    for attack in attacks:
        try:
            attack.run()
            found.append(f"not refused: {attack}")
        except IntegrityError:
            if contents(table) != before:
                found.append(f"refused, yet changed: {attack}")
    return found


def plain_attacks(model: Any, row: Row) -> Iterator[Attack]:
    """UPDATE of every column and DELETE, in every manner of speaking."""
    table, at_row = name(model), (row["id"],)
    manners = ("UPDATE",) if on_postgres() else ("UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE")
    for manner in manners:
        for field in model._meta.sorted_fields:
            column = field.column_name
            yield Attack(f"{manner} {table} SET {column} = {column} WHERE id = ?", at_row)
    yield Attack(f"DELETE FROM {table} WHERE id = ?", at_row)
    yield Attack(f"DELETE FROM {table}")


def postgres_attacks(table: str, row: Row) -> Iterator[Attack]:
    yield Attack(f"TRUNCATE {table} CASCADE")
    source = f"MERGE INTO {table} USING (SELECT 1) AS one ON {table}.id = ? WHEN MATCHED THEN"
    yield Attack(f"{source} DELETE", (row["id"],))
    yield Attack(f"{source} UPDATE SET id = {table}.id", (row["id"],))


def replacements(model: Any, unique: Unique) -> Iterator[Attack]:
    """A stored row, and another put in its place through one unique index."""
    row = insert(model, *unique.columns)
    other = new_values(model, *unique.columns) | {column: row[column] for column in unique.columns}
    columns, values = ", ".join(other), tuple(other.values())
    into = f"INTO {name(model)} ({columns}) VALUES ({', '.join('?' for _ in values)})"
    target = f"({', '.join(unique.columns)})" + (f" WHERE {unique.where}" if unique.where else "")
    changes = ", ".join(f"{column} = excluded.{column}" for column in other)
    yield Attack(f"INSERT {into} ON CONFLICT {target} DO UPDATE SET {changes}", values)
    if not on_postgres():
        yield Attack(f"REPLACE {into}", values)
        yield Attack(f"INSERT OR REPLACE {into}", values)


def replacement_by_rowid(model: Any) -> Attack:
    """SQLite: the hidden key, which is unique without any index where `id` is not an INTEGER key."""
    insert(model)
    (rowid,) = database.execute_sql(f"SELECT max(rowid) FROM {name(model)}").fetchone()
    other = new_values(model)
    marks = ", ".join("?" for _ in other)
    statement = f"INSERT OR REPLACE INTO {name(model)} (rowid, {', '.join(other)}) VALUES (?, {marks})"
    return Attack(statement, (rowid, *other.values()))


def all_replacements(model: Any) -> list[Attack]:
    attacks = [attack for unique in list(uniques(name(model))) for attack in replacements(model, unique)]
    return attacks if on_postgres() else [*attacks, replacement_by_rowid(model)]


def changes_and_removals(model: Any) -> list[Attack]:
    row = insert(model)
    attacks = list(plain_attacks(model, row))
    return [*attacks, *postgres_attacks(name(model), row)] if on_postgres() else attacks
