"""п. 4.2.1: the timetable of one teacher, room or class for the wall, by days: as .docx and as .xlsx."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper
from ejournal.documents.timetable import A4, HEAD, WallRow, book, row

BLANK = "timetable_week.docx"


@dataclass(frozen=True)
class WeekSheet:
    """The week of `whose`: «Белякова Н.Ю.», «каб. 12»; `since` is «действует с 30 ноября 2026 г.»."""

    school: str
    whose: str
    since: str
    rows: tuple[WallRow, ...]

    @property
    def title(self) -> str:
        return f"Расписание: {self.whose}, {self.since}"


def render(week: WeekSheet, made: datetime) -> bytes:
    """The week as .docx, A4 landscape, made at that moment."""
    return paper.render(BLANK, week, title=week.title, author=week.school, made=made)


def sheet(week: WeekSheet) -> bytes:
    """The week as .xlsx, to be printed on one page of A4."""
    return book((week.school, week.title, ""), week.rows, A4)


SAMPLE = WeekSheet(
    school="МОУ «Ёлкинская школа» & <Ко>",
    whose="Длиннофамильцева-Преображенско-Задунайская А.-М.",
    since="действует с 30 ноября 2026 г.",
    rows=(
        row("Урок", ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница"), HEAD),
        row("1", ("Алгебра & <начала>\n7 «Ё» класс, каб. 12", "", "", "Химия\n8 класс, каб. 4", "")),
    ),
)
EMPTY = WeekSheet(school="МОУ «Ёлкинская школа»", whose="каб. 12", since="на 1 июня 2027 г.", rows=())
