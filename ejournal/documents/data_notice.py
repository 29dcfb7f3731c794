"""п. 4.6.4: «Заявление об изменении персональных данных», filled in or blank for the hand."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "data_notice.docx"


@dataclass(frozen=True)
class DataRow:
    """One change: which data, было, стало, from which day, by which document."""

    kind: str
    before: str
    after: str
    since: str
    document: str


@dataclass(frozen=True)
class DataRequest:
    """The application; what is "" is written by hand; `done` says who has changed the cards and when.

    `director_to` and `author_from` are in their cases: «Громову В.С.», «Ивановой Марии Петровны».
    """

    school: str
    director_to: str
    author: str
    author_from: str
    child: str
    group: str
    rows: tuple[DataRow, ...]
    day: str
    done: str
    link: str = ""  # goes into the QR
    number: str = ""  # «№ 3 / 2026» of the register

    @property
    def title(self) -> str:
        return f"Заявление об изменении данных, {self.child}"


def render(request: DataRequest, made: datetime) -> bytes:
    """The application as .docx, made at that moment."""
    return paper.render(BLANK, request, title=request.title, author=request.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская Александра-Мария Константиновна"
SAMPLE = DataRequest(
    school="МОУ «Ёлкинская школа» & <Ко>",
    director_to="Громову\u00a0В.С.",
    author=LONG,
    author_from="Длиннофамильцевой-Преображенско-Задунайской Александры-Марии Константиновны",
    child=LONG,
    group="7 «Ё»",
    rows=(
        DataRow(
            "Адрес ребёнка",
            "с. Ёлкино, ул. Длинная & Короткая, д. 1",
            "с. Верхнее-Нижнее Ёлкино, ул. Имени Третьего & Последнего <Съезда>, д. 15, корп. 2, кв. 104",
            "24.11.2026",
            "свидетельство о регистрации № 12-345 от 20.11.2026",
        ),
        DataRow("Телефон родителя", "+79110000001", "+79110000002", "24.11.2026", "—"),
    ),
    day="24 ноября 2026 г.",
    done="Внесено 25.11 в 9:10, Ёжикова Елена Ёлкина",
    link="https://journal.example.ru/q/data.5.0123456789ab.Tq3nVx0ZkLw7pR5",
    number="№\u00a012\u00a0/\u00a02026",
)
EMPTY = DataRequest(
    school="МОУ «Ёлкинская школа»",
    director_to="",
    author="",
    author_from="",
    child="Алёшина Анна Сергеевна",
    group="7",
    rows=(DataRow("", "", "", "", ""),) * 5,
    day="",
    done="",
)
