"""п. 4.5.2, 4.5.4: the act about days on which the journal or ЕСИА did not work."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents import paper

BLANK = "failure.docx"


@dataclass(frozen=True)
class FailureAct:
    """The act; `days` in words, «27 ноября 2026 г.»; who signs may be "" and is then written by hand."""

    school: str
    place: str
    number: str
    days: str
    what: str
    until: date
    deputy: str
    technician: str
    link: str = ""  # goes into the QR

    @property
    def title(self) -> str:
        return f"Акт о сбое электронного журнала, {self.number}"


def render(act: FailureAct, made: datetime) -> bytes:
    """The act as .docx, made at that moment."""
    return paper.render(BLANK, act, title=act.title, author=act.school, made=made)


SAMPLE = FailureAct(
    school="МОУ «Ёлкинская школа» & <Ко>",
    place="с. Ёлкино",
    number="№ 3 от 27.11.2026",
    days="27 ноября 2026 г.",
    what="нет входа через ЕСИА & <Госуслуги> с 8:30 до 14:00",
    until=date(2026, 11, 30),
    deputy="Длиннофамильцева-Преображенско-Задунайская А.-М.",
    technician="",
    link="https://journal.example.ru/q/act.5.0123456789ab.Tq3nVx0ZkLw7pR5",
)
