"""What would let a КТП that is behind close the year, with reasons and days; the sheet of what was done."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from ejournal.documents.plan_correction import CorrectedLesson, CorrectionSheet
from ejournal.models import plan_lessons
from ejournal.models.curriculum import Group, group_teachers
from ejournal.models.lesson_texts import items_taken
from ejournal.models.lost import LostLesson, lost_lessons
from ejournal.models.people import duties_on, names, names_on_days
from ejournal.models.plan_corrections import lines_of, undone
from ejournal.models.plan_reviews import PlanCorrection, reviews
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.reports.plan_rows import planned
from ejournal.rules import healing
from ejournal.rules.healing import BY_HAND, WAYS, may_merge
from ejournal.rules.plans import Course, Planned, Step, begun, course
from ejournal.rules.substitutions import why_not_held
from ejournal.wording import date_numeric, join_and, numbers_words, short_name

UNKNOWN_DAY = "__.__.____"  # to be written by hand


class PairLine(NamedTuple):
    """Two neighbouring lessons that may become one; `id` is that of the first."""

    id: int
    numbers: str
    section: str
    topic: str
    joins: str
    why: str
    proposed: bool


class LostLine(NamedTuple):
    """A lesson that was not held, and why."""

    day: date
    why: str


class After(NamedTuple):
    """A lesson of the healed plan: what it is made of, and its day."""

    number: int
    topic: str
    day: date | None
    merged: bool


@dataclass(frozen=True)
class HealingPage:
    """What is wanting in the group that lacks the most, why, and what would close the programme.

    `silent`: past lessons without a topic, `merged`: pairs that earlier corrections made one lesson.
    """

    group_id: int
    group: str
    several: bool
    items_left: int
    lessons_left: int
    shortage: int
    own: int
    silent: tuple[date, ...]
    lost: tuple[LostLine, ...]
    merged: int
    pairs: tuple[PairLine, ...]
    after: tuple[After, ...]

    @property
    def closes(self) -> bool:
        """Whether what is proposed is enough."""
        return sum(pair.proposed for pair in self.pairs) >= self.shortage


def worst(plan: Plan, groups: Sequence[Group]) -> Group | None:
    """The group that lacks the most lessons for the rest of the plan; None when nobody follows it."""
    count = len(items_of([plan.id]))
    lessons = plan_lessons.lessons_of([group.id for group in groups], plan.id)
    courses = {one.id: course(count, lessons[one.id], begun(one.passed, one.passed_by)) for one in groups}
    return max(groups, key=lambda group: courses[group.id].shortage, default=None)


def page(plan: Plan, groups: Sequence[Group], chosen: Mapping[int, str] | None) -> HealingPage | None:
    """п. 4.5.1: a constant number of queries; `chosen` are the pairs ticked by hand, by the first item."""
    group = worst(plan, groups)
    if group is None:
        return None
    items = items_of([plan.id])
    start = begun(group.passed, group.passed_by)
    here = course(len(items), plan_lessons.lessons_of([group.id], plan.id)[group.id], start)
    taken = items_taken([item.id for item in items])
    first = max([item.number for item in items if item.id in taken] + [one.passed or 0 for one in groups])
    ahead = items[first:]
    before, texts = ([planned(item) for item in part] for part in (items[:first], ahead))
    lost = lost_lessons([group.id], group.year.valid_from, group.year.valid_to)
    sections = _sections_of(lost, items, here)
    proposed = {pair.place for pair in healing.propose(texts, here.shortage, sections, before)}
    if chosen is not None:
        proposed = {place for place, item in enumerate(ahead) if item.id in chosen}
    return HealingPage(
        group_id=group.id,
        group=group.name,
        several=len(groups) > 1,
        items_left=here.items_left,
        lessons_left=len(here.ahead),
        shortage=here.shortage,
        own=here.own,
        silent=here.silent,
        merged=sum(one.undone is None and one.correction.group_id == group.id for one in lines_of([plan.id])),
        lost=tuple(_lost(one) for one in lost),
        pairs=tuple(_pairs(ahead, before, texts, proposed)),
        after=tuple(_after(texts, _sound(before, texts, proposed), first, here)),
    )


def _lost(one: LostLesson) -> LostLine:
    return LostLine(one.day, why_not_held(one.kind, one.absence) if one.kind else one.reason)


def _sections_of(lost: Sequence[LostLesson], items: Sequence[PlanItem], here: Course) -> set[str]:
    """The sections that were being taught when lessons were lost."""
    found = set()
    for one in lost:
        before = [number for number, day in here.facts.items() if day <= one.day]
        found.add(items[min(max(before, default=0), len(items) - 1)].section if items else "")
    return found


def _pairs(
    ahead: Sequence[PlanItem], taken: Sequence[Planned], texts: Sequence[Planned], proposed: Collection[int]
) -> list[PairLine]:
    return [
        PairLine(
            id=ahead[place].id,
            numbers=numbers_words([ahead[place].number, ahead[place + 1].number]),
            section=texts[place].section,
            topic=texts[place].topic,
            joins=texts[place + 1].topic,
            why=healing.why(texts[place], texts[place + 1]),
            proposed=place in proposed,
        )
        for place in range(len(ahead) - 1)
        if may_merge(texts, place, taken)
    ]


def _sound(taken: Sequence[Planned], texts: Sequence[Planned], places: Collection[int]) -> list[int]:
    """The places that can be merged together: what was ticked wrongly is told when it is sent."""
    found: list[int] = []
    for place in sorted(places):
        clashes = bool(found) and found[-1] == place - 1
        if not clashes and place + 1 < len(texts) and may_merge(texts, place, taken):
            found.append(place)
    return found


def _after(texts: Sequence[Planned], places: Sequence[int], first: int, here: Course) -> list[After]:
    """The lessons of the healed plan that were made of two, with their days in this group."""
    skipped = first - here.last  # taken by another group already, still ahead in this one
    found, number = [], first
    place = 0
    while place < len(texts):
        number += 1
        at = skipped + number - first - 1
        day = here.ahead[at] if at < len(here.ahead) else None
        if place in places:
            topic = healing.merged(texts[place], texts[place + 1]).topic
            found.append(After(number, topic, day, merged=True))
            place += 1
        elif place == len(texts) - 1:
            found.append(After(number, texts[place].topic, day, merged=False))
        place += 1
    return found


def sheet(school: str, group: Group, made: PlanCorrection, now: datetime) -> CorrectionSheet:
    """п. 4.5.1: «Лист корректировки» as it stands today: days that came since are days of fact."""
    lines: list[dict[str, Any]] = json.loads(made.lines)
    texts = {item.id: item.topic for item in items_of([made.plan_id])}
    found = [healing.lesson_of(line["topic"], line["item"], texts) or 0 for line in lines]
    facts = plan_lessons.days_of_items(set(found), group.id)
    at = made.at.astimezone(now.tzinfo)
    gone = {line: how for (_, line), how in undone([made.id]).items()}
    until = max(day for day, _ in gone.values()) if gone and len(gone) == len(lines) else date.max
    agreed = _agreed(made, now, until)
    return CorrectionSheet(
        school=school,
        subject=group.subject.name,
        classes=group.name,
        changed=at.date(),
        lessons=tuple(
            CorrectedLesson(
                numbers=join_and([str(number) for number in line["numbers"]]),
                topic=line["topic"],
                reason=line["reason"],
                way=f"{WAYS[line['way']]}{_undone(gone.get(place))}",
                day="" if place in gone else _day(facts.get(found[place]), line["planned"], now.date()),
                agreed="" if place in gone else agreed,
            )
            for place, line in enumerate(lines)
        ),
        teacher=_teacher(group, made.by_id, at.date()),
        agreed=agreed,
        deputy=_deputy(now.date()),
    )


def _undone(how: tuple[date, bool] | None) -> str:
    return f" (отменено {date_numeric(how[0])}: {BY_HAND[how[1]]})" if how else ""


def _day(taken: date | None, planned: str | None, today: date) -> str:
    """The day on which the lesson was given; while it is ahead a place for it, with the day by the plan."""
    day = taken or (date.fromisoformat(planned) if planned else None)
    if day is None:
        return ""
    return date_numeric(day) if taken and taken <= today else f"{UNKNOWN_DAY} (план {date_numeric(day)})"


def _teacher(group: Group, by: int, day: date) -> str:
    """Whoever of the teachers of the page made the correction, else all of them: the deputy made it."""
    taught = group_teachers(day).get(group.id, frozenset())
    own = {by} & taught or taught
    known = names_on_days({(person, day) for person in own})
    return ", ".join(sorted(short_name(*name) for name in known.values()))


def _deputy(day: date) -> str:
    """«Фамилия И.О.» of the only deputy; "" when there is none or more: whoever signs writes the name."""
    found = {person for person, role, *_ in duties_on(day) if role == "deputy"}
    return short_name(*names(found, day)[found.pop()]) if len(found) == 1 else ""


def _agreed(made: PlanCorrection, now: datetime, until: date) -> str:
    """Who accepted the plan after this correction, while it held, and when; "" when nobody did."""
    steps = reviews([made.plan_id]).get(made.plan_id, [])
    later = next((step for step in steps if step.kind == Step.ACCEPTED and step.at > made.at), None)
    if later is None or (day := later.at.astimezone(now.tzinfo).date()) > until:
        return ""
    who = names_on_days({(later.by, day)}).get((later.by, day))
    return f"{short_name(*who)}, {date_numeric(day)}" if who else date_numeric(day)
