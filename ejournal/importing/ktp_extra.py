"""What a row of a КТП says beside its topic: kind of work, form of control, hours, resources, a note."""

from collections.abc import Sequence
from typing import NamedTuple

from ejournal.importing import cells
from ejournal.importing.line import Line
from ejournal.importing.remarks import Remark
from ejournal.rules.plan_columns import PRACTICALS, told
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.rules.works import KINDS
from ejournal.wording import fold

USUAL = "обычный урок"  # in the column of kinds of work: no work, whatever the topic seems to say
CUT = "взято только начало: вмещается знаков {}, в файле {}"
SIGN = "знак, который нельзя сохранить, отброшен"
PART_OF_HOUR = "контрольная занимает целый час: урок взят обычным. Если это контрольная, укажите 1"
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


def fitted(line: Line, name: str, most: int, remarks: list[Remark]) -> str:
    """п. 4.5.1: a column that a lesson may do without, storable; the lesson stays, what is lost is told."""
    field, text = line.header.title(name, name), line.text(name)
    try:
        return one_line(text, limit=most, field=field)
    except Refusal as refusal:
        whole = text if refusal.repair is None else refusal.repair
    if whole != text:
        remarks.append(line.remark("warning", name, SIGN))
    if len(whole) > most:
        remarks.append(line.remark("warning", name, CUT.format(most, len(whole))))
    return one_line(whole[: most - 1] + "…" if len(whole) > most else whole, limit=most, field=field)


def kind_of(line: Line, by_topic: str, remarks: list[Remark]) -> str:
    """A code of rules.works: by its own column, else by the topic, else by the hours of control works.

    п. 4.5.1: an hour is a lesson, so a part of one, spent on a test, is no control work.
    """
    said = CODES.get(fold(line.text("work_kind"))) if line.text("work_kind") else None
    if said is not None or by_topic:
        return by_topic if said is None else said
    hours = cells.hours(line.cell("control_hours")) or 0
    if 0 < hours < 1:
        remarks.append(line.remark("warning", "control_hours", PART_OF_HOUR))
    return "control" if hours >= 1 else ""
