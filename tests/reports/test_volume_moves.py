"""The volumes of both classes of a pupil who went from one to the other in the middle of the year."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from ejournal.documents.volume import Volume
from ejournal.documents.volume_parts import Part, ProgressPupil, Pupil
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.people import Enrolment, PersonName, SchoolYear
from tests.reports.january import january, order
from tests.reports.test_volume import COUNTS, volume
from tests.reports.test_volume_changes import changed  # noqa: F401 - the fixture

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.clause("4.2.4"), pytest.mark.usefixtures("changed")]

DAY = timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


class Move(NamedTuple):
    """A pupil of the demo who left the school, as if it had been for another class of it."""

    pupil: int
    surname: str
    left: int
    joined: int
    last: date
    order: str


def move() -> Move:
    """Into the class of the next grade: the demo has one class of each, and both have lessons."""
    stay = Enrolment.select().where(Enrolment.left_order.is_null(False)).order_by(Enrolment.id).first()
    left = next(grade for grade in range(2, 9) if order(grade).cohort == stay.cohort_id)
    since, joined = stay.valid_to + DAY, left + 1
    come = {"valid_from": since, "order_number": stay.left_order}
    Enrolment.create(person=stay.person, cohort=order(joined).cohort, **come)
    year = SchoolYear.get()
    pages = (Group.year == year) & (Group.cohort == order(joined).cohort) & (Group.kind == "class")
    for group in Group.select().where(pages):
        GroupMember.create(group=group, person=stay.person, valid_from=since)
    named = PersonName.get(PersonName.person == stay.person)
    return Move(stay.person_id, named.surname, left, joined, stay.valid_to, stay.left_order)


def line(part: Part, moved: Move) -> Pupil:
    return next(row for row in part.pupils if row.name.startswith(moved.surname))


def summed(made: Volume, moved: Move) -> ProgressPupil:
    return next(row for row in made.progress.pupils if row.name.startswith(moved.surname))


def signs(made: Volume, moved: Move) -> list[str]:
    rows = [row for part in made.parts for row in part.pupils if row.name.startswith(moved.surname)]
    return sorted(cell.text for row in rows for cell in row.cells if cell.text)


def test_each_volume_tells_of_the_other_class_with_the_day_and_the_order() -> None:
    moved = move()
    came = moved.last + DAY
    told = line(volume(moved.left).parts[0], moved).notes
    assert any(f" в {moved.joined} класс с {came:%d.%m.%Y}, приказ {moved.order}" in note for note in told)
    assert [note[:5] for note in told] == ["выбыл"]
    told = line(volume(moved.joined).parts[0], moved).notes
    assert any(f" из {moved.left} класса с {came:%d.%m.%Y}, приказ {moved.order}" in note for note in told)
    assert [note[:6] for note in told] == ["прибыл"]


def test_what_was_written_is_in_the_volume_of_the_class_that_was_left_and_in_no_other() -> None:
    gone = Enrolment.select().where(Enrolment.left_order.is_null(False)).order_by(Enrolment.id).first()
    left = next(grade for grade in range(2, 9) if order(grade).cohort == gone.cohort_id)
    before = volume(left)
    moved = move()
    after = volume(left)
    assert signs(before, moved) == signs(after, moved) != []
    pages = [
        row
        for part in volume(moved.joined).parts
        for row in part.pupils
        if row.name.startswith(moved.surname)
    ]
    assert len(pages) > 3
    assert {cell.text for row in pages for cell in row.cells} == {""}


def test_the_summary_of_the_new_class_has_the_term_marks_and_the_absences_of_the_former_one() -> None:
    moved = move()
    old, new = volume(moved.left), volume(moved.joined)
    before, after = summed(old, moved).terms[0], summed(new, moved).terms[0]
    brought = dict(zip(new.progress.subjects, after.marks, strict=True))
    had = {name: mark for name, mark in zip(old.progress.subjects, before.marks, strict=True) if mark}
    common = had.keys() & brought.keys()
    assert len(common) > 3
    assert {name: brought[name] for name in common} == {name: had[name] for name in common}
    assert (after.days, after.lessons) == (before.days, before.lessons)
    number = summed(new, moved).number
    (told,) = (one for one in new.progress.tally.split("№\xa0") if one.startswith(f"{number}: прибыл"))
    for name in had.keys() - common:
        assert f"I четв., {name} — {had[name]}" in told


def test_a_pupil_who_moved_is_counted_once() -> None:
    before = {grade: volume(grade) for grade in range(2, 10)}
    moved = move()
    for grade in (moved.left, moved.joined):
        made = volume(grade)
        assert made.progress.tally.split("№\xa0")[0].strip() == before[grade].progress.tally.strip()
        assert made.attendance.total.counts[:COUNTS] == before[grade].attendance.total.counts[:COUNTS]


def test_of_a_mixed_group_each_volume_has_its_own_days() -> None:
    gone = Enrolment.select().where(Enrolment.left_order.is_null(False)).order_by(Enrolment.id).first()
    mine = GroupMember.select(GroupMember.group).where(GroupMember.person == gone.person)
    of_class = Group.id.in_(mine) & (Group.kind == "class") & (Group.grading == "five")
    group = Group.select(Group, Subject).join(Subject).where(of_class).order_by(Group.id).first()
    Group.update(kind="mixed", cohort=None).where(Group.id == group).execute()
    moved = move()
    (ended,) = GroupMember.select().where((GroupMember.group == group) & (GroupMember.person == gone.person))
    GroupMember.update(valid_to=None).where(GroupMember.id == ended.id).execute()
    here, there = (page(volume(grade), group) for grade in (moved.left, moved.joined))
    days = [entry.day for entry in here.entries for _ in range(entry.width)]
    assert days == [entry.day for entry in there.entries for _ in range(entry.width)]
    left, joined = line(here, moved).cells, line(there, moved).cells
    assert any(cell.text for cell in left)
    for day, one, other in zip(days, left, joined, strict=True):
        if day:
            hidden = other if day <= moved.last else one
            assert (hidden.text, hidden.look) == ("", "outside")


def page(made: Volume, group: Any) -> Part:
    return next(part for part in made.parts if part.subject == group.subject.name)
