"""The forecast of every class, and the page of a whole year, against reading the same rows bare; CPU time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

from ejournal.db import connect_to, connected, database
from ejournal.demo.bench import TODAY, ZONE
from ejournal.models.curriculum import Group
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.term_records import periods_of_groups
from ejournal.reports import forecast, journal
from ejournal.reports.journal import Viewer
from ejournal.reports.periods import Asked
from tests.bench.timing import taken

GRADE = 7
# What a page is made of: everything written in its lessons.
ROWS = (
    "SELECT * FROM lesson WHERE {lessons}",
    "SELECT * FROM work WHERE lesson_id IN (SELECT id FROM lesson WHERE {lessons})",
    "SELECT * FROM roll_call WHERE lesson_id IN (SELECT id FROM lesson WHERE {lessons})",
    "SELECT * FROM absence WHERE lesson_id IN (SELECT id FROM lesson WHERE {lessons})",
    "SELECT mark.* FROM mark JOIN work ON work.id = work_id"
    " WHERE lesson_id IN (SELECT id FROM lesson WHERE {lessons})",
)


def measured(url: str) -> dict[str, Any]:
    """What they cost in the bench school of one year, at the end of its last period."""
    connect_to(url)
    now = datetime.combine(TODAY, datetime.min.time(), ZONE).replace(hour=16)
    with connected():
        year = SchoolYear.select().order_by(SchoolYear.id.desc()).get()
        classes = list(ClassYear.select().where(ClassYear.year == year))
        group = _busiest(year)
        since = max(period.valid_from for period in periods_of_groups([group])[group.id])
        found = {
            "forecast": _row(
                lambda: sum(len(forecast.of_class(own, now)) for own in classes),
                f"date BETWEEN '{since}' AND '{TODAY}'",
            ),
            "year": _row(
                lambda: _page(group, now),
                f"group_id = {group.id} AND date BETWEEN '{year.valid_from}' AND '{TODAY}'",
            ),
        }
    database.close()
    return found


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    titles = {
        "forecast": "Прогноз всей школы, учеников {}",
        "year": "Страница журнала за весь год, клеток {}",
    }
    for name, title in titles.items():
        row = found[name]
        say(f"\n{title.format(row['made'])}")
        say(f"{'посчитать':58}{row['spent'] * 1000:9.0f} мс")
        say(f"{'те же строки (' + str(row['rows']) + '), голым чтением':58}{row['bare'] * 1000:9.0f} мс")
        say(f"{'× голое чтение':58}{row['spent'] / row['bare']:9.1f}")


def _row(work: Callable[[], int], lessons: str) -> dict[str, Any]:
    spent, made = taken(work)
    bare, rows = taken(lambda: _bare(str(database.database), lessons))
    return {"spent": spent, "made": made, "bare": bare, "rows": rows}


def _busiest(year: SchoolYear) -> Group:
    """The page of a class with most lessons."""
    statement = (
        "SELECT lesson.group_id FROM lesson JOIN teaching_group ON teaching_group.id = group_id"
        f" WHERE grade = {GRADE} AND kind = 'class' AND year_id = {year.id}"
        " GROUP BY lesson.group_id ORDER BY count(*) DESC LIMIT 1"
    )
    group: Group = Group.get_by_id(database.execute_sql(statement).fetchone()[0])
    return group


def _page(group: Group, now: datetime) -> int:
    viewer = Viewer(0, lambda teachers: False, school_settings().school_week, now)
    page = journal.page(group, Asked(None, group.year.valid_from, TODAY), viewer)
    return sum(len(row.cells) for row in page.grid.rows)


def _bare(file: str, lessons: str) -> int:
    with closing(sqlite3.connect(file)) as bare:
        return sum(len(bare.execute(one.format(lessons=lessons)).fetchall()) for one in ROWS)
