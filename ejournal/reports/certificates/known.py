"""п. 4.2.2: whom a certificate is sent to, and who has said «ознакомлен(а)»."""

from datetime import date, datetime

from ejournal.models import certificates as stored
from ejournal.models.certificates import Certificate
from ejournal.models.people import duties_on, names, staff
from ejournal.reports.certificates.content import Content
from ejournal.reports.certificates.paper import Known
from ejournal.wording import NBSP, in_sentence, short_name

DIRECTOR = "директор"
TEACHER = "учитель"


def known_of(one: Certificate, content: Content, now: datetime) -> tuple[Known, ...]:
    """Whom it was sent to, and who has confirmed; before it is issued whom it would be sent to."""
    sent = stored.recipients([one.id])
    rows = [(row.person_id, row.position) for row in sent] or recipients(content, one.author_id, now.date())
    read = stored.readings([one.id])
    called = names([who for who, _ in rows], now.date())
    here = at_work(now.date())
    return tuple(
        Known(
            who,
            short_name(*called[who]),
            position,
            day := _day(read.get((one.id, who)), now),
            not (day or who in here),
        )
        for who, position in rows
        if who in called
    )


def at_work(day: date) -> set[int]:
    """Who works at the school on a day: who has left it confirms nothing any more. One query."""
    return {person for person, *_ in staff(day)}


def _day(at: datetime | None, now: datetime) -> date | None:
    return at.astimezone(now.tzinfo).date() if at else None


def recipients(content: Content, author: int, day: date) -> list[tuple[int, str]]:
    """п. 4.2.2: the director, then the teachers and class teachers concerned, by name; not the author."""
    work = {person: in_sentence(position) for person, _, _, position, _ in reversed(staff(day))}
    directors = [person for person, role, *_ in duties_on(day) if role == "director"]
    led: dict[int, list[str]] = {}
    for line in content.classes:
        for leader in line.leaders:
            led.setdefault(leader, []).append(line.name)
    people = {line.id for line in content.teachers} | led.keys()
    people |= {owner for one in content.remarks for owner in one.owners}
    people -= {author, *directors}
    called = names(people, day)
    rows = [(who, DIRECTOR) for who in dict.fromkeys(directors) if who != author]
    for who in sorted(called, key=lambda one: called[one]):
        classes = f"кл.{NBSP}рук.{NBSP}{', '.join(led[who])}" if who in led else ""
        rows.append((who, ", ".join(filter(None, (work.get(who, TEACHER), classes)))))
    return rows
