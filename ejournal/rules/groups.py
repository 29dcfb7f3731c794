"""Groups of no class as a whole: their kinds, and what each must say (п. 2.1, domain 7.8, 7.9)."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from ejournal.rules.movements import SURE, order_number
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
MIXED = " классы"  # what the name of a mixed group ends with
FIRST_GRADE = 1  # without marks, by bells and holidays of its own
DAY = timedelta(days=1)
Span = tuple[date, date | None]  # first and last day; None while it goes on


def home_hours(steps: Sequence[tuple[int, int]], grade: int) -> int | None:
    """п. 2.1: hours a week of lessons at home in a grade (7.9), by pairs «from a grade, hours»."""
    return next((hours for first, hours in reversed(steps) if first <= grade), None)


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
        return at_home(next(iter(classes)))
    if kind == "mixed":
        return f"{', '.join(classes)}{MIXED}"
    raise Refusal(CLAUSE, "Назовите группу, например «5–7 классы».")


def at_home(title: str) -> str:
    """The name of the page at home of a class."""
    return f"{title} класс, обучение на дому"


def with_class(name: str, old: str, new: str) -> str:
    """The name of a mixed group that is made of its classes, when one of them is called otherwise."""
    if not name.endswith(MIXED):
        return name
    classes = name.removesuffix(MIXED).split(", ")
    return ", ".join(new if one == old else one for one in classes) + MIXED


def check_pupils(kind: str, periods: Mapping[int, Hashable], classes: Collection[str]) -> None:
    """п. 2.1: a mixed group is of two classes at least, and all of them have the same periods.

    `periods` of the year by grade of the pupils; they are the school's to set.
    """
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
    if min(periods) == FIRST_GRADE < max(periods):
        raise Refusal(
            CLAUSE,
            "1 класс учится без отметок, по своим звонкам и каникулам: заведите для него отдельную группу.",
        )
    if len(set(periods.values())) > 1:
        told = ", ".join(map(str, sorted(periods)))
        raise Refusal(
            CLAUSE, f"У этих классов ({told}) разные учебные периоды: заведите для них разные группы."
        )


def check_held(names: Collection[str], sure: bool) -> None:
    """п. 2.1: who was there at a lesson is told by its page: nobody leaves it unasked."""
    if names and not sure:
        told = ", ".join(map(quoted, sorted(names)))
        raise Refusal(
            CLAUSE,
            f"С этого дня на уроках страницы {told} посещаемость уже отмечена, и учеников группы в ней "
            f"не станет. Укажите день после этих уроков или отметьте «{SURE}» и отправьте снова.",
        )


def check_elsewhere(names: Collection[str], subject: str) -> None:
    """п. 2.1: in a subject a pupil is on one page at a time."""
    if names:
        raise Refusal(
            CLAUSE,
            f"По предмету {quoted(subject)} уже занимаются на дому или в смешанной группе: "
            f"{', '.join(sorted(names))}. Сначала запишите там последний день.",
        )


def free_days(days: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of days when those taken are left out, in order."""
    (begin, last), found = days, list[Span]()
    for first, end in sorted(taken, key=lambda span: span[0]):
        if (end is not None and end < begin) or (last is not None and first > last):
            continue
        if first > begin:
            found.append((begin, first - DAY))
        if end is None:
            return found
        begin = end + DAY
    return [*found, (begin, last)] if last is None or begin <= last else found


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
