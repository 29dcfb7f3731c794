"""A КТП of a file against the one that is stored: what stays, what each row changes (п. 4.5.1)."""

from collections.abc import Iterator, Mapping, Sequence

from ejournal.importing.book import Book
from ejournal.importing.ktp import Item, Plan
from ejournal.loading.prepared import Judged, Place, Verdict
from ejournal.models.plans import PlanItem, changes
from ejournal.rules import works
from ejournal.rules.plan_columns import TITLES
from ejournal.rules.plans import Planned
from ejournal.wording import fold, quoted

NAMED = {
    "section": "раздел",
    "topic": "тема",
    "homework": "задание",
    "work_kind": "вид работы",
    **{name: title.lower() for name, title in TITLES.items()},
}
# Columns that a file may lack: then what the plan has stays, for a topic that is the same.
SPARED = {
    "work_kind": ("work_kind",),
    "control_form": ("control_form",),
    "practical": ("practical_hours", "laboratory_hours"),
    "resources": ("resources",),
    "note": ("note",),
}
LINES = ("homework", "resources")  # may have been typed in several lines; a cell is read as one


def lessons(items: Sequence[Item]) -> Iterator[Planned]:
    """A lesson an hour; a work of two hours is one work, on the first of them."""
    for item in items:
        for hour in range(item.lessons):
            yield Planned(
                item.section,
                item.topic,
                item.homework,
                item.kind if hour == 0 else "",
                item.extra.control_form or None,
                item.extra.practical_on(hour, item.kind if hour == 0 else ""),
                item.extra.resources or None,
                item.extra.note or None,
            )


def kept(plan: Plan, known: Mapping[int, PlanItem]) -> list[Planned]:
    """п. 4.5.1: the lessons of a file with what the plan has in columns that the file lacks."""
    titles = {name for _, header in plan.headers for name in header.columns}
    spared = [name for name, columns in SPARED.items() if not titles & set(columns)]
    return [
        _spared(item, known[number], spared) if number in known else item
        for number, item in enumerate(lessons(plan.items), start=1)
    ]


def _spared(wanted: Planned, stored: PlanItem, spared: Sequence[str]) -> Planned:
    if fold(stored.topic) != fold(wanted.topic):
        return wanted
    same = {name: getattr(stored, name) for name in spared if not getattr(wanted, name)}
    for name in LINES:
        if " ".join((getattr(stored, name) or "").split()) == (getattr(wanted, name) or ""):
            same[name] = getattr(stored, name)
    return wanted._replace(**same)


def compared(
    book: Book, plan: Plan, items: Sequence[Planned], known: Mapping[int, PlanItem]
) -> dict[Place, Judged]:
    """Each row with a topic against what the pages have under the same numbers."""
    found, first = {}, 0
    for item in plan.items:
        place = book.tables.index(item.line.table), item.line.row.number
        wanted = items[first : first + item.lessons]
        stored = [known.get(number) for number in range(first + 1, first + 1 + len(wanted))]
        found[place] = _judged(stored, wanted)
        first += len(wanted)
    return found


def _judged(stored: Sequence[PlanItem | None], wanted: Sequence[Planned]) -> Judged:
    if stored[0] is None:
        return Judged(Verdict.NEW)
    differences = [
        f"{NAMED[name]}: {_said(name, getattr(old, name))} → {_said(name, value)}"
        for old, new in zip(stored, wanted, strict=True)
        if old is not None
        for name, value in changes(old, new._asdict()).items()
    ]
    if differences:
        return Judged(Verdict.CHANGED, tuple(dict.fromkeys(differences)))
    return Judged(Verdict.SAME if None not in stored else Verdict.CHANGED)


def _said(name: str, value: str | None) -> str:
    title = works.kind(value).title if name == "work_kind" and value else value
    return quoted(title) if title else "пусто"
