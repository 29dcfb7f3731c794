"""What a check has counted and found, as it is kept: plain values, read again for years."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ejournal.rules.certificates import NOTED, Ratio


@dataclass(frozen=True)
class Line:
    """A row of table Б or В: somebody, or a class, by number; `leaders` lead the class.

    `values` are indicators by code; `about` is what is taught, `size` the lessons or the pupils.
    """

    id: int
    name: str
    about: str
    size: int
    values: dict[str, Ratio]
    behind: int
    leaders: tuple[int, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Remarks of one kind about one page, in one row of table Г; `due` is a day in ISO.

    `keys` name what was found, by which it is known again; `links` are address and words of each place.
    `since` is the day of the check that told of it first, "" of a new one. What is told for knowledge alone
    (`noted`) has no day and no keys, the first of its `places` alone, and a row for each who answers for it.
    """

    number: int
    code: str
    title: str
    place: str
    owners: tuple[int, ...]
    teachers: tuple[str, ...]
    cohorts: tuple[int, ...]
    links: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    due: str
    since: str = ""
    places: int = 0

    @property
    def noted(self) -> bool:
        return self.code in NOTED

    @property
    def amount(self) -> int:
        """How many places there are in all."""
        return self.places or len(self.links)


@dataclass(frozen=True)
class Content:
    """Everything that the certificate tells in numbers and names."""

    classes_checked: str
    pages: int
    lessons: int
    values: dict[str, Ratio]
    teachers: tuple[Line, ...] = ()
    classes: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()
    full: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    before: dict[str, Ratio] | None = field(default=None)
    teacher: str = ""

    @property
    def owed(self) -> tuple[Remark, ...]:
        """The remarks that are to be put right."""
        return tuple(one for one in self.remarks if not one.noted)

    def part_of(self, person: int) -> "Content":
        """п. 4.2.2: what concerns one teacher: the own rows, and those of the class that is led."""
        led = tuple(line for line in self.classes if person in line.leaders)
        mine = {line.id for line in led}
        remarks = tuple(
            one for one in self.remarks if person in one.owners or (not one.noted and mine & set(one.cohorts))
        )
        own = tuple(line for line in self.teachers if line.id == person)
        return replace(self, values={}, teachers=own, classes=led, remarks=remarks)


def to_json(content: Content) -> str:
    return json.dumps(asdict(content), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Content:
    """The content as it was kept."""
    kept = json.loads(text)
    kept["values"] = _ratios(kept["values"])
    kept["before"] = _ratios(kept["before"]) if kept["before"] is not None else None
    for name in ("teachers", "classes"):
        kept[name] = tuple(_line(one) for one in kept[name])
    kept["remarks"] = tuple(_remark(one) for one in kept["remarks"])
    for name in ("full", "unmarked", "single", "behind"):
        kept[name] = tuple(kept[name])
    return Content(**kept)


def _ratios(kept: dict[str, Collection[float]]) -> dict[str, Ratio]:
    return {code: Ratio(*value) for code, value in kept.items()}


def _line(kept: dict[str, Any]) -> Line:
    return Line(**kept | {"values": _ratios(kept["values"]), "leaders": tuple(kept["leaders"])})


def _remark(kept: dict[str, Any]) -> Remark:
    own = {name: tuple(kept[name]) for name in ("owners", "teachers", "cohorts", "keys")}
    return Remark(**kept | own | {"links": tuple((url, words) for url, words in kept["links"])})
