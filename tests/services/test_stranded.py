"""п. 4.2.2д: a lesson whose substitute is away in turn is decided anew: one deed, on both engines."""

import pytest

from ejournal.access import Role
from ejournal.models.people import Person
from ejournal.models.stranded import stranded
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.services import substitutions
from ejournal.services.substitutions import Decision
from tests.school import School, at
from tests.services.steps import refused
from tests.views.absences import WEDNESDAY

pytestmark = pytest.mark.clause("4.2.2д")
NOW = at("12:00")


def away(school: School, who: str) -> TeacherAbsence:
    by, person = school.actor("dina", Role.DEPUTY), Person.get_by_id(school[who])
    substitutions.report_absence(person, "illness", "", WEDNESDAY, WEDNESDAY, by=by, now=NOW)
    found: TeacherAbsence = TeacherAbsence.get(TeacherAbsence.person == person)
    return found


def give(school: School, absence: TeacherAbsence, who: str) -> None:
    lesson = school.lesson("algebra", WEDNESDAY).id
    chosen = [Decision(lesson, "replaced", school[who])]
    substitutions.decide(absence, chosen, "", by=school.actor("dina", Role.DEPUTY), now=NOW)


def test_the_earlier_decision_goes_with_the_new_one(school: School) -> None:
    absence = away(school, "vera")
    give(school, absence, "oleg")
    assert stranded(WEDNESDAY, WEDNESDAY) == {}
    away(school, "oleg")
    assert [row.substitute_id for row in stranded(WEDNESDAY, WEDNESDAY).values()] == [school["oleg"]]
    give(school, absence, "nina")
    assert [row.substitute_id for row in Replacement.select()] == [school["nina"]]
    assert stranded(WEDNESDAY, WEDNESDAY) == {}


def test_a_refusal_leaves_the_earlier_decision_where_it_was(school: School) -> None:
    absence = away(school, "vera")
    give(school, absence, "oleg")
    away(school, "oleg")
    with refused("4.2.2д"):
        give(school, absence, "oleg")  # is away too
    assert [row.substitute_id for row in Replacement.select()] == [school["oleg"]]
