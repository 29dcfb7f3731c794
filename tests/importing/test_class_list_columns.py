"""Whose a column is when its heading alone does not say it; groups and the form of informing."""

import pytest

from tests.importing.lists import ANNA, BORN, SNILS, SNILS_2, listed, parents

MOTHER, FATHER, PHONE = "Иванова Мария Ивановна", "Иванов Пётр Ильич", "8 945 015 50 71"


def test_the_childs_own_columns_are_not_those_of_the_parents() -> None:
    head = (
        "ФИО",
        "Дата рождения",
        "СНИЛС матери",
        "Мать",
        "Телефон ребёнка",
        "Адрес эл. почты",
        "СНИЛС",
        "Адрес",
    )
    row = (ANNA, BORN, SNILS_2, MOTHER, "89450155070", "a@b.ru", SNILS, "с. Озёрное")
    (pupil,) = listed([head, row]).pupils
    assert (pupil.snils, pupil.phone, pupil.address) == ("11223344595", "+79450155070", "с. Озёрное")
    (mother,) = pupil.guardians
    assert (mother.snils, mother.phone, mother.email) == ("99900916570", "", "a@b.ru")


def test_a_lone_phone_without_parents_is_the_childs() -> None:
    (pupil,) = listed([("ФИО", "Дата рождения", "Телефон"), (ANNA, BORN, PHONE)]).pupils
    assert pupil.phone == "+79450155071"


def test_the_actual_address_is_taken_of_two() -> None:
    head = ("ФИО", "Дата рождения", "Адрес регистрации", "Адрес фактического проживания")
    (pupil,) = listed([head, (ANNA, BORN, "г. Бор", "с. Озёрное")]).pupils
    assert pupil.address == "с. Озёрное"


def test_groups_of_subjects_are_told_from_groups_of_health() -> None:
    head = (
        "ФИО",
        "Дата рождения",
        "Группа здоровья",
        "Англ. яз.\n(группа)",
        "Информатика, подгруппа",
        "Физ. группа",
    )
    (pupil,) = listed([head, (ANNA, BORN, "2", "1 гр.", "II", "основная")]).pupils
    assert pupil.groups == (("Иностранный язык (английский)", "1"), ("Информатика", "2"))
    (pupil,) = listed([head, (ANNA, BORN, "2", "—", "Иванова А.П.", "")]).pupils
    assert pupil.groups == (("Информатика", "Иванова А.П."),)


@pytest.mark.parametrize(
    ("title", "cell", "paper"),
    [
        ("Форма информирования", "бумажная", True),
        ("Форма информирования", "электронная", False),
        ("Форма получения информации", "на бумажном носителе", True),
        ("Бумажная форма", "да", True),
        ("Бумажная форма", "", False),
        ("Примечание", "на бумаге", True),
        ("Примечание", "отказ от электронного дневника", True),
        ("Примечание", "обучение на дому, пр. № 52", False),
        ("Примечания", "не на бумаге", False),
    ],
)
def test_the_paper_form_is_seen_wherever_it_is_said(title: str, cell: str, paper: bool) -> None:
    (pupil,) = listed([("ФИО", "Дата рождения", title), (ANNA, BORN, cell)]).pupils
    assert pupil.paper_form is paper


def test_a_phone_after_both_parents_is_that_of_the_first() -> None:
    head = ("ФИО", "Дата рождения", "Мать", "Отец", "Телефон")
    (pupil,) = listed([head, (ANNA, BORN, MOTHER, FATHER, PHONE)]).pupils
    assert parents(pupil) == [(MOTHER, "мать", "+79450155071"), (FATHER, "отец", "")]


def test_a_column_of_both_parents_makes_nobody_the_mother() -> None:
    (pupil,) = listed(
        [("ФИО", "Дата рождения", "ФИО матери, отца"), (ANNA, BORN, f"{FATHER}, {MOTHER}")]
    ).pupils
    assert [relation for _, relation, _ in parents(pupil)] == ["представитель", "представитель"]


def test_the_class_teacher_is_no_pupil() -> None:
    head = ("ФИО классного руководителя", "ФИО", "Дата рождения")
    assert [pupil.full for pupil in listed([head, (MOTHER, ANNA, BORN)]).pupils] == [ANNA]
