"""What a file lacks and the journal has: it goes with the load, never in silence (п. 2.2, 4.3.1)."""

from dataclasses import dataclass

from ejournal.importing.remarks import Remark
from ejournal.wording import plural

MOST_TOLD = 12  # classes or plans that the remark names; the page names them all
BOX = "Убрать то, чего нет в файле"
UNCONFIRMED = (
    "Уйдёт больше, чем добавится и изменится: похоже, в файле только часть. Добавьте недостающее в файл "
    f"или отметьте «{BOX}»."
)


PARTLY = (
    "Часть строк не загрузится, а то, что уйдёт, может быть как раз в них. Исправьте эти строки "
    f"или отметьте «{BOX}»."
)


@dataclass(frozen=True)
class Going:
    """`words` are of one, a few and many; `lines`: whose and what goes; `comes`: what is new or changes.

    `words` follow «Уйдёт»: «предмет учебного плана», «урок в неделю», «тема».
    """

    words: tuple[str, str, str] = ("строка", "строки", "строк")
    count: int = 0
    comes: int = 0
    lines: tuple[str, ...] = ()

    def question(self, refused: bool) -> str:
        """Why the load needs a yes of its own, "" when it needs none: more goes than comes, or what goes
        may stand in a row that is refused.
        """
        if self.count > self.comes:
            return UNCONFIRMED
        return PARTLY if self.count and refused else ""

    @property
    def said(self) -> str:
        """«3 темы»."""
        return f"{self.count} {plural(self.count, *self.words)}"

    @property
    def title(self) -> str:
        return f"Уйдёт {self.said}: в файле этого нет"

    def remarks(self) -> tuple[Remark, ...]:
        """The warning for the report, the register and a program."""
        if not self.count:
            return ()
        told = "; ".join(self.lines[:MOST_TOLD])
        more = len(self.lines) - MOST_TOLD
        rest = f"; и ещё {more}" if more > 0 else ""
        return (Remark("warning", "Уйдёт", self.said, told + rest),)


NOTHING_GOES = Going()
