"""A list of 5,000 pupils and the lessons of a year, each against the bare inserts of the same rows.

Measured in a process of its own, over an empty school.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from ejournal.access import Actor
from ejournal.db import connect_to, connected, database
from ejournal.demo.bench import ZONE
from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.scope import scope
from ejournal.migrations import migrate
from ejournal.models.curriculum import DayOff, Group, Subject
from ejournal.models.moves import LessonMove
from ejournal.models.people import ClassYear, Cohort, SchoolYear
from ejournal.models.school_days import DayLike
from ejournal.models.timetable import TimetableEntry, monday_of
from ejournal.rules.calendar import proposed
from ejournal.rules.snils import check_digits
from ejournal.services import timetable, years
from ejournal.services.uploads import NewFile

PUPILS, CLASS, GRADES = 5_000, 25, 11
SUBJECTS, WEEK = 12, 30  # pages of a class, lessons a week
AIM = 10  # seconds for all the pupils
LETTERS = "АБВГДЕЖИКЛМНОПРСТУФХ"
ENDS = ("ов", "ев", "ин", "ский")
TITLES = ("№", "ФИО", "Дата рождения", "Пол", "СНИЛС", "Класс", "Мать", "Телефон матери")
BY = Actor(None, "command_line")
ORDER = "№ 61 от 28.08.2026"
CHOSEN = Chosen(order=ORDER)
NOW = datetime(2026, 8, 28, 10, 0, tzinfo=ZONE)


def measured() -> dict[str, Any]:
    """What it costs, in a fresh process."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.loading"], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, Any] = json.loads(answer)
    return found


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    people, lessons = found["people"], found["lessons"]
    say(f"\nСписок классов: {PUPILS} учеников, .xlsx, {people['bytes'] // 1024} КБ")
    say(f"{'прочитать и понять':58}{people['read']:9.2f} с")
    say(f"{'сравнить и записать одной транзакцией':58}{people['load']:9.2f} с")
    whole = people["read"] + people["load"]
    say(f"{'всего':58}{whole:9.2f} с {'≤' if whole <= AIM else '!'} {AIM}")
    say(f"{_rows(people) + ', голыми вставками':58}{people['bare']:9.2f} с")
    say(f"{'запись, × голые вставки':58}{people['load'] / people['bare']:9.1f}")
    say(f"\nУроки года: {GRADES} классов по {WEEK} уроков в неделю")
    say(f"{'разложить по дням и записать':58}{lessons['load']:9.2f} с")
    say(f"{_rows(lessons) + ', голыми вставками':58}{lessons['bare']:9.2f} с")
    say(f"{'× голые вставки':58}{lessons['load'] / lessons['bare']:9.1f}")


def _rows(found: dict[str, Any]) -> str:
    return f"те же строки ({found['rows']})"


