"""п. 2.1: who left by order comes back by order alone: an old list of the class enrols nobody again."""

from datetime import date

import pytest

from ejournal.loading.prepared import Prepared, Verdict
from ejournal.models.people import Enrolment, Person
from ejournal.rules.movements import Order
from ejournal.services import movements
from tests.loading.samples import BY, NOW, bring, compared, open_year

pytestmark = pytest.mark.clause("2.1")

LIST = (
    "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n5;Серов Иван Олегович;03.04.2015\n"
    "5;Чижов Олег Павлович;05.06.2015\n"
)


def verdicts(found: Prepared) -> list[Verdict]:
    return [found.rows[place].verdict for place in sorted(found.rows)]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2027, 5, 31)])  # over, and still to come
def test_the_list_loaded_again_enrols_nobody_who_left(day: date) -> None:
    open_year()
    bring("class_list", LIST)
    first = Person.select().order_by(Person.id).get()
    later = NOW.replace(month=11, day=27)
    movements.leave(first, Order("№ 90 от 02.10.2026", day, sure=True), by=BY, now=later)
    again = compared("class_list", LIST)
    assert verdicts(again) == [Verdict.REFUSED, Verdict.SAME, Verdict.SAME]
    told = next(row for row in again.rows.values() if row.verdict == Verdict.REFUSED).reasons[0]
    assert f"выбыл {day:%d.%m.%Y} по приказу" in told and "Зачислить снова" in told
    bring("class_list", LIST)
    assert Enrolment.select().where(Enrolment.person == first).count() == 1


@pytest.mark.usefixtures("db")
def test_who_changed_class_has_not_left() -> None:
    open_year()
    bring("class_list", LIST + "6;Лосев Глеб Юрьевич;07.08.2014\n")
    first = Person.select().order_by(Person.id).get()
    day = date(2026, 10, 5)
    place = movements.Place("6", far=True)
    movements.move(first, place, Order("№ 90 от 02.10.2026", day, sure=True), by=BY, now=NOW)
    same = compared("class_list", LIST.replace("5;Белов", "6;Белов"))
    assert verdicts(same) == [Verdict.SAME] * 3
