"""Connections are kept for the next request, and nothing of the last one stays in them."""

import pytest

from ejournal.db import database, release
from ejournal.models.people import Person, PersonName
from tests.school import School


def test_a_connection_is_kept_for_the_next_and_closed_when_it_is_not_wanted(school: School) -> None:
    kept = database.connection()
    database.close()
    database.connect()
    assert database.connection() is kept
    database.close()
    release()
    database.connect()
    assert database.connection() is not kept
    assert PersonName.select().exists()


def break_off(person: int) -> None:
    try:
        database.begin()
        Person.update(sex="m").where(Person.id == person).execute()
        raise LookupError
    finally:
        database.close()


def test_a_transaction_left_open_by_an_exception_does_not_leak_into_the_next_checkout(school: School) -> None:
    with pytest.raises(LookupError):
        break_off(school["anya"])
    database.connect()
    assert not database.in_transaction()
    assert Person.get_by_id(school["anya"]).sex == "f"
