"""Files that two people load at once, or beside what is done on the screen: nobody becomes two (п. 4.3.2)."""

import pytest

from ejournal.loading import register
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.models.people import Enrolment, Person
from ejournal.rules.refusal import Refusal
from ejournal.services import cards
from ejournal.services.uploads import NewFile
from tests.loading.samples import BY, NOW, ORDER, bring, compared, open_year
from tests.services.steps import together

pytestmark = [pytest.mark.clause("4.3.2"), pytest.mark.usefixtures("db")]
TEXT = "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n5;Орлова Анна Юрьевна;03.04.2015\n"


def load(found: Prepared) -> None:
    file = NewFile("import", "x", "text/csv", TEXT.encode())
    register.load("class_list", file, Chosen(order=ORDER), found, by=BY, now=NOW)


def test_two_people_who_load_one_list_at_once_make_nobody_twice() -> None:
    open_year()
    first, second = compared("class_list", TEXT), compared("class_list", TEXT)
    results = together(lambda: load(first), lambda: load(second))
    refused = [result for result in results if result is not None]
    assert len(refused) == 1 and isinstance(refused[0], Refusal)
    assert "Только что загрузили другой файл" in refused[0].message
    assert (Person.select().count(), Enrolment.select().count()) == (2, 2)


def test_what_was_changed_on_the_screen_after_the_preview_is_looked_at_again() -> None:
    open_year()
    bring("class_list", "Класс;ФИО;Дата рождения\n5;Котова Вера Олеговна;05.06.2015\n")
    found = compared("class_list", TEXT)
    cards.change(Person.get(), {"phone": "89110000001"}, {}, by=BY, now=NOW)
    with pytest.raises(Refusal, match="изменили эти данные на экране"):
        load(found)
    assert Person.select().count() == 1
