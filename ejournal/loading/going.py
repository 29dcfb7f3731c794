"""What a file lacks and the journal has: it goes with the load, never in silence (п. 2.2, 4.3.1)."""

from dataclasses import dataclass

from ejournal.importing.remarks import Remark
from ejournal.wording import plural

MOST_TOLD = 12  # classes or plans that the remark names; the page names them all
BOX = "Убрать то, чего нет в файле"
UNCONFIRMED = (
    "В файле нет больше, чем в нём есть: похоже, это только часть. Добавьте недостающее в файл или отметьте "
    f"«{BOX}»."
)


@dataclass(frozen=True)
class Going:
    """`words` are of one, a few and many; `lines`: whose and what goes; `comes`: what is new or changes.

    `words` follow «Уйдёт»: «час учебного плана», «урок в неделю», «тема».
    """

    words: tuple[str, str, str] = ("строка", "строки", "строк")
    count: int = 0
    comes: int = 0
    lines: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the load needs a yes of its own: more goes than comes."""
        return self.count > self.comes

    @property
    def title(self) -> str:
        return f"Уйдёт {self.count} {plural(self.count, *self.words)}: в файле этого нет"

    def remarks(self) -> tuple[Remark, ...]:
        """The warning for the report, the register and a program."""
        if not self.count:
            return ()
        told = "; ".join(self.lines[:MOST_TOLD])
        more = len(self.lines) - MOST_TOLD
        rest = f"; и ещё {more}" if more > 0 else ""
        return (Remark("warning", f"Уйдёт {plural(self.count, *self.words)}", str(self.count), told + rest),)


NOTHING_GOES = Going()
