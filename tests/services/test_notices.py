"""Parents tell beforehand that a child will not come; the class teacher answers."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models import grounds as kept
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.journal import AbsenceChange
from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import grounds
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused, rows
from tests.services.test_grounds import FRIDAY, NOON, TUESDAY, WEDNESDAY, code_of, cohort, missed, nina


def notice(
    school: School, cause: str = "ill", first: date = TUESDAY, last: date = WEDNESDAY
) -> AbsenceNotice:
    mother, anya = school.actor("anya_mother", Role.GUARDIAN), Person.get_by_id(school["anya"])
    grounds.give_notice(anya, cause, first, last, "температура", by=mother, now=at("18:00"))
    found: AbsenceNotice = rows(AbsenceNotice)[-1]
    return found


@pytest.mark.clause("4.4.3")
def test_an_accepted_notice_becomes_a_ground(school: School) -> None:
    told = notice(school)
    missed(school, ("history", TUESDAY))
    assert code_of(school, "history", TUESDAY) == "Н"  # until it is answered it explains nothing
    grounds.accept(told, cohort(school), "Б", by=nina(school), now=at("12:00", TUESDAY))
    missed(school, ("algebra", WEDNESDAY))
    assert (code_of(school, "history", TUESDAY), code_of(school, "algebra", WEDNESDAY)) == ("Б", "Б")
    (row,) = kept.notices([school["anya"]], MONDAY)
    assert (row.accepted, rows(AbsenceGround)[0].notice_id) == (True, told.id)
    with refused("", Way.RELOAD):
        grounds.decline(told, "нет", by=nina(school), now=at("12:30", TUESDAY))
    assert verify(ZONE) == []


@pytest.mark.clause("4.4.3")
def test_a_declined_notice_says_why_and_explains_nothing(school: School) -> None:
    told = notice(school, "other")
    with refused("4.4.3"):
        grounds.decline(told, " ", by=nina(school), now=NOON)
    grounds.decline(told, "Это каникулы по желанию", by=nina(school), now=NOON)
    (row,) = kept.notices([school["anya"]], MONDAY)
    assert (row.accepted, row.answer) == (False, "Это каникулы по желанию")
    assert AbsenceGround.select().count() == 0
    notice(school, "ill")  # the days may be told of again


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(
    "odd",
    [
        {"cause": "weather"},
        {"first": WEDNESDAY, "last": TUESDAY},
        {"first": MONDAY - timedelta(days=1)},
        {"last": TUESDAY + timedelta(days=31)},
        {"first": MONDAY + timedelta(days=61), "last": MONDAY + timedelta(days=62)},
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(school: School, odd: dict[str, Any]) -> None:
    with refused("4.6.2"):
        notice(school, **odd)


@pytest.mark.clause("4.4.3")
def test_the_same_days_are_told_of_once(school: School) -> None:
    notice(school)
    with pytest.raises(Refusal, match="уже сообщили"):
        notice(school, "doctor", WEDNESDAY, FRIDAY)
    notice(school, "doctor", FRIDAY, FRIDAY)
    assert AbsenceChange.select().count() == 0
