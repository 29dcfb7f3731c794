"""Staff of a file: people with their positions and loads, and remarks about the rows (п. 4.3.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ejournal.importing import people_cells
from ejournal.importing import staff_checks as checks
from ejournal.importing.book import Book, Table
from ejournal.importing.classes import class_name
from ejournal.importing.columns import Header
from ejournal.importing.people import Name, nobody, read_sex
from ejournal.importing.people_line import PersonLine, headed
from ejournal.importing.remarks import Remark
from ejournal.importing.staff_columns import FIELDS, NEEDED
from ejournal.importing.staff_loads import Load, loads
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import fold

LONGEST_POSITION = 200  # signs
NO_STAFF = (
    "В файле не нашлось списка работников: нужна таблица, в шапке которой есть графа «ФИО» "
    "и графа «Должность» или «Предмет»."
)
REFUSED = -1
NOBODY_ABOVE = "над строкой нет работника: укажите ФИО"
UNREAD_CLASS = "класс не распознан: нужен вида 7 или 7А"


@dataclass(frozen=True)
class Employee:
    """A person who works at the school; `line` is the first row. `leads` is a class, "" when none.

    `sex` is m, f, or None when nothing tells it; "" stands for what the file does not say.
    """

    line: PersonLine
    surname: str
    name: str
    patronymic: str
    sex: str | None
    birth_date: date | None
    snils: str
    position: str
    phone: str
    email: str
    teaching: bool
    loads: tuple[Load, ...]
    leads: str

    @property
    def full(self) -> str:
        return Name(self.surname, self.name, self.patronymic).full


@dataclass
class Staff:
    """What was understood of a file: its people in order, the remarks, the rows that are not loaded.

    `rows` are all rows about people, several of which may be about one.
    """

    year: int
    employees: list[Employee] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: list[tuple[Table, Header]] = field(default_factory=list)
    refused: list[PersonLine] = field(default_factory=list)
    rows: list[PersonLine] = field(default_factory=list)


def understand(book: Book, year: int, today: date) -> Staff:
    """п. 4.3.2: the people in a list of staff. Refusal when there is no such list in the file."""
    found = Staff(year)
    for table, header in headed(book, FIELDS, NEEDED):
        found.headers.append((table, header))
        current: int | None = None  # the employee whose rows go on; REFUSED under one who is not loaded
        for line in _rows(table, header):
            found.rows.append(line)
            current = _take(found, line, current, today)
        found.remarks += checks.total(table, header, found.employees)
    if not found.rows:
        raise Refusal("", NO_STAFF)
    found.remarks += checks.whole(found.headers, found.employees)
    return found


def _rows(table: Table, header: Header) -> Iterator[PersonLine]:
    for row in table.rows[header.below :]:
        line = PersonLine(table, header, row)
        if not line.is_aside and (not line.alone_words or line.text("subject")):
            yield line


def _take(found: Staff, line: PersonLine, current: int | None, today: date) -> int | None:
    """A row into the list; the number of the employee that the rows below it may go on about."""
    if nobody(line.typed_name):
        return _go_on(found, line, current)
    employee, remarks = _employee(line, today)
    known = _known(found, employee) if employee is not None else None
    if employee is not None and known is None:
        remarks += checks.employee(employee, found.employees)
    if employee is None or any(remark.severity == "error" for remark in remarks):
        found.remarks += remarks
        found.refused.append(line)
        return REFUSED
    more, told = loads(line)
    if known is None:
        found.employees.append(replace(employee, loads=tuple(more), teaching=checks.teaches(employee, more)))
        known = len(found.employees) - 1
    else:
        remarks = [remark for remark in remarks if remark.reason != checks.NO_SNILS]
        found.employees[known] = _joined(found.employees[known], employee, more)
    found.remarks += [*remarks, *told]
    return known


def _go_on(found: Staff, line: PersonLine, current: int | None) -> int | None:
    """A row without a name: one more load of the employee above it."""
    if current is None:
        found.remarks.append(line.remark("error", "full_name", NOBODY_ABOVE))
    if current is None or current == REFUSED:
        found.refused.append(line)
        return current
    more, told = loads(line)
    found.remarks += told
    above = found.employees[current]
    leads, bad_leads = _leads(line)
    if bad_leads:
        found.remarks.append(line.remark("warning", "leads", bad_leads))
    all_loads = [*above.loads, *more]
    found.employees[current] = replace(
        above, loads=tuple(all_loads), leads=above.leads or leads, teaching=checks.teaches(above, all_loads)
    )
    return current


def _known(found: Staff, employee: Employee) -> int | None:
    """The same person in a row above: the same name, and no other СНИЛС."""
    for number, other in enumerate(found.employees):
        same = fold(other.full) == fold(employee.full)
        born = {other.birth_date, employee.birth_date} - {None}
        if (
            same
            and len(born) < 2
            and (not other.snils or not employee.snils or other.snils == employee.snils)
        ):
            return number
    return None


def _joined(first: Employee, second: Employee, more: list[Load]) -> Employee:
    """One person out of two rows: of what both say the first is kept, positions are both."""
    positions = [first.position] if fold(second.position) in fold(first.position) else []
    positions = positions or [position for position in (first.position, second.position) if position]
    joined = replace(
        first,
        sex=first.sex or second.sex,
        birth_date=first.birth_date or second.birth_date,
        snils=first.snils or second.snils,
        position=", ".join(positions)[:LONGEST_POSITION],
        phone=first.phone or second.phone,
        email=first.email or second.email,
        loads=(*first.loads, *more),
        leads=first.leads or second.leads,
    )
    return replace(joined, teaching=checks.teaches(joined, list(joined.loads)))


def _employee(line: PersonLine, today: date) -> tuple[Employee | None, list[Remark]]:
    """The person of a row without the loads; an error among the remarks says why there is none."""
    named = line.read_name()
    born, bad_birth = people_cells.birth_date(line.cell("birth_date"), today)
    snils, bad_snils = people_cells.snils(line.cell("snils"))
    position, bad_position = _position(line)
    phone, bad_phone = people_cells.phone(line.cell("phone"))
    email, bad_email = people_cells.email(line.cell("email"))
    leads, bad_leads = _leads(line)
    sex, bad_sex = read_sex(line.text("sex"), named.name.patronymic if named.name else "")
    faults = (
        ("error", "full_name", named.error),
        *(("warning", "full_name", warning) for warning in named.warnings),
        ("warning", "sex", bad_sex),
        ("warning", "birth_date", "" if bad_birth == people_cells.NO_DATE else bad_birth),
        ("error", "snils", bad_snils),
        ("warning", "position", bad_position),
        ("warning", "phone", bad_phone),
        ("warning", "email", bad_email),
        ("warning", "leads", bad_leads),
    )
    remarks = [line.remark(severity, name, fault) for severity, name, fault in faults if fault]
    remarks += line.too_long()
    name = named.name
    if name is None:
        return None, remarks
    return Employee(line, *name, sex, born, snils, position, phone, email, False, (), leads), remarks


def _position(line: PersonLine) -> tuple[str, str]:
    try:
        return one_line(line.text("position"), limit=LONGEST_POSITION, field="Должность"), ""
    except Refusal as refusal:
        return "", f"должность не загружается: {refusal.message.rstrip('.')}"


def _leads(line: PersonLine) -> tuple[str, str]:
    """The class that somebody leads; or that it cannot be told."""
    if nobody(line.text("leads")):
        return "", ""
    named = class_name(line.cell("leads"))
    return named, "" if named else UNREAD_CLASS
