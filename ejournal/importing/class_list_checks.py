"""What is doubtful in a class list: doubles, ages, СНИЛС of another, totals (domain facts, 9.2, 9.3)."""

import re
from datetime import date
from typing import TYPE_CHECKING

from ejournal.importing.book import Table
from ejournal.importing.columns import Header
from ejournal.importing.people import nobody
from ejournal.importing.people_cells import age
from ejournal.importing.people_line import PersonLine
from ejournal.importing.remarks import Remark
from ejournal.wording import fold

if TYPE_CHECKING:
    from ejournal.importing.class_list import Pupil

AGES = range(6, 21)  # full years of a pupil on the first day of the school year
LONGEST_GROUP = 30
DOUBLE = "повтор: тот же ученик (ФИО и дата рождения) уже есть в списке"
DOUBLE_YO = "повтор: отличается только буквой «е» вместо «ё», дата рождения та же"
NO_SNILS = "нет СНИЛС: без него ученика не узнать при входе через ЕСИА"
NO_SNILS_COLUMN = "в файле нет графы «СНИЛС»: без него учеников не узнать при входе через ЕСИА"
TAKEN_SNILS = "СНИЛС повторяется: он уже указан у другого ученика"
LEFT = "по примечанию ученик выбыл: проверьте, загружать ли его"
PARENTS_SNILS = "СНИЛС тот же, что у представителя"

_PAPER = re.compile(r"бумаж|на бумаге|\bбум\b|распечат|печатн|письменн|отказ\w*\s(от\s)?эл", re.IGNORECASE)
_NOT_PAPER = re.compile(r"\b(не|без|кроме)\s(на\s)?бума", re.IGNORECASE)
_LEFT = re.compile(r"\bвыбыл|\bотчислен|\bпереведена? в др", re.IGNORECASE)
_YES = re.compile(r"да|есть|нужна?|[+1vхx✓✔]", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3"}
_TOTAL = re.compile(r"\b(?:всего|итого)\b\D{0,40}(\d{1,4})\b", re.IGNORECASE)


class Known:
    """The pupils of a file so far, by name and birth date and by СНИЛС."""

    def __init__(self, year: int) -> None:
        self.first_day = date(year, 9, 1)
        self.people: dict[tuple[str, date], Pupil] = {}
        self.snils: set[str] = set()

    def add(self, pupil: "Pupil") -> None:
        self.people[(fold(pupil.full), pupil.birth_date)] = pupil
        if pupil.snils:
            self.snils.add(pupil.snils)

    def told(self, pupil: "Pupil") -> list[Remark]:
        """What is to be told of one more pupil."""
        double = self.people.get((fold(pupil.full), pupil.birth_date))
        if double is not None:
            same = pupil.full.casefold() == double.full.casefold()
            return [pupil.line.remark("error", "full_name", DOUBLE if same else DOUBLE_YO)]
        left = LEFT if _LEFT.search(pupil.line.text("note")) else ""
        faults = (
            ("snils", *self._snils(pupil)),
            ("birth_date", "warning", self._age(pupil.birth_date)),
            ("note", "warning", left),
        )
        return [pupil.line.remark(severity, name, reason) for name, severity, reason in faults if reason]

    def _snils(self, pupil: "Pupil") -> tuple[str, str]:
        if not pupil.snils:
            empty = "snils" in pupil.line.header.columns and nobody(pupil.line.text("snils"))
            return "warning", NO_SNILS if empty else ""
        if pupil.snils in self.snils:
            return "error", TAKEN_SNILS
        own = pupil.snils in {guardian.snils for guardian in pupil.guardians}
        return "error", PARENTS_SNILS if own else ""

    def _age(self, born: date) -> str:
        years = age(born, self.first_day)
        if years in AGES:
            return ""
        return (
            f"возраст на 1 сентября {self.first_day.year} г. — {years}, у учеников от {AGES[0]} до {AGES[-1]}"
        )


def another_class(table: Table, said: str) -> Remark:
    """Told when the title and the name of a sheet say two classes."""
    reason = f"в заголовке списка {said} класс; взят он, а не имя листа"
    return Remark("warning", "Класс", table.sheet or "", reason, tuple(table.place().items()))


def paper_form(line: PersonLine) -> bool:
    """п. 4.6.1: whether a row says that its family is informed on paper."""
    words = " ".join(line.text(name) for name in ("form", "paper", "note"))
    if _YES.fullmatch(line.text("paper")):
        return True
    return _PAPER.search(words) is not None and not _NOT_PAPER.search(words)


def group(text: str) -> str:
    """«1» out of «1», «1 гр.», «подгруппа I»; another name of a group as it is."""
    if nobody(text):
        return ""
    found = re.search(r"(?<!\d)[1-9](?!\d)|\bI{1,3}\b", text)
    return _ROMAN.get(found.group(), found.group()) if found else text[:LONGEST_GROUP]


def totals(table: Table, header: Header, count: int) -> list[Remark]:
    """The number of pupils that the foot of a list says, when it is another than that of its rows."""
    found = []
    for row in table.rows[header.below :]:
        text = " ".join(text for text in row.texts() if text)
        if said := _TOTAL.match(text):
            reason = f"в файле сказано учеников {said[1]}, а строк с ними {count}"
            found.append(
                (said[1], Remark("warning", "Всего", said[1], reason, tuple(table.place(row).items())))
            )
    return [remark for said, remark in found if len(found) == 1 and int(said) != count]


def whole(headers: list[tuple[Table, Header]]) -> list[Remark]:
    """What a file lacks as a whole."""
    lacking = all("snils" not in header.columns for _, header in headers)
    return [Remark("warning", "СНИЛС", "", NO_SNILS_COLUMN)] if lacking else []
