"""п. 2.1: in a subject a pupil is on one page at a time, whatever is ordered, and on no day on none."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember
from ejournal.models.people import ClassYear, Cohort, Enrolment, Person, SchoolYear
from ejournal.rules.movements import Order
from ejournal.services import curriculum, movements, regrouping
from ejournal.services import groups as deeds
from ejournal.services.groups import Wanted
from ejournal.services.movements import Place
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("2.1")

NOW = at("12:00")
DAY = timedelta(days=1)
TUESDAY, NEXT = MONDAY + DAY, date(2026, 12, 1)
LEAVES = date(2026, 12, 7)
ENGLISH = "Иностранный язык (английский)"
ORDER = "№ 64 от 20.11.2026"


def make(school: School, kind: str = "home", pupils: tuple[str, ...] = ("anya",), **other: Any) -> Group:
    """A group of a subject, from Tuesday on."""
    usual: dict[str, Any] = {
        "subject": "Алгебра",
        "name": "",
        "teacher": school["vera"],
        "since": TUESDAY,
        "order": ORDER,
    }
    whose = frozenset(school[key] for key in pupils)
    wanted = Wanted(kind=kind, pupils=whose, hours="", **(usual | other))
    deeds.make(SchoolYear.get(), wanted, by=school.actor("dina", Role.DEPUTY), now=NOW)
    made: Group = Group.select().order_by(Group.id.desc()).get()
    return made


def dismiss(school: School, group: Group, last: date, key: str = "anya") -> None:
    deeds.dismiss(group, school[key], last, by=school.actor("dina", Role.DEPUTY), now=NOW)


def order(day: date) -> Order:
    return Order("№ 90 от 23.11.2026", day)


def move(school: School, title: str, day: date, *groups: int, key: str = "anya") -> None:
    by, place = school.actor("alla", Role.ADMINISTRATOR), Place(title, frozenset(groups))
    movements.move(Person.get_by_id(school[key]), place, order(day), by=by, now=NOW)


def other_class(school: School, letter: str = "Б", *pupils: str) -> int:
    """7Б with its own page of algebra, and these pupils in it; the page."""
    cohort = Cohort.create(started_on=date(2020, 9, 1))
    ClassYear.create(cohort=cohort, year=SchoolYear.get(), grade=7, letter=letter)
    like = Group.get_by_id(school.groups["algebra"])
    page = Group.create(
        year=like.year, subject=like.subject, cohort=cohort, kind="class", name=f"7{letter} класс", grade=7,
        grading="five",
    )  # fmt: skip
    for key in pupils:
        Enrolment.update(cohort=cohort).where(Enrolment.person == school[key]).execute()
        mine = GroupMember.person == school[key]
        GroupMember.delete().where(mine & (GroupMember.group != like)).execute()
        GroupMember.update(group=page).where(mine).execute()
    return int(page.id)


def spans(school: School, subject: str = "Алгебра", key: str = "anya") -> list[tuple[int, date, date | None]]:
    """The pages of a subject that a pupil is on: page, first and last day, in order of time."""
    rows = GroupMember.select(GroupMember, Group).join(Group).where(GroupMember.person == school[key])
    found = [
        (row.group_id, row.valid_from, row.valid_to)
        for row in rows.order_by(GroupMember.valid_from)
        if row.group.kind in LESSON_KINDS and row.group.subject.name == subject
    ]
    for (_, _, last), (_, first, _) in pairwise(found):
        assert last is not None and last < first, found  # one at a time
    return found


def test_after_home_the_page_of_the_class_ends_with_the_order_of_leaving(school: School) -> None:
    before = spans(school)
    home, by = make(school), school.actor("alla", Role.ADMINISTRATOR)
    movements.leave(Person.get_by_id(school["anya"]), order(LEAVES), by=by, now=NOW)
    deeds.take_away(home, by=by, now=NOW)
    assert spans(school) == [(school.groups["algebra"], before[0][1], LEAVES)]
    assert verify(ZONE) == []


def test_who_leaves_the_school_by_order_is_at_home_until_that_day_and_may_return_before_it(
    school: School,
) -> None:
    by = school.actor("alla", Role.ADMINISTRATOR)
    movements.leave(Person.get_by_id(school["anya"]), order(LEAVES), by=by, now=NOW)
    home = make(school)
    assert spans(school)[1:] == [(home.id, TUESDAY, LEAVES)]
    dismiss(school, home, TUESDAY)
    algebra = school.groups["algebra"]
    assert spans(school)[1:] == [(home.id, TUESDAY, TUESDAY), (algebra, TUESDAY + DAY, LEAVES)]


def test_after_a_mixed_group_each_class_has_its_own_days(school: School) -> None:
    seventh = other_class(school, "Б", "glasha")
    mixed = make(school, "mixed", ("anya", "glasha"), order="")
    move(school, "7Б", LEAVES)
    dismiss(school, mixed, date(2026, 11, 30))
    algebra = school.groups["algebra"]
    assert spans(school)[1:] == [
        (mixed.id, TUESDAY, date(2026, 11, 30)),
        (algebra, NEXT, LEAVES - DAY),
        (seventh, LEAVES, None),
    ]


def test_who_was_at_home_from_the_first_day_returns_to_the_part_that_was_chosen(school: School) -> None:
    by = school.actor("alla", Role.ADMINISTRATOR)
    mine = (GroupMember.group == school.groups["english2"]) & (GroupMember.person == school["vova"])
    GroupMember.update(valid_from=TUESDAY).where(mine).execute()
    home = make(school, pupils=("vova",), subject=ENGLISH)
    assert [row[0] for row in spans(school, ENGLISH, "vova")] == [home.id]
    deeds.dismiss(home, school["vova"], NEXT, by=by, now=NOW)
    assert spans(school, ENGLISH, "vova") == [
        (home.id, TUESDAY, NEXT),
        (school.groups["english2"], NEXT + DAY, None),
    ]


def test_who_moves_to_a_class_of_the_mixed_group_stays_in_it(school: School) -> None:
    other_class(school, "Б", "glasha")
    mixed = make(school, "mixed", ("anya", "glasha"), order="")
    move(school, "7Б", NEXT)
    assert spans(school)[1:] == [(mixed.id, TUESDAY, None)]


def test_who_moves_to_another_class_leaves_the_mixed_group(school: School) -> None:
    other_class(school, "Б", "glasha")
    third = other_class(school, "В")
    mixed = make(school, "mixed", ("anya", "glasha"), order="")
    move(school, "7В", NEXT)
    assert spans(school)[1:] == [(mixed.id, TUESDAY, NEXT - DAY), (third, NEXT, None)]


def test_nobody_is_at_home_and_in_a_mixed_group_at_once(school: School) -> None:
    other_class(school, "Б", "glasha")
    home = make(school)
    with refused("2.1") as caught:
        make(school, "mixed", ("anya", "glasha"), order="")
    assert "Алёшина Аня" in caught.value.message
    mixed, by = make(school, "mixed", ("borya", "glasha"), order=""), school.actor("dina", Role.DEPUTY)
    with refused("2.1"):
        deeds.enlist(mixed, {school["anya"]}, TUESDAY, "", by=by, now=NOW)
    dismiss(school, home, NEXT)
    deeds.enlist(mixed, {school["anya"]}, NEXT + DAY, "", by=by, now=NOW)
    assert [row[0] for row in spans(school)] == [school.groups["algebra"], home.id, mixed.id]


def test_another_part_of_the_class_is_for_those_who_are_on_no_page_of_their_own(school: School) -> None:
    home = make(school, subject=ENGLISH)
    anya, by = Person.get_by_id(school["anya"]), school.actor("alla", Role.ADMINISTRATOR)
    for since in (TUESDAY, NEXT):
        with refused("2.1") as caught:
            regrouping.regroup(anya, [school.groups["english2"]], since, False, by=by, now=NOW)
        assert "на дому" in caught.value.message
    with refused("2.1"):  # nothing is left to change
        regrouping.regroup(anya, [], TUESDAY, False, by=by, now=NOW)
    assert [row[0] for row in spans(school, ENGLISH)] == [school.groups["english1"], home.id]


def test_a_page_that_the_class_gets_later_is_without_those_at_home(school: School) -> None:
    make(school, subject="Математика")  # grade 7 has no page of it
    own, by = ClassYear.get(ClassYear.cohort == school.classes["7"]), school.actor("dina", Role.DEPUTY)
    curriculum.add(own, "Математика", 10, by=by, now=NOW)
    page = Group.select().order_by(Group.id.desc()).get()
    assert [row[0] for row in spans(school, "Математика")][1:] != [page.id]
    assert spans(school, "Математика")[0] == (page.id, spans(school)[0][1], MONDAY)
    assert spans(school, "Математика", "borya")[0][2] is None


def test_who_leaves_a_group_leaves_every_later_stay_in_it(school: School) -> None:
    """At home until the 30th and again from 14 December; back for good after the 26th."""
    group = make(school)
    mine = (GroupMember.group == group) & (GroupMember.person == school["anya"])
    GroupMember.update(valid_to=date(2026, 11, 30)).where(mine).execute()
    again = {"group": group, "person": school["anya"], "valid_from": date(2026, 12, 14)}
    GroupMember.create(**again)
    dismiss(school, group, date(2026, 11, 26))
    days = [(row.valid_from, row.valid_to) for row in GroupMember.select().where(mine)]
    assert days == [(TUESDAY, date(2026, 11, 26))]
