"""«Семьи»: what each guardian of a class has chosen and signed, and the papers to be printed (п. 4.6.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ejournal.models import cards, signers
from ejournal.models import consents as stored
from ejournal.models.consents import PaperRow
from ejournal.models.people import Name, class_names, names, year_of_work
from ejournal.models.settings import SchoolSettings
from ejournal.models.signers import Pair
from ejournal.reports.informing import forms
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules.consents import APPLICATION, CONSENT, REFUSAL, WITHDRAWAL
from ejournal.wording import class_name, date_numeric, full_name

GROWN = 14  # years: the child signs too
SOON = timedelta(days=31)  # how long ahead the class teacher is told that a pupil comes of age
NONE, PRINTED, SIGNED = "none", "printed", "signed"
STATES = {
    NONE: "ничего нет",
    PRINTED: "напечатано, ждём подписи",
    SIGNED: "согласие подписано",
    "refused": "несогласие",
    "withdrawn": "согласие отозвано",
}
FORMS = {True: "электронная", False: "бумажная", None: "не выбрана"}
SHORT = {
    APPLICATION: "Заявление",
    CONSENT: "Согласие",
    REFUSAL: "Несогласие",
    WITHDRAWAL: "Отзыв согласия",
}
BY_SIGNED = {CONSENT: SIGNED, REFUSAL: "refused", WITHDRAWAL: "withdrawn"}
SETS = {
    "both": ("Заявление и согласие", (APPLICATION, CONSENT)),
    APPLICATION: ("Заявление о форме информирования", (APPLICATION,)),
    CONSENT: ("Согласие", (CONSENT,)),
    REFUSAL: ("Несогласие", (REFUSAL,)),
    WITHDRAWAL: ("Отзыв согласия", (WITHDRAWAL,)),
}


@dataclass(frozen=True)
class Line:
    """A paper of a guardian in words; `child` tells of the signature of a child of 14 on a signed consent:
    the day when it was seen, None while it was not, "" of what no child signs."""

    id: int
    kind: str
    number: str
    state: str
    waits: bool
    ticked: bool
    scan: bool
    child: str | None = ""


@dataclass(frozen=True)
class Guardian:
    """A guardian of a child; `state` is a key of STATES; `applied`: an application is printed or signed."""

    person: int
    child: int
    name: str
    relation: str
    state: str
    form: str
    papers: tuple[Line, ...]
    applied: bool

    def lacks(self, kind: str) -> bool:
        """Whether the guardian has no paper of a kind that is asked of everybody."""
        return not self.applied if kind == APPLICATION else self.state == NONE

    @property
    def key(self) -> str:
        return f"{self.person}-{self.child}"

    @property
    def told(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True)
class Family:
    """A child with the guardians; at 18 (`adult`) the pupil alone, `soon` is that day when it is near."""

    child: int
    name: str
    grown: bool
    adult: bool
    soon: date | None
    guardians: tuple[Guardian, ...]


@dataclass(frozen=True)
class Departed:
    """The papers about a child who was in the class last and has left; each with whose it is."""

    name: str
    until: date
    papers: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class ClassFamilies:
    """«Семьи класса»; `departed` are those of whom there are papers."""

    cohort: int
    title: str
    families: tuple[Family, ...]
    departed: tuple[Departed, ...]

    @property
    def guardians(self) -> list[Guardian]:
        return [one for family in self.families for one in family.guardians]

    @property
    def counts(self) -> dict[str, int]:
        return {state: sum(one.state == state for one in self.guardians) for state in STATES}

    @property
    def without(self) -> list[str]:
        return [family.name for family in self.families if not family.guardians]

    @property
    def unsigned(self) -> list[str]:
        """п. 4.6.1: children of 14 on none of whose consents their own signature was seen."""
        found = []
        for family in self.families:
            signed = [one for one in family.guardians if one.state == SIGNED]
            told = [line.child for one in signed for line in one.papers if line.child != ""]
            if told and not any(told):
                found.append(family.name)
        return found

    @property
    def waiting(self) -> list[tuple[str, Line]]:
        return [(one.name, line) for one in self.guardians for line in one.papers if line.waits]


@dataclass(frozen=True)
class ClassLine:
    """A class of the page of all classes."""

    cohort: int
    title: str
    guardians: int
    signed: int
    refused: int
    nothing: int
    on_paper: int
    overdue: tuple[str, ...] = field(default=())


def of_class(cohort: int, now: datetime) -> ClassFamilies:
    """п. 4.6.1: a class, child by child in the order of the roll; a constant number of queries."""
    today = now.date()
    pupils = stored.pupils(cohort, today)
    pairs, gone = signers.pairs(cohort, today), stored.gone(cohort, today)
    papers = stored.papers({*pupils, *gone})
    about = {person for row in papers if row.child in gone for person in (row.guardian, row.child)}
    known = names({*pupils, *(pair.guardian for pair in pairs), *about}, today)
    born = {person: row.birth_date for person, row in cards.persons(pupils).items()}
    rows = by_pair(papers)
    called = roll_names({pupil: known[pupil] for pupil in pupils if pupil in known})

    def grown(pair: Pair) -> bool:
        return is_grown(born.get(pair.child), today) and pair.guardian != pair.child

    families = [
        Family(
            child,
            called[child],
            is_grown(born.get(child), today),
            signers.is_of_age(born.get(child), today),
            _soon(born.get(child), today),
            tuple(
                _guardian(pair, known, rows.get((pair.guardian, pair.child), []), now, grown(pair))
                for pair in pairs
                if pair.child == child
            ),
        )
        for child in roll_order({pupil: known[pupil] for pupil in called})
    ]
    departed = (_departed(child, until, known, papers, now) for child, until in sorted(gone.items()))
    left = tuple(one for one in departed if one.papers)
    return ClassFamilies(cohort, title_of(cohort, today), tuple(families), left)


def _departed(
    child: int, until: date, known: dict[int, Name], papers: Sequence[PaperRow], now: datetime
) -> Departed:
    def called(person: int) -> str:
        return full_name(*known[person]) if person in known else ""

    lines = tuple((called(row.guardian), _line(row, now)) for row in papers if row.child == child)
    return Departed(called(child), until, lines)


def guardian_of(guardian: int, child: int, now: datetime) -> Guardian | None:
    """п. 4.6.1: one guardian of one child today."""
    pair = next((pair for pair in signers.pairs_of([child], now.date()) if pair.guardian == guardian), None)
    if pair is None:
        return None
    rows = [row for row in stored.papers([child]) if row.guardian == guardian]
    return _guardian(pair, names([guardian], now.date()), rows, now)


def title_of(cohort: int, day: date) -> str:
    """«5 класс»; before the first day of a year that is prepared, as it will be called then."""
    year = year_of_work(day)
    named = class_names(max(day, year.valid_from) if year else day).get(cohort)
    return f"{class_name(*named)} класс" if named else ""


def is_grown(born: date | None, today: date) -> bool:
    """п. 4.6.1: a child of 14 signs too."""
    return (
        born is not None
        and (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) >= GROWN
    )


def _soon(born: date | None, today: date) -> date | None:
    """п. 4.6.1: the day from which the pupil signs alone, when it comes within a month."""
    day = signers.of_age_from(born) if born else today
    return day if today < day <= today + SOON else None


def by_pair(rows: Iterable[PaperRow]) -> dict[tuple[int, int], list[PaperRow]]:
    found: dict[tuple[int, int], list[PaperRow]] = {}
    for row in rows:
        found.setdefault((row.guardian, row.child), []).append(row)
    return found


def _guardian(
    pair: Pair, known: dict[int, Name], rows: list[PaperRow], now: datetime, grown: bool = False
) -> Guardian:
    name = known.get(pair.guardian)
    return Guardian(
        person=pair.guardian,
        child=pair.child,
        name=full_name(*name) if name else "",
        relation=pair.relation,
        state=state_of(rows),
        form=FORMS[pair.electronic],
        papers=tuple(_line(row, now, grown, state_of(rows)) for row in rows),
        applied=any(row.kind == APPLICATION and not row.spoilt for row in rows),
    )


def state_of(rows: Sequence[PaperRow]) -> str:
    """п. 4.6.1: none, printed, signed, refused or withdrawn: by the newest signed paper about the consent."""
    signed = [(row.signed, row.step or 0, row.kind) for row in rows if row.signed and row.kind != APPLICATION]
    if signed:
        return BY_SIGNED[max(signed)[2]]
    return PRINTED if any(row.kind != APPLICATION and not row.spoilt for row in rows) else NONE


def _line(row: PaperRow, now: datetime, grown: bool = False, state: str = "") -> Line:
    printed = f"напечатано {date_numeric(row.at.astimezone(now.tzinfo).date())}"
    if row.spoilt and row.spoilt_on:
        printed = f"{printed}, напечатано зря: отмечено {date_numeric(row.spoilt_on)}"
    form = f", форма {FORMS[row.form]}" if row.form is not None else ""
    place = f", {row.place}" if row.place else ""
    over = ", больше не действует" if state and BY_SIGNED.get(row.kind, state) != state else ""
    return Line(
        id=row.id,
        kind=SHORT[row.kind],
        number=f"№\u00a0{row.number}\u00a0/\u00a0{row.year}",
        state=f"подписано {date_numeric(row.signed)}{form}{place}{over}" if row.signed else printed,
        waits=row.step is None and not row.spoilt,
        ticked=row.kind == APPLICATION and row.printed is None,
        scan=row.scanned,
        child=_of_child(row) if grown and row.kind == CONSENT and row.signed else "",
    )


def _of_child(row: PaperRow) -> str | None:
    return date_numeric(row.child_signed) if row.child_signed else None


def overview(cohorts: dict[int, str], school: SchoolSettings, day: date) -> list[ClassLine]:
    """п. 4.6.1: what families of these classes have chosen, and how many are on paper; two queries."""
    rows, known = signers.classes_with_pairs(day), forms(cohorts, school, day)
    found = []
    for cohort, title in cohorts.items():
        own = [pair for where, pair in rows if where == cohort]
        paper = known.children(cohort, day)
        consents = [pair.consented for pair in own]
        counts = consents.count(True), consents.count(False), consents.count(None)
        found.append(ClassLine(cohort, title, len(own), *counts, len(paper)))
    return found
