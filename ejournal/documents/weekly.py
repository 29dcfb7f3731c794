"""п. 4.4.5, 4.6.6: «Сведения за неделю»: one sheet of A4 for each pupil whose family is on paper."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "week_sheets.docx"


@dataclass(frozen=True)
class LessonLine:
    """A lesson of the week; `day` is said at the first one of a day, "" at the others."""

    day: str
    number: str
    subject: str
    topic: str
    homework: str
    marks: str
    absence: str


@dataclass(frozen=True)
class SubjectLine:
    """A subject in the period so far."""

    subject: str
    week: str
    marks: str
    average: str
    missed: str
    expected: str


@dataclass(frozen=True)
class WeekSheet:
    """The sheet of one pupil; `link` goes into the QR of the stub.

    `joined`: the topic and the task share a cell; `dense`: and are in small letters, as it is a full week;
    `cut`: some texts are not whole for all that.
    """

    pupil: str
    class_name: str
    week: str
    period: str
    teacher: str
    lessons: tuple[LessonLine, ...]
    subjects: tuple[SubjectLine, ...]
    absences: str
    controls: str
    link: str
    joined: bool = False
    dense: bool = False
    cut: bool = False


@dataclass(frozen=True)
class WeekSheets:
    """The sheets of a class for a week, in the order of the roll; `number` is «№ 3 / 2026» of the batch."""

    school: str
    phone: str
    sheets: tuple[WeekSheet, ...]
    number: str = ""

    @property
    def title(self) -> str:
        about = {f"{sheet.class_name}, {sheet.week}" for sheet in self.sheets}
        return ", ".join(("Сведения за неделю", *sorted(about)))


def render(sheets: WeekSheets, made: datetime) -> bytes:
    """The sheets as .docx, made at that moment."""
    return paper.render(BLANK, sheets, title=sheets.title, author=sheets.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская Анна-Мария"
_LESSON = LessonLine(
    "пн 23.11",
    "1",
    "Иностранный язык (английский)",
    "Правила «a < b & b > c»: ёжик и стоимость билетов",
    "§ 5, № 6 < 7 & 8, выучить «Ёлочку» наизусть",
    "4/5 — контрольная работа",
    "опоздала",
)
SAMPLE = WeekSheets(
    school="МОУ «Ёлкинская школа» & <Ко>",
    phone="+79000000000",
    sheets=(
        WeekSheet(
            pupil=LONG,
            class_name="7 «Ё» класс",
            week="23–29 ноября 2026 г.",
            period="II четверть",
            teacher="Нилова Н.С.",
            lessons=tuple(
                LessonLine(*(day, *rest))
                for day in ("пн 23.11", "вт 24.11", "ср 25.11", "чт 26.11", "пт 27.11")
                for number in range(1, 7)
                for rest in [(str(number), *list(vars(_LESSON).values())[2:])]
            ),
            subjects=tuple(
                SubjectLine(f"Предмет «Ё» & <{number}>", "4", "5 4 3 4 5 2 4 4", "3,97", "2", "4")
                for number in range(12)
            ),
            absences="уроков 6, из них по болезни 4, без уважительной причины 1, причина не указана 1",
            controls="01.12 — Алгебра & <геометрия>",
            link="https://journal.example.ru/q/Tq3nVx0ZkLw7pR5xyz",
            dense=True,
            cut=True,
        ),
        WeekSheet(
            "Ёжиков Ё.", "7 «Ё» класс", "23–29 ноября 2026 г.", "", "", (), (), "нет", "", "https://a.ru/q/1"
        ),
    ),
    number="№ 12 / 2026",
)
