"""The curriculum of a file: hours of the week by class and subject, and remarks about its rows (п. 4.5.1)."""

import re
from dataclasses import dataclass, field, replace

from ejournal.importing.book import Book, Table, text_of
from ejournal.importing.cells import hours as hours_of
from ejournal.importing.classes import grade_of
from ejournal.importing.columns import plain
from ejournal.importing.curriculum_columns import Column, Heading, heading
from ejournal.importing.line import Line
from ejournal.importing.remarks import Remark
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import decimal, fold, quoted

WEEKS, WEEKS_OF_GRADE_1 = 34, 33
ROUNDING = 0.06  # hours of a year do not divide evenly
MOST_HOURS = 40  # of a subject in a week
LONGEST_NAME = 120  # signs
NO_HOURS = {"", "-", "–", "—", "−", "х", "x", "*", "0", "нет"}
NOT_FOUND = (
    "В файле не нашлось учебного плана: нужна таблица, в шапке которой есть графа «Учебные предметы» "
    "и по графе на каждый класс («5 класс», «5А» или «V»)."
)
NO_CLASS = "класс в шапке не узнан, графа не загружается: если в ней часы класса, исправьте шапку («5А»)"
BY_PERIODS = (
    "часы записаны по периодам: впишите часы в неделю, а периоды, в которых идёт предмет, "
    "отметьте после загрузки на его странице журнала, «Кто ведёт страницу»"
)
NAMED_PERIOD = (
    "в названии предмета стоит период: предмет будет называться так, как написано; если это лишнее, "
    "исправьте название, а периоды отметьте после загрузки на его странице журнала, «Кто ведёт страницу»"
)

_PERIODS = re.compile(r"полугод|четверт|триместр")
_TOTAL = re.compile(
    r"(итог|всего|общ\w* (кол|объ|нагр|сумм)|сумма|количеств|недельная|(аудиторная |учебная )?нагрузка)"
)
_LIMIT = re.compile(r"максимальн|предельн|допустим")
_REQUIRED = re.compile(r"обязательн\w* част|инвариант|федеральн\w* компонент")
_CHOSEN = re.compile(r"формируем\w* участник|часть участник|вариативн|компонент образоват|региональн\w* комп")
_OUTSIDE = re.compile(r"внеурочн|коррекционно-развивающ")
_WEEKS = re.compile(r"(учебные|количество|число)( учебных)? недел[ьи]")
_YEARLY = re.compile(r"\b(в|за) (учебный )?год")


def number(hours: float) -> str:
    """«26,5», «21»."""
    return decimal(hours, 2).rstrip("0").rstrip(",") if hours % 1 else str(int(hours))


@dataclass(frozen=True)
class Hours:
    """Hours of the week of a subject in a class, of both parts of the curriculum together.

    `required` when some of them are of the obligatory part; `line` is the first row that names them.
    """

    class_name: str
    subject: str
    per_week: float
    line: Line
    required: bool


@dataclass(frozen=True)
class Total:
    """A row that sums up: by class, of the obligatory part (True), the other (False) or both (None)."""

    line: Line
    part: bool | None
    stated: tuple[tuple[Column, float], ...]
    counted: tuple[float, ...]


@dataclass
class Curriculum:
    """What was understood of a file: hours in its order, the stated limits by class, the remarks."""

    year: int
    hours: list[Hours] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: list[tuple[Table, Heading]] = field(default_factory=list)
    limits: dict[str, float] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)  # in `hours`, by class and subject
    added: list[tuple[Line, Line]] = field(default_factory=list)  # a row and that to which it is added
    empty: list[tuple[str, Line]] = field(default_factory=list)  # subjects without hours in any class
    refused: list[tuple[str, str]] = field(default_factory=list)  # class and subject of a cell that is wrong

    @property
    def classes(self) -> list[str]:
        return list(dict.fromkeys(hours.class_name for hours in self.hours))

    def of_class(self, name: str) -> float:
        """The hours of a class in a week."""
        return sum(hours.per_week for hours in self.hours if hours.class_name == name)


