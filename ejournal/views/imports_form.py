"""What the form of a preview says: columns and cells corrected, choices, rows that are looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from ejournal.importing.book import MAX_WIDTH, Book, text_of
from ejournal.importing.corrections import Corrections
from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.kinds import KINDS
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.preview import Wanted
from ejournal.views import gate_files

Form = MultiDict[str, str]
CELL = re.compile(r"cell-(\d{1,3})-(\d{1,7})-(\d{1,4})")
COLUMN = re.compile(r"column-(\d{1,3})-(\d{1,4})")
TYPED = ("subject", "class_name", "order", "since", "passed")
LONGEST = 100  # signs of a choice
LAST_PAGE = 10_000


def wanted(args: Form) -> Wanted:
    """Which rows the address asks for."""
    edit = re.fullmatch(r"(\d{1,3})-(\d{1,7})", args.get("edit", ""))
    show, page = args.get("show", ""), args.get("page", "")
    return Wanted(
        show if show in (*Verdict, "attention") else "",
        min(int(page), LAST_PAGE) if re.fullmatch("[1-9][0-9]{0,8}", page) else 1,
        (int(edit[1]), int(edit[2])) if edit else None,
    )


@dataclass(frozen=True)
class Others:
    """Kinds that a file may be of instead: `likely` looks so, "" when none does; `mine` may be read as such.

    `by` are whoever may load the likely kind when the visitor may not.
    """

    likely: str
    title: str
    mine: tuple[tuple[str, str], ...]
    by: str


def others(kind: str, book: Book, prepared: Prepared | None) -> Others | None:
    """What is offered of a file that is not of its kind, or lacks what its kind needs; None: nothing."""
    likely = kinds.likely(kind, book) if prepared is None or prepared.lack else ""
    if prepared is not None and not likely:
        return None
    own = [code for code in gate_files.kinds_to_bring() if code != kind]
    if likely:
        own = [code for code in own if code == likely]
    mine = tuple((code, KINDS[code].title) for code in own)
    title = KINDS[likely].title if likely else ""
    return Others(likely, title, mine, gate_files.bringers(likely) if likely and not mine else "")


def chosen(form: Form, kept: Chosen, book: Book) -> Chosen:
    """What was chosen before with what the form says; `book` is the file without any corrections."""
    typed: dict[str, Any] = {name: _typed(form, name, getattr(kept, name)) for name in TYPED}
    return replace(
        kept,
        **typed,
        gone=form.get("gone", "")[:LONGEST] if "gone-shown" in form else kept.gone,
        together=form.get("together", "")[:LONGEST] if "together-shown" in form else kept.together,
        groups=_groups(form, kept),
        corrections=Corrections(_columns(kept, form), _cells(kept, book, form)),
    )


def _typed(form: Form, name: str, kept: str) -> str:
    """What was typed; a field left as it was proposed says nothing."""
    typed = form.get(name, kept).strip()[:LONGEST]
    return kept if typed == form.get(f"was-{name}") else typed


def of_another_subject(form: Form) -> bool:
    """Whether another subject was chosen than the one whose pages the preview showed."""
    return form.get("subject", "").strip() != form.get("was-subject", form.get("subject", "")).strip()


def _groups(form: Form, kept: Chosen) -> tuple[int, ...] | None:
    """The pages that were ticked; those of another subject are to be found anew."""
    if of_another_subject(form):
        return None
    return tuple(sorted(_numbers(form, "group"))) if "groups-shown" in form else kept.groups


def _numbers(form: Form, name: str) -> Iterator[int]:
    return (int(text) for text in form.getlist(name) if re.fullmatch("[0-9]{1,18}", text))


def _columns(kept: Chosen, form: Form) -> dict[int, dict[int, str]]:
    """The meanings of columns: a select says something when it is otherwise than it was shown."""
    found = {table: dict(told) for table, told in kept.corrections.columns.items()}
    for name, meaning in form.items():
        place = COLUMN.fullmatch(name)
        offered = place and int(place[2]) < MAX_WIDTH
        if offered and place and meaning != form.get(f"was-{name}", meaning):
            found.setdefault(int(place[1]), {})[int(place[2])] = meaning
    return found


def _cells(kept: Chosen, book: Book, form: Form) -> dict[int, dict[int, dict[int, str]]]:
    """The texts of cells that differ from the file; one that is as in the file is no correction."""
    originals = {(index, row.number): row for index, table in enumerate(book.tables) for row in table.rows}
    typed = {
        (table, row, column): text
        for table, rows in kept.corrections.cells.items()
        for row, columns in rows.items()
        for column, text in columns.items()
    }
    for name, text in form.items():
        if (place := CELL.fullmatch(name)) and (int(place[1]), int(place[2])) in originals:
            typed[int(place[1]), int(place[2]), int(place[3])] = " ".join(text.split())
    found: dict[int, dict[int, dict[int, str]]] = {}
    for (table, row, column), text in typed.items():
        if text != " ".join(text_of(originals[table, row].at(column)).split()):
            found.setdefault(table, {}).setdefault(row, {})[column] = text
    return found
