"""A list with more under it on one sheet: another class, those who left, another table (п. 4.4.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ejournal.importing import people_cells
from ejournal.importing.book import Row, Table
from ejournal.importing.class_list_columns import FIELDS, NEEDED
from ejournal.importing.class_list_seats import Seat, seated
from ejournal.importing.columns import Header, find, meanings, plain
from ejournal.importing.people_columns import NEEDED_NAME, NUMBER
from ejournal.importing.people_line import PersonLine
from ejournal.importing.remarks import Remark
from ejournal.wording import plural

OTHER = "Другая таблица"
_OF = (
    r"(список |сведения о )?((?:{})\w*)"
    r"( (из|в|за|с|о|учени\w+|обучающ\w+|учащ\w+|дет\w+|класс\w*|год\w*|течение|\S*\d\S*))*\W*"
)
_LEFT = re.compile(_OF.format("выбыл|выбывш|отчислен"), re.IGNORECASE)
_CAME = re.compile(_OF.format("прибыл|прибывш|зачислен"), re.IGNORECASE)


@dataclass
class Part:
    """Rows under one heading; `begins` is the row that begins what is not loaded, None of pupils."""

    header: Header
    seats: tuple[Seat, ...]
    begins: Row | None = None
    title: str = ""
    rows: list[Row] = field(default_factory=list)

    def remark(self, table: Table) -> Remark | None:
        """That its rows are not loaded; None when they are, or there are none."""
        rows = [row.number for row in self.rows if sum(map(bool, row.texts())) > 1]
        if self.begins is None or not rows:
            return None
        count = f"{len(rows)} {plural(len(rows), 'строка', 'строки', 'строк')}"
        where = f"{rows[0]}–{rows[-1]}" if len(rows) > 1 else f"{rows[0]}"
        reason = f"ниже начинается другая таблица, она не загружается: {count} ({where})"
        return Remark("warning", OTHER, self.title, reason, tuple(table.place(self.begins).items()))


def parts(table: Table, header: Header, seats: tuple[Seat, ...]) -> Iterator[Part]:
    """The rows of a table by the headings that stand among them; a heading typed once more is none."""
    part, above, past = Part(header, seats), "", header.below
    for index, row in enumerate(table.rows[header.below :], header.below):
        line = PersonLine(table, part.header, row)
        if index < past:
            continue
        if line.alone and (_LEFT.fullmatch(line.first) or _CAME.fullmatch(line.first)):
            yield part
            left = row if _LEFT.fullmatch(line.first) else None
            part = Part(part.header, part.seats, left, line.first if left else "")
        elif _is_heading(line) and (part.begins is not None or not _is_again(line)):
            own = _own(table, index)
            gone = part.begins if part.title == above and part.begins and not part.rows else None
            yield part
            title = above or ", ".join(text for text in row.texts() if text)
            if own is None or gone:
                part = Part(header, seats, gone or row, title)
            else:
                whole, theirs = seated(own, {})
                part, past = Part(whole, tuple(theirs)), index + own.below
        else:
            part.rows.append(row)
        above = line.first if line.alone else ""
    yield part


def _is_heading(line: PersonLine) -> bool:
    """Whether a row names columns: of words alone, with «ФИО» beside something else, or with «№»."""
    texts = line.row.texts()
    if sum(map(bool, texts)) < 2 or any(text[:1].isdecimal() for text in texts):
        return False
    titles = [plain(text) for text in texts if len(text) > 1 or text == "№"]  # «N» may be «no»
    if any(re.search(pattern, title) for title in titles for pattern in NUMBER.patterns):
        return True
    known = meanings(texts, FIELDS)
    own = [column for name, column in line.header.columns.items() if name in NEEDED_NAME]
    person = line.read_name().name is not None and not set(own) & set(known.values())
    if person or people_cells.birth_date(line.cell("birth_date"), date.max)[0] is not None:
        return False
    return len(known) > 1 and bool(known.keys() & NEEDED_NAME)


def _is_again(line: PersonLine) -> bool:
    """Whether a row is the heading of its list typed once more."""
    texts = enumerate(line.row.texts())
    return all(_is_title(text, line.header.title_at(index)) for index, text in texts if text)


def _is_title(text: str, title: str) -> bool:
    """Whether a cell says what the heading does, in one row or in one of two."""
    return plain(text) in {plain(title), *(plain(part) for part in re.split(r"[()]", title))}


def _own(table: Table, index: int) -> Header | None:
    """The heading of a list of pupils in a row, or in it and the next; None when it is of something else."""
    rows = table.rows[index : index + 3]
    found = find(replace(table, rows=rows, meanings=()), FIELDS, NEEDED)
    return found if found and found.rows[0] == table.rows[index].number else None
