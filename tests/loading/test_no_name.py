"""п. 4.4.1, 4.3.2: who has no first name is nobody's record: the row is refused in words."""

import pytest

from ejournal.importing.corrections import Corrections
from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from tests.loading.samples import NOW, ORDER, compared, open_year

pytestmark = [pytest.mark.clause("4.4.1"), pytest.mark.usefixtures("db")]


def only(found: Prepared) -> tuple[Verdict, str]:
    (judged,) = found.rows.values()
    return judged.verdict, "; ".join(judged.reasons)


@pytest.mark.parametrize("patronymic", ["Ильич", "Ильинична", "Ахмедович оглы", "Ахмед"])
def test_a_pupil_without_a_column_of_first_names_is_refused(patronymic: str) -> None:
    open_year()
    text = f"Класс;Фамилия;Отчество;Дата рождения\n5;Белов;{patronymic};01.02.2015\n"
    verdict, said = only(compared("class_list", text))
    assert (verdict, "нет имени" in said) == (Verdict.REFUSED, True)


def test_a_pupil_whose_first_names_are_not_loaded_is_refused() -> None:
    open_year()
    text = "Класс;Фамилия;Имя;Отчество;Дата рождения\n5;Белов;Пётр;Ильич;01.02.2015\n"
    assert only(compared("class_list", text))[0] == Verdict.NEW
    chosen = Chosen(order=ORDER, corrections=Corrections({0: {2: ""}}, {}))
    book = kinds.as_chosen(kinds.read(text.encode()), chosen)
    found = kinds.prepare("class_list", book, "x.csv", chosen, scope(NOW.date(), None, False))
    assert only(found)[0] == Verdict.REFUSED


@pytest.mark.parametrize("full", ["Белов Пётр", "Белов Пётр Ильич"])
def test_a_column_of_surnames_with_whole_names_is_read(full: str) -> None:
    open_year()
    assert (
        only(compared("class_list", f"Класс;Фамилия;Дата рождения\n5;{full};01.02.2015\n"))[0] == Verdict.NEW
    )
    text = "Класс;Фамилия;Отчество;Дата рождения\n5;Белов Пётр;Ильич;01.02.2015\n"
    assert only(compared("class_list", text))[0] == Verdict.NEW


@pytest.mark.clause("4.3.2")
def test_an_employee_without_a_first_name_is_refused() -> None:
    open_year()
    for text in (
        "Фамилия;Отчество;Должность\nБелова;Ильинична;Учитель химии\n",
        "ФИО;Должность\nБелова Ильинична;Учитель химии\n",
    ):
        verdict, said = only(compared("staff", text))
        assert (verdict, "нет имени" in said) == (Verdict.REFUSED, True)


def test_a_guardian_without_a_first_name_is_not_loaded_and_that_is_said() -> None:
    open_year()
    for head, cells in (
        ("Мать, ФИО", "Белова Ильинична"),
        ("Фамилия матери;Отчество матери", "Белова;Ильинична"),
    ):
        text = f"Класс;ФИО;Дата рождения;{head}\n5;Белов Пётр Ильич;01.02.2015;{cells}\n"
        verdict, said = only(compared("class_list", text))
        assert (verdict, "нет имени" in said) == (Verdict.DOUBTFUL, True), said
