"""Papers of families (п. 4.6.1): prepared, signed, filed; a choice opens or closes the diary at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import consents as stored
from ejournal.models import signers
from ejournal.models.consents import FamilyPaper, FamilyStep, NewFamilyPaper, PaperRow
from ejournal.models.imports import Upload
from ejournal.models.papers import NewPaper
from ejournal.models.people import Informing
from ejournal.rules import consents as rules
from ejournal.rules.consents import CLAUSE, Signed
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services import papers
from ejournal.services.deeds import add_fact, create, deed, revise


@dataclass(frozen=True)
class Back:
    """A paper that is back: the form ticked in an application, the scan when there is one."""

    paper: int
    electronic: bool | None = None
    scan: Upload | None = None


@deed("family.prepare", of="cohort", alone=True)
def prepare(
    cohort: int,
    prepared: Sequence[NewFamilyPaper],
    paper: NewPaper,
    text_hash: str,
    file: bytes,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.6.1: papers get their numbers of the register; their file is kept as it was issued."""
    if not prepared:
        raise Refusal(CLAUSE, "Печатать нечего: отметьте, кому нужны бумаги.")
    if prepared[0].number != stored.last_number(now.year) + 1:
        raise Refusal("", "Номера этих бумаг только что заняли другие. Нажмите ещё раз.", Way.RELOAD)
    issued = papers.register(paper, text_hash, file, by=by, now=now)
    for one in prepared:
        add_fact(
            FamilyPaper,
            year=now.year,
            number=one.number,
            kind=one.kind,
            guardian=one.guardian,
            child=one.child,
            cohort=cohort,
            electronic=one.electronic,
            token=one.token,
            issued=issued,
        )


