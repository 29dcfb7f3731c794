"""п. 2.1, 4.3.1: a load that carries a class into a new year is taken back: the class is as it was before."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ejournal.models.curriculum import DayOff
from ejournal.models.people import ClassYear, Cohort, Enrolment, Person
from ejournal.rules.calendar import Break, proposed
from ejournal.services import imports, years
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, bring
from tests.school import ZONE

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.usefixtures("db")]
AUGUST = NOW.replace(year=2027)
BELOV = "Белов Пётр Ильич;01.02.2015\n"
HEAD = "Класс;ФИО;Дата рождения\n"


def open_year(first: int) -> None:
    """A year whose grades 5 and 6 have holidays of their own in March."""
    own = Break((5, 6), "Лыжная неделя", date(first + 1, 3, 1), date(first + 1, 3, 7))
    usual = proposed(first)
    years.open_year(replace(usual, more=(*usual.more, own)), by=BY, now=NOW.replace(year=first))


def rows(query: Any) -> list[Any]:
    return sorted(query.tuples())


def stored() -> list[list[Any]]:
    """The classes with their years, the days off of each, who learns in them."""
    classes = ClassYear.select(ClassYear.cohort, ClassYear.year, ClassYear.grade, ClassYear.letter)
    off = DayOff.select(DayOff.id, DayOff.cohort, DayOff.valid_from, DayOff.valid_to, DayOff.grade_break)
    enrolled = Enrolment.select(Enrolment.id, Enrolment.person, Enrolment.cohort, Enrolment.valid_from)
    people, cohorts = Person.select(Person.id), Cohort.select(Cohort.id)
    own = off.where(DayOff.cohort.is_null(False))
    return [rows(classes), rows(own), rows(enrolled), rows(people), rows(cohorts)]


def test_a_class_that_a_load_carried_into_a_new_year_is_as_it_was_in_both() -> None:
    open_year(2026)
    bring("class_list", f"{HEAD}5А;{BELOV}")
    open_year(2027)
    before = stored()
    (cohort,) = Cohort.select()
    assert [off[1:4] for off in before[1]] == [(cohort.id, date(2027, 3, 1), date(2027, 3, 7))]
    load = bring("class_list", f"{HEAD}6А;{BELOV}6А;Новиков Олег Ильич;05.06.2015\n", now=AUGUST)
    grown = ClassYear.select().where(ClassYear.cohort == cohort).order_by(ClassYear.grade)
    assert [(own.grade, own.letter) for own in grown] == [(5, "А"), (6, "А")]
    assert Cohort.select().count() == 1
    assert [off[2] for off in stored()[1]] == [date(2027, 3, 1), date(2028, 3, 1)]
    imports.undo(load, by=BY, now=AUGUST)
    assert stored() == before
    assert verify(ZONE) == []
    bring("class_list", f"{HEAD}6А;{BELOV}6А;Новиков Олег Ильич;05.06.2015\n", now=AUGUST)
    assert [off[2] for off in stored()[1]] == [date(2027, 3, 1), date(2028, 3, 1)]


def test_a_class_carried_on_by_a_curriculum_is_as_it_was_in_both() -> None:
    open_year(2026)
    bring("curriculum", "Учебные предметы;5А\nХимия;2\n")
    open_year(2027)
    before = stored()
    load = bring("curriculum", "Учебные предметы;6А\nХимия;2\n", now=AUGUST)
    assert stored()[0] != before[0] and stored()[4] == before[4]
    imports.undo(load, by=BY, now=AUGUST)
    assert stored() == before
    assert verify(ZONE) == []
