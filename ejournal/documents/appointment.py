"""п. 4.1.3: the director's order that appoints who answers for the electronic journal and diary."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

BLANK = "appointment.docx"


@dataclass(frozen=True)
class Leader:
    """A class and its class teacher, a row of the appendix."""

    number: int
    class_name: str
    name: str


@dataclass(frozen=True)
class Reader:
    """Somebody who is to sign that the order was read."""

    number: int
    name: str
    position: str


@dataclass(frozen=True)
class AppointmentOrder:
    """The order; people as «Заместителя директора Иванову А.П.» is written: position and name in one text.

    `released` and `former_technician`: whom it relieves of these duties, "" for nobody. `control` is the
    whole of the last item; `act` names the Положение, "" when the school has not told it.
    """

    school: str
    place: str
    number: str
    year: str
    act: str
    administrator: str
    released: str
    technician: str
    former_technician: str
    checker: str
    control: str
    director: str
    leaders: tuple[Leader, ...]
    readers: tuple[Reader, ...]
    link: str = ""  # goes into the QR

    @property
    def title(self) -> str:
        return f"Приказ о назначении ответственных за электронный журнал, {self.number}"


def render(order: AppointmentOrder, made: datetime) -> bytes:
    """The order as .docx, made at that moment."""
    return paper.render(BLANK, order, title=order.title, author=order.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская А.-М."
SAMPLE = AppointmentOrder(
    school="МОУ «Ёлкинская школа» & <Ко>",
    place="с. Ёлкино",
    number="№ 61 от 31.08.2026",
    year="2026/27",
    act="Положением об электронном журнале, утверждённым приказом № 12 & <1> от 28.08.2026",
    administrator=f"{LONG}, заместитель директора & <УВР>",
    released="Ёлкин & <сын> Ё.Ё., учитель; Юркина Ю.Ю., секретарь",
    technician="Ёжиков Ё.Ё., инженер",
    former_technician="Котов К.К., учитель & <зам>",
    checker="Дымова Д.Ю., заместитель директора по УВР",
    control="оставляю за собой",
    director="П.П. Ежов",
    leaders=(Leader(1, "7 «Ё» & <8>", LONG),),
    readers=(Reader(1, LONG, "учитель & <зам>"), Reader(2, "Ёжиков Ё.Ё.", "инженер")),
    link="https://journal.example.ru/q/order.5.0123456789ab.Tq3nVx0ZkLw7pR5",
)
EMPTY = AppointmentOrder(
    school="МОУ «Ёлкинская школа»",
    place="",
    number="№ 1 от 31.08.2026",
    year="2026/27",
    act="",
    administrator="Ёжиков Ё.Ё., директор",
    released="",
    technician="Ёжиков Ё.Ё., директор",
    former_technician="",
    checker="Ёжиков Ё.Ё., директор",
    control="возлагаю на: Дымова Д.Ю., заместитель директора",
    director="",
    leaders=(),
    readers=(),
)
