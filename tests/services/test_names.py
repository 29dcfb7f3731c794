"""п. 4.3.2: a name has its days; a slip in it is put right with a trace."""

import pytest

from ejournal.models.people import PersonName, names
from ejournal.services import movements as deeds
from ejournal.services.newcomers import FullName
from ejournal.services.verify import verify
from tests.school import BY, MONDAY, SINCE, ZONE, School
from tests.services.steps import last_entry
from tests.services.test_movements import DAY, NOW, ORDER, person, refusal


@pytest.mark.clause("4.3.2")
def test_another_name_is_in_force_from_its_day_and_the_old_one_before(school: School) -> None:
    mother = person(school, "anya_mother")
    deeds.rename(mother, FullName("Ёлкина", "Ольга", "Львовна"), ORDER, by=BY, now=NOW)
    assert names([mother.id], MONDAY - DAY)[mother.id].surname == "Алёшина"
    assert names([mother.id], MONDAY)[mother.id].surname == "Ёлкина"
    made = PersonName.get(PersonName.valid_from == MONDAY)
    assert (made.folded, made.order_number) == ("елкина ольга львовна", ORDER.number)
    assert (last_entry().kind, verify(ZONE)) == ("person.rename", [])


@pytest.mark.clause("4.3.2")
def test_a_slip_in_a_name_is_put_right_from_its_first_day_with_a_trace(school: School) -> None:
    mother = person(school, "anya_mother")
    right = FullName("Алёшина", "Олеся", "Львовна")
    deeds.correct_name(mother, right, by=BY, now=NOW)
    assert {names([mother.id], day)[mother.id].name for day in (SINCE, MONDAY)} == {"Олеся"}
    assert PersonName.get(PersonName.person == mother).folded == "алешина олеся львовна"
    assert (last_entry().kind, verify(ZONE)) == ("person.correct_name", [])
    told = refusal(lambda: deeds.correct_name(mother, right, by=BY, now=NOW))
    assert "Имя то же самое" in told.message
