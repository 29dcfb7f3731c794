"""п. 4.2.2д: the log of missed and replaced lessons of a month, and the sheet of a day's changes."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents import paper
from ejournal.wording import date_numeric

LOG_BLANK = "substitutions.docx"
CHANGES_BLANK = "changes.docx"


@dataclass(frozen=True)
class LogRow:
    """One lesson that its own teacher did not give; what is not known is ""."""

    number: int
    day: str
    lesson: int
    group: str
    subject: str
    absent: str
    reason: str
    substitute: str
    taught: str
    hours: str
    note: str


@dataclass(frozen=True, order=True)
class Hours:
    """Hours that somebody gave for others in the month; `merged` of them with the own group."""

    name: str
    hours: int
    merged: int


@dataclass(frozen=True)
class SubstitutionLog:
    """The log of one month, «ноябрь 2026 г.».

    `given` lessons are those with attendance written; of the `unwritten` it is not, though they are over;
    nobody has decided about the `undecided` ones; decisions about those `ahead` are no rows yet.
    """

    school: str
    month: str
    rows: tuple[LogRow, ...]
    totals: tuple[Hours, ...]
    missed: int
    given: int
    unwritten: int
    deputy: str
    undecided: int
    ahead: int

    @property
    def title(self) -> str:
        return f"Журнал пропущенных и замещённых уроков, {self.month}"


@dataclass(frozen=True)
class Change:
    """What is otherwise on a day: nothing tells why somebody is absent."""

    lesson: int
    group: str
    subject: str
    absent: str
    instead: str
    room: str


@dataclass(frozen=True)
class Changes:
    """The changes of one day, for the wall; `note` is of the whole day."""

    school: str
    day: date
    note: str
    rows: tuple[Change, ...]
    deputy: str

    @property
    def title(self) -> str:
        return f"Изменения в расписании, {date_numeric(self.day)}"


def render_log(log: SubstitutionLog, made: datetime) -> bytes:
    """The log as .docx, made at that moment."""
    return paper.render(LOG_BLANK, log, title=log.title, author=log.school, made=made)


def render_changes(changes: Changes, made: datetime) -> bytes:
    """The sheet as .docx, made at that moment."""
    return paper.render(CHANGES_BLANK, changes, title=changes.title, author=changes.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская А.-М."
SAMPLE_LOG = SubstitutionLog(
    school="МОУ «Ёлкинская школа» & <Ко>",
    month="ноябрь 2026 г.",
    rows=(
        LogRow(
            number=1,
            day="23.11.2026",
            lesson=2,
            group="7 «Ё» класс, группа <2>",
            subject="Иностранный язык (английский) & <второй>",
            absent=LONG,
            reason="командировка, приказ № 61 «к» & <1> от 20.11.2026",
            substitute="Ёжикова Е.Ё.",
            taught="Правила «a < b & b > c»",
            hours="1",
            note="объединение групп",
        ),
    ),
    totals=(Hours("Ёжикова Е.Ё. & <Ко>", 1, 1),),
    missed=0,
    given=1,
    unwritten=2,
    deputy="Дымова Д.Ю.",
    undecided=3,
    ahead=4,
)
EMPTY_LOG = SubstitutionLog(
    school="МОУ «Ёлкинская школа»",
    month="июнь 2026 г.",
    rows=(),
    totals=(),
    missed=0,
    given=0,
    unwritten=0,
    deputy="",
    undecided=0,
    ahead=0,
)
SAMPLE_CHANGES = Changes(
    school="МОУ «Ёлкинская школа» & <Ко>",
    day=date(2026, 11, 24),
    note="По расписанию другого дня («понедельник»): 7 «Ё» & <8> класс.",
    rows=(
        Change(1, "7 «Ё» класс & <8>", "Алгебра", LONG, "Ёжикова Е.Ё. & <Ко>", "12 <а>"),
        Change(2, "1 класс", "Математика", LONG, "урока нет", ""),
    ),
    deputy="Дымова Д.Ю.",
)
EMPTY_CHANGES = Changes(school="МОУ «Ёлкинская школа»", day=date(2026, 11, 25), note="", rows=(), deputy="")
