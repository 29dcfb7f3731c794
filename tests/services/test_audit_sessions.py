"""The session of a deed is in the chain since format 2; chains of format 1 stay whole."""

from dataclasses import replace

import pytest

from ejournal.models.audit import Audit
from ejournal.services import audit, lessons
from ejournal.services.verify import verify
from tests.school import ZONE, School, at
from tests.services.steps import call, last_entry, put
from tests.services.test_verify import tamper


def chain(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries of the time before the column, then two of today, one of them from session 7."""
    lesson = school.lesson("algebra")
    with monkeypatch.context() as old:
        old.setattr(audit, "FORMAT", 1)
        call(school, lesson)
        put(school, lesson, "4", at("9:40"))
    put(school, lesson, "5", at("9:41"))
    lessons.save_topic(lesson, "Одночлены", 0, by=replace(school.actor("vera"), session=7), now=at("9:42"))


def test_a_chain_of_both_formats_is_whole(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    chain(school, monkeypatch)
    newest = list(Audit.select(Audit.format, Audit.session).order_by(Audit.id).tuples())[-4:]
    assert newest == [(1, None), (1, None), (2, None), (2, 7)]
    assert verify(ZONE) == []


def test_entries_of_the_first_format_hash_as_they_did(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written anew from that format: no word of a session is in it."""
    with monkeypatch.context() as old:
        old.setattr(audit, "FORMAT", 1)
        call(school, school.lesson("algebra"))
    entry = {**last_entry().__data__}
    del entry["session"]
    monkeypatch.setattr(audit, "ADDED", {})
    assert audit.entry_hash(entry) == entry["hash"]


@pytest.mark.parametrize("change", ["session = 8 WHERE session = 7", "session = NULL WHERE session = 7"])
def test_a_changed_session_is_found(school: School, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    chain(school, monkeypatch)
    assert tamper(f"UPDATE audit SET {change}") == [f"журнал изменений: запись {last_entry().id} изменена"]


def test_a_session_put_into_an_old_entry_is_found(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    chain(school, monkeypatch)
    number = last_entry().id - 2
    faults = tamper(f"UPDATE audit SET session = 7 WHERE id = {number}")
    assert faults == [f"журнал изменений: запись {number} изменена"]
