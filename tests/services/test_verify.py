"""`ejournal verify` finds whatever was done to the journal behind its back; each fault is made here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from ejournal.db import database, on_postgres
from ejournal.models import guards
from ejournal.models.audit import Audit, note_access
from ejournal.models.people import Cohort
from ejournal.services import attendance, audit, lessons
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, put, write

EVERY_KIND = ("mark.put", "attendance.save", "topic.save", "lesson.hand_in", "week.close", "access.seal")


@pytest.fixture
def journal(school: School) -> School:
    """A lesson with everything in it, a closed week, a sealed reading."""
    lesson = school.lesson("algebra")
    call(school, lesson, anya="ОП", borya="Н")
    write(school, lesson, at("9:31"))
    put(school, lesson, "4", at("9:40"))
    put(school, lesson, "5", at("9:41"))
    put(school, lesson, "3", at("9:42"), pupil="vova")
    put(school, lesson, "", at("9:43"), pupil="vova")
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:50"))
    week = MONDAY - timedelta(days=7)
    cohort = Cohort.get_by_id(school.classes["7"])
    attendance.close_week(cohort, week, by=school.actor("nina"), now=at("9:55"))
    note_access(at("9:56"), school["dina"], "deputy", "read", "lesson.page", lesson.id)
    audit.seal_access_log(at("9:57"))
    lessons.save_topic(lesson, "Многочлены", 1, by=school.actor("vera"), now=at("9:58"))
    return school


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody with the rights of the owner can do; afterwards every guard is in its place again."""
    for name in guards._expected():
        table = name.partition("__")[0]
        database.execute_sql(
            f"ALTER TABLE {table} DISABLE TRIGGER USER" if on_postgres() else f"DROP TRIGGER {name}"
        )
    yield
    guards.install()
    assert guards.missing() == []


def tamper(*statements: str) -> list[str]:
    """Run the statements past the guards; what verify says then."""
    with unguarded():
        for statement in statements:
            changed = database.execute_sql(statement)
            assert changed.rowcount > 0, statement
    return verify(ZONE)


def number(kind: str) -> int:
    """The chain's newest entry of a kind."""
    return int(Audit.select(Audit.id).where(Audit.kind == kind).order_by(Audit.id.desc()).scalar())


def test_a_whole_journal_has_no_faults(journal: School) -> None:
    assert set(EVERY_KIND) <= {entry.kind for entry in Audit.select()}
    assert verify(ZONE) == []
    assert verify(ZONE, audit.head()[1]) == []


# table, column → another value, the kind of the deed that wrote it
DATED = (("mark", "at"), ("roll_call", "late_days"))  # such an edit also contradicts the lesson's own day
EDITS = [
    ("mark", "value = '2'", "id = (SELECT min(id) FROM mark)", "mark.put"),
    ("mark", "pupil_id = 9", "id = (SELECT max(id) FROM mark)", "mark.put"),
    ("mark", "at = '2026-11-22 06:40:00'", "id = (SELECT min(id) FROM mark)", "mark.put"),
    ("mark", "by_id = 2", "id = (SELECT min(id) FROM mark)", "mark.put"),
    ("mark", "slip_of_id = NULL, place = 2", "slip_of_id IS NOT NULL", "mark.put"),
    ("mark_withdrawal", "mark_id = (SELECT min(id) FROM mark)", "id = 1", "mark.put"),
    ("absence", "code = ''", "code = 'Н'", "attendance.save"),
    ("absence", "code = 'Б'", "code = 'Н'", "attendance.save"),
    ("roll_call", "late_days = 1", "late_days = 0", "attendance.save"),
    ("hand_in", "at = '2026-11-22 06:40:00'", "id = 1", "lesson.hand_in"),
    ("week_closing", "monday = '2026-11-09'", "id = 1", "week.close"),
    ("revision", "at = '2026-11-22 06:40:00'", "record_kind = 'lesson_text' AND version = 2", "topic.save"),
    ("access_log", "person_id = 2", "id = 1", "access.seal"),
    ("access_log", "kind = 'sign_in'", "id = 1", "access.seal"),
]


@pytest.mark.parametrize(("table", "change", "where", "kind"), EDITS)
def test_an_edited_fact_is_found_with_its_deed(
    journal: School, table: str, change: str, where: str, kind: str
) -> None:
    fault, *others = tamper(f"UPDATE {table} SET {change} WHERE {where}")
    assert fault.startswith(f"действие {kind}, запись ")
    assert "изменены" in fault
    assert len(others) == ((table, change.split(maxsplit=1)[0]) in DATED)


