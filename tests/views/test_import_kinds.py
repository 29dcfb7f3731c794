"""п. 4.3.2: a file of another kind than the one that was chosen."""

import pytest

from tests.client import Web
from tests.views.test_imports import brought


@pytest.mark.clause("4.3.2")
def test_a_file_brought_as_another_kind_is_told_of_what_kind_it_looks(web: Web) -> None:
    alla = web.browser("alla")
    people = "ФИО;СНИЛС;Должность;Предмет;Классы\nСинева Ия Олеговна;;Учитель;Химия;7\n"
    told = alla.get(brought(alla, people, "Список.csv", "class_list")).text
    assert "Похоже, что это «Работники»" in told and 'href="/imports?kind=staff"' in told
    rightly = alla.get(brought(alla, people, "Список.csv", "staff")).text
    assert "Похоже, что это" not in rightly
    dina = web.browser("dina")
    hers = dina.get(brought(dina, people, "Список.csv", "curriculum")).text
    assert "Похоже, что это «Работники»: такие файлы загружает администратор" in hers
