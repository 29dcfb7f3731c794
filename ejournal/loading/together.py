"""Lessons that a file puts at one time for a teacher or in a room: in force only when declared (п. 4.2.1)."""

from dataclasses import dataclass

from ejournal.importing.remarks import Remark

BOX = "Это совмещённые занятия: объявить их такими"
UNDECLARED = (
    "У учителя или в кабинете два урока в одно время: такое расписание не вводят. Исправьте клетки или, если "
    f"классы занимаются вместе, отметьте «{BOX}»."
)


@dataclass(frozen=True)
class AtOnce:
    """How many clashes there are, and the first of them in words."""

    count: int = 0
    lines: tuple[str, ...] = ()

    def remarks(self) -> tuple[Remark, ...]:
        """The warnings for the report, the register and a program."""
        return tuple(Remark("warning", "Накладка", "", line) for line in self.lines)


NOTHING_AT_ONCE = AtOnce()
