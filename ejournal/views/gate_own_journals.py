"""The gate of journals of their own: home teaching, ГПД, clubs, extracurricular groups (п. 2.1, 4.2.4)."""

from ejournal.access import Right, Role
from ejournal.reports import own_journals
from ejournal.reports.own_journals import Order
from ejournal.views.gate import duty_to, hide, note, year_to_print


def journal_to_print(kind: str, about: int, half: int) -> tuple[Order, Role]:
    """A journal of the year that is printed, else 404; the reading is logged."""
    duty = duty_to(Right.PRINT_JOURNAL)
    year = year_to_print()
    found = own_journals.order_of(year, kind, about, half) if year else None
    if found is None:
        hide(about)
    note("read", duty, about)
    return found, duty
