"""п. 4.2.1: the timetable of all classes by days, for the wall."""

from datetime import date

from ejournal.documents.timetable import HEAD, Wall, WallRow, row
from ejournal.documents.timetable_week import WeekSheet
from ejournal.models import people
from ejournal.models.week import Entry, turns
from ejournal.reports.school_week import SchoolWeek, part_title, when_title
from ejournal.reports.timetable import Cell, Week, in_force
from ejournal.wording import date_words, initials_first, room_short, weekday_name

SHOWN = ("class", "part", "mixed", "extracurricular")  # of the kinds of pages: what a class has


def wall(school: str, day: date, school_week: int, deputy: str) -> Wall | None:
    """The wall as it is in force on a day; None when there is no timetable. A constant number of queries."""
    year = people.year_of_work(day)
    whole = in_force(year, day, school_week) if year else None
    if whole is None or year is None:
        return None
    shown = max(day, year.valid_from)
    since = max((turn for turn in turns(year) if turn <= shown), default=year.valid_from)
    return Wall(
        school=school,
        since=f"действует с {date_words(since)}",
        rows=tuple(_rows(whole)),
        director=_director(shown),
        deputy=deputy,
    )


def of_one(school: str, week: Week, day: date) -> WeekSheet:
    """The week of one teacher, room or class as a sheet."""
    head = row("Урок", tuple(name.capitalize() for name in week.days), HEAD)
    rows = (
        row(str(number), tuple("\n".join(map(_said, lessons)) for lessons in cells))
        for number, cells in week.rows
    )
    since = f"действует с {date_words(week.since)}" if week.since else f"на {date_words(day)}"
    return WeekSheet(school=school, whose=week.title, since=since, rows=(head, *rows))


def _said(cell: Cell) -> str:
    return "\n".join(filter(None, (cell.what, cell.when, cell.about)))


def _rows(whole: SchoolWeek) -> list[WallRow]:
    cells: dict[tuple[int, int, int], list[str]] = {}
    for entry in whole.entries:
        for cohort in whole.classes_of(entry) if entry.kind in SHOWN else ():
            cells.setdefault((entry.weekday, entry.number, cohort), []).append(_told(entry))
    found = []
    for day in whole.days:
        numbers = {number for weekday, number, _ in cells if weekday == day}
        if not numbers:
            continue
        found.append(row(weekday_name(day).capitalize(), tuple(whole.classes.values()), HEAD))
        for number in range(min(numbers), max(numbers) + 1):
            lessons = ("\n".join(cells.get((day, number, cohort), ())) for cohort in whole.classes)
            found.append(row(str(number), tuple(lessons)))
    return found


def _told(entry: Entry) -> str:
    """«Алгебра, группа 2, каб. 19»; the room stays in one line."""
    room = room_short(entry.room).replace(" ", "\u00a0")
    return ", ".join(filter(None, (entry.subject, part_title(entry), when_title(entry), room)))


def _director(day: date) -> str:
    found = [person for person, role, *_ in people.duties_on(day) if role == "director"]
    return next((initials_first(*name) for name in people.names(found[:1], day).values()), "")
