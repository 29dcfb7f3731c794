"""What a movement of a pupil must say, and what one of a past day must be told first (п. 2.1, 4.3.2)."""

from dataclasses import dataclass
from datetime import date

from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import date_words, plural

SURE = "Да, провести задним числом"
FAR = "Да, в класс другой параллели"


@dataclass(frozen=True)
class Order:
    """The order of a movement, its day, and whether it may be of the past."""

    number: str
    day: date
    sure: bool = False


@dataclass(frozen=True)
class Touched:
    """How much of a pupil lies on and after the day of a movement."""

    lessons: int = 0
    marks: int = 0
    absences: int = 0

    def __str__(self) -> str:
        """«12 уроков, 3 отметки, 1 пропуск или опоздание»."""
        return ", ".join(
            (
                f"{self.lessons} {plural(self.lessons, 'урок', 'урока', 'уроков')}",
                f"{self.marks} {plural(self.marks, 'отметка', 'отметки', 'отметок')}",
                f"{self.absences} "
                + plural(
                    self.absences,
                    "пропуск или опоздание",
                    "пропуска или опоздания",
                    "пропусков или опозданий",
                ),
            )
        )


def order_number(typed: str) -> str:
    """п. 4.3.2: the number and date of an order, as typed."""
    number = one_line(typed, limit=100, field="Приказ")
    if not is_order(number):
        raise Refusal("4.3.2", "Укажите номер и дату приказа, например «№ 61 от 31.08.2026».")
    return number


def check_past(day: date, today: date, touched: Touched, sure: bool, whose: str = "у человека") -> None:
    """п. 2.1: what is done for a past day is done knowingly: there may be lessons and marks already."""
    if day < today and not sure:
        raise Refusal(
            "2.1",
            f"{date_words(day)} уже прошло. После этого дня {whose}: {touched}. Записанное останется. "
            f"Если день верный, отметьте «{SURE}» и отправьте снова.",
        )


def check_grades(left: int, wanted: int, far: bool) -> None:
    """п. 2.1: another grade in the middle of a year is rare, hence a slip of the hand unless it is meant."""
    if wanted != left and not far:
        raise Refusal(
            "2.1",
            f"Ученик учится в {left} классе, а выбран {wanted}-й: среди года так переводят редко. "
            f"Если так и решено приказом, отметьте «{FAR}» и отправьте снова.",
        )
