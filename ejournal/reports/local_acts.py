"""«Локальные акты»: what is in force, what was, and the sheets of acquaintance (п. 4.1.2, 5.1, 5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ejournal.documents.certificate import Acquaintance, KnownRow
from ejournal.models import local_acts as stored
from ejournal.models import signers
from ejournal.models.local_acts import ActVersion
from ejournal.models.people import class_names, names, staff
from ejournal.reports.roll import roll_order
from ejournal.wording import NBSP, class_name, date_numeric, full_name, in_sentence

STAFF = ("Фамилия, имя, отчество", "Должность")  # over the columns of a sheet of acquaintance
PARENTS = ("Родитель (законный представитель)", "Ребёнок, класс")


@dataclass(frozen=True)
class VersionLine:
    """A version; `state` is «действует», «вступит в силу», «прежняя» or «утратил силу»."""

    id: int
    paper: str
    since: date
    changes: str
    filed: bool
    state: str


@dataclass(frozen=True)
class ActLine:
    """An act with its versions, the newest first."""

    id: int
    title: str
    versions: tuple[VersionLine, ...]

    @property
    def in_force(self) -> VersionLine | None:
        return next((one for one in self.versions if one.state == "действует"), None)


def acts(today: date) -> list[ActLine]:
    """п. 5.1: every act; one query."""
    return [
        ActLine(number, own[0].act.title, tuple(_lines(own, today)))
        for number, rows in groupby(stored.versions(), key=lambda row: row.act_id)
        for own in [list(rows)]
    ]


def _lines(versions: list[ActVersion], today: date) -> Iterator[VersionLine]:
    newest = next((one.id for one in versions if one.since <= today), None)
    for one in versions:
        standing = "утратил силу" if one.ended else "действует"
        state = standing if one.id == newest else "вступит в силу" if one.since > today else "прежняя"
        yield VersionLine(one.id, one.paper, one.since, one.changes, one.upload_id is not None, state)


def classes(today: date) -> dict[int, str]:
    """The classes of today, whose parents may be acquainted."""
    return {cohort: class_name(*own) for cohort, own in class_names(today).items()}


def sheet(version: ActVersion, school: str, cohort: int | None, today: date) -> Acquaintance:
    """п. 4.1.2: the sheet for the staff, or for the parents of a class, with empty cells for the hand."""
    people = _parents(cohort, today) if cohort else _staff(today)
    rows = tuple(KnownRow(number, *row, "", "") for number, row in enumerate(people, start=1))
    force = "утрачивает силу" if version.ended else "действует"
    about = f"{version.act.title}, приказ {version.paper}, {force} с {date_numeric(version.since)}"
    if cohort:
        title = classes(today).get(cohort, "")
        return Acquaintance(school, f"{about}, родители: {title}{NBSP}класс", rows, *PARENTS)
    return Acquaintance(school, about, rows, *STAFF)


def _staff(today: date) -> list[tuple[str, str]]:
    """Names with positions, by name."""
    work: dict[int, list[str]] = {}
    for person, _, _, position, _ in staff(today):
        work.setdefault(person, []).append(in_sentence(position))
    known = names(work, today)
    return [(full_name(*known[who]), ", ".join(dict.fromkeys(work[who]))) for who in roll_order(known)]


def _parents(cohort: int, today: date) -> list[tuple[str, str]]:
    """The parents of a class, each once, with the child, or both of them, and the class."""
    children: dict[int, set[int]] = {}
    for pair in signers.pairs(cohort, today):
        children.setdefault(pair.guardian, set()).add(pair.child)
    known = names({*children, *(child for own in children.values() for child in own)}, today)
    title = classes(today).get(cohort, "")

    def of(guardian: int) -> str:
        own = roll_order({child: known[child] for child in children[guardian] if child in known})
        return ", ".join(full_name(*known[child]) for child in own)

    parents = roll_order({who: known[who] for who in children if who in known})
    return [(full_name(*known[who]), f"{of(who)}, {title}{NBSP}класс") for who in parents]
