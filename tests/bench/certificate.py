"""The certificate of a whole school for a month, from the click to the .docx; CPU time."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ejournal.db import connect_to, connected, database
from ejournal.demo.bench import TODAY, ZONE
from ejournal.documents.certificate import render
from ejournal.models.certificates import Certificate
from ejournal.models.people import SchoolYear, duties_on
from ejournal.models.settings import school_settings
from ejournal.reports.certificates import page, paper
from ejournal.reports.certificates.content import Content, from_json, to_json
from ejournal.reports.certificates.known import known_of
from ejournal.reports.certificates.read import Span
from tests.bench.timing import taken
from tests.bench.volume import zipped

DIRECTIONS = "абвгд"
AIM = 2.0  # seconds


def measured(url: str, today: date = TODAY) -> dict[str, Any]:
    """What it costs to count everything, and to make the paper of it."""
    connect_to(url)
    now = datetime.combine(today, datetime.min.time(), ZONE).replace(hour=10)
    with connected():
        year = SchoolYear.select().order_by(SchoolYear.id.desc()).get()
        span = Span(year, today.replace(day=1), today)
        count, content = taken(lambda: _counted(span, now))
        draw, docx = taken(lambda: _drawn(span, content, now))
        squeeze, _ = taken(lambda: zipped(docx))
    database.close()
    told = {"classes": len(content.classes), "lessons": content.lessons, "remarks": len(content.remarks)}
    return {"count": count, "render": draw, "zip": squeeze, "bytes": len(docx), **told}


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    given = f"{found['classes']} классов, {found['lessons']} уроков, строк замечаний {found['remarks']}"
    say(f"\nСправка по итогам проверки за месяц ({given})")
    whole = found["count"] + found["render"]
    say(f"{'посчитать показатели и замечания':58}{found['count']:9.2f} с")
    say(f"{'сделать .docx':58}{found['render']:9.2f} с")
    say(f"{'от нажатия до .docx':58}{whole:9.2f} с {'≤' if whole <= AIM else '!'} {AIM:.0f}")
    say(f"{'сделать .docx, × сжатие того же XML':58}{found['render'] / found['zip']:9.1f}")
    say(f"{'всего, × сжатие того же XML':58}{whole / found['zip']:9.1f}")


def _counted(span: Span, now: datetime) -> Content:
    content, _, _ = page.counted(span.year, span, DIRECTIONS, school_settings(), now)
    return from_json(to_json(content))


def _drawn(span: Span, content: Content, now: datetime) -> bytes:
    school, today = school_settings(), now.date()
    author = next(who for who, role, *_ in duties_on(today) if role == "deputy")
    lines, advice = page.proposed(content, DIRECTIONS, None, school, today)
    days = {"first": span.first, "last": span.last}
    one = Certificate(year=span.year, directions=DIRECTIONS, author=author, basis="план", **days)
    one.conclusions, one.advice, one.id = lines, paper.advice_text(advice), 0
    made = paper.paper_of(one, content, known_of(one, content, now), "№ 1", today, school)
    return render(made, now)
