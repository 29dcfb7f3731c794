"""Memos of the demo: a mistake put right, one refused, two that wait, a lesson to be opened (п. 4.5.4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import Actor, Role
from ejournal.models.curriculum import Group
from ejournal.models.journal import Mark, Work
from ejournal.models.memos import Memo
from ejournal.models.people import duties_on
from ejournal.models.timetable import Lesson, teachers_of
from ejournal.models.timetable import lesson as lesson_of
from ejournal.services import memos as deeds

GRADES = (6, 8, 9)
LOOK_BACK = timedelta(days=14)
STEP = timedelta(minutes=7)
DAY = timedelta(days=1)
OTHER = {"2": "3", "3": "4", "4": "5", "5": "4"}
SAID = (
    ("slip", "Отметка предназначалась следующему ученику в списке", "тетрадь проверена"),
    ("appeal", "Работа перепроверена вместе с учеником", ""),
    ("slip", "Нажата не та клавиша", "черновик отметок на бумаге"),
    ("appeal", "Задание 5 засчитано верным", "работа ученика"),
)
APPROVED, REFUSED = 0, 1  # places in SAID
WHY_NOT = "Работа проверена по критериям, основания для изменения нет."


def write(newest: datetime, shown: datetime) -> None:
    """Write them once, after everything that the school has done by then; the first two are decided."""
    moments = iter(newest + STEP * step for step in range(1, 2 * len(SAID)))
    deputy = next((who for who, role, *_ in duties_on(newest.date()) if role == Role.DEPUTY), None)
    if deputy is None or newest + STEP * 2 * len(SAID) >= shown or Memo.select().exists():
        return
    mistakes = list(_mistakes(newest.date(), deputy))
    for place, (lesson, mark) in enumerate(mistakes):
        reason, words, evidence = SAID[place]
        by, right = Actor(mark.by_id, Role.TEACHER), OTHER[mark.value]
        told = (lesson, mark.id, right, None, reason, words, evidence)
        deeds.report_mistake(*told, by=by, now=next(moments))
        if place in (APPROVED, REFUSED):
            memo = Memo.select().order_by(Memo.id.desc()).get()
            answer = (place == APPROVED, WHY_NOT if place == REFUSED else "", None)
            deeds.decide(lesson, memo, *answer, by=Actor(deputy, Role.DEPUTY), now=next(moments))
    if mistakes:
        lesson, mark = mistakes[-1]
        told_of = ("line", "В тот вечер в селе не было света", "")
        deeds.ask_to_open(lesson, *told_of, by=Actor(mark.by_id, Role.TEACHER), now=next(moments))


def _mistakes(last: date, deputy: int) -> Iterator[tuple[Lesson, Any]]:
    """A set mark of each of some lessons of the last days, each of another teacher."""
    here = (
        Group.grade.in_(GRADES) & (Group.kind == "class") & Lesson.date.between(last - LOOK_BACK, last - DAY)
    )
    marks = Mark.select(Mark, Work).join(Work).join(Lesson).join(Group).where(here & (Work.kind == "answer"))
    authors: set[int] = {deputy}
    for mark in marks.order_by(Lesson.date, Mark.id):
        lesson = lesson_of(mark.work.lesson.id) if mark.by_id not in authors and mark.value in OTHER else None
        if lesson is None or mark.by_id not in teachers_of(lesson) or mark.entry_until.date() >= last:
            continue
        authors.add(mark.by_id)
        yield lesson, mark
        if len(authors) > len(SAID):
            return
