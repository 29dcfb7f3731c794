"""п. 4.2.3: «Обращение в службу технической поддержки» about a problem of the journal or the diary."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "support.docx"


@dataclass(frozen=True)
class SupportRequest:
    """The request; `number` is «№ 3 / 2026» of the register, "" before it is issued.

    `page` and `author` may be "" and are then written by hand. No child is named in it.
    """

    school: str
    contacts: str
    to: str
    number: str
    what: str
    at: str
    page: str
    who: str
    tried: str
    post: str
    author: str
    day: str
    link: str = ""  # goes into the QR

    @property
    def title(self) -> str:
        return "Обращение в техническую поддержку"


def render(request: SupportRequest, made: datetime) -> bytes:
    """The request as .docx, made at that moment."""
    return paper.render(BLANK, request, title=request.title, author=request.school, made=made)


SAMPLE = SupportRequest(
    school="МОУ «Ёлкинская школа» & <Ко>",
    contacts="с. Ёлкино, ул. Школьная, д. 1; тел. 8 (800) 000-00-00",
    to="",
    number="№\u00a012\u00a0/\u00a02026",
    what="дневник & <журнал> не открывается. " * 12,
    at="24.11 в 10:42",
    page="/diary/92",
    who="родитель ученика 7 «Ё» класса",
    tried="проверен вход с другого компьютера, перезапущен роутер & <сервер>",
    post="Администратор электронного журнала",
    author="А.-М. Длиннофамильцева-Преображенско-Задунайская",
    day="25 ноября 2026 г.",
    link="https://journal.example.ru/q/request.5.0123456789ab.Tq3nVx0ZkLw7pR5",
)
EMPTY = SupportRequest(
    school="МОУ «Ёлкинская школа»",
    contacts="",
    to="",
    number="",
    what="не открывается дневник",
    at="24.11 в 10:42",
    page="",
    who="учитель",
    tried="ничего",
    post="Заместитель директора",
    author="",
    day="24 ноября 2026 г.",
)
