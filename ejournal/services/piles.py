"""A pile of signed papers is filed by its QR codes (п. 4.6.1, 4.4.5); what no code names waits for a hand."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from ejournal.access import Actor
from ejournal.models import consents as stored
from ejournal.models import signers
from ejournal.models import weekly as sheets
from ejournal.models.consents import FamilyPaper, PaperRow, PileLeaf
from ejournal.models.imports import Upload
from ejournal.models.imports import upload as upload_of
from ejournal.models.people import is_enrolled
from ejournal.models.weekly import WeekSheet
from ejournal.rules import consents as rules
from ejournal.rules.consents import CLAUSE
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services import consents, uploads, weekly
from ejournal.services.consents import Back
from ejournal.services.deeds import deed
from ejournal.services.uploads import NewFile
from ejournal.wording import date_numeric

LINK = re.compile(r"(https?://[^/]+)/q/([\w-]{8,32})", re.ASCII)
JPEG = "image/jpeg"
NO_CODE = "QR-код не прочитан: выберите бумагу по тексту листа."
ANOTHER_SCHOOL = "QR-код не нашей школы: лист не отсюда."
OTHER_PAPER = (
    "Это документ нашего журнала, но не заявление, не согласие и не талон недельного листа: "
    "сюда его не подшивают."
)
UNKNOWN = "Такой бумаги в журнале нет."
GONE = "Ребёнок выбыл не из этого класса: передайте бумагу классному руководителю его класса."
SPOILT = (
    "Эта бумага отмечена напечатанной зря: новая её заменяет. Если подписали всё-таки её, подшейте её "
    "здесь сами; если нет, удалите снимок."
)
ANOTHER_CLASS = "Это бумага другого класса: передайте её его классному руководителю."
NO_GUARDIAN = (
    "Подписавший сейчас не записан представителем ребёнка, или ученику уже 18 лет и он подписывает сам: "
    "проверьте карточку ученика."
)
LATER = "Бумага напечатана позже даты, которую вы указали: проверьте дату."
WHICH_FORM = "Укажите форму, отмеченную в заявлении."
FOREIGN = (ANOTHER_SCHOOL, OTHER_PAPER, UNKNOWN)
FILED, SAME, LEFT = "filed", "same", "left"


@dataclass(frozen=True)
class Page:
    """A page of a pile: its name, JPEG, and the texts of its QR codes."""

    name: str
    content: bytes
    links: tuple[str, ...]

    @property
    def file_hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Found:
    """What one QR code names and what is to be done: filed, same (filed before) or left with a reason."""

    done: str
    reason: str
    paper: PaperRow | None = None
    sheet: WeekSheet | None = None


@dataclass(frozen=True)
class Sorted:
    """A page with all that was found on it."""

    page: Page
    found: tuple[Found, ...]

    @property
    def left(self) -> list[Found]:
        """Why the page waits for a hand, by paper; a foreign code beside one of ours is no reason."""
        known = any(one.done != LEFT or one.reason not in FOREIGN for one in self.found)
        waits = [one for one in self.found if one.done == LEFT and not (known and one.reason in FOREIGN)]
        return list({one.paper.id if one.paper else None: one for one in reversed(waits)}.values())[::-1]


def sort(pages: Sequence[Page], cohort: int, base_url: str, day: date | None, now: datetime) -> list[Sorted]:
    """п. 4.6.1, 4.4.5: what each page of a pile of a class is; nothing is written."""
    day = rules.check_day(day, None, now.date())
    links = {link for page in pages for link in page.links}
    tokens = {match[2] for link in links if (match := LINK.fullmatch(link))}
    known = _Known(cohort, base_url, day, now, stored.by_tokens(tokens), sheets.by_tokens(tokens))
    return [Sorted(page, known.of_page(page)) for page in pages]


class _Known:
    """What the journal knows of the codes of a pile; one paper of it is filed once."""

    def __init__(
        self,
        cohort: int,
        base_url: str,
        day: date,
        now: datetime,
        papers: dict[str, FamilyPaper],
        stubs: dict[str, WeekSheet],
    ) -> None:
        today = now.date()
        self._base, self._day, self._now = base_url.rstrip("/"), day, now
        self._papers, self._stubs = papers, stubs
        self._gone = stored.gone(cohort, today)
        self._pupils = {*stored.pupils(cohort, today), *self._gone}
        self._filed, self._returned = stored.filed_hashes(self._pupils), sheets.stub_hashes(self._pupils)
        children = {paper.child_id for paper in papers.values()} | (self._pupils if self._filed else set())
        self._rows = {row.id: row for row in stored.papers(children)}
        self._pairs = {(pair.guardian, pair.child) for pair in signers.pairs(cohort, today)}
        self._met: set[str] = set()

    def of_page(self, page: Page) -> tuple[Found, ...]:
        return tuple(map(self._of_link, page.links)) or (self._unread(page),)

    def _unread(self, page: Page) -> Found:
        """A picture that was filed by the eye before is known again by what it is."""
        filed, sheet = self._filed.get(page.file_hash), self._returned.get(page.file_hash)
        if sheet:
            return Found(SAME, "", sheet=sheet)
        return Found(SAME, "", paper=self._rows[filed]) if filed else Found(LEFT, NO_CODE)

    def _of_link(self, link: str) -> Found:
        if not link.startswith(f"{self._base}/q/"):
            return Found(LEFT, ANOTHER_SCHOOL)
        match = LINK.fullmatch(link)
        if match is None:
            return Found(LEFT, OTHER_PAPER)
        found = self._of_token(match[2], match[2] in self._met)
        if found.done == FILED:
            self._met.add(match[2])
        return found

    def _of_token(self, token: str, again: bool) -> Found:
        if token in self._stubs:
            return self._of_sheet(self._stubs[token], again)
        if token in self._papers:
            return self._of_paper(self._rows[self._papers[token].id], again)
        return Found(LEFT, UNKNOWN)

    def _of_sheet(self, sheet: WeekSheet, again: bool) -> Found:
        if (reason := self._elsewhere(sheet.pupil_id)) is not None:
            return Found(LEFT, reason)
        if again or "returned" in sheets.steps_of(sheet.id):
            return Found(SAME, "", sheet=sheet)
        if self._day < sheet.at.astimezone(self._now.tzinfo).date():
            return Found(LEFT, LATER, sheet=sheet)
        return Found(FILED, self._history(sheet.pupil_id), sheet=sheet)

    def _of_paper(self, row: PaperRow, again: bool) -> Found:
        if (reason := self._elsewhere(row.child)) is not None:
            return Found(LEFT, reason)
        if again or (row.step is not None and row.scanned):
            return Found(SAME, "", paper=row)
        if row.spoilt:
            return Found(LEFT, SPOILT, paper=row)
        left = row.child in self._gone
        if row.step is None and not left and (row.guardian, row.child) not in self._pairs:
            return Found(LEFT, NO_GUARDIAN)
        if row.step is None and self._day < row.at.astimezone(self._now.tzinfo).date():
            return Found(LEFT, LATER, paper=row)
        if row.step is None and row.kind == rules.APPLICATION and row.printed is None:
            return Found(LEFT, WHICH_FORM, paper=row)
        return Found(FILED, self._history(row.child), paper=row)

    def _history(self, child: int) -> str:
        day = self._gone.get(child)
        return f"ребёнок выбыл {date_numeric(day)}, подшито в его историю" if day else ""

    def _elsewhere(self, child: int) -> str | None:
        if child in self._pupils:
            return None
        return ANOTHER_CLASS if is_enrolled(child, self._now.date()) else GONE


@deed("pile.file", of="cohort", alone=True)
def keep(
    cohort: int, sorted_pages: Sequence[Sorted], day: date, place: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.6.1, 4.4.5: what was recognised is filed as signed, each page once; the rest waits for a hand."""
    waiting, place = stored.kept_hashes(cohort), one_line(place, limit=rules.PLACE, field="Место хранения")
    copies = count(len(sorted_pages))
    for number, one in enumerate(sorted_pages):
        if any(found.done == FILED for found in one.found):
            _file(cohort, one, day, place, number, by, now)
        for left in one.left:
            key = (one.page.file_hash, left.paper.id if left.paper else None)
            if key not in waiting:  # each has its own copy: it may be thrown away
                _wait(cohort, left, _store(one.page, next(copies), by, now), day, place)
                waiting.add(key)


