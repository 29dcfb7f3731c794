"""п. 4.4.4: notices to families: the marks that are expected (13.6), and those that are feared (13.7)."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents import paper

BLANK, RISK_BLANK = "forecast.docx", "risk.docx"


@dataclass(frozen=True)
class Line:
    """A subject; texts as they are printed, "" where there is nothing to say."""

    subject: str
    marks: str
    average: str
    expected: str
    advice: str


@dataclass(frozen=True)
class Notice:
    """The notice of one pupil; `greeting` is «Уважаемая Ольга Львовна!»."""

    greeting: str
    day: date
    pupil: str
    class_name: str
    period: str
    lines: tuple[Line, ...]
    attention: str
    missed: int
    unexcused: int
    teacher: str
    link: str = ""  # goes into the QR


@dataclass(frozen=True)
class Notices:
    """Notices about the expected marks, each on a page of its own."""

    school: str
    notices: tuple[Notice, ...]
    number: str = ""  # of the register

    @property
    def title(self) -> str:
        return _title("Прогноз итоговых отметок", self.notices)


@dataclass(frozen=True)
class Danger:
    """A subject that may end badly, with the teacher who is to be asked."""

    subject: str
    marks: int
    twos: int
    missed: int
    feared: str
    missing: str
    teacher: str


@dataclass(frozen=True)
class Caution:
    """The warning about one pupil."""

    greeting: str
    day: date
    pupil: str
    class_name: str
    period: str
    lines: tuple[Danger, ...]
    teacher: str
    link: str = ""  # goes into the QR


@dataclass(frozen=True)
class Cautions:
    """Cautions, each on a page of its own."""

    school: str
    notices: tuple[Caution, ...]
    number: str = ""  # of the register

    @property
    def title(self) -> str:
        return _title("Уведомление о неуспеваемости", self.notices)


def _title(what: str, notices: tuple[Notice, ...] | tuple[Caution, ...]) -> str:
    if len(notices) == 1:
        return f"{what}, {notices[0].pupil}, {notices[0].period}"
    return f"{what}, {notices[0].class_name}, {notices[0].period}" if notices else what


def render(notices: Notices, made: datetime) -> bytes:
    """The notices as .docx, made at that moment."""
    return paper.render(BLANK, notices, title=notices.title, author=notices.school, made=made)


def render_cautions(cautions: Cautions, made: datetime) -> bytes:
    """The warnings as .docx, made at that moment."""
    return paper.render(RISK_BLANK, cautions, title=cautions.title, author=cautions.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская"
SAMPLE = Notices(
    school="МОУ «Ёлкинская школа» & <Ко>",
    notices=(
        Notice(
            greeting="Уважаемые Ольга Львовна и Иван Иванович!",
            day=date(2026, 12, 10),
            pupil=f"{LONG} Анна-Мария Ивановна",
            class_name="7 «Ё» класс",
            period="II четверть",
            lines=(
                Line(
                    "Алгебра & <геометрия>",
                    "5 4 3 4 5 2 4 4",
                    "3,97",
                    "4",
                    "чтобы получить «5»: 6 «5» за ответы",
                ),
                Line("Русский язык", "2 2 3", "2,33", "2", "написать: контрольная работа 12.11"),
                Line("Музыка", "", "—", "отметок мало: 0 из 3", ""),
            ),
            attention="Русский язык, Музыка",
            missed=12,
            unexcused=3,
            teacher="Нилова Н.С.",
            link="https://journal.example.ru/q/forecast.5.0123456789ab.Tq3nVx0ZkLw7pR5",
        ),
        Notice(
            "Уважаемые родители!",
            date(2026, 12, 10),
            "Ёжиков Ё.",
            "7 «Ё» класс",
            "II четверть",
            (),
            "",
            0,
            0,
            "",
        ),
    ),
    number="№ 12 / 2026",
)
SAMPLE_RISK = Cautions(
    school="МОУ «Ёлкинская школа» & <Ко>",
    notices=(
        Caution(
            greeting="Уважаемая Ольга Львовна!",
            day=date(2026, 12, 10),
            pupil=f"{LONG} Анна-Мария Ивановна",
            class_name="7 «Ё» класс",
            period="II четверть",
            lines=(
                Danger("Русский язык & <речь>", 3, 2, 5, "2", "контрольная работа 12.11", "Ветрова В.И."),
                Danger("Музыка", 0, 0, 9, "н/а", "", LONG),
            ),
            teacher="Нилова Н.С.",
            link="https://journal.example.ru/q/risk.5.0123456789ab.Tq3nVx0ZkLw7pR5",
        ),
        Caution("Уважаемые родители!", date(2026, 12, 10), "Ёжиков Ё.", "7 «Ё» класс", "II четверть", (), ""),
    ),
    number="№ 13 / 2026",
)
