"""The printed journal of a class whose groups, people and lessons have changed in the year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ejournal.db import database
from ejournal.documents.volume_layout import Layout
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Subject
from ejournal.models.memos import Old
from ejournal.models.people import Enrolment, Person, PersonName
from ejournal.models.settings import school_settings
from ejournal.models.terms import Term
from ejournal.reports import halves, printing, volume_facts
from ejournal.reports import volume as volume_report
from tests.reports.january import NOW, january, order, rows
from tests.reports.test_volume import COUNTS, volume

pytestmark = pytest.mark.clause("4.2.4")


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


@pytest.fixture
def changed() -> Iterator[None]:
    """What a test changes in the school is taken back."""
    with database.atomic() as transaction:
        yield
        transaction.rollback()


@pytest.mark.usefixtures("changed")
@pytest.mark.clause("2.1")
def test_a_mixed_group_of_the_first_half_stays_in_the_summaries_of_the_second() -> None:
    (group,) = Group.select().join(Subject).where((Subject.name == "Физика") & (Group.grade == 7))
    before = volume(7, half=2)
    Group.update(kind="mixed", cohort=None).where(Group.id == group).execute()
    GroupMember.update(valid_to=date(2026, 12, 30)).where(GroupMember.group == group).execute()
    after = volume(7, half=2)
    assert "Физика" not in [part.subject for part in after.parts]
    assert after.progress.subjects == before.progress.subjects
    first = [[term.marks for term in pupil.terms[:2]] for pupil in before.progress.pupils]
    assert [[term.marks for term in pupil.terms[:2]] for pupil in after.progress.pupils] == first
    assert after.attendance.total.counts[-COUNTS:] == before.attendance.total.counts[-COUNTS:]


@pytest.mark.usefixtures("changed")
@pytest.mark.clause("2.1")
def test_who_went_to_another_group_or_back_to_class_is_where_the_half_is() -> None:
    english = Group.select().join(Subject).where((Group.grade == 7) & (Group.kind == "part"))
    one, two = sorted(english, key=lambda group: (group.subject_id, group.name))[:2]
    pupil = GroupMember.select().where(GroupMember.group == one).get().person
    left = (GroupMember.group == one) & (GroupMember.person == pupil)
    GroupMember.update(valid_to=date(2026, 10, 4)).where(left).execute()
    GroupMember.create(group=two, person=pupil, valid_from=date(2026, 10, 5))
    parts = {part.group: part for part in volume(7, half=2).parts if part.subject == one.subject.name}
    name = {row.number: row.name for row in volume(7, half=2).parts[0].pupils}
    number = next(n for n, called in name.items() if called.startswith(surname(pupil)))
    assert [row.number for row in parts[one.name].pupils if row.number == number] == []
    assert [row.number for row in parts[two.name].pupils if row.number == number] == [number]


@pytest.mark.usefixtures("changed")
def test_home_tuition_that_ended_is_not_told_in_the_next_half() -> None:
    home = Group.select(Group.id).where((Group.kind == "home") & (Group.grade == 3))
    assert any("обучение на дому" in part.group for part in volume(3, half=2).parts)
    GroupMember.update(valid_to=date(2026, 10, 31)).where(GroupMember.group.in_(home)).execute()
    parts = volume(3, half=2).parts
    assert not any("обучение на дому" in part.group for part in parts)
    assert not any("обучение на дому" in note for part in parts for row in part.pupils for note in row.notes)
    assert any("обучение на дому" in part.group for part in volume(3).parts)


@pytest.mark.usefixtures("changed")
def test_who_comes_later_is_not_told_yet_and_a_teacher_is_named_once() -> None:
    before = volume(7, half=2)
    person = Person.create(sex="f", birth_date=date(2013, 5, 5), snils="00000000000")
    PersonName.create(
        person=person, surname="Будущая", name="Ада", folded="будущая ада", valid_from=date(2013, 5, 5)
    )
    come = {"valid_from": date(2027, 1, 25), "order_number": "№ 1 от 22.01.2027"}
    Enrolment.create(person=person, cohort=order(7).cohort, **come)
    taught = GroupTeacher.select().join(Group).where((Group.grade == 7) & (Group.kind == "class")).get()
    GroupTeacher.update(valid_to=date(2027, 1, 11)).where(GroupTeacher.id == taught.id).execute()
    GroupTeacher.create(group=taught.group, person=taught.person, valid_from=date(2027, 1, 12))
    after = volume(7, half=2)
    assert [len(part.pupils) for part in after.parts] == [len(part.pupils) for part in before.parts]
    assert [part.teachers for part in after.parts] == [part.teachers for part in before.parts]


def test_a_lesson_that_goes_on_is_not_behind_yet() -> None:
    """п. 4.5.2: attendance is noted in the lesson: as long as it lasts nothing is owed."""
    ((grade, subject, starts),) = rows(
        "SELECT g.grade, s.name, l.starts_at FROM lesson l JOIN teaching_group g ON g.id = l.group_id "
        "JOIN subject s ON s.id = g.subject_id WHERE g.kind = 'class' AND l.starts_at > ? "
        "ORDER BY l.starts_at, l.id LIMIT 1",
        NOW.astimezone(UTC).replace(tzinfo=None),
    )
    starts = datetime.fromisoformat(str(starts)).replace(tzinfo=UTC).astimezone(NOW.tzinfo)

    def told(minutes: int) -> str:
        now = starts + timedelta(minutes=minutes)
        parts = printing.volume_of(order(grade, 2), Layout.SPREAD, now)[0].parts
        entries = next(part.entries for part in parts if part.subject == subject)
        return [entry.note for entry in entries if entry.day == now.date()][-1]

    assert [told(5), told(60)] == ["", "посещаемость не отмечена"]


def surname(person: Any) -> str:
    return str(PersonName.get(PersonName.person == person).surname)


@pytest.mark.clause("4.5.4")
@pytest.mark.parametrize("right", ["4", ""])
def test_what_a_memo_annulled_is_struck_through_in_its_cell_and_told_below(right: str) -> None:
    wanted = order(7)
    facts = volume_facts.read(wanted.cohort, wanted.year, halves.of_class(wanted.year, 7)[:1], NOW)
    work, pupil = next(
        (made[0], pupil)
        for lesson, made in facts.works.items()
        for marked, pupil in facts.marks
        if len(made) == 1 and marked == made[0].id and (lesson, pupil) not in facts.codes
    )
    facts.old[work.id, pupil] = Old("2", 5)
    facts.marks[work.id, pupil] = right
    if not right:
        del facts.marks[work.id, pupil]
    made = volume_report.of_class(facts, wanted.cohort, school_settings(), "", Layout.SPREAD, (1, ""))
    (told,) = (row for part in made.parts for row in part.pupils if row.remarks)
    ((place, said),) = told.remarks
    assert told.cells[place].text == "2\u0336" + right
    done = "исправлена на «4»" if right else "снята"
    assert said[5:] == f": отметка «2» {done}, служебная записка № 5"


@pytest.mark.clause("4.5.5")
def test_a_term_mark_that_a_memo_put_right_is_struck_through_on_its_page_and_in_the_summary() -> None:
    wanted = order(7)
    facts = volume_facts.read(wanted.cohort, wanted.year, halves.of_class(wanted.year, 7)[:1], NOW)
    group, pupil, term = next(
        (one.id, pupil, Term("period", period.id))
        for one in facts.groups
        if one.grading == "five" and one.subject.name == "Алгебра"
        for period in facts.own_periods[one.id][:1]
        for pupil in facts.roll
        if facts.term(one.id, pupil, "period", period)
    )
    right = facts.terms[group, pupil, *term]
    facts.old_terms[group, pupil, term] = Old("2", 7)
    made = volume_report.of_class(facts, wanted.cohort, school_settings(), "", Layout.SPREAD, (1, ""))
    (told,) = (row for part in made.parts for row in part.pupils if row.remarks)
    ((place, said),) = told.remarks
    assert told.cells[place].text == "2\u0336" + right
    assert said == f"I четв.: отметка «2» исправлена на «{right}», служебная записка № 7"
    column = made.progress.subjects.index("Алгебра")
    (row,) = (one for one in made.progress.pupils if one.number == facts.roll[pupil])
    assert row.terms[0].marks[column] == "2\u0336" + right
    footnote = f"№\xa0{row.number}, Алгебра, I четв.: отметка «2» исправлена на «{right}»"
    assert f"{footnote}, служебная записка № 7." in made.progress.tally
