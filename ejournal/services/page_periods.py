"""A page of the journal is taught in some periods of the year alone (п. 4.2.1).

What is over stays: lessons go and come from tomorrow on, of a year that is being opened from its first day.
"""

from collections.abc import Collection, Set
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models.curriculum import Group, Period
from ejournal.models.moves import LessonMove
from ejournal.models.openings import year_begins
from ejournal.models.page_periods import PagePeriods, Span, Taught, numbers_of
from ejournal.models.substitutions import about, put_in
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.models.written import blanks
from ejournal.rules.refusal import Refusal
from ejournal.services.clashes import check_laid_out
from ejournal.services.deeds import create, deed, remove, remove_many, revise
from ejournal.services.timetable import clear, insert_missing
from ejournal.wording import ROMAN, date_words, plural

CLAUSE = "4.2.1"
SURE = "Да, так и записать"
Time = tuple[date, int]  # day, number
DAY = timedelta(days=1)


@deed("group.periods", of="teaching_group", alone=True)
def keep(group: Group, numbers: Collection[int], sure: bool, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: a page is taught in these periods of its grade alone; in all of them: the whole year.

    Refused until `sure`, telling how many lessons go and come, when any do: the refusal undoes them.
    """
    group = Group.get_by_id(group.id)
    known = PagePeriods(group.year_id)
    periods, wanted = known.of_grade(group.grade), set(numbers)
    since = _since(group, now.date())
    _check(group, periods, wanted, since)
    whole = wanted == {one.number for one in periods}
    stored = None if whole else ",".join(map(str, sorted(wanted)))
    before, old = _lessons(group, since), known.of(group.grade, group.periods)
    revise(group, periods=stored)
    new = known.of(group.grade, stored)
    _begin_later(group, old, new, since)
    _clear(group, new, since)
    insert_missing(group.year, now)
    after = _lessons(group, since)
    laid = {number: slot[0] for slot, number in after.items() if number not in before.values()}
    check_laid_out(group.year, laid, CLAUSE, "Записать эти периоды нельзя:")
    if before.keys() != after.keys() and not sure:
        raise Refusal(CLAUSE, _touched(new, since, before.keys(), after.keys()))


def _since(group: Group, today: date) -> date:
    first: date = group.year.valid_from
    return first if year_begins(first, today) else max(first, today + DAY)


def _check(group: Group, periods: Collection[Period], wanted: set[int], since: date) -> None:
    """Refuse what is no period of the page, and one that is over without a lesson of it."""
    known = {one.number: one for one in periods}
    if not known:
        raise Refusal(CLAUSE, "У страницы нет своих периодов: она не одной параллели, её ведут весь год.")
    if not wanted or not wanted <= known.keys():
        raise Refusal(CLAUSE, "Отметьте хотя бы один период, в котором идёт предмет.")
    had = set(numbers_of(group.periods)) or set(known)
    new = [known[number] for number in sorted(wanted - had)]
    if over := [one.number for one in new if one.valid_to < since and not _had_lessons(group, one)]:
        told = ", ".join(ROMAN[number] for number in over)
        said = f"Период уже прошёл, и предмета в нём не было: {told}. Снимите с него отметку."
        raise Refusal(CLAUSE, said)


def _had_lessons(group: Group, period: Period) -> bool:
    inside = Lesson.date.between(period.valid_from, period.valid_to)
    return bool(Lesson.select().where((Lesson.group == group) & inside).exists())


def _lessons(group: Group, since: date) -> dict[Time, int]:
    """The lessons ahead by day and number."""
    ahead = Lesson.select().where((Lesson.group == group) & (Lesson.date >= since))
    return {(lesson.date, lesson.number): lesson.id for lesson in ahead}


def _begin_later(group: Group, old: Taught, new: Taught, since: date) -> None:
    """In a period that is going on and gets the page only now, the timetable has it from that day on."""
    gained = next((span for span in new.days or [_year(group)] if span[0] < since <= span[1]), None)
    eve = since - DAY
    if gained is None or old.on(eve):
        return
    ended = max((last for _, last in old.days if last < since), default=group.year.valid_from - DAY)
    lasting = TimetableEntry.valid_to.is_null() | (TimetableEntry.valid_to >= since)
    mine = (TimetableEntry.group == group) & (TimetableEntry.valid_from < since) & lasting
    for entry in TimetableEntry.select().where(mine):
        if entry.valid_from > ended:
            revise(entry, valid_from=since)
            continue
        slot = {"weekday": entry.weekday, "number": entry.number, "room": entry.room}
        create(TimetableEntry, group=group, valid_from=since, valid_to=entry.valid_to, **slot)
        revise(entry, valid_to=ended)


def _year(group: Group) -> Span:
    return group.year.valid_from, group.year.valid_to


def _clear(group: Group, taught: Taught, since: date) -> None:
    """Remove what lies ahead outside the periods and is not written, with what was decided about it."""
    moved = {
        (one.to_date, one.to_number): one for one in LessonMove.select().where(LessonMove.group == group)
    }
    outside, instead = set(), put_in()
    for lesson in Lesson.select().where((Lesson.group == group) & (Lesson.date >= since)):
        move = moved.get((lesson.date, lesson.number))
        own = move.from_date if move else lesson.date
        if not taught.on(own) and (group.id, lesson.date, lesson.number) not in instead:
            outside.add(lesson.id)
    gone = blanks(outside)
    if decided := list(about(gone).values()):
        remove_many(decided)
    for lesson in Lesson.select().where(Lesson.id.in_(gone)):
        if move := moved.get((lesson.date, lesson.number)):
            remove(move)
    clear(Lesson.id.in_(gone))


def _touched(taught: Taught, since: date, before: Set[Time], after: Set[Time]) -> str:
    """How many lessons go, come and stay for what is written of them, in words."""
    gone, made = len(before - after), len(after - before)
    kept = sum(not taught.on(day) for day, _ in after)
    told = [
        f"{gone} {plural(gone, 'урок исчезнет', 'урока исчезнут', 'уроков исчезнут')}" if gone else "",
        f"{made} {plural(made, 'урок появится', 'урока появятся', 'уроков появятся')}" if made else "",
        f"с записями вне этих периодов останется: {kept}" if kept else "",
    ]
    said = ", ".join(filter(None, told))
    return (
        f"С {date_words(since)} по расписанию: {said}. Прошедшие уроки и записи не изменятся. "
        f"Если всё верно, отметьте «{SURE}» и отправьте снова."
    )
