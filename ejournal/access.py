"""п. 3.1, 3.2, 4.3.2: who may do what. One table; what is absent from it is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """Staff duties come by order; pupil and guardian follow from enrolment and guardianship."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    PUPIL = "pupil"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"


STAFF = frozenset({Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR, Role.ADMINISTRATOR})


class Reach(StrEnum):
    """How far a right goes."""

    ALL = "all"
    OWN_GROUPS = "own_groups"  # groups one teaches, and lessons one substitutes
    OWN_CLASS = "own_class"  # every page of the class one leads
    SELF = "self"
    CHILDREN = "children"  # own children, while the electronic form is in force


class Right(StrEnum):
    """What every route declares; the Russian gloss is what a refusal names."""

    ENTER = "enter"  # the sign-in page, static pages
    BE_SIGNED_IN = "be_signed_in"  # sign out, the front door that leads to one's own page
    SEE_OWN_LESSONS = "see_own_lessons"
    FILL_LESSON = "fill_lesson"
    READ_JOURNAL = "read_journal"
    CLOSE_WEEK = "close_week"
    READ_DIARY = "read_diary"
    KEEP_REQUEST = "keep_request"
    READ_REQUESTS = "read_requests"
    DECIDE_MEMOS = "decide_memos"
    CHECK_JOURNAL = "check_journal"  # what the journal of a class still lacks
    PRINT_JOURNAL = "print_journal"
    READ_PAPERS = "read_papers"
    BRING_FILE = "bring_file"  # the page of imports; what may be loaded is one of the three below
    LOAD_PLAN = "load_plan"
    ACCEPT_PLAN = "accept_plan"
    LOAD_TIMETABLE = "load_timetable"
    LOAD_PEOPLE = "load_people"
    READ_PEOPLE = "read_people"
    FIND_PEOPLE = "find_people"
    SEE_CARD = "see_card"
    KEEP_CONTACTS = "keep_contacts"
    KEEP_PEOPLE = "keep_people"  # who comes, leaves, changes class or name
    KEEP_TEACHERS = "keep_teachers"
    PREPARE_ORDER = "prepare_order"
    SIGN_ORDER = "sign_order"
    END_SESSION = "end_session"
    WATCH_SESSIONS = "watch_sessions"  # which sessions worked unusually
    REVERT_SESSIONS = "revert_sessions"  # what a session wrote in lessons, and its reversal
    OPEN_YEAR = "open_year"
    CLOSE_DAYS = "close_days"
    OPEN_DAYS = "open_days"
    READ_TIMETABLE = "read_timetable"
    READ_LOADS = "read_loads"  # hours of teachers and classes
    ARRANGE_SUBSTITUTIONS = "arrange_substitutions"  # with the reasons of absences: data of the staff
    READ_SUBSTITUTIONS = "read_substitutions"
    READ_CHANGES = "read_changes"  # who gives what instead on a day, without reasons
    READ_SETTINGS = "read_settings"
    CHANGE_SETTINGS = "change_settings"


