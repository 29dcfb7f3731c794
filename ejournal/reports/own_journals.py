"""«Отдельные журналы»: which there are in a year, what each lacks, and one of them read at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal.db import snapshot
from ejournal.documents.own_journal import HEADINGS, OwnJournal
from ejournal.models import own_journals, readiness, volume
from ejournal.models.audit import head
from ejournal.models.curriculum import OWN_JOURNALS, Group
from ejournal.models.papers import NewPaper
from ejournal.models.people import SchoolYear, names
from ejournal.models.readiness import Scope
from ejournal.models.settings import school_settings
from ejournal.reports import halves, own_journal, papers, volume_facts
from ejournal.reports.halves import Half
from ejournal.reports.papers import PaperLine
from ejournal.reports.readiness import LACKS
from ejournal.rules.refusal import Refusal
from ejournal.wording import full_name, short_name

KIND = "own_journal"
PUPIL, GROUP = "pupil", "group"  # whom or what the journal is of
LACKING = ("attendance", "topic", "homework")
ANY_GRADE = 1  # a group of several classes goes by the calendar of the quarters


@dataclass(frozen=True)
class Order:
    """What is to be printed: a journal of a year, by its groups, and the number of the half."""

    year: SchoolYear
    groups: tuple[Group, ...]
    about_kind: str
    about_id: int
    half: int


@dataclass(frozen=True)
class JournalLine:
    """A journal in the list; `lacks` are lessons without attendance, topic or homework."""

    about_kind: str
    about_id: int
    title: str
    told: str
    teachers: str
    pupils: int
    lessons: int
    lacks: int

    @property
    def address(self) -> str:
        return _address(self.about_kind, self.about_id)


@dataclass(frozen=True)
class Gap:
    """A lesson that lacks something."""

    lesson: int
    subject: str
    day: date
    number: int
    what: str


@dataclass(frozen=True)
class OfKind:
    """The journals of one kind."""

    title: str
    lines: tuple[JournalLine, ...]


def overview(year: SchoolYear, number: int, now: datetime) -> tuple[OfKind, ...]:
    """п. 2.1, 4.2.4: the journals of a year by kind; a constant number of queries."""
    groups = own_journals.groups_of_year(year)
    half = _half(year, None, number)
    if half is None or half.first > now.date():
        return ()
    seats = _seats(groups, half)
    scope = Scope([group.id for group in groups], half.first, half.last, now)
    lessons = readiness.counted(readiness.over(scope))
    lacks = [readiness.counted(query) for query in _lacking(scope)]
    people = {pupil for own in seats.values() for pupil in own}
    taught = _taught(scope)
    known = names(people | {who for own in taught.values() for who in own}, min(half.last, now.date()))

    def line(kind: str, about: int, title: str, told: str, own: list[Group]) -> JournalLine:
        ids = [group.id for group in own]
        who = dict.fromkeys(who for page in ids for who in taught.get(page, ()) if who in known)
        return JournalLine(
            kind,
            about,
            title,
            told,
            ", ".join(short_name(*known[one]) for one in who),
            len({pupil for page in ids for pupil in seats.get(page, ())}),
            sum(lessons.get(page, 0) for page in ids),
            sum(found.get(page, 0) for found in lacks for page in ids),
        )

    def of_kind(kind: str) -> Iterable[JournalLine]:
        mine = [group for group in groups if group.kind == kind]
        if kind != "home":
            return [line(GROUP, one.id, one.subject.name, one.name, [one]) for one in mine]
        pupils = sorted(
            {who for one in mine for who in seats.get(one.id, ()) if who in known}, key=known.__getitem__
        )
        at_home = {who: [one for one in mine if who in seats.get(one.id, ())] for who in pupils}
        return [line(PUPIL, who, full_name(*known[who]), _grade(own), own) for who, own in at_home.items()]

    made = (OfKind(f"Журналы {HEADINGS[kind]}", tuple(of_kind(kind))) for kind in OWN_JOURNALS)
    return tuple(one for one in made if one.lines)


def _grade(groups: list[Group]) -> str:
    return f"{groups[0].grade} класс" if groups[0].grade else ""


def _lacking(scope: Scope) -> list[Any]:
    return [readiness.unheld(scope), *(readiness.unwritten(field, scope) for field in LACKING[1:])]


def _taught(scope: Scope) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for group, person, since, until in readiness.teaching(scope.groups):
        if since <= scope.last and (until is None or until >= scope.first):
            found.setdefault(group, []).append(person)
    return found


def _seats(groups: list[Group], half: Half) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for group, pupil, *_ in volume.members([group.id for group in groups], half.first, half.last):
        found.setdefault(group, set()).add(pupil)
    return found


def order_of(year: SchoolYear, kind: str, about: int, half: int) -> Order | None:
    """The journal of a pupil at home or of a group, as an address names it; None when there is none."""
    groups = own_journals.groups_of_year(year)
    if kind == PUPIL:
        at_home = [group for group in groups if group.kind == "home"]
        mine = own_journals.of_pupil([group.id for group in at_home], about)
        own = tuple(group for group in at_home if group.id in mine)
    else:
        own = tuple(group for group in groups if group.id == about and group.kind != "home")
    return Order(year, own, kind, about, half) if own else None


def address(order: Order) -> str:
    return _address(order.about_kind, order.about_id)


def _address(kind: str, about: int) -> str:
    return f"/printing/own/{kind}/{about}"


def half_of(order: Order) -> Half | None:
    return _half(order.year, order.groups[0].grade, order.half)


def _half(year: SchoolYear, grade: int | None, number: int) -> Half | None:
    return next((half for half in halves.of_class(year, grade or ANY_GRADE) if half.number == number), None)


def lacks(order: Order, now: datetime) -> dict[str, int]:
    """What the journal lacks, by kinds of LACKS."""
    scope = _scope(order, now)
    found = zip(LACKING, map(readiness.counted, _lacking(scope)), strict=True) if scope else ()
    return {kind: sum(own.values()) for kind, own in found if own}


def _scope(order: Order, now: datetime) -> Scope | None:
    half = half_of(order)
    return Scope([group.id for group in order.groups], half.first, half.last, now) if half else None


def gaps(order: Order, now: datetime) -> tuple[Gap, ...]:
    """п. 4.5.2, 4.5.3: the lessons to fill, in order."""
    scope = _scope(order, now)
    subjects = {group.id: group.subject.name for group in order.groups}
    found: dict[int, Gap] = {}
    for kind, query in zip(LACKING, _lacking(scope) if scope else (), strict=False):
        for one in readiness.listed(query):
            what = LACKS[kind][0].lower()
            known = found.get(one.lesson)
            told = f"{known.what}, {what}" if known else what
            found[one.lesson] = Gap(one.lesson, subjects[one.group], one.day, one.number, told)
    return tuple(sorted(found.values(), key=lambda gap: (gap.day, gap.number, gap.lesson)))


def journal_of(order: Order, now: datetime) -> tuple[OwnJournal, NewPaper]:
    """п. 2.1, 4.2.4: the journal as it stands at this moment, and what the register is to say of it."""
    with snapshot():
        newest = head()
        facts = _read(order, now)
        told = [f"{LACKS[kind][1]} — {count}" for kind, count in lacks(order, now).items()]
        unfinished = f"Журнал не завершён: {'; '.join(told)}." if told else ""
        made = own_journal.of_groups(facts, _about(order, facts), school_settings(), unfinished, newest)
    parameters = {"half": order.half, "duplex": made.duplex, "year": order.year.name}
    return made, NewPaper(KIND, made.title, order.about_kind, order.about_id, parameters, newest)


def issued(order: Order, now: datetime) -> list[PaperLine]:
    """п. 4.2.5: the printed journals of a pupil or group in the register, newest first."""
    return papers.about(KIND, order.about_kind, order.about_id, now.tzinfo)


def _read(order: Order, now: datetime) -> volume_facts.Facts:
    grade = order.groups[0].grade or ANY_GRADE
    known = tuple(half for half in halves.of_class(order.year, grade) if half.number <= order.half)
    if not known or known[-1].number != order.half or known[-1].first > now.date():
        raise Refusal("4.2.4", "Это полугодие ещё не началось: печатать нечего.")
    last = min(known[-1].last, now.date())
    stays = own_journals.stays([group.id for group in order.groups], known[-1].first, last)
    if order.about_kind == PUPIL:
        stays = [stay for stay in stays if stay.pupil == order.about_id]
    return volume_facts.of_groups(list(order.groups), stays, order.year, known, now)


def _about(order: Order, facts: volume_facts.Facts) -> str:
    """«Алёшина Анна Петровна»; «Кружок «Шахматы», 2–8 классы»."""
    group = order.groups[0]
    if order.about_kind != PUPIL:
        return group.name if group.kind == "after_school" else f"{group.subject.name}, {group.name}"
    return full_name(*facts.known[order.about_id]) if order.about_id in facts.known else group.name
