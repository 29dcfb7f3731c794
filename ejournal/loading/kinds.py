"""The kinds of files that schools bring: how each is called, what its columns may mean, who prepares it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ejournal.importing import (
    class_list_columns,
    ktp_report,
    lost_cells,
    staff_columns,
    tables,
    timetable_list,
)
from ejournal.importing.book import Book
from ejournal.importing.columns import Field, Header, find
from ejournal.importing.corrections import corrected
from ejournal.importing.ktp_columns import FIELDS as KTP_FIELDS
from ejournal.importing.ktp_columns import NEEDED as KTP_NEEDED
from ejournal.importing.remarks import Remark
from ejournal.loading import class_list, curriculum, ktp, staff, timetable
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, judge
from ejournal.loading.preview import title_of
from ejournal.loading.scope import Page, Scope
from ejournal.models.imports import newest_change
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold, quoted

GRIDS = ("curriculum", "timetable")
SURELY = 3  # columns with a meaning, from which on a file is of a kind
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",  # a page of somebody's is never one of ours
    "csv": "text/csv",
    "txt": "text/plain",
}


@dataclass(frozen=True)
class Kind:
    """`meanings` are the Russian names of the meanings a column may have; `hint` says what the file holds.

    `asks` are the fields of Chosen that a person may fill.
    """

    title: str
    hint: str
    meanings: Mapping[str, str]
    fields: tuple[Field, ...]
    needed: Collection[frozenset[str]]
    prepare: Callable[[Book, str, Chosen, Scope], Prepared]
    asks: tuple[str, ...] = ()


KINDS = {
    "curriculum": Kind(
        "Учебный план",
        "часы в неделю: предметы по строкам, классы по графам",
        {},
        (),
        (),
        curriculum.prepare,
    ),
    "ktp": Kind(
        "КТП",
        "темы уроков с часами, датами и заданиями: одна строка — одна тема",
        ktp_report.MEANINGS,
        KTP_FIELDS,
        KTP_NEEDED,
        ktp.prepare,
        asks=("subject",),
    ),
    "staff": Kind(
        "Работники",
        "ФИО, СНИЛС, должность, предметы и классы, классное руководство",
        staff_columns.MEANINGS,
        staff_columns.FIELDS,
        staff_columns.NEEDED,
        staff.prepare,
        asks=("order", "since"),
    ),
    "timetable": Kind(
        "Расписание",
        "сетка — дни, уроки, классы по строкам и графам — или список: строка — урок",
        timetable_list.MEANINGS,
        timetable_list.FIELDS,
        timetable_list.NEEDED,
        timetable.prepare,
        asks=("since", "class_name"),
    ),
    "class_list": Kind(
        "Списки классов",
        "ученики с датами рождения, СНИЛС, адресами и родителями",
        class_list_columns.MEANINGS,
        class_list_columns.FIELDS,
        class_list_columns.NEEDED,
        class_list.prepare,
        asks=("order", "since", "class_name"),
    ),
}


def prepare(kind: str, book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """A file as it was understood and compared; Refusal when it is no file of this kind."""
    base = newest_change(kind)
    found = KINDS[kind].prepare(book, name, chosen, scope)
    lost = tuple(lost_cells.told(book, found.headers, found.rows, found.remarks, kind in GRIDS))
    told = found.going.remarks() + found.at_once.remarks() + tuple(_left_out(kind, book, found)) + lost
    report = [*(remark.fields() for remark in told), *found.summary.get("report", ())]
    return replace(
        found,
        base=base,
        rows=judge(book, lost, found.rows),
        remarks=(*told, *found.remarks),
        summary={**found.summary, "report": report},
        confirmed=chosen.gone == str(found.going.count),
        declared=chosen.together == str(found.at_once.count),
    )


def likely(kind: str, book: Book) -> str:
    """The kind that the headings of a file are of rather than of `kind`; "" when they say nothing."""
    found = {code: _known_columns(book, known) for code, known in KINDS.items()}
    best = max(found, key=lambda code: (found[code], code == kind))
    return best if found[best] >= SURELY and best != kind else ""


def _known_columns(book: Book, kind: Kind) -> int:
    """How many columns the headings of a file give a meaning to, taken as of a kind."""
    headers = (find(table, kind.fields, kind.needed) for table in book.tables if kind.fields)
    return max((len(header.columns) for header in headers if header), default=0)


def _left_out(kind: str, book: Book, found: Prepared) -> Iterator[Remark]:
    """The tables that are not read since a person said what their columns are: not left out in silence."""
    known = KINDS[kind]
    needed = "; ".join(" или ".join(sorted(known.meanings[name] for name in names)) for names in known.needed)
    for index, table in enumerate(book.tables):
        if table.meanings and index not in found.headers:
            yield Remark("error", title_of(table), "", f"не загружается: укажите графы — {needed}")


@dataclass(frozen=True)
class Choice:
    """What a person is asked that a file may not say: sheets, subjects, pages with those that are chosen."""

    sheets: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    subject: str = ""
    pages: tuple[tuple[Page, bool], ...] = ()

    @property
    def taken(self) -> tuple[str, ...]:
        """The titles of the chosen pages."""
        return tuple(page.title for page, taken in self.pages if taken)


def choice(book: Book, name: str, chosen: Chosen, scope: Scope) -> Choice:
    """The questions about a file; `book` is all of it."""
    sheets = tuple(table.sheet for table in book.tables if table.sheet is not None)
    if not scope.pages:
        return Choice(sheets)
    told = ktp.told(book, name, chosen)
    subjects = tuple(dict.fromkeys(page.group.subject.name for page in scope.pages))
    taken = ktp.wanted_of(book, told, chosen, scope.pages)
    named = {page.group.subject.name for page in scope.pages if page.group.id in taken}
    subject = named.pop() if len(named) == 1 else ktp.subject_of(told, scope.pages)
    offered = [page for page in scope.pages if page.group.subject.name == subject or page.group.id in taken]
    return Choice(sheets, subjects, subject, tuple((page, page.group.id in taken) for page in offered))


def since(kind: str, chosen: Chosen, scope: Scope) -> date | None:
    """The day from which a file is to be in force: a timetable from today on, lists from the year's first."""
    asked = {"timetable": scope.timetable_since, "staff": scope.staff_since}
    return asked.get(kind, scope.since)(chosen)


