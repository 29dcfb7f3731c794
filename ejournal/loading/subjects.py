"""Subjects of a file as the journal names them: two spellings do not make two subjects (п. 2.1)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ejournal.importing.columns import plain
from ejournal.importing.remarks import Remark
from ejournal.importing.subject_match import likely
from ejournal.importing.subject_names import NAMES
from ejournal.models import lists as stored
from ejournal.models.people import SchoolYear
from ejournal.wording import fold, quoted

READ_AS = "{} — читаем как {}: так этот предмет уже назван в {}"
SEVERAL = "предмет {} может быть одним из нескольких: {}; впишите в клетку один из них"
MOST_NAMED = 4  # candidates that a sentence names
USUAL = {plain(name) for name in NAMES}


@dataclass(frozen=True)
class Reading:
    """A subject as it is to be called, "" when several may be meant; what is to be told of it, or ""."""

    name: str
    told: str = ""

    def remark(self, field: str, typed: str, place: tuple[tuple[str, str | int], ...] = ()) -> Remark:
        """A warning, or the error of a subject that cannot be told."""
        return Remark("warning" if self.name else "error", field, typed, self.told, place)


@dataclass
class Subjects:
    """The names of the journal, those of this year before others, and the readings of a file's own."""

    known: tuple[str, ...]
    current: frozenset[str]
    readings: Mapping[str, Reading] = field(default_factory=dict)

    def of(self, typed: str) -> Reading:
        return self.readings.get(typed) or Reading(typed)

    def remarks(self, title: str) -> list[Remark]:
        """What is to be told once for the whole file."""
        return [reading.remark(title, typed) for typed, reading in self.readings.items() if reading.told]


def subjects(year: SchoolYear | None, typed: Iterable[str]) -> Subjects:
    """The subjects of a file: each under the name that the journal has for it, else that of the file.

    A name that the file has beside another is another subject: «История» and «История России».
    """
    known, current = stored.subjects(year)
    names = tuple(dict.fromkeys(typed))
    own = tuple(name for name in names if plain(name) in USUAL and not likely(name, known))
    found = Subjects(known, current)
    folded = {fold(name) for name in (*known, *own)}
    found.readings = {name: _reading(name, names, found, own) for name in names if fold(name) not in folded}
    return found


def _reading(typed: str, names: Collection[str], known: Subjects, own: Collection[str]) -> Reading:
    said = {plain(name) for name in names}
    fits = [name for name in likely(typed, known.known) if _is_free(name, typed, said)]
    fits = [name for name in fits if name in known.current] or fits
    if len(fits) > 1:
        several = ", ".join(quoted(name) for name in fits[:MOST_NAMED])
        return Reading("", SEVERAL.format(quoted(typed), several))
    if fits:
        return Reading(fits[0], READ_AS.format(quoted(typed), quoted(fits[0]), "журнале"))
    among = [name for name in likely(typed, own) if name != typed]
    if len(among) == 1:
        return Reading(among[0], READ_AS.format(quoted(typed), quoted(among[0]), "этом файле"))
    return Reading(typed)


def _is_free(name: str, typed: str, said: Collection[str]) -> bool:
    """Whether a name of the journal is not another one of this file."""
    return plain(name) not in said or plain(name) == plain(typed)