def _wait(cohort: int, left: Found, scan: Upload, day: date, place: str) -> None:
    paper = left.paper.id if left.paper else None
    PileLeaf.create(cohort=cohort, upload=scan, paper=paper, day=day, reason=left.reason, place=place)


def _file(cohort: int, one: Sorted, day: date, place: str, number: int, by: Actor, now: datetime) -> None:
    scan = _store(one.page, number, by, now)
    back = []
    for found in one.found:
        if found.done == FILED and found.sheet:
            weekly.returned(found.sheet, scan, day)
        elif found.done == FILED and found.paper:
            back.append(Back(found.paper.id, scan=scan))
    if back:
        consents.record(cohort, back, day, place, now)


def _store(page: Page, number: int, by: Actor, now: datetime) -> Upload:
    token = hashlib.sha256(f"{by.request}\x1f{number}".encode()).hexdigest()[: uploads.TOKEN]
    return uploads.store(NewFile("pile", page.name, JPEG, page.content), token, by, now)


@deed("pile.hand", of="cohort", alone=True)
def file_by_hand(
    cohort: int,
    leaf: PileLeaf,
    paper: int,
    electronic: bool | None,
    day: date | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.6.1: a page whose code could not be read is filed by the eye."""
    if not paper:
        raise Refusal(CLAUSE, "Выберите, какая это бумага.")
    _file_leaf(cohort, leaf, Back(paper, electronic, upload_of(leaf.upload_id)), day, now)


@deed("pile.stub", of="cohort", alone=True)
def file_stub(
    cohort: int, leaf: PileLeaf, number: int, day: date | None, *, by: Actor, now: datetime
) -> None:
    """п. 4.4.5: the stub of a weekly sheet whose code could not be read is filed by the eye."""
    sheet = WeekSheet.get_or_none((WeekSheet.id == number) & (WeekSheet.cohort == cohort))
    if sheet is None:
        raise Refusal(weekly.CLAUSE, "Такого недельного листа у класса нет: обновите страницу.", Way.RELOAD)
    if "returned" in sheets.steps_of(sheet.id):
        raise Refusal(weekly.CLAUSE, "Талон этого листа уже подшит. Если снимок лишний, удалите его.")
    day = rules.check_day(day, None, now.date())
    if day < sheet.at.astimezone(now.tzinfo).date():
        raise Refusal(weekly.CLAUSE, LATER)
    PileLeaf.delete().where(PileLeaf.id == leaf.id).execute()
    weekly.returned(sheet, upload_of(leaf.upload_id), day)


@deed("pile.together", of="cohort", alone=True)
def file_together(
    cohort: int, chosen: Sequence[tuple[PileLeaf, bool]], day: date | None, *, by: Actor, now: datetime
) -> None:
    """п. 4.6.1: applications that were read but for the form ticked in them, each with this form."""
    if not chosen:
        raise Refusal(CLAUSE, "Выберите форму хотя бы одного заявления: общую или у нужного листа.")
    for leaf, electronic in chosen:
        if leaf.paper_id is None:
            raise Refusal(CLAUSE, f"На листе «{leaf.upload.name}» код не прочитан: подшейте его отдельно.")
        _file_leaf(cohort, leaf, Back(leaf.paper_id, electronic, upload_of(leaf.upload_id)), day, now)


def _file_leaf(cohort: int, leaf: PileLeaf, back: Back, day: date | None, now: datetime) -> None:
    PileLeaf.delete().where(PileLeaf.id == leaf.id).execute()
    consents.record(cohort, [back], day, leaf.place or "", now)


@deed("pile.discard", of="cohort")
def discard(cohort: int, leaf: PileLeaf, *, by: Actor, now: datetime) -> None:
    """A page that is none of ours is deleted: no longer needed, no longer kept."""
    PileLeaf.delete().where(PileLeaf.id == leaf.id).execute()
    Upload.delete().where(Upload.id == leaf.upload_id).execute()
