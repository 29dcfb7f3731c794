"""п. 4.5.4: «Служебная записка»: how a mistake in the journal is told of and decided."""

from datetime import date, timedelta

from ejournal.rules.marks import CLAUSE, check_value
from ejournal.rules.refusal import Refusal

OTHER = "other"
REASONS = {
    "slip": "техническая ошибка при вводе",
    "pupil": "отметка поставлена не тому ученику",
    "appeal": "апелляция, работа перепроверена",
    OTHER: "другая причина",
}
OPENING_REASONS = {
    "works": "работы проверяются дольше срока",
    "ill": "болезнь учителя",
    "line": "не было связи или электричества",
    "missed": "запись не сделана вовремя",
    OTHER: "другая причина",
}
NOTHING = ""  # no mark should stand there
LONGEST = timedelta(days=31)  # that a lesson is opened for


def check_reason(reason: str, words: str, known: dict[str, str]) -> None:
    """The reason is picked from the list; another one is written out."""
    if reason not in known:
        raise Refusal(CLAUSE, "Выберите причину из списка.")
    if reason == OTHER and not words:
        raise Refusal(CLAUSE, "Напишите причину: «другая причина» требует пояснения.")


def check_correction(grading: str, was: str, becomes: str, another: bool, two: bool = False) -> None:
    """п. 4.5.4: what should stand instead is a mark of the scale and not the same one, or nothing.

    `another`: the mark is to stand with another pupil, whose mark `becomes` then is; `two`: the work may have
    two marks.
    """
    if becomes != NOTHING:
        check_value(grading, becomes, two)
    if another and becomes == NOTHING:
        raise Refusal(CLAUSE, "Выберите, какая отметка должна стоять у другого ученика.")
    if becomes == was and not another:
        raise Refusal(CLAUSE, f"Отметка «{was}» уже стоит: выберите, какая должна быть, или «никакой».")


def check_decider(author: int, decider: int | None) -> None:
    """Nobody decides of the own memo: the director does, or whoever acts for the director by order."""
    if author == decider:
        raise Refusal(
            CLAUSE,
            "О своей записке вы не решаете: решает директор или кто исполняет его обязанности по приказу.",
        )


def check_verdict(approved: bool, words: str) -> None:
    """A refusal is explained: the teacher reads it."""
    if not approved and not words:
        raise Refusal(CLAUSE, "Напишите, почему отказано: учитель увидит эти слова.")


def check_until(until: date | None, today: date) -> date:
    """п. 4.5.4: a lesson is opened for days that are told, and not for ever; the last of them."""
    if until is None:
        raise Refusal(CLAUSE, "Укажите, до какого дня открыть урок.")
    if not today <= until <= today + LONGEST:
        raise Refusal(CLAUSE, "Открыть урок можно с сегодняшнего дня не больше чем на месяц: исправьте дату.")
    return until
