"""What is doubtful in a list of staff: СНИЛС of two, one class led by two, the total of hours (п. 4.3.2)."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ejournal.importing import cells
from ejournal.importing.book import Table
from ejournal.importing.columns import Header
from ejournal.importing.people import nobody
from ejournal.importing.people_line import PersonLine
from ejournal.importing.remarks import Remark

if TYPE_CHECKING:
    from ejournal.importing.staff import Employee
    from ejournal.importing.staff_loads import Load

NO_SNILS = "нет СНИЛС: без него работник не войдёт через ЕСИА"
NO_SNILS_COLUMN = "в файле нет графы «СНИЛС»: без него работники не войдут через ЕСИА"
NO_LOADS = "в файле нет графы «{}»: нагрузка не загружается"
TAKEN_SNILS = "СНИЛС повторяется: он уже указан у другого работника"

_TEACHER = re.compile(r"\b(учител|преподавател|педагог дополнительного)", re.IGNORECASE)
_TOTAL = re.compile(r"\b(всего|итого)\b", re.IGNORECASE)


def teaches(employee: "Employee", loads: Iterable["Load"]) -> bool:
    """Whether somebody gives lessons: has a load, or is called a teacher."""
    return any(True for _ in loads) or _TEACHER.search(employee.position) is not None


def employee(new: "Employee", known: list["Employee"]) -> list[Remark]:
    """What is to be told of one more person."""
    line = new.line
    if not new.snils:
        empty = "snils" in line.header.columns and nobody(line.text("snils"))
        return [line.remark("warning", "snils", NO_SNILS)] if empty else []
    taken = any(other.snils == new.snils for other in known)
    return [line.remark("error", "snils", TAKEN_SNILS)] if taken else []


def hours(employees: Iterable["Employee"]) -> float:
    """Hours a week of all loads."""
    return round(sum(load.hours for employee in employees for load in employee.loads), 2)


def total(table: Table, header: Header, employees: list["Employee"]) -> list[Remark]:
    """The hours in a total row, when they are not those of the rows above it."""
    rows = [row for row in table.rows[header.below :] if _TOTAL.match(PersonLine(table, header, row).first)]
    if len(rows) != 1 or "hours" not in header.columns:
        return []
    line = PersonLine(table, header, rows[0])
    said, counted = cells.hours(line.cell("hours")), hours(e for e in employees if e.line.table is table)
    if said is None or said == counted:
        return []
    return [line.remark("warning", "hours", f"в итоге часов {said:g}, а по загружаемым строкам {counted:g}")]


def whole(headers: list[tuple[Table, Header]], employees: list["Employee"]) -> list[Remark]:
    """What a file lacks as a whole, and classes that two people lead."""
    columns = set().union(*(header.columns for _, header in headers))
    found = [Remark("warning", "СНИЛС", "", NO_SNILS_COLUMN)] if "snils" not in columns else []
    for name, title, other in (("classes", "Классы", "subject"), ("subject", "Предмет", "classes")):
        if other in columns and name not in columns:
            found.append(Remark("warning", title, "", NO_LOADS.format(title)))
    return [*found, *_led_twice(employees)]


def _led_twice(employees: list["Employee"]) -> Iterator[Remark]:
    first: dict[str, Employee] = {}
    for one in employees:
        if one.leads and first.setdefault(one.leads, one) is not one:
            reason = f"у {one.leads} класса уже есть классный руководитель: {first[one.leads].full}"
            yield one.line.remark("warning", "leads", reason, one.leads)
