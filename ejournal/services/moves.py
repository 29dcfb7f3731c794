"""Lessons moved to another time, or exchanged (п. 4.2.1)."""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, NoReturn

from ejournal.access import Actor
from ejournal.models.moves import LessonMove, move_of, moved_together
from ejournal.models.people import year_of_work
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.substitutions import about, not_held
from ejournal.models.timetable import Lesson, lesson_at, monday_of
from ejournal.models.together import standing, together_of
from ejournal.models.week import week_given
from ejournal.models.weeks import closed
from ejournal.models.written import blanks
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.timetable import Conflict
from ejournal.services.clashes import check_laid_out, clashes
from ejournal.services.deeds import create, deed, moment, remove, remove_many, revise
from ejournal.services.missing import bell_of
from ejournal.services.timetable import insert_missing
from ejournal.wording import date_short

CLAUSE = "4.2.1"
BACK = timedelta(days=28)  # a lesson that was not held may be given so much later
JOINT = "Этот урок объявлен совмещённым и переносится вместе с другими."
WHO = {"class": "у класса", "teacher": "у учителя", "room": "в кабинете"}


class Place(NamedTuple):
    """A lesson and when it is to be given."""

    lesson: Lesson
    day: date
    number: int


@deed("lesson.move", of="lesson", alone=True)
def move(lesson: Lesson, day: date, number: int, order: str, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: give a lesson at another time, when its class, teacher and room are free.

    Lessons that are declared to go together move together.
    """
    _rearrange([Place(one, day, number) for one in _together(lesson)], optional_order(order, CLAUSE))


@deed("lesson.exchange", of="lesson", alone=True)
def exchange(lesson: Lesson, other: Lesson, order: str, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: two lessons change places, each with those that go together with it."""
    if lesson.id == other.id or (lesson.date, lesson.number) == (other.date, other.number):
        raise Refusal(CLAUSE, "Выберите два урока, которые стоят в разное время.")
    here, there = _together(lesson), _together(other)
    if {one.group_id for one in here} & {one.group_id for one in there}:
        raise Refusal(CLAUSE, "Это уроки одной и той же страницы журнала: меняться им незачем.")
    places = [Place(one, other.date, other.number) for one in here]
    places += [Place(one, lesson.date, lesson.number) for one in there]
    _rearrange(places, optional_order(order, CLAUSE))


@deed("lesson.move_back", of="lesson_move", alone=True)
def move_back(found: LessonMove, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: a lesson returns to its time, and with it those that it was exchanged or moved with.

    One that is not held at its new time, as nobody is taught that day, is laid out at its own.
    """
    if found.from_date < now.date():
        raise Refusal(CLAUSE, "День, с которого урок перенесли, уже прошёл: вернуть его нельзя.")
    places, unheld = [], []
    for one in moved_together(found.id) or _gone():
        lesson = lesson_at(one.group_id, one.to_date, one.to_number)
        if lesson:
            places.append(Place(lesson, one.from_date, one.from_number))
        else:
            unheld.append(_not_held(one, now.date()))
    _rearrange(places, found.order_number)
    if unheld:
        remove_many(unheld)
        _lay_out(unheld, now)


def _gone() -> NoReturn:
    raise Refusal(CLAUSE, "Этого переноса уже нет: урок вернули в другом окне.", Way.RELOAD)


def _not_held(one: LessonMove, today: date) -> LessonMove:
    """The move of a lesson which is not there, when it may be laid out at its own time."""
    if not_held([one.group_id], one.to_date, one.to_date):
        raise Refusal(CLAUSE, "Этот урок отменён или заменён другим: сначала снимите это решение.")
    if one.from_date < today:
        raise Refusal(CLAUSE, "День, с которого урок перенесли, уже прошёл: вернуть его нельзя.")
    return one


def _lay_out(unheld: Sequence[LessonMove], now: datetime) -> None:
    """Lay out the lessons that were moved where nobody is taught; refused when something is in the way."""
    insert_missing(unheld[0].group.year, now)
    back = [lesson_at(one.group_id, one.from_date, one.from_number) for one in unheld]
    laid = {lesson.id: lesson.date for lesson in back if lesson}
    check_laid_out(unheld[0].group.year, laid, CLAUSE, "Вернуть урок нельзя:")


def _together(lesson: Lesson) -> list[Lesson]:
    """The lesson and those at its time that are declared to go together with it."""
    monday, slot = monday_of(lesson.date), (lesson.date.isoweekday(), lesson.number)
    week = standing(monday, [entry for entry, *_ in week_given(monday)])
    sets = together_of(week).get(slot, ())
    pages = next((those for those in sets if lesson.group_id in those), frozenset()) - {lesson.group_id}
    others = [lesson_at(page, lesson.date, lesson.number) for page in sorted(pages)]
    return [lesson, *(other for other in others if other)]


def _rearrange(places: Sequence[Place], order: str) -> None:
    for place in places:
        _check(place, places)
    moving = {place.lesson.id: (place.day, place.number) for place in places}
    mondays = {monday_of(day) for place in places for day in (place.day, place.lesson.date)}
    if found := [clash.found for clash in clashes(mondays, moving, moving)]:
        raise Refusal(CLAUSE, _busy(found, places))
    pair = _pair(places)
    for place in places:
        _record(place, order, pair)
        bell = bell_of(place.lesson.group.grade, place.number, place.day)
        zone = moment().tzinfo
        revise(
            place.lesson,
            date=place.day,
            number=place.number,
            starts_at=datetime.combine(place.day, bell.starts, zone),
            ends_at=datetime.combine(place.day, bell.ends, zone),
        )


def _busy(found: Sequence[Conflict], places: Sequence[Place]) -> str:
    others = {lesson.title for conflict in found for lesson in conflict.lessons}
    titles = {_title(place.lesson) for place in places}
    busy = ", ".join(sorted(others - titles)) or ", ".join(sorted(others))
    alone = f" {JOINT}" if _joint(places) else ""
    return f"Перенести нельзя: {WHO[found[0].kind]} в это время уже есть урок — {busy}.{alone}"


def _joint(places: Sequence[Place]) -> bool:
    """Whether lessons that stand at one time move to one time."""
    ways = [(place.lesson.date, place.lesson.number, place.day, place.number) for place in places]
    return len(set(ways)) < len(ways)


def _pair(places: Sequence[Place]) -> str | None:
    """The key of lessons that move at once; those that one of them was exchanged with before join them."""
    found = [move_of(place.lesson.group_id, place.lesson.date, place.lesson.number) for place in places]
    known = sorted({one.pair for one in found if one and one.pair})
    if len(places) == 1:
        return known[0] if known else None
    key = known[0] if known else secrets.token_hex(16)
    for row in LessonMove.select().where(LessonMove.pair.in_(known[1:])):
        revise(row, pair=key)
    return key


def _check(place: Place, places: Sequence[Place]) -> None:
    try:
        _check_lesson(place.lesson)
        _check_time(place, {one.lesson.id for one in places})
    except Refusal as refusal:
        if not _joint(places):
            raise
        raise Refusal(CLAUSE, f"{refusal.message} {JOINT}") from None


def _check_lesson(lesson: Lesson) -> None:
    today, title = moment().date(), _title(lesson)
    if not blanks([lesson.id]):
        raise Refusal(CLAUSE, f"{title}: в уроке уже есть записи, перенести его нельзя.")
    if about([lesson.id]):
        raise Refusal(CLAUSE, f"{title}: урок передан по замене. Сначала снимите это решение.")
    if lesson.substitute_id:
        raise Refusal(CLAUSE, f"{title}: урок передан другому учителю, перенести его нельзя.")
    if lesson.date < today - BACK or lesson.id in closed([lesson]):
        raise Refusal(CLAUSE, f"{title}: урок слишком давний или его неделя закрыта.")


def _check_time(place: Place, moving: Collection[int]) -> None:
    today, cohort = moment().date(), place.lesson.group.cohort_id
    year = year_of_work(today)
    if place.day < today or year is None or not year.valid_from <= place.day <= year.valid_to:
        raise Refusal(CLAUSE, "Перенести урок можно на сегодня или позже, до конца учебного года.")
    if not calendar_of(cohort, place.day, school_settings().school_week).is_school_day(place.day):
        raise Refusal(CLAUSE, f"{date_short(place.day)} класс не учится: выберите учебный день.")
    if place.day == today and _over(place):
        said = f"Сегодня {place.number}-й урок уже закончился: выберите время позже."
        raise Refusal(CLAUSE, said)
    standing_there = lesson_at(place.lesson.group_id, place.day, place.number)
    if standing_there and standing_there.id not in moving:
        title = _title(place.lesson)
        raise Refusal(CLAUSE, f"{title}: у этой же страницы в это время уже есть урок.")


def _over(place: Place) -> bool:
    """Whether the time of a place is over by now, on its day."""
    now = moment()
    ends = bell_of(place.lesson.group.grade, place.number, place.day).ends
    return datetime.combine(place.day, ends, now.tzinfo) <= now


def _record(place: Place, order: str, pair: str | None) -> None:
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
            pair=pair,
        )
    elif (known.from_date, known.from_number) == (place.day, place.number):
        remove(known)
    else:
        revise(known, to_date=place.day, to_number=place.number, order_number=order, pair=pair)


def _title(lesson: Lesson) -> str:
    return f"{lesson.group.subject.name}, {lesson.group.name}"
