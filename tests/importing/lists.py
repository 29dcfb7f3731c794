"""Lists of people typed as rows, and what was understood of them as plain values."""

from datetime import date

from ejournal.importing import class_list, staff, tables
from ejournal.importing.class_list import ClassList, Pupil
from ejournal.importing.guardians import Guardian
from ejournal.importing.remarks import Remark
from ejournal.importing.staff import Employee, Staff
from tests.importing.files import Rows, text, workbook, xlsx

TODAY = date(2026, 11, 26)
SNILS, SNILS_2, SNILS_3 = "112-233-445 95", "999-009-165 70", "999-009-128 65"
BORN = "14.03.2013"
ANNA = "Иванова Анна Петровна"
HEAD = ("ФИО", "Дата рождения", "СНИЛС", "Родители", "Телефон")


def listed(rows: Rows, class_name: str | None = "7А") -> ClassList:
    return class_list.understand(tables.read(text(rows, "\t").encode()), 2026, TODAY, class_name)


def in_excel(rows: Rows) -> ClassList:
    return class_list.understand(tables.read(xlsx(rows)), 2026, TODAY, "7А")


def on_sheets(sheets: dict[str, str], class_name: str | None = None) -> ClassList:
    return class_list.understand(tables.read(workbook(sheets)), 2026, TODAY, class_name)


def only(rows: Rows) -> Pupil:
    (pupil,) = listed(rows).pupils
    return pupil


def anna(**cells: str) -> tuple[Pupil | None, list[tuple[str, str, str]]]:
    """A list of one pupil, its cells by their headings; the remarks without those about a missing СНИЛС."""
    whole = {"ФИО": ANNA, "Дата рождения": BORN, "СНИЛС": SNILS} | cells
    found = listed([tuple(whole), tuple(whole.values())])
    return next(iter(found.pupils), None), told(found.remarks)


def told(remarks: list[Remark]) -> list[tuple[str, str, str]]:
    return [(remark.severity, remark.field, remark.reason) for remark in remarks]


def parents(pupil: Pupil | None) -> list[tuple[str, str, str]]:
    assert pupil is not None
    return [(guardian.full, guardian.relation, guardian.phone) for guardian in pupil.guardians]


def parent(pupil: Pupil | None) -> Guardian:
    assert pupil is not None
    (guardian,) = pupil.guardians
    return guardian


def employed(rows: Rows, excel: bool = False) -> Staff:
    data = xlsx(rows) if excel else text(rows, "\t").encode()
    return staff.understand(tables.read(data), 2026, TODAY)


def loads(employee: Employee) -> list[tuple[str, str, str, float]]:
    return [(load.subject, load.class_name, load.group, load.hours) for load in employee.loads]
