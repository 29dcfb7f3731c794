"""One check of the journals on its page: the tables, the words, who has read it, what still stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ejournal.documents import certificate as documents
from ejournal.documents.certificate import Acquaintance
from ejournal.models import certificates as stored
from ejournal.models.audit import head
from ejournal.models.certificates import KIND, Certificate, CertificateContent, CertificateIssue
from ejournal.models.papers import IssuedPaper, NewPaper, issued_paper, last_number
from ejournal.models.people import SchoolYear, duties_on, names, staff
from ejournal.models.settings import SchoolSettings
from ejournal.reports.certificates import paper as papers
from ejournal.reports.certificates.content import Content, Remark, from_json
from ejournal.reports.certificates.made import made
from ejournal.reports.certificates.paper import Known, Shown
from ejournal.reports.certificates.read import Span
from ejournal.reports.certificates.remarks import standing
from ejournal.rules import certificates as rules
from ejournal.wording import NBSP, class_name, date_numeric, short_name, span

DAY = timedelta(days=1)
DIRECTOR = "директор"
TEACHER = "учитель"


@dataclass(frozen=True)
class RemarkLine:
    """A remark with the places that still stand; `overdue` days when they stand past its day."""

    remark: Remark
    left: tuple[tuple[str, str], ...]
    due: date
    overdue: int


@dataclass(frozen=True)
class CertificatePage:
    """`whole` is for whoever sees all of it; the others see their own rows of `content`."""

    id: int
    title: str
    days: str
    issued: IssuedPaper | None
    content: Content
    table: tuple[Shown, ...]
    results: tuple[str, ...]
    remarks: tuple[RemarkLine, ...]
    known: tuple[Known, ...]
    author: str
    basis: str
    conclusions: str
    advice: tuple[tuple[str, str, str], ...]
    again: date | None
    version: int
    whole: bool

    @property
    def open(self) -> int:
        return sum(bool(line.left) for line in self.remarks)

    @property
    def overdue(self) -> int:
        return sum(bool(line.overdue) for line in self.remarks)


def page(one: Certificate, reader: int | None, school: SchoolSettings, now: datetime) -> CertificatePage:
    """п. 4.2.2: the check as it stands; of a `reader` the own part alone. A constant number of queries."""
    kept = newest(one)
    content = from_json(kept.content)
    issue = stored.issue_of(one.id)
    still = standing(one.year, [content], now) if issue else None
    shown = content.part_of(reader) if reader is not None else content
    author = names([one.author_id], now.date()).get(one.author_id)
    advice = papers.advice_of(one.advice)
    if reader is not None:
        own = names([reader], now.date()).get(reader)
        advice = [row for row in advice if own and short_name(*own) in row[0]]
    days = span(one.first, one.last)
    return CertificatePage(
        id=one.id,
        title=f"Справка {papers.heading_of(content, one.first, one.last)}",
        days=days,
        issued=issued_paper(issue.paper_id) if issue else None,
        content=shown,
        table=papers.table_of(content, one.directions, papers.scale_of(school)) if reader is None else (),
        results=papers.results_of(content, days) if reader is None else (),
        remarks=tuple(_line(remark, still, now.date()) for remark in shown.remarks),
        known=known_of(one, content, now) if reader is None else _own(one, reader, now),
        author=short_name(*author) if author else "",
        basis=one.basis,
        conclusions=one.conclusions,
        advice=tuple(advice),
        again=one.again,
        version=one.version,
        whole=reader is None,
    )


def newest(one: Certificate) -> CertificateContent:
    """What was counted last."""
    kept = stored.newest_content(one.id)
    assert kept is not None, "a check is begun with what it has counted"
    return kept


def _line(remark: Remark, still: set[str] | None, today: date) -> RemarkLine:
    """Before it is issued every remark stands."""
    pairs = zip(remark.links, remark.keys, strict=True)
    left = tuple(link for link, key in pairs if still is None or key in still)
    due = date.fromisoformat(remark.due)
    late = (today - due).days if left and still is not None else 0
    return RemarkLine(remark, left, due, max(0, late))


def known_of(one: Certificate, content: Content, now: datetime) -> tuple[Known, ...]:
    """Whom it was sent to, and who has confirmed; before it is issued whom it would be sent to."""
    sent = stored.recipients([one.id])
    rows = [(row.person_id, row.position) for row in sent] or recipients(content, one.author_id, now.date())
    read = stored.readings([one.id])
    called = names([who for who, _ in rows], now.date())
    return tuple(
        Known(who, short_name(*called[who]), position, _day(read.get((one.id, who)), now))
        for who, position in rows
        if who in called
    )


def _own(one: Certificate, reader: int, now: datetime) -> tuple[Known, ...]:
    own = [row for row in stored.recipients([one.id]) if row.person_id == reader]
    at = stored.readings([one.id]).get((one.id, reader))
    return tuple(Known(reader, "", row.position, _day(at, now)) for row in own)


def _day(at: datetime | None, now: datetime) -> date | None:
    return at.astimezone(now.tzinfo).date() if at else None


def recipients(content: Content, author: int, day: date) -> list[tuple[int, str]]:
    """п. 4.2.2: the director, then the teachers and class teachers concerned, by name; not the author."""
    work = {person: position.lower() for person, _, _, position, _ in reversed(staff(day))}
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
        classes = f"кл.{NBSP}рук. {', '.join(led[who])}" if who in led else ""
        rows.append((who, ", ".join(filter(None, (work.get(who, TEACHER), classes)))))
    return rows


def counted(
    year: SchoolYear, span: Span, directions: str, school: SchoolSettings, now: datetime
) -> tuple[Content, int | None, date | None]:
    """п. 4.2.2: a check counted now: its content, the certificate before it, the day of the next one."""
    before = stored.last_issued(year, span.first)
    old = from_json(newest(before).content) if before else None
    due = now.date() + DAY * school.certificate_days
    days = (before.first, before.last) if before else None
    found = made(span, directions, due, old, days, now)
    again = rules.needs_another(found.values, directions, papers.scale_of(school))
    return found, before.id if before else None, due + DAY * school.certificate_days if again else None


def proposed(
    content: Content, directions: str, again: date | None, school: SchoolSettings, today: date
) -> tuple[str, list[tuple[str, str, str]]]:
    """п. 4.2.2: the conclusions and the advice that follow from the numbers, for the deputy to edit."""
    lines = rules.conclusions(content.values, content.before, directions, papers.scale_of(school), again)
    return "\n".join(lines), papers.proposed_advice(content, today + DAY * school.certificate_days)


def document(one: Certificate, number: str, school: SchoolSettings, now: datetime) -> documents.Certificate:
    """The paper of a check as it would be issued now."""
    content = from_json(newest(one).content)
    return papers.paper_of(one, content, known_of(one, content, now), number, now.date(), school)


def to_issue(one: Certificate, title: str, year: SchoolYear, now: datetime) -> tuple[int, NewPaper]:
    """The next number, and what the register is to say."""
    told = {"year": year.name, "days": span(one.first, one.last)}
    return last_number(KIND, now.year) + 1, NewPaper(KIND, title, KIND, one.id, told, head())


def sheet(one: Certificate, school: SchoolSettings, now: datetime) -> Acquaintance:
    """п. 4.2.2: the sheet of who is acquainted, to be printed."""
    issue = stored.issue_of(one.id)
    paper = issued_paper(issue.paper_id) if issue else None
    content = from_json(newest(one).content)
    about = f"справка {papers.heading_of(content, one.first, one.last)}"
    if paper:
        day = paper.at.astimezone(now.tzinfo).date()
        about = f"справка №{NBSP}{paper.number} от {date_numeric(day)}"
    return papers.sheet_of(school, about, known_of(one, content, now))


def classes_to_choose(rows: Iterable[tuple[int, int, str]]) -> list[tuple[int, str]]:
    return [(cohort, class_name(grade, letter)) for cohort, grade, letter in rows]


def is_written(one: Certificate, school: SchoolSettings, zone: tzinfo | None) -> bool:
    """Whether the deputy has changed the words that were proposed."""
    kept = newest(one)
    content, day = from_json(kept.content), kept.at.astimezone(zone).date()
    lines, advice = proposed(content, one.directions, one.again, school, day)
    return one.conclusions != lines or papers.advice_of(one.advice) != advice


def begun_by(request: str | None) -> int:
    """The check that a request began."""
    return stored.begun_by(request)


def issue_of(number: int) -> CertificateIssue | None:
    """How a check was issued, None before that."""
    return stored.issue_of(number)
