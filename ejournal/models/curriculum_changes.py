"""The history of the hours of the curriculum: every version of them, and of those that are gone too."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from ejournal.models.audit import Revision
from ejournal.models.curriculum import CurriculumHour


class HourVersion(NamedTuple):
    """Hours of a subject in a class as somebody wrote them; `tenths` is None when they were taken away.

    The version 0 is what was there before anybody wrote.
    """

    at: datetime
    by: int | None
    deed: str
    version: int
    cohort: int
    year: int
    subject: int
    tenths: int | None


def hour_versions() -> Iterator[HourVersion]:
    """Every version, oldest first. One query."""
    written = (Revision.at, Revision.by, Revision.deed, Revision.version, Revision.record_id, Revision.fields)
    mine = Revision.record_kind == CurriculumHour._meta.table_name
    query: Any = Revision.select(*written).where(mine).order_by(Revision.id).tuples()
    known: dict[int, dict[str, int]] = {}
    for at, by, deed, version, row, text in query:
        fields = json.loads(text)
        own = known[row] = fields or known.get(row, {})
        if own:
            tenths = own["tenths"] if fields else None
            yield HourVersion(at, by, deed, version, own["cohort"], own["year"], own["subject"], tenths)
