"""All checks of a school of about 500 pupils over a quarter, against reading the same rows bare; CPU time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from typing import Any

from ejournal.db import connect_to, connected, database
from ejournal.demo.bench import ZONE
from ejournal.models.people import SchoolYear
from ejournal.reports.checks import page
from ejournal.reports.checks.page import Wanted
from tests.bench.timing import taken

FIRST, LAST = date(2027, 1, 11), date(2027, 3, 19)  # the third quarter
NOW = datetime(2027, 3, 19, 16, 0, tzinfo=ZONE)  # its last day: what is short of marks is told as well
AIM = 1.0  # seconds
# In the order of their references; another pupil for every pupil, another class for every class.
TABLES = (
    "person", "person_name", "cohort", "class_year", "enrolment", "teaching_group", "group_member",
    "group_teacher", "timetable_entry", "lesson", "lesson_text", "roll_call", "absence", "hand_in", "work",
    "mark", "mark_withdrawal", "term_mark", "week_closing",
)  # fmt: skip
PUPILS = "SELECT person_id FROM enrolment"
OF_PUPILS = {"person": "id", "person_name": "person_id"}
OWN = {("group_member", "person_id"), ("enrolment", "person_id"), ("person_name", "person_id")}
ROWS = {
    "lesson": "id IN ({lessons})",
    "lesson_text": "lesson_id IN ({lessons})",
    "roll_call": "lesson_id IN ({lessons})",
    "absence": "lesson_id IN ({lessons})",
    "work": "lesson_id IN ({lessons})",
    "mark": "work_id IN (SELECT id FROM work WHERE lesson_id IN ({lessons}))",
}


def measured(url: str) -> dict[str, Any]:
    """What it costs; the school of `url` is made twice as large first."""
    connect_to(url)
    with connected():
        _doubled()
        (pupils,) = database.execute_sql(f"SELECT count(DISTINCT person_id) FROM ({PUPILS})").fetchone()
        whole, found = taken(_check)
        bare, rows = taken(lambda: _bare(str(database.database)))
    database.close()
    return {"pupils": pupils, "checks": whole, "found": found, "bare": bare, "rows": rows}


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    say(f"\nПроверка журнала: {found['pupils']} учеников, четверть, замечаний {found['found']}")
    aim = f"{'≤' if found['checks'] <= AIM else '!'} {AIM:.0f}"
    say(f"{'все проверки, со словами и адресами':58}{found['checks']:9.2f} с {aim}")
    say(f"{'те же строки (' + str(found['rows']) + '), голым чтением':58}{found['bare']:9.2f} с")
    say(f"{'× голое чтение':58}{found['checks'] / found['bare']:9.1f}")


def _check() -> int:
    year = SchoolYear.select().order_by(SchoolYear.id.desc()).get()
    return sum(section.count for section in page.page(year, None, (FIRST, LAST), Wanted(), NOW).sections)


def _bare(file: str) -> int:
    """Every row of the lessons of the quarter and of what is written of them."""
    lessons = f"SELECT id FROM lesson WHERE date BETWEEN '{FIRST}' AND '{LAST}'"
    with closing(sqlite3.connect(file)) as bare:
        found = (
            f"SELECT * FROM {name} WHERE {where.format(lessons=lessons)}" for name, where in ROWS.items()
        )
        return sum(len(bare.execute(statement).fetchall()) for statement in found)


def _doubled() -> None:
    last = {name: database.execute_sql(f"SELECT max(id) FROM {name}").fetchone()[0] or 0 for name in TABLES}
    with database.atomic():
        for name in TABLES:
            database.execute_sql(_copy(name, last))


def _copy(name: str, last: dict[str, int]) -> str:
    """The statement that writes every row of a table again with numbers of its own."""
    targets = {row[3]: row[2] for row in database.execute_sql(f"PRAGMA foreign_key_list({name})")}
    values = {
        row[1]: _value(name, row[1], targets.get(row[1], ""), last)
        for row in database.execute_sql(f"PRAGMA table_info({name})")
    }
    own = f"AND {OF_PUPILS[name]} IN ({PUPILS})" if name in OF_PUPILS else ""
    read = f"SELECT {', '.join(values.values())} FROM {name} WHERE id <= {last[name]} {own}"
    return f"INSERT INTO {name} ({', '.join(values)}) {read}"


def _value(name: str, column: str, target: str, last: dict[str, int]) -> str:
    pupil = column == "pupil_id" or (name, column) in OWN
    if column == "id":
        return f"id + {last[name]}"
    if target in last and (target != "person" or pupil):
        return f"{column} + {last[target]}"
    if (name, column) in {("person", "snils"), ("person", "oid")}:
        return "NULL"
    return "letter || 'Ы'" if (name, column) == ("class_year", "letter") else column
