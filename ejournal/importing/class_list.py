"""Class lists of a file: pupils with their guardians and groups, and remarks about the rows (п. 4.4.1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ejournal.importing import class_list_checks as checks
from ejournal.importing import people_cells
from ejournal.importing.book import Book, Table
from ejournal.importing.class_list_columns import FIELDS, NEEDED
from ejournal.importing.class_list_parts import Part, parts
from ejournal.importing.class_list_seats import Seat, seated
from ejournal.importing.classes import class_name as class_of
from ejournal.importing.classes import titled_class
from ejournal.importing.columns import Header
from ejournal.importing.guardians import Guardian, guardians
from ejournal.importing.merged import Cells
from ejournal.importing.people import Name, nobody, read_sex
from ejournal.importing.people_line import PersonLine, headed, titles
from ejournal.importing.remarks import Remark
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import quoted

LONGEST_ADDRESS = 300  # signs
NO_LIST = (
    "В файле не нашлось списка класса: нужна таблица, в шапке которой есть графа «ФИО» "
    "(или «Фамилия» и «Имя») и графа «Дата рождения»."
)
CLASS_TYPED = "впишите его в поле «Класс, если файл его не называет»"
NO_CLASS = (
    "{}не сказано, какой это класс. Напишите класс в заголовке списка, в имени листа или в графе «Класс», "
    f"либо {CLASS_TYPED}."
)


@dataclass(frozen=True)
class PupilLine(PersonLine):
    """A row of a class list; `seats` are the columns of each parent."""

    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Pupil:
    """A row with a pupil; `sex` is m, f, or None when nothing tells it; `snils` is "" when there is none.

    `groups` are pairs of a subject and a group of it: «Иностранный язык (английский)», «1».
    """

    line: PupilLine
    class_name: str
    surname: str
    name: str
    patronymic: str
    sex: str | None
    birth_date: date
    snils: str
    address: str
    phone: str
    paper_form: bool
    guardians: tuple[Guardian, ...]
    groups: tuple[tuple[str, str], ...]

    @property
    def full(self) -> str:
        return Name(self.surname, self.name, self.patronymic).full


@dataclass
class ClassList:
    """What was understood of a file: its pupils in order, the remarks, the rows that are not loaded.

    `classes` are those of the tables, "" for a table whose rows name their classes themselves.
    """

    year: int
    pupils: list[Pupil] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: list[tuple[Table, Header]] = field(default_factory=list)
    refused: list[PupilLine] = field(default_factory=list)
    seats: list[list[Seat]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)


def understand(book: Book, year: int, today: date, class_name: str | None) -> ClassList:
    """п. 4.4.1: the pupils in a file; `class_name` is for a file that does not name its class.

    Refusal when there is no list in it, or nothing says of which class it is.
    """
    found = ClassList(year)
    known = checks.Known(year)
    given = _given(class_name)
    for table, whole in headed(book, FIELDS, NEEDED):
        header, seats = seated(whole, dict(table.meanings))
        found.headers.append((table, header))
        found.seats.append(seats)
        found.classes.append(_class_of(found, table, header, given))
        pieces = list(parts(table, header, tuple(seats)))
        found.remarks += filter(None, (part.remark(table) for part in pieces))
        for line, own_class in _rows(table, pieces, found.classes[-1]):
            _take(found, known, line, own_class, today)
        found.remarks += checks.totals(table, header, _count(found, table))
    if not found.pupils and not found.refused:
        raise Refusal("", NO_LIST)
    found.remarks += checks.whole(found.headers)
    return found


def _count(found: ClassList, table: Table) -> int:
    return sum(pupil.line.table is table for pupil in found.pupils) + sum(
        line.table is table for line in found.refused
    )


def _given(class_name: str | None) -> str:
    """The class that whoever loads the file names, as «7А»."""
    named = class_of(class_name or "")
    if class_name and not named:
        raise Refusal("", f"{quoted(class_name)} не класс, нужен вида 7 или 7А.")
    return named


def _class_of(found: ClassList, table: Table, header: Header, given: str) -> str:
    """The class of a whole table: its title says it, the name of its sheet, or who loads it.

    A table without a heading of its own is the rest of the one above.
    """
    said = titled_class(titles(table, header))
    sheet = class_of(table.sheet or "") or titled_class([table.sheet or ""])
    if said and sheet and said != sheet:
        found.remarks.append(checks.another_class(table, said))
    above = found.classes[-1] if found.classes and not header.rows else ""
    return said or sheet or above or given


def _rows(table: Table, pieces: Sequence[Part], class_name: str) -> Iterator[tuple[PupilLine, str]]:
    """The rows about pupils, each with its class: a row «5А класс» between them names that of the next.

    A class that is written once in cells merged down is that of every row beside them.
    """
    cells = Cells(table)
    for part, row in ((piece, row) for piece in pieces for row in piece.rows):
        own = part.header.columns.get("class")
        line = PupilLine(table, part.header, row if own is None else cells.filled(row, own), part.seats)
        if line.alone and (named := class_of(line.first) or titled_class([line.first])):
            class_name = named
        elif part.begins is not None:
            continue
        elif _born(line) or not (
            line.is_aside or line.alone_words or not (line.typed_name or line.filled > 1)
        ):
            yield line, class_name


def _born(line: PupilLine) -> bool:
    """Whether a row has a birth date beside a name: whatever else it says, it is about somebody."""
    return bool(line.typed_name) and people_cells.birth_date(line.cell("birth_date"), date.max)[0] is not None


def _take(found: ClassList, known: checks.Known, line: PupilLine, class_name: str, today: date) -> None:
    """A row into the list, or among those refused; its remarks in any case."""
    own, fault = _own_class(line, class_name)
    pupil, remarks = _pupil(line, own, today)
    if fault:
        remarks.append(line.remark("error", "class", fault))
    if pupil is not None and not fault:
        remarks += known.told(pupil)
    found.remarks += remarks
    if pupil is None or any(remark.severity == "error" for remark in remarks):
        found.refused.append(line)
    else:
        known.add(pupil)
        found.pupils.append(pupil)


def _own_class(line: PupilLine, class_name: str) -> tuple[str, str]:
    """The class of a row by its own column, else that of its table; or why it cannot be told."""
    typed = line.text("class")
    if not nobody(typed):
        letter = line.text("letter")
        whole = line.cell("class") if nobody(letter) else f"{typed}{letter}"
        return (own, "") if (own := class_of(whole)) else ("", "класс не распознан: нужен вида 7 или 7А")
    if class_name:
        return class_name, ""
    if "class" in line.header.columns:
        return "", "класс не указан"
    sheet = f"Лист «{line.table.sheet}»: " if line.table.sheet is not None else "В файле "
    raise Refusal("", NO_CLASS.format(sheet))


def _pupil(line: PupilLine, class_name: str, today: date) -> tuple[Pupil | None, list[Remark]]:
    """The pupil of a row, or None; an error among the remarks says why, a warning what is doubtful."""
    named = line.read_name()
    born, no_birth = people_cells.birth_date(line.cell("birth_date"), today)
    snils, bad_snils = people_cells.snils(line.cell("snils"))
    address, bad_address = _address(line)
    phone, bad_phone = people_cells.phone(line.cell("phone"))
    sex, bad_sex = read_sex(line.text("sex"), named.name.patronymic if named.name else "")
    own, about_guardians = guardians(line, line.seats)
    faults = (
        ("error", "full_name", named.error),
        *(("warning", "full_name", warning) for warning in named.warnings),
        ("warning", "sex", bad_sex),
        ("error", "birth_date", no_birth),
        ("error", "snils", bad_snils),
        ("warning", "address", bad_address),
        ("warning", "phone", bad_phone),
    )
    remarks = [line.remark(severity, name, fault) for severity, name, fault in faults if fault]
    remarks += [*about_guardians, *line.too_long()]
    name = named.name
    if name is None or born is None:
        return None, remarks
    paper = checks.paper_form(line)
    groups = tuple(_groups(line))
    pupil = Pupil(line, class_name, *name, sex, born, snils, address, phone, paper, own, groups)
    return pupil, remarks


def _address(line: PupilLine) -> tuple[str, str]:
    try:
        return one_line(line.text("address"), limit=LONGEST_ADDRESS, field="Адрес"), ""
    except Refusal as refusal:
        return "", f"адрес не загружается: {refusal.message.rstrip('.')}"


def _groups(line: PupilLine) -> Iterator[tuple[str, str]]:
    for name in line.header.columns:
        kind, _, subject = name.partition(".")
        if kind == "group" and (group := checks.group(line.text(name))):
            yield subject, group
