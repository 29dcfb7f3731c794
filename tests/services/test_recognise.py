"""п. 3.3: who comes from ЕСИА: known by the number there, the first time by СНИЛС, confirmed alone."""

from datetime import date, timedelta

import pytest

from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal
from ejournal.services import people
from ejournal.services.verify import verify
from tests.school import BY, STAFF, ZONE, School, at
from tests.services.steps import last_entry

NOW = at("12:00")
NEW = "99900001723"
OID = 1_000_299_353
BORN = date(1980, 2, 29)


def recognise(
    snils: str | None, oid: int = OID, *, confirmed: bool = True, born: date | None = None
) -> Person | None:
    return people.recognise(oid, snils, confirmed, born)


def bind(person: int, oid: int = OID) -> None:
    people.bind(Person.get_by_id(person), oid, by=BY, now=NOW)


@pytest.mark.clause("3.3")
def test_a_person_is_recognised_the_first_time_by_snils(school: School) -> None:
    found = recognise(STAFF["vera"][0])
    assert found is not None
    assert found.id == school["vera"]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("snils", [STAFF["vera"][0], None, "", STAFF["oleg"][0], NEW])
def test_afterwards_by_the_number_in_esia_whatever_the_snils(school: School, snils: str | None) -> None:
    bind(school["vera"])
    found = recognise(snils)
    assert found is not None
    assert found.id == school["vera"]


@pytest.mark.clause("3.3")
def test_another_account_with_a_known_snils_is_not_recognised(school: School) -> None:
    bind(school["vera"])
    assert recognise(STAFF["vera"][0], OID + 1) is None


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("snils", [None, "", NEW])
def test_a_stranger_is_not_recognised(school: School, snils: str | None) -> None:
    assert recognise(snils) is None


@pytest.mark.clause("3.3")
def test_an_unconfirmed_account_may_not_pass_for_anybody_by_snils(school: School) -> None:
    assert recognise(STAFF["vera"][0], confirmed=False) is None


@pytest.mark.clause("3.3")
def test_an_account_that_is_confirmed_no_more_is_not_recognised_by_its_number_either(school: School) -> None:
    bind(school["vera"])
    assert recognise(STAFF["vera"][0], confirmed=False) is None


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("listed", "reported", "same"),
    [
        (BORN, BORN, True),
        (BORN, BORN + timedelta(days=1), False),
        (BORN, None, True),
        (None, BORN, True),
        (None, None, True),
    ],
)
def test_the_first_match_by_snils_fails_when_both_birth_dates_are_known_and_differ(
    school: School, listed: date | None, reported: date | None, same: bool
) -> None:
    Person.update(birth_date=listed).where(Person.id == school["vera"]).execute()
    assert (recognise(STAFF["vera"][0], born=reported) is not None) is same


@pytest.mark.clause("3.3")
def test_a_bound_account_is_recognised_whatever_the_birth_date(school: School) -> None:
    Person.update(birth_date=BORN).where(Person.id == school["vera"]).execute()
    bind(school["vera"])
    assert recognise(STAFF["vera"][0], born=BORN + timedelta(days=1)) is not None


@pytest.mark.clause("3.3")
def test_the_number_in_esia_is_remembered_in_the_history_of_the_person(school: School) -> None:
    bind(school["vera"])
    person = Person.get_by_id(school["vera"])
    assert (person.oid, person.version, verify(ZONE)) == (OID, 2, [])
    assert (last_entry().kind, last_entry().object_id) == ("person.bind", school["vera"])


@pytest.mark.clause("3.3")
def test_one_account_belongs_to_one_person(school: School) -> None:
    bind(school["vera"])
    with pytest.raises(Refusal):
        bind(school["oleg"])
    assert Person.get_by_id(school["oleg"]).oid is None