def test_an_edited_version_of_a_record_is_found_twice_over(journal: School) -> None:
    faults = tamper(
        "UPDATE revision SET fields = replace(fields, 'Многочлены', 'Двучлены')"
        " WHERE record_kind = 'lesson_text' AND version = 2"
    )
    assert (
        f"действие topic.save, запись {number('topic.save')} журнала изменений: данные изменены после записи"
        in faults
    )
    assert any(fault.startswith("таблица lesson_text") for fault in faults)


def test_a_record_edited_together_with_its_history_is_found(journal: School) -> None:
    faults = tamper(
        "UPDATE lesson_text SET text = 'Двучлены' WHERE field = 'topic'",
        "UPDATE revision SET fields = replace(fields, 'Многочлены', 'Двучлены')"
        " WHERE record_kind = 'lesson_text' AND version = 2",
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        f"действие topic.save, запись {number('topic.save')} журнала изменений"
    ]


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE lesson_text SET text = 'Двучлены' WHERE field = 'topic'", "lesson_text"),
        ("UPDATE lesson_text SET late_days = 1 WHERE field = 'homework'", "lesson_text"),
        ("UPDATE work SET weight = 1 + weight WHERE kind = 'answer'", "work"),
        ("UPDATE person SET snils = '99900000000' WHERE id = 1", "person"),
        ("UPDATE duty SET role = 'director' WHERE id = 1", "duty"),
        ("DELETE FROM lesson_text WHERE field = 'topic'", "lesson_text"),
    ],
)
def test_a_record_that_differs_from_its_history_is_found(journal: School, statement: str, table: str) -> None:
    (fault,) = tamper(statement)
    assert fault.startswith(f"таблица {table}: запись ")
    assert fault.endswith("отличается от своей истории")


@pytest.mark.parametrize(
    ("table", "where", "kind"),
    [
        ("mark_withdrawal", "id = 1", "mark.put"),
        ("absence", "code = 'Н'", "attendance.save"),
        ("roll_call", "id = 1", "attendance.save"),
        ("hand_in", "id = 1", "lesson.hand_in"),
        ("week_closing", "id = 1", "week.close"),
        ("access_log", "id = 1", "access.seal"),
    ],
)
def test_a_deleted_fact_is_found(journal: School, table: str, where: str, kind: str) -> None:
    (fault,) = tamper(f"DELETE FROM {table} WHERE {where}")
    assert fault.startswith(f"действие {kind}, запись {number(kind) if kind != 'mark.put' else ''}")
    assert " вместо " in fault


def test_a_deleted_mark_is_found(journal: School) -> None:
    (fault,) = tamper("DELETE FROM mark WHERE slip_of_id IS NOT NULL")
    assert fault.startswith("действие mark.put, запись ")
    assert fault.endswith("строк 0 вместо 1")


def test_a_mark_put_in_without_a_deed_is_found(journal: School) -> None:
    columns = "deed, at, by_id, work_id, pupil_id, place, value, entry_until"
    values = f"'{'f' * 32}', at, by_id, work_id, 11, place, '5', entry_until"
    (fault,) = tamper(
        f"INSERT INTO mark ({columns}) SELECT {values} FROM mark WHERE id = (SELECT min(id) FROM mark)"
    )
    assert fault == "таблица mark: строк без записи в журнале изменений — 1"


def test_a_mark_slipped_into_the_deed_of_another_is_found(journal: School) -> None:
    columns = "deed, at, by_id, work_id, pupil_id, place, value, entry_until"
    values = "deed, at, by_id, work_id, 11, place, '5', entry_until"
    (fault,) = tamper(
        f"INSERT INTO mark ({columns}) SELECT {values} FROM mark WHERE id = (SELECT min(id) FROM mark)"
    )
    assert fault.startswith("действие mark.put, запись ")
    assert " вместо " in fault


@pytest.mark.parametrize(
    "change",
    [
        "person_id = 2",
        "duty = 'deputy'",
        "kind = 'mark.get'",
        "object_id = 1",
        "at = '2026-11-22 06:40:00'",
        "request = 'x'",
    ],
)
def test_an_edited_entry_is_found(journal: School, change: str) -> None:
    middle = number("lesson.hand_in")
    assert tamper(f"UPDATE audit SET {change} WHERE id = {middle}") == [
        f"журнал изменений: запись {middle} изменена"
    ]


