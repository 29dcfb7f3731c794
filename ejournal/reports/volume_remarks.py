"""«Замечания по ведению журнала» of a volume: what the approved certificates of the half have remarked."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ejournal.documents.volume_remarks import VolumeRemark
from ejournal.models import certificates as stored
from ejournal.models.certificates import Certificate
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import SchoolYear, names
from ejournal.reports.certificates.content import Content, Remark, from_json
from ejournal.reports.certificates.remarks import places_of, standing
from ejournal.reports.halves import Half
from ejournal.wording import date_numeric, plural, short_name

CHECKER = "зам. директора по УВР"  # no more lines than a row of the column has


class _Issued(NamedTuple):
    certificate: Certificate
    paper: IssuedPaper
    content: Content


def of_class(year: SchoolYear, cohort: int, half: Half, now: datetime) -> tuple[VolumeRemark, ...]:
    """п. 4.2.2: the remarks about the pages of a class by the checks whose days ended in the half."""
    issued = _issued(year, half)
    about = [(one, remark) for one in issued for remark in one.content.owed if cohort in remark.cohorts]
    if not about:
        return ()
    still = standing(year, {remark.code for _, remark in about}, now, [cohort])
    called = names({one.certificate.author_id for one in issued}, now.date())
    checkers = {who: f"{short_name(*name)}, {CHECKER}" for who, name in called.items()}
    return tuple(_line(one, remark, checkers, still, now) for one, remark in about)


def _issued(year: SchoolYear, half: Half) -> Sequence[_Issued]:
    """The approved certificates of the half in the order of their approval."""
    rows = [
        (one, paper)
        for one, paper in stored.all_of(year, None)
        if paper is not None and half.first <= one.last <= half.last
    ]
    contents = stored.newest_contents([one.id for one, _ in rows])
    made = [_Issued(one, paper, from_json(contents[one.id])) for one, paper in rows]
    return sorted(made, key=lambda one: one.paper.at)


def _line(
    one: _Issued, remark: Remark, checkers: dict[int, str], still: set[str], now: datetime
) -> VolumeRemark:
    left = sum(key in still for key in remark.keys)
    day = one.paper.at.astimezone(now.tzinfo).date()
    return VolumeRemark(
        day=f"{date_numeric(day)}, справка № {one.paper.number}",
        place="; ".join((remark.place, *remark.teachers)),
        text=". ".join(_text(remark)),
        checker=checkers.get(one.certificate.author_id, CHECKER),
        due=date_numeric(date.fromisoformat(remark.due)),
        done=f"не устранено: {left} {plural(left, 'место', 'места', 'мест')}" if left else "устранено",
    )


def _text(remark: Remark) -> Iterator[str]:
    if remark.since:
        yield f"Повторно, впервые {date_numeric(date.fromisoformat(remark.since))}"
    yield f"{remark.title}: {places_of(remark)}"
