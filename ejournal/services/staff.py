"""Who works at the school, by which duties, and what each teaches, written many at once (п. 4.3.2).

All of it runs under the current deed; what is in force already is left as it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ejournal.access import Role
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.people import Duty, Employment
from ejournal.services.deeds import create_many, revise
from ejournal.services.enrolling import Identity, number
from ejournal.services.pages import Pages
from ejournal.wording import fold

NO_POSITION = "Работник"


@dataclass(frozen=True)
class NewEmployee:
    """`position` and `leads`, a class, are "" when the file is silent.

    `loads` are (subject, class, number of a group or "").
    """

    who: Identity
    position: str
    roles: tuple[Role, ...]
    leads: str
    loads: tuple[tuple[str, str, str], ...]


def employ(
    pages: Pages, staff: Sequence[NewEmployee], known: Mapping[str, int], order: str, since: date
) -> None:
    """п. 4.3.2, 2.1: employ people by an order since a day, with their duties and the pages they teach."""
    numbers = [number(one.who, known) for one in staff]
    _end_other_positions(staff, numbers, order, since)
    _create_new(Employment, _employments(staff, numbers, order, since), ("person",))
    duties = [duty for one, who in zip(staff, numbers, strict=True) for duty in _duties(pages, one, who)]
    rows = ({**duty, "order_number": order, "valid_from": since} for duty in duties)
    _create_new(Duty, list(rows), ("person", "role", "cohort"))
    taught = [
        {"group": pages.page_of(class_name, subject, part).id, "person": who, "valid_from": since}
        for one, who in zip(staff, numbers, strict=True)
        for subject, class_name, part in one.loads
    ]
    _create_new(GroupTeacher, taught, ("group", "person"))


def _end_other_positions(
    staff: Sequence[NewEmployee], numbers: Sequence[int], order: str, since: date
) -> None:
    """Who is employed in one other position has it to the eve of that day.

    Several positions of one person stay: which of them has changed, the file does not say.
    """
    wanted = {who: one.position for one, who in zip(staff, numbers, strict=True) if one.position}
    later = Employment.valid_to.is_null() | (Employment.valid_to >= since)
    rows = list(Employment.select().where(Employment.person.in_(list(wanted)) & later))
    several = Counter(row.person_id for row in rows)
    for row in rows:
        position = wanted[row.person_id]
        if several[row.person_id] > 1 or fold(row.position) == fold(position):
            continue
        if row.valid_from >= since:
            revise(row, position=position, order_number=order)
        else:
            revise(row, valid_to=since - timedelta(days=1))


def _employments(
    staff: Sequence[NewEmployee], numbers: Sequence[int], order: str, since: date
) -> list[dict[str, Any]]:
    return [
        {"person": who, "position": one.position or NO_POSITION, "order_number": order, "valid_from": since}
        for one, who in zip(staff, numbers, strict=True)
    ]


def _duties(pages: Pages, one: NewEmployee, who: int) -> list[dict[str, Any]]:
    led = [(Role.CLASS_TEACHER, pages.class_of(one.leads).cohort_id)] if one.leads else []
    held = [*((role, None) for role in one.roles), *led]
    return [{"person": who, "role": str(role), "cohort": cohort} for role, cohort in held]


def _create_new(model: Any, rows: Sequence[dict[str, Any]], same: tuple[str, ...]) -> None:
    """Create the rows that differ in these columns from those in force then or later, and each other."""
    if not rows:
        return
    columns = [getattr(model, name) for name in same]
    taken = set(
        model.select(*columns)
        .where(model.valid_to.is_null() | (model.valid_to >= rows[0]["valid_from"]))
        .tuples()
    )
    new = []
    for row in rows:
        key = tuple(row[name] for name in same)
        if key not in taken:
            taken.add(key)
            new.append(row)
    create_many(model, new)
