"""«Записки»: what a memo says, what was decided of it, and what the form of a lesson offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents.memo import DEPUTY, DIRECTOR, MemoPaper
from ejournal.models import journal, memos, term_memos
from ejournal.models.audit import duty_of_deed, entry_of_deed
from ejournal.models.curriculum import Group, members_on
from ejournal.models.memos import Told
from ejournal.models.people import Name, duties_on, names, names_on_days
from ejournal.models.settings import SchoolSettings
from ejournal.models.term_memos import ToldTerm
from ejournal.models.timetable import Lesson
from ejournal.reports import term_memos as of_terms
from ejournal.reports.cells import cell_view
from ejournal.reports.gradings import ways_of
from ejournal.reports.name_cases import said
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules import marks, works
from ejournal.rules.memos import OPENING_REASONS, REASONS
from ejournal.rules.name_cases import TO
from ejournal.wording import (
    clock_time,
    date_numeric,
    full_name,
    initials_first,
    moment,
    short_name,
    unstopped,
)

SHOWN = 60  # newest memos on the page
BY_DIRECTOR = "director"  # the duty


@dataclass(frozen=True)
class MemoView:
    """A memo in words; `approved` is None while it waits, `own` says that the reader wrote it."""

    path: str
    year: int
    number: int
    at: datetime
    author: str
    own: bool
    opens: bool
    link: str
    place: str
    what: str
    why: str
    evidence: str
    approved: bool | None
    decided: str
    answer: str
    until: date | None


@dataclass(frozen=True)
class Memos:
    """The memos on the page, those that wait apart, and how many there are in all."""

    waiting: tuple[MemoView, ...]
    decided: tuple[MemoView, ...]
    total: int

    @property
    def shown(self) -> int:
        return len(self.waiting) + len(self.decided)


@dataclass(frozen=True)
class MemoForm:
    """What may be told of a lesson: its set marks by number, its pupils, the marks of its scale."""

    lesson: int
    place: str
    over: bool
    marks: tuple[tuple[int, str, str], ...]
    pupils: tuple[tuple[int, str], ...]
    scale: tuple[str, ...]
    reasons: dict[str, str]
    opening_reasons: dict[str, str]


def page(author: int | None, reader: int, now: datetime) -> Memos:
    """п. 4.5.4: the memos of an author, or of everybody when it is None; a constant number of queries."""
    told: list[Told | ToldTerm] = [*memos.memos(author, SHOWN), *term_memos.memos(author, SHOWN)]
    found = sorted(told, key=lambda one: one.at, reverse=True)
    people = names(_people(found), now.date())
    views = [_view(told, reader, people, now) for told in found]
    return Memos(
        waiting=tuple(view for view in reversed(views) if view.approved is None),
        decided=tuple(view for view in views if view.approved is not None),
        total=memos.count_memos(author) + term_memos.count_memos(author),
    )


def form(lesson: Lesson, now: datetime) -> MemoForm:
    """п. 4.5.4: the marks of a lesson that are set, each under the name of its cell."""
    group = lesson.group
    members = names(members_on(group.id, lesson.date), lesson.date)
    called = roll_names(members)
    made = journal.works([lesson.id])
    kinds = {work.id: works.kind(work.kind) for work in made}
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    standing = [mark for mark in journal.cell_marks([lesson.id]) if mark.pupil in called]
    order = {pupil: place for place, pupil in enumerate(roll_order(members))}
    modes = _modes(group, order, lesson.date)
    two = "five" in modes and any(kinds[work.id].two and work.second_page_id is None for work in made)
    shown = [mark for mark in standing if cell_view("", mark, 0, handed_in, now).state == "set"]
    return MemoForm(
        lesson=lesson.id,
        place=_place(group.subject.name, group.name, lesson.date, lesson.number),
        over=lesson.date < now.date(),
        marks=tuple(
            (
                mark.id,
                f"{kinds[mark.work].code}-{mark.pupil}",
                f"{called[mark.pupil]} — «{mark.value}», {kinds[mark.work].title.lower()}",
            )
            for mark in sorted(shown, key=lambda mark: (order[mark.pupil], mark.work))
        ),
        pupils=tuple((pupil, called[pupil]) for pupil in order),
        scale=(*(value for mode in modes for value in marks.SCALES[mode]), *(marks.PAIRS if two else ())),
        reasons=REASONS,
        opening_reasons=OPENING_REASONS,
    )


def _modes(group: Group, pupils: Iterable[int], day: date) -> list[str]:
    """How the pupils of a page are graded on a day, each way once."""
    ways = ways_of([group])
    used = {ways.of(group.id, pupil, day) for pupil in pupils}
    return [mode for mode in marks.SCALES if mode in used]


def paper(told: Told | ToldTerm, school: SchoolSettings, now: datetime) -> MemoPaper:
    """п. 4.5.4: the memo as it is signed and kept, with the decision when there is one."""
    people = _called_then(told, now)
    view = _view(told, 0, people, now)
    written = view.at.date()
    deputies = [person for person, role, *_ in duties_on(written) if role == "deputy"]
    known = names(deputies, written)
    return MemoPaper(
        school=school.school_full_name or school.school_name,
        number=f"№ {told.number} от {date_numeric(view.at.date())}",
        to=", ".join(one or initials_first(*known[who]) for who, one in said(known, TO).items()),
        author=initials_first(*people[told.author]) if told.author in people else "",
        place=view.place,
        what=view.what,
        why=unstopped(view.why),
        evidence=unstopped(view.evidence) or "—",
        decision=_decision(told, view, people, now),
        post=DIRECTOR if told.deed and duty_of_deed(told.deed) == BY_DIRECTOR else DEPUTY,
        decider=initials_first(*people[told.decider]) if told.decider in people else "",
    )


def _called_then(told: Told | ToldTerm, now: datetime) -> dict[int, Name]:
    """п. 4.2.5: people as they were called when they signed: printed again, the memo says the same."""
    written = told.at.astimezone(now.tzinfo).date()
    decided = told.decided.astimezone(now.tzinfo).date() if told.decided else written
    people = dict.fromkeys(_people([told]), written)
    if told.decider and told.decider != told.author:
        people[told.decider] = decided
    then = {person: name for (person, _), name in names_on_days(people.items()).items()}
    return names(people, now.date()) | then


def _decision(told: Told | ToldTerm, view: MemoView, people: dict[int, Name], now: datetime) -> str:
    if told.approved is None or told.decided is None:
        return ""
    who = initials_first(*people[told.decider]) if told.decider in people else ""
    decided = told.decided.astimezone(now.tzinfo)
    at = f"{date_numeric(decided.date())} в {clock_time(decided)}"
    entry = f"; номер записи в журнале изменений № {entry_of_deed(told.deed)}" if told.deed else ""
    if not told.approved:
        return f"Отказано {at}, {who}: {unstopped(view.answer)}{entry}."
    done = f"Урок открыт по {date_numeric(view.until)}" if view.until else "Исправлено"
    return f"Разрешено. {done} {at} по решению: {who}{entry}."


def _people(found: Iterable[Told | ToldTerm]) -> set[int]:
    named = ((told.author, told.of, told.decider, getattr(told, "pupil", None)) for told in found)
    return {one for people in named for one in people if one}


def _view(told: Told | ToldTerm, reader: int, people: dict[int, Name], now: datetime) -> MemoView:
    reasons = OPENING_REASONS if told.kind == "opening" else REASONS
    path, link, place, what, until = _about(told, people)
    decider = people.get(told.decider or 0)
    decided = moment(told.decided.astimezone(now.tzinfo)) if told.decided else ""
    return MemoView(
        path=path,
        year=told.year,
        number=told.number,
        at=told.at.astimezone(now.tzinfo),
        author=full_name(*people[told.author]) if told.author in people else "",
        own=told.author == reader,
        opens=told.kind == "opening",
        link=link,
        place=place,
        what=what,
        why=" — ".join(part for part in (reasons[told.reason], told.words) if part),
        evidence=told.evidence,
        approved=told.approved,
        decided=f"{decided}, {initials_first(*decider)}" if decider else decided,
        answer=told.answer or "",
        until=until,
    )


def _about(told: Told | ToldTerm, people: dict[int, Name]) -> tuple[str, str, str, str, date | None]:
    """The memo's own address, where its mistake is, in words too; what is wrong; until when it opens."""
    if isinstance(told, ToldTerm):
        path = f"/memos/terms/{told.id}"
        return path, of_terms.link(told), of_terms.place(told), of_terms.what(told, people), None
    place = _place(told.subject, told.group, told.day, told.place)
    return f"/memos/{told.id}", f"/lessons/{told.lesson}", place, _what(told, people), told.until


def _place(subject: str, group: str, day: date, number: int) -> str:
    return f"{subject}, {group}, {date_numeric(day)}, {number}-й урок"


def _what(told: Told, people: dict[int, Name]) -> str:
    """«Алёшина А., ответ на уроке: внесено «2», следует «4»»."""
    if told.kind == "opening" or not told.work:
        return "открыть урок для записей, продлить срок отметок за письменные работы"
    who = short_name(*people[told.of]) if told.of in people else ""
    wrong = f"{who}, {works.kind(told.work).title.lower()}: внесено «{told.was}»"
    if told.pupil in people:
        return f"{wrong}, отметка «{told.becomes}» другого ученика ({short_name(*people[told.pupil])})"
    return f"{wrong}, следует «{told.becomes}»" if told.becomes else f"{wrong}, отметки быть не должно"
