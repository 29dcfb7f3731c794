"""What a journal page notes beside a lesson: what was written or clarified late (п. 3.6, 4.5.3)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from ejournal.models.lesson_texts import WrittenText
from ejournal.wording import date_short, days_late, join_and

TEXTS = (("topic", "тема"), ("homework", "задание"))

Texts = Mapping[tuple[int, str], WrittenText]  # by (lesson, field)


def clarified(lesson: int, day: date, texts: Texts, now: datetime) -> Iterator[str]:
    """п. 4.5.3: «задание: уточнено 27.11»."""
    for field, name in TEXTS:
        if (text := texts.get((lesson, field))) and (last := text.clarified(day, now.tzinfo)):
            yield f"{name}: уточнено {date_short(last)}"


def late_stamps(
    lesson: int,
    texts: Texts,
    held: int | None,
    works: Iterable[tuple[int, str]],
) -> list[str]:
    """What was written after the day of the lesson, by how many days, `held` too; works are (days, sign)."""
    parts = [(text.late_days, name) for field, name in TEXTS if (text := texts.get((lesson, field)))]
    parts += [(held, "посещаемость")] if held else []
    parts += [(days, f"работа {sign}") for days, sign in works]
    return [
        f"{join_and([name for late, name in parts if late == days])}: {days_late(days)}"
        for days in sorted({days for days, _ in parts if days})
    ]
