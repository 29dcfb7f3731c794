"""How pages of the journal, and single pupils of them, are graded from a day on, by an order (7.11)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import gradings as stored
from ejournal.models.curriculum import Group, Period
from ejournal.models.gradings import Grading
from ejournal.models.people import Person
from ejournal.models.term_records import periods_of_groups
from ejournal.models.terms import decisions, marks_between
from ejournal.rules import gradings as rules
from ejournal.rules.gradings import CLAUSE, Ways
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, deed, remove, revise
from ejournal.wording import periods_short

PAPER = 100  # signs
DAY = timedelta(days=1)
Days = tuple[date, date | None]


@deed("grading.page", of="teaching_group", alone=True)
def decide_page(
    group: Group, mode: str, days: Days, paper: str, sure: bool = True, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.4: a page is graded so in these days; «» — again as it is by itself."""
    _decide([group], None, mode, days, paper, sure)


@deed("grading.pupil", of="person", alone=True)
def decide_pupil(
    pupil: Person,
    groups: Collection[Group],
    mode: str,
    days: Days,
    paper: str,
    sure: bool = True,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.4: a pupil is graded so on these pages; «» — again as the page is. All of them or none.

    Refused until `sure`, telling how many marks would not count any more, when any would not.
    """
    if not groups:
        raise Refusal(CLAUSE, "Отметьте предметы, по которым у ученика своё оценивание.")
    _decide(groups, pupil.id, mode, days, paper, sure)


def _decide(
    groups: Collection[Group], pupil: int | None, mode: str, days: Days, paper: str, sure: bool
) -> None:
    paper = one_line(paper, limit=PAPER, field="Основание")
    ways = rules.ways(groups, stored.ways([group.id for group in groups]))
    periods = periods_of_groups(groups)
    lost: list[tuple[str, str, int]] = []
    for group in groups:
        year = group.year.valid_from, group.year.valid_to
        rules.check_decision(mode, days, paper, year)
        _check_standing(group, pupil, mode or ways.page(group.id, days[0]), days, ways)
        _check_terms(group, pupil, mode or ways.page(group.id, days[0]), days, periods[group.id], ways)
        lost += _uncounted(group, pupil, mode or ways.page(group.id, days[0]), days, periods[group.id], ways)
        _clear(group.id, pupil, *days)
        if mode:
            create(
                Grading,
                group=group,
                pupil=pupil,
                mode=mode,
                paper=paper,
                valid_from=days[0],
                valid_to=days[1],
            )
    later = rules.next_start((one for own in periods.values() for one in own), days[0])
    rules.check_uncounted(lost, days[0], later, sure)


def _check_standing(group: Group, pupil: int | None, mode: str, days: Days, ways: Ways) -> None:
    """п. 4.5.4: no set mark of these days may be left outside the scale: it cannot be changed."""
    given = marks_between([group.id], days[0], days[1] or group.year.valid_to, pupil)
    if pupil is None:
        given = [mark for mark in given if ways.way(group.id, mark.pupil, mark.day) is None]
    rules.check_standing(group.subject.name, mode, [(mark.day, mark.value) for mark in given])


def _check_terms(
    group: Group, pupil: int | None, mode: str, days: Days, periods: Iterable[Period], ways: Ways
) -> None:
    """п. 4.5.5: nor a term mark of a period that ends in these days."""
    last = days[1] or group.year.valid_to
    ending = {one.id: one.valid_to for one in periods if days[0] <= one.valid_to <= last}
    found = [
        made
        for (_, whose, term), made in decisions([group.id]).items()
        if term.period in ending
        and (whose == pupil or (pupil is None and not ways.way(group.id, whose, ending[term.period])))
    ]
    rules.check_term_marks(group.subject.name, mode, [(made.value, made.words) for made in found])


def _uncounted(
    group: Group, pupil: int | None, mode: str, days: Days, periods: Iterable[Period], ways: Ways
) -> Iterator[tuple[str, str, int]]:
    """п. 4.5.5: by period that ends in these days, how many marks set before them are of another scale."""
    first, last = days[0], days[1] or group.year.valid_to
    for period in periods:
        if not period.valid_from < first <= period.valid_to <= last:
            continue
        given = marks_between([group.id], period.valid_from, first - DAY, pupil)
        if pupil is None:
            given = [mark for mark in given if ways.way(group.id, mark.pupil, period.valid_to) is None]
        if count := sum(not rules.fits(mode, mark.value) for mark in given):
            yield periods_short(period.kind, {period.number}), group.subject.name, count


def _clear(group: int, pupil: int | None, first: date, last: date | None) -> None:
    """End, cut or take away what was decided of these days before."""
    for row in stored.of_span(group, pupil, first, last or date.max):
        goes_on = last is not None and (row.valid_to is None or row.valid_to > last)
        if row.valid_from < first and goes_on and last:
            rest = {"group": group, "pupil": pupil, "mode": row.mode, "paper": row.paper}
            create(Grading, **rest, valid_from=last + DAY, valid_to=row.valid_to)
        if row.valid_from < first:
            revise(row, valid_to=first - DAY)
        elif goes_on and last:
            revise(row, valid_from=last + DAY)
        else:
            remove(row)
