"""Works — the columns of a lesson — and the marks in them."""

from collections.abc import Mapping
from datetime import datetime

from ejournal.access import Actor
from ejournal.models import journal
from ejournal.models.journal import Mark
from ejournal.models.timetable import Lesson
from ejournal.rules import attendance
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import kind
from ejournal.services import mark_cells as cells
from ejournal.services import second_marks
from ejournal.services.attendance import check_members, check_seen
from ejournal.services.deeds import deed, revise
from ejournal.services.lessons import lock


@deed("work.add", of="lesson")
def add_work(lesson: Lesson, code: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.4, 3.6: a column for a kind of work, in the graph of the day when it was done."""
    lock(lesson)
    cells.check_giver(lesson, by)
    cells.new_work(lesson, kind(code), by, now)


@deed("work.remove", of="lesson")
def remove_work(lesson: Lesson, code: str, *, by: Actor, now: datetime) -> None:
    """Take away a column added by mistake; one that has ever held a mark stays (п. 4.5.4)."""
    lock(lesson)
    work = cells.column_of(lesson, kind(code).code)
    if work is None:
        raise Refusal("", "Этой колонки уже нет. Обновите страницу.", Way.RELOAD)
    if Mark.select().where(Mark.work == work).exists():
        raise Refusal("4.5.4", "В этой колонке уже стояли отметки: убрать её нельзя.")
    revise(work, removed=True)


@deed("mark.put", of="lesson")
def put_mark(
    lesson: Lesson, column: str, pupil: int, seen: int, value: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.4: type a mark, retype it while in entry (описка), or with "" take it back while in entry.

    `column` is the code of the kind of work, whose column is made when it is not there yet; `seen`
    is the id of the newest mark the person saw in the cell, 0 for none.
    """
    lock(lesson)
    cells.check_giver(lesson, by)
    check_members(lesson, {pupil: value})
    work = cells.column_of(lesson, column)
    first, second = second_marks.halves(work, value)
    current = cells.newest(lesson, work, pupil)
    standing = current if current and not current.withdrawn else None
    # the same mark on its way twice, as when a cell saves itself and the form is sent
    same = standing and standing.value == first and (standing.by == by.person or second)
    if not same:
        check_seen(current.id if current else 0, seen, cells.stands(standing, by))
        cells.put(lesson, work or kind(column), pupil, current, first, by, now)
    if work and second is not None:
        second_marks.put(lesson, work, pupil, second, by, now)


@deed("mark.rest", of="lesson")
def put_rest(
    lesson: Lesson, column: str, value: str, seen: Mapping[int, int], *, by: Actor, now: datetime
) -> None:
    """п. 4.5.4: one value for these pupils, each an ordinary mark; `seen` are their newest marks, 0 for none.

    Who is away by now, or has got a mark meanwhile, is passed over: the cell is not empty any more.
    """
    lock(lesson)
    cells.check_giver(lesson, by)
    check_members(lesson, dict.fromkeys(seen, value))
    if not value:
        raise Refusal("", "Выберите отметку, которую получат остальные.")
    work, codes = cells.column_of(lesson, column), journal.absences([lesson.id])
    newest = {cell.pupil: cell for cell in journal.cell_marks([lesson.id]) if work and cell.work == work.id}
    left = [one for one in seen if codes.get((lesson.id, one), (0, ""))[1] not in attendance.ABSENCES]
    left = [one for one in left if one not in newest or newest[one].withdrawn]
    if not left:
        raise Refusal("", "Пустых клеток у присутствующих в этой колонке уже нет.", Way.RELOAD)
    for pupil in left:
        chosen = cells.column_of(lesson, column) or kind(column)  # the first mark makes the column
        cells.put(lesson, chosen, pupil, newest.get(pupil), value, by, now)


@deed("work.second", of="lesson")
def choose_second_page(lesson: Lesson, code: str, page: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.4: the page of the teacher that gets the second of two marks of a work; 0 for the same cell."""
    lock(lesson)
    cells.check_giver(lesson, by)
    work = cells.column_of(lesson, kind(code).code)
    if work is None:
        raise Refusal("", "Этой колонки уже нет. Обновите страницу.", Way.RELOAD)
    second_marks.check_choice(lesson, work, page, by)
    revise(work, second_page=page or None)