def rehash(entry_id: int) -> str:
    entry = Audit.get_by_id(entry_id)
    return f"UPDATE audit SET hash = '{audit.entry_hash({**entry.__data__})}' WHERE id = {entry_id}"


def test_an_edited_entry_with_a_new_hash_breaks_the_link_after_it(journal: School) -> None:
    middle = number("lesson.hand_in")
    with unguarded():
        database.execute_sql(f"UPDATE audit SET person_id = 2 WHERE id = {middle}")
        database.execute_sql(rehash(middle))
    assert verify(ZONE) == [f"журнал изменений: запись {middle + 1} не продолжает предыдущую"]


def test_the_newest_entry_edited_with_a_new_hash_shows_by_the_head_kept_elsewhere(journal: School) -> None:
    last, kept = audit.head()
    with unguarded():
        database.execute_sql(f"UPDATE audit SET person_id = 2 WHERE id = {last}")
        database.execute_sql(rehash(last))
    (fault,) = verify(ZONE, kept)
    assert kept in fault


def test_a_deleted_entry_in_the_middle_is_found(journal: School) -> None:
    middle = number("lesson.hand_in")
    faults = tamper(f"DELETE FROM audit WHERE id = {middle}")
    assert f"журнал изменений: запись {middle + 1} не продолжает предыдущую" in faults
    assert f"журнал изменений: пропущены записи {middle}–{middle}" in faults
    assert "таблица hand_in: строк без записи в журнале изменений — 1" in faults


def test_a_deleted_first_entry_is_found(journal: School) -> None:
    faults = tamper("DELETE FROM audit WHERE id = 1")
    assert "журнал изменений: запись 2 не продолжает предыдущую" in faults


def test_swapped_entries_are_found(journal: School) -> None:
    one = number("lesson.hand_in")
    faults = tamper(
        f"UPDATE audit SET id = 100000 WHERE id = {one}",
        f"UPDATE audit SET id = {one} WHERE id = {one + 1}",
        f"UPDATE audit SET id = {one + 1} WHERE id = 100000",
    )
    for entry in (one, one + 1):
        assert f"журнал изменений: запись {entry} изменена" in faults
        assert f"журнал изменений: запись {entry} не продолжает предыдущую" in faults


def test_a_tail_cut_off_with_its_facts_shows_only_by_the_head_kept_elsewhere(journal: School) -> None:
    lesson = journal.lesson("history", MONDAY.replace(day=24))
    before, _ = audit.head()
    call(journal, lesson)
    kept = audit.head()[1]
    assert tamper("DELETE FROM roll_call WHERE id = 2", f"DELETE FROM audit WHERE id > {before}") == []
    (fault,) = verify(ZONE, kept)
    assert kept in fault


def test_a_tail_cut_off_without_its_facts_leaves_orphans(journal: School) -> None:
    lesson = journal.lesson("history", MONDAY.replace(day=24))
    before, _ = audit.head()
    call(journal, lesson)
    assert tamper(f"DELETE FROM audit WHERE id > {before}") == [
        "таблица roll_call: строк без записи в журнале изменений — 1"
    ]


def test_a_chain_cut_off_to_nothing_is_found(journal: School) -> None:
    kept = audit.head()[1]
    assert tamper("DELETE FROM audit") != []
    assert any(kept in fault for fault in verify(ZONE, kept))


def test_an_absent_guard_is_named(journal: School) -> None:
    name = sorted(guards._expected())[0]
    on_table = f" ON {name.partition('__')[0]}" if on_postgres() else ""
    database.execute_sql(f"DROP TRIGGER {name}{on_table}")
    assert verify(ZONE) == [f"нет защиты от изменения: {name}"]


def test_every_fault_of_several_is_told(journal: School) -> None:
    faults = tamper(
        "UPDATE absence SET code = '' WHERE code = 'Н'",
        "UPDATE lesson_text SET text = 'Двучлены' WHERE field = 'topic'",
        f"UPDATE audit SET person_id = 2 WHERE id = {number('week.close')}",
    )
    assert len(faults) == 3


def test_the_faults_are_sentences_without_personal_values(journal: School) -> None:
    faults: Any = tamper("UPDATE lesson_text SET text = 'Двучлены'", "DELETE FROM absence WHERE code = 'Н'")
    text = " ".join(faults)
    assert [word for word in ("Двучлены", "Многочлены", "Морозов", "999000") if word in text] == []
