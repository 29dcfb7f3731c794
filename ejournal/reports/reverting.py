"""What a session did in a span, in words, and what its reversal would do with each part of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from ejournal.models import session_deeds
from ejournal.models.audit import entry_of_deed
from ejournal.models.curriculum import Group, Subject
from ejournal.models.journal import Work
from ejournal.models.people import Name, names
from ejournal.models.reversals import reversals
from ejournal.models.session_deeds import Span
from ejournal.models.sessions import Session
from ejournal.models.timetable import Lesson
from ejournal.reports import reverting_beside
from ejournal.reports.deed_words import BESIDE, HELD, TOLD, stays
from ejournal.reports.watch import SPAN, reversal, span_query
from ejournal.rules import reverting as rules
from ejournal.rules import works
from ejournal.rules.reverting import Left, Plan, Step, Thing
from ejournal.wording import date_numeric, full_name, initials_first, plural, quoted, short_name


@dataclass(frozen=True)
class Line:
    """A cell or record of a lesson: what it is, what it was, what it is now, what becomes of it."""

    what: str
    was: str
    now: str
    becomes: str
    stays: bool
    href: str = ""


@dataclass(frozen=True)
class OfLesson:
    """What the session changed in one lesson."""

    lesson: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Undone:
    """The reversals of a session, each with the query string of its span; of the newest one of this very span
    what it put back, as it was before it: `told` is when, why and who, "" without one.
    """

    before: tuple[tuple[str, str], ...]
    told: str = ""
    lessons: tuple[OfLesson, ...] = ()
    beside: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Preview:
    """All of it; `seal` is of this very plan, `own` that it is one's own.

    `beside` is what is of no lesson and put back by a fact, `kept` what no fact puts back.
    """

    session: int
    name: str
    own: bool
    deeds: int
    lessons: tuple[OfLesson, ...]
    beside: tuple[Line, ...]
    kept: tuple[tuple[str, str], ...]
    steps: int
    left: int
    seal: str


def preview(session: Session, since: datetime, until: datetime, reader: int, now: datetime) -> Preview:
    """п. 3.5, 4.5.4: what the reversal of a session would do now; a constant number of queries."""
    span = Span(session.id, since, until)
    done = session_deeds.deeds_of(span)
    lessons = session_deeds.lessons_of(span)
    trail = rules.trail(session_deeds.changes(span), session_deeds.columns_there(lessons))
    plan = rules.plan(trail)
    called = names([session.person_id], now.date())
    return Preview(
        session=session.id,
        name=full_name(*called[session.person_id]) if session.person_id in called else "",
        own=session.person_id == reader,
        deeds=len(done),
        lessons=tuple(_lessons(plan, now)),
        beside=tuple(_beside(plan, now)),
        kept=tuple(_kept(Counter(deed.kind for deed in done), session_deeds.held(span))),
        steps=len(plan.steps),
        left=len(plan.left),
        seal=plan.seal,
    )


def undone(session: Session, since: datetime, until: datetime, now: datetime) -> Undone:
    """п. 3.5: what was put back of a session before; a constant number of queries."""
    every, span = reversals([session.id]), Span(session.id, since, until)
    before = tuple((span_query(one, now), reversal(one, now)) for one in every)
    here = [one for one in every if (one.since, one.until) == (since, until)]
    if not here:
        return Undone(before)
    entry = entry_of_deed(here[-1].deed)
    columns = session_deeds.columns_there(session_deeds.lessons_of(span))
    plan = replace(rules.plan(rules.trail(session_deeds.changes(span, entry), columns)), left=())
    who = "".join(f", {initials_first(*name)}" for name in names([here[-1].by_id], now.date()).values())
    told = f"{reversal(here[-1], now)}{who}"
    return Undone(before, told, tuple(_lessons(plan, now)), tuple(_beside(plan, now)))


def _lessons(plan: Plan, now: datetime) -> Iterator[OfLesson]:
    """By day and lesson; in each what is put back and what stays, column by column."""
    both = [one for one in _all(plan) if one.thing.lesson]
    titles = _titles({one.thing.lesson for one in both})
    kinds = _kinds({one.thing.record for one in both if one.thing.kind in ("mark", "work")})
    people = names({one.thing.pupil for one in both} - {0}, now.date())
    order = {lesson: place for place, lesson in enumerate(titles)}
    both.sort(key=lambda one: (order[one.thing.lesson], one.thing.kind, one.thing))
    for lesson, of_it in groupby(both, key=lambda one: one.thing.lesson):
        yield OfLesson(lesson, titles[lesson], tuple(_line(one, kinds, people) for one in of_it))


def _all(plan: Plan) -> list[Step | Left]:
    return [*plan.steps, *plan.left]


def _beside(plan: Plan, now: datetime) -> Iterator[Line]:
    """What is of no lesson: what is put back, then what stays, each with the page where it stands."""
    both = [one for one in _all(plan) if not one.thing.lesson]
    people = names({one.thing.pupil for one in both} - {0}, now.date())
    told = reverting_beside.told([one.thing for one in both], people, now.date())
    for one in both:
        what, href = told[one.thing]
        was, stands = (_said_beside(one.thing, value) for value in (one.before, one.now))
        if isinstance(one, Left):
            becomes = f"остаётся: {one.why}"
        else:
            back = f"вернуть {quoted(was)}" if one.before else f"снять {quoted(stands)}"
            becomes = reverting_beside.BECOMES.get(one.thing.kind) or back
        yield Line(what, was, stands, becomes, isinstance(one, Left), href)


def _said_beside(thing: Thing, value: Any) -> str:
    if thing.kind == "term":
        return (value[2] or value[0]) if value else "—"
    return "действует" if value else "—"


def _titles(lessons: set[int]) -> dict[int, str]:
    columns = (Lesson.id, Subject.name, Group.name, Lesson.date, Lesson.number)
    query: Any = Lesson.select(*columns).join(Group).join(Subject).where(Lesson.id.in_(lessons))
    return {
        lesson: f"{subject}, {group}, {date_numeric(day)}, {number}-й урок"
        for lesson, subject, group, day, number in query.order_by(Lesson.starts_at, Lesson.id).tuples()
    }


def _kinds(columns: set[int]) -> dict[int, str]:
    query: Any = Work.select(Work.id, Work.kind).where(Work.id.in_(columns)).tuples()
    return {number: works.kind(code).title for number, code in query}


def _line(one: Step | Left, kinds: dict[int, str], people: dict[int, Name]) -> Line:
    thing, why = one.thing, one.why if isinstance(one, Left) else ""
    was, is_now = _said(thing, one.before), _said(thing, one.now)
    becomes = f"остаётся: {why}" if why else _becomes(thing, one.before, one.now)
    return Line(_what(one, kinds, people), was, is_now, becomes, bool(why))


def _what(one: Step | Left, kinds: dict[int, str], people: dict[int, Name]) -> str:
    thing = one.thing
    who = short_name(*people[thing.pupil]) if thing.pupil in people else ""
    if thing.kind == "mark":
        return f"{who}, {kinds[thing.record].lower()}"
    if thing.kind == "absence":
        return f"{who}, посещаемость"
    if thing.kind == "work":
        return f"колонка «{kinds[thing.record]}»"
    return "тема" if (one.now or one.before)["field"] == "topic" else "домашнее задание"


def _said(thing: Thing, value: Any) -> str:
    if thing.kind == "absence":
        return value or "присутствует"
    if thing.kind == "work":
        return "есть" if value else "нет"
    if thing.kind == "mark":
        return value or "—"
    return (quoted(value["text"]) if value["text"] else "не задано") if value else "—"


def _becomes(thing: Thing, before: Any, now: Any) -> str:
    if not before and thing.kind != "absence":
        return "убрать" if thing.kind in ("text", "work") else f"снять «{now}»"
    if thing.kind in ("text", "work"):
        return "вернуть прежнее"
    return f"вернуть {quoted(_said(thing, before))}"


def _kept(kinds: Counter[str], held: int) -> Iterator[tuple[str, str]]:
    """What the session did beside cells and records of lessons: it stays, and how it is put right."""
    told: Counter[tuple[str, str]] = Counter()
    for kind, count in kinds.items():
        if kind.partition(".")[0] not in TOLD and kind not in BESIDE:
            told[stays(kind)] += count
    if held:
        told[HELD] = held
    for (what, why), count in told.items():
        yield f"{what} — {count} {plural(count, 'раз', 'раза', 'раз')}", why


def worked(session: Session, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last moment of what the session did in the last 30 days; now for nothing."""
    first, last = session_deeds.worked_on(session.id, now - SPAN) or (now, now)
    return first, last