def read(content: bytes) -> Book:
    """The file as it came. Refusal: it cannot be read."""
    return tables.read(content)


def as_chosen(book: Book, chosen: Chosen) -> Book:
    """The file with the chosen sheet alone, as it was corrected."""
    return corrected(of_sheet(book, chosen.sheet) if chosen.sheet else book, chosen.corrections)


def of_sheet(book: Book, name: str) -> Book:
    """The file with one of its sheets alone."""
    kept = tuple(
        table for table in book.tables if table.sheet is not None and fold(table.sheet) == fold(name)
    )
    if not kept:
        names = ", ".join(quoted(table.sheet) for table in book.tables if table.sheet is not None)
        raise Refusal("", f"Листа {quoted(name)} в файле нет. Есть: {names or 'файл без листов'}.")
    return replace(book, tables=kept)


def headings(kind: str, book: Book, prepared: Prepared | None) -> dict[int, Header]:
    """The headings that are found in a file, by the index of the table: of one that is refused all of them,
    else those of what is read and of tables whose columns a person has said something of.
    """
    known = KINDS[kind]
    read = dict(prepared.headers) if prepared else {}
    left = [
        (index, table)
        for index, table in enumerate(book.tables if known.fields else ())
        if index not in read and (prepared is None or table.meanings)
    ]
    found = ((index, find(table, known.fields, ())) for index, table in left)
    return read | {index: header for index, header in found if header is not None}
