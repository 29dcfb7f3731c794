"""What was done after a load and rests on what it wrote, in words: it is named before and after a refusal."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from typing import Any

from peewee import fn

from ejournal.models.audit import Revision
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Subject
from ejournal.models.imports import ImportLoad, ImportUndo, Upload
from ejournal.models.journal import Absence, LessonText, Mark
from ejournal.models.moves import was_moved
from ejournal.models.people import Enrolment
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.models.written import blank, unwritten
from ejournal.wording import date_numeric, date_short, plural, quoted

CHANGED, LEANING = "изменены позже", "опираются на них"
USED = "Отменить эту загрузку уже нельзя: на её записи опирается сделанное позже"
INSTEAD = "Исправьте данные на их страницах или загрузите исправленный файл."
MOST_TOLD, MOST_FILES = 4, 8
SORTS = (CHANGED, LEANING)  # of what there are several, each told with its number
PLAN = "ktp"
PAGES = (GroupTeacher, TimetableEntry)
PLACES = (Enrolment, GroupMember)


def refusal(told: Collection[str]) -> str:
    """Why a load cannot be taken back, with a line for each sort of what rests on it, when that is known."""
    sorts: dict[str, list[str]] = {}
    for one in told:
        sort, mark, what = one.partition(": ") if one.startswith(SORTS) else (one, "", "")
        sorts.setdefault(sort + mark, []).append(what)
    lines = [f"{sort}{', '.join(found)}" for sort, found in sorts.items()]
    ends = [";"] * (len(lines) - 1) + ["."]
    listed = (f"— {line}{end}" for line, end in zip(lines, ends, strict=False))
    return "\n".join([f"{USED}.", *listed, INSTEAD])


def resting(load: ImportLoad) -> list[str]:
    """Lessons that are written or decided about, topics, marks of pupils. A constant number of queries."""
    return [*_lessons(load), *_topics(load), *_pupils(load)]


def later(load: ImportLoad) -> list[str]:
    """The line of the files that were loaded since: what they made may rest on this load."""
    files = ", ".join(later_files(load))
    return [f"позже загружены {files}: отмените сначала их, от новых к старым"] if files else []


def later_files(load: ImportLoad) -> list[str]:
    """«Расписание» (май.xlsx) 28.08.2026: the files that were loaded since and are not taken back.

    The newest, which goes first, comes first; of many, how many more there are.
    """
    gone = ImportUndo.select(ImportUndo.load)
    mine = (ImportLoad.id > load.id) & ImportLoad.id.not_in(gone)
    if load.kind == PLAN:  # nothing rests on a plan but what goes on in it
        mine &= ImportLoad.deed.in_(_touching(load))
    columns = (ImportLoad.title, Upload.name, ImportLoad.at)
    query: Any = ImportLoad.select(*columns).join(Upload).where(mine).order_by(ImportLoad.id.desc())
    told = [f"{quoted(title)} ({name}) {date_numeric(at.date())}" for title, name, at in query.tuples()]
    return [*told[:MOST_FILES], *([f"и ещё {more}"] if (more := len(told) - MOST_FILES) > 0 else [])]


def _touching(load: ImportLoad) -> Any:
    """The deeds that wrote a record of this load anew."""
    mine = Revision.alias()
    same = (mine.record_kind == Revision.record_kind) & (mine.record_id == Revision.record_id)
    return Revision.select(Revision.deed).join(mine, on=same).where(mine.deed == load.deed)


def made_by(load: ImportLoad, table: Any) -> Any:
    """The condition of the records of a table that a load made."""
    of_table = (Revision.record_kind == table._meta.table_name) & (Revision.version == 1)
    return table.id.in_(Revision.select(Revision.record_id).where((Revision.deed == load.deed) & of_table))


def _lessons(load: ImportLoad) -> list[str]:
    """Lessons of the pages that a load taught or timetabled: written, or moved or given away after it."""
    spans = _spans(load)
    groups = list(spans)
    held = Lesson.group.in_(groups) & (Lesson.date >= min(spans.values(), default=date.max))
    told = [f"запись в уроке {_called(row)}" for row in _first(held & ~blank(), spans)]
    told += [f"перенос {_called(row)}" for row in _first(held & blank() & was_moved() & _new(load), spans)]
    given = held & blank() & ~was_moved() & ~unwritten() & _new(load)
    told += [f"замена {_called(row)}" for row in _first(given, spans)]
    return [*told[:MOST_TOLD], "и другие уроки"] if len(told) > MOST_TOLD else told


def _topics(load: ImportLoad) -> Iterator[str]:
    """Lessons that took their topic from a plan that this load made."""
    items = PlanItem.select(PlanItem.id).where(made_by(load, PlanItem))
    query = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject).switch(Lesson)
    query = query.join(LessonText, on=(LessonText.lesson == Lesson.id))
    rows = list(query.where(LessonText.plan_item.in_(items)).order_by(Lesson.date, Lesson.number).limit(1))
    yield from (f"тема из этого плана в уроке {_called(row)}" for row in rows)


def _spans(load: ImportLoad) -> dict[int, date]:
    """By page: the first day of what a load made of it."""
    spans: dict[int, date] = {}
    for table in PAGES:
        query: Any = table.select(table.group, fn.MIN(table.valid_from)).where(made_by(load, table))
        for group, first in query.group_by(table.group).tuples():
            spans[group] = min(first, spans.get(group, first))
    return spans


def _first(which: Any, spans: dict[int, date]) -> list[Any]:
    """The first of these lessons, as many as are told and one more."""
    query = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject).where(which)
    rows = query.order_by(Lesson.date, Lesson.number, Lesson.id).iterator()
    return list(islice((row for row in rows if spans[row.group_id] <= row.date), MOST_TOLD + 1))


def _new(load: ImportLoad) -> Any:
    """The condition of lessons that have a version newer than a load."""
    last = Revision.select(fn.MAX(Revision.id)).where(Revision.deed == load.deed)
    of_lessons = (Revision.record_kind == Lesson._meta.table_name) & (Revision.id > last)
    return Lesson.id.in_(Revision.select(Revision.record_id).where(of_lessons))


def _called(lesson: Any) -> str:
    page = quoted(f"{lesson.group.subject.name}, {lesson.group.name}")
    return f"{date_short(lesson.date)}, {lesson.number}-й урок, {page}"


def _pupils(load: ImportLoad) -> Iterator[str]:
    """Pupils whom a load put into a class or a group, and who have marks or events of attendance."""
    people: set[int] = set()
    for table in PLACES:
        query: Any = table.select(table.person).where(made_by(load, table)).distinct().tuples()
        people |= {row[0] for row in query}
    found: set[int] = set()
    for fact in (Mark, Absence):
        mine: Any = fact.select(fact.pupil).where(fact.pupil.in_(list(people))).distinct().tuples()
        found |= {row[0] for row in mine}
    if found:
        yield f"отметки или пропуски {len(found)} {plural(len(found), 'ученика', 'учеников', 'учеников')}"
