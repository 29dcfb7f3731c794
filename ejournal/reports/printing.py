"""What is printed of the journal: a class and a half-year, read at one moment."""

from dataclasses import dataclass, replace
from datetime import datetime

from ejournal.db import snapshot
from ejournal.documents.volume import Volume
from ejournal.documents.volume_layout import Layout
from ejournal.models.audit import head
from ejournal.models.papers import CLASS, NewPaper
from ejournal.models.people import SchoolYear, class_named, newest_year
from ejournal.models.settings import school_settings
from ejournal.reports import halves, papers, readiness, volume, volume_facts, volume_remarks
from ejournal.reports.papers import PaperLine
from ejournal.rules.refusal import Refusal

KIND = "journal"


@dataclass(frozen=True)
class Order:
    """What is to be printed: a class of a year and the number of the half."""

    year: SchoolYear
    cohort: int
    grade: int
    half: int


def order_of(class_name: str, half: int, now: datetime) -> Order:
    """A class by its name («7А») in the school year that is printed today; refused when there is none."""
    year = newest_year(now.date())
    own = class_named(class_name, year) if year else None
    if year is None or own is None:
        raise Refusal("4.2.4", f"Класса «{class_name}» в этом учебном году нет.")
    return Order(year, own.cohort_id, own.grade, half)


def volume_of(order: Order, layout: Layout, now: datetime) -> tuple[Volume, NewPaper]:
    """п. 4.2.4: the volume as it stands at this moment, and what the register is to say of it."""
    with snapshot():
        newest = head()
        facts, unfinished = _read(order, now)
        made = volume.of_class(facts, order.cohort, school_settings(), unfinished, layout, newest)
        remarks = volume_remarks.of_class(order.year, order.cohort, facts.half, now)
        made = replace(made, remarks=remarks)
    told = {"half": order.half, "layout": layout, "duplex": made.duplex, "year": order.year.name}
    return made, NewPaper(KIND, made.title, CLASS, order.cohort, told, newest)


def issued(cohort: int, now: datetime) -> list[PaperLine]:
    """п. 4.2.5: the volumes of a class in the register, newest first."""
    return papers.about(KIND, CLASS, cohort, now.tzinfo)


def _read(order: Order, now: datetime) -> tuple[volume_facts.Facts, str]:
    line = readiness.of_class(order.year, order.cohort, order.half, now)
    if line is None or line.half is None:
        raise Refusal("4.2.4", "Это полугодие ещё не началось: печатать нечего.")
    known = tuple(half for half in halves.of_class(order.year, order.grade) if half.number <= order.half)
    facts = volume_facts.read(order.cohort, order.year, known, now)
    return facts, readiness.unfinished(line)
