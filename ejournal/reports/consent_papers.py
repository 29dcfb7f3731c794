"""Papers of families as they are printed, and the register of them (п. 4.6.1)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents.consents import ConsentsRegister, FamilyPapers, FamilySheet, RegisterRow
from ejournal.models import cards, signers
from ejournal.models import consents as stored
from ejournal.models.audit import head
from ejournal.models.consents import NewFamilyPaper, PaperRow
from ejournal.models.papers import CLASS, NewPaper
from ejournal.models.people import Name, names
from ejournal.models.settings import SchoolSettings
from ejournal.reports import name_cases
from ejournal.reports.consents import by_pair, is_grown, title_of
from ejournal.rules.consents import CONSENT, KINDS, OF_WISH, WITHDRAWAL
from ejournal.rules.name_cases import FROM, relation_from
from ejournal.wording import date_numeric, full_name, phone, short_name

KIND = "family"  # in the register of issued papers
ASKED = {True: "электронной", False: "бумажной", None: ""}


@dataclass(frozen=True)
class Wanted:
    """A paper that is asked for."""

    kind: str
    guardian: int
    child: int
    electronic: bool | None = None


def papers_of(
    wanted: Sequence[Wanted], cohort: int, school: SchoolSettings, base_url: str, now: datetime
) -> tuple[FamilyPapers, list[NewFamilyPaper], NewPaper]:
    """п. 4.6.1: the papers with the numbers that they will have, and what the register is to say of them."""
    first = stored.last_number(now.year) + 1
    new = [
        NewFamilyPaper(one.kind, number, one.guardian, one.child, one.electronic, secrets.token_urlsafe(12))
        for number, one in enumerate(wanted, first)
    ]
    title = title_of(cohort, now.date())
    known = _Known(new, title.removesuffix(" класс"), base_url, now)
    made = FamilyPapers(
        school=school.school_full_name or school.school_name,
        school_short=school.school_name,
        director_to=name_cases.director_to(now.date()),
        school_address=school.school_address,
        school_numbers=school.school_numbers,
        system=school.region_system,
        operator=school.region_operator,
        sheets=tuple(map(known.sheet, new)),
    )
    told = {"papers": _numbers(new)}
    return made, new, NewPaper(KIND, made.title[:255], CLASS, cohort, told, head())


def _numbers(new: Sequence[NewFamilyPaper]) -> str:
    """«5–30»; "" of no paper."""
    return f"{new[0].number}–{new[-1].number}" if len(new) > 1 else "".join(str(one.number) for one in new)


class _Known:
    """What is printed of the people of these papers."""

    def __init__(self, new: Sequence[NewFamilyPaper], title: str, base_url: str, now: datetime) -> None:
        people = {person for one in new for person in (one.guardian, one.child)}
        children = sorted({one.child for one in new})
        self._names, self._rows = names(people, now.date()), cards.persons(people)
        self._from = name_cases.said(self._names, FROM)
        self._relations = {
            (pair.guardian, pair.child): pair.relation for pair in signers.pairs_of(children, now.date())
        }
        self._papers = by_pair(stored.papers(children))
        self._title, self._base, self._now = title, base_url.rstrip("/"), now

    def child_name(self, child: int) -> str:
        return full_name(*self._names[child])

    def sheet(self, new: NewFamilyPaper) -> FamilySheet:
        guardian, child = self._rows[new.guardian], self._rows[new.child]
        relation = self._relations.get((new.guardian, new.child), "законный представитель")
        return FamilySheet(
            kind=new.kind,
            number=f"№ {new.number} / {self._now.year}",
            link=f"{self._base}/q/{new.token}",
            guardian=full_name(*self._names[new.guardian]),
            guardian_from=self._from[new.guardian],
            relation=relation,
            relation_from=relation_from(relation),
            address=guardian.address or "",
            phone=phone(guardian.phone or ""),
            child=self.child_name(new.child),
            birth=date_numeric(child.birth_date) if child.birth_date else "____________",
            grown=is_grown(child.birth_date, self._now.date()) and new.guardian != new.child,
            own=new.guardian == new.child,
            class_name=self._title,
            form=ASKED[new.electronic],
            consent_day=self._consent_day(new),
        )

    def _consent_day(self, new: NewFamilyPaper) -> str:
        rows = self._papers.get((new.guardian, new.child), [])
        signed = [row.signed for row in rows if row.kind == CONSENT and row.signed]
        return date_numeric(max(signed)) if signed else ""


def register(
    cohorts: dict[int, str], everywhere: bool, year: int, school: SchoolSettings, now: datetime
) -> ConsentsRegister:
    """п. 4.6.1: «Журнал регистрации заявлений и согласий» of a calendar year (3.8)."""
    rows = stored.papers_of_classes(None if everywhere else list(cohorts), year)
    people = {person for row in rows for person in (row.guardian, row.child, row.taken_by) if person}
    known = names(people, now.date())
    children = {row.child for row in rows}
    ended = [row for row in stored.papers(children) if row.kind in OF_WISH and row.signed]
    left = stored.left(children, now.date())
    about = "все классы" if everywhere else ", ".join(f"{name} класс" for name in cohorts.values())
    lines = tuple(_registered(row, known, cohorts, (ended, left)) for row in rows)
    return ConsentsRegister(school.school_full_name or school.school_name, year, about, lines)


def _until(consent: PaperRow, ended: Sequence[PaperRow], left: date | None) -> str:
    """Until when a consent holds: the first withdrawal or refusal of the same hand after it, else the day on
    which the child left; a later consent stands."""
    signed = (consent.signed or date.max, consent.id)
    own = (one for one in ended if (one.guardian, one.child) == (consent.guardian, consent.child))
    after = [(one.signed, one.id, one.kind) for one in own if one.signed and (one.signed, one.id) > signed]
    if after:
        day, _, kind = min(after)
        return f"{'отозвано' if kind == WITHDRAWAL else 'прекращено'} {date_numeric(day)}"
    return f"прекращено {date_numeric(left)}" if left else "до отзыва"


def _registered(
    row: PaperRow,
    known: dict[int, Name],
    classes: dict[int, str],
    until_when: tuple[Sequence[PaperRow], dict[int, date]],
) -> RegisterRow:
    def called(person: int | None) -> str:
        return short_name(*known[person]) if person in known else ""

    ended, left = until_when
    until = _until(row, ended, left.get(row.child)) if row.kind == CONSENT else ""
    name = full_name(*known[row.child]) if row.child in known else ""
    return RegisterRow(
        number=str(row.number),
        day=date_numeric(row.signed) if row.signed else "",
        guardian=full_name(*known[row.guardian]) if row.guardian in known else "",
        child=f"{name}, {classes.get(row.cohort, '')}".rstrip(", "),
        kind=KINDS[row.kind],
        content={True: "эл.", False: "бум.", None: ""}[row.form],
        until=until if row.signed else "напечатано зря" if row.spoilt else "не вернулось",
        taken=called(row.taken_by),
        place=row.place or "",
    )
