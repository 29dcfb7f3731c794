"""The second mark of a work on another page of the same teacher: «4/5» of a composition, 5 for its spelling.

The work says to which page it goes (`Work.second_page`). There it stands as an ordinary mark, in a column of
its own, on the first lesson from the day of the work on at which the pupil was.
"""

from datetime import datetime

from ejournal.access import Actor
from ejournal.models import journal
from ejournal.models import second_marks as stored
from ejournal.models.curriculum import members_on
from ejournal.models.journal import CellMark, Work
from ejournal.models.term_records import periods_of_groups
from ejournal.models.timetable import Lesson, teachers_of
from ejournal.rules import attendance, marks
from ejournal.rules.refusal import Refusal
from ejournal.rules.works import kind, second_of
from ejournal.services import mark_cells as cells
from ejournal.services.lessons import lock
from ejournal.wording import date_short, quoted


def halves(work: Work | None, value: str) -> tuple[str, str | None]:
    """What goes into the cell itself and what to the other page: None leaves it as it is."""
    if work is None or work.second_page_id is None:
        return value, None
    first, _, second = value.partition(marks.BETWEEN)
    if not value:
        return "", ""
    return (first, second) if first and second else (value, None)


def check_choice(lesson: Lesson, work: Work, page: int, by: Actor) -> None:
    """п. 4.5.4: a work of two marks, a page of the teacher with these pupils, nothing standing there yet.

    What was typed and taken back while in entry stands nowhere.
    """
    chosen = kind(work.kind)
    if not chosen.two:
        raise Refusal("4.5.4", f"{chosen.title}: за эту работу ставят одну отметку.")
    assert by.person is not None, "a lesson has a teacher"
    if page and page not in {one.id for one in stored.beside(lesson.group, by.person, lesson.date)}:
        raise Refusal(
            "4.5.4", "Вторую отметку можно ставить на свою страницу другого предмета у тех же учеников."
        )
    if any(not cell.withdrawn for cell in stored.seconds([work.id]).values()):
        raise Refusal("4.5.4", "Вторые отметки за эту работу уже стоят на другой странице: её не сменить.")
    here = [cell for cell in journal.cell_marks([lesson.id]) if cell.work == work.id and not cell.withdrawn]
    if any(marks.BETWEEN in cell.value for cell in here):
        raise Refusal("4.5.4", "В этой колонке уже есть две отметки в одной клетке: они остаются здесь.")


def put(lesson: Lesson, work: Work, pupil: int, value: str, by: Actor, now: datetime) -> None:
    """п. 4.5.4: the second mark of a work of this lesson, as a part of the deed that writes the first."""
    standing = stored.standing(work.id, pupil)
    if standing is None:
        if not value:
            return
        place = _place(lesson, work, pupil, by, now)
    elif standing.value == value:
        return
    else:
        place = Lesson.get_by_id(standing.lesson)
    try:
        _write(place, work, pupil, standing, value, by, now)
    except Refusal as refusal:
        name, day = quoted(place.group.subject.name), date_short(place.date)
        raise Refusal(refusal.clause, f"Вторая отметка, {name}, {day}. {refusal.message}") from None


def _write(
    place: Lesson, work: Work, pupil: int, standing: CellMark | None, value: str, by: Actor, now: datetime
) -> None:
    if by.person not in teachers_of(place):
        raise Refusal("4.5.4", "Этот урок уже не ваш: отметку на нём ставит тот, кто его ведёт.")
    lock(place)
    chosen = kind(second_of(kind(work.kind)))
    column = cells.column_of(place, chosen.code)
    current = standing or cells.newest(place, column, pupil)
    cells.put(place, column or chosen, pupil, current, value, by, now, source=work)


def _place(lesson: Lesson, work: Work, pupil: int, by: Actor, now: datetime) -> Lesson:
    """The lesson of the other page that gets the mark: of the same period and the same teacher.

    The pupil was there, and no other work has its second marks on it.
    """
    page, day = work.second_page, lesson.date
    assert page is not None, "the second mark goes to a page"
    ahead = stored.held_lessons(page.id, day, now.date())
    ids, code = [one.id for one in ahead], second_of(kind(work.kind))
    away = journal.absences(ids, pupil)
    taken = {one.lesson_id for one in journal.works(ids) if one.kind == code and one.source_id != work.id}
    periods = periods_of_groups([page])[page.id]
    last = next((one.valid_to for one in periods if one.valid_from <= day <= one.valid_to), now.date())
    for one in ahead:
        there = away.get((one.id, pupil), (0, attendance.PRESENT))[1] not in attendance.ABSENCES
        fits = one.date <= last and there and one.id not in taken and by.person in teachers_of(one)
        if fits and pupil in members_on(page.id, one.date):
            return one
    raise Refusal(
        "4.5.4",
        "Вторую отметку пока некуда поставить: на странице "
        f"{quoted(page.subject.name)} с {date_short(day)} нет свободного урока с сохранённой посещаемостью, "
        "на котором ученик был. Поставьте сейчас одну отметку, а вторую добавьте после такого урока.",
    )
