"""Consents of the demo school on its first day, in every state: none, printed, signed, refused, withdrawn."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from ejournal.access import Actor, Role
from ejournal.documents import consents as documents
from ejournal.documents.fingerprint import fingerprint
from ejournal.models import consents as stored
from ejournal.models import signers
from ejournal.models.people import ClassYear, Duty, SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.signers import Pair
from ejournal.reports import consent_papers
from ejournal.reports.consent_papers import Wanted
from ejournal.rules.consents import APPLICATION, CONSENT, REFUSAL, WITHDRAWAL
from ejournal.services import consents as deeds
from ejournal.services.consents import Back

WHOLE, MIXED = 9, 10  # grades: everybody has signed long ago; every state there is
BASE = "http://127.0.0.1:5000"  # the demo, unless another port is asked for
OLD, SHELF = date(2025, 9, 1), "папка 02-15, сейф"
PRINTED, SIGNED, NONE = 2, 3, 2  # guardians of the mixed class
MINUTE = timedelta(minutes=1)


def hand_in(year: SchoolYear, now: datetime) -> None:
    """п. 4.6.1: what class teachers have done about the papers of families, a minute a deed."""
    _Teacher(year, WHOLE, now).whole()
    _Teacher(year, MIXED, now + MINUTE).mixed()


class _Teacher:
    """The class teacher of a grade at the papers of its families."""

    def __init__(self, year: SchoolYear, grade: int, now: datetime) -> None:
        own = ClassYear.get((ClassYear.year == year) & (ClassYear.grade == grade))
        duty = Duty.get((Duty.cohort == own.cohort_id) & (Duty.role == Role.CLASS_TEACHER))
        self._cohort, self._moments = own.cohort_id, _minutes(now)
        self._day = now.date()
        self._by = Actor(duty.person_id, Role.CLASS_TEACHER)
        self._pairs = signers.pairs(self._cohort, self._day)

    def whole(self) -> None:
        self._old(self._pairs)

    def mixed(self) -> None:
        """Families on paper have refused or withdrawn; of the others some wait, some have nothing yet."""
        electronic = [pair for pair in self._pairs if pair.electronic]
        refused, withdrawn, *_ = [pair for pair in self._pairs if pair.electronic is False]
        printed, rest = electronic[:PRINTED], electronic[PRINTED:]
        signed, old = rest[:SIGNED], rest[SIGNED:-NONE]
        self._old([*old, withdrawn])
        self._print(printed, APPLICATION, CONSENT)
        self._sign(self._print(signed, CONSENT))
        self._sign(self._print([refused], REFUSAL))
        self._sign(self._print([withdrawn], WITHDRAWAL))

    def _old(self, pairs: Sequence[Pair]) -> None:
        known = [(pair.guardian, pair.child) for pair in pairs]
        deeds.register_old(self._cohort, known, OLD, SHELF, by=self._by, now=next(self._moments))

    def _print(self, pairs: Sequence[Pair], *kinds: str) -> list[int]:
        """The rows of the papers that were printed."""
        now = next(self._moments)
        wanted = [Wanted(kind, pair.guardian, pair.child) for pair in pairs for kind in kinds]
        made, new, told = consent_papers.papers_of(wanted, self._cohort, school_settings(), BASE, now)
        file = documents.render(made, now)
        deeds.prepare(self._cohort, new, told, fingerprint(made), file, by=self._by, now=now)
        return [paper.id for paper in stored.by_tokens([one.token for one in new]).values()]

    def _sign(self, papers: Sequence[int]) -> None:
        back = [Back(paper) for paper in papers]
        deeds.sign(self._cohort, back, self._day, SHELF, by=self._by, now=next(self._moments))


def _minutes(now: datetime) -> Iterator[datetime]:
    while True:
        yield now
        now += MINUTE
