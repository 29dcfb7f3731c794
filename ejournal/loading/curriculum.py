"""Учебный план: hours by class and subject against those stored (п. 2.2, 4.2.1)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ejournal.importing import curriculum as plans
from ejournal.importing import curriculum_checks, curriculum_report
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.curriculum import Curriculum, Hours
from ejournal.importing.line import Line
from ejournal.importing.remarks import Remark
from ejournal.loading import curriculum_norms
from ejournal.loading.chosen import Chosen
from ejournal.loading.going import Going
from ejournal.loading.prepared import Judged, Place, Prepared, Verdict, judge
from ejournal.loading.scope import NO_YEAR, Scope
from ejournal.loading.subjects import subjects
from ejournal.models import lists as stored
from ejournal.services import curriculum
from ejournal.services.curriculum import WeekHours
from ejournal.wording import class_name, decimal, fold, quoted

TWO = (
    "{} похоже на предмет журнала {}, но таких строк у класса несколько: загружается как отдельный предмет; "
    "если предмет тот же, впишите его название"
)
ADDED = "часы сложены со строкой {}: предмет тот же"
HOURS = ("предмет учебного плана", "предмета учебного плана", "предметов учебного плана")
NOTHING = "Загружать нечего: ни одного предмета не принято. Исправьте строки или графы."


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 2.2: the curriculum in a file against the one that is in force. Refusal: there is none in it."""
    found = plans.understand(book, chosen.year or school_year(scope.today))
    hours, told = _as_known(found.hours, scope)
    kept = _kept(found, scope)
    rows = [WeekHours(row.class_name, row.subject, tenths(row)) for row in hours] + kept
    measured = curriculum_norms.told(found, rows, scope) if scope.year else []
    remarks = curriculum_checks.check(found, limits=not scope.year) + measured + told
    compared, going = _compared(book, found, hours, kept, scope)
    return Prepared(
        title="Учебный план",
        facts=tuple(curriculum_report.told(found)),
        rows=judge(book, remarks, compared),
        headers={book.tables.index(table): heading.header for table, heading in found.headers},
        remarks=tuple(remarks),
        lack=NO_YEAR if scope.year is None else "" if rows else NOTHING,
        write=lambda: curriculum.write(scope.year, rows) if scope.year else None,
        summary=curriculum_report.summary(book, found, remarks),
        going=going,
    )


def _kept(found: Curriculum, scope: Scope) -> list[WeekHours]:
    """The stored hours of the classes and subjects whose cells are refused: these load nothing and take
    nothing away.
    """
    known = subjects(scope.year, (subject for _, subject in found.refused))
    named = {(own, fold(known.of(subject).name or subject)) for own, subject in found.refused}
    hours = stored.curriculum(scope.year) if scope.year else {}
    whole = ((class_name(*own), subject, value) for (own, subject), value in hours.items())
    return [WeekHours(own, subject, value) for own, subject, value in whole if (own, fold(subject)) in named]


def tenths(row: Hours) -> int:
    """Hours a week in tenths: «0,5» is 5."""
    return round(row.per_week * 10)


def _as_known(rows: Sequence[Hours], scope: Scope) -> tuple[list[Hours], list[Remark]]:
    """п. 2.1: the hours under the names that the journal has; two names that meet in a class stay two."""
    known = subjects(scope.year, (row.subject for row in rows))
    met = Counter((row.class_name, known.of(row.subject).name) for row in rows)
    apart = {row.subject for row in rows if met[row.class_name, known.of(row.subject).name] > 1}
    kept: list[Hours] = []
    told: dict[str, Remark] = {}
    for row in rows:
        reading = known.of(row.subject)
        place = tuple(row.line.table.place(row.line.row).items())
        title = row.line.header.title("subject", "Предмет")
        if reading.name and row.subject in apart and reading.told:
            reason = TWO.format(quoted(row.subject), quoted(reading.name))
            told[row.subject] = Remark("warning", title, row.subject, reason, place)
            kept.append(row)
            continue
        if reading.told:
            told.setdefault(row.subject, reading.remark(title, row.subject, place))
        if reading.name:
            kept.append(replace(row, subject=reading.name))
    return kept, list(told.values())


def _compared(
    book: Book, found: Curriculum, rows: Sequence[Hours], kept: Sequence[WeekHours], scope: Scope
) -> tuple[dict[Place, Judged], Going]:
    """Each row, which tells of a subject in several classes, against the hours of those classes."""
    hours = stored.curriculum(scope.year) if scope.year else {}
    known = {(class_name(*own), fold(subject)): (subject, value) for (own, subject), value in hours.items()}
    told: dict[Place, list[str]] = {}
    new: dict[Place, bool] = {}
    places: dict[str, Place] = {fold(name): _place(book, line) for name, line in found.empty}
    for row in rows:
        place = places[fold(row.subject)] = _place(book, row.line)
        _, before = known.pop((row.class_name, fold(row.subject)), ("", None))
        new[place] = new.get(place, True) and before is None
        told.setdefault(place, [])
        if before is not None and before != tenths(row):
            told[place].append(f"{row.class_name} класс: {_said(before)} → {_said(tenths(row))}")
        elif before is None:
            told[place].append(f"{row.class_name} класс: {_said(tenths(row))}")
    for one in kept:
        known.pop((one.class_name, fold(one.subject)), None)
    comes = sum(map(len, told.values()))
    classes = {row.class_name for row in rows}
    gone = {key: value for key, value in known.items() if key[0] in classes}
    for (own, folded), (_, before) in gone.items():
        if folded in places:
            new[places[folded]] = False
            told.setdefault(places[folded], []).append(f"{own} класс: {_said(before)} → уйдёт")
    judged = {place: _judged(new[place], changes) for place, changes in told.items()}
    return _with_added(book, found, judged), Going(HOURS, len(gone), comes, tuple(_gone(gone)))


def _gone(gone: Mapping[tuple[str, str], tuple[str, int]]) -> Iterator[str]:
    """«5 класс: Химия — 2 ч, Физика — 1 ч»."""
    for own in sorted({own for own, _ in gone}, key=lambda title: (len(title), title)):
        mine = [f"{name} — {_said(value)}" for (one, _), (name, value) in gone.items() if one == own]
        yield f"{own} класс: {', '.join(mine)}"


def _with_added(book: Book, found: Curriculum, judged: dict[Place, Judged]) -> dict[Place, Judged]:
    """Rows that name a subject again share the verdict of that with which they are summed up, and say so."""
    for line, first in found.added:
        place, above = _place(book, line), _place(book, first)
        said = ADDED.format(first.row.number)
        known = judged.get(place) or Judged(judged[above].verdict if above in judged else Verdict.SAME)
        if said not in known.reasons:
            judged[place] = Judged(known.verdict, (*known.reasons, said))
    return judged


def _place(book: Book, line: Line) -> Place:
    return book.tables.index(line.table), line.row.number


def _judged(new: bool, changes: list[str]) -> Judged:
    if new:
        return Judged(Verdict.NEW)
    return Judged(Verdict.CHANGED, tuple(changes)) if changes else Judged(Verdict.SAME)


def _said(value: int) -> str:
    return f"{decimal(value / 10, 1).removesuffix(',0')} ч"
