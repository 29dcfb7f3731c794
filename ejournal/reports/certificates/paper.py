"""The certificate as a paper: what was counted, and the deputy's words, as they are printed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ejournal.documents import certificate as paper
from ejournal.documents.certificate import Acquaintance, KnownRow
from ejournal.models.certificates import Certificate
from ejournal.models.people import names
from ejournal.models.settings import SchoolSettings
from ejournal.reports.certificates.content import Content, Line, Remark
from ejournal.reports.certificates.remarks import counted_of, is_office, pages_of, places_of, together
from ejournal.reports.certificates.words import classes_of, heading_of, results_of
from ejournal.rules import certificates as rules
from ejournal.rules.advice import Line as Advice
from ejournal.rules.advice import Owed, advice
from ejournal.rules.certificates import Indicator, Ratio, Scale
from ejournal.wording import (
    DASH,
    date_numeric,
    decimal,
    initials_first,
    join_and,
    numbers_words,
    short_name,
    span,
)

CELL = ("З1", "З2", "З3", "О3", "О1", "О2", "С1")
FOR_KNOWLEDGE = "к сведению"
DEPUTY = "заместитель директора по УВР"


@dataclass(frozen=True)
class Known:
    """Somebody whom a certificate was sent to, and the day of the confirmation, None while there is none.

    `gone`: who has left the school without it owes none.
    """

    person: int
    name: str
    position: str
    day: date | None
    gone: bool = False


@dataclass(frozen=True)
class Shown:
    """A row of table А."""

    indicator: Indicator
    value: str
    before: str
    change: str
    verdict: str


def scale_of(settings: SchoolSettings) -> Scale:
    return Scale(settings.certificate_good, settings.certificate_fair)


def table_of(content: Content, directions: str, scale: Scale) -> tuple[Shown, ...]:
    """Table А: every indicator of these directions; of terms only when some have ended."""
    return tuple(
        _shown(one, content, scale) for one in rules.of_directions(directions) if _has_sense(one, content)
    )


def _has_sense(one: Indicator, content: Content) -> bool:
    """An indicator that nothing is reckoned from in this span is left out, unless п. 3.7 names it."""
    return one.code in rules.NAMED or bool(content.values[one.code].whole)


def _shown(one: Indicator, content: Content, scale: Scale) -> Shown:
    value = content.values.get(one.code, Ratio(0, 0))
    old = (content.before or {}).get(one.code)
    return Shown(
        one,
        rules.shown(one, value),
        rules.briefly(one, old) if old else "",
        rules.change(one, value, old),
        scale.verdict(value.percent) if one.judged else DASH,
    )


def advice_of(stored: str) -> list[Advice]:
    """Who, what, until when, as the deputy left them; of old ones it is not known who sees them."""
    return [Advice(*row) for row in json.loads(stored)]


def advice_text(rows: Iterable[Advice]) -> str:
    """The same as it is stored."""
    return json.dumps([list(row) for row in rows], ensure_ascii=False)


def proposed_advice(content: Content, until: date) -> list[Advice]:
    """п. 4.2.2: a line for everybody who has something to put right."""
    owed = (
        Owed(
            one.code,
            one.number,
            len(one.keys),
            tuple(zip(one.owners, one.teachers, strict=False)),
            is_office(one),
        )
        for one in content.owed
    )
    return advice(owed, until)


def paper_of(
    one: Certificate,
    content: Content,
    known: tuple[Known, ...],
    number: str,
    day: date,
    school: SchoolSettings,
) -> paper.Certificate:
    """п. 4.2.2: the certificate of a day; `number` is "" while it is not issued."""
    signer = names([one.author_id], day).get(one.author_id)
    shown = table_of(content, one.directions, scale_of(school))
    compared = content.before is not None
    days = span(one.first, one.last)
    return paper.Certificate(
        school=school.school_full_name or school.school_name,
        place=school.school_place,
        day=day,
        number=number,
        heading=heading_of(content, one.first, one.last),
        basis=one.basis,
        days=date_numeric(day),
        span=days,
        object=_object(content),
        subject="; ".join(title for letter, title in rules.DIRECTIONS.items() if letter in one.directions),
        checker=f"{short_name(*signer)}, {DEPUTY}" if signer else "",
        results=results_of(content, days),
        first=() if compared else _first(shown),
        compared=_compared(shown) if compared else (),
        conclusions=tuple(line for line in one.conclusions.splitlines() if line.strip()),
        advice=tuple(paper.AdviceRow(at, *row[:3]) for at, row in enumerate(advice_of(one.advice), start=1)),
        again=date_numeric(one.again) if one.again else "",
        signer=initials_first(*signer) if signer else "",
        known=tuple(_empty(at, row) for at, row in enumerate(known, start=1)),
        teachers=tuple(_teacher(at, row) for at, row in enumerate(content.teachers, start=1)),
        classes=tuple(map(_class, content.classes)),
        remarks=tuple(map(_remarks, together(content.remarks))),
        link="",
    )


def _object(content: Content) -> str:
    of = f" (учитель {content.teacher})" if content.teacher else ""
    return f"страницы электронных журналов {classes_of(content)}{of} ({content.pages})"


def _first(shown: Iterable[Shown]) -> tuple[paper.FirstRow, ...]:
    return tuple(paper.FirstRow(row.indicator.title, row.value, row.verdict) for row in shown)


def _compared(shown: Iterable[Shown]) -> tuple[paper.IndicatorRow, ...]:
    return tuple(
        paper.IndicatorRow(
            row.indicator.title, row.value, row.before or DASH, row.change or DASH, row.verdict
        )
        for row in shown
    )


def _empty(at: int, known: Known) -> KnownRow:
    return KnownRow(at, known.name, known.position, "", "")


def sheet_of(school: SchoolSettings, about: str, known: tuple[Known, ...]) -> Acquaintance:
    """п. 4.2.2: the sheet: confirmations stand in it only where the school's act makes them valid."""
    valid = school.certificate_electronic
    rows = (
        KnownRow(
            at,
            one.name,
            one.position,
            date_numeric(one.day) if valid and one.day else "",
            "не работает" if one.gone else "в журнале" if valid and one.day else "",
        )
        for at, one in enumerate(known, start=1)
    )
    return Acquaintance(school.school_full_name or school.school_name, about, tuple(rows))


