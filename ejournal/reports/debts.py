"""Works that pupils of a lesson owe: each may be written at this lesson, in a column of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from ejournal.models import debts, journal
from ejournal.models.timetable import GroupLesson, Lesson, lessons_from, lessons_of_group
from ejournal.rules.attendance import ABSENCES
from ejournal.rules.debts import owed
from ejournal.rules.gradings import Ways
from ejournal.rules.works import OWED, kind, later
from ejournal.wording import clock_time, moment, weekday


@dataclass(frozen=True)
class Later:
    """Where the mark of a missed work may stand: in column `code` of `lesson`, today's one of its page.

    No lesson of today has begun: `lesson` is None and `told` says when the next one is. `seen` is the newest
    mark of the cell, 0 for none.
    """

    code: str
    sign: str
    pupil: int
    value: str
    lesson: int | None = None
    seen: int = 0
    told: str = ""

    @property
    def field(self) -> str:
        """The name of the cell's field in the form of that lesson."""
        return f"mark-{self.code}-{self.pupil}-{self.seen}"


def place(missed: Lesson, base: str, pupil: int, value: str, now: datetime) -> Later:
    """п. 4.5.4: today's lesson of the page, where a work missed at `missed` may be written, or the next."""
    chosen = kind(later(kind(base).base, missed.date))
    where, today = Later(chosen.code, chosen.sign, pupil, value), now.date()
    days = [day for day, _ in lessons_from(missed.group_id, missed.date, today)]
    days = [day for day in days if day > missed.date and day >= today]
    found = lessons_of_group(missed.group_id, days[0], days[-1]) if days else []
    here = next((one for one in reversed(found) if one.date == today and one.starts_at <= now), None)
    if here is None:
        return replace(where, told=_next(found, now))
    columns = {work.id for work in journal.works([here.id]) if work.kind == chosen.code}
    seen = [cell.id for cell in journal.cell_marks([here.id], pupil) if cell.work in columns]
    return replace(where, lesson=here.id, seen=max(seen, default=0))


def _next(ahead: Iterable[GroupLesson], now: datetime) -> str:
    bell = next((one.starts_at.astimezone(now.tzinfo) for one in ahead if one.starts_at > now), None)
    if bell is None:
        return "Уроков этой страницы впереди нет: о том, где написать работу, решит заместитель."
    if bell.date() == now.date():
        return f"Урок этой страницы сегодня начнётся в {clock_time(bell)}: поставьте отметку на нём."
    day = f"{weekday(bell.date())}, {moment(bell)}"
    return f"Сегодня урока этой страницы нет, ближайший — {day}: поставьте отметку на нём."


@dataclass(frozen=True)
class Owed:
    """A work that was missed: the code and title of the column that makes up for it, and who owes it."""

    code: str
    title: str
    names: tuple[str, ...]


def of_lesson(lesson: Lesson, called: Mapping[int, str], ways: Ways) -> tuple[Owed, ...]:
    """п. 4.5.4: what the pupils of this lesson owe, the oldest first; one query, one more if they do."""
    if not ways.any_marks(lesson.group_id, lesson.date):
        return ()
    missed = debts.missed(lesson.group_id, OWED, ABSENCES, lesson.date)
    found: dict[str, list[int]] = {}
    for debt in sorted(owed(missed, partial(debts.written_later, lesson.group_id))):
        if debt.pupil in called:
            found.setdefault(later(debt.kind, debt.day), []).append(debt.pupil)
    return tuple(
        Owed(code, kind(code).title, tuple(sorted(called[one] for one in pupils)))
        for code, pupils in found.items()
    )
