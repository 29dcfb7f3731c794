"""п. 4.2.2: «Справка по итогам проверки электронных журналов», and the sheet of who knows of it."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents import paper
from ejournal.wording import DASH, NBSP, date_numeric

BLANK, SHEET_BLANK = "certificate.docx", "acquaintance.docx"


@dataclass(frozen=True)
class IndicatorRow:
    """Table А: `before` and `change` are of the last check."""

    title: str
    value: str
    before: str
    change: str
    verdict: str


@dataclass(frozen=True)
class FirstRow:
    """Table А when there was no check before."""

    title: str
    value: str
    verdict: str


@dataclass(frozen=True)
class TeacherRow:
    """Table Б: per cents and averages as they are printed."""

    number: int
    name: str
    about: str
    lessons: int
    topics: str
    homeworks: str
    roll: str
    average: str
    none: str
    single: str
    in_time: str
    behind: int


@dataclass(frozen=True)
class ClassRow:
    """Table В: `weeks` tells of the weeks that the class teacher has not closed."""

    name: str
    leader: str
    pupils: int
    topics: str
    homeworks: str
    roll: str
    average: str
    none: str
    single: str
    in_time: str
    behind: int
    weeks: str


@dataclass(frozen=True)
class RemarkRow:
    """Table Г: the pages, who answers for them, what is to be put right, where, until when.

    `number`: «3», of several remarks in one row «3–5, 8».
    """

    number: str
    place: str
    teacher: str
    what: str
    where: str
    due: str


@dataclass(frozen=True)
class AdviceRow:
    """A recommendation: who, what, until when."""

    number: int
    who: str
    what: str
    until: str


@dataclass(frozen=True)
class KnownRow:
    """A line of who is acquainted: `day` and `sign` are empty for the hand."""

    number: int
    name: str
    position: str
    day: str
    sign: str


@dataclass(frozen=True)
class Certificate:
    """The certificate; `number` is «№ 3», "" of a draft, and so is `link`, which goes into the QR.

    With `compared` no `first` is printed.
    """

    school: str
    place: str
    day: date
    number: str
    heading: str
    basis: str
    days: str
    span: str
    object: str
    subject: str
    checker: str
    results: tuple[str, ...]
    first: tuple[FirstRow, ...]
    compared: tuple[IndicatorRow, ...]
    conclusions: tuple[str, ...]
    advice: tuple[AdviceRow, ...]
    again: str
    signer: str
    known: tuple[KnownRow, ...]
    teachers: tuple[TeacherRow, ...]
    classes: tuple[ClassRow, ...]
    remarks: tuple[RemarkRow, ...]
    link: str

    @property
    def title(self) -> str:
        return f"Справка {self.heading}"


@dataclass(frozen=True)
class Acquaintance:
    """Who was to read a paper, and who has; `people` and `work` head the columns of names and positions."""

    school: str
    about: str
    known: tuple[KnownRow, ...]
    people: str = "Фамилия, инициалы"
    work: str = "Должность"

    @property
    def title(self) -> str:
        return f"Лист ознакомления, {self.about}"


def render(certificate: Certificate, made: datetime) -> bytes:
    """The certificate as .docx, made at that moment."""
    return paper.render(BLANK, certificate, title=certificate.title, author=certificate.school, made=made)


def render_sheet(sheet: Acquaintance, made: datetime) -> bytes:
    """The sheet as .docx, made at that moment."""
    return paper.render(SHEET_BLANK, sheet, title=sheet.title, author=sheet.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская А.-М."
SAMPLE = Certificate(
    school="МОУ «Ёлкинская школа» & <Ко>",
    place="с. Ёлкино & <Ко>",
    day=date(2026, 11, 30),
    number=f"№{NBSP}3",
    heading="о результатах проверки электронных журналов 1–11 & <12> классов за 2–27 ноября 2026 г.",
    basis="план внутришкольного контроля & приказ № 7 <к>",
    days=date_numeric(date(2026, 11, 30)),
    span="2–27 ноября 2026 г.",
    object="страницы журналов 1–11 «Ё» классов: 187",
    subject="наличие КТП; отметки и задания & <прочее>",
    checker=f"{LONG}, заместитель директора по УВР",
    results=("Темы внесены на 98,6 % уроков & <др.>; полностью заполнены страницы учителей: Ёжикова Е.Ё.",),
    first=(FirstRow("Записаны темы & <др.>", "98,6 %", "выполняется"),),
    compared=(
        IndicatorRow(
            "Записаны темы & <др.>", "98,6 % (1 302 из 1 321)", "95,1 %", "↑ 3,5 п. п.", "выполняется"
        ),
    ),
    conclusions=("Требования Положения «выполняются» & замечания <единичны>.",),
    advice=(AdviceRow(1, LONG, "записать темы уроков — 4 & <др.> (табл. Г, № 1)", "07.12.2026"),),
    again="11.12.2026",
    signer="Д.Ю. Ёжикова",
    known=(KnownRow(1, LONG, "учитель «труда» & <классный руководитель>", "", ""),),
    teachers=(
        TeacherRow(
            *(1, LONG, "Иностранный язык (английский) & <второй>: 5, 6, 7 «Ё»", 79, "100 %", "98,1 %"),
            *("97,5 %", "3,42", "9,7 %", "13,3 %", "91,6 %", 2),
        ),
    ),
    classes=(
        ClassRow(
            *("7 «Ё» & <8>", LONG, 25, "100 %", "98 %", "97,5 %", "3,42", "9,7 %", "13,3 %", "91,6 %"),
            *(2, "не закрыто: 1"),
        ),
    ),
    remarks=(
        RemarkRow(
            "1–3, 5", "7 «Ё» класс, Алгебра & <др.>", LONG, "Нет темы урока", "03.11, 2-й урок", "07.12.2026"
        ),
    ),
    link="https://journal.example.ru/q/0123456789abcdef0123456789abcdef",
)
EMPTY = Certificate(
    school="МОУ «Ёлкинская школа»",
    place="",
    day=date(2026, 11, 30),
    number="",
    heading="о результатах проверки электронных журналов 7 класса за 23 ноября 2026 г.",
    basis="",
    days=date_numeric(date(2026, 11, 30)),
    span="23 ноября 2026 г.",
    object="страницы журналов 7 класса: 0",
    subject="наличие КТП",
    checker="",
    results=(),
    first=(FirstRow("Записаны темы", DASH, DASH),),
    compared=(),
    conclusions=(),
    advice=(),
    again="",
    signer="",
    known=(),
    teachers=(),
    classes=(),
    remarks=(),
    link="",
)
SAMPLE_SHEET = Acquaintance(
    school="МОУ «Ёлкинская школа» & <Ко>", about="справка № 3 от 30.11.2026 & <др.>", known=SAMPLE.known
)
EMPTY_SHEET = Acquaintance(school="МОУ «Ёлкинская школа»", about="справка № 1 от 30.11.2026", known=())