@dataclass
class _Sheet:
    """Reading one table: the part in which the row stands, and what was counted by part and class."""

    plan: Curriculum
    heading: Heading
    table: Table
    required: bool = True
    outside: bool = False
    counted: dict[tuple[bool, str], float] = field(default_factory=dict)

    def sum(self, name: str, part: bool | None) -> float:
        parts = (True, False) if part is None else (part,)
        return sum(self.counted.get((one, name), 0) for one in parts)


def understand(book: Book, year: int) -> Curriculum:
    """п. 4.5.1: the curriculum in a file for the school year that begins in `year`. Refusal when none is."""
    plan = Curriculum(year)
    found = [(table, head) for table in book.tables if (head := heading(table)) is not None]
    weekly = [(table, head) for table, head in found if not head.yearly]
    for table, head in weekly or found:
        plan.headers.append((table, head))
        plan.remarks += (
            Remark("warning", head.header.title_at(index), "", NO_CLASS, tuple(table.place().items()))
            for index in head.unread
        )
        sheet = _Sheet(plan, head, table)
        for row in table.rows[head.header.below :]:
            _take(sheet, Line(table, head.header, row))
    if not plan.hours and not plan.remarks:
        raise Refusal("", NOT_FOUND)
    return plan


def _take(sheet: _Sheet, line: Line) -> None:
    """One row: the name of a part, a total, a limit, or a subject with its hours."""
    name = line.text("subject") or line.text("area")
    said = plain(f"{line.text('area')} {line.text('subject')}")
    if line.header.repeated(line.row, "subject") or _WEEKS.search(said):
        return
    if _OUTSIDE.search(said):
        sheet.outside = True
    elif sheet.outside and not _LIMIT.search(said) and not (_REQUIRED.search(said) or _CHOSEN.search(said)):
        return
    elif _LIMIT.search(said):
        sheet.plan.limits |= {column.class_name: hours for column, hours in _numbers(sheet, line)}
    elif _TOTAL.match(said) or _TOTAL.match(plain(name)):
        _total(sheet, line, said)
    else:
        if part := _REQUIRED.search(said) or _CHOSEN.search(said):
            sheet.required, sheet.outside = part.re is _REQUIRED, False
        own = plain(line.text("subject"))
        if not part or (own and not (_REQUIRED.search(own) or _CHOSEN.search(own))):
            _subject(sheet, line, name)


def _numbers(sheet: _Sheet, line: Line) -> list[tuple[Column, float]]:
    cells = ((column, _hours(line, column)) for column in sheet.heading.classes)
    return [(column, hours) for column, hours in cells if isinstance(hours, float)]


def _total(sheet: _Sheet, line: Line, said: str) -> None:
    """A total is kept with what was counted so far; one of the year among hours of the week is not."""
    if _YEARLY.search(said) and not sheet.heading.yearly:
        return
    part = True if _REQUIRED.search(said) else False if _CHOSEN.search(said) else None
    stated = tuple(_numbers(sheet, line))
    counted = tuple(sheet.sum(column.class_name, part) for column, _ in stated)
    if part is None and not said.startswith("всего") and not sheet.required:
        alone = tuple(sheet.sum(column.class_name, False) for column, _ in stated)
        counted = alone if [hours for _, hours in stated] == list(alone) else counted
    sheet.plan.totals.append(Total(line, part, stated, counted))


