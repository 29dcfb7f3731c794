"""What is doubtful in a КТП (domain facts, 5.6): numbers, days, languages, hours; it stops no row."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ejournal.importing.columns import untangled
from ejournal.importing.ktp import Item, Plan
from ejournal.importing.ktp_title import About
from ejournal.importing.remarks import Remark
from ejournal.rules import language
from ejournal.rules.refusal import Refusal
from ejournal.wording import numbers_words

# Month and day of the holidays that no decree moves to a working day.
HOLIDAYS = {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
SUNDAY = 6
MOST_CONTROL = 10  # percent of the hours
HOURS = "Количество часов"
ANOTHER = "на этом листе счёт уроков начат заново: если это другой план, загрузите листы по одному"
EARLIER = "дата раньше, чем у предыдущего урока"
ORDER = "порядок уроков — по строкам"


def check(plan: Plan, told: About) -> list[Remark]:
    """п. 2.2, 4.5.1: the remarks about a plan in the order of its rows, then those about the whole file."""
    items = plan.items
    found = [*plan.remarks, *_numbers(items), *_days(plan), *_topics(plan), *_sections(plan)]
    if not plan.plain:  # a list numbers its topics, not its lessons
        found += _rows(items)
    names = [table.sheet or table.number for table, _ in plan.headers]

    def order(remark: Remark) -> tuple[int, int]:
        place = dict(remark.place)
        return names.index(place.get("sheet", place.get("table"))), int(place["row"])

    return [*sorted(found, key=order), *_total(plan, told)]


def _numbers(items: list[Item]) -> Iterator[Remark]:
    """Numbers that repeat or are left out; a count that starts from 1 again is one of a term or a section."""
    numbered = [item for item in items if item.numbers]
    expected = 1
    sheet = numbered[0].line.table.sheet if numbered else None
    for index, item in enumerate(numbered):
        first, after = item.numbers[0], item.numbers[-1] + 1
        if first == 1 != expected and item.line.table.sheet != sheet:
            yield item.line.remark("warning", "number", ANOTHER)
        sheet = item.line.table.sheet
        if first not in (expected, 1):
            following = numbered[index + 1].numbers[0] if index + 1 < len(numbered) else None
            misprint = following == expected + len(item.numbers)
            yield item.line.remark("warning", "number", _misnumbered(first, expected, misprint))
            after = expected + len(item.numbers) if misprint else after
        expected = after


def _misnumbered(first: int, expected: int, misprint: bool) -> str:
    if first < expected:
        missed = f", а {expected} пропущен" if misprint else ""
        return f"номер {first} повторяется{missed}; {ORDER}"
    if first == expected + 1:
        return f"номер {expected} пропущен; {ORDER}"
    return f"номера {numbers_words(range(expected, first))} пропущены; {ORDER}"


def _days(plan: Plan) -> Iterator[Remark]:
    before: date | None = None
    for item in plan.items:
        if item.days is None:
            if item.line.text("date"):
                yield item.line.remark(
                    "warning", "date", "дата не распознана: нужна вида 01.09 или 01.09.2026"
                )
            continue
        if reason := _day_fault(item, before, plan.year):
            yield item.line.remark("warning", "date", reason)
        if reason != EARLIER and _in_year(item.days.days, plan.year):
            before = item.days.days[-1]  # of the last lesson whose day is in its place


def _in_year(days: Sequence[date], year: int) -> bool:
    return all(date(year, 9, 1) <= day <= date(year + 1, 6, 30) for day in days)


def _day_fault(item: Item, before: date | None, year: int) -> str:
    assert item.days is not None
    days = item.days.days
    if not _in_year(days, year):
        return f"дата вне {year}/{year + 1} учебного года"
    if (before and days[0] < before) or list(days) != sorted(days):
        return EARLIER
    if any((day.month, day.day) in HOLIDAYS for day in days):
        return "нерабочий праздничный день"
    if any(day.weekday() == SUNDAY for day in days):
        return "воскресенье"
    too_many = not item.days.span and len(days) > item.lessons
    return f"дат больше, чем уроков: {len(days)} и {item.lessons}" if too_many else ""


def _topics(plan: Plan) -> Iterator[Remark]:
    """п. 3.6: a topic that is not in Russian, and Latin letters inside Russian words."""
    for item in plan.items:
        corrected = untangled(item.topic)
        words = [word for word in re.findall(r"\w+", item.topic) if untangled(word) != word]
        if words:
            reason = f"латинские буквы среди русских ({', '.join(words)}); вероятно, «{corrected}»"
            yield item.line.remark("warning", "topic", reason)
        try:
            language.check_topic(corrected, plan.subject)
        except Refusal:
            reason = "тема записана не на русском языке (Положение, п. 3.6)"
            yield item.line.remark("warning", "topic", reason)


def _rows(items: list[Item]) -> Iterator[Remark]:
    for item in items:
        if isinstance(item.line.cell("number"), date):
            yield item.line.remark(
                "warning", "number", f"Excel принял номера за дату; прочитано: {_span(item)}"
            )
        if item.numbers and len(item.numbers) != item.lessons:
            reason = f"номеров уроков {len(item.numbers)}, а часов {item.lessons}; верны часы"
            yield item.line.remark("warning", "hours", reason)


def _span(item: Item) -> str:
    return f"{item.numbers[0]}–{item.numbers[-1]}"


def _sections(plan: Plan) -> Iterator[Remark]:
    """The hours that a section declares against those of its topics."""
    for title, (line, said) in plan.section_hours.items():
        hours = sum(item.lessons for item in plan.items if item.section == title)
        if hours != said:
            place = tuple(line.table.place(line.row).items())
            yield Remark(
                "warning", "Раздел", title, f"в разделе заявлено часов {said}, по темам {hours}", place
            )


def _total(plan: Plan, told: About) -> Iterator[Remark]:
    said = plan.total[1] if plan.total else told.hours_declared
    if said is not None and said != plan.hours:
        yield Remark("warning", HOURS, str(said), f"по темам часов {plan.hours}")
    if told.hours_by_plan and told.hours_by_plan != plan.hours:
        reason = f"по темам часов {plan.hours}, а за {told.weeks} недели по {told.hours_per_week} ч — "
        yield Remark("warning", HOURS, str(plan.hours), f"{reason}{told.hours_by_plan}")
    control = sum(item.lessons for item in plan.items if item.kind == "control")
    if control * 100 > plan.hours * MOST_CONTROL:
        reason = f"контрольных больше {MOST_CONTROL} % часов: {control} из {plan.hours}"
        yield Remark("warning", "Контрольные работы", str(control), reason)
