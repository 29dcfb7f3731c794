"""п. 4.4.5: «Реестр выдачи недельных листов» of a class for a period (domain.md §4)."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "week_ledger.docx"


@dataclass(frozen=True)
class GivenRow:
    """A sheet; texts as they are printed. `to` are those on paper, `days` since the family was last told."""

    number: str
    week: str
    pupil: str
    to: str
    form: str
    given: str
    way: str
    by: str
    days: str
    returned: str


@dataclass(frozen=True)
class WeekLedger:
    """The register of a class; `period` is «II четверть: 9 ноября – 29 декабря 2026 г.»."""

    school: str
    class_name: str
    period: str
    rows: tuple[GivenRow, ...]
    day: str
    teacher: str

    @property
    def title(self) -> str:
        return f"Реестр выдачи недельных листов, {self.class_name}, {self.period}"


def render(ledger: WeekLedger, made: datetime) -> bytes:
    """The register as .docx, made at that moment."""
    return paper.render(BLANK, ledger, title=ledger.title, author=ledger.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская А.-М."
SAMPLE = WeekLedger(
    school="МОУ «Ёлкинская школа» & <Ко>",
    class_name="7 «Ё» класс",
    period="II четверть, 09.11.2026–29.12.2026",
    rows=(
        GivenRow(
            "1",
            "23.11.2026",
            LONG,
            f"{LONG}, Ёжикова Ё.Ё. & <др.>",
            "бумажная",
            "27.11.2026",
            "через доверенное лицо",
            "Нилова Н.С.",
            "7",
            "30.11.2026",
        ),
        GivenRow("2", "23.11.2026", "Ёжиков Ё.", "Ёжикова Е.", "бумажная", "", "", "", "12", ""),
    ),
    day="30.11.2026",
    teacher="Нилова Н.С.",
)
EMPTY = WeekLedger("МОУ «Ёлкинская школа»", "7 класс", "II четверть", (), "30.11.2026", "")