TABLE: dict[Right, dict[Role, Reach]] = {
    Right.ENTER: {Role.ANYBODY: Reach.ALL},
    Right.BE_SIGNED_IN: {Role.SIGNED_IN: Reach.SELF},
    Right.SEE_OWN_LESSONS: {Role.TEACHER: Reach.OWN_GROUPS},
    Right.FILL_LESSON: {Role.TEACHER: Reach.OWN_GROUPS},
    Right.READ_JOURNAL: {
        Role.TEACHER: Reach.OWN_GROUPS,
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
    },
    Right.CLOSE_WEEK: {Role.CLASS_TEACHER: Reach.OWN_CLASS},
    Right.READ_DIARY: {Role.PUPIL: Reach.SELF, Role.GUARDIAN: Reach.CHILDREN},
    # п. 4.5.4, 2.12, 4.2.2: who fills lessons turns to the deputy; the deputy answers for completeness.
    Right.KEEP_REQUEST: {Role.TEACHER: Reach.SELF},
    Right.READ_REQUESTS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL, Role.TEACHER: Reach.SELF},
    Right.DECIDE_MEMOS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    # п. 3.7, 4.4: the deputy answers for completeness, the class teacher for the journal of the own class.
    Right.CHECK_JOURNAL: {
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
    },
    # п. 4.2.4, 4.2.5: the deputy prints the journal and keeps what was printed; it names the class teacher,
    # who reads what was issued of the own class, as every page of its journal.
    Right.PRINT_JOURNAL: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.READ_PAPERS: {
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
    },
    # п. 4.5.1: the teacher brings and keeps the own КТП, the deputy any and accepts it; п. 4.2.1: the deputy
    # makes the timetable; п. 4.3.1, 4.3.2: the administrator sets the journal up and says who its users are.
    Right.BRING_FILE: {
        Role.TEACHER: Reach.OWN_GROUPS,
        Role.DEPUTY: Reach.ALL,
        Role.ADMINISTRATOR: Reach.ALL,
    },
    Right.LOAD_PLAN: {Role.TEACHER: Reach.OWN_GROUPS, Role.DEPUTY: Reach.ALL},
    Right.ACCEPT_PLAN: {Role.DEPUTY: Reach.ALL},
    Right.LOAD_TIMETABLE: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Right.LOAD_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    Right.READ_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    # п. 4.3.2, 4.4.1: the administrator keeps the lists; the class teacher knows the pupils of the own class
    # and their parents, and keeps how to reach them.
    Right.FIND_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.SEE_CARD: {
        Role.ADMINISTRATOR: Reach.ALL,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
    },
    Right.KEEP_CONTACTS: {Role.ADMINISTRATOR: Reach.ALL, Role.CLASS_TEACHER: Reach.OWN_CLASS},
    Right.KEEP_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    Right.KEEP_TEACHERS: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},  # п. 4.2.1, 4.3.2
    # п. 4.1.3, 4.3.2: the director appoints, the deputy prepares, the administrator gives the rights.
    Right.PREPARE_ORDER: dict.fromkeys((Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR), Reach.ALL),
    Right.SIGN_ORDER: dict.fromkeys((Role.DIRECTOR, Role.ADMINISTRATOR), Reach.ALL),
    Right.END_SESSION: {Role.ADMINISTRATOR: Reach.ALL},
    Right.WATCH_SESSIONS: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},  # п. 2.12, 4.3.2
    Right.REVERT_SESSIONS: {Role.DEPUTY: Reach.ALL},  # п. 4.3.2: the administrator touches no mark
    Right.OPEN_YEAR: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL},  # п. 4.3.1, 4.2.1
    Right.CLOSE_DAYS: {Role.DEPUTY: Reach.ALL},  # п. 4.2.1: what a quarantine takes is behind the КТП (2.2)
    Right.OPEN_DAYS: {Role.DEPUTY: Reach.ALL},  # п. 2.12: the deputy answers for completeness
    # п. 4.2.1: the deputy makes the timetable, the staff works by it.
    Right.READ_TIMETABLE: dict.fromkeys(STAFF, Reach.ALL),
    Right.READ_LOADS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    # п. 4.2.2д: the deputy keeps account of missed and replaced lessons; the staff sees the day's changes.
    Right.ARRANGE_SUBSTITUTIONS: {Role.DEPUTY: Reach.ALL},
    Right.READ_SUBSTITUTIONS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.READ_CHANGES: dict.fromkeys(STAFF, Reach.ALL),
    Right.READ_SETTINGS: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.CHANGE_SETTINGS: {Role.ADMINISTRATOR: Reach.ALL},
}


# Which right loads which kind of file.
IMPORTS = {
    "ktp": Right.LOAD_PLAN,
    "curriculum": Right.LOAD_TIMETABLE,
    "timetable": Right.LOAD_TIMETABLE,
    "staff": Right.LOAD_PEOPLE,
    "class_list": Right.LOAD_PEOPLE,
}


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

    `own_requests` and `any_requests` say whether there are any, for the navigation.
    """

    person: int | None = None
    name: str = ""
    session: int | None = None
    duties: tuple[Duty, ...] = ()
    children: tuple[Child, ...] = ()
    own_requests: bool = False
    any_requests: bool = False

    @property
    def family(self) -> bool:
        return bool(self.roles & {Role.PUPIL, Role.GUARDIAN})

    @property
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
    return bool(TABLE.get(right, {}).keys() & visitor.roles)


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
        if reach is Reach.SELF and visitor.person == pupil:
            return role
        if reach is Reach.CHILDREN and any(
            child.person == pupil and child.open for child in visitor.children
        ):
            return role
    return None


def duty_for_requests(visitor: Visitor, right: Right) -> tuple[Role, bool] | None:
    """п. 3.1, 2.12: the duty by which requests are made or read, and whether those of everybody."""
    granted = [(role, reach is Reach.ALL) for role, reach in _grants(visitor, right)]
    return max(granted, key=lambda grant: grant[1], default=None)


def duty_for_papers(visitor: Visitor) -> tuple[Role, frozenset[int] | None] | None:
    """п. 4.2.5: the duty by which issued papers are read, and of which classes; None of all."""
    granted = dict(_grants(visitor, Right.READ_PAPERS))
    whole = [role for role, reach in granted.items() if reach is Reach.ALL]
    if whole:
        return whole[0], None
    led = frozenset(duty.cohort for duty in visitor.duties if duty.role in granted and duty.cohort)
    return next(((role, led) for role in granted), None)


def duty_for(visitor: Visitor, right: Right) -> Role | None:
    """The duty by which the visitor has a right over the whole school; None refuses."""
    return next((role for role, reach in _grants(visitor, right) if reach is Reach.ALL), None)


def duty_for_import(visitor: Visitor, kind: str) -> tuple[Role, bool] | None:
    """п. 4.5.1, 4.2.1, 4.3.2: the duty by which files of a kind are loaded, and whether for everybody."""
    right = IMPORTS.get(kind)
    granted = [(role, reach is Reach.ALL) for role, reach in _grants(visitor, right)] if right else []
    return max(granted, key=lambda grant: grant[1], default=None)


def diary_open(electronic: bool | None, transition: date | None, today: date) -> bool:
    """п. 4.6.1: open while the electronic form is in force; before the transition date, to everybody."""
    return transition is None or today < transition or electronic is True


def _grants(visitor: Visitor, right: Right) -> Iterable[tuple[Role, Reach]]:
    return [(role, reach) for role, reach in TABLE.get(right, {}).items() if role in visitor.roles]
