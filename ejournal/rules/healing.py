"""A КТП that is behind heals itself: which neighbouring lessons become one, so that the programme closes."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ejournal.rules import plan_columns
from ejournal.rules.plan_works import goes_on
from ejournal.rules.plans import CONTROLS, Planned
from ejournal.wording import fold

LONGEST_TOPIC = 500  # signs that the topic of a lesson may have
WAYS = {
    "merged": "объединение",
    "condensed": "уплотнение",
    "self_study": "самостоятельное изучение",
    "remote": "дистанционно",
}
DEFAULT_WAY = "merged"
RESERVE = Planned("Резервные уроки", "Резервный урок. Повторение", "", "")
RESERVED = re.compile(r"резерв", re.IGNORECASE)
REVIEW = re.compile(r"повторени|обобщени|резерв|закреплени|систематизац", re.IGNORECASE)

# What a pair costs: a step of one kind outweighs all that stand below it; the least is the distance in
# lessons from where the pair would stand if all were spread evenly.
ANOTHER_SECTION, A_WORK, NEITHER_REVIEW = 10**10, 10**7, 10**5
WHERE_IT_WAS_LOST = -20
FROM_RESERVE = -(10**4)  # a reserve lesson is given up before anything else


BY_HAND = {False: "план загружен заново", True: "темы возвращены"}  # how a pair was made two again


class Why(StrEnum):
    """Why a pair is proposed."""

    RESERVE = "резервный урок"
    REVIEW = "повторение"
    CONTINUED = "продолжение той же темы"
    SECTION = "соседние темы раздела"
    BORDER = "темы на границе разделов"


class Pair(NamedTuple):
    """The lesson at `place` of those ahead and the one after it become one."""

    place: int
    why: Why


def may_merge(ahead: Sequence[Planned], place: int, taken: Sequence[Planned] = ()) -> bool:
    """п. 4.5.1: whether the lesson at this place and the one after it may become one: control works, each of
    their hours, are never cut short. `taken` are the lessons before those ahead: one of them may go on.
    """
    items, first = [*taken, *ahead], len(taken) + place
    if _of_control(items, first) or _of_control(items, first + 1):
        return False
    return len(joined(ahead[place].topic, ahead[place + 1].topic, ". ")) <= LONGEST_TOPIC


def _of_control(items: Sequence[Planned], place: int) -> bool:
    while place and goes_on(items[place - 1], items[place]):
        place -= 1
    return items[place].work_kind in CONTROLS


def merged(one: Planned, other: Planned) -> Planned:
    """One lesson of two: it keeps both topics and both homeworks; of a reserve lesson nothing is left."""
    own = [lesson for lesson in (one, other) if not RESERVED.search(lesson.topic)]
    alone = own[0] if len(own) == 1 else None
    return Planned(
        (alone or one).section,
        alone.topic if alone else joined(one.topic, other.topic, ". "),
        joined(one.homework, other.homework, "; "),
        one.work_kind or other.work_kind,
        **plan_columns.joined(one, other),
    )


def joined(one: str, other: str, between: str) -> str:
    """«Тема А. Тема Б»; what is empty or the same is not said twice."""
    if not one or not other or fold(one) == fold(other):
        return one or other
    if fold(other).startswith(fold(one).rstrip(" .;")):
        return other  # «Салфетки. Цветы» goes on in «Салфетки. Цветы: замысел»
    return f"{one.rstrip(' .;')}{between}{other}"


def undoes(topic: str, before: Sequence[Planned], after: Sequence[Planned]) -> bool:
    """п. 4.5.1: whether a plan that replaces another makes the lesson of this topic two again, or drops it.

    It does when more neighbours in it would become that lesson than did in the plan before.
    """
    wanted = fold(topic)
    if wanted not in {fold(lesson.topic) for lesson in after}:
        return True
    return _would_become(wanted, after) > _would_become(wanted, before)


def lesson_of(topic: str, item: int, items: Mapping[int, str]) -> int | None:
    """The lesson of a plan that was made of two, by its topic: a load writes lessons over by number.

    `items` are the topics by lesson. One whose topic was put right by hand is where it was, at `item`.
    """
    if item in items and fold(items[item]) == fold(topic):
        return item
    order = list(items)
    near = order.index(item) if item in items else 0
    same = [place for place, one in enumerate(order) if fold(items[one]) == fold(topic)]
    nearest = min(same, key=lambda place: abs(place - near), default=None)
    return (item if item in items else None) if nearest is None else order[nearest]


def _would_become(topic: str, lessons: Sequence[Planned]) -> int:
    return sum(fold(merged(one, other).topic) == topic for one, other in pairwise(lessons))


def healed(ahead: Sequence[Planned], places: Collection[int]) -> list[Planned]:
    """The lessons ahead with those at these places made one with their neighbours."""
    found, place = [], 0
    while place < len(ahead):
        if place in places:
            found.append(merged(ahead[place], ahead[place + 1]))
            place += 1
        else:
            found.append(ahead[place])
        place += 1
    return found


def why(one: Planned, other: Planned) -> Why:
    """What speaks for a pair."""
    if RESERVED.search(one.topic) or RESERVED.search(other.topic):
        return Why.RESERVE
    if one.section != other.section:
        return Why.BORDER
    if REVIEW.search(one.topic) or REVIEW.search(other.topic):
        return Why.REVIEW
    return Why.CONTINUED if fold(other.topic).startswith(fold(one.topic)) else Why.SECTION


def propose(
    ahead: Sequence[Planned], shortage: int, lost_in: Collection[str] = (), taken: Sequence[Planned] = ()
) -> list[Pair]:
    """п. 4.5.1: as many pairs of these lessons as are wanting, or as can be had; the cheapest choice of all.

    Reserve lessons are given up first; else a pair lies in one section if it can, revision goes first, the
    rest is spread over what is ahead, rather in the sections where lessons were lost (`lost_in`).
    `taken` are the lessons before those ahead.
    """
    count, wanted = len(ahead), max(0, min(shortage, len(ahead) // 2))
    base = [_price(ahead, place, lost_in, taken) for place in range(count - 1)]
    # cheapest[pairs][lessons]: the price of so many pairs among the first lessons; None: they do not fit.
    cheapest: list[list[int | None]] = [[0] * (count + 1)]
    for pairs in range(1, wanted + 1):
        even = (2 * pairs - 1) * count // (2 * wanted)
        row: list[int | None] = [None, None]
        for lessons in range(2, count + 1):
            fewer, price = cheapest[-1][lessons - 2], base[lessons - 2]
            here = None if fewer is None or price is None else fewer + price + abs(lessons - 2 - even)
            row.append(_less(row[-1], here))
        if row[-1] is None:
            break
        cheapest.append(row)
    return [Pair(place, why(ahead[place], ahead[place + 1])) for place in _chosen(cheapest)]


def _price(
    ahead: Sequence[Planned], place: int, lost_in: Collection[str], taken: Sequence[Planned]
) -> int | None:
    one, other = ahead[place], ahead[place + 1]
    if not may_merge(ahead, place, taken):
        return None
    reason = why(one, other)
    if reason is Why.RESERVE:
        return FROM_RESERVE
    price = ANOTHER_SECTION if reason is Why.BORDER else 0
    price += A_WORK * (bool(one.work_kind) + bool(other.work_kind))
    price += 0 if reason in (Why.REVIEW, Why.CONTINUED) else NEITHER_REVIEW
    return price + (WHERE_IT_WAS_LOST if one.section in lost_in else 0)


def _less(one: int | None, other: int | None) -> int | None:
    return min((price for price in (one, other) if price is not None), default=None)


def _chosen(cheapest: Sequence[Sequence[int | None]]) -> list[int]:
    """The places of the pairs of the cheapest choice, from the last table back to the first."""
    found, lessons = [], len(cheapest[0]) - 1
    for pairs in range(len(cheapest) - 1, 0, -1):
        row = cheapest[pairs]
        while row[lessons] == row[lessons - 1]:
            lessons -= 1
        found.append(lessons - 2)
        lessons -= 2
    return found[::-1]
