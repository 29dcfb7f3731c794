"""п. 4.2.2д: why a teacher is absent, what is done with a lesson, and who is best asked to give it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal

REASONS = {
    "illness": "болезнь",
    "trip": "командировка",
    "courses": "курсы",
    "leave": "отпуск",
    "other": "другая причина",
}
KINDS = {
    "replaced": "замена",
    "merged": "объединение групп",
    "subject": "замена предметом",
    "cancelled": "урок отменён",
}
NOT_HELD = {"cancelled": "отмена", "subject": "замена предметом"}
UNKNOWN = "замена уточняется"  # what all are told till it is decided, or decided anew
LONGEST_DAY = 7  # lessons: the norm of a day of the eldest (rules.norms)
PRIMARY = 4  # the last grade of the primary school
LONGEST = 93  # days of one absence


@dataclass(frozen=True)
class Candidate:
    """Somebody free at the time of a lesson; `lessons` is how many the person gives on that day anyway."""

    person: int
    teaches_subject: bool
    teaches_class: bool
    lessons: int


def check_absence(reason: str, order: str, first: date, last: date) -> None:
    """п. 4.2.2д: an absence has a known reason, an order and its days."""
    if reason not in REASONS:
        raise Refusal("4.2.2д", "Выберите причину отсутствия из списка.")
    if first > last:
        raise Refusal("4.2.2д", "Первый день отсутствия позже последнего: исправьте даты.")
    if (last - first).days >= LONGEST:
        raise Refusal("4.2.2д", "Отсутствие дольше трёх месяцев: проверьте даты; долгое запишите по частям.")
    if order and not is_order(order):
        raise Refusal(
            "4.2.2д", "Приказ укажите с номером, например «№ 61 от 31.08.2026», или оставьте пустым."
        )


def why_not_held(kind: str, reason: str) -> str:
    """«отмена: отсутствие учителя (болезнь)»: what a КТП lost by a decision about somebody absent."""
    known = "" if reason == "other" else f" ({REASONS[reason]})"
    return f"{NOT_HELD[kind]}: отсутствие учителя{known}"


def check_cancelling(order: str) -> None:
    """п. 4.2.2д: a lesson is cancelled by an order alone."""
    if not is_order(order):
        raise Refusal("4.2.2д", "Для отмены урока укажите приказ, например «№ 75 от 24.11.2026».")


def is_primary(grade: int | None) -> bool:
    """Whether a page is of the primary school, where a teacher has every subject."""
    return grade is not None and grade <= PRIMARY


def propose(free: Iterable[Candidate], promised: Mapping[int, int], busy: Collection[int]) -> int | None:
    """п. 4.2.2д: of those who teach the subject whoever has the shortest day, and not too long a one.

    `promised` counts what the same proposal gives them on that day, `busy` are those it gives that very time.
    """
    day = {one: one.lessons + promised.get(one.person, 0) for one in free if one.teaches_subject}
    able = [one for one in day if one.person not in busy and day[one] < LONGEST_DAY]
    best = min(able, key=lambda one: (day[one], not one.teaches_class, one.person), default=None)
    return best.person if best else None


def in_order(free: Iterable[Candidate]) -> list[Candidate]:
    """п. 4.2.2д: who teaches the subject first, then who knows the class, then who has the shortest day."""
    return sorted(
        free, key=lambda one: (not one.teaches_subject, not one.teaches_class, one.lessons, one.person)
    )
