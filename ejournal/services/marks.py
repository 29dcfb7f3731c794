"""Works — the columns of a lesson — and the marks in them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from ejournal.access import Actor
from ejournal.models import debts, journal
from ejournal.models.gradings import ways as stored_ways
from ejournal.models.journal import CellMark, Mark, MarkWithdrawal, Work
from ejournal.models.memos import asked_of
from ejournal.models.openings import fillers, opened, slot_of
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.term_records import periods_of_groups
from ejournal.models.timetable import Lesson, lessons_from, teachers_of
from ejournal.models.weights import decided
from ejournal.models.work_deadlines import typed
from ejournal.rules import attendance, deadlines, gradings, marks
from ejournal.rules.copies import ALWAYS_THERE
from ejournal.rules.debts import Debt, check_later, check_not_written, owed
from ejournal.rules.gradings import Ways
from ejournal.rules.openings import FOR_MARKS, marks_until
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.weights import weight_of
from ejournal.rules.works import OWED, WorkKind, kind
from ejournal.services.attendance import check_members, check_seen
from ejournal.services.deeds import add_fact, create, deed, moment, revise
from ejournal.services.lessons import lock, moment_of

MOST_WORKS = 6  # beside the answers at the lesson, which every lesson has a column for


@deed("work.add", of="lesson")
def add_work(lesson: Lesson, code: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.4, 3.6: a column for a kind of work, in the graph of the day when it was done."""
    lock(lesson)
    check_giver(lesson, by)
    new_work(lesson, kind(code), by, now)


def new_work(lesson: Lesson, chosen: WorkKind, by: Actor, now: datetime) -> Work:
    """The column of a kind; made after the day of the lesson it keeps the stamp of its lateness."""
    if not ways_of(lesson).any_marks(lesson.group_id, lesson.date):
        raise Refusal(marks.CLAUSE, marks.NO_MARKS)
    present = {work.kind for work in journal.works([lesson.id])}
    if chosen.code in present:
        raise Refusal("", f"Колонка «{chosen.title}» на этом уроке уже есть.")
    if len({*present, chosen.code} - {ALWAYS_THERE}) > MOST_WORKS:
        raise Refusal("", f"На одном уроке может быть не больше {MOST_WORKS} видов работ, кроме ответов.")
    check_later(chosen, lesson.date, debts_of(lesson, chosen))
    moment, periods = moment_of(lesson, now), periods_of_groups([lesson.group])[lesson.group_id]
    marks.check_in_time(moment, chosen, deadline_of(lesson, chosen, now))
    return create(
        Work,
        lesson=lesson,
        kind=chosen.code,
        weight=weight_of(chosen.code, lesson.date, periods, decided()),
        added_at=now,
        added_by=by.person,
        late_days=moment.late_days,
        removed=False,
    )


@deed("work.remove", of="lesson")
def remove_work(lesson: Lesson, code: str, *, by: Actor, now: datetime) -> None:
    """Take away a column added by mistake; one that has ever held a mark stays (п. 4.5.4)."""
    lock(lesson)
    work = _column(lesson, kind(code).code)
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
    check_giver(lesson, by)
    check_members(lesson, {pupil: value})
    work = _column(lesson, column)
    current = _newest(lesson, work, pupil)
    standing = current if current and not current.withdrawn else None
    if standing and standing.value == value and standing.by == by.person:
        return  # the same mark on its way twice, as when a cell saves itself and the form is sent
    check_seen(current.id if current else 0, seen, _stands(standing, by))
    if not value:
        _withdraw(lesson, standing, by, now)
    else:
        _write(lesson, work or kind(column), pupil, current, value, by, now)


@deed("mark.rest", of="lesson")
def put_rest(
    lesson: Lesson, column: str, value: str, seen: Mapping[int, int], *, by: Actor, now: datetime
) -> None:
    """п. 4.5.4: one value for these pupils, each an ordinary mark; `seen` are their newest marks, 0 for none.

    Who is away by now, or has got a mark meanwhile, is passed over: the cell is not empty any more.
    """
    lock(lesson)
    check_giver(lesson, by)
    check_members(lesson, dict.fromkeys(seen, value))
    if not value:
        raise Refusal("", "Выберите отметку, которую получат остальные.")
    work, codes = _column(lesson, column), journal.absences([lesson.id])
    newest = {cell.pupil: cell for cell in journal.cell_marks([lesson.id]) if work and cell.work == work.id}
    left = [one for one in seen if codes.get((lesson.id, one), (0, ""))[1] not in attendance.ABSENCES]
    left = [one for one in left if one not in newest or newest[one].withdrawn]
    if not left:
        raise Refusal("", "Пустых клеток у присутствующих в этой колонке уже нет.", Way.RELOAD)
    for pupil in left:
        chosen = _column(lesson, column) or kind(column)  # the first mark makes the column
        _write(lesson, chosen, pupil, newest.get(pupil), value, by, now)


def check_giver(lesson: Lesson, by: Actor) -> None:
    """п. 4.5.4: marks are of whoever gives the lesson, not of somebody who writes the rest of it by order."""
    if by.person in teachers_of(lesson) or by.person is None:
        return
    if by.person in fillers(lesson, moment().date()):
        raise Refusal("4.5.4", "Урок передан вам по распоряжению: вносят тему, посещаемость и задание.")


