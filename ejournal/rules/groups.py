"""Groups of no class as a whole: their kinds, and what each must say (п. 2.1, domain 7.8, 7.9)."""

from collections.abc import Collection
from datetime import date

from ejournal.rules.movements import order_number
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.wording import date_numeric, quoted

CLAUSE = "2.1"
KINDS = {
    "home": "Обучение на дому",
    "after_school": "Группа продлённого дня",
    "club": "Кружок, секция (дополнительное образование)",
    "extracurricular": "Внеурочная деятельность",
    "mixed": "Смешанная группа из нескольких классов",
}
WITH_LESSONS = ("home", "mixed")  # in the place of the class's own lessons, with marks
LAST_OF_QUARTERS = 9  # from the next grade on the year has half-years


def check_kind(kind: str) -> str:
    if kind not in KINDS:
        raise Refusal(CLAUSE, "Выберите вид группы.")
    return kind


def order_of(kind: str, typed: str) -> str | None:
    """п. 2.1: who learns at home does so by an order; of other groups it may be left out."""
    return order_number(typed) if kind == "home" else optional_order(typed, CLAUSE) or None


def named(kind: str, typed: str, classes: Collection[str]) -> str:
    """The name of a group: as typed; of one class at home, or of a mixed group, it is of the classes."""
    name = one_line(typed, limit=100, field="Название группы")
    if name:
        return name
    if kind == "home" and len(classes) == 1:
        return f"{next(iter(classes))} класс, обучение на дому"
    if kind == "mixed":
        return f"{', '.join(classes)} классы"
    raise Refusal(CLAUSE, "Назовите группу, например «5–7 классы».")


def check_pupils(kind: str, grades: Collection[int], classes: Collection[str]) -> None:
    """п. 2.1: a mixed group is of two classes at least, and all of them have the same periods."""
    if not classes:
        raise Refusal(CLAUSE, "Отметьте учеников группы.")
    if kind == "home" and len(classes) > 1:
        raise Refusal(CLAUSE, "На дому учатся по программе своего класса: у каждого класса своя страница.")
    if kind != "mixed":
        return
    if len(classes) < 2:
        raise Refusal(
            CLAUSE, "Смешанная группа — из двух классов или больше: отметьте учеников другого класса тоже."
        )
    if min(grades) <= LAST_OF_QUARTERS < max(grades):
        raise Refusal(CLAUSE, "У 1–9 и 10–11 классов разные учебные периоды: заведите для них разные группы.")


def check_day(day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise Refusal(
            CLAUSE, f"День должен быть в учебном году: с {date_numeric(first)} по {date_numeric(last)}."
        )


def check_unfinished(written: date | None, last: date, name: str) -> None:
    """п. 2.1: nothing that was written is hidden: a pupil stays until the last mark or absence."""
    if written is not None and written > last:
        raise Refusal(
            CLAUSE,
            f"{quoted(name)}: {date_numeric(written)} ученику записана отметка или пропуск. "
            "Последний день в группе — не раньше этого.",
        )
