"""The duties and the work of a person as they may be given and ended (п. 4.3.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal.models.people import Duty, Employment, class_names
from ejournal.reports.people import ROLES
from ejournal.wording import class_name, date_numeric, sentence


@dataclass(frozen=True)
class DutyRow:
    """A duty that goes on; «классный руководитель, 7 класс»."""

    id: int
    title: str
    order: str
    since: date
    last: date | None


@dataclass(frozen=True)
class Held:
    """What somebody holds now: duties, and positions at the school."""

    duties: tuple[DutyRow, ...]
    positions: tuple[str, ...]


def held(person: int, today: date) -> Held:
    """п. 4.3.2: what may be ended. Three queries."""
    classes = class_names(today)
    mine = Duty.select().where((Duty.person == person) & _goes_on(Duty, today)).order_by(Duty.id)
    works = Employment.select().where((Employment.person == person) & _goes_on(Employment, today))
    return Held(
        tuple(
            DutyRow(row.id, _title(row, classes), row.order_number, row.valid_from, row.valid_to)
            for row in mine
        ),
        tuple(f"{work.position}, приказ {work.order_number}{_until(work)}" for work in works),
    )


def _until(work: Employment) -> str:
    return f", по {date_numeric(work.valid_to)}" if work.valid_to else ""


def _goes_on(table: Any, today: date) -> Any:
    return table.valid_to.is_null() | (table.valid_to >= today)


def _row(row: Duty, classes: dict[int, tuple[int, str]]) -> DutyRow:
    return DutyRow(row.id, _title(row, classes), row.order_number, row.valid_from, row.valid_to)


def _title(duty: Duty, classes: dict[int, tuple[int, str]]) -> str:
    cohort = duty.cohort_id  # type: ignore[attr-defined]  # peewee's own name of the column
    led = f", {class_name(*classes[cohort])} класс" if cohort in classes else ""
    return sentence(ROLES[duty.role]) + led