def _stands(standing: CellMark | None, by: Actor) -> str:
    """What a conflict says of the cell: a mark that another is typing is not told."""
    if standing is None:
        return "там сейчас пусто"
    return f"там стоит «{standing.value}»" if standing.by == by.person else "отметку вводит другой учитель"


def _column(lesson: Lesson, code: str) -> Work | None:
    """The column of a kind of work; None when the kind has no column yet."""
    return next((work for work in journal.works([lesson.id]) if work.kind == code), None)


def _newest(lesson: Lesson, work: Work | None, pupil: int) -> CellMark | None:
    cells = journal.cell_marks([lesson.id], pupil)
    return next((cell for cell in cells if work and cell.work == work.id), None)


def _write(
    lesson: Lesson,
    column: Work | WorkKind,
    pupil: int,
    current: CellMark | None,
    value: str,
    by: Actor,
    now: datetime,
) -> None:
    chosen = kind(column.kind) if isinstance(column, Work) else column
    marks.check(_attempt(lesson, chosen, pupil, current, by, now), value)
    _check_asked(lesson, chosen, pupil, value, now)
    if current is None:
        check_owed(lesson, chosen, pupil)
    work = column if isinstance(column, Work) else new_work(lesson, column, by, now)
    add_fact(
        Mark,
        work=work,
        pupil=pupil,
        place=1,
        value=value,
        entry_until=marks.entry_until(now, school_settings().entry_minutes),
        slip_of=current.id if current else None,
    )


def _check_asked(lesson: Lesson, chosen: WorkKind, pupil: int, value: str, now: datetime) -> None:
    """п. 4.5.4: a request lets in the answers that it names, given on their day, and no others."""
    if not chosen.oral or lesson.date >= now.date():
        return
    grounds = {one.ground for one in opened([slot_of(lesson)], now.date()).get(lesson.id, ())}
    if grounds & FOR_MARKS == {"request"} and (chosen.code, pupil, value) not in asked_of(lesson.id):
        raise Refusal(
            "4.5.4",
            "По обращению ставят только те ответы, которые в нём названы: «задним числом» других не ставят.",
        )


def check_owed(lesson: Lesson, chosen: WorkKind, pupil: int) -> None:
    """п. 4.5.4: a missed work has one mark: in the column of the day on which it was written."""
    check_later(chosen, lesson.date, debts_of(lesson, chosen), pupil)
    if chosen.code in OWED:
        check_not_written(chosen, lesson.date, debts.written_later(lesson.group_id), pupil)


def ways_of(lesson: Lesson) -> Ways:
    """п. 4.5.4: how the page of a lesson and its pupils are graded. One query."""
    return gradings.ways([lesson.group], stored_ways([lesson.group_id]))


def debts_of(lesson: Lesson, chosen: WorkKind) -> list[Debt]:
    """п. 4.5.4: who owes the work that this column makes up for; nobody for a column of the day itself."""
    if chosen.missed is None:
        return []
    missed = debts.missed(lesson.group_id, [chosen.base], attendance.ABSENCES, lesson.date)
    return owed(missed, partial(debts.written_later, lesson.group_id))


def _attempt(
    lesson: Lesson, chosen: WorkKind, pupil: int, current: CellMark | None, by: Actor, now: datetime
) -> marks.Attempt:
    standing = current if current and not current.withdrawn else None
    cell, ways = (lesson.group_id, pupil, lesson.date), ways_of(lesson)
    _, absence = journal.absences([lesson.id], pupil).get((lesson.id, pupil), (0, attendance.PRESENT))
    return marks.Attempt(
        grading=ways.of(*cell),
        own=ways.beside(*cell).told,
        kind=chosen,
        moment=moment_of(lesson, now),
        deadline=deadline_of(lesson, chosen, now),
        held=bool(journal.roll_calls([lesson.id])),
        absence=absence,
        previous=_previous(lesson, standing, by, now),
    )


def _previous(lesson: Lesson, standing: CellMark | None, by: Actor, now: datetime) -> marks.Previous | None:
    if standing is None:
        return None
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    is_set = marks.is_set(standing.at, standing.entry_until, handed_in, now)
    return marks.Previous(standing.value, in_entry=not is_set, own=standing.by == by.person)


def _withdraw(lesson: Lesson, standing: CellMark | None, by: Actor, now: datetime) -> None:
    previous = _previous(lesson, standing, by, now)
    if standing and previous:
        marks.check_replaceable(previous)
        add_fact(MarkWithdrawal, mark=standing.id)


def deadline_of(lesson: Lesson, chosen: WorkKind, now: datetime) -> date:
    """п. 4.5.4: until which day marks of this kind of work may be typed; an opening may be longer."""
    ahead = (day for day, _ in lessons_from(lesson.group_id, lesson.date, lesson.date))
    calendar = calendar_of(lesson.group.cohort_id, lesson.date, school_settings().school_week)
    own = typed([lesson.group_id], lesson.date, lesson.date) if chosen.code in deadlines.TYPED else {}
    norm = deadlines.page_deadline(
        chosen,
        lesson.group.subject.name,
        lesson.group.grade,
        lesson.date,
        ahead,
        calendar.is_school_day,
        own.get((lesson.group_id, lesson.date, lesson.number, chosen.code)),
    )
    return marks_until(opened([slot_of(lesson)], now.date()).get(lesson.id, ()), norm, chosen.oral)
