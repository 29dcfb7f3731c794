"""Б1 of domain 2.2 against a plain reckoning: sheets handed over ÷ weeks × children on paper."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.people import Enrolment, Guardianship, Informing, Person, SchoolYear
from ejournal.models.settings import Setting
from ejournal.models.timetable import Lesson
from ejournal.models.weekly import SheetStep, WeekSheet
from ejournal.reports.certificates.made import NOTHING, made
from ejournal.reports.certificates.read import Span
from ejournal.rules.certificates import Ratio
from tests.reports.chances import on_random_schools, written
from tests.reports.checked import fact
from tests.reports.test_certificates import within
from tests.school import FIRST, SINCE, School, at

pytestmark = [pytest.mark.clause("4.4.5"), pytest.mark.clause("4.6.6"), pytest.mark.clause("4.2.2")]
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
CHECKED = date(2026, 12, 7)
NOW = at("9:00", CHECKED)
FRIDAY = 4 * DAY  # the sheets of a week are ready on it
MONDAYS = [FIRST + WEEK * number for number in range(6)]
GUARDIANS = {
    "anya": ("anya_mother", "anya_father"),
    "borya": ("marina",),
    "vova": ("vova_mother",),
    "yana": ("yana_father",),
}


def b1(first: date, last: date, **more: Any) -> Ratio:
    span = Span(SchoolYear.get(), first, last, **more)
    return made(span, "абвгд", last, NOTHING, NOW).values["Б1"]


def sheet(school: School, pupil: str, monday: date, step: str = "handed") -> None:
    grade = "1" if pupil == "yana" else "7"
    places: Any = {"pupil": school[pupil], "cohort": school.classes[grade], "week": monday}
    own = fact(WeekSheet, school, token=f"{WeekSheet.select().count():032}", **places)
    if step:
        fact(SheetStep, school, sheet=own, step=step, day=monday + WEEK, way="hand", file_hash="")


def test_of_a_family_on_paper_every_week_has_a_sheet(school: School) -> None:
    """Аня's father is on paper: four Fridays from 2 to 27 November, sheets of two weeks reached him."""
    sheet(school, "anya", MONDAYS[0])
    sheet(school, "anya", MONDAYS[1], "returned")
    sheet(school, "anya", MONDAYS[2], "")  # printed, and lies on the table
    sheet(school, "vova", MONDAYS[0])  # nobody owed it: his mother reads the diary
    assert b1(FIRST, date(2026, 11, 27)) == Ratio(2, 4)
    assert b1(FIRST, date(2026, 11, 26)) == Ratio(2, 3), "the sheet of the last week is not ready yet"


def test_a_week_without_lessons_owes_no_sheet(school: School) -> None:
    Lesson.delete().where(Lesson.date.between(MONDAYS[1], MONDAYS[1] + 6 * DAY)).execute()
    assert b1(FIRST, MONDAYS[3] - DAY) == Ratio(0, 2)


def test_sheets_are_the_class_teachers(school: School) -> None:
    """A check of Вера, who only teaches the class, says nothing of them; that of Нина, who leads it, does."""
    assert b1(FIRST, MONDAYS[1], teacher=school["vera"]) == Ratio(0, 0)
    assert b1(FIRST, MONDAYS[1], teacher=school["nina"]) == Ratio(0, 1)


def write(school: School, chance: random.Random) -> None:
    """Forms that change, children who come of age, come late or leave, sheets handed over, returned, lost."""
    for pupil, guardians in GUARDIANS.items():
        if chance.random() < 0.2:
            adult = chance.choice((date(1990, 1, 1), MONDAYS[2].replace(year=2008)))
            Person.update(birth_date=adult).where(Person.id == school[pupil]).execute()
        for key in (*guardians, pupil):
            choose(school, pupil, key, chance)
        for row in Enrolment.select().where(Enrolment.person == school[pupil]):
            row.valid_to = chance.choice((None, None, MONDAYS[3] + DAY))
            row.save()
        for monday in MONDAYS:
            if chance.random() < 0.7:
                sheet(school, pupil, monday, chance.choice(("handed", "handed", "returned", "")))
    for answer in Guardianship.select():
        answer.valid_to = chance.choice((None, None, None, MONDAYS[4]))
        answer.save()
    for monday in MONDAYS:
        if chance.random() < 0.2:
            Lesson.delete().where(Lesson.date.between(monday, monday + 6 * DAY)).execute()


def choose(school: School, pupil: str, key: str, chance: random.Random) -> None:
    pair = {"guardian": school[key], "child": school[pupil]}
    mine = (Informing.guardian == school[key]) & (Informing.child == school[pupil])
    Informing.delete().where(mine).execute()
    change = SINCE + DAY * chance.randrange(70, 95)
    first = chance.random() < 0.5
    until = chance.choice((None, change - DAY))
    Informing.create(**pair, electronic=first, valid_from=SINCE, valid_to=until)
    if chance.random() < 0.6:
        Informing.create(**pair, electronic=not first, valid_from=change)


def plain(first: date, last: date) -> Ratio:
    """Day by day, child by child, as the class teacher would with the papers on the table."""
    due = given = 0
    classes: Any = Enrolment.select()
    for monday in (day for day in MONDAYS if first <= day + FRIDAY <= last):
        for place in classes:
            week = [lesson for lesson in Lesson.select() if monday <= lesson.date <= monday + 6 * DAY]
            learns = any(lesson.group.cohort_id == place.cohort_id for lesson in week)
            if learns and within(place, monday + FRIDAY) and is_on_paper(place.person, monday + FRIDAY):
                due += 1
                given += was_given(place.person_id, monday)
    return Ratio(given, due)


def is_on_paper(child: Person, day: date) -> bool:
    adult = child.birth_date is not None and child.birth_date.replace(year=child.birth_date.year + 18) <= day
    answering: Any = Guardianship.select().where(Guardianship.child == child)
    signers: set[int] = {row.guardian_id for row in answering if within(row, day)}
    forms = []
    for signer in {child.id} if adult else signers:
        mine = Informing.select().where((Informing.guardian == signer) & (Informing.child == child))
        forms += sorted((row for row in mine if within(row, day)), key=lambda row: row.valid_from)[-1:]
    return any(not one.electronic for one in forms)


def was_given(pupil: int, monday: date) -> bool:
    mine = WeekSheet.select().where((WeekSheet.pupil == pupil) & (WeekSheet.week == monday))
    return any(SheetStep.select().where(SheetStep.sheet == one).exists() for one in mine)


@on_random_schools
def test_on_any_school_it_is_what_a_person_would_count(school: School, seed: int) -> None:
    with written(school, seed, write):
        for first, last in ((FIRST, CHECKED - DAY), (MONDAYS[1] + DAY, MONDAYS[3] + 2 * DAY)):
            assert b1(first, last) == plain(first, last)


def test_where_sheets_are_ready_on_monday_they_are_of_the_week_before(school: School) -> None:
    sheet(school, "anya", MONDAYS[0])
    Setting.create(name="sheet_day", value="1")
    assert b1(MONDAYS[1], MONDAYS[2] - DAY) == Ratio(1, 1)
