"""The rows of the blank of a КТП: the lessons of a plan, which loaded again change nothing (п. 4.5.1)."""

from collections.abc import Collection
from typing import Any

from ejournal.importing.book import Book
from ejournal.importing.ktp import work_kind
from ejournal.importing.ktp_extra import USUAL
from ejournal.loading.scope import Page
from ejournal.models.plan_lessons import followers
from ejournal.models.plans import PlanItem, items_of
from ejournal.rules import works
from ejournal.rules.plan_columns import TITLES, practical_of
from ejournal.rules.plan_works import control_hours
from ejournal.rules.plans import Planned
from ejournal.wording import fold

ABOVE = 3  # rows of a table above its heading
# Headings with the widths of columns, after those that every plan has.
OF_PLANS = (
    ("Вид работы", 24),
    (TITLES["control_form"], 22),
    ("Контрольных часов", 18),
    (TITLES["practical"], 20),
    ("Электронные образовательные ресурсы", 40),
    (TITLES["note"], 30),
)


def plan_head(plan: int) -> str:
    """«Алгебра: 7А класс, 7Б класс»: whose plan it is, for the file to be known again; "" of nobody's."""
    pages = followers(plan)
    names = ", ".join(dict.fromkeys(page.name for page in pages))
    return f"{pages[0].subject.name}: {names}" if pages else ""


def pages_named(book: Book, pages: Collection[Page]) -> set[int]:
    """The pages that the line above a blank names, whatever else is of their subject; none: no such line."""
    for table in book.tables:
        above = [*table.before, *(" ".join(row.texts()).strip() for row in table.rows[:ABOVE])]
        for line in above:
            subject, mark, names = fold(line).partition(": ")
            mine = [page for page in pages if fold(page.group.subject.name) == subject]
            if mark and mine and (found := _named(names, mine)):
                return found
    return set()


def _named(names: str, pages: Collection[Page]) -> set[int]:
    """Those of «7А класс, группа 1, 7Б класс», the longest names first: they hold commas themselves."""
    found, rest = set(), f", {names}, "
    for page in sorted(pages, key=lambda one: -len(one.group.name)):
        if (own := f", {fold(page.group.name)}, ") in rest:
            rest = rest.replace(own, ", ", 1)
            found.add(page.group.id)
    return found


def plan_rows(plan: int) -> list[list[Any]]:
    """A lesson an hour, as the plan has them."""
    items = items_of([plan])
    controls = set(control_hours({item.number: item for item in items}))
    return [_row(item, controls) for item in items]


def _row(item: PlanItem, controls: Collection[int]) -> list[Any]:
    control = item.number in controls
    practical = practical_of(Planned(*(getattr(item, name) for name in Planned._fields)))
    return [
        *(item.number, item.section, item.topic, 1, "", item.homework, _kind(item, control)),
        *(item.control_form or "", 1 if control else "", _number(practical)),
        *(item.resources or "", item.note or ""),
    ]


def _kind(item: PlanItem, control: bool) -> str:
    """The title of its work; where the file would be taken to have one, that it has none."""
    if item.work_kind:
        return works.kind(item.work_kind).title
    return USUAL if control or work_kind(item.topic) else ""


def _number(hours: str | None) -> float | str:
    return float(hours.replace(",", ".")) if hours else ""
