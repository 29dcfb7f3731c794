"""What a row of a КТП says beside its topic: kind of work, form of control, hours, resources, a note."""

from collections.abc import Sequence
from typing import NamedTuple

from ejournal.importing import cells
from ejournal.importing.line import Line
from ejournal.importing.remarks import Remark
from ejournal.rules.plan_columns import PRACTICALS, told
from ejournal.rules.works import KINDS
from ejournal.wording import fold

USUAL = "обычный урок"  # in the column of kinds of work: no work, whatever the topic seems to say
CODES = {fold(USUAL): "", **{fold(kind.title): kind.code for kind in KINDS}}


class Extra(NamedTuple):
    """These columns of a row; `practical` are hours of all its lessons."""

    control_form: str = ""
    resources: str = ""
    note: str = ""
    practical: float = 0

    def practical_on(self, lesson: int, kind: str) -> str | None:
        """«0,5»: what is left for a lesson of the row, from 0; a practical work is one without being told."""
        hours = min(1, max(0, self.practical - lesson))
        return None if kind in PRACTICALS and hours == 1 else told(hours)


def of(line: Line, lessons: int, texts: Sequence[str], remarks: list[Remark]) -> Extra:
    """п. 4.5.1: what a row of so many lessons says; practical hours that cannot be are told of."""
    hours = sum(_hours(line, name, remarks) for name in ("practical_hours", "laboratory_hours"))
    if hours > lessons:
        name = "practical_hours" if line.text("practical_hours") else "laboratory_hours"
        remarks.append(line.remark("warning", name, f"практических часов больше, чем всего: {lessons}"))
    control_form, resources, note = texts
    return Extra(control_form, resources, note, min(hours, lessons))


def _hours(line: Line, name: str, remarks: list[Remark]) -> float:
    found = cells.hours(line.cell(name))
    if found is None and line.text(name) not in ("", "-", "–", "—"):
        remarks.append(line.remark("warning", name, "практические часы записаны не числом"))
    return found or 0


def kind_of(line: Line, by_topic: str) -> str:
    """A code of rules.works: by its own column, else by the topic, else by the hours of control works."""
    said = CODES.get(fold(line.text("work_kind"))) if line.text("work_kind") else None
    if said is not None:
        return said
    return by_topic or ("control" if cells.hours(line.cell("control_hours")) else "")
