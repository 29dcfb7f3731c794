"""One check of the journals on its page: the tables, the words, who has read it, what still stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.documents import certificate as documents
from ejournal.documents.certificate import Acquaintance
from ejournal.models import certificates as stored
from ejournal.models.audit import head
from ejournal.models.certificates import KIND, Certificate, CertificateContent, CertificateIssue
from ejournal.models.papers import IssuedPaper, NewPaper, issued_paper, last_number
from ejournal.models.people import SchoolYear, names
from ejournal.models.settings import SchoolSettings
from ejournal.reports.certificates import paper as papers
from ejournal.reports.certificates.content import Content, Remark, from_json
from ejournal.reports.certificates.known import known_of
from ejournal.reports.certificates.made import Known as KnownBefore
from ejournal.reports.certificates.made import made
from ejournal.reports.certificates.paper import Known, Shown
from ejournal.reports.certificates.read import Span
from ejournal.reports.certificates.remarks import codes_in, standing
from ejournal.reports.certificates.words import heading_of, results_of
from ejournal.rules import certificates as rules
from ejournal.rules.advice import Line as Advice
from ejournal.rules.repeat_checks import Scope, earlier, last_alike, shared
from ejournal.wording import NBSP, class_name, date_numeric, short_name, span

DAY = timedelta(days=1)


@dataclass(frozen=True)
class RemarkLine:
    """A remark with the places that still stand; `overdue` days when they stand past its day, None of what is
    told for knowledge."""

    remark: Remark
    left: tuple[tuple[str, str], ...]
    due: date | None
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
    advice: tuple[Advice, ...]
    again: date | None
    version: int
    whole: bool

    @property
    def owed(self) -> list[RemarkLine]:
        """What is to be put right."""
        return [line for line in self.remarks if line.due]

    @property
    def noted(self) -> list[RemarkLine]:
        """What is told for knowledge."""
        return [line for line in self.remarks if not line.due]

    @property
    def confirmed(self) -> int:
        return sum(bool(row.day) for row in self.known)

    @property
    def asked(self) -> int:
        """How many are to confirm: who has left without it is none of them."""
        return sum(not row.gone for row in self.known)

    @property
    def open(self) -> int:
        return sum(bool(line.left) for line in self.owed)

    @property
    def overdue(self) -> int:
        return sum(bool(line.overdue) for line in self.remarks)


def page(one: Certificate, reader: int | None, school: SchoolSettings, now: datetime) -> CertificatePage:
    """п. 4.2.2: the check as it stands; of a `reader` the own part alone. A constant number of queries."""
    kept = newest(one)
    content = from_json(kept.content)
    issue = stored.issue_of(one.id)
    still = standing(one.year, codes_in([content]), now) if issue else None
    shown = content.part_of(reader) if reader is not None else content
    author = names([one.author_id], now.date()).get(one.author_id)
    known = known_of(one, content, now)
    advice = _addressed(papers.advice_of(one.advice), known)
    if reader is not None:
        advice = tuple(line for line in advice if line.person == reader)
    days = span(one.first, one.last)
    return CertificatePage(
        id=one.id,
        title=f"Справка {heading_of(content, one.first, one.last)}",
        days=days,
        issued=issued_paper(issue.paper_id) if issue else None,
        content=shown,
        table=papers.table_of(content, one.directions, papers.scale_of(school)) if reader is None else (),
        results=results_of(content, days) if reader is None else (),
        remarks=tuple(_line(remark, still, now.date()) for remark in shown.remarks),
        known=known if reader is None else tuple(row for row in known if row.person == reader),
        author=short_name(*author) if author else "",
        basis=one.basis,
        conclusions=one.conclusions,
        advice=advice,
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
    if remark.noted:
        return RemarkLine(remark, remark.links, None, 0)
    pairs = zip(remark.links, remark.keys, strict=True)
    left = tuple(link for link, key in pairs if still is None or key in still)
    due = date.fromisoformat(remark.due)
    late = (today - due).days if left and still is not None else 0
    return RemarkLine(remark, left, due, max(0, late))


def _addressed(advice: Iterable[Advice], known: Iterable[Known]) -> tuple[Advice, ...]:
    """Who sees each line: whose name alone stands in it, else whoever was chosen."""
    called: dict[str, list[int]] = {}
    for row in known:
        called.setdefault(row.name, []).append(row.person)
    alone = {name: people[0] for name, people in called.items() if len(people) == 1}
    return tuple(line._replace(person=alone.get(line.who, line.person)) for line in advice)


def counted(
    year: SchoolYear, span: Span, directions: str, school: SchoolSettings, now: datetime, own: int = 0
) -> tuple[Content, int | None, date | None]:
    """п. 4.2.2: a check counted now (`own`: its number, when again): its content, the certificate that it is
    compared with, the day of the next one."""
    known, before = _known(year, _scope(span, directions, own), now)
    due = now.date() + DAY * school.certificate_days
    found = made(span, directions, due, known, now)
    rules.check_lessons(found.lessons)
    again = rules.needs_another(found.values, directions, papers.scale_of(school))
    return found, before, due + DAY * school.certificate_days if again else None


def _scope(span: Span, directions: str, number: int) -> Scope:
    classes = None if span.cohorts is None else frozenset(span.cohorts)
    return Scope(span.first, span.last, classes, span.teacher, directions, number)


def _known(year: SchoolYear, asked: Scope, now: datetime) -> tuple[KnownBefore, int | None]:
    """п. 4.2.2: what the certificates before a check have told, and which of them it is compared with."""
    scopes = [
        _scope(Span(year, one.first, one.last, one.cohorts, one.teacher_id or 0), one.directions, one.id)
        for one in stored.issued(year)
    ]
    kept = {
        number: from_json(text) for number, text in stored.newest_contents([s.id for s in scopes]).items()
    }
    issued = {number: at.astimezone(now.tzinfo).date() for number, at in stored.issued_at(list(kept)).items()}
    told = [(issued[one.id], kept[one.id]) for one in earlier(asked, scopes)]
    alike = last_alike(asked, scopes)
    if alike is None:
        return KnownBefore(None, told), None
    both = {one.code for one in rules.of_directions(shared(asked, alike))}
    before = {code: value for code, value in kept[alike.id].values.items() if code in both}
    return KnownBefore(before, told), alike.id


def proposed(
    content: Content, directions: str, again: date | None, school: SchoolSettings, today: date
) -> tuple[str, list[Advice]]:
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
    about = f"справка {heading_of(content, one.first, one.last)}"
    if paper:
        day = paper.at.astimezone(now.tzinfo).date()
        about = f"справка №{NBSP}{paper.number} от {date_numeric(day)}"
    return papers.sheet_of(school, about, known_of(one, content, now))


def classes_to_choose(rows: Iterable[tuple[int, int, str]]) -> list[tuple[int, str]]:
    return [(cohort, class_name(grade, letter)) for cohort, grade, letter in rows]


def renewed(
    one: Certificate, content: Content, again: date | None, school: SchoolSettings, now: datetime
) -> tuple[str, list[Advice], date | None] | None:
    """п. 4.2.2: the words after a new count: None keeps those that the deputy has written.

    Conclusions that were emptied are proposed anew beside the advice that was written.
    """
    lines, advice = proposed(content, one.directions, again, school, now.date())
    kept = newest(one)
    day = kept.at.astimezone(now.tzinfo).date()
    old_lines, old_advice = proposed(from_json(kept.content), one.directions, one.again, school, day)
    written = papers.advice_of(one.advice)
    own_advice = [line[:3] for line in written] != [line[:3] for line in old_advice]
    if one.conclusions.strip() and (own_advice or one.conclusions != old_lines):
        return None
    return (lines, written, one.again) if own_advice else (lines, advice, again)


def begun_by(request: str | None) -> int:
    """The check that a request began."""
    return stored.begun_by(request)


def issue_of(number: int) -> CertificateIssue | None:
    """How a check was issued, None before that."""
    return stored.issue_of(number)
