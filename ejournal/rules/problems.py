"""п. 4.6.5, 4.2.3, 4.3.4: what may be done about a problem, by whom, and what its state is called."""

from collections.abc import Sequence
from typing import NamedTuple

from ejournal.rules.refusal import Refusal, Way

CLAUSE = "4.6.5"
CLOSE, SUPPORT, FORWARD = "close", "support", "forward"
SHORTEST = 5  # signs: less tells nobody what is wrong


class Action(NamedTuple):
    """What is done: the button, the state after it, whether words are needed, by whom.

    `whole`: by the administrator and the deputy alone, who answer for the whole journal.
    """

    button: str
    state: str
    worded: bool
    whole: bool


ACTIONS = {
    "take": Action("Взять в работу", "в работе", False, False),
    "answer": Action("Ответить", "отвечено", True, False),
    FORWARD: Action("Передать администратору", "передано администратору", False, False),
    SUPPORT: Action("Передать в техническую поддержку", "передано в техническую поддержку", True, True),
    CLOSE: Action("Решено", "решено", False, False),
}
NEW = "ждёт ответа"
ANSWERED = ("answer", CLOSE)  # what is no longer waited for
AUDIENCES = {"teacher": "работники", "parent": "родители", "pupil": "ученики"}
MOST_PEOPLE = 500


def state(steps: Sequence[str]) -> str:
    """What the last of these steps has made of a problem."""
    return ACTIONS[steps[-1]].state if steps else NEW


def check_step(kind: str, words: str, before: Sequence[str], whole: bool) -> None:
    """Refuse a step that is not known, not this person's, without words, or after the problem is solved."""
    action = ACTIONS.get(kind)
    if action is None or (action.whole and not whole):
        raise Refusal(CLAUSE, "Выберите, что сделать: ответить, взять в работу, передать или «решено».")
    if CLOSE in before:
        raise Refusal("", "Это уже решено. Обновите страницу.", Way.RELOAD)
    if action.worded and not words:
        wanted = ", что сделано в школе, прежде чем передать" if kind == SUPPORT else " ответ"
        raise Refusal(CLAUSE, f"Напишите{wanted}.")
    if kind == CLOSE and not words and "answer" not in before:
        raise Refusal(CLAUSE, "Решённое ещё не получило ответа: напишите, что сделано, и закройте.")


def check_words(words: str) -> None:
    """Refuse a problem that says nothing."""
    if len(words) < SHORTEST:
        raise Refusal(CLAUSE, "Напишите в нескольких словах, что не получается.")


def check_consultation(audience: str, people: int, topic: str) -> None:
    """п. 4.3.4: refuse a consultation of nobody, or about nothing."""
    if audience not in AUDIENCES:
        raise Refusal("4.3.4", "Выберите, кому дана консультация.")
    if not 0 < people <= MOST_PEOPLE:
        raise Refusal("4.3.4", f"Сколько человек: от 1 до {MOST_PEOPLE}.")
    if not topic:
        raise Refusal("4.3.4", "Напишите, о чём была консультация.")