@deed("family.sign", of="cohort", alone=True)
def sign(
    cohort: int, back: Sequence[Back], day: date | None, place: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.6.1: papers are back with their signatures; each guardian's choice is in force from now on."""
    if not back:
        raise Refusal(CLAUSE, "Отметьте бумаги, которые вернулись подписанными.")
    place = one_line(place, limit=rules.PLACE, field="Место хранения")
    record(cohort, back, day, place, now)


def record(cohort: int, back: Sequence[Back], day: date | None, place: str, now: datetime) -> None:
    """The same as a part of the deed that is being done."""
    gone = stored.gone(cohort, now.date())
    known = _papers_of({*stored.pupils(cohort, now.date()), *gone})
    for one in back:
        _take(_known(known, one.paper), one, day, place, now, gone)
    _apply({(known[one.paper].guardian, known[one.paper].child) for one in back}, now)


@deed("family.spoil", of="cohort", alone=True)
def spoil(cohort: int, papers: Sequence[int], *, by: Actor, now: datetime) -> None:
    """п. 4.6.1: papers that were printed for nothing; their numbers stay in the register."""
    if not papers:
        raise Refusal(CLAUSE, "Отметьте бумаги, которые напечатаны зря.")
    known = _papers_of(stored.pupils(cohort, now.date()))
    for one in papers:
        row = _known(known, one)
        rules.check_waits(row.number, row.signed, row.spoilt)
        empty = {"electronic": None, "place": "", "upload": None, "file_hash": ""}
        add_fact(FamilyStep, paper=row.id, step="spoilt", day=now.date(), **empty)


@deed("family.child", of="cohort", alone=True)
def child_signed(cohort: int, papers: Sequence[int], *, by: Actor, now: datetime) -> None:
    """п. 4.6.1: on these consents stands the signature of the child of 14 too."""
    if not papers:
        raise Refusal(CLAUSE, "Отметьте согласия, на которых есть подпись ребёнка.")
    known = _papers_of(stored.pupils(cohort, now.date()))
    for one in papers:
        row = _known(known, one)
        rules.check_child(row.number, row.kind, row.signed, row.child_signed is not None)
        empty = {"electronic": None, "place": "", "upload": None, "file_hash": ""}
        add_fact(FamilyStep, paper=row.id, step="child", day=now.date(), **empty)


def _papers_of(children: Collection[int]) -> dict[int, PaperRow]:
    """The papers about these children, by number of the row."""
    return {row.id: row for row in stored.papers(children)}


def _known(known: dict[int, PaperRow], paper: int) -> PaperRow:
    if paper not in known:
        raise Refusal(CLAUSE, "Такой бумаги у класса нет: обновите страницу.", Way.RELOAD)
    return known[paper]


def _take(
    paper: PaperRow, back: Back, day: date | None, place: str, now: datetime, gone: Collection[int]
) -> None:
    """п. 4.6.1: of a child who left (`gone`) a paper is kept in the history, whoever answers for it now."""
    scan = {"upload": back.scan, "file_hash": back.scan.file_hash if back.scan else ""}
    if paper.step is not None:
        if back.scan is None or paper.scanned:
            told = f"Бумага № {paper.number} уже записана подписанной. Обновите страницу."
            raise Refusal(CLAUSE, told, Way.RELOAD)
        add_fact(
            FamilyStep, paper=paper.id, step="scanned", day=paper.signed, electronic=None, place="", **scan
        )
        return
    printed = paper.at.astimezone(now.tzinfo).date()
    day = rules.check_day(day, printed, now.date())
    if paper.child not in gone:
        check_guardian(paper.guardian, paper.child, now.date())
    asked = rules.check_asked(paper.kind, back.electronic, paper.printed)
    add_fact(FamilyStep, paper=paper.id, step="signed", day=day, electronic=asked, place=place, **scan)


def check_guardian(guardian: int, child: int, today: date) -> None:
    """п. 4.6.1: whoever signs answers for the child today; since 18 the pupil alone."""
    signing = {pair.guardian for pair in signers.pairs_of([child], today)}
    rules.check_signer(guardian, child, signing)


def check_withdrawn(pairs: Collection[tuple[int, int]], today: date) -> None:
    """п. 4.6.1: each guardian who is to withdraw has given a consent for the child that stands."""
    for guardian, child in pairs:
        stands = stored.informing(guardian, child, today)
        rules.check_withdrawal(stands.consented if stands else None)


@deed("family.old", of="cohort", alone=True)
def register_old(
    cohort: int,
    pairs: Collection[tuple[int, int]],
    day: date | None,
    place: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.6.1: consents signed before the journal came: the day and the shelf, many at once."""
    day, place = _check_old(pairs, day, place, now)
    _check_none_stands(pairs)
    first = stored.last_number(now.year) + 1
    for number, (guardian, child) in enumerate(sorted(pairs), first):
        check_guardian(guardian, child, now.date())
        made = add_fact(
            FamilyPaper,
            year=now.year,
            number=number,
            kind=rules.CONSENT,
            guardian=guardian,
            child=child,
            cohort=cohort,
            electronic=None,
            token=f"old-{now.year}-{number}",
            issued=None,
        )
        add_fact(
            FamilyStep,
            paper=made.id,
            step="signed",
            day=day,
            electronic=None,
            place=place,
            upload=None,
            file_hash="",
        )
    _apply(set(pairs), now)


def _check_old(
    pairs: Collection[tuple[int, int]], day: date | None, place: str, now: datetime
) -> tuple[date, str]:
    place = one_line(place, limit=rules.PLACE, field="Место хранения")
    if not pairs:
        raise Refusal(CLAUSE, "Отметьте представителей, чьи согласия уже хранятся в школе.")
    day = rules.check_old_day(day, now.date())
    if not place:
        raise Refusal(CLAUSE, "Укажите, где хранятся согласия: например, «папка 02-15, сейф».")
    return day, place


def _check_none_stands(pairs: Collection[tuple[int, int]]) -> None:
    """п. 4.6.1: what was signed about the consent and stands is not written over, nor entered twice."""
    rows = [row for row in stored.papers({child for _, child in pairs}) if row.kind != rules.APPLICATION]
    for pair in sorted(pairs):
        own = [row for row in rows if (row.guardian, row.child) == pair and row.signed]
        newest = max(own, key=lambda row: (row.signed or date.min, _taken(row)), default=None)
        if newest and newest.signed:
            rules.check_old((newest.kind, newest.number, newest.year, newest.signed))


def _apply(changed: Collection[tuple[int, int]], now: datetime) -> None:
    """п. 4.6.1: the choice of each of these guardians after all papers, in force from today."""
    rows = stored.papers(sorted({child for _, child in changed}))
    for guardian, child in sorted(changed):
        own = sorted(
            (row for row in rows if (row.guardian, row.child) == (guardian, child) and row.step), key=_taken
        )
        stood = stored.informing(guardian, child, now.date())
        before = rules.Form(stood.electronic, stood.consented) if stood else rules.UNKNOWN
        papers = (Signed(row.kind, row.signed, row.form) for row in own if row.signed)
        _put(guardian, child, rules.form_after(papers, before), now.date())


def _taken(row: PaperRow) -> int:
    return row.step or 0


def _put(guardian: int, child: int, form: rules.Form, today: date) -> None:
    values = {"electronic": form.electronic, "consented": form.consented, "signed": True}
    standing = stored.informing(guardian, child, today)
    if standing and all(getattr(standing, name) == value for name, value in values.items()):
        return
    if standing and standing.valid_from == today:
        revise(standing, **values)
        return
    if standing:
        revise(standing, valid_to=today - timedelta(days=1))
    create(Informing, guardian=guardian, child=child, valid_from=today, **values)
