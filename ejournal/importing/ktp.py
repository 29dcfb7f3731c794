"""КТП of a file: sections, topics with their hours and days, and remarks about its rows (п. 2.2, 4.5.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ejournal.importing import cells, ktp_plain
from ejournal.importing import ktp_extra as extra
from ejournal.importing.book import Book, Table
from ejournal.importing.columns import Header, find, untangled
from ejournal.importing.ktp_columns import FIELDS, NEEDED
from ejournal.importing.ktp_extra import Extra
from ejournal.importing.line import Line
from ejournal.importing.remarks import Remark
from ejournal.rules import plan_columns
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line

CLAUSE = "4.5.1"
MOST_HOURS = 40  # in one row
LONGEST = {"topic": 1000, "homework": 2000, **plan_columns.LONGEST}  # signs
NO_PLAN = (
    "В файле не нашлось КТП: нужна таблица, в шапке которой есть графа «Тема урока» "
    "и графа «№ урока», «Часы» или «Дата»."
)

_TOTAL = re.compile(r"(итог|всего|общее кол|количество часов|за год\b)", re.IGNORECASE)
_SIGNED = re.compile(
    r"(учител|преподавател|составил|директор|зам\b|заместител|руководител|согласован|утвержд).*(_{2,}|/)",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"([IVX1-4]+|перв\w+|втор\w+|трет\w+|четв\w+)(-?[а-я]{1,2})?\s+(четверть|полугодие|триместр)\b",
    re.IGNORECASE,
)
_SECTION_MARK = re.compile(r"(раздел|глава|модуль)\b\s*([IVXLХ\d]+(\.\d+)*)?\s*[.:]?\s*", re.IGNORECASE)
_SECTION_HOURS = re.compile(r"\s*[(–—-]?\s*(\d{1,3})\s*ч(ас|аса|асов)?\.?\s*\)?\.?$", re.IGNORECASE)
_TOPIC_REMARK = re.compile(r"^(РР|Р/Р|Р\.\s?Р|ВЧ|Вн\.\s?чт)\.?\s*[.:]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class PlanLine(Line):
    """A row of a КТП."""

    @property
    def numbers(self) -> list[int] | None:
        return cells.lesson_numbers(self.cell("number"))

    @property
    def parts(self) -> bool:
        """Whether the row is numbered within its section: «2.1»."""
        return re.fullmatch(r"\d{1,3}(\.\d{1,3})+\.?", self.text("number")) is not None

    @property
    def hours(self) -> float | None:
        return cells.hours(self.cell("hours"))


@dataclass(frozen=True)
class Item:
    """A row with a topic: one lesson an hour; `kind` is a code of rules.works or "".

    `term` counts from 1 the quarters that the file names between its topics, 0 when it names none.
    """

    line: PlanLine
    section: str
    topic: str
    lessons: int
    numbers: tuple[int, ...]
    days: cells.Days | None
    homework: str
    kind: str
    term: int
    extra: Extra


@dataclass
class Plan:
    """What was understood of a file: its items in order, the hours it declares, the remarks.

    `plain`: it has no heading, what its columns are was told by what stands in them.
    """

    year: int
    subject: str
    items: list[Item] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: list[tuple[Table, Header]] = field(default_factory=list)
    section_hours: dict[str, tuple[PlanLine, int]] = field(default_factory=dict)
    total: tuple[PlanLine, int] | None = None
    term: int = 0
    plain: bool = False

    @property
    def hours(self) -> int:
        """Academic hours, one a lesson."""
        return sum(item.lessons for item in self.items)


def understand(book: Book, year: int, subject: str) -> Plan:
    """п. 4.5.1: the plan in a file; `year` is that in which the school year begins. Refusal when none is."""
    plan = Plan(year, subject)
    section = ""
    found = list(_plans(book))
    # A programme has a table of its sections too: only that of the lessons has days.
    dated = [(table, header) for table, header in found if "date" in header.columns]
    for table, header in dated or found:
        plan.headers.append((table, header))
        plan.term += any(_TERM.match(line) for line in table.before)
        lines = [PlanLine(table, header, row) for row in table.rows[header.below :]]
        in_parts = any(line.parts for line in lines)
        for line in lines:
            section = _take(plan, line, section, in_parts)
    if not found and (listed := ktp_plain.heading(book)):
        _take_list(plan, book.tables[0], listed)
    if not plan.items and not plan.remarks:
        raise Refusal("", NO_PLAN)
    return plan


def _take_list(plan: Plan, table: Table, header: Header) -> None:
    """The lines of a list without a heading."""
    plan.headers.append((table, header))
    plan.plain, section = True, ""
    read, rows = ktp_plain.spread(header, table.rows[header.below :])
    lines = [PlanLine(table, read, row) for row in rows]
    in_parts = any(line.parts for line in lines)
    for line in lines:
        section = _take(plan, line, section, in_parts)


def _plans(book: Book) -> Iterator[tuple[Table, Header]]:
    """The tables that are plans; one without a heading goes on from the one above it."""
    above: Header | None = None
    for table in book.tables:
        header = find(table, FIELDS, NEEDED)
        if header is None and above is not None and _goes_on(table, above):
            header = Header((), 0, above.columns, above.titles)
        if header is not None and "correction" not in header.columns:
            above = header
            yield table, header


def _goes_on(table: Table, above: Header) -> bool:
    """Whether a table without a heading is the rest of the one above: as wide, and numbered."""
    wide = max((len(row.cells) for row in table.rows), default=0)
    return wide == len(above.titles) and any(PlanLine(table, above, row).numbers for row in table.rows)


def _take(plan: Plan, line: PlanLine, section: str, in_parts: bool) -> str:
    """One row into the plan; the section that the next row belongs to.

    Where lessons are numbered `in_parts`, «2.1», the row «2» is the section they are parts of.
    """
    if line.header.repeated(line.row, "topic"):
        return section
    if line.numbers is None and _is_aside(plan, line):
        return section
    if not (line.parts if in_parts else line.numbers) and (in_parts or not _is_item(line)):
        return _section(plan, line) or section
    if named := line.text("section"):
        section, _ = _named(named)
    item = _item(line, section, plan)
    if isinstance(item, Remark):
        plan.remarks.append(item)
    else:
        plan.items.append(item)
    return section


def _is_aside(plan: Plan, line: PlanLine) -> bool:
    """Whether a row without a number is a total, a signature or the name of a term; what it says is kept."""
    if _TOTAL.match(line.first):
        plan.total = _declared(line) or plan.total
        return True
    if _TERM.match(line.first):
        plan.term += 1
        return True
    return _SIGNED.match(line.first) is not None


def _is_item(line: PlanLine) -> bool:
    """Whether a row without a number is a lesson: it has a topic and a day, homework, or hours."""
    topic = line.text("topic")
    if not topic:
        return False
    if line.text("date") or line.text("homework"):
        return True
    if "number" in line.header.columns or _SECTION_MARK.match(topic):
        return False
    return bool(line.text("hours")) and not _SECTION_HOURS.search(topic)


def _section(plan: Plan, line: PlanLine) -> str:
    """The title of a section row; what it says of hours is kept to be compared."""
    title, said = _named(line.text("topic") or line.first)
    hours = int(line.hours) if line.hours is not None else said
    if title and hours is not None:
        plan.section_hours[title] = (line, hours)
    return title


def _named(text: str) -> tuple[str, int | None]:
    """«Раздел 2. Текст (13 ч)» → «Текст», 13."""
    text = " ".join(text.split())
    hours = _SECTION_HOURS.search(text)
    title = text[: hours.start()] if hours else text
    if mark := _SECTION_MARK.match(title):
        title = title[mark.end() :].rstrip(" .") or title
    return title.strip(), int(hours.group(1)) if hours else None


def _declared(line: PlanLine) -> tuple[PlanLine, int] | None:
    """The hours of a total row: in their column, or said in words."""
    if line.hours is not None:
        return line, int(line.hours)
    words = re.search(r"(\d{1,4})\s*(ч|час)", " ".join(line.row.texts()))
    return (line, int(words.group(1))) if words else None


def _item(line: PlanLine, section: str, plan: Plan) -> Item | Remark:
    """п. 3.6, 4.5.1: a row with a topic, or why it is not loaded."""
    try:
        topic = one_line(line.text("topic"), limit=LONGEST["topic"], field=line.header.title("topic"))
    except Refusal as refusal:
        return line.remark("error", "topic", refusal.message)
    if not topic:
        return line.remark("error", "topic", "тема урока не указана (Положение, п. 3.6)")
    lessons = _lessons(line)
    if isinstance(lessons, str):
        return line.remark("error", "hours", lessons)
    days = cells.days(line.cell("date"), plan.year)
    numbers = tuple(line.numbers or ())
    beside = {name: limit for name, limit in LONGEST.items() if name != "topic"}
    homework, *others = (extra.fitted(line, name, most, plan.remarks) for name, most in beside.items())
    said = extra.of(line, lessons, others, plan.remarks)
    kind = extra.kind_of(line, work_kind(topic), plan.remarks)
    return Item(line, section, topic, lessons, numbers, days, homework, kind, plan.term, said)


def _lessons(line: PlanLine) -> int | str:
    """How many lessons a row stands for: its hours, else its numbers, else one; or why it cannot be told."""
    if not line.text("hours"):
        return len(line.numbers or [1])
    if line.hours is None:
        return "часы записаны не числом"
    if not line.hours.is_integer() or not 1 <= line.hours <= MOST_HOURS:
        return f"часов в строке должно быть целое число от 1 до {MOST_HOURS}"
    return int(line.hours)


def work_kind(topic: str) -> str:
    """«control», «laboratory», «practical» or "": as the topic begins, whatever the remark before it."""
    text = untangled(_TOPIC_REMARK.sub("", topic)).lower()
    if re.match(r"((входн|итогов)\w+ )?контрольн", text):
        return "control"
    if "лабораторная работа" in text:
        return "laboratory"
    return "practical" if re.search(r"(?<!лабораторно-)практическая работа", text) else ""
