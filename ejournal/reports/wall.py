"""п. 4.2.1: the timetable of all classes by days, for the wall."""

from collections.abc import Iterator
from datetime import date

from ejournal.documents.timetable import HEAD, Wall, WallRow, row
from ejournal.documents.timetable_week import WeekSheet
from ejournal.models import people
from ejournal.models.week import Entry, turns
from ejournal.reports.bell_times import BellTimes
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
        row(_first(one.number, one.time), tuple("\n".join(map(_said, lessons)) for lessons in one.cells))
        for one in week.rows
    )
    since = f"действует с {date_words(week.since)}" if week.since else f"на {date_words(day)}"
    return WeekSheet(school=school, whose=week.title, since=since, rows=(head, *rows))


def _said(cell: Cell) -> str:
    return "\n".join(filter(None, (cell.time, cell.what, cell.when, cell.about)))


def _rows(whole: SchoolWeek) -> Iterator[WallRow]:
    bells = BellTimes(whole)
    shown = [entry for entry in whole.entries if entry.kind in SHOWN]
    for day in whole.days:
        lessons = [entry for entry in shown if entry.weekday == day]
        numbers = [entry.number for entry in lessons]
        if not numbers:
            continue
        yield row(weekday_name(day).capitalize(), tuple(whole.classes.values()), HEAD)
        for number in range(min(numbers), max(numbers) + 1):
            yield _row(whole, bells, number, [entry for entry in lessons if entry.number == number])


def _row(whole: SchoolWeek, bells: BellTimes, number: int, lessons: list[Entry]) -> WallRow:
    time = bells.row(lessons)
    cells: dict[int, list[str]] = {}
    for entry in lessons:
        for cohort in whole.classes_of(entry):
            cells.setdefault(cohort, []).append(_told(entry, bells.other(entry, time)))
    return row(_first(number, time), tuple("\n".join(cells.get(cohort, ())) for cohort in whole.classes))


def _first(number: int, time: str) -> str:
    """«1» over «8:30–9:10»."""
    return "\n".join(filter(None, (str(number), time)))


def _told(entry: Entry, time: str) -> str:
    """«Алгебра, группа 2, каб. 19», after «8:30–9:05» of other bells; the room stays in one line."""
    said = ", ".join(
        filter(None, (entry.subject, part_title(entry), when_title(entry), room_short(entry.room)))
    )
    return "\n".join(filter(None, (time, said)))


def _director(day: date) -> str:
    found = [person for person, role, *_ in people.duties_on(day) if role == "director"]
    return next((initials_first(*name) for name in people.names(found[:1], day).values()), "")
