"""Учебный план: hours by class and subject against those stored (п. 2.2, 4.2.1)."""

from ejournal.importing import curriculum as plans
from ejournal.importing import curriculum_checks, curriculum_report
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.curriculum import Curriculum, Hours
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Judged, Place, Prepared, Verdict, judge
from ejournal.loading.scope import NO_YEAR, Scope
from ejournal.models import lists as stored
from ejournal.services import curriculum
from ejournal.services.curriculum import WeekHours
from ejournal.wording import class_name, decimal, fold

NOTHING = "Загружать нечего: ни одного предмета не принято. Исправьте строки или графы."


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 2.2: the curriculum in a file against the one that is in force. Refusal: there is none in it."""
    found = plans.understand(book, chosen.year or school_year(scope.today))
    remarks = curriculum_checks.check(found)
    rows = [WeekHours(row.class_name, row.subject, tenths(row)) for row in found.hours]
    return Prepared(
        title="Учебный план",
        facts=tuple(curriculum_report.told(found)),
        rows=judge(book, remarks, _compared(book, found, scope)),
        headers={book.tables.index(table): heading.header for table, heading in found.headers},
        remarks=tuple(remarks),
        lack=NO_YEAR if scope.year is None else "" if rows else NOTHING,
        write=lambda: curriculum.write(scope.year, rows) if scope.year else None,
        summary=curriculum_report.summary(book, found, remarks),
    )


def tenths(row: Hours) -> int:
    """Hours a week in tenths: «0,5» is 5."""
    return round(row.per_week * 10)


def _compared(book: Book, found: Curriculum, scope: Scope) -> dict[Place, Judged]:
    """Each row, which tells of a subject in several classes, against the hours of those classes."""
    hours = stored.curriculum(scope.year) if scope.year else {}
    known = {(class_name(*own), fold(subject)): value for (own, subject), value in hours.items()}
    told: dict[Place, list[str]] = {}
    new: dict[Place, bool] = {}
    for row in found.hours:
        place = book.tables.index(row.line.table), row.line.row.number
        before = known.get((row.class_name, fold(row.subject)))
        new[place] = new.get(place, True) and before is None
        told.setdefault(place, [])
        if before is not None and before != tenths(row):
            told[place].append(f"{row.class_name} класс: {_said(before)} → {_said(tenths(row))}")
        elif before is None:
            told[place].append(f"{row.class_name} класс: {_said(tenths(row))}")
    return {place: _judged(new[place], changes) for place, changes in told.items()}


def _judged(new: bool, changes: list[str]) -> Judged:
    if new:
        return Judged(Verdict.NEW)
    return Judged(Verdict.CHANGED, tuple(changes)) if changes else Judged(Verdict.SAME)


def _said(value: int) -> str:
    return f"{decimal(value / 10, 1).removesuffix(',0')} ч"
