"""п. 4.5.4: «Служебная записка» about a mistake in the journal or a record that came too late."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "memo.docx"
DEPUTY, DIRECTOR = "Заместитель директора по УВР", "Директор"


@dataclass(frozen=True)
class MemoPaper:
    """The memo; who signs may be "" and is then written by hand, `decision` is "" while it waits.

    `post` and `decider` are of whoever decided, or of whom it waits for.
    """

    school: str
    number: str
    to: str
    author: str
    place: str
    what: str
    why: str
    evidence: str
    decision: str
    post: str
    decider: str
    link: str = ""  # goes into the QR

    @property
    def title(self) -> str:
        return f"Служебная записка {self.number}"


def render(memo: MemoPaper, made: datetime) -> bytes:
    """The memo as .docx, made at that moment."""
    return paper.render(BLANK, memo, title=memo.title, author=memo.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская А.-М."
SAMPLE = MemoPaper(
    school="МОУ «Ёлкинская школа» & <Ко>",
    number="№ 5 от 24.11.2026",
    to=f"{LONG}, Дымова Д.Ю.",
    author=LONG,
    place="Иностранный язык (английский), 7 «Ё» & <8>, группа 1, 23.11.2026, 2-й урок",
    what=f"{LONG}, контрольная работа: внесено «2», отметка «4» другого ученика ({LONG})",
    why="отметка поставлена не тому ученику" + ". Строкой ниже в списке & <рядом>" * 6,
    evidence="тетрадь, ведомость контрольных работ от 23.11.2026",
    decision="Разрешено. Исправлено 24.11.2026 в 10:00 по решению: Дымова Д.Ю.; "
    "номер записи в журнале изменений № 123456.",
    post=DEPUTY,
    decider=LONG,
    link="https://journal.example.ru/q/memo.5.0123456789ab.Tq3nVx0ZkLw7pR5",
)
EMPTY = MemoPaper(
    school="МОУ «Ёлкинская школа»",
    number="№ 1 от 24.11.2026",
    to="",
    author="Ветрова В.И.",
    place="Алгебра, 7 класс, 23.11.2026, 2-й урок",
    what="Алёшина А., ответ на уроке: внесено «2», следует «4»",
    why="техническая ошибка при вводе",
    evidence="—",
    decision="",
    post=DEPUTY,
    decider="",
)
