"""The cells, heads and texts of a journal page as HTML: a thousand to a page, too many for a template."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from ejournal.reports.grid import Cell, Row
from ejournal.reports.grid_columns import Column
from ejournal.reports.grid_terms import TermColumn
from ejournal.reports.journal import Entry
from ejournal.rules.gradings import NONE
from ejournal.views.escaped import beside, escaped, was
from ejournal.wording import average, date_short

MOST_KNOWN = 2000  # cells that are written out once: a mark and its look are the same in many of them


def grid_rows(rows: Iterable[Row], grading: str, terms: Sequence[TermColumn] = ()) -> Markup:
    """A row for each pupil, with the term marks and the average of a page that has marks."""
    return Markup("\n".join(_row(row, grading, terms) for row in rows))  # noqa: S704 - each part is escaped


def _row(row: Row, grading: str, terms: Sequence[TermColumn]) -> str:
    mode = f' data-g="{row.mode}"' if row.mode != grading else ""
    note = f" <small>{escaped(row.note)}</small>" if row.note else ""
    look = "sum of-term" if len(terms) == 1 else "of-term"  # one is always seen, as the average is
    told = "".join(f'<td class="{look}">{escaped(term.marks.get(row.id, ""))}' for term in terms)
    summed = f'<td class="sum average">{average(row.average)}' if grading != NONE else ""
    return (
        f'<tr id="p{row.id}" data-p="{row.id}"{mode}><th scope="row"><span class="no">{row.number}</span> '
        f"{escaped(row.name)}{beside(row.own)}{note}</th>{''.join(map(_cell, row.cells))}"
        f'{told}{summed}<td class="sum">{row.missed}</tr>'
    )


@lru_cache(MOST_KNOWN)
def _cell(cell: Cell) -> str:
    """<td>…: a bare one is empty; what entry.js must know of a cell stands in data-s, data-e, data-u."""
    named = (("class", cell.look), ("data-s", cell.seen), ("data-e", cell.event), ("data-u", cell.until))
    attributes = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in named if value)
    code = Markup(" <i>{}</i>").format(cell.code) if cell.code else ""
    old = f" {was(*cell.old)}" if cell.old else ""
    owes = f" {OWES}" if cell.owes else ""
    return f"{Markup('<td{}>').format(attributes)}{escape(cell.value)}{old}{code}{owes}"


OWES = '<u title="работа не написана: отметка — в день, когда её напишут">долг</u>'
LATE = '<abbr class="late" title="внесено с опозданием">*</abbr>'


def lesson_heads(entries: Iterable[Entry]) -> Markup:
    """The days over the columns, each leads to its lesson."""
    return Markup("".join(map(_lesson_head, entries)))  # noqa: S704 - numbers and days


def _lesson_head(entry: Entry) -> str:
    day = f"{entry.day.day}{LATE if entry.late else ''}"
    link = f'<a href="/lessons/{entry.id}" aria-label="Урок {date_short(entry.day)}">{day}</a>'
    return f'<th scope="colgroup" colspan="{entry.width}">{link}</th>'


def column_heads(columns: Iterable[Column]) -> Markup:
    """The kinds of work over the columns; what entry.js must know of an open one stands in data-*."""
    return Markup("".join(map(_column_head, columns)))  # noqa: S704 - each of them is escaped


def _column_head(column: Column) -> str:
    sign = f'<abbr title="{escaped(column.title)}">{escaped(column.sign)}</abbr>' if column.sign else ""
    until = f" <small>до {date_short(column.deadline)}</small>" if column.late and column.deadline else ""
    return f'<th scope="col"{_open(column) if column.entry else ""}>{sign}{until}</th>'


def _open(column: Column) -> str:
    look = "open" if column.roll or not column.late else "open later"
    kind = f' data-k="{escaped(column.kind)}"' if column.open else ""
    roll = f' data-r="{"held" if column.held else "new"}"' if column.roll else ""
    return f' class="{look}" data-l="{column.lesson}" data-d="{date_short(column.day)}"{kind}{roll}'


def text_rows(entries: Iterable[Entry], second: str) -> Markup:
    """What the lessons were about, a row for each; without a title there is no second text."""
    return Markup("\n".join(_text_row(entry, bool(second)) for entry in entries))  # noqa: S704 - each of them is escaped


def _text_row(entry: Entry, second: bool) -> str:
    day = f'<th scope="row"><a href="/lessons/{entry.id}">{date_short(entry.day)}</a></th>'
    texts = f"<td>{escaped(entry.topic or '—')}</td>"
    if second:
        texts += f'<td class="pre">{escaped(entry.homework or "—")}</td>'
    return f'<tr>{day}{texts}<td class="notes">{escaped("; ".join(entry.notes))}</td></tr>'
