"""п. 4.4.3: a ground is of lessons that the school has, on days when it teaches, in its year."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models import grounds as kept
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.people import Person
from ejournal.reports.attendance_grounds import grounds_told
from ejournal.rules.refusal import Way
from ejournal.services import grounds
from tests.school import LAST, MONDAY, School, at
from tests.services.steps import refused, rows
from tests.services.test_grounds import FRIDAY, NOON, TUESDAY, WEDNESDAY, nina, record

pytestmark = pytest.mark.clause("4.4.3")
SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"last_number": 999}, "999-го урока нет: уроки — с 1-го по 4-й"),
        ({"first_number": 5}, "5-го урока нет"),
        ({"weekday": 2, "number": 99}, "99-го урока нет"),
        ({"weekday": 6, "number": 2, "last": LAST}, "Суббота в эти дни не учебный день"),
        ({"weekday": 2, "number": 2, "first": WEDNESDAY}, "Вторник в эти дни не учебный день"),
        ({"first": SATURDAY, "last": SUNDAY}, "В эти дни уроков нет: это выходные или каникулы"),
    ],
)
def test_what_the_school_has_not_is_refused_with_a_sentence(
    school: School, odd: dict[str, Any], said: str
) -> None:
    with refused("4.4.3") as caught:
        record(school, "УП", **odd)
    assert said in caught.value.message


def test_days_off_inside_a_longer_span_are_no_matter(school: School) -> None:
    record(school, "Б", FRIDAY, SUNDAY + timedelta(days=2))
    assert len(rows(AbsenceGround)) == 1


def test_a_parent_does_not_tell_of_a_weekend(school: School) -> None:
    anya, mother = Person.get_by_id(school["anya"]), school.actor("anya_mother", Role.GUARDIAN)
    with refused("4.6.2") as caught:
        grounds.give_notice(anya, "ill", SATURDAY, SUNDAY, "", by=mother, now=at("18:00"))
    assert "уроков нет" in caught.value.message
    grounds.give_notice(anya, "ill", FRIDAY, SUNDAY, "", by=mother, now=at("18:00"))
    assert len(rows(AbsenceNotice)) == 1


def test_a_ground_that_outlives_the_year_ends_with_it(school: School) -> None:
    """«Вторник, 2-й урок, музыкальная школа, до 31.05» in a year that ends on 30.12."""
    record(
        school, "УП", MONDAY, date(2027, 5, 31), kind="other", words="музыкальная школа", weekday=2, number=2
    )
    assert rows(AbsenceGround)[0].last == LAST


def test_outside_the_year_its_days_are_told(school: School) -> None:
    with refused("4.4.3") as caught:
        record(school, "УП", date(2027, 5, 31), date(2027, 6, 1))
    assert "по 30.12.2026" in caught.value.message


def test_the_same_ground_is_not_kept_twice_and_a_paper_brought_later_is(school: School) -> None:
    record(school, "Б", TUESDAY, FRIDAY, kind="note", paper="")
    with refused("4.4.3", Way.RELOAD):
        record(school, "Б", TUESDAY, FRIDAY, kind="note", paper="")
    record(school, "Б", TUESDAY, FRIDAY)  # the certificate
    grounds.end(rows(AbsenceGround)[1], TUESDAY, by=nina(school), now=NOON)
    record(school, "Б", TUESDAY, FRIDAY)  # once more, after it was ended
    assert len(rows(AbsenceGround)) == 3


def test_of_two_grounds_for_one_day_it_is_told_which_counts(school: School) -> None:
    record(school, "Б", MONDAY, WEDNESDAY, at("8:00"))
    record(school, "УП", TUESDAY, FRIDAY, kind="note", paper="")
    told = grounds_told(kept.touching([school["anya"]], MONDAY, FRIDAY), {school["anya"]: "Аня"})
    counts = "24–25 ноября 2026\xa0г. считается записанное позже: УП, заявление родителей"
    assert [one.beside for one in told] == [counts, ""]
    grounds.end(rows(AbsenceGround)[1], TUESDAY, by=nina(school), now=NOON)
    told = grounds_told(kept.touching([school["anya"]], MONDAY, FRIDAY), {school["anya"]: "Аня"})
    assert [one.beside for one in told] == ["", ""]
