"""Second marks of works that stand on another page of the same teacher (п. 4.5.4)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import fn

from ejournal.db import in_force
from ejournal.models import journal
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Subject
from ejournal.models.journal import CellMark, RollCall, Work
from ejournal.models.timetable import Lesson


def beside(group: Group, teacher: int, day: date) -> list[Group]:
    """The teacher's pages of other subjects on a day with marks and pupils of this one. One query."""
    other = GroupMember.alias()
    shared = (other.person == GroupMember.person) & (other.group == group) & in_force(other, day)
    pupils = GroupMember.select(GroupMember.group).join(other, on=shared).where(in_force(GroupMember, day))
    taught = GroupTeacher.select(GroupTeacher.group).where(
        (GroupTeacher.person == teacher) & in_force(GroupTeacher, day)
    )
    pages = Group.select(Group, Subject).join(Subject).where(Group.year == group.year_id)
    mine = (
        (Group.grading != "none")
        & Group.id.in_(taught)
        & Group.id.in_(pupils)
        & (Group.subject != group.subject_id)
    )
    return list(pages.where(mine).order_by(Subject.name, Group.name, Group.id))


def pages(ids: Collection[int]) -> list[Group]:
    """Pages by number, with their subjects."""
    return list(Group.select(Group, Subject).join(Subject).where(Group.id.in_(list(ids))))


def page_of(work: int) -> int | None:
    """The page that gets the second marks of a work; None when they stay in its own cells."""
    found: int | None = Work.select(Work.second_page).where(Work.id == work).scalar()
    return found


def held_lessons(page: int, first: date, last: date) -> list[Lesson]:
    """The lessons of a page that were held on these days, with their groups and subjects, in order."""
    held = fn.EXISTS(RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id))
    here = (Lesson.group == page) & Lesson.date.between(first, last) & held
    found = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject)
    return list(found.where(here).order_by(Lesson.date, Lesson.number, Lesson.id))


def seconds(works: Collection[int], pupil: int | None = None) -> dict[tuple[int, int], CellMark]:
    """The newest second mark, withdrawn or not, by work and pupil; of one pupil, when given. Two queries."""
    columns: Any = Work.select(Work.id, Work.source, Work.lesson).where(Work.source.in_(list(works)))
    made = {column: (source, lesson) for column, source, lesson in columns.tuples()}
    marks = journal.cell_marks({lesson for _, lesson in made.values()}, pupil) if made else []
    return {(made[mark.work][0], mark.pupil): mark for mark in marks if mark.work in made}


def standing(work: int, pupil: int) -> CellMark | None:
    """The second mark of a pupil that stands; None when there is none."""
    found = seconds([work], pupil).get((work, pupil))
    return found if found and not found.withdrawn else None
