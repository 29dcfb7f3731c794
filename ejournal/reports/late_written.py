"""Which values of a request that came too late stand in the journal by now."""

from collections.abc import Iterable

from ejournal.models import journal, lesson_texts
from ejournal.models.requests import KeptLine
from ejournal.reports import late_values
from ejournal.rules import attendance


def standing(lines: Iterable[KeptLine]) -> set[KeptLine]:
    """п. 4.5.2, 4.5.4: those that were written since; a constant number of queries."""
    asked = list(lines)
    lessons = {line.lesson for line in asked}
    if not lessons:
        return set()
    columns = {work.id: work.kind for work in journal.work_columns(lessons)}
    marks = {
        (one.lesson, columns.get(one.work, ""), one.pupil)
        for one in journal.cell_marks(lessons)
        if not one.withdrawn
    }
    held, codes = journal.roll_calls(lessons), journal.absences(lessons)
    texts = {key: _told(text) for key, text in lesson_texts.texts(lessons).items() if not text.draft}

    def stands(line: KeptLine) -> bool:
        if line.field in ("topic", "homework"):
            return texts.get((line.lesson, line.field)) == _undated(line.value)
        if line.field == "roll":
            return line.lesson in held
        if line.field == "presence":
            _, code = codes.get((line.lesson, line.pupil or 0), (0, attendance.PRESENT))
            return line.lesson in held and not attendance.changes(_code(line.value), code)
        return (line.lesson, line.field, line.pupil) in marks

    return {line for line in asked if stands(line)}


def _code(value: str) -> str:
    return attendance.PRESENT if value == late_values.PRESENT else value


def _told(text: lesson_texts.WrittenText) -> str:
    return late_values.homework(text.text, text.absent, due="")


def _undated(value: str) -> str:
    """The day of a homework is not compared: a late one gets its own."""
    dated = late_values.DUE.fullmatch(value)
    return dated["text"] if dated else value
