"""п. 4.5.4: works are checked longer than the norm: the deputy decides so, or the teacher was ill."""

from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models.openings import Opening, OpeningWithdrawal
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.models.works_given import works_given
from ejournal.rules.memos import check_until
from ejournal.rules.openings import next_school_day
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.rules.works import kind
from ejournal.services.deeds import add_fact, deed
from ejournal.services.mark_cells import deadline_of
from ejournal.services.openings import open_lesson

CLAUSE = "4.5.4"
ILLNESS = "болезнь учителя"
REASON = 80  # signs
BEFORE = timedelta(days=30)  # works older than this are past every norm
DAY = timedelta(days=1)


@deed("works.prolong", of="lesson", alone=True)
def prolong(lesson: Lesson, until: date | None, why: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.4: the deputy lets the works of a lesson be marked later; answers have their own day."""
    why = one_line(why, limit=REASON, field="Причина")
    if lesson.date >= now.date():
        raise Refusal(CLAUSE, "День этого урока ещё не прошёл: продлевать нечего.")
    if not why:
        raise Refusal(CLAUSE, "Напишите, почему срок продлён: например «ВПР проверяется до 4 декабря».")
    open_lesson(lesson, "works", f"продление: {why}", check_until(until, now.date()))


def prolong_for_illness(person: int, first: date, last: date, now: datetime) -> None:
    """п. 4.5.4: works that were to be marked in these days get as many more. Of the current deed."""
    for number, codes in works_given(person, first - BEFORE, first).items():
        lesson = lesson_of(number)
        written = [chosen for chosen in map(kind, codes) if not chosen.oral]
        if lesson is None or not written:
            continue
        due = max(deadline_of(lesson, chosen, now) for chosen in written)
        lost = (last - max(first, lesson.date + DAY)).days + 1
        if due >= first and lost > 0:
            calendar = calendar_of(lesson.group.cohort_id, due, school_settings().school_week)
            until = next_school_day(due + timedelta(days=lost - 1), calendar.is_school_day)
            open_lesson(lesson, "works", ILLNESS, until)


def shorten_again(deed_key: str) -> None:
    """What an illness has prolonged by this deed is taken back, under the current deed: it was a mistake."""
    taken_back = OpeningWithdrawal.select(OpeningWithdrawal.opening)
    mine = (Opening.deed == deed_key) & (Opening.ground == "works") & Opening.id.not_in(taken_back)
    for opening in Opening.select().where(mine):
        add_fact(OpeningWithdrawal, opening=opening)
