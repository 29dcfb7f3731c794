"""п. 4.3.1, 4.4.1: what is not loaded of a list is told of by name, in the register of loads too."""

import json

import pytest

from ejournal.loading import register
from tests.loading.samples import NOW, bring, open_year

pytestmark = [pytest.mark.clause("4.3.1"), pytest.mark.usefixtures("db")]
HEAD = "Класс;ФИО;Дата рождения\n"


def test_the_page_of_a_load_and_of_its_undoing_names_who_is_not_loaded() -> None:
    open_year()
    load = bring("class_list", f"{HEAD}5;Белов Пётр Ильич;01.02.2015\n5;Новиков Олег Ильич;\n")
    wanted = "Не загружается — строка 3 (Новиков Олег Ильич), Дата рождения: нет даты рождения."
    assert wanted in register.told(load, NOW).remarks
    assert "Новиков" not in json.dumps(json.loads(load.report)["facts"], ensure_ascii=False)


def test_a_row_of_staff_is_named_with_its_person() -> None:
    open_year()
    staff = "ФИО;Должность;СНИЛС;Телефон\nОрлова Нина Ильинична;учитель;1;2-14-36\n"
    told = register.told(bring("staff", f"{staff}Белов Пётр Ильич;учитель;;\n"), NOW).remarks
    assert any("строка 2 (Орлова Нина Ильинична), Телефон «2-14-36»" in remark for remark in told)
