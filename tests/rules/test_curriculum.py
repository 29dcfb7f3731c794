"""п. 4.2.1: hours of the curriculum as they are typed, the week and the year (domain facts, 7.7)."""

import pytest

from ejournal.rules.curriculum import (
    Volume,
    beyond_year,
    check_volume,
    over_week,
    plan_tenths_of,
    tenths_of,
    usual_volume,
)
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.2.1")


@pytest.mark.parametrize(
    ("typed", "tenths"), [("3", 30), ("0,5", 5), ("2.5", 25), (" 1,50 ", 15), ("20", 200)]
)
def test_hours_are_typed_as_people_write_them(typed: str, tenths: int) -> None:
    assert tenths_of(typed, "Химия") == tenths


@pytest.mark.parametrize("typed", ["", "0", "0,0", "три", "-1", "21", "1,25", "1e3", "٣"])
def test_what_is_no_number_of_hours_is_refused_by_the_subject(typed: str) -> None:
    with pytest.raises(Refusal, match="Химия"):
        tenths_of(typed, "Химия")


@pytest.mark.parametrize("typed", ["6,3", "0,2", "1.9"])
def test_a_part_of_a_lesson_is_no_hours_of_a_curriculum(typed: str) -> None:
    with pytest.raises(Refusal, match=r"Химия: .* с половиной"):
        plan_tenths_of(typed, "Химия")
    assert [plan_tenths_of(one, "Химия") for one in ("6", "0,5", "2.5")] == [60, 5, 25]


@pytest.mark.parametrize(
    ("grade", "least", "most"),
    [(1, 620, 693), (4, 782, 884), (5, 986, 1088), (6, 1020, 1122), (7, 1088, 1190), (9, 1122, 1224)],
)
def test_the_year_of_a_grade_is_that_of_the_domain_facts(grade: int, least: int, most: int) -> None:
    assert usual_volume(grade) == (least, most)


def test_a_first_grade_of_the_weekly_norm_is_within_its_year() -> None:
    """21 hours in each of 33 weeks: what the week allows the year allows; four years make 3345 at most."""
    volumes = [volume for grade in (1, 2, 3, 4) if (volume := usual_volume(grade))]
    assert not list(beyond_year(21 * 33, volumes[0]))
    assert sum(volume.most for volume in volumes) == 3345


def test_of_the_highest_grades_no_year_is_known_and_nothing_is_told() -> None:
    assert usual_volume(10) is None and usual_volume(11) is None
    assert not list(beyond_year(3000, None))


def test_a_year_is_told_on_both_sides_and_within_it_nothing() -> None:
    volume = Volume(986, 1088)
    assert list(beyond_year(985, volume)) == ["за год 985 ч, норма — не меньше 986"]
    assert list(beyond_year(1089, volume)) == ["за год 1089 ч, норма — не больше 1088"]
    assert not [*beyond_year(986, volume), *beyond_year(1088, volume)]


def test_a_week_is_told_from_the_first_half_hour_beyond() -> None:
    assert list(over_week(295, 29)) == ["в неделю 29,5 ч, норма — не больше 29"]
    assert not list(over_week(290, 29))


@pytest.mark.parametrize("volume", [Volume(0, 5), Volume(9, 8), Volume(1, 2001), Volume(-1, -1)])
def test_a_year_that_cannot_be_is_refused(volume: Volume) -> None:
    with pytest.raises(Refusal, match="10 класс"):
        check_volume(10, volume)
