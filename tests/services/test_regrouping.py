"""п. 2.1: a pupil changes the group of a subject from a day on; what was written stays where it was."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import GroupMember, members_on
from ejournal.models.people import Person
from ejournal.services import regrouping
from tests.school import MONDAY, School, at
from tests.services.steps import call, refused

pytestmark = pytest.mark.clause("2.1")

TUESDAY = MONDAY + timedelta(days=1)


def regroup(school: School, *keys: str, since: date = TUESDAY, sure: bool = False) -> None:
    groups = [school.groups[key] for key in keys]
    by = school.actor("alla", Role.ADMINISTRATOR)
    regrouping.regroup(Person.get_by_id(school["anya"]), groups, since, sure, by=by, now=at("12:00"))


def inside(school: School, group: str, day: date) -> bool:
    return school["anya"] in members_on(school.groups[group], day)


def test_from_the_day_on_the_pupil_is_in_the_other_group_and_may_come_back(school: School) -> None:
    regroup(school, "english2")
    assert inside(school, "english1", MONDAY) and not inside(school, "english1", TUESDAY)
    assert inside(school, "english2", TUESDAY) and not inside(school, "english2", MONDAY)
    regroup(school, "english1")
    mine = (GroupMember.person == school["anya"]) & (GroupMember.group == school.groups["english1"])
    assert [row.valid_to for row in GroupMember.select().where(mine)] == [None]
    assert not inside(school, "english2", TUESDAY)


def test_lessons_that_were_held_refuse_an_earlier_day(school: School) -> None:
    call(school, school.lesson("english2"))  # nobody is absent: it was held without Аня
    with refused("2.1") as caught:
        regroup(school, "english2", since=MONDAY, sure=True)
    assert "уже проведены" in caught.value.message
    regroup(school, "english2")


@pytest.mark.parametrize(
    ("keys", "since", "said"),
    [
        (("english1",), TUESDAY, "и так в этих группах"),
        ((), TUESDAY, "Выберите одну группу"),
        (("english1", "english2"), TUESDAY, "Выберите одну группу"),
        (("english2",), MONDAY + timedelta(days=400), "не зачислен"),
        (("english2",), MONDAY - timedelta(days=3), "уже прошло"),
    ],
)
def test_what_cannot_be_is_refused(school: School, keys: tuple[str, ...], since: date, said: str) -> None:
    with refused("2.1") as caught:
        regroup(school, *keys, since=since)
    assert said in caught.value.message
