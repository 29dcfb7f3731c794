"""One cell of marks: its column, what stands in it, what may be written into it (п. 4.5.4)."""

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
from ejournal.rules.refusal import Refusal
from ejournal.rules.weights import weight_of
from ejournal.rules.works import OWED, WorkKind, kind, later
from ejournal.services.deeds import add_fact, create, moment
from ejournal.services.lessons import moment_of

MOST_WORKS = 6  # beside the answers at the lesson, which every lesson has a column for


def new_work(lesson: Lesson, chosen: WorkKind, by: Actor, now: datetime, source: Work | None = None) -> Work:
    """The column of a kind; made after the day of the lesson it keeps the stamp of its lateness.

    `source` is the work of another page whose second marks it is for.
    """
    if chosen.second and source is None:
        raise Refusal(marks.CLAUSE, "Колонка второй отметки появляется сама: от работы на другой странице.")
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
        source=source,
    )


def check_giver(lesson: Lesson, by: Actor) -> None:
    """п. 4.5.4: marks are of whoever gives the lesson, not of somebody who writes the rest of it by order."""
    if by.person in teachers_of(lesson) or by.person is None:
        return
    if by.person in fillers(lesson, moment().date()):
        raise Refusal("4.5.4", "Урок передан вам по распоряжению: вносят тему, посещаемость и задание.")


def stands(standing: CellMark | None, by: Actor) -> str:
    """What a conflict says of the cell: a mark that another is typing is not told."""
    if standing is None:
        return "там сейчас пусто"
    return f"там стоит «{standing.value}»" if standing.by == by.person else "отметку вводит другой учитель"


def column_of(lesson: Lesson, code: str) -> Work | None:
    """The column of a kind of work; None when the kind has no column yet."""
    return next((work for work in journal.works([lesson.id]) if work.kind == code), None)


def newest(lesson: Lesson, work: Work | None, pupil: int) -> CellMark | None:
    """The newest mark of a cell, withdrawn or not."""
    cells = journal.cell_marks([lesson.id], pupil)
    return next((cell for cell in cells if work and cell.work == work.id), None)


def put(
    lesson: Lesson,
    column: Work | WorkKind,
    pupil: int,
    current: CellMark | None,
    value: str,
    by: Actor,
    now: datetime,
    source: Work | None = None,
) -> None:
    """Type a mark into a cell whose newest one is `current`, or take back with "" what stands there.

    The column of the kind is made when there is none; `source` as in new_work.
    """
    if not value:
        withdraw(lesson, current if current and not current.withdrawn else None, by, now)
        return
    chosen = kind(column.kind) if isinstance(column, Work) else column
    marks.check(_attempt(lesson, chosen, pupil, current, by, now), value)
    _check_asked(lesson, chosen, pupil, value, now)
    if current is None:
        check_owed(lesson, chosen, pupil)
    work = column if isinstance(column, Work) else new_work(lesson, column, by, now, source)
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
        made_up=absence in attendance.ABSENCES and _made_up(lesson, chosen, pupil),
    )


def _made_up(lesson: Lesson, chosen: WorkKind, pupil: int) -> bool:
    """п. 4.5.4: whether a pupil who missed a work has a mark of it on a later day."""
    if chosen.code not in OWED:
        return False
    return (later(chosen.code, lesson.date), pupil) in debts.written_later(lesson.group_id)


def _previous(lesson: Lesson, standing: CellMark | None, by: Actor, now: datetime) -> marks.Previous | None:
    if standing is None:
        return None
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    is_set = marks.is_set(standing.at, standing.entry_until, handed_in, now)
    return marks.Previous(standing.value, in_entry=not is_set, own=standing.by == by.person)


def withdraw(lesson: Lesson, standing: CellMark | None, by: Actor, now: datetime) -> None:
    """Take back what stands in a cell, while in entry."""
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
