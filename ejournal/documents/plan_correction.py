"""п. 4.5.1: «Лист корректировки»: what was changed in a КТП that was behind, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents import paper
from ejournal.wording import date_numeric

BLANK = "plan_correction.docx"


@dataclass(frozen=True)
class CorrectedLesson:
    """Lessons that became one: their numbers then, the topic, the reason, the way, the day it was given."""

    numbers: str
    topic: str
    reason: str
    way: str
    day: str
    agreed: str


@dataclass(frozen=True)
class CorrectionSheet:
    """The sheet of one correction; `agreed` says who accepted the plan since, and when, or is "".

    `deputy` signs while it is not agreed.
    """

    school: str
    subject: str
    classes: str
    changed: date
    lessons: tuple[CorrectedLesson, ...]
    teacher: str
    agreed: str
    deputy: str
    link: str = ""  # goes into the QR

    @property
    def title(self) -> str:
        return f"Лист корректировки КТП, {self.subject}, {self.classes}, {date_numeric(self.changed)}"


def render(sheet: CorrectionSheet, made: datetime) -> bytes:
    """The sheet as .docx, made at that moment."""
    return paper.render(BLANK, sheet, title=sheet.title, author=sheet.school, made=made)


SAMPLE = CorrectionSheet(
    school="МОУ «Ёлкинская школа» & <Ко>",
    subject="Иностранный язык (английский) & <второй>",
    classes="7 «Ё» класс, группа <2>",
    changed=date(2026, 11, 24),
    lessons=(
        CorrectedLesson(
            numbers="45, 46",
            topic="Правила «a < b & b > c». Повторение: ёж, ёлка",
            reason="24.11 карантин, приказ № 80 «к» & <1>",
            way="объединение",
            day="__.__.____ (план 04.12.2026)",
            agreed="Длиннофамильцева-Преображенско-Задунайская А.-М., 25.11.2026",
        ),
        CorrectedLesson("50, 51", "Дроби", "мороз", "дистанционно", "08.12.2026", ""),
    ),
    teacher="Ёжикова Е.Ё.",
    agreed="Длиннофамильцева-Преображенско-Задунайская А.-М., 25.11.2026",
    deputy="Дымова Д.Ю.",
    link="https://journal.example.ru/q/correction.5.0123456789ab.Tq3nVx0ZkLw7pR5",
)
EMPTY = CorrectionSheet(
    school="МОУ «Ёлкинская школа»",
    subject="Алгебра",
    classes="7 класс",
    changed=date(2026, 11, 25),
    lessons=(),
    teacher="",
    agreed="",
    deputy="Дымова Д.Ю.",
)
