"""Everything that the indicators are reckoned from, read at once: a constant number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ejournal.models import indicators, indicators_terms, readiness
from ejournal.models.curriculum import LESSON_KINDS, Group, Period
from ejournal.models.indicators import Pair, TermOf, Timely, Written
from ejournal.models.indicators_terms import Termed
from ejournal.models.lost import lost_lessons
from ejournal.models.people import Name, SchoolYear, names
from ejournal.models.plan_lessons import volumes
from ejournal.models.plan_reviews import reviews
from ejournal.models.readiness import PageOf
from ejournal.models.term_records import periods_of_groups
from ejournal.reports.certificates import on_paper
from ejournal.reports.certificates.on_paper import OnPaper
from ejournal.reports.checks import found as reading
from ejournal.reports.checks.asked import Asked
from ejournal.reports.readiness import HEAVY, open_weeks
from ejournal.rules import works
from ejournal.rules.plans import CONTROLS, State, state

DAY = timedelta(days=1)
HEAVY_WORKS = tuple(kind.code for kind in works.KINDS if kind.weight >= HEAVY)


@dataclass(frozen=True)
class Span:
    """What is checked: days, classes (None: all), one teacher's pages (0: everybody's)."""

    year: SchoolYear
    first: date
    last: date
    cohorts: Collection[int] | None = None
    teacher: int = 0


@dataclass(frozen=True)
class Facts:
    """Rows by page, teacher and pupil; see models.indicators for each of them.

    `seen` is `asked` with the pages of others of which the teacher has given lessons.
    """

    asked: Asked
    seen: Asked
    teacher: int
    groups: dict[int, Group]
    written: list[Written]
    by_teacher: list[Written]
    pairs: list[Pair]
    density: tuple[int, int]
    terms: dict[int, TermOf]
    works: list[Timely]
    entries: tuple[int, int]
    annulled: tuple[int, int]
    laid_out: dict[int, tuple[int, int]]
    lost: dict[int, int]
    items: dict[int, int]
    controls: list[tuple[int, int]]
    controls_given: dict[int, int]
    accepted: frozenset[int]
    ended: dict[int, Period]
    term_marks: list[Termed]
    term_lacks: int
    marks_of_terms: dict[tuple[int, int, int], list[tuple[str, int]]]
    electronic: list[tuple[int, int, int]]
    signed_in: set[int]
    on_paper: OnPaper
    pupils: dict[int, int]
    taught: list[tuple[int, int, date, date | None]]
    leaders: dict[int, list[int]]
    open_weeks: list[tuple[int, date]]
    known: dict[int, Name]

    @property
    def pages(self) -> list[PageOf]:
        """Every page once, a mixed group under the first of its classes."""
        return once(self.asked.pages)

    def teaches(self, who: int) -> set[int]:
        """The pages that somebody teaches on a day of the span."""
        first, last = self.asked.scope.first, self.asked.scope.last
        return {
            page
            for page, person, since, until in self.taught
            if person == who and since <= last and (until is None or first <= until)
        }

    def teachers_of(self, group: int) -> set[int]:
        """Who teaches a page on the last day."""
        last = self.asked.scope.last
        return {
            who
            for page, who, first, until in self.taught
            if page == group and first <= last and (until is None or last <= until)
        }


def once(pages: Iterable[PageOf]) -> list[PageOf]:
    """Every page once, a mixed group under the first of its classes."""
    return list({page.group: page for page in reversed(list(pages))}.values())


def asked_of(span: Span, now: datetime, given: bool = False) -> Asked:
    """п. 4.2.2: the pages and days of a check; it ends yesterday: what is due by tonight is not owed yet.

    Of a teacher: the own pages, and with `given` those of which lessons were given instead of others.
    """
    asked = reading.ask(span.year, span.cohorts, span.first, span.last, now)
    last = min(asked.scope.last, now.date() - DAY)
    pages = asked.pages
    if span.teacher:
        own = readiness.pages_taught(span.teacher, asked.scope.first, last)
        own |= readiness.pages_given(span.teacher, asked.scope.first, last) if given else set()
        pages = [page for page in pages if page.group in own]
    scope = asked.scope._replace(last=last, groups={page.group for page in pages})
    return asked._replace(pages=pages, scope=scope)


def read(span: Span, now: datetime) -> Facts:
    """п. 3.7, 4.2.2: the rows that a check is reckoned from, as of `now` (school time)."""
    asked, year = asked_of(span, now), span.year.valid_from
    seen = asked_of(span, now, given=True) if span.teacher else asked
    scope, ids = asked.scope, sorted(asked.scope.groups)
    groups: dict[int, Group] = {one.id: one for one in Group.select().where(Group.id.in_(ids))}
    plans = {one.plan_id for one in groups.values() if one.plan_id}
    pairs = indicators.pairs(scope, timedelta(days=asked.settings.certificate_settled_days))
    by_teacher = indicators.written_of_teachers(seen.scope)
    taught, leaders = readiness.teaching(ids), readiness.class_teachers(scope.last)
    pupils = {person: cohort for cohort, person in indicators.pupils_of(asked.cohorts, scope.last)}
    ended = _ended(groups.values(), scope.first, scope.last)
    return Facts(
        *(asked, seen, span.teacher, groups, indicators.written_of_pages(scope)),
        by_teacher=[row for row in by_teacher if span.teacher in (0, row.teacher)],
        pairs=pairs,
        density=indicators.asked_and_present(scope),
        terms=indicators.terms_of_pages(scope),
        works=indicators.works_of(HEAVY_WORKS, scope),
        entries=indicators.entries(scope),
        annulled=indicators.annulled(scope),
        laid_out=indicators_terms.laid_out(ids, year, scope.last),
        lost=_count(one.group for one in lost_lessons(ids, year, scope.last)),
        items={plan: one.items for plan, one in volumes(plans).items()},
        controls=indicators_terms.controls_of_plans(plans, CONTROLS),
        controls_given=indicators_terms.controls_given(ids, CONTROLS, year, scope.last),
        accepted=_accepted(plans),
        ended=ended,
        term_marks=indicators_terms.term_marks_of(scope, ended),
        term_lacks=_lacks(scope, ended),
        marks_of_terms=indicators_terms.marks_of_terms(scope, ended),
        electronic=indicators.electronic(asked.cohorts, scope.last),
        signed_in=indicators.signed_in(_at(scope.first, time.min, now), _at(scope.last, time.max, now)),
        on_paper=_sheets(asked, leaders, span.teacher),
        pupils=pupils,
        taught=taught,
        leaders=_listed(leaders),
        open_weeks=open_weeks(list(asked.cohorts), scope.first, scope.last, now.date()),
        known=names(pupils.keys() | _people(pairs, by_teacher, leaders, taught), scope.last),
    )


def _people(
    pairs: Iterable[Pair],
    written: Iterable[Written],
    leaders: Iterable[tuple[int, int]],
    taught: Iterable[tuple[int, int, date, date | None]],
) -> set[int]:
    """Everybody whom these rows name."""
    found = {row.pupil for row in pairs} | {row.teacher for row in written}
    return found | {row[1] for row in leaders} | {row[1] for row in taught}


def _sheets(asked: Asked, leaders: Collection[tuple[int, int]], teacher: int) -> OnPaper:
    """Б1: of the classes that are checked; a teacher informs the families of the own class alone."""
    led = {cohort for cohort in asked.cohorts if not teacher or (cohort, teacher) in leaders}
    return on_paper.read(led, asked.scope.first, asked.scope.last, asked.settings)


def _lacks(scope: readiness.Scope, ended: Collection[int]) -> int:
    return sum(one.pupils for one in readiness.without_term_marks(scope) if one.period in ended)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)


def _ended(groups: Iterable[Group], first: date, last: date) -> dict[int, Period]:
    """The periods of these pages that ended in the span, by number."""
    found = periods_of_groups([one for one in groups if one.kind in LESSON_KINDS and one.grade])
    return {one.id: one for those in found.values() for one in those if first <= one.valid_to <= last}


def _accepted(plans: Collection[int]) -> frozenset[int]:
    """п. 4.2.2а: the plans that are accepted as they stand."""
    told = reviews(plans)
    versions = {plan: one.version for plan, one in volumes(plans).items()}
    return frozenset(plan for plan, steps in told.items() if state(versions[plan], steps) is State.ACCEPTED)


def _count(groups: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for group in groups:
        found[group] = found.get(group, 0) + 1
    return found


def _listed(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for cohort, person in rows:
        found.setdefault(cohort, []).append(person)
    return found
