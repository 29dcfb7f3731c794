"""Lessons moved to another time, or exchanged (п. 4.2.1)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.models.moves import LessonMove, move_of
from ejournal.models.norms import capacities
from ejournal.models.people import year_of_work
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.substitutions import about
from ejournal.models.timetable import Lesson, lesson_at, monday_of
from ejournal.models.week import week_given
from ejournal.models.weeks import closed
from ejournal.models.written import blanks
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts, planned
from ejournal.services.deeds import create, deed, moment, remove, revise
from ejournal.services.timetable import bell_of
from ejournal.wording import date_short

CLAUSE = "4.2.1"
BACK = timedelta(days=28)  # a lesson that was not held may be given so much later
WHO = {"class": "у класса", "teacher": "у учителя", "room": "в кабинете"}


class Place(NamedTuple):
    """A lesson and when it is to be given."""

    lesson: Lesson
    day: date
    number: int


@deed("lesson.move", of="lesson")
def move(lesson: Lesson, day: date, number: int, order: str, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: give a lesson at another time, when its class, teacher and room are free."""
    _rearrange([Place(lesson, day, number)], optional_order(order, CLAUSE))


@deed("lesson.exchange", of="lesson")
def exchange(lesson: Lesson, other: Lesson, order: str, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: each of two lessons is given at the time of the other."""
    if lesson.id == other.id:
        raise Refusal(CLAUSE, "Выберите два разных урока.")
    places = [Place(lesson, other.date, other.number), Place(other, lesson.date, lesson.number)]
    _rearrange(places, optional_order(order, CLAUSE))


@deed("lesson.move_back", of="lesson_move")
def move_back(found: LessonMove, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: a lesson returns to its time, and with it the one that it was exchanged with."""
    if found.from_date < now.date():
        raise Refusal(CLAUSE, "День, с которого урок перенесли, уже прошёл: вернуть его нельзя.")
    places = []
    for one in _pair(found):
        lesson = lesson_at(one.group_id, one.to_date, one.to_number)
        if lesson is None:
            raise Refusal(CLAUSE, "Этого урока уже нет. Обновите страницу.", Way.RELOAD)
        places.append(Place(lesson, one.from_date, one.from_number))
    _rearrange(places, found.order_number)


def _pair(found: LessonMove) -> list[LessonMove]:
    """The move, and the one of the lesson that stands now where this one stood before."""
    there = (LessonMove.to_date == found.from_date) & (LessonMove.to_number == found.from_number)
    here = (LessonMove.from_date == found.to_date) & (LessonMove.from_number == found.to_number)
    return [found, *LessonMove.select().where(there & here & (LessonMove.id != found.id)).limit(1)]


def _rearrange(places: Sequence[Place], order: str) -> None:
    for place in places:
        _check(place)
    if found := _clashes(places):
        others = {lesson.title for conflict in found for lesson in conflict.lessons}
        titles = {_title(place.lesson) for place in places}
        busy = ", ".join(sorted(others - titles)) or ", ".join(sorted(others))
        raise Refusal(CLAUSE, f"Перенести нельзя: {WHO[found[0].kind]} в это время уже есть урок — {busy}.")
    for place in places:
        _record(place, order)
        bell = bell_of(place.lesson.group.grade, place.number, place.day)
        zone = moment().tzinfo
        revise(
            place.lesson,
            date=place.day,
            number=place.number,
            starts_at=datetime.combine(place.day, bell.starts, zone),
            ends_at=datetime.combine(place.day, bell.ends, zone),
        )


def _check(place: Place) -> None:
    lesson, today, title = place.lesson, moment().date(), _title(place.lesson)
    if not blanks([lesson.id]):
        raise Refusal(CLAUSE, f"{title}: в уроке уже есть записи, перенести его нельзя.")
    if about([lesson.id]):
        raise Refusal(CLAUSE, f"{title}: урок передан по замене. Сначала снимите это решение.")
    if lesson.date < today - BACK or lesson.id in closed([lesson]):
        raise Refusal(CLAUSE, f"{title}: урок слишком давний или его неделя закрыта.")
    year, cohort = year_of_work(today), lesson.group.cohort_id
    if place.day < today or year is None or not year.valid_from <= place.day <= year.valid_to:
        raise Refusal(CLAUSE, "Перенести урок можно на сегодня или позже, до конца учебного года.")
    if not calendar_of(cohort, place.day, school_settings().school_week).is_school_day(place.day):
        raise Refusal(CLAUSE, f"{date_short(place.day)} класс не учится: выберите учебный день.")


def _clashes(places: Sequence[Place]) -> list[Conflict]:
    """What would be at once with these lessons if they stood there."""
    moving = {place.lesson.id: place for place in places}
    weeks: dict[date, list[PlannedLesson]] = {}
    there: list[tuple[date, PlannedLesson]] = []
    for monday in {monday_of(day) for place in places for day in (place.day, place.lesson.date)}:
        for entry, teachers, classes in week_given(monday):
            lesson, place = planned(*entry[:8], teachers, classes), moving.get(entry.id)
            if place is None:
                weeks.setdefault(monday, []).append(lesson)
            else:
                there.append((monday_of(place.day), lesson.at(place.day.isoweekday(), place.number)))
    for monday, lesson in there:
        weeks.setdefault(monday, []).append(lesson)
    return [
        conflict
        for monday, week in weeks.items()
        for conflict in conflicts(week, rooms=capacities())
        if any((monday, lesson) in there for lesson in conflict.lessons)
    ]


def _record(place: Place, order: str) -> None:
    """Keep where the timetable has the lesson; one that is back there has no move any more."""
    lesson = place.lesson
    known = move_of(lesson.group_id, lesson.date, lesson.number)
    if known is None:
        create(
            LessonMove,
            group=lesson.group_id,
            from_date=lesson.date,
            from_number=lesson.number,
            to_date=place.day,
            to_number=place.number,
            order_number=order,
        )
    elif (known.from_date, known.from_number) == (place.day, place.number):
        remove(known)
    else:
        revise(known, to_date=place.day, to_number=place.number, order_number=order)


def _title(lesson: Lesson) -> str:
    return f"{lesson.group.subject.name}, {lesson.group.name}"
