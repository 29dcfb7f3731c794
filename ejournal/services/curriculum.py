"""Учебный план: hours of subjects by class, and the pages of the journal that they ask for (п. 2.1, 2.2)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ejournal.access import Actor
from ejournal.models import curriculum
from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, GroupTeacher, Subject
from ejournal.models.journal import Fact
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.subject_periods import PAGES
from ejournal.models.timetable import Lesson
from ejournal.models.written import blank
from ejournal.rules.curriculum import hours
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, deed, remove, remove_many, revise
from ejournal.services.hindrances import NOUNS, OTHERS
from ejournal.services.pages import Pages
from ejournal.wording import class_name, in_sentence, quoted

CLAUSE = "4.2.1"
OWN = (GroupMember, GroupTeacher)  # what a page is taken away with


class WeekHours(NamedTuple):
    """Hours a week, in tenths, of a subject in a class."""

    class_name: str
    subject: str
    tenths: int


def write(year: SchoolYear, rows: Sequence[WeekHours]) -> None:
    """п. 2.2: make these the hours of their classes, under the current deed; each has a page of the journal.

    A subject that a class no longer has loses its hours; the page stays, with what was written there.
    """
    pages = Pages(year)
    for subject, place in placed(curriculum.subjects_in_order(), [row.subject for row in rows]).items():
        pages.subject_of(subject, place)
    known = {(row.cohort_id, row.subject_id): row for row in curriculum.hours_of(year)}
    wanted: dict[tuple[int, int], int] = {}
    for row in rows:
        group = pages.page_of(row.class_name, row.subject)
        assert group.cohort_id is not None, "the page of a class"
        wanted[group.cohort_id, group.subject_id] = row.tenths
    classes = {cohort for cohort, _ in wanted}
    for key in known.keys() - wanted.keys():
        if key[0] in classes:
            remove(known[key])
    for key, tenths in wanted.items():
        if key not in known:
            create(CurriculumHour, year=year, cohort=key[0], subject=key[1], tenths=tenths)
        elif known[key].tenths != tenths:
            revise(known[key], tenths=tenths)


def placed(known: Iterable[Subject], named: Iterable[str]) -> dict[str, int]:
    """The places of the subjects that are named: those known keep theirs, a new one follows its neighbour."""
    order = [subject.name for subject in known]
    place = -1
    for name in named:
        if name not in order:
            order.insert(place + 1 if place >= 0 else len(order), name)
        place = order.index(name)
    return {name: number for number, name in enumerate(order, start=1)}


@deed("curriculum.hours", of="class_year", alone=True)
def set_hours(
    own: ClassYear, tenths: Mapping[int, int], seen: Mapping[int, str], *, by: Actor, now: datetime
) -> None:
    """п. 4.2.1: make these the hours a week of subjects of a class; what is so already gets no version.

    `seen` are the hours that the person changed, as they are told, «0,5»; "" of a subject without.
    """
    known = {row.subject_id: row for row in _hours(own)}
    pages = {group.subject_id for group in _pages(own)}
    for subject, value in tenths.items():
        if subject not in known and subject not in pages:
            raise Refusal(CLAUSE, "Этого предмета в плане класса уже нет. Обновите страницу.", Way.RELOAD)
        stands = known[subject].tenths if subject in known else 0
        if value != stands and (hours(stands) if stands else "") != seen.get(subject, ""):
            name = quoted(Subject.get_by_id(subject).name)
            said = f"{name}: часы тем временем изменили в другом окне. Введённое осталось в полях: сравните"
            raise Refusal(CLAUSE, f"{said} с планом на обновлённой странице.", Way.RELOAD)
        if subject not in known:
            create(CurriculumHour, year=own.year, cohort=own.cohort_id, subject=subject, tenths=value)
        elif stands != value:
            revise(known[subject], tenths=value)


@deed("curriculum.add", of="class_year", alone=True)
def add(own: ClassYear, subject: str, tenths: int, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1, 2.1: a subject that the class gets, with its page of the journal."""
    name = one_line(subject, limit=200, field="Предмет")
    if not name:
        raise Refusal(CLAUSE, "Назовите предмет, который добавляете.")
    pages = Pages(own.year)
    page = pages.page_of(class_name(own.grade, own.letter), name)
    if page.kind not in PAGES:
        said = f"Занятие {quoted(name)} у класса уже есть вне учебного плана: назовите предмет иначе."
        raise Refusal(CLAUSE, said)
    if any(row.subject_id == page.subject_id for row in _hours(own)):
        raise Refusal(CLAUSE, f"{quoted(name)} в плане класса уже есть: исправьте часы в его строке.")
    found = pages.subject_of(name)
    if found.position is None:
        order = [one.name for one in curriculum.subjects_in_order()]
        revise(found, position=len(order) + 1)
    create(CurriculumHour, year=own.year, cohort=own.cohort_id, subject=found, tenths=tenths)


@deed("curriculum.remove", of="class_year", alone=True)
def take_out(own: ClassYear, subject: int, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: a subject goes out of the plan of a class with its pages, while nothing rests on them."""
    mine = [row for row in _hours(own) if row.subject_id == subject]
    pages = [group for group in _pages(own) if group.subject_id == subject]
    if not mine and not pages:
        raise Refusal(CLAUSE, "Этого предмета в плане класса уже нет. Обновите страницу.", Way.RELOAD)
    if resting := _resting(pages):
        name = Subject.get_by_id(subject).name
        said = f"{quoted(name)}: убрать нельзя, на странице журнала уже есть {resting}."
        raise Refusal(CLAUSE, f"{said} Сначала уберите их или исправьте часы.")
    for table in OWN:
        if rows := list(table.select().where(table.group.in_([page.id for page in pages]))):
            remove_many(rows)
    for gone in (*mine, *pages):
        remove(gone)


def _hours(own: ClassYear) -> list[CurriculumHour]:
    mine = (CurriculumHour.year == own.year) & (CurriculumHour.cohort == own.cohort_id)
    return list(CurriculumHour.select().where(mine))


def _pages(own: ClassYear) -> list[Group]:
    mine = (Group.year == own.year) & (Group.cohort == own.cohort_id) & Group.kind.in_(PAGES)
    return list(Group.select().where(mine))


def _resting(pages: Sequence[Group]) -> str:
    """What there is of these pages beside their pupils and teachers: «уроки расписания — 3»."""
    found: Counter[str] = Counter({"план (КТП)": sum(page.plan_id is not None for page in pages)})
    backrefs: Any = Group._meta.backrefs
    for field, model in backrefs.items():
        if model is not Fact and model not in OWN:
            mine = model.select().where(field.in_([page.id for page in pages]))
            if model is Lesson:
                found["проведённые уроки"] = mine.where(~blank()).count()
                found["уроки, в которых ничего не записано"] = mine.where(blank()).count()
                continue
            found[in_sentence(NOUNS.get(model._meta.table_name, OTHERS))] += mine.count()
    return ", ".join(f"{noun} — {count}" for noun, count in found.items() if count)
