"""The indicators of domain §2.2 from the rows that were read: pure sums."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from fractions import Fraction

from ejournal.models.curriculum import LESSON_KINDS
from ejournal.models.indicators import Pair, Written
from ejournal.models.readiness import Lack
from ejournal.models.school_days import calendars
from ejournal.reports.certificates.read import Facts
from ejournal.reports.readiness import due_of, unmarked_by
from ejournal.rules.certificates import Ratio, due_by_now
from ejournal.rules.gradings import FIVE
from ejournal.rules.least_marks import HOUR, least
from ejournal.rules.term_board import norms_of
from ejournal.rules.term_marks import DIGITS, Norms, grade, mean, window

WEEK_DAYS = 7
HALF = 2


def values_of(facts: Facts) -> dict[str, Ratio]:
    """п. 3.7, 4.2.2: every indicator by its code."""
    rows = facts.by_teacher if facts.teacher else facts.written
    return {
        **_taking_part(facts),
        **of_lessons(rows),
        **of_pairs(facts, facts.pairs),
        **_of_pupils(facts),
        "О5": Ratio(*facts.density),
        "З4": _plans(facts),
        "С3": _works_in_time(facts),
        "С4": Ratio(facts.entries[1], facts.entries[0]),
        "С5": Ratio(*facts.annulled),
        **of_programme(facts, facts.groups),
        "П4": Ratio(_sum(rows, "substituted_held"), _sum(rows, "substituted")),
        **_of_terms(facts),
        "Б1": facts.on_paper.ratio(),
    }


def _sum(rows: Iterable[Written], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def of_lessons(rows: Collection[Written]) -> dict[str, Ratio]:
    """З1–З3, their mean, С1, С2, П3 of these rows."""
    lessons, held, topics = (_sum(rows, name) for name in ("lessons", "held", "topics"))
    due, homeworks = _sum(rows, "due"), _sum(rows, "homeworks")
    filled = [Ratio(topics, lessons), Ratio(homeworks, due), Ratio(held, lessons)]
    known = [Fraction(int(one.part), int(one.whole)) for one in filled if one.whole]
    return {
        **dict(zip(("З1", "З2", "З3"), filled, strict=True)),
        "З": Ratio(float(sum(known)), len(known)),
        "С1": Ratio(_sum(rows, "held_in_time") + _sum(rows, "topics_in_time"), held + topics),
        "С2": Ratio(_sum(rows, "homeworks_in_time"), homeworks),
        "П3": Ratio(_sum(rows, "from_plan"), topics),
    }


def _taking_part(facts: Facts) -> dict[str, Ratio]:
    """У1–У3: who wrote anything at all, which pages have anything, which families looked."""
    owing = {row.teacher for row in facts.by_teacher}
    wrote = {row.teacher for row in facts.by_teacher if row.held or row.topics or row.homeworks}
    pages = [row for row in facts.written if row.held or row.topics or row.homeworks]
    children = {child for child, _, _ in facts.electronic}
    families = {child for child, guardian, _ in facts.electronic if guardian in facts.signed_in}
    return {
        "У1": Ratio(len(wrote), len(owing)),
        "У2": Ratio(len(pages), len(facts.written)),
        "У3": Ratio(len(families), len(children)),
        "У3у": Ratio(len(children & facts.signed_in), len(children)),
    }


def marked_pairs(facts: Facts, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of pages that had lessons to mark in the span."""
    taught = {row.group for row in facts.written if row.held}
    return [pair for pair in pairs if pair.group in taught]


def of_pairs(facts: Facts, pairs: Iterable[Pair]) -> dict[str, Ratio]:
    """О1–О4 of these pairs."""
    own = marked_pairs(facts, pairs)
    lessons = {row.group: row.lessons for row in facts.written}
    norm = {group: _norm(facts, group, lessons[group]) for group in {pair.group for pair in own}}
    none = [pair for pair in own if pair.marks == 0]
    return {
        "О1": Ratio(len(none), len(own)),
        "О1п": Ratio(sum(pair.missed * HALF > lessons[pair.group] for pair in none), len(none)),
        "О2": Ratio(sum(pair.marks == 1 for pair in own), len(own)),
        "О3": Ratio(sum(pair.marks for pair in own), len(own)),
        "О4": Ratio(sum(pair.marks >= norm[pair.group] for pair in own), len(own)),
    }