class Cells(NamedTuple):
    """What tables Б and В have in common, as it is printed."""

    topics: str
    homeworks: str
    roll: str
    average: str
    none: str
    single: str
    in_time: str


def cells_of(line: Line) -> Cells:
    """Topics, homeworks, attendance, marks a pupil, without marks, with one, in time."""
    values = {code: line.values.get(code, Ratio(0, 0)) for code in CELL}
    told = {code: rules.percent_words(value) for code, value in values.items()}
    marks = values["О3"]
    told["О3"] = decimal(marks.part / marks.whole, 2) if marks.whole else DASH
    return Cells(*(told[code] for code in CELL))


def _teacher(at: int, line: Line) -> paper.TeacherRow:
    same = cells_of(line)._asdict()
    return paper.TeacherRow(
        number=at, name=line.name, about=line.about, lessons=line.size, behind=line.behind, **same
    )


def _class(line: Line) -> paper.ClassRow:
    same, weeks = cells_of(line)._asdict(), weeks_of(line)
    return paper.ClassRow(
        name=line.name, leader=line.about, pupils=line.size, behind=line.behind, weeks=weeks, **same
    )


def weeks_of(line: Line) -> str:
    """Table В: whether the class teacher has closed the weeks."""
    left = int(line.values["КР"].part)
    return f"не закрыто: {left}" if left else "закрыты"


def _remarks(those: tuple[Remark, ...]) -> paper.RemarkRow:
    """Table Г: a row of one teacher and kind; which places they are, each apart, is on the screen."""
    one, *more = those
    since = f" (со справки от {date_numeric(date.fromisoformat(one.since))})" if one.since else ""
    return paper.RemarkRow(
        numbers_words(row.number for row in those),
        pages_of(those) if more else one.place,
        join_and(one.teachers) or DEPUTY,
        f"{one.title}{since}",
        counted_of(those) if more else places_of(one),
        date_numeric(date.fromisoformat(one.due)) if one.due else FOR_KNOWLEDGE,
    )
