"""Outlines of subjects made into plans: as many items as the year has lessons (п. 4.5.1).

An outline is a list of topics with their hours. A topic of several hours becomes several lessons; what the
year has beyond the outline becomes revision of its sections.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, groupby
from typing import NamedTuple

from ejournal.demo import phrases
from ejournal.demo.pages import family_of
from ejournal.demo.tables import read

IS_WORK = re.compile(r"контрольн|лабораторн|практическ|диктант|сочинени|изложени|тест|проверочн|зачёт", re.I)
REVISED_AT_MOST = 0.1  # of a year's lessons; a shorter outline is stretched
FIRST_HOMEWORK_GRADE = 2
NOT_SET = "не задано"  # as the files write it; the journal has a mark of its own for that
CIRCLES = "circles.csv"  # subjects that belong to no grade


@dataclass(frozen=True)
class Topic:
    """A topic of an outline; `hours` are lessons, `work` a code of rules.works or empty."""

    section: str
    topic: str
    hours: int
    homework: str
    work: str


class Planned(NamedTuple):
    """One lesson of a plan."""

    section: str
    topic: str
    homework: str
    work: str


def plan(subject: str, grade: str, lessons: int) -> list[Planned]:
    """The lessons of a year of a subject; the outline must exist."""
    return list(_with_homework(_expanded(_fitted(outline(subject, grade), lessons), subject), subject, grade))


@cache
def outline(subject: str, grade: str) -> tuple[Topic, ...]:
    """The topics of a subject in a grade: an outline, or a plan that the school brought, an hour each."""
    known = _outlines(grade).get(subject)
    return known or tuple(Topic(*item[:2], 1, *item[2:]) for item in brought(subject, grade))


def brought(subject: str, grade: str) -> list[Planned]:
    """The plan that the school has brought; empty when there is none."""
    names = [
        row["file"] for row in read("plans/index.csv") if (row["subject"], row["class"]) == (subject, grade)
    ]
    return [
        Planned(
            row["section"],
            row["topic"],
            "" if row["homework"] == NOT_SET else row["homework"],
            row["control"],
        )
        for name in names[:1]
        for row in read(f"plans/{name}")
    ]


@cache
def _outlines(grade: str) -> dict[str, tuple[Topic, ...]]:
    found: dict[str, list[Topic]] = {}
    for row in read(f"outlines/{grade}.csv" if grade else CIRCLES):
        topic = Topic(row["section"], row["topic"], int(row["hours"]), row["homework"], row["control"])
        found.setdefault(row["subject"], []).append(topic)
    return {subject: tuple(topics) for subject, topics in found.items()}


def _fitted(topics: tuple[Topic, ...], lessons: int) -> list[Topic]:
    """The topics with as many hours together as there are lessons."""
    if len(topics) > lessons:
        return [replace(topic, hours=1) for topic in _chosen(topics, lessons)]
    hours = [topic.hours for topic in topics]
    while sum(hours) > lessons:
        hours[hours.index(max(hours))] -= 1
    plain = [place for place, topic in enumerate(topics) if not topic.work] or list(range(len(topics)))
    for place in cycle(plain):
        if sum(hours) >= lessons * (1 - REVISED_AT_MOST):
            break
        hours[place] += 1
    fitted = [replace(topic, hours=own) for topic, own in zip(topics, hours, strict=True)]
    return _revised(fitted, lessons - sum(hours))


def _chosen(topics: tuple[Topic, ...], lessons: int) -> list[Topic]:
    """Topics spread over the outline, works before the rest."""
    works = [place for place, topic in enumerate(topics) if topic.work][: lessons // 3]
    rest = [place for place in range(len(topics)) if place not in works]
    wanted = lessons - len(works)
    spread = [rest[number * len(rest) // wanted] for number in range(wanted)]
    return [topics[place] for place in sorted([*works, *spread])]


def _revised(topics: list[Topic], spare: int) -> list[Topic]:
    """The topics with the spare lessons as revision, after the last section, the one before it and so on."""
    sections = [list(group) for _, group in groupby(topics, key=lambda topic: topic.section)]
    extra = [spare // len(sections)] * len(sections)
    for place in range(spare % len(sections)):
        extra[-1 - place] += 1
    found: list[Topic] = []
    for section, own in zip(sections, extra, strict=True):
        name = section[0].section or "изученное за год"
        found += section
        found += [Topic(section[0].section, _revision(name, number), 1, "", "") for number in range(own)]
    return found


def _revision(section: str, number: int) -> str:
    """«Повторение и обобщение: …», told apart when a section has several lessons of it."""
    topic = f"Повторение и обобщение: {section}"
    return _told(topic, phrases.REVISION[(number - 1) % len(phrases.REVISION)]) if number else topic


def _expanded(topics: Iterable[Topic], subject: str) -> Iterator[Planned]:
    """A lesson per hour; the work is in the lesson that it names, else in the last one of its topic."""
    ways = phrases.LESSONS.get(family_of(subject), phrases.OTHER_LESSONS)
    for topic in topics:
        work_at = 0 if IS_WORK.search(topic.topic) else topic.hours - 1
        for hour in range(topic.hours):
            told = _told(topic.topic, _way(ways, hour, topic.hours)) if hour else topic.topic
            homework = topic.homework if hour == 0 else ""
            yield Planned(topic.section, told, homework, topic.work if hour == work_at else "")


def _told(topic: str, way: str) -> str:
    """«Тема: закрепление», and «Тема: её часть. Закрепление»."""
    return f"{topic}. {way.capitalize()}" if ":" in topic else f"{topic}: {way}"


def _way(ways: tuple[str, ...], hour: int, hours: int) -> str:
    """What the second and later lessons of a topic are: the last of several sums it up."""
    if hour == hours - 1 and hours > 2:
        return ways[-1]
    again = (hour - 1) // (len(ways) - 1)
    return ways[(hour - 1) % (len(ways) - 1)] + (f", часть {again + 1}" if again else "")


def _with_homework(items: Iterable[Planned], subject: str, grade: str) -> Iterator[Planned]:
    """Homework where the outline names none: tasks that go on along the textbook; none after a work."""
    ways = phrases.HOMEWORK.get(family_of(subject), phrases.OTHER_HOMEWORK)
    sets = grade.isdigit() and int(grade) >= FIRST_HOMEWORK_GRADE
    for place, item in enumerate(items):
        if item.homework or item.work or not sets:
            yield item
        else:
            way = ways[place * 7 % len(ways) if place % 3 else 0]
            yield item._replace(homework=way.format(**_numbers(place)))


def _numbers(place: int) -> dict[str, int]:
    """Where a textbook is at a lesson: paragraph, tasks, small exercise, page."""
    return {"p": place // 2 + 1, "n": 4 * place + 1, "m": 4 * place + 3, "k": place % 9 + 1, "s": place + 5}
