"""Plans typed as rows, and what was understood of them as plain values."""

from ejournal.importing import ktp, ktp_checks, tables
from ejournal.importing.ktp import Plan
from ejournal.importing.ktp_title import About
from tests.importing.files import Rows, text

HEAD = ("№", "Тема", "Часы", "Дата", "Д/з")
NOBODY = About(None, (), (), (), None, None, None)


def understood(rows: Rows) -> Plan:
    return ktp.understand(tables.read(text(rows, "\t").encode()), 2026, "Физика")


def remarks(rows: Rows, told: About = NOBODY) -> list[tuple[str, str, str, str]]:
    found = ktp_checks.check(understood(rows), told)
    return [(remark.severity, remark.field, remark.value, remark.reason) for remark in found]


def topics(plan: Plan) -> list[tuple[str, str, int]]:
    return [(item.section, item.topic, item.lessons) for item in plan.items]


def days(plan: Plan) -> list[list[str]]:
    return [[day.isoformat() for day in item.days.days] if item.days else [] for item in plan.items]
