"""п. 4.2.2: which of the earlier certificates a check is compared with, and whose remarks it takes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True)
class Scope:
    """What a check is about: its days, classes (None: all), teacher (0: everybody's pages), directions."""

    first: date
    last: date
    classes: frozenset[int] | None
    teacher: int
    directions: str
    id: int = 0


S = TypeVar("S", bound=Scope)


def in_order(scopes: Iterable[S]) -> list[S]:
    """Checks as they followed each other: by the last of their days, then as they were begun."""
    return sorted(scopes, key=lambda one: (one.last, one.id))


def shared(one: Scope, other: Scope) -> str:
    """The directions that both checks have."""
    return "".join(letter for letter in one.directions if letter in other.directions)


def last_alike(one: Scope, issued: Iterable[S]) -> S | None:
    """What a check is compared with: the last one of the same pages whose days do not overlap its own.

    Figures of other classes, of one teacher, or of directions that were not looked at compare with nothing.
    """
    alike = [
        other
        for other in issued
        if other.last < one.first
        and other.classes == one.classes
        and other.teacher == one.teacher
        and shared(one, other)
    ]
    return in_order(alike)[-1] if alike else None


def earlier(one: Scope, issued: Iterable[S]) -> list[S]:
    """Whose remarks a check starts from: every certificate of days that ended no later, in order."""
    return [other for other in in_order(issued) if other.last <= one.last and other.id != one.id]
