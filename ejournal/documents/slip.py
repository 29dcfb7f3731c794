"""«Листок урока»: the roster of a lesson on paper, for a room without a PC."""

from dataclasses import dataclass
from datetime import date, datetime, time

from ejournal.documents import paper
from ejournal.wording import date_numeric

BLANK = "slip.docx"


@dataclass(frozen=True)
class SlipRow:
    """A pupil with the number that the lesson page shows as well."""

    number: int
    name: str


@dataclass(frozen=True)
class Slip:
    """One lesson, one slip; times are of the school, a text that is not known yet is "".

    `room` is «каб. 12» or «спортзал»; `topic_of_plan` and `homework_of_plan` say that the text is what the
    КТП proposes.
    """

    school: str
    subject: str
    group: str
    day: date
    number: int
    starts: time
    ends: time
    room: str
    teachers: tuple[str, ...]
    substituted: bool
    topic: str
    topic_of_plan: bool
    homework: str
    homework_of_plan: bool
    marked: bool
    legend: str
    pupils: tuple[SlipRow, ...]

    @property
    def title(self) -> str:
        return f"Листок урока, {self.subject}, {self.group}, {date_numeric(self.day)}, {self.number}-й урок"


def render(slip: Slip, made: datetime) -> bytes:
    """The slip as .docx, made at that moment."""
    return paper.render(BLANK, slip, title=slip.title, author=slip.school, made=made)


SAMPLE = Slip(
    school="МОУ «Ёлкинская школа» & <Ко>",
    subject="Иностранный язык (английский) & <второй>",
    group="7 «Ё», группа <2> & 3",
    day=date(2026, 11, 23),
    number=2,
    starts=time(9, 25),
    ends=time(10, 10),
    room="каб.\u00a012 & <13>",
    teachers=(),
    substituted=False,
    topic="Правила «a < b & b > c»: ёжик, {_{ скобки }_} и 100 %",
    topic_of_plan=True,
    homework="§ 5, № 6 < 7 & 8\nвыучить «Ёлочку»",
    homework_of_plan=False,
    marked=True,
    legend="0 — отсутствует, 1 — опоздал, 2–5 — отметка & <знак>",
    pupils=(
        SlipRow(1, "Алёшина Аня"),
        SlipRow(2, "Длиннофамильцева-Преображенско-Задунайская Александра-Мария"),
        SlipRow(3, "О’Коннор & <Ко> «Ёж»"),
    ),
)