def _norm(facts: Facts, group: int, passed: int) -> int:
    """О4: of a page: by its hours a week, as far as its lessons of the period have gone."""
    term = facts.terms.get(group)
    if term is None:
        return 0
    weeks = Fraction((term.last - term.first).days + 1, WEEK_DAYS)
    hours = max(1, round(term.lessons / weeks))
    return due_by_now(least(facts.asked.settings).of(FIVE, term.kind, hours * HOUR), passed, term.lessons)


def _of_pupils(facts: Facts) -> dict[str, Ratio]:
    """О1: pupils without a mark in any subject."""
    total: dict[int, int] = {}
    for pair in marked_pairs(facts, facts.pairs):
        total[pair.pupil] = total.get(pair.pupil, 0) + pair.marks
    return {"О1у": Ratio(sum(not marks for marks in total.values()), len(total))}


def _plans(facts: Facts) -> Ratio:
    """З4, п. 4.2.2а: pages of lessons whose КТП is accepted."""
    own = [group for group in facts.groups.values() if group.kind in LESSON_KINDS]
    return Ratio(sum(group.plan_id in facts.accepted for group in own), len(own))


def _works_in_time(facts: Facts) -> Ratio:
    """С3: works past their deadline of which everybody who was there had a mark by it."""
    scope = facts.asked.scope
    due = due_of(facts.asked.pages, scope, ((work.group, work.kind) for work in facts.works))
    lacking = {(lack.lesson, lack.what) for lack, _ in unmarked_by(facts.asked.pages, scope)}
    zone = scope.now.tzinfo
    over = in_time = 0
    for work in facts.works:
        last = due(Lack(*work[:4], None, what=work.kind, ahead=work.ahead))
        if last < scope.now.date():
            over += 1
            typed = work.typed.astimezone(zone).date() if work.typed else None
            in_time += typed is not None and typed <= last and (work.lesson, work.kind) not in lacking
    return Ratio(in_time, over)


def of_programme(facts: Facts, groups: Iterable[int]) -> dict[str, Ratio]:
    """П1, П2, п. 4.2.2г: lessons held of those planned by the last day, and control works."""
    planned = given = works = due = 0
    for group in groups:
        plan, done = planned_of(facts, group)
        planned, given = planned + plan, given + min(plan, done)
        due += _controls_due(facts, group, plan)
        works += min(facts.controls_given.get(group, 0), _controls_due(facts, group, plan))
    return {"П1": Ratio(given, planned), "П2": Ratio(works, due)}


def planned_of(facts: Facts, group: int) -> tuple[int, int]:
    """Lessons of the КТП of a page until the last day, lost ones too; lessons that were held."""
    laid, held = facts.laid_out.get(group, (0, 0))
    items = facts.items.get(facts.groups[group].plan_id or 0, 0)
    return min(items, laid + facts.lost.get(group, 0)), held


def behind_of(facts: Facts, groups: Iterable[int]) -> int:
    """П1: hours that these pages are behind their КТП."""
    return sum(max(0, plan - held) for plan, held in (planned_of(facts, group) for group in groups))


def _controls_due(facts: Facts, group: int, planned: int) -> int:
    own = facts.groups[group].plan_id
    return sum(plan == own and number <= planned for plan, number in facts.controls)


def _of_terms(facts: Facts) -> dict[str, Ratio]:
    """К1, К2: term marks of the periods that ended in the span."""
    norms = norms_of(facts.asked.settings)
    same = above = below = 0
    for one in facts.term_marks:
        average = mean(facts.marks_of_terms.get((one.group, one.pupil, one.period), ()))
        if one.value in DIGITS and average is not None:
            usual = grade(average, norms)
            same, above, below = (
                same + (one.value == usual),
                above + (one.value > usual),
                below + (one.value < usual),
            )
    compared = same + above + below
    in_time = _terms_in_time(facts, norms)
    return {
        "К1": Ratio(same, compared),
        "К1в": Ratio(above, compared),
        "К1н": Ratio(below, compared),
        "К2": Ratio(in_time, len(facts.term_marks) + facts.term_lacks),
    }


def _terms_in_time(facts: Facts, norms: Norms) -> int:
    of = calendars(facts.asked.year.valid_from, facts.asked.settings.school_week)
    last: Callable[[date], date] = lambda end: window(end, of(None).is_school_day, norms).deadline  # noqa: E731
    deadlines = {number: last(period.valid_to) for number, period in facts.ended.items()}
    zone = facts.asked.scope.now.tzinfo
    return sum(one.first.astimezone(zone).date() <= deadlines[one.period] for one in facts.term_marks)
