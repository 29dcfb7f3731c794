"""Problems and what was done about them, in words; the consultations of a month."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.documents.support import SupportRequest
from ejournal.models import cards, people
from ejournal.models import problems as kept
from ejournal.models.audit import head
from ejournal.models.papers import NewPaper
from ejournal.models.problems import Consultation, Step, Told
from ejournal.models.settings import SchoolSettings
from ejournal.reports.cards import title_on
from ejournal.rules import problems as rules
from ejournal.rules.days import working_days_after
from ejournal.wording import (
    clock_time,
    date_numeric,
    date_words,
    full_name,
    initials_first,
    moment,
    phone,
    sentence,
)

SHOWN = timedelta(days=60)  # how long ago a problem may have been told of that is solved and still shown
STAFF = "работник школы"


@dataclass(frozen=True)
class Line:
    """A problem on the page; `own` that of its reader, `late` when its days are over without an answer."""

    id: int
    own: bool
    by: str
    who: str
    told: str
    page: str
    words: str
    to: str
    state: str
    solved: bool
    handed_over: bool
    due: date
    late: bool
    steps: tuple[str, ...]


def page(
    reader: int, cohorts: Collection[int] | None, school: SchoolSettings, now: datetime
) -> tuple[Line, ...]:
    """п. 4.6.5: what the reader told of and has to answer; what is not solved first. Constant queries."""
    told = kept.problems(reader, cohorts, rules.CLOSE, now - SHOWN)
    steps = kept.steps([one.id for one in told])
    known = {one.by for one in told} | {step.by for some in steps.values() for step in some}
    called = {person: full_name(*name) for person, name in people.names(known, now.date()).items()}
    families = cards.guardians_among({one.by for one in told})
    classes = classes_asked({one.cohort for one in told if one.cohort}, now.date())
    lines = [_line(one, steps[one.id], called, families, classes, reader, school, now) for one in told]
    return tuple(sorted(lines, key=lambda line: line.solved))


def _line(
    one: Told,
    steps: list[Step],
    called: Mapping[int, str],
    families: Collection[int],
    classes: Mapping[int, str],
    reader: int,
    school: SchoolSettings,
    now: datetime,
) -> Line:
    told, kinds = one.at.astimezone(now.tzinfo), [step.kind for step in steps]
    due = working_days_after(told.date(), school.problem_days)
    answered = set(rules.ANSWERED) & set(kinds)
    return Line(
        id=one.id,
        own=one.by == reader,
        by=called.get(one.by, ""),
        who="родитель" if one.by in families else STAFF,
        told=moment(told),
        page=one.page,
        words=one.words,
        to=_asked(one.cohort, classes),
        state=rules.state(kinds),
        solved=rules.CLOSE in kinds,
        handed_over=rules.SUPPORT in kinds,
        due=due,
        late=not answered and now.date() > due,
        steps=tuple(_step(step, called, now) for step in steps),
    )


def _asked(cohort: int | None, classes: Mapping[int, str]) -> str:
    if not cohort:
        return "администратору"
    title = classes.get(cohort)
    return f"классному руководителю, {title} класс" if title else "классному руководителю"


def _step(step: Step, called: Mapping[int, str], now: datetime) -> str:
    """«24.11 в 10:42, Орлов Олег Петрович: отвечено — …»"""
    said = f" — {step.words}" if step.words else ""
    who, at = called.get(step.by, ""), moment(step.at.astimezone(now.tzinfo))
    return f"{at}, {who}: {rules.ACTIONS[step.kind].state}{said}"


def classes_asked(cohorts: Collection[int], today: date) -> dict[int, str]:
    """The classes whose teachers may be asked, by title."""
    titles = cards.titles()
    return {cohort: title_on(titles, cohort, today) for cohort in cohorts}


@dataclass(frozen=True)
class Consulted:
    """The consultations of a month: how many, for how many people, and each in words."""

    month: date
    count: int
    people: int
    lines: tuple[str, ...]


def consultations(month: date) -> Consulted:
    """п. 4.3.4: those of the month of that day."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = kept.consulted(first, last)
    return Consulted(first, len(found), sum(one.people for one in found), tuple(map(_told, found)))


def _told(one: Consultation) -> str:
    return f"{date_numeric(one.day)}, {rules.AUDIENCES[one.audience]} ({one.people}): {one.topic}"


def paper(
    problem: kept.Problem, school: SchoolSettings, post: str, author: int, now: datetime
) -> SupportRequest:
    """п. 4.2.3: the request to the technical service; it names neither the parent nor the child."""
    steps = kept.steps([problem.id])[problem.id]
    tried = [step.words for step in steps if step.kind == rules.SUPPORT and step.words]
    named = people.names([author], now.date())
    told = problem.at.astimezone(now.tzinfo)
    contacts = "; тел. ".join(filter(None, (school.school_address, phone(school.school_phone))))
    return SupportRequest(
        school=school.school_full_name or school.school_name,
        contacts=contacts,
        to="",
        number="",
        what=problem.words,
        at=f"{date_numeric(told.date())} в {clock_time(told)}",
        page=problem.page or "не указана",
        who=_who(problem, now),
        tried=". ".join(tried) or "ничего",
        post=sentence(post),
        author=initials_first(*named[author]) if author in named else "",
        day=date_words(now.date()),
    )


def issued_as(problem: int, made: SupportRequest) -> NewPaper:
    """п. 4.2.5: what the register is to say of a request."""
    return NewPaper("support", made.title[:255], "problem", problem, {}, head())


def _who(problem: kept.Problem, now: datetime) -> str:
    """«родитель ученика 7А класса», «работник школы»."""
    if problem.cohort_id is None:
        return "родитель" if cards.guardians_among([problem.by_id]) else STAFF
    return f"родитель ученика {title_on(cards.titles(), problem.cohort_id, now.date())} класса"
