"""The audit chain and the access log: what an entry says, what it never says, how one holds the other."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from ejournal.models.audit import AccessLog, Audit, note_access
from ejournal.models.guards import SEALED
from ejournal.models.journal import Mark
from ejournal.models.memos import Annulment
from ejournal.services import audit, lessons, people
from ejournal.services.verify import verify
from tests.school import BY, STAFF, ZONE, School, at
from tests.services.steps import call, last_entry, put, rows

NOW = at("9:40")
STEPS = Path(__file__).resolve().parents[2] / "ejournal" / "migrations"
KNOWN = {
    "id", "at", "person", "duty", "kind", "object_kind", "object_id", "request", "deed", "facts",
    "format", "salt", "digest", "previous", "hash", "session",
}  # fmt: skip


def entries() -> list[Any]:
    return rows(Audit)


def test_an_entry_holds_the_hash_of_the_one_before_it(school: School) -> None:
    call(school, school.lesson("algebra"))
    found = entries()
    assert [entry.previous for entry in found] == ["0" * 64, *(entry.hash for entry in found[:-1])]
    assert [entry.id for entry in found] == list(range(1, len(found) + 1))


def test_the_head_is_the_newest_entry(school: School) -> None:
    call(school, school.lesson("algebra"))
    assert audit.head() == (last_entry().id, last_entry().hash)


def test_the_head_of_an_empty_chain_is_zeros(db: str) -> None:
    assert audit.head() == (0, "0" * 64)


def test_the_hash_can_be_recomputed_from_the_columns_alone(school: School) -> None:
    """Written anew from the format, not with the product's own function."""
    entry = last_entry()
    values = {name: value for name, value in entry.__data__.items() if name != "hash"}
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == entry.hash


def test_no_personal_value_is_in_the_chain(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, anya="ОП")
    put(school, lesson, "4", NOW)
    lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera"), now=NOW)
    people.grant("99900001723", "teacher", "№ 7 от 20.11.2026", "Лунина Лада Львовна", None, by=BY, now=NOW)
    assert set(Audit._meta.fields) == KNOWN
    text = " ".join(str(row) for row in Audit.select().tuples())
    secrets = ("Лунина", "99900001723", "№ 7", "Одночлены", "ОП", *(row[1] for row in STAFF.values()))
    assert [secret for secret in secrets if secret in text] == []


def test_the_same_fact_has_another_digest_each_time(school: School) -> None:
    """Without the salt a mark of four values could be guessed from its digest."""
    call(school, school.lesson("algebra"))
    put(school, school.lesson("algebra"), "4", NOW)
    facts = rows(Mark)
    assert len({audit.digest(entry.salt, facts) for entry in entries()}) == len(entries())
    assert len(last_entry().salt) >= 16


def of_before(**changed: int) -> tuple[Audit, list[Annulment]]:
    """An entry of a day when annulments had no `reversal`, and the annulment as it is read now."""
    values = {"id": 4, "deed": "d", "at": NOW, "by": 2, "mark": 7, "memo": 3}
    told = values | {"at": NOW.astimezone(UTC).isoformat(timespec="microseconds")}
    text = json.dumps([["annulment", 4, told]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sealed = hashlib.sha256(f"salt{text}".encode()).hexdigest()
    return Audit(salt="salt", digest=sealed), [Annulment(**(values | changed))]


def test_what_was_sealed_before_its_table_gained_a_field_is_whole() -> None:
    assert audit.is_digest_of(*of_before())
    assert not audit.is_digest_of(*of_before(reversal=5))
    assert not audit.is_digest_of(*of_before(memo=8))


def test_every_field_that_a_sealed_table_has_gained_is_known() -> None:
    sealed = {model._meta.table_name: model for model in SEALED}
    gained = []
    for step in sorted(STEPS.glob("0*.py")):
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", step.read_text("utf-8")):
            if table in sealed:
                gained.append((table, sealed[table]._meta.columns[column].name))
    assert tuple(gained) == audit.GAINED


def log(kind: str = "read", now: datetime = NOW) -> None:
    note_access(now, 1, "teacher", kind, "lesson.page", 4)


def test_a_reading_is_logged_with_who_by_which_duty_where_and_what(school: School) -> None:
    note_access(NOW, school["vera"], "teacher", "read", "lesson.page", 4)
    (row,) = rows(AccessLog)
    assert (row.at, row.person_id, row.duty, row.kind) == (NOW, school["vera"], "teacher", "read")
    assert (row.endpoint, row.object_id) == ("lesson.page", 4)


def test_a_reading_does_not_touch_the_chain(school: School) -> None:
    before = audit.head()
    log()
    assert audit.head() == before


def test_a_stranger_is_logged_without_a_person(school: School) -> None:
    note_access(NOW, None, "", "forbidden", "lesson.page", None)
    assert rows(AccessLog)[0].person_id is None


def test_a_seal_covers_what_came_since_the_last_one(school: School) -> None:
    for _ in range(3):
        log()
    assert audit.seal_access_log(NOW) == 3
    log()
    assert audit.seal_access_log(NOW) == 1
    assert [(entry.kind, entry.facts) for entry in entries()[-2:]] == [("access.seal", 3), ("access.seal", 1)]
    assert verify(ZONE) == []


def test_nothing_new_in_the_access_log_adds_no_entry(school: School) -> None:
    before = audit.head()
    assert audit.seal_access_log(NOW) == 0
    log()
    audit.seal_access_log(NOW)
    sealed = audit.head()
    assert audit.seal_access_log(NOW) == 0
    assert before != sealed == audit.head()


def test_an_unsealed_row_is_no_fault(school: School) -> None:
    log()
    audit.seal_access_log(NOW)
    log()
    assert verify(ZONE) == []


def test_seals_and_deeds_share_one_chain(school: School) -> None:
    log()
    audit.seal_access_log(NOW)
    call(school, school.lesson("algebra"))
    log()
    audit.seal_access_log(NOW)
    assert verify(ZONE) == []


def test_a_row_that_was_on_its_way_while_the_log_was_sealed_is_no_fault(
    school_url: str, school: School
) -> None:
    """PostgreSQL gives numbers before commit: a row may appear below a number that is already sealed."""
    with on_its_way(school_url):
        log()
        audit.seal_access_log(NOW)
    log()
    audit.seal_access_log(NOW)
    assert verify(ZONE) == []


@contextmanager
def on_its_way(url: str) -> Iterator[None]:
    """A row of the access log that another connection commits at the end; SQLite has one writer."""
    if not url.startswith("postgresql"):
        yield
        return
    with psycopg.connect(url) as other:
        other.execute("INSERT INTO access_log (at, duty, kind, endpoint) VALUES (now(), '', 'read', 'x')")
        yield
