"""The journal of a group: who is in it, attendance, what was done in which form; what came of a club."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ejournal.documents.own_journal import OwnJournal
from ejournal.documents.own_journal_parts import Briefing, Fact, Member
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_parts import Entry, Part
from ejournal.models import own_journals
from ejournal.models.curriculum import Group
from ejournal.reports.own_journal_words import classes, last_day, since, taught_by
from ejournal.reports.volume_facts import Facts
from ejournal.reports.volume_summary import LAST_HALF
from ejournal.rules.attendance import missed
from ejournal.wording import NBSP, date_numeric, decimal, full_name, short_name, weekday_name

AFTER_SCHOOL, CLUB = "after_school", "club"
LED_BY = {CLUB: "Руководитель", "extracurricular": "Руководитель", AFTER_SCHOOL: "Воспитатель"}
BRIEFING = "инструктаж"


def cover(facts: Facts, kind: str) -> Iterator[Fact]:
    """Which group it is, who leads it, how many are in it, when it meets."""
    group = facts.groups[0]
    yield Fact("Группа", group.name)
    yield Fact(LED_BY[kind], taught_by(facts, group))
    yield Fact("Обучающихся", str(sum(not _left(facts, pupil) for pupil in facts.roll)))
    yield Fact("Расписание", "; ".join(_week_words(facts, group)) or "не составлено")


def _week_words(facts: Facts, group: Group) -> Iterator[str]:
    days: dict[int, list[int]] = {}
    for _, day, number, _ in own_journals.week([group.id], last_day(facts)):
        days.setdefault(day, []).append(number)
    for day, numbers in days.items():
        yield f"{weekday_name(day)}, {', '.join(f'{number}-й' for number in numbers)} урок"


def sessions(facts: Facts, group: Group, made: Part) -> Part:
    """What was done, in its form; attendance of an after-school group by days."""
    formed = replace(made, entries=tuple(_formed(facts, group, made)))
    return _by_days(formed) if group.kind == AFTER_SCHOOL else formed


def _formed(facts: Facts, group: Group, made: Part) -> Iterator[Entry]:
    """The form of a session, or its режимный момент, where lessons have their homework."""
    teachers = taught_by(facts, group) if group.kind == AFTER_SCHOOL else ""
    lessons = facts.of_half(group.id)
    for lesson, entry in zip(lessons, made.entries, strict=True):
        topic = facts.texts.get((lesson.id, "topic"))
        form = topic.form or "" if topic and not topic.draft else ""
        who = "" if lesson.substitute else teachers
        yield replace(entry, homework=form, note="; ".join(filter(None, (who, entry.note))))


def _by_days(made: Part) -> Part:
    """п. 2.1: attendance of an after-school group by days: one column for all that was done on a day."""
    firsts = [
        place for place, one in enumerate(made.entries) if not place or made.entries[place - 1].day != one.day
    ]
    spans = list(zip(firsts, [*firsts[1:], len(made.entries)], strict=True))
    entries = [replace(one, width=int(place in firsts)) for place, one in enumerate(made.entries)]
    pupils = tuple(
        replace(
            pupil,
            cells=tuple(_day_cell(pupil.cells[first:last]) for first, last in spans),
            remarks=(),
        )
        for pupil in made.pupils
    )
    return replace(made, entries=tuple(entries), pupils=pupils)


def _day_cell(cells: Sequence[Cell]) -> Cell:
    """«н» when the pupil was away all day; part of a day is told by how many hours."""
    away = sum(cell.text == "н" for cell in cells)
    if away and away < len(cells):
        return Cell(f"{away}н")
    return cells[0]


def with_roll(facts: Facts, made: OwnJournal) -> OwnJournal:
    """Who is in the group; a club tells what came of it, and which инструктажи were given."""
    titles = classes(facts)
    own = own_journals.classes_of(list(facts.roll), facts.half.first, facts.half.last)
    rows = tuple(
        Member(
            str(number),
            full_name(*facts.known[pupil]),
            titles.get(own.get(pupil, 0), ""),
            date_numeric(since(facts, facts.stays[pupil])),
            _left(facts, pupil),
        )
        for pupil, number in facts.roll.items()
    )
    made = replace(made, roll=rows)
    return _with_report(facts, made) if made.kind == CLUB else made


def _left(facts: Facts, pupil: int) -> str:
    last = facts.stays[pupil][-1]
    if last.last is None or last.last >= last_day(facts):
        return ""
    return f"{date_numeric(last.last)}{f', пр. {last.left_order}' if last.left_order else ''}"


def _with_report(facts: Facts, made: OwnJournal) -> OwnJournal:
    whole = facts.half.number == LAST_HALF
    group = facts.groups[0]
    told = [
        Briefing(date_numeric(lesson.day), topic.text, _who(facts, group, lesson.substitute))
        for lesson in facts.of_half(group.id)
        if (topic := facts.texts.get((lesson.id, "topic"))) and BRIEFING in topic.text.casefold()
    ]
    title = f"{'Годовой отчёт' if whole else f'Отчёт за {facts.half.title}'}, {facts.half.year}"
    return replace(made, report_title=title, report=tuple(_report(facts, group)), briefings=tuple(told))


def _who(facts: Facts, group: Group, substitute: int | None) -> str:
    return short_name(*facts.known[substitute]) if substitute in facts.known else taught_by(facts, group)


def _report(facts: Facts, group: Group) -> Iterator[Fact]:
    """The year until now: what the programme has and what was taught, who came and left, who attended."""
    first = facts.halves[0].first
    last = last_day(facts)
    stays = [stay for own in facts.stays.values() for stay in own]
    held = [one for one in facts.lessons.get(group.id, []) if one.id in facts.held]
    seats = [
        facts.codes.get((lesson.id, pupil), "")
        for lesson in held
        for pupil in facts.roll
        if facts.is_member(group.id, pupil, lesson.day)
    ]
    planned = facts.plans.get(group.plan_id or 0)
    here = sum(not missed(code) for code in seats)
    left = [stay for stay in stays if stay.last and stay.last < last]
    yield Fact("Часов по программе на год", str(len(planned)) if planned else "____")
    yield Fact("Проведено часов с начала года", str(len(held)))
    yield Fact("Обучающихся на начало", str(sum(stay.first <= first for stay in stays)))
    yield Fact("Прибыло", str(sum(stay.first > first for stay in stays)))
    yield Fact("Выбыло", str(len(left)))
    yield Fact("Обучающихся на конец", str(len(stays) - len(left)))
    yield Fact("Посещаемость", f"{decimal(100 * here / len(seats), 0)}{NBSP}%" if seats else "—")
