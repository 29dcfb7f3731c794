"""«КТП»: the pages of a year with the state of their plans, and the plans that may be copied."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ejournal.models import curriculum, plan_beside, plan_corrections, plan_lessons, plan_reviews
from ejournal.models.curriculum import Group
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import SchoolYear, names
from ejournal.models.plan_lessons import Volume
from ejournal.models.settings import SchoolSettings
from ejournal.rules import plan_works
from ejournal.rules import plans as rules
from ejournal.rules.plans import CONTROLS, STATES, State
from ejournal.wording import short_name

BEHIND = "behind"
FILTERS: dict[str, str] = {
    **{str(code): title for code, title in STATES.items()},
    BEHIND: "не хватает уроков",
}

SHOWN_AT_ONCE = 15  # pages

Readable = Callable[[frozenset[int], frozenset[int]], bool]


@dataclass(frozen=True)
class PlanLine:
    """A page of the journal with its plan, or without one."""

    group: int
    name: str
    subject: str
    teachers: tuple[str, ...]
    own: bool
    plan: int | None
    version: int
    state: State
    items: int
    doubts: tuple[str, ...]
    shortage: int

    @property
    def state_title(self) -> str:
        return STATES[self.state]

    def among(self, wanted: str) -> bool:
        """Whether the line is of what is asked for; everything is when nothing is."""
        return not wanted or wanted == self.state or (wanted == BEHIND and self.shortage > 0)


@dataclass(frozen=True)
class PlanGroup:
    """Pages that are shown together, and whether they are shown at once; `told` is what calls for a deed."""

    title: str
    lines: tuple[PlanLine, ...]
    open: bool

    @property
    def waits(self) -> bool:
        """Whether a plan of it is to be accepted."""
        return any(line.state is State.HANDED_IN for line in self.lines)

    @property
    def told(self) -> tuple[str, ...]:
        """«сдан на утверждение: 1»: all but what is accepted and closes the year."""
        counts = {code: sum(line.among(code) for line in self.lines) for code in FILTERS}
        return tuple(
            f"{FILTERS[code]}: {count}" for code, count in counts.items() if count and code != State.ACCEPTED
        )


@dataclass(frozen=True)
class PlanList:
    """The pages asked for, and how many there are of each kind."""

    lines: tuple[PlanLine, ...]
    counts: dict[str, int]
    whole: int
    shown: int = 0  # a page that somebody came to see

    @property
    def groups(self) -> tuple[PlanGroup, ...]:
        """Few pages as they are. Many folded by subject: what waits to be accepted, then what calls.

        The reader's own pages are a group of their own, the first, which is open.
        """
        if len(self.lines) <= SHOWN_AT_ONCE:
            return (PlanGroup("", self.lines, open=True),)
        own = tuple(line for line in self.lines if line.own)
        others = sorted((line for line in self.lines if not line.own), key=lambda line: line.subject)
        found = [self._group(*group) for group in groupby(others, key=lambda line: line.subject)]
        found.sort(key=lambda group: (not group.waits, not group.told))
        return (*([PlanGroup("Ваши страницы", own, open=True)] if own else ()), *found)

    def _group(self, title: str, lines: Iterable[PlanLine]) -> PlanGroup:
        known = tuple(lines)
        return PlanGroup(title, known, any(line.group == self.shown for line in known))

    @property
    def handed_in(self) -> dict[int, str]:
        """Plans that may be accepted, «plan:version», each by the first of its pages."""
        found: dict[int | None, PlanLine] = {}
        for line in self.lines:
            if line.state is State.HANDED_IN:
                found.setdefault(line.plan, line)
        return {line.group: f"{plan}:{line.version}" for plan, line in found.items()}


def lines(
    year: SchoolYear,
    reader: int,
    readable: Readable,
    wanted: str,
    school: SchoolSettings,
    today: date,
    shown: int = 0,
) -> PlanList:
    """п. 2.2: every page of a year within reach; a constant number of queries."""
    groups = curriculum.pages_of_year(year, None, today)
    day = min(max(today, year.valid_from), year.valid_to)
    teachers = curriculum.group_teachers(day)
    classes = curriculum.classes_of_groups(groups, day)
    mine = [g for g in groups if readable(classes[g.id], teachers.get(g.id, frozenset()))]
    facts = _Facts(year, mine, school)
    known = names({who for group in mine for who in teachers.get(group.id, ())}, day)
    short = {who: short_name(*name) for who, name in known.items()}
    found = [facts.line(group, teachers.get(group.id, frozenset()), short, reader) for group in mine]
    found.sort(key=lambda line: not line.own)
    counts = {name: sum(line.among(name) for line in found) for name in FILTERS}
    return PlanList(tuple(line for line in found if line.among(wanted)), counts, len(found), shown)


class _Facts:
    """What the list tells of plans, asked for at once."""

    def __init__(self, year: SchoolYear, groups: Sequence[Group], school: SchoolSettings) -> None:
        plans = {group.plan_id for group in groups if group.plan_id}
        self._school, self._periods = school, PagePeriods(year.id)
        self._volumes = plan_lessons.volumes(plans)
        self._works = plan_beside.works_of_plans(plans, {*CONTROLS, plan_works.PRACTICAL})
        self._healed = plan_corrections.healed(plans)
        self._steps = plan_reviews.newest_reviews(plans)
        self._taken = plan_lessons.last_taken(year.id)
        self._left = plan_lessons.lessons_left(year.id)
        self._tenths = {(row.cohort_id, row.subject_id): row.tenths for row in curriculum.hours_of(year)}

    def line(self, group: Group, teachers: Collection[int], short: dict[int, str], reader: int) -> PlanLine:
        volume = self._volumes.get(group.plan_id or 0)
        return PlanLine(
            group=group.id,
            name=group.name,
            subject=group.subject.name,
            teachers=tuple(sorted(short[who] for who in teachers if who in short)),
            own=reader in teachers,
            plan=group.plan_id,
            version=volume.version if volume else 0,
            state=rules.state(volume.version, self._steps.get(volume.plan, [])) if volume else State.NONE,
            items=volume.items if volume else 0,
            doubts=tuple(self._doubts(group, volume)) if volume else (),
            shortage=self._shortage(group, volume),
        )

    def _doubts(self, group: Group, volume: Volume) -> Iterator[str]:
        healed, works = self._healed[volume.plan], self._works.get(volume.plan, {})
        controls = len(plan_works.control_hours(works))
        yield from rules.doubts(volume.items, controls, self._hours(group), healed)
        yield from plan_works.doubts_of_works(works)

    def _hours(self, group: Group) -> int | None:
        tenths = self._tenths.get((group.cohort_id or 0, group.subject_id))
        if not tenths or group.kind not in ("class", "part"):
            return None
        school = self._school
        weeks = school.year_weeks, school.year_weeks_first
        return rules.hours_of_year(tenths, group.grade, *weeks, self._periods.share(group))

    def _shortage(self, group: Group, volume: Volume | None) -> int:
        taken, left = self._taken.get(group.id, 0), self._left.get(group.id, 0)
        taken = max(taken, group.passed or 0) if taken or left else 0
        if volume is None or not (taken or left):
            return 0  # no plan, or no timetable yet
        return volume.items - taken - left


@dataclass(frozen=True)
class Source:
    """A plan that may be copied."""

    plan: int
    title: str
    name: str
    year: str
    items: int
    apart: int  # grades between its class and the one it is to be copied for

    @property
    def alike(self) -> bool:
        return self.apart == 0


def sources(group: Group) -> list[Source]:
    """п. 2.2: plans of the same subject, those of the same grade first, of them the newest."""
    found: dict[int, Source] = {}
    known = plan_lessons.of_subject(group.subject_id)
    volumes = plan_lessons.volumes({other.plan_id for other in known if other.plan_id})
    for other in known:
        volume = volumes.get(other.plan_id or 0)
        if volume and volume.items and volume.plan not in found:
            apart = abs((other.grade or 0) - (group.grade or 0))
            about = (volume.title, other.name, other.year.name, volume.items, apart)
            found[volume.plan] = Source(volume.plan, *about)
    return sorted(found.values(), key=lambda one: one.apart)


def alike(group: Group) -> list[Group]:
    """Pages without a plan, of the same subject, grade and year, that may follow one; `group` among them."""
    pages = curriculum.pages_of_year(group.year, None, group.year.valid_from)
    same = (group.subject_id, group.grade, group.kind)
    return [one for one in pages if one.plan_id is None and (one.subject_id, one.grade, one.kind) == same]
