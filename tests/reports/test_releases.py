"""Whoever is released from practice is there: no remark, no absence; the volume says «осв»."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.db import database
from ejournal.models.curriculum import Subject
from ejournal.models.people import Cohort, Person
from ejournal.reports import absence_hints, hints, lessons
from ejournal.rules.grounds import Wanted
from ejournal.services import attendance, grounds, marks, settings
from tests.reports.january import january
from tests.reports.test_gaps import AFTER, gaps
from tests.reports.test_volume import COUNTS, volume
from tests.school import BY, LAST, MONDAY, School, at
from tests.services.steps import call, put

pytestmark = pytest.mark.clause("4.4.3")
FRIDAY = MONDAY + timedelta(days=4)
GRADES = (5, 7, 8, 9, 10, 11)


def release(school: School, subject: str, first: date = MONDAY, last: date = LAST) -> None:
    wanted = Wanted(
        "ОСВ", "certificate", "№ 5", "", first, last, subject=Subject.get(Subject.name == subject).id
    )
    anya, cohort = Person.get_by_id(school["anya"]), Cohort.get_by_id(school.classes["7"])
    grounds.record(anya, cohort, wanted, by=school.actor("nina", Role.CLASS_TEACHER), now=at("9:00"))


def test_the_released_are_never_told_as_not_asked_or_short_of_marks(school: School) -> None:
    friday = school.lesson("algebra", FRIDAY, 1)
    pupils = {school["anya"]: "five", school["borya"]: "five"}
    call(school, school.lesson("algebra"))
    assert hints.of_pupils(hints.around(friday), pupils)[school["anya"]].unmarked == 1
    release(school, "Алгебра")
    shown = lessons.page(friday, school["vera"], at("9:00", FRIDAY))
    told = {pupil.id: (pupil.unmarked, pupil.told) for pupil in shown.pupils}
    assert told[school["anya"]] == (0, "освобождение от практики до 30.12, справка № 5")
    assert told[school["borya"]] == (1, "")


def test_a_release_is_of_its_subject_and_its_days(school: School) -> None:
    release(school, "Алгебра", last=MONDAY)
    found = absence_hints.of_lesson(school.lesson("algebra"), [school["anya"]])
    assert found.released == {school["anya"]}
    others = [school.lesson("algebra", FRIDAY, 1), school.lesson("english1")]
    assert [absence_hints.of_lesson(other, [school["anya"]]).released for other in others] == [set(), set()]


def test_a_work_owes_no_mark_of_the_released_who_may_have_one(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    marks.add_work(lesson, "control", by=school.actor("vera"), now=at("9:30"))
    (owed,) = gaps(school, "marks", AFTER)
    release(school, "Алгебра")
    (fewer,) = gaps(school, "marks", AFTER)
    assert (owed.text[-9:], fewer.text[-9:]) == ("4 ученика", "3 ученика")
    put(school, lesson, "5", at("9:50"), kind="control")  # theory
    attendance.call_roll(lesson, {school["anya"]: "ОП"}, by=school.actor("vera"), now=at("9:55"))


def test_the_released_are_not_short_of_marks_at_the_end_of_the_period(school: School) -> None:
    near = at("10:00", date(2026, 12, 17))
    release(school, "История")
    owed = [gap.text for gap in gaps(school, "short", near)]
    assert "История, II четверть: 3 ученика" in owed and "Алгебра, II четверть: 4 ученика" in owed


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


@pytest.mark.usefixtures("printed")
def test_the_volume_says_that_a_pupil_is_released_and_counts_no_absence() -> None:
    name = volume(9)
    (part,) = [part for part in name.parts if part.subject == "Физическая культура"]
    found: dict[str, Any] = {pupil.name: [cell.text for cell in pupil.cells] for pupil in part.pupils}
    released = [called for called, cells in found.items() if "осв" in cells]
    assert len(released) == 1
    others = [pupil for other in name.parts if other is not part for pupil in other.pupils]
    assert not any(cell.text == "осв" for pupil in others for cell in pupil.cells)


@pytest.mark.usefixtures("printed")
def test_the_summary_counts_a_day_as_the_school_does() -> None:
    with database.atomic() as transaction:
        usual = [volume(grade).attendance.total.counts for grade in GRADES]
        settings.change({"missed_day_lessons": 1}, by=BY, now=at("9:00"))
        counted = [volume(grade).attendance.total.counts for grade in GRADES]
        transaction.rollback()
    days = [sum(int(day or 0) for one in found for day in one[::COUNTS]) for found in (usual, counted)]
    assert days[1] > days[0]
    assert [one[2:7] for one in counted] == [one[2:7] for one in usual]
