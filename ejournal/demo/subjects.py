"""The subjects of the demo school in the order of its curriculum."""

from functools import cache
from itertools import pairwise

from ejournal.demo.tables import Row, read
from ejournal.models.curriculum import Subject
from ejournal.services.deeds import create


def of_name(name: str) -> Subject:
    """A subject, made when it is met first."""
    place = _curriculum().get(name, len(_curriculum()) + 1)
    return Subject.get_or_none(Subject.name == name) or create(Subject, name=name, position=place)


@cache
def _curriculum() -> dict[str, int]:
    """The places of the subjects: those of each level in its order, the school's own part after them."""
    order: list[str] = []
    place = -1
    for before, row in pairwise([{"level": "", "part": ""}, *sorted(read("curriculum.csv"), key=_is_own)]):
        if row["level"] != before["level"]:
            place = -1
        if row["subject"] not in order:
            order.insert(len(order) if _is_own(row) else place + 1, row["subject"])
        place = order.index(row["subject"])
    return {name: number for number, name in enumerate(order, start=1)}


def _is_own(row: Row) -> bool:
    return row["part"] != "обязательная"
