"""A working school out of the sample files alone, against what a person counted in them (expected.json)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ejournal.db import database
from ejournal.loading.chosen import Chosen
from ejournal.models.curriculum import CurriculumHour, Group, GroupTeacher
from ejournal.models.people import (
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
)
from ejournal.models.timetable import TimetableEntry
from ejournal.services.verify import verify
from tests.engines import Engine, using
from tests.loading.samples import FILES, ORDER, SCHOOL, load, open_year, prepared
from tests.school import ZONE

ORDER_OF_LOADING: list[str] = SCHOOL["load_order"]


def build() -> None:
    from ejournal.migrations import migrate

    migrate()
    open_year()
    for name in ORDER_OF_LOADING:
        load(name)


@pytest.fixture(scope="module")
def built(engine: Engine) -> Iterator[None]:
    """The school, once for the tests that only read it."""
    engine.prepare("samples", build)
    with engine.copied("samples") as url, using(url):
        yield


def rows(sql: str) -> list[Any]:
    return list(database.execute_sql(sql).fetchall())


def named(person: int) -> str:
    name = PersonName.get(PersonName.person == person)
    return " ".join(filter(None, (name.surname, name.name, name.patronymic)))


@pytest.mark.usefixtures("built")
class TestTheSchool:
    """п. 2.1, 4.2.1, 4.3.2: what must come of the files."""

    def test_pupils_by_class(self) -> None:
        found = rows(
            "SELECT c.grade, count(*) FROM enrolment e JOIN class_year c ON c.cohort_id = e.cohort_id "
            "GROUP BY c.grade"
        )
        assert {str(grade): number for grade, number in found} == SCHOOL["pupils_per_class"]
        assert Enrolment.select().count() == SCHOOL["pupils"]

    def test_staff_and_who_teaches(self) -> None:
        teaching = Duty.select().where(Duty.role == "teacher").count()
        assert (Employment.select().count(), teaching) == (SCHOOL["staff"], SCHOOL["teaching_staff"])

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("06_расписание_5-11.xlsx", {"groups"}),
            ("11_КТП_окружающий_мир_4.csv", {"teacher", "hours_per_week", "hours_by_plan"}),
        ],
    )
    def test_what_a_file_does_not_say_the_journal_knows(self, name: str, fields: set[str]) -> None:
        """The teachers of the groups are in the staff load, those of a plan are of its pages."""
        chosen = Chosen(order=ORDER, class_name="4", subject="Окружающий мир") if "11_" in name else None
        found, _ = prepared(name, chosen)
        assert {field: found.summary.get(field) for field in fields} == {
            field: FILES[name][field] for field in fields
        }

    def test_families(self) -> None:
        guardians = rows("SELECT DISTINCT guardian_id FROM guardianship")
        links = Guardianship.select().count()
        assert (len(guardians), links) == (
            SCHOOL["representatives_distinct"],
            SCHOOL["representative_links"],
        )

    def test_paper_form_is_of_the_family(self) -> None:
        paper = Informing.select(Informing.child).where(~Informing.electronic).distinct().count()
        assert paper == SCHOOL["paper_form"]

    def test_a_teacher_who_is_a_mother_is_one_person(self) -> None:
        said = SCHOOL["teacher_and_parent"]
        (person,) = (who for (who,) in rows("SELECT person_id FROM employment") if named(who) == said["fio"])
        children = rows(f"SELECT child_id FROM guardianship WHERE guardian_id = {person}")
        assert sorted(named(child) for (child,) in children) == sorted(
            child["fio"] for child in said["children"]
        )

    def test_namesakes_are_two(self) -> None:
        said = SCHOOL["namesakes"]
        found = [who for (who,) in rows("SELECT person_id FROM enrolment") if named(who) == said[0]["fio"]]
        born = {Person.get_by_id(person).birth_date for person in found}
        assert born == {date.fromisoformat(one["birth_date"]) for one in said}

    def test_groups_of_a_divided_class(self) -> None:
        found = rows(
            "SELECT s.name, g.name, count(*) FROM teaching_group g JOIN subject s ON s.id = g.subject_id "
            "JOIN group_member m ON m.group_id = g.id WHERE g.kind = 'part' GROUP BY s.name, g.name"
        )
        told = {(subject, group.rpartition(" ")[2]): number for subject, group, number in found}
        (groups,) = SCHOOL["groups"].values()
        assert told == {(s, part): n for s, parts in groups.items() for part, n in parts.items()}

    def test_the_curriculum(self) -> None:
        assert sum(row.tenths for row in CurriculumHour.select()) == SCHOOL["hours_per_week_plan"] * 10
        assert CurriculumHour.select().count() == FILES["05_учебный_план.xlsx"]["accepted"]

    def test_the_timetable(self) -> None:
        extra = Group.select(Group.id).where(Group.kind == "extracurricular")
        lessons = TimetableEntry.select().where(TimetableEntry.group.not_in(extra)).count()
        other = TimetableEntry.select().where(TimetableEntry.group.in_(extra)).count()
        assert (lessons, other) == (SCHOOL["timetable_entries"], SCHOOL["extracurricular_entries"])

    def test_lessons_of_a_week_by_class(self) -> None:
        found = rows(
            "SELECT DISTINCT c.grade, l.date, l.number FROM lesson l "
            "JOIN teaching_group g ON g.id = l.group_id JOIN class_year c ON c.cohort_id = g.cohort_id "
            "WHERE l.date BETWEEN '2026-09-07' AND '2026-09-11' AND g.kind <> 'extracurricular'"
        )
        weekly = Counter(str(grade) for grade, _, _ in found)
        assert weekly == SCHOOL["weekly_lessons_timetable"]

    def test_every_page_of_lessons_has_a_teacher(self) -> None:
        taught = GroupTeacher.select(GroupTeacher.group)
        assert Group.select().where(Group.id.not_in(taught)).count() == 0

    def test_plans_are_followed_by_their_pages(self) -> None:
        for said in SCHOOL["ktp"]:
            found = rows(
                "SELECT g.id, count(i.id) FROM teaching_group g JOIN subject s ON s.id = g.subject_id "
                "JOIN class_year c ON c.cohort_id = g.cohort_id JOIN plan_item i ON i.plan_id = g.plan_id "
                f"WHERE s.name = '{said['subject']}' AND c.grade = {said['classes'][0]} GROUP BY g.id"
            )
            assert {number for _, number in found} == {said["hours"]}

    def test_the_whole_can_be_proved(self) -> None:
        assert verify(ZONE) == []

    @pytest.mark.parametrize("name", ORDER_OF_LOADING)
    def test_the_same_file_twice_changes_nothing(self, name: str) -> None:
        again, _ = prepared(name)
        assert set(again.counts) <= {"same", "doubtful", "refused"}
        assert not [one for one in again.rows.values() if any("→" in reason for reason in one.reasons)]
