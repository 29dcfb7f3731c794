"""«Как в 7А» and «Заполнить пару»: what is written in one lesson, taken over into another."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ejournal.access import Actor
from ejournal.db import database
from ejournal.models import journal, lesson_texts
from ejournal.models.copies import Topic, parallel_groups, topics_given, topics_until
from ejournal.models.curriculum import NO_HOMEWORK
from ejournal.models.journal import RollCall
from ejournal.models.lesson_texts import WrittenText
from ejournal.models.plans import PlanItem, next_item, plan_item
from ejournal.models.timetable import Lesson, lessons_of_day
from ejournal.rules import copies
from ejournal.rules.copies import Copy, Given, Text, Written
from ejournal.rules.days import days_late
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import kind
from ejournal.services.deeds import add_fact, deed, done_before
from ejournal.services.grounds import holding, note
from ejournal.services.lessons import lock, moment_of, save_homework, write_homework, write_topic
from ejournal.services.mark_cells import new_work
from ejournal.wording import fold


@dataclass(frozen=True)
class Parallel:
    """«Как в 7А»: the lesson of another group, and what may be taken of it now."""

    lesson: int
    group: str
    copy: Copy

    @property
    def works(self) -> list[str]:
        """The columns that come, as the table calls them."""
        return [kind(code).sign for code in self.copy.kinds]


@dataclass(frozen=True)
class Pair:
    """«Заполнить пару»: two lessons in a row; `written` and `begun` are said of the second one."""

    first: Lesson
    second: Lesson
    copy: Copy
    written: Written
    begun: bool
    bell: datetime
    first_silent: bool

    @property
    def waits(self) -> bool:
        """Whether the attendance of the first lesson is to come once the second has begun."""
        return not self.begun and not self.written.held


def parallel(lesson: Lesson, teacher: int, now: datetime) -> Parallel | None:
    """What the teacher may take from a parallel group; None when there is nothing."""
    groups = parallel_groups(lesson, teacher)
    if not groups:
        return None
    found = _source(lesson, groups, now)
    if found is None:
        return None
    there, here = _written([found.lesson, lesson.id])
    copy = copies.of_parallel(there, here, _on_its_day(lesson, now))
    if copy.topic and copy.topic.item and not plan_item(copy.topic.item, lesson.group.plan_id):
        copy = Copy(Text(copy.topic.text), copy.homework, copy.kinds)  # the other group follows another plan
    return Parallel(found.lesson, groups[found.group], copy) if copy.anything else None


def _source(lesson: Lesson, groups: Collection[int], now: datetime) -> Topic | None:
    """The newest among the lessons that each parallel group offers."""
    given = topics_given(groups, now.date())
    mine = topics_until(lesson.group_id, lesson.starts_at)
    own = {name for topic in mine if topic.lesson == lesson.id for name in _names(topic)}
    had = {name for topic in mine if topic.lesson != lesson.id for name in _names(topic)}
    offered = {
        copies.source([Given(t.lesson, _names(t)) for t in given if t.group == group], had, own)
        for group in groups
    }
    return next((topic for topic in given if topic.lesson in offered), None)


def _names(topic: Topic) -> frozenset[int | str]:
    return frozenset({fold(topic.text)} | ({topic.item} if topic.item else set()))


def _written(lessons: list[int]) -> list[Written]:
    """What stands in each of these lessons, in their order."""
    texts, held, works = lesson_texts.texts(lessons), journal.roll_calls(lessons), journal.works(lessons)
    return [
        Written(
            topic=_text(texts.get((lesson, "topic"))),
            homework=_text(texts.get((lesson, "homework"))),
            held=lesson in held,
            kinds=tuple(w.kind for w in works if w.lesson_id == lesson and not kind(w.kind).of_some),
        )
        for lesson in lessons
    ]


def _text(stored: WrittenText | None) -> Text | None:
    return Text(stored.text, stored.absent, stored.plan_item_id) if stored else None


def _on_its_day(lesson: Lesson, now: datetime) -> bool:
    return now >= lesson.starts_at and now.date() == lesson.date


@deed("copy.parallel", of="lesson")
def take_parallel(lesson: Lesson, source: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2, 4.5.3: «Как в 7А»: topic, homework and columns of the parallel group's lesson `source`.

    Takes what is missing here and overwrites nothing; refused as if it were typed by hand.
    """
    lock(lesson)
    offered = parallel(lesson, by.person or 0, now)
    if offered is None or offered.lesson != source:
        raise Refusal("", "Взять из этого урока уже нечего. Обновите страницу.", Way.RELOAD)
    _write(lesson, offered.copy, by, now)
    for code in offered.copy.kinds:
        new_work(lesson, kind(code), by, now)


