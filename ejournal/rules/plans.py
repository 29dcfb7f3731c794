"""КТП as the journal keeps it: one item an academic hour."""

from typing import NamedTuple


class Planned(NamedTuple):
    """п. 2.2: a lesson of a plan; `work_kind` is a code of rules.works or ""."""

    section: str
    topic: str
    homework: str
    work_kind: str
