"""What an import would do, row by row, before it does it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ejournal.importing.book import Book
from ejournal.importing.columns import Header
from ejournal.importing.remarks import Remark
from ejournal.loading.going import NOTHING_GOES, Going
from ejournal.loading.ktp_begun import Beginning
from ejournal.loading.together import NOTHING_AT_ONCE, UNDECLARED, AtOnce

Place = tuple[int, int]  # index of the table, number of the row as the file counts


class Verdict(StrEnum):
    """What becomes of a row; `gone` is of what the journal has and the file lacks."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    GONE = "gone"


TITLES = {
    Verdict.NEW: "новая",
    Verdict.SAME: "без изменений",
    Verdict.CHANGED: "изменится",
    Verdict.DOUBTFUL: "с замечанием",
    Verdict.REFUSED: "не загрузится",
    Verdict.GONE: "уйдёт",
}


NOTHING_NEW = "Загружать нечего: всё это в журнале уже есть."


@dataclass(frozen=True)
class Judged:
    """A verdict with its reasons in words; a change is «было → стало».

    `own` is what the row would be without what is doubtful or wrong in it, where that is known.
    """

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    own: Verdict | None = None

    @property
    def kept(self) -> bool:
        """Whether it is in the journal as it stands, whatever is doubtful in it."""
        return self.own is Verdict.SAME

    @property
    def title(self) -> str:
        """«новая», «без изменений, с замечанием»."""
        own = TITLES[self.own] if self.own and self.verdict is Verdict.DOUBTFUL else ""
        return ", ".join(filter(None, (own, TITLES[self.verdict])))


@dataclass(frozen=True)
class Prepared:
    """A file as it was understood and compared.

    `facts` tell in words what is in it, `lack` why it cannot be loaded yet ("" when it can); `whole` are
    the remarks of no row; `write` stores it, inside a deed; `summary` is for a program. `meanings` are
    those that columns of this file may have beside those of its kind, `base` is the newest load by then.
    `going` is what the load removes, `at_once` what it puts at one time; `confirmed`, `declared`: somebody
    has seen how much that is and said yes. `begins`: where a КТП does.
    """

    title: str
    facts: tuple[str, ...]
    rows: Mapping[Place, Judged]
    headers: Mapping[int, Header]
    remarks: tuple[Remark, ...]
    lack: str
    write: Callable[[], None]
    summary: Mapping[str, Any] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    base: int = 0
    going: Going = NOTHING_GOES
    confirmed: bool = False
    at_once: AtOnce = NOTHING_AT_ONCE
    declared: bool = False
    begins: Beginning | None = None

    @property
    def stopped(self) -> str:
        """Why it is not loaded as it stands; "" when it can be."""
        if self.nothing_new:
            return NOTHING_NEW if self.lack else ""
        undeclared = UNDECLARED if self.at_once.count and not self.declared else ""
        return self.lack or undeclared or ("" if self.confirmed else self.question)

    @property
    def question(self) -> str:
        """What is asked about the rows that go with the load; "" when nothing is."""
        refused = any(judged.verdict is Verdict.REFUSED for judged in self.rows.values())
        return self.going.question(refused)

    @property
    def whole(self) -> tuple[Remark, ...]:
        """The remarks of no row; what goes and what is at one time are told apart."""
        apart = self.going.remarks() + self.at_once.remarks()
        return tuple(one for one in self.remarks if "row" not in dict(one.place) and one not in apart)

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict, in the order of Verdict."""
        found = Counter(judged.verdict for judged in self.rows.values())
        found[Verdict.GONE] = self.going.count
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def counted(self) -> dict[Verdict, str]:
        """The same in words: «новая, с замечанием: 2; без изменений, с замечанием: 1»."""
        found = Counter((judged.verdict, judged.title) for judged in self.rows.values())
        found[Verdict.GONE, TITLES[Verdict.GONE]] = self.going.count
        return {
            verdict: "; ".join(f"{title}: {count}" for (own, title), count in found.items() if own is verdict)
            for verdict in self.counts
        }

    @property
    def nothing_new(self) -> bool:
        """Loading it would change nothing: what it says is in the journal, or is refused."""
        rows = self.rows.values()
        known = [
            one.kept or one.verdict is Verdict.SAME for one in rows if one.verdict is not Verdict.REFUSED
        ]
        same = bool(known) and all(known)
        return same and not self.going.count and not (self.begins and self.begins.changes)


def judge(book: Book, remarks: Iterable[Remark], compared: Mapping[Place, Judged]) -> dict[Place, Judged]:
    """The verdicts of the comparison with the remarks about the rows: an error refuses, a warning doubts."""
    judged = dict(compared)
    for remark in remarks:
        place = place_of(book, remark)
        if place is None:
            continue
        known = judged.get(place)
        refused = remark.severity == "error" or (known and known.verdict is Verdict.REFUSED)
        reason = f"{remark.field}: {remark.reason}"
        reasons = (*(known.reasons if known else ()), reason)
        judged[place] = Judged(Verdict.REFUSED if refused else Verdict.DOUBTFUL, reasons, _own(known))
    return judged


def _own(known: Judged | None) -> Verdict | None:
    """What a row is by the comparison alone."""
    if known is None or known.own or known.verdict in (Verdict.DOUBTFUL, Verdict.REFUSED):
        return known.own if known else None
    return known.verdict


def place_of(book: Book, remark: Remark) -> Place | None:
    """Where a remark belongs; None of one about the whole file."""
    where = dict(remark.place)
    if "row" not in where:
        return None
    for index, table in enumerate(book.tables):
        if table.sheet == where.get("sheet") and table.number == where.get("table"):
            return index, int(where["row"])
    return None
