"""A check is made: the indicators, tables Б and В, names beside the per cents, remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import readiness
from ejournal.models.indicators import Pair
from ejournal.models.people import SchoolYear
from ejournal.reports.certificates import remarks
from ejournal.reports.certificates.content import Content, Line, Remark
from ejournal.reports.certificates.read import Facts, Span, once, read
from ejournal.reports.certificates.reckoned import (
    behind_of,
    marked_pairs,
    of_lessons,
    of_pairs,
    planned_of,
    values_of,
)
from ejournal.reports.certificates.remarks import classes_by_subject
from ejournal.rules.certificates import LAGGING, Ratio, codes_of
from ejournal.wording import NBSP, numbers_words, short_name

MOST_NAMES = 40


@dataclass(frozen=True)
class Known:
    """What earlier certificates have told: the figures to compare with, None without any; the day of issue
    and the content of each whose remarks a check starts from, in order."""

    before: dict[str, Ratio] | None = None
    told: Sequence[tuple[date, Content]] = ()


NOTHING = Known()


def made(span: Span, directions: str, due: date, known: Known, now: datetime) -> Content:
    """п. 3.7, 4.2.2: what is counted and found; `known` is what earlier certificates have told."""
    facts = read(span, now)
    classes = remarks.class_titles(readiness.classes(span.year))
    found = remarks.remarks_of(facts.seen, directions, span.teacher, due, classes)
    told = [(day, _about(content, span, directions)) for day, content in known.told]
    owners = remarks.owed_by(span.year, remarks.codes_in(content for _, content in known.told), now)
    lines = tuple(_teacher(facts, who) for who in _by_name(facts))
    return Content(
        classes_checked=_titles(span, facts.seen.cohorts, classes),
        pages=len(facts.written),
        lessons=sum(row.lessons for row in (facts.by_teacher if span.teacher else facts.written)),
        values=values_of(facts),
        teachers=lines,
        classes=tuple(_class(facts, cohort, classes[cohort]) for cohort in _checked(facts, classes)),
        remarks=remarks.handed(remarks.carried(found, told, set(owners)), owners, now.date()),
        full=_full(lines),
        unmarked=_named(facts, 0),
        single=_named(facts, 1),
        behind=_lagging(facts),
        before=known.before,
        teacher=short_name(*facts.known[span.teacher]) if span.teacher in facts.known else "",
    )


def _about(told: Content, span: Span, directions: str) -> list[Remark]:
    """The remarks of an earlier check that this one is about."""
    codes, within = codes_of(directions), span.cohorts
    return [
        one
        for one in told.owed
        if one.code in codes
        and (within is None or set(within) & set(one.cohorts))
        and (not span.teacher or span.teacher in one.owners)
    ]


def _titles(span: Span, cohorts: set[int], classes: dict[int, str]) -> str:
    """«1–11», «5, 7А»: which classes were checked."""
    own = [title for cohort, title in classes.items() if cohort in cohorts]
    if all(title.isdecimal() for title in own):
        return numbers_words(map(int, own)).replace(" ", NBSP)
    return ", ".join(own)


def _checked(facts: Facts, classes: dict[int, str]) -> list[int]:
    """The classes with pages in the check, in order."""
    return [cohort for cohort in classes if cohort in facts.asked.cohorts]


def _by_name(facts: Facts) -> list[int]:
    people = {row.teacher for row in facts.by_teacher}
    return sorted(people & facts.known.keys(), key=lambda who: facts.known[who])


def _teacher(facts: Facts, who: int) -> Line:
    """Table Б: the lessons that somebody owed, the pupils of the pages that are taught on the last day."""
    rows = [row for row in facts.by_teacher if row.teacher == who]
    groups = {row.group for row in rows}
    taught = {group for group in groups if who in facts.teachers_of(group)}
    pairs = [pair for pair in facts.pairs if pair.group in taught]
    return Line(
        id=who,
        name=short_name(*facts.known[who]),
        about=_about_teacher(facts, groups, facts.teaches(who)),
        size=sum(row.lessons for row in rows),
        values=of_lessons(rows) | of_pairs(facts, pairs),
        behind=behind_of(facts, taught),
    )


def _about_teacher(facts: Facts, groups: set[int], own: set[int]) -> str:
    """Table Б: the own pages by subjects, and what was given instead of others: «замена — История: 7»."""
    pages = [page for page in once(facts.seen.pages) if page.group in groups]
    mine = classes_by_subject(page for page in pages if page.group in own)
    given = classes_by_subject(page for page in pages if page.group not in own)
    return "; ".join(filter(None, (mine, given and f"замена — {given}")))


def _class(facts: Facts, cohort: int, title: str) -> Line:
    """Table В: every page of the class, and its own pupils on them."""
    groups = {page.group for page in facts.asked.pages if page.cohort == cohort}
    rows = [row for row in facts.written if row.group in groups]
    own = {pupil for pupil, place in facts.pupils.items() if place == cohort}
    pairs = [pair for pair in facts.pairs if pair.group in groups and pair.pupil in own]
    leaders = facts.leaders.get(cohort, [])
    open_weeks = sum(place == cohort for place, _ in facts.open_weeks)
    return Line(
        id=cohort,
        name=title,
        about=", ".join(short_name(*facts.known[who]) for who in leaders if who in facts.known),
        size=len(own),
        values=of_lessons(rows) | of_pairs(facts, pairs) | {"КР": Ratio(open_weeks, 0)},
        behind=behind_of(facts, groups),
        leaders=tuple(leaders),
    )


def _full(lines: Iterable[Line]) -> tuple[str, ...]:
    """Whose pages are written in full."""
    return tuple(
        line.name
        for line in lines
        if line.size and all(line.values[code].part == line.values[code].whole for code in ("З1", "З2", "З3"))
    )


def _named(facts: Facts, marks: int) -> tuple[str, ...]:
    """Pupils with so many marks: «Власов В., 7: Алгебра, История»."""
    pages = {page.group: page for page in facts.pages}
    rows: dict[int, list[Pair]] = {}
    for pair in marked_pairs(facts, facts.pairs):
        if pair.marks == marks and pair.pupil in facts.known:
            rows.setdefault(pair.pupil, []).append(pair)
    found = []
    for pupil, those in sorted(rows.items(), key=lambda row: facts.known[row[0]]):
        subjects = sorted({pages[pair.group].subject for pair in those})
        found.append(f"{_pupil(facts, pupil, pages[those[0].group].name)}: {', '.join(subjects)}")
    return tuple(found[:MOST_NAMES])


def _pupil(facts: Facts, pupil: int, page: str) -> str:
    return f"{short_name(*facts.known[pupil])}, {page.split(',', maxsplit=1)[0]}"


def _lagging(facts: Facts) -> tuple[str, ...]:
    """Pages behind their КТП by more than LAGGING hours, the farthest first."""
    found = []
    for page in facts.pages:
        plan, held = planned_of(facts, page.group)
        if plan - held > LAGGING:
            found.append((plan - held, f"{page.name}, {page.subject} — {plan - held}{NBSP}ч"))
    return tuple(words for _, words in sorted(found, key=lambda row: -row[0])[:MOST_NAMES])


def usual_span(year: SchoolYear, today: date) -> tuple[date, date]:
    """The month that is over, or the days of this one that are; within the school year."""
    first = today.replace(day=1)
    return max(first, year.valid_from), max(min(today, year.valid_to), year.valid_from)