def _subject(sheet: _Sheet, line: Line, name: str) -> None:
    cells = {column: _hours(line, column) for column in sheet.heading.classes}
    told = [hours for hours in cells.values() if hours is not None]
    if not any(isinstance(hours, float) for hours in told) and not (told and name):
        sheet.plan.empty.append((name.rstrip(" *"), line))
        return
    subject = _name(line, name)
    if isinstance(subject, Remark):
        sheet.plan.remarks.append(subject)
        return
    if _PERIODS.search(plain(subject)):
        sheet.plan.remarks.append(line.remark("warning", "subject", NAMED_PERIOD))
    for column, hours in cells.items():
        if isinstance(hours, float) and hours > MOST_HOURS:
            hours = f"часов в неделю больше {MOST_HOURS}"
        if isinstance(hours, str):
            sheet.plan.remarks.append(_remark(line, "error", column, hours))
            sheet.plan.refused.append((column.class_name, subject))
        elif hours:
            _add(sheet, line, Hours(column.class_name, subject, hours, line, sheet.required), column)
    _row_total(sheet, line, [hours for hours in told if isinstance(hours, float)])


def _row_total(sheet: _Sheet, line: Line, told: list[float]) -> None:
    """The hours of all classes that a row declares against those of its cells."""
    said = hours_of(line.cell("total"))
    yearly = any(column.yearly for column in sheet.heading.classes)
    if said is not None and not yearly and abs(said - sum(told)) > ROUNDING:
        reason = f"всего указано часов {number(said)}, а по классам {number(sum(told))}"
        sheet.plan.remarks.append(line.remark("warning", "total", reason))


def _name(line: Line, name: str) -> str | Remark:
    """The subject as it will be called: without the mark of a footnote."""
    try:
        subject = one_line(name.rstrip(" *"), limit=LONGEST_NAME, field=line.header.title("subject"))
    except Refusal as refusal:
        return line.remark("error", "subject", refusal.message)
    if not any(sign.isalpha() for sign in subject):
        return line.remark("error", "subject", "предмет не назван, а часы указаны")
    return subject


def _hours(line: Line, column: Column) -> float | str | None:
    """Hours of the week in a cell: a number, None for none, or why they cannot be told."""
    text = " ".join(text_of(line.row.at(column.index)).split())
    if plain(text) in NO_HOURS:
        return None
    weeks = WEEKS_OF_GRADE_1 if grade_of(column.class_name) == 1 else WEEKS
    both = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*[/(]\s*(\d+(?:[.,]\d+)?)\s*\)?", text)
    found = hours_of(both[1] if both else text)
    if found is None or (both and hours_of(both[2]) not in (found * WEEKS, found * WEEKS_OF_GRADE_1)):
        return BY_PERIODS if _PERIODS.search(plain(text)) or both else "часы записаны не числом"
    return round(found / weeks, 2) if column.yearly and not both else found


def _add(sheet: _Sheet, line: Line, new: Hours, column: Column) -> None:
    """Hours of both parts together; a second row of the same part is added and told, one elsewhere not."""
    hours = sheet.plan.hours
    key = (new.class_name, fold(new.subject))
    index = sheet.plan.places.setdefault(key, len(hours))
    if index == len(hours):
        hours.append(new)
    else:
        old = hours[index]
        if old.line.table is not line.table:
            reason = f"часы предмета уже указаны: {_where(old)}; вторая запись не загружается"
            sheet.plan.remarks.append(_remark(line, "error", column, reason))
            return
        if old.required == new.required:
            reason = f"предмет назван ещё раз после строки {old.line.row.number}; часы сложены"
            sheet.plan.remarks.append(_remark(line, "warning", column, reason))
        sheet.plan.added.append((line, old.line))
        total = old.per_week + new.per_week
        hours[index] = replace(old, per_week=total, required=old.required or new.required)
    own = (sheet.required, column.class_name)
    sheet.counted[own] = sheet.counted.get(own, 0) + new.per_week


def _where(hours: Hours) -> str:
    """«лист «5–9», строка 6»."""
    sheet = hours.line.table.sheet
    return (f"лист {quoted(sheet)}, " if sheet else "") + f"строка {hours.line.row.number}"


def _remark(line: Line, severity: str, column: Column, reason: str) -> Remark:
    """A remark about the hours of a class in a row."""
    place = tuple(line.table.place(line.row).items())
    title = line.header.title_at(column.index) or f"{column.class_name} класс"
    return Remark(severity, title, text_of(line.row.at(column.index)), reason, place)
