"""How a rule says no: one exception, with the clause, a Russian sentence and the legal way out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """The legal way out of a refusal, which the view turns into a button."""

    REPAIR = "repair"
    TODAY = "today"
    LATER = "later"  # the mark is for the day on which a missed work is written
    MEMO = "memo"
    SET = "set"  # a memo as well, but no lateness: the mark is there and stays
    ATTENDANCE = "attendance"
    OPENING = "opening"
    RELOAD = "reload"


@dataclass(frozen=True)
class Reason:
    """What the person is told; `clause` is "" when no clause of the regulation stands behind it.

    `lesson`: which one the deputy is to open, when the page that refuses is not that of the lesson.
    """

    clause: str
    message: str
    way: Way | None = None
    repair: str | None = None
    lesson: int | None = None


class Refusal(Reason, Exception):
    """A deed the rules do not allow: its fields are frozen and compared, its traceback is not.

    The fields come from a frozen base, because a frozen dataclass that is itself an exception
    forbids `__traceback__` and `__notes__` as well and breaks contextlib.
    """

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Callable[..., "Refusal"], tuple[object, ...]]:
        return type(self), (self.clause, self.message, self.way, self.repair, self.lesson)