def class_list() -> bytes:
    """A workbook of pupils with invented names, birth dates and numbers."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Список")
        sheet.write_row(0, 0, TITLES)
        for number, row in enumerate(_pupils(), start=1):
            sheet.write_row(number, 0, [number, *row])
    return made.getvalue()


def _pupils() -> Iterator[list[str]]:
    for number in range(PUPILS):
        group, place = divmod(number, CLASS)
        grade = group % GRADES + 1
        stem = "".join(LETTERS[number // len(LETTERS) ** power % len(LETTERS)] for power in range(4))
        surname = stem.capitalize() + ENDS[number % len(ENDS)]
        born = date(2026 - 6 - grade, 1, 1) + timedelta(days=place * 14)
        nine = f"{100_000_000 + number}"
        who = [f"{surname} Пётр Ильич", f"{born:%d.%m.%Y}", "м", nine + check_digits(nine)]
        mother = [f"{surname.removesuffix('ий')}а Анна Ильинична", f"+7 900 {number:07}"]
        yield [*who, f"{grade}{LETTERS[group // GRADES]}", *mother]


def _people() -> dict[str, Any]:
    content = class_list()
    began = time.perf_counter()
    book = kinds.as_chosen(kinds.read(content), CHOSEN)
    read = time.perf_counter() - began
    before = _sizes()
    began = time.perf_counter()
    found = kinds.prepare("class_list", book, "список.xlsx", CHOSEN, scope(NOW.date(), None, False))
    file = NewFile("import", "список.xlsx", kinds.MEDIA[book.format], content)
    register.load("class_list", file, CHOSEN, found, by=BY, now=NOW)
    load = time.perf_counter() - began
    return {"bytes": len(content), "read": read, "load": load} | _bare(before)


def _lessons() -> dict[str, Any]:
    """Pages and a week for a class of each grade, then the lessons of the year."""
    year = SchoolYear.get()
    for grade in range(1, GRADES + 1):
        cohort = Cohort.create(started_on=year.valid_from)
        ClassYear.create(cohort=cohort, year=year, grade=grade, letter="Ы")
        pages = [_page(year, cohort, grade, subject) for subject in range(SUBJECTS)]
        for place in range(WEEK):
            weekday, number = place % 5 + 1, place // 5 + 1
            TimetableEntry.create(
                group=pages[place % SUBJECTS],
                weekday=weekday,
                number=number,
                room=str(grade),
                valid_from=year.valid_from,
            )
        _arrange(year, cohort, pages)
    before = _sizes()
    began = time.perf_counter()
    timetable.lay_out(year, by=BY, now=NOW)
    return {"load": time.perf_counter() - began} | _bare(before)


def _arrange(year: SchoolYear, cohort: Cohort, pages: list[Group]) -> None:
    """A week of holidays of the class, a Saturday taught as a Monday, a lesson of each page moved."""
    monday = monday_of(year.valid_from) + timedelta(days=28)
    days = {"valid_from": monday, "valid_to": monday + timedelta(days=6)}
    DayOff.create(cohort=cohort, reason="каникулы", lost=False, **days)
    DayLike.create(cohort=cohort, date=monday - timedelta(days=2), weekday=1, order_number="")
    for place, page in enumerate(pages):
        day = monday + timedelta(days=7 + place % 5)
        times = {"from_date": day, "from_number": place // 5 + 1, "to_date": day, "to_number": WEEK // 5 + 1}
        LessonMove.create(group=page, order_number="", **times)


def _page(year: SchoolYear, cohort: Cohort, grade: int, subject: int) -> Group:
    name = f"Предмет {subject}"
    known = Subject.get_or_none(name=name) or Subject.create(name=name)
    made: Group = Group.create(
        year=year,
        cohort=cohort,
        subject=known,
        kind="class",
        name=f"{grade}Ы класс",
        grade=grade,
        grading="five",
    )
    return made


def _sizes() -> dict[str, int]:
    return {
        name: database.execute_sql(f'SELECT max(rowid) FROM "{name}"').fetchone()[0] or 0
        for name in database.get_tables()
    }


def _bare(before: dict[str, int]) -> dict[str, Any]:
    """How long the new rows take when nothing but INSERT is done, into the same tables and indexes."""
    new = {}
    for name, last in before.items():
        rows = database.execute_sql(f'SELECT * FROM "{name}" WHERE rowid > ?', (last,)).fetchall()
        if rows:
            new[name] = rows
    made = database.execute_sql(
        "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
    ).fetchall()
    file = Path(database.database).with_name("bare.db")
    with closing(sqlite3.connect(file)) as bare:
        bare.execute("PRAGMA journal_mode = wal")
        for (statement,) in made:
            bare.execute(statement)
        began = time.perf_counter()
        for name, rows in new.items():
            bare.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
        bare.commit()
        spent = time.perf_counter() - began
    file.unlink()
    return {"bare": spent, "rows": sum(map(len, new.values()))}


def _measure() -> dict[str, Any]:
    with TemporaryDirectory(prefix="ejournal-bench-") as folder:
        connect_to(f"sqlite:///{folder}/school.db")
        with connected():
            migrate()
            years.open_year(proposed(2026), by=BY, now=NOW)
            return {"people": _people(), "lessons": _lessons()}


if __name__ == "__main__":
    print(json.dumps(_measure()))
