"""What a session did beside lessons, in words: term marks, grounds, closed weeks, statements, extensions."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from ejournal.models import grounds as kept
from ejournal.models.curriculum import Group, Period, Subject
from ejournal.models.grounds import AbsenceGround
from ejournal.models.journal import WeekClosing
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import Name, class_names
from ejournal.models.terms import TermExtension, TermMark
from ejournal.reports import periods
from ejournal.reports.term_marks import TITLES
from ejournal.rules import grounds
from ejournal.rules.reverting import Thing
from ejournal.wording import class_name, date_numeric, date_short, short_name

BECOMES = {
    "ground": "закончить с первого дня",
    "week": "открыть неделю снова",
    "outside": "снять ведомость",
    "extension": "снять продление",
}


class Told(NamedTuple):
    """What a thing is, and the page on which it is put right by hand."""

    what: str
    href: str


def told(things: Collection[Thing], people: Mapping[int, Name], today: date) -> dict[Thing, Told]:
    """Each thing that is of no lesson; a constant number of queries."""
    found: dict[Thing, Told] = {}
    for kind, tell in TELLERS.items():
        mine = {thing.record: thing for thing in things if thing.kind == kind}
        said = tell(list(mine), today) if mine else {}
        for number, (what, href) in said.items():
            pupil = people.get(mine[number].pupil)
            found[mine[number]] = Told(", ".join(filter(None, (pupil and short_name(*pupil), what))), href)
    return found


Said = dict[int, tuple[str, str]]


def _term_marks(numbers: list[int], today: date) -> Said:
    return {
        one.id: (f"{_page(one)}: {_term(one)}", f"/terms/{one.group_id}") for one in _of(TermMark, numbers)
    }


def _extensions(numbers: list[int], today: date) -> Said:
    return {
        one.id: (f"{_page(one)}: {_term(one)}, срок до {date_short(one.until)}", f"/terms/{one.group_id}")
        for one in _of(TermExtension, numbers)
    }


def _of(table: type[Any], numbers: list[int]) -> list[Any]:
    query = table.select(table, Group, Subject, Period).join(Group).join(Subject)
    query = query.switch(table).join(Period, JOIN.LEFT_OUTER)
    return list(query.where(table.id.in_(numbers)))


def _page(one: Any) -> str:
    return f"{one.group.subject.name}, {one.group.name}"


def _term(one: Any) -> str:
    title = periods.title(one.period) if one.period_id else TITLES[one.kind]
    return f"итоговая, {title}"


def _grounds(numbers: list[int], today: date) -> Said:
    where: Any = AbsenceGround.select(AbsenceGround.id, AbsenceGround.cohort)
    classes = dict(where.where(AbsenceGround.id.in_(numbers)).tuples())
    return {
        number: (
            f"основание пропуска: {row.code}, {grounds.when(row)}, {grounds.told(row)}",
            f"/attendance/{classes[number]}?week={row.first}",
        )
        for number, row in kept.of_events(numbers).items()
    }


def _weeks(numbers: list[int], today: date) -> Said:
    titles = {cohort: f"{class_name(*name)} класс" for cohort, name in class_names(today).items()}
    return {
        one.id: (
            f"{titles.get(one.cohort_id, 'класс')}: закрыта неделя с {date_numeric(one.monday)}",
            f"/attendance/{one.cohort_id}?week={one.monday}",
        )
        for one in WeekClosing.select().where(WeekClosing.id.in_(numbers))
    }


def _statements(numbers: list[int], today: date) -> Said:
    return {
        one.id: (f"ведомость: {one.organisation}, {one.paper}", f"/people/{one.pupil_id}/outside")
        for one in OutsideStatement.select().where(OutsideStatement.id.in_(numbers))
    }


TELLERS: dict[str, Callable[[list[int], date], Said]] = {
    "term": _term_marks,
    "ground": _grounds,
    "week": _weeks,
    "outside": _statements,
    "extension": _extensions,
}
