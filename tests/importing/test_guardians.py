"""Parents in the cells of a class list: one a column, several in a cell, or nobody."""

import pytest

from ejournal.importing import class_list_report, tables
from tests.importing.files import Rows, text
from tests.importing.lists import ANNA, BORN, SNILS, SNILS_2, anna, listed, parent, parents, told

MARIA, PETER = "Иванова Мария Ивановна", "Иванов Пётр Ильич"
PHONE, PHONE_2 = "+79450155071", "+79450155072"


@pytest.mark.parametrize(
    ("cell", "whom"),
    [
        (f"{MARIA} {PETER}", [(MARIA, "представитель", ""), (PETER, "представитель", "")]),
        (f"{MARIA} и {PETER}", [(MARIA, "представитель", ""), (PETER, "представитель", "")]),
        (f"{MARIA}\n{PETER}", [(MARIA, "представитель", ""), (PETER, "представитель", "")]),
        (f"мама - {MARIA}, папа - {PETER}", [(MARIA, "мать", ""), (PETER, "отец", "")]),
        (
            f"Мать: {MARIA}, 8 945 015 50 71; отец: {PETER}, 89450155072",
            [(MARIA, "мать", PHONE), (PETER, "отец", PHONE_2)],
        ),
        (
            f"Мать {MARIA} тел. 89450155071 Отец {PETER} тел. 89450155072",
            [(MARIA, "мать", PHONE), (PETER, "отец", PHONE_2)],
        ),
        (
            f"{MARIA} (89450155071), {PETER} (8 945 015-50-72)",
            [(MARIA, "представитель", PHONE), (PETER, "представитель", PHONE_2)],
        ),
        (f"{MARIA} (бабушка, опекун)", [(MARIA, "опекун", "")]),
        (f"опекун {MARIA}, 15.02.1960 г.р., пенсионер", [(MARIA, "опекун", "")]),
        (f"{MARIA} (приёмная мать)", [(MARIA, "приёмная мать", "")]),
        ("ИВАНОВА МАРИЯ ИВАНОВНА", [(MARIA, "представитель", "")]),
        ("Мамедов Рашид Вагиф оглы", [("Мамедов Рашид Вагиф оглы", "представитель", "")]),
        *((nobody, []) for nobody in ("", "—", "-", "нет", " – ", "не указана", "н/д")),
    ],
)
def test_a_cell_names_several_or_one_or_nobody(cell: str, whom: list[tuple[str, str, str]]) -> None:
    pupil, remarks = anna(Родители=cell)
    assert (parents(pupil), remarks) == (whom, [])


def test_contacts_are_taken_out_of_the_cell_of_the_name() -> None:
    pupil, _ = anna(Родители=f"{MARIA}, тел. 8-945-015-50-71, maria@example.org, {SNILS_2}")
    mother = parent(pupil)
    assert (mother.phone, mother.email, mother.snils) == (PHONE, "maria@example.org", "99900916570")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("умер", "представитель не загружается: ФИО не распознано"),
        ("мать умерла", "представитель не загружается: ФИО не распознано"),
        (
            "Иванова М.И.",
            "представитель не загружается: вместо имени инициалы: нужны имя и отчество полностью",
        ),
    ],
)
def test_a_guardian_without_a_name_is_told_and_the_pupil_is_loaded(cell: str, reason: str) -> None:
    pupil, remarks = anna(Родители=cell)
    assert (parents(pupil), remarks) == ([], [("warning", "Родители", reason)])


def test_what_is_not_read_of_a_cell_is_told() -> None:
    pupil, remarks = anna(Родители="Иванова Анна и Пётр")
    assert parents(pupil) == [("Иванова Анна", "представитель", "")]
    assert remarks == [("warning", "Родители", "прочитано не всё: «Пётр»")]


