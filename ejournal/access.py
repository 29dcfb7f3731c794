"""п. 3.1, 3.2, 4.3.2: who may do what, asked of the table of rights for a visitor and an object."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ejournal.rights import GIVEN, IMPORTS, STAFF, TABLE, Reach, Right, Role

__all__ = ["GIVEN", "IMPORTS", "STAFF", "TABLE", "Reach", "Right", "Role"]


@dataclass(frozen=True)
class Duty:
    """A role in force today; `cohort` is the class of a class teacher."""

    role: Role
    cohort: int | None = None


@dataclass(frozen=True)
class Child:
    """A child of a guardian; `open` says that the diary is open to this guardian today."""

    person: int
    name: str
    open: bool


@dataclass(frozen=True)
class Visitor:
    """Whoever asks: nobody has no duties. `name` is for the page's head; `session` for sign-out.

    `own_open`: the own diary of a pupil is. `own_requests` and `any_requests` say whether there are any, for
    the navigation.
    """

    person: int | None = None
    name: str = ""
    session: int | None = None
    duties: tuple[Duty, ...] = ()
    children: tuple[Child, ...] = ()
    own_requests: bool = False
    any_requests: bool = False
    own_open: bool = True

    @property
    def family(self) -> bool:
        return bool(self.roles & {Role.PUPIL, Role.GUARDIAN})

    @cached_property
    def roles(self) -> frozenset[Role]:
        own = {duty.role for duty in self.duties}
        if self.children:
            own.add(Role.GUARDIAN)
        if self.person is not None:
            own.add(Role.SIGNED_IN)
        return frozenset(own | {Role.ANYBODY})


COMMAND_LINE = "command_line"  # the duty under which the server's administrator acts


@dataclass(frozen=True)
class Actor:
    """Who does a deed, by which duty, the idempotency key of the request, the session it came from."""

    person: int | None
    duty: Role | str
    request: str | None = None
    session: int | None = None


@dataclass(frozen=True)
class Page:
    """What access must know of a journal page or lesson: its pupils' classes, who teaches it that day."""

    cohorts: frozenset[int] = frozenset()
    teachers: frozenset[int] = field(default_factory=frozenset)


def may_enter(visitor: Visitor, right: Right) -> bool:
    """Whether any role of the visitor has the right at all; the object is asked for afterwards."""
    return not visitor.roles.isdisjoint(TABLE.get(right, ()))


def duty_for_page(visitor: Visitor, right: Right, page: Page) -> Role | None:
    """The duty by which the visitor has `right` over this journal page; None refuses."""
    for role, reach in _grants(visitor, right):
        own = reach is Reach.OWN_GROUPS and visitor.person in page.teachers
        led = reach is Reach.OWN_CLASS and any(leads(visitor, cohort) for cohort in page.cohorts)
        if own or led or reach is Reach.ALL:
            return role
    return None


def leads(visitor: Visitor, cohort: int) -> bool:
    """п. 4.4: whether the visitor is the class teacher of this class today."""
    return Duty(Role.CLASS_TEACHER, cohort) in visitor.duties


def duty_for_diary(visitor: Visitor, right: Right, pupil: int) -> Role | None:
    """п. 3.2: a pupil sees the own diary, a guardian that of an own child while it is open."""
    for role, reach in _grants(visitor, right):
        if reach is Reach.SELF and visitor.person == pupil and visitor.own_open:
            return role
        if reach is Reach.CHILDREN and any(
            child.person == pupil and child.open for child in visitor.children
        ):
            return role
    return None


def duty_for_family(visitor: Visitor, right: Right, child: int) -> Role | None:
    """п. 4.6.1: a guardian writes about an own child whether the diary is open or not, so does a pupil."""
    granted = dict(_grants(visitor, right))
    if visitor.person == child and granted.get(Role.PUPIL) is Reach.SELF:
        return Role.PUPIL
    mine = any(one.person == child for one in visitor.children)
    return Role.GUARDIAN if mine and granted.get(Role.GUARDIAN) is Reach.CHILDREN else None


def duty_for_requests(visitor: Visitor, right: Right) -> tuple[Role, bool] | None:
    """п. 3.1, 2.12: the duty by which requests are made or read, and whether those of everybody."""
    granted = [(role, reach is Reach.ALL) for role, reach in _grants(visitor, right)]
    return max(granted, key=lambda grant: grant[1], default=None)


def duty_for_classes(visitor: Visitor, right: Right) -> tuple[Role, frozenset[int] | None] | None:
    """п. 4.2.5, 4.4: the duty by which the visitor has a right, and over which classes; None over all."""
    granted = dict(_grants(visitor, right))
    whole = [role for role, reach in granted.items() if reach is Reach.ALL]
    if whole:
        return whole[0], None
    led = frozenset(duty.cohort for duty in visitor.duties if duty.role in granted and duty.cohort)
    return next(((role, led) for role in granted), None)


def duty_for(visitor: Visitor, right: Right) -> Role | None:
    """The duty by which the visitor has a right over the whole school; None refuses."""
    return next((role for role, reach in _grants(visitor, right) if reach is Reach.ALL), None)


def is_of_duty(duty: Role | str, right: Right) -> bool:
    """Whether whoever acts by a duty has a right over the whole school."""
    return any(role == duty and reach is Reach.ALL for role, reach in TABLE[right].items())


def duty_for_import(visitor: Visitor, kind: str) -> tuple[Role, bool] | None:
    """п. 4.5.1, 4.2.1, 4.3.2: the duty by which files of a kind are loaded, and whether for everybody."""
    right = IMPORTS.get(kind)
    granted = [(role, reach is Reach.ALL) for role, reach in _grants(visitor, right)] if right else []
    return max(granted, key=lambda grant: grant[1], default=None)


def _grants(visitor: Visitor, right: Right) -> Iterable[tuple[Role, Reach]]:
    return [(role, reach) for role, reach in TABLE.get(right, {}).items() if role in visitor.roles]
