"""What one lesson may take of another: of the same lesson in a parallel group, of the other lesson of a pair.

Nothing that is written is ever overwritten; what comes is judged by the same rules as what is typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ejournal.rules.attendance import ABSENCES, ABSENT

AGAIN = " (продолжение)"
ALWAYS_THERE = "answer"  # the column of oral answers, which every lesson has


@dataclass(frozen=True)
class Text:
    """A topic or a homework; `absent` is «не задано», `item` the item of the КТП that it was taken from."""

    text: str
    absent: bool = False
    item: int | None = None


@dataclass(frozen=True)
class Written:
    """What stands in a lesson; None: nothing is written."""

    topic: Text | None = None
    homework: Text | None = None
    held: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Copy:
    """What a lesson takes; None or empty: nothing. `codes`: {} when all are there."""

    topic: Text | None = None
    homework: Text | None = None
    kinds: tuple[str, ...] = ()
    codes: Mapping[int, str] | None = None

    @property
    def anything(self) -> bool:
        return bool(self.topic or self.homework or self.kinds or self.codes is not None)


@dataclass(frozen=True)
class Given:
    """A lesson of another group with the names of its topic: the item of the КТП and the folded text."""

    lesson: int
    names: frozenset[int | str]


def source(
    newest_first: Sequence[Given], had: Collection[int | str], own: Collection[int | str]
) -> int | None:
    """Which lesson of a parallel group this lesson repeats; None when there is none.

    With a topic written (`own`) it is the newest lesson on that topic. Without one it is the lesson that
    follows the newest one whose topic this group `had` already, so a group two lessons behind is not led
    past a topic; with no topic in common, the newest.
    """
    if own:
        return next((given.lesson for given in newest_first if given.names & set(own)), None)
    following = None
    for given in newest_first:
        if given.names & set(had):
            return following
        following = given.lesson
    return newest_first[0].lesson if newest_first else None


def of_parallel(given: Written, here: Written, on_its_day: bool) -> Copy:
    """п. 4.5.2, 4.5.3: «Как в 7А»: topic, homework; columns on the day itself, from the bell on."""
    kinds = [kind for kind in given.kinds if kind not in (ALWAYS_THERE, *here.kinds)]
    return Copy(
        topic=None if here.topic else given.topic,
        homework=None if here.homework else given.homework,
        kinds=tuple(kinds) if on_its_day else (),
    )


def of_pair(
    first: Written, second: Written, planned: Text | None, planned_homework: str, codes: Mapping[int, str]
) -> Copy:
    """п. 4.5.2, 4.5.3: «Заполнить пару»: what the second lesson takes of the first.

    The topic is the next item of the КТП (`planned`), else that of the first lesson «(продолжение)».
    The homework is that of the item; else, when one is given at the first lesson already, «не задано»:
    the family is not told it twice. Otherwise it is left for the teacher to write.
    """
    topic = None if second.topic or not first.topic else planned or _again(first.topic)
    homework = None
    if topic and topic.item and planned_homework:
        homework = Text(planned_homework, item=topic.item)
    elif first.homework and not first.homework.absent:
        homework = Text("", absent=True)
    return Copy(
        topic=topic,
        homework=None if second.homework else homework,
        codes=at_second(codes) if first.held and not second.held else None,
    )


def at_second(codes: Mapping[int, str]) -> dict[int, str]:
    """п. 4.5.2: whoever was absent is absent still, whoever came late is there."""
    return {pupil: ABSENT for pupil, code in codes.items() if code in ABSENCES}


def _again(topic: Text) -> Text:
    return Text(topic.text.removesuffix(AGAIN) + AGAIN)


def pair(numbers: Sequence[int], mine: int) -> tuple[int, int] | None:
    """The places of the two lessons of a pair among the day's lessons of a group, whose `numbers` ascend.

    A run of consecutive numbers is cut into twos from its beginning; of three the last stands alone.
    """
    start = mine
    while start and numbers[start - 1] == numbers[start] - 1:
        start -= 1
    first = mine - (mine - start) % 2
    follows = first + 1 < len(numbers) and numbers[first + 1] == numbers[first] + 1
    return (first, first + 1) if follows else None