def test_the_relation_of_the_cell_is_better_than_that_of_the_column() -> None:
    pupil, _ = anna(Мать=f"{MARIA} (мачеха)", Отец=f"{PETER}, отчим")
    assert [relation for _, relation, _ in parents(pupil)] == ["мачеха", "отчим"]


@pytest.mark.parametrize(
    ("typed", "relation"),
    [("Мама", "мать"), ("родной отец", "отец"), ("Крёстный", "крёстный"), ("", "представитель")],
)
def test_the_relation_has_a_column_of_its_own(typed: str, relation: str) -> None:
    pupil, _ = anna(**{"ФИО представителя": MARIA, "Кем приходится": typed})
    assert parents(pupil) == [(MARIA, relation, "")]


@pytest.mark.parametrize(
    ("columns", "field", "reason"),
    [
        ({"Телефон матери": "2-14-36"}, "Телефон матери", "телефон не содержит 10 цифр"),
        ({"СНИЛС матери": "112-233-445 96"}, "СНИЛС матери", "контрольное число СНИЛС не сходится"),
        ({"Эл. почта матери": "нету адреса"}, "Эл. почта матери", "адрес эл. почты не распознан"),
    ],
)
def test_what_is_wrong_about_a_guardian_is_told_and_left_out(
    columns: dict[str, str], field: str, reason: str
) -> None:
    pupil, remarks = anna(Мать=MARIA, **columns)
    mother = parent(pupil)
    assert (mother.full, mother.snils, mother.phone, mother.email) == (MARIA, "", "", "")
    ((severity, where, why),) = remarks
    assert (severity, where) == ("warning", field)
    assert why.startswith(reason)


def test_a_phone_of_nobody_is_told() -> None:
    pupil, remarks = anna(Мать="—", **{"Телефон матери": "89450155071"})
    assert parents(pupil) == []
    assert remarks == [("warning", "Телефон матери", "данные представителя без его ФИО не загружаются")]


def test_the_same_guardian_in_two_columns_is_one() -> None:
    pupil, _ = anna(Мать=MARIA, Представитель=MARIA)
    assert parents(pupil) == [(MARIA, "мать", "")]


@pytest.mark.parametrize(
    ("second", "people"),
    [
        ((MARIA, "", PHONE), 1),
        (("Иванова Мария Ивановна", SNILS_2, ""), 1),
        ((MARIA, SNILS_2, PHONE_2), 1),
        ((MARIA, "", PHONE_2), 2),
        ((PETER, "", PHONE), 2),
        ((MARIA, "", ""), 2),
    ],
)
def test_a_guardian_of_two_children_is_one_by_snils_or_by_name_and_phone(
    second: tuple[str, ...], people: int
) -> None:
    head = ("ФИО", "Дата рождения", "Мать", "СНИЛС матери", "Телефон матери")
    rows = [head, (ANNA, BORN, MARIA, SNILS_2, PHONE), ("Иванова Юлия Петровна", BORN, *second)]
    book = tables.read(text(rows, "\t").encode())
    told_of = class_list_report.summary(book, listed(rows))
    assert (told_of["representative_links"], told_of["representatives_distinct"]) == (2, people)


def test_the_snils_of_a_parent_is_not_the_childs() -> None:
    head = ("ФИО", "Дата рождения", "СНИЛС", "Мать", "СНИЛС матери")
    found = listed([head, (ANNA, BORN, SNILS, MARIA, SNILS)])
    assert (found.pupils, told(found.remarks)) == (
        [],
        [("error", "СНИЛС", "СНИЛС тот же, что у представителя")],
    )


def test_under_a_heading_about_parents_a_remark_names_the_lower_row() -> None:
    rows: Rows = [
        ("№", "ФИО", "Дата рождения", "СНИЛС", "Сведения о родителях", ""),
        ("", "", "", "", "ФИО", "Телефон"),
        ("1", ANNA, BORN, SNILS, MARIA, "2-14-36"),
    ]
    assert [remark.field for remark in listed(rows).remarks] == ["Телефон"]
