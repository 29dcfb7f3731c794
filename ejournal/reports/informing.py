"""п. 4.4.5, 4.6.1: which families are informed on paper on any day, and since when without a gap."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.models import signers, weekly
from ejournal.models.people import class_names
from ejournal.models.settings import SchoolSettings
from ejournal.models.weekly import Days, Stretch
from ejournal.rules.informing import NOTHING, Choice, Since, is_on_paper

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Forms:
    """The forms of the children of some classes: by child all that they ever rested on."""

    stretches: dict[int, tuple[Stretch, ...]]
    since_days: Since

    def children(self, cohort: int, day: date) -> list[int]:
        """The children of a class on a day one of whose guardians is informed on paper."""
        return [
            child
            for child, own in self.stretches.items()
            if any(one.cohort == cohort and one.learns.holds(day) for one in own)
            and self.on_paper(child, day)
        ]

    def choices(self, child: int, day: date) -> dict[int, Choice]:
        """п. 4.6.1: by whoever signs for a child on a day, what was chosen; of two the newer one."""
        found: dict[int, Choice] = {}
        for one in self.stretches.get(child, ()):
            signer = one.signer(day) if one.learns.holds(day) else None
            if signer is None:
                continue
            counts = one.chose == signer and one.chosen is not None and one.chosen.holds(day)
            if counts:
                found[signer] = Choice(one.electronic, one.consented, one.signed)
            found.setdefault(signer, NOTHING)
        return found

    def on_paper(self, child: int, day: date) -> list[int]:
        """п. 4.4.5: who of those who sign for a child is informed on paper on a day."""
        return [
            signer
            for signer, choice in self.choices(child, day).items()
            if is_on_paper(choice, signer == child, self.since_days, day)
        ]

    def since(self, child: int, day: date) -> date:
        """п. 4.6.6: the day from which the family is on paper without a gap; the day itself if it is not."""
        found = day
        for edge in self._edges(child, day):
            if not self.on_paper(child, edge):
                break
            found = edge
        return found

    def _edges(self, child: int, day: date) -> list[date]:
        """The days until a day on which something changes, the newest first."""
        edges = {one for one in self.since_days if one}
        for one in self.stretches.get(child, ()):
            for span in (one.learns, one.answers, one.chosen):
                edges |= _ends(span)
            edges |= {signers.of_age_from(one.born)} if one.born else set()
        return sorted((edge for edge in edges if edge <= day), reverse=True)


def _ends(span: Days | None) -> set[date]:
    """The first day of a span, and the first one after it."""
    if span is None:
        return set()
    return {span.first} | ({span.last + DAY} if span.last else set())


def forms(cohorts: Collection[int], school: SchoolSettings, last: date) -> Forms:
    """п. 4.6.1: the forms in these classes until a day. One query."""
    found: dict[int, list[Stretch]] = {}
    for one in weekly.stretches(cohorts, last):
        found.setdefault(one.child, []).append(one)
    days = Since(school.electronic_since, school.consents_since)
    return Forms({child: tuple(own) for child, own in found.items()}, days)


def shut_by(since: Since, school: SchoolSettings, today: date) -> int:
    """п. 4.6.1: for how many guardians of a child these days would close the diary, once they have come."""
    day = max([today, *filter(None, since)])
    found = forms(list(class_names(today)), school, day)
    then = Forms(found.stretches, since)
    return sum(
        len(set(then.on_paper(child, day)) - set(found.on_paper(child, day))) for child in found.stretches
    )
