"""The guards of append-only tables, kept by the database itself on both engines.

SQLite: no UPDATE, no DELETE, no INSERT OR REPLACE through any unique index.
PostgreSQL: no UPDATE, DELETE or TRUNCATE, whatever the replication role of the session.
A refusal is an IntegrityError on both.
"""

import re

from ejournal.db import Table, database, on_postgres
from ejournal.models.audit import AccessLog, Audit, Revision
from ejournal.models.certificates import (
    CertificateContent,
    CertificateIssue,
    CertificateReading,
    CertificateRecipient,
)
from ejournal.models.consents import FamilyPaper, FamilyStep
from ejournal.models.data_notices import DataAnswer, DataNotice, DataNoticeLine
from ejournal.models.forecasts import ForecastStep
from ejournal.models.grounds import AbsenceAnswer, AbsenceGround, AbsenceGroundEnd, AbsenceNotice
from ejournal.models.imports import ImportLoad, ImportUndo
from ejournal.models.journal import (
    Absence,
    AbsenceChange,
    Fact,
    HandIn,
    Mark,
    MarkWithdrawal,
    RollCall,
    WeekClosing,
)
from ejournal.models.local_acts import ActVersion, LocalAct
from ejournal.models.memos import Annulment, Memo, MemoDecision, RequestDecision
from ejournal.models.name_cases import NameCase
from ejournal.models.openings import Opening, OpeningWithdrawal
from ejournal.models.outside import OutsideMark, OutsideStatement, OutsideWithdrawal
from ejournal.models.own_blanks import OwnBlank
from ejournal.models.papers import IssuedPaper, PaperFile
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.problems import Consultation, Problem, ProblemStep
from ejournal.models.reversals import Reversal, WeekReopening
from ejournal.models.term_memos import TermAnnulment, TermMemo, TermMemoDecision
from ejournal.models.terms import (
    TermExtension,
    TermExtensionWithdrawal,
    TermGround,
    TermMark,
    TermMarkReversal,
)
from ejournal.models.weekly import SheetStep, WeekSheet

SEALED: tuple[type[Fact] | type[Revision], ...] = (
    Mark,
    MarkWithdrawal,
    HandIn,
    RollCall,
    Absence,
    AbsenceChange,
    AbsenceGround,
    AbsenceGroundEnd,
    AbsenceNotice,
    AbsenceAnswer,
    DataNotice,
    DataNoticeLine,
    DataAnswer,
    Problem,
    ProblemStep,
    Consultation,
    WeekClosing,
    WeekReopening,
    Opening,
    OpeningWithdrawal,
    TermMark,
    TermMarkReversal,
    Memo,
    MemoDecision,
    RequestDecision,
    Annulment,
    OutsideStatement,
    OutsideMark,
    OutsideWithdrawal,
    TermGround,
    TermExtension,
    TermExtensionWithdrawal,
    TermMemo,
    TermMemoDecision,
    TermAnnulment,
    ForecastStep,
    FamilyPaper,
    FamilyStep,
    NameCase,
    WeekSheet,
    SheetStep,
    Reversal,
    IssuedPaper,
    OwnBlank,
    LocalAct,
    ActVersion,
    ImportLoad,
    ImportUndo,
    PlanReview,
    PlanCorrection,
    CertificateContent,
    CertificateIssue,
    CertificateRecipient,
    CertificateReading,
    Revision,
)
APPEND_ONLY: tuple[type[Table], ...] = (*SEALED, Audit, AccessLog, PaperFile)

POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION ejournal_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN RAISE EXCEPTION 'append-only' USING ERRCODE = '23514', TABLE = TG_TABLE_NAME; END $$"""


def install() -> None:
    """Put every guard back, and take away those of unique indexes that are no more; safe to repeat."""
    expected = _expected()
    if on_postgres():
        database.execute_sql(POSTGRES_FUNCTION)
    else:
        for name in _present_sqlite().keys() - expected.keys():
            if name.partition("__insert")[0] in _tables():
                database.execute_sql(_drop(name))
    for name, statement in expected.items():
        database.execute_sql(_drop(name))
        database.execute_sql(statement)
        if on_postgres():
            database.execute_sql(f"ALTER TABLE {_table_of(name)} ENABLE ALWAYS TRIGGER {name}")


def missing() -> list[str]:
    """Names of guards that are absent, altered or switched off."""
    present = _present_postgres() if on_postgres() else _present_sqlite()
    return [name for name, statement in _expected().items() if not _same(present.get(name), statement)]


def _table_of(guard: str) -> str:
    return guard.partition("__")[0]


def _drop(guard: str) -> str:
    on_table = f" ON {_table_of(guard)}" if on_postgres() else ""
    return f"DROP TRIGGER IF EXISTS {guard}{on_table}"


def _tables() -> list[str]:
    return [str(model._meta.table_name) for model in APPEND_ONLY]


def _expected() -> dict[str, str]:
    build = _postgres_guards if on_postgres() else _sqlite_guards
    return {name: sql for table in _tables() for name, sql in build(table).items()}


def _postgres_guards(table: str) -> dict[str, str]:
    run = "EXECUTE FUNCTION ejournal_append_only()"
    return {
        f"{table}__row": f"CREATE TRIGGER {table}__row BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}",
        f"{table}__all": f"CREATE TRIGGER {table}__all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
    }


def _sqlite_guards(table: str) -> dict[str, str]:
    stop = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    guards = {
        f"{table}__{verb.lower()}": f"CREATE TRIGGER {table}__{verb.lower()} BEFORE {verb} ON {table} {stop}"
        for verb in ("UPDATE", "DELETE")
    }
    for number, clash in enumerate(_unique_clashes(table)):
        name = f"{table}__insert{number}"
        guards[name] = f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {clash} {stop}"
    return guards


def _unique_clashes(table: str) -> list[str]:
    """For the row's own number and every unique index: the SQL that says a new row would replace another."""
    clashes = [_clash(table, ["rowid"], "")]
    for _, name, unique, _, partial in database.execute_sql(f"PRAGMA index_list({table})").fetchall():
        if unique:
            columns = [row[2] for row in database.execute_sql(f"PRAGMA index_info({name})").fetchall()]
            clashes.append(_clash(table, columns, _predicate(name) if partial else ""))
    return clashes


def _predicate(index: str) -> str:
    found = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    return str(found[0]).split(" WHERE ", 1)[1]


def _clash(table: str, columns: list[str], predicate: str) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    if not predicate:
        return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    of_new = re.sub(r"(\w+) IS", r"NEW.\1 IS", predicate)
    return f"{of_new} AND EXISTS (SELECT 1 FROM {table} WHERE {same} AND {predicate})"


def _present_sqlite() -> dict[str, str]:
    rows = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {str(name): str(sql) for name, sql in rows}


def _present_postgres() -> dict[str, str]:
    """Enabled-always triggers that call a guard function whose text is ours."""
    body = POSTGRES_FUNCTION.split("$$")[1]
    rows = database.execute_sql(
        "SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND p.prosrc = %s",
        (body,),
    ).fetchall()
    return {str(name): str(definition) for name, definition in rows}


def _same(present: str | None, expected: str) -> bool:
    """Whether a trigger is the expected one; PostgreSQL prints events in an order of its own."""
    return present is not None and _words(present) == _words(expected)


def _words(definition: str) -> list[str]:
    return sorted(definition.replace("public.", "").split())
