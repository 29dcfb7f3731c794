"""How tests note an absence and decide about its lessons."""

from datetime import date, timedelta

from tests.client import Browser, Web
from tests.school import MONDAY

WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (2, 3, 4))
ORDER = "№ 75 от 24.11.2026"


def report(dina: Browser, web: Web, who: str, first: date, last: date, **fields: str) -> str:
    """Note an absence; the address of its page."""
    sent = dina.form("/substitutions") | {"teacher": str(web.school[who]), "reason": "illness"}
    sent |= {"first": first.isoformat(), "last": last.isoformat()} | fields
    answer = dina.post("/substitutions", sent)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def decide(dina: Browser, page: str, order: str = "", **decisions: str) -> tuple[int, str]:
    """Send decisions by lesson («_12»: what) and no others."""
    key = dina.form("/substitutions")["key"]
    chosen = {f"lesson-{lesson.removeprefix('_')}": value for lesson, value in decisions.items()}
    answer = dina.post(page, {"key": key, "order": order} | chosen)
    return answer.status_code, answer.text


def plain(text: str) -> str:
    """The text with plain blanks between a surname and the initials."""
    return text.replace("\u00a0", " ")


def replaced(web: Web, who: str) -> str:
    return f"replaced:{web.school[who]}"