def _write(lesson: Lesson, copy: Copy, by: Actor, now: datetime) -> None:
    if copy.topic:
        taken = {"plan_item": copy.topic.item} if copy.topic.item else {}
        write_topic(lesson, copy.topic.text, 0, by, now, **taken)
    if copy.homework and lesson.group.kind not in NO_HOMEWORK:
        write_homework(lesson, copy.homework.text, copy.homework.absent, None, 0, by, now)


def pair_of(lesson: Lesson) -> tuple[Lesson, Lesson] | None:
    """The two lessons of the pair that a lesson belongs to, given by the same teacher; None: no pair."""
    if lesson.group.kind in NO_HOMEWORK:
        return None  # each session of a day is told in its own words
    today = lessons_of_day(lesson.group_id, lesson.date)
    place = next(place for place, other in enumerate(today) if other.id == lesson.id)
    found = copies.pair([other.number for other in today], place)
    if found is None:
        return None
    first, second = (today[place] for place in found)
    return (first, second) if first.substitute_id == second.substitute_id else None


def pair(lesson: Lesson, now: datetime) -> Pair | None:
    """The pair of a lesson and what its second lesson may take now; None when there is no pair."""
    found = pair_of(lesson)
    if found is None:
        return None
    first, second = found
    one, other = _written([first.id, second.id])
    planned = _planned(first, one.topic)
    begun = now >= second.starts_at
    codes = {pupil: code for (_, pupil), (_, code) in journal.absences([first.id]).items()}
    copy = copies.of_pair(
        one,
        other,
        Text(planned.topic, item=planned.id) if planned else None,
        planned.homework if planned else "",
        codes,
    )
    if not begun:
        copy = Copy(copy.topic, copy.homework)
    bell = second.starts_at.astimezone(now.tzinfo)
    return Pair(first, second, copy, other, begun, bell, one.homework is None)


def _planned(first: Lesson, topic: Text | None) -> PlanItem | None:
    """п. 4.5.1: the item after the one that the first lesson took; None when it took none."""
    taken = plan_item(topic.item if topic else None, first.group.plan_id)
    return next_item(first.group.plan_id, taken.number) if taken and first.group.plan_id else None


def fill_pair(second: Lesson, first_silent: bool, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2, 4.5.3: «Заполнить пару»: the second lesson takes what it lacks from the first.

    With `first_silent` the first lesson, if nothing is written there, gets «не задано»: the homework of
    a pair is given at its last lesson. Before the bell texts are drafts and attendance waits. What is written
    in each lesson is a deed of that lesson; both are done or neither.
    """
    with database.atomic():
        offered = _locked_pair(second, now)
        by_first = _again(by)
        if done_before([by.request, by_first.request]):
            return
        silent = offered.first_silent and first_silent
        if not (offered.copy.anything or silent):
            raise Refusal("", "Заполнять в паре нечего: во втором уроке уже всё есть или первый пуст.")
        if silent:
            save_homework(offered.first, "", True, None, 0, by=by_first, now=now)
        if offered.copy.anything:
            _fill_second(second, offered.copy, by=by, now=now)


def _again(by: Actor) -> Actor:
    """Whoever does two deeds by one request, with a key of its own for the other."""
    return replace(by, request=by.request and hashlib.sha256(f"{by.request} first".encode()).hexdigest())


@deed("copy.pair", of="lesson")
def _fill_second(second: Lesson, copy: Copy, *, by: Actor, now: datetime) -> None:
    _write(second, copy, by, now)
    if copy.codes is not None:
        _call_roll(second, copy.codes, now)


def _locked_pair(second: Lesson, now: datetime) -> Pair:
    for lesson in pair_of(second) or ():
        lock(lesson)
    offered = pair(second, now)
    if offered is None or offered.second.id != second.id:
        raise Refusal("", "Второго урока этой группы подряд в этот день нет. Обновите страницу.", Way.RELOAD)
    return offered


def _call_roll(lesson: Lesson, codes: Mapping[int, str], now: datetime) -> None:
    """п. 4.5.2: the first roll call of a lesson; what the class teacher noted there already stands."""
    late = days_late(moment_of(lesson, now), "4.5.2")
    known = {pupil for _, pupil in journal.absences([lesson.id])}
    away = holding(lesson, codes)
    for pupil, code in codes.items():
        if pupil not in known:
            note(lesson, pupil, code, late, 0, away.get(pupil))
    add_fact(RollCall, lesson=lesson, late_days=late)
