"""The term marks of a pupil, as the family may see them: of periods that are over (п. 2.3, 2.5, 4.4.4)."""

from dataclasses import dataclass
from datetime import date

from ejournal.models import forecasts, term_memos
from ejournal.models.people import newest_year
from ejournal.models.terms import Term, extensions
from ejournal.reports.term_marks import title
from ejournal.rules.term_marks import is_told


@dataclass(frozen=True)
class TermTable:
    """Marks by subject and by title of the term; `titles` in the order of the year."""

    year: str
    titles: tuple[str, ...]
    subjects: dict[str, dict[str, str]]


def of_pupil(pupil: int, today: date) -> TermTable:
    """п. 2.5, 4.5.5: a decision that may still be replaced is not told; the newest of each is,
    with «исправлено» when a memo has put it right.
    """
    year = newest_year(today)
    if year is None:
        return TermTable("", (), {})
    right, made = term_memos.right_marks(pupil), forecasts.term_marks_of(pupil, year.id)
    given = extensions(sorted({mark.group_id for mark in made})) if made else {}
    titles: dict[str, tuple[int, date]] = {}
    subjects: dict[str, dict[str, str]] = {}
    for mark in made:
        ends = mark.period.valid_to if mark.period else year.valid_to
        term = Term(mark.kind, mark.period_id)
        whole, own = (given.get((mark.group_id, who, term)) for who in (None, pupil))
        if not is_told(ends, today, whole, own):
            continue
        said = title(mark.kind, mark.period)
        titles[said] = (["period", "year", "exam", "final"].index(mark.kind), ends)
        words = getattr(mark, "termground", None)
        value = (words.words if words else "") or mark.value
        told = f"{value}, исправлено" if mark.id in right else value
        subjects.setdefault(mark.group.subject.name, {})[said] = told
    return TermTable(year.name, tuple(sorted(titles, key=titles.__getitem__)), dict(sorted(subjects.items())))
