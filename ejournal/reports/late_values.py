"""How a value that came too late is told in a request, and what the form of its lesson sends of it again."""

import re
from collections.abc import Iterator

TOPIC_OF_PLAN, HOMEWORK_OF_PLAN = "тема по КТП", "задание по КТП"
NO_HOMEWORK, PRESENT, TAKEN_BACK = "не задано", "присутствует", "убрать отметку"
DUE = re.compile(r"(?P<text>.+) \(на (?P<due>\d{4}-\d\d-\d\d)\)", re.DOTALL)


def homework(text: str, absent: bool, due: str) -> str:
    """«§ 15 (на 2026-11-27)», «не задано»."""
    if absent:
        return NO_HOMEWORK
    return f"{text or HOMEWORK_OF_PLAN} (на {due})" if due else text or HOMEWORK_OF_PLAN


def form_fields(field: str, pupil: int | None, value: str) -> Iterator[tuple[str, str]]:
    """The fields of views.lesson_form; what was to come from the plan, or to go, is left to the hand."""
    if field == "roll":
        yield "do", "roll"
    elif field == "presence":
        yield from () if value == PRESENT else ((f"roll-{pupil}", value),)
    elif field == "topic":
        yield from () if value == TOPIC_OF_PLAN else (("topic", value),)
    elif field == "homework":
        yield from _homework(value)
    elif value != TAKEN_BACK:
        yield f"mark-{field}-{pupil}-0", value


def _homework(value: str) -> Iterator[tuple[str, str]]:
    if value == NO_HOMEWORK:
        yield "absent", "1"
        return
    dated = DUE.fullmatch(value)
    text, due = (dated["text"], dated["due"]) if dated else (value, "")
    if text != HOMEWORK_OF_PLAN:
        yield "homework", text
        yield "due", due
