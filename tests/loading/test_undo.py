"""A load is taken back whole, in whatever order the files of a school came."""

import pytest

from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, GroupTeacher, Subject
from ejournal.models.imports import ImportLoad
from ejournal.models.people import (
    ClassYear,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
    SchoolYear,
)
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.services import imports
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, SCHOOL, load, open_year
from tests.school import ZONE

USUAL: list[str] = SCHOOL["load_order"]
REVERSED = [*reversed(USUAL[:7]), *USUAL[7:]]  # timetable first, the curriculum last
PEOPLE = (Person, PersonName, Employment, Duty, Enrolment, Guardianship, Informing)
PAGES = (ClassYear, Subject, Group, GroupMember, GroupTeacher, CurriculumHour, TimetableEntry, Plan, PlanItem)


@pytest.mark.parametrize("names", [USUAL, REVERSED], ids=["usual order", "reversed"])
def test_every_load_is_taken_back_and_nothing_is_left(db: str, names: list[str]) -> None:
    """Whatever comes first makes what it names; the last load goes first."""
    open_year()
    loads = [load(name) for name in names]
    assert Enrolment.select().count() == SCHOOL["pupils"]
    assert TimetableEntry.select().count() == SCHOOL["timetable_entries"] + SCHOOL["extracurricular_entries"]
    for made in reversed(loads):
        imports.undo(made, by=BY, now=NOW)
    assert {table: table.select().count() for table in (*PEOPLE, *PAGES)} == dict.fromkeys(
        (*PEOPLE, *PAGES), 0
    )
    assert (Lesson.select().count(), SchoolYear.select().count()) == (0, 1)
    assert ImportLoad.select().count() == len(names)
    assert verify(ZONE) == []
