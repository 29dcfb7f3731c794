"""The journal of a pupil who learns at home: its week, hours given, marks in the lines of their lessons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ejournal.documents.own_journal import OwnJournal
from ejournal.documents.own_journal_parts import Fact, Slot, SubjectHours
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_parts import Part, Pupil
from ejournal.models import own_journals
from ejournal.models.curriculum import Group
from ejournal.models.volume import Stay
from ejournal.reports.own_journal_words import alive, classes, last_day, since, taught_by
from ejournal.reports.volume import signer
from ejournal.reports.volume_facts import Facts
from ejournal.reports.volume_summary import LAST_HALF, YEAR_MARKS, signed, term_title
from ejournal.rules.term_marks import WORD_SIGNS
from ejournal.wording import date_numeric, full_name, weekday_name


def cover(facts: Facts) -> Iterator[Fact]:
    """Whom the journal is of, in which class, by which order, from when."""
    for pupil in facts.roll:
        stays = facts.stays[pupil]
        order = next((stay.order for stay in stays if stay.order), None)
        yield Fact("Обучающийся", full_name(*facts.known[pupil]))
        cohort = own_journals.classes_of([pupil], facts.half.first, facts.half.last).get(pupil)
        yield Fact("Класс", classes(facts).get(cohort or 0, ""))
        yield Fact("Основание", f"приказ {order}" if order else "приказ № ________ от ____________")
        yield Fact("Обучение на дому", _days(facts, stays))
        if cohort:
            yield Fact("Классный руководитель", signer(facts, "class_teacher", cohort))


def _days(facts: Facts, stays: Sequence[Stay]) -> str:
    lasts = [stay.last for stay in stays if stay.last]
    until = f" по {date_numeric(max(lasts))}" if len(lasts) == len(stays) else ""
    return f"с {date_numeric(since(facts, stays))}{until}"


def at_home(made: Part) -> Part:
    """The mark stands in the line of its lesson; what a footnote would say stands under its topic."""
    pupil = next(iter(made.pupils), Pupil(0, ""))
    entries, place = [], 0
    for entry in made.entries:
        own = range(place, place + entry.width)
        place += entry.width
        if entry.day:
            mark = "/".join(pupil.cells[column].text for column in own if pupil.cells[column].text)
            told = [text for column, text in pupil.remarks if column in own]
            note = "; ".join(filter(None, (entry.note, *told)))
            topic = f"{entry.topic} ({note})" if note else entry.topic
            entries.append(replace(entry, width=0, number=mark, topic=topic, note=""))
    return replace(made, entries=tuple(entries), pupils=())


def with_hours(facts: Facts, made: OwnJournal) -> OwnJournal:
    """The week of a pupil at home, hours by plan and given, the term marks that go to the class's summary."""
    day = last_day(facts)
    groups = {group.id: group for group in facts.groups}
    week = own_journals.week(list(groups), day)
    rows = [
        Slot(
            weekday_name(weekday).capitalize(),
            f"{number}-й урок",
            groups[page].subject.name,
            taught_by(facts, groups[page]),
            room,
        )
        for page, weekday, number, room in week
    ]
    titles = _terms(facts)
    hours = tuple(
        _hours(facts, group, own, sum(page == group.id for page, *_ in week), titles)
        for group, own in zip([one for one in facts.groups if alive(facts, one)], made.parts, strict=True)
    )
    said = tuple(
        (own.subject, text) for own, row in zip(made.parts, hours, strict=True) for text in _said(row, titles)
    )
    return replace(
        made,
        schedule=tuple(rows),
        terms=tuple(map(Cell, titles)),
        hours=hours,
        hours_told=f"Всего {len(week)} ч в неделю. Итоговые отметки перенесены в сводную ведомость класса.",
        said=said,
    )


def _terms(facts: Facts) -> list[str]:
    periods = [term_title(period) for half in facts.halves for period in half.periods]
    return [
        *periods,
        *(title for kind, title in YEAR_MARKS if kind == "year" and facts.half.number == LAST_HALF),
    ][:5]


def _hours(facts: Facts, group: Group, own: Part, weekly: int, titles: Sequence[str]) -> SubjectHours:
    pupil = next(iter(facts.roll), 0)
    periods = [period for half in facts.halves for period in half.periods]
    marks = [facts.term(group.id, pupil, "period", period) for period in periods]
    if facts.half.number == LAST_HALF:
        marks.append(facts.term(group.id, pupil, "year", None))
    planned = own.closing.planned
    return SubjectHours(
        own.subject,
        ", ".join(own.teachers),
        str(weekly),
        "" if planned is None else str(planned),
        str(own.closing.held),
        tuple(Cell(signed(mark)) for mark in marks[: len(titles)]),
    )


def _said(row: SubjectHours, titles: Sequence[str]) -> Iterator[str]:
    words = {sign: told for told, sign in WORD_SIGNS.items()}
    shown = ((title, cell.text) for title, cell in zip(titles, row.marks, strict=True) if cell.text)
    marks = [f"{title} — {words.get(text, text)}" for title, text in shown]
    if marks:
        yield f"Итоговые отметки: {'; '.join(marks)}."
