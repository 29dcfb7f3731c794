"""Checks of the journals: begun, counted, put in the deputy's words, issued, read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models import certificates as stored
from ejournal.models.certificates import (
    KIND,
    Certificate,
    CertificateContent,
    CertificateIssue,
    CertificateReading,
    CertificateRecipient,
    PlannedCheck,
)
from ejournal.models.papers import NewPaper, last_number
from ejournal.models.people import SchoolYear
from ejournal.rules import certificates as rules
from ejournal.rules.advice import Line
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import clean, one_line
from ejournal.services.deeds import add_fact, create, deed, revise
from ejournal.services.papers import register

BASIS, WORDS, WHO, WHAT = 300, 6000, 200, 600  # signs
MOST_ADVICE = 100
GONE = "Справка уже оформлена: её слова больше не меняются. Для изменений проведите новую проверку."
CHANGED = (
    "Справку в это время изменили в другом окне. Ваш текст — в полях ниже, сохранённый — под ними: "
    "перенесите из него нужное и сохраните ещё раз."
)


@dataclass(frozen=True)
class Wanted:
    """What is to be checked: days, classes as in Certificate, a teacher, directions, on what basis."""

    first: date
    last: date
    classes: str
    teacher: int | None
    directions: str
    basis: str


@dataclass(frozen=True)
class Words:
    """What the deputy writes: conclusions by lines, advice, the next check's day."""

    conclusions: str
    advice: Sequence[Line]
    again: date | None


@deed("certificate.begin", of="school_year", alone=True)
def begin(
    year: SchoolYear,
    wanted: Wanted,
    previous: int | None,
    content: str,
    words: Words,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.2.2: a check with what was counted, and the words that are proposed."""
    said = _checked(words)
    one = create(
        Certificate,
        year=year,
        first=wanted.first,
        last=wanted.last,
        classes=wanted.classes,
        teacher=wanted.teacher,
        directions=rules.check_directions(wanted.directions),
        author=by.person,
        previous=previous,
        basis=one_line(wanted.basis, limit=BASIS, field="Основание"),
        dropped=False,
        **said,
    )
    add_fact(CertificateContent, certificate=one, content=content)


@deed("certificate.recount", of="certificate", alone=True)
def recount(one: Certificate, content: str, words: Words | None, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2: counted again; `words` take the place of what was proposed, None keeps what was written."""
    _check_open(one)
    add_fact(CertificateContent, certificate=one, content=content)
    revise(one, **(_checked(words) if words else {}))  # another version: a window with the old figures is old


@deed("certificate.write", of="certificate", alone=True)
def write(
    one: Certificate, version: int, basis: str, words: Words, exact: bool = False, *, by: Actor, now: datetime
) -> None:
    """п. 4.2.2: the deputy's own words, kept as they are typed; those of another window are not lost.

    `exact`: refused as well when the same words stand in a version that the person has not seen.
    """
    _check_open(one)
    said = {"basis": one_line(basis, limit=BASIS, field="Основание"), **_checked(words)}
    kept = Certificate.get_by_id(one.id)
    same = all(getattr(kept, name) == value for name, value in said.items())
    if kept.version != version and (exact or not same):
        raise Refusal(rules.CLAUSE, CHANGED)
    if same:
        return
    revise(kept, **said)


@deed("certificate.drop", of="certificate", alone=True)
def drop(one: Certificate, *, by: Actor, now: datetime) -> None:
    """A check that was not issued is put aside."""
    _check_open(one)
    revise(one, dropped=True)


@deed("certificate.issue", of="certificate", alone=True)
def issue(
    one: Certificate,
    content: CertificateContent,
    number: int,
    paper: NewPaper,
    file: tuple[str, bytes],
    recipients: Sequence[tuple[int, str]],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.2.2: registered under the number that stands in it, and sent to those whom it concerns."""
    _check_open(one)
    newest = stored.newest_content(one.id)
    if newest is None or newest.id != content.id or last_number(KIND, now.year) + 1 != number:
        raise Refusal(
            rules.CLAUSE, "Справку в это время изменили. Обновите страницу и повторите.", Way.RELOAD
        )
    if not one.conclusions.strip():
        raise Refusal(rules.CLAUSE, "Выводы не написаны. Впишите их или пересчитайте справку: их предложат.")
    if one.again and one.again <= one.last:
        raise Refusal(
            rules.CLAUSE, "Срок повторной проверки раньше конца проверенных дней. Исправьте его или уберите."
        )
    issued = register(paper, *file, by=by, now=now)
    add_fact(CertificateIssue, certificate=one, content=content, paper=issued)
    for person, position in recipients:
        add_fact(CertificateRecipient, certificate=one, person=person, position=position)


@deed("certificate.confirm", of="certificate", alone=True)
def confirm(one: Certificate, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2: «ознакомлен(а)»: by whom it was sent to, once."""
    if by.person not in {row.person_id for row in stored.recipients([one.id])}:
        raise Refusal(rules.CLAUSE, "Эта справка направлена не вам: подтверждать нечего.")
    if (one.id, by.person) not in stored.readings([one.id]):
        add_fact(CertificateReading, certificate=one)


@deed("certificate.plan", of="school_year", alone=True)
def plan(year: SchoolYear, titles: dict[date, str], *, by: Actor, now: datetime) -> None:
    """п. 4.2.2: what is to be checked in which month; an empty one takes the month out of the words."""
    known = stored.planned(year.valid_from, year.valid_to)
    for month, typed in titles.items():
        title = one_line(typed, limit=BASIS, field="План проверки")
        row = known.get(month)
        if row is None and title:
            create(PlannedCheck, month=month, title=title)
        elif row is not None and row.title != title:
            revise(row, title=title)


def _check_open(one: Certificate) -> None:
    if stored.issue_of(one.id) is not None or Certificate.get_by_id(one.id).dropped:
        raise Refusal(rules.CLAUSE, GONE, Way.RELOAD)


def _checked(words: Words) -> dict[str, str | date | None]:
    rows = [
        Line(
            one_line(line.who, limit=WHO, field="Кому"),
            one_line(line.what, limit=WHAT, field="Что сделать"),
            one_line(line.until, limit=WHO, field="Срок"),
            line.person,
        )
        for line in words.advice
    ]
    rows = [row for row in rows if any(row[:3])]
    lacking = next((row for row in rows if not all(row[:3])), None)
    if lacking:
        told = next(filter(None, lacking[:3]))
        raise Refusal(
            rules.CLAUSE, f"Рекомендация «{told}» не закончена: нужно, кому, что сделать и до какого дня."
        )
    if len(rows) > MOST_ADVICE:
        raise Refusal(rules.CLAUSE, f"Рекомендаций больше {MOST_ADVICE}. Объедините одинаковые.")
    return {
        "conclusions": clean(words.conclusions, limit=WORDS, field="Выводы"),
        "advice": json.dumps(rows, ensure_ascii=False),
        "again": words.again,
    }
