"""Class lists are headed by every school in its own way; the columns are known by their meaning."""

import pytest

from tests.importing.files import Rows
from tests.importing.lists import ANNA, BORN, SNILS, SNILS_2, SNILS_3, listed, parents

MOTHER, FATHER = "Иванова Мария Ивановна", "Иванов Пётр Ильич"
PHONE, PHONE_2 = "8 945 015 50 71", "89450155072"
BOTH = [(MOTHER, "мать", "+79450155071"), (FATHER, "отец", "+79450155072")]
UNSAID = [(MOTHER, "представитель", "+79450155071"), (FATHER, "представитель", "+79450155072")]

# A heading over the row under it; whom it names, with the phones.
HEADINGS: list[tuple[list[tuple[str, ...]], list[tuple[str, str, str]]]] = [
    (
        [
            (
                "Ф.И.О. обучающегося",
                "Дата рожд.",
                "СНИЛС ребёнка",
                "Родители (законные представители)",
                "Тел.",
            ),
            (ANNA, BORN, SNILS, f"{MOTHER} (мать)", PHONE),
        ],
        BOTH[:1],
    ),
    ([("№", "ФИО ребенка", "Д.р.", "ФИО родителя", "Тел."), ("1", ANNA, BORN, MOTHER, PHONE)], UNSAID[:1]),
    (
        [
            (
                "№ п/п",
                "Фамилия, имя, отчество",
                "Дата, месяц, год рождения",
                "№ личного дела",
                "Ф.И.О. матери",
                "Место работы матери",
                "Телефон",
                "Ф.И.О. отца",
                "Место работы, должность",
                "Телефон",
            ),
            ("1", ANNA, BORN, "И-1", MOTHER, "ООО «Ромашка»", PHONE, FATHER, "ИП", PHONE_2),
        ],
        BOTH,
    ),
    (
        [
            ("Фамилия", "Имя", "Отчество", "Год рождения", "Мать", "Тел. матери", "Отец", "Тел. отца"),
            ("Иванова", "Анна", "Петровна", BORN, MOTHER, PHONE, FATHER, PHONE_2),
        ],
        BOTH,
    ),
    (
        [
            (
                "Ученик",
                "Число, месяц, год рождения",
                "Законный представитель",
                "Кем приходится",
                "Моб. телефон",
            ),
            (ANNA, BORN, MOTHER, "мать", PHONE),
        ],
        BOTH[:1],
    ),
    (
        [
            ("Список учащихся", "Дата рождения", "Сведения о родителях"),
            (ANNA, BORN, f"Мать: {MOTHER}, {PHONE}; отец: {FATHER}, {PHONE_2}"),
        ],
        BOTH,
    ),
    (
        [
            (
                "ФИО",
                "Дата рождения",
                "Мобильный телефон ребенка",
                "ФИО матери",
                "Мобильный телефон матери",
                "ФИО отца",
                "Мобильный телефон отца",
                "Адрес регистрации",
                "Адрес фактического проживания",
            ),
            (ANNA, BORN, "89450155070", MOTHER, PHONE, FATHER, PHONE_2, "г. Бор", "с. Озёрное"),
        ],
        BOTH,
    ),
    (
        [
            (
                "ФИО обучающегося",
                "дата рождения",
                "СНИЛС",
                "ФИО родителя (законного представителя)",
                "СНИЛС родителя",
                "Телефон родителя",
                "ФИО родителя (законного представителя)",
                "СНИЛС родителя",
                "Телефон родителя",
            ),
            (ANNA, BORN, SNILS, MOTHER, SNILS_2, PHONE, FATHER, SNILS_3, PHONE_2),
        ],
        UNSAID,
    ),
    (
        [
            (
                "Фамилия обучающегося",
                "Имя обучающегося",
                "Отчество обучающегося (при наличии)",
                "Дата рождения обучающегося",
                "Фамилия матери",
                "Имя матери",
                "Отчество матери",
                "Телефон матери",
            ),
            ("Иванова", "Анна", "Петровна", BORN, *MOTHER.split(), PHONE),
        ],
        BOTH[:1],
    ),
    (
        [
            (
                "Параллель",
                "Литера",
                "Фамилия Имя Отчество",
                "ДР",
                "Родитель 1",
                "Телефон 1",
                "Родитель 2",
                "Телефон 2",
            ),
            ("7", "А", ANNA, BORN, MOTHER, PHONE, FATHER, PHONE_2),
        ],
        UNSAID,
    ),
    (
        [
            ("ФИО воспитанника", "Дата рождения", "ФИО мамы, телефон", "ФИО папы, телефон"),
            (ANNA, BORN, f"{MOTHER}, {PHONE}", f"{FATHER} {PHONE_2}"),
        ],
        BOTH,
    ),
    (
        [
            (
                "Учащийся",
                "Дата рождения",
                "Степень родства",
                "ФИО представителя",
                "Телефон",
                "Степень родства",
                "ФИО представителя",
                "Телефон",
            ),
            (ANNA, BORN, "мать", MOTHER, PHONE, "отец", FATHER, PHONE_2),
        ],
        BOTH,
    ),
    (
        [
            ("ФИО УЧЕНИКА", "ДАТА РОЖДЕНИЯ", "РОДИТЕЛИ", "ТЕЛЕФОНЫ РОДИТЕЛЕЙ"),
            (ANNA, BORN, f"{MOTHER}, {FATHER}", f"{PHONE}, {PHONE_2}"),
        ],
        UNSAID,
    ),
    (
        [
            (
                "Первый родитель: ФИО",
                "Первый родитель: телефон",
                "Второй родитель: ФИО",
                "Второй родитель: телефон",
                "ФИО учащегося",
                "Дата рождения",
            ),
            (MOTHER, PHONE, FATHER, PHONE_2, ANNA, BORN),
        ],
        UNSAID,
    ),
    (
        [
            ("№", "Фамилия, имя, отчество ученика", "Дата рождения", "Мать", "", "Отец", ""),
            ("", "", "", "ФИО", "Телефон", "ФИО", "Телефон"),
            ("1", ANNA, BORN, MOTHER, PHONE, FATHER, PHONE_2),
        ],
        BOTH,
    ),
    (
        [
            ("№", "Обучающийся", "", "", "Законный представитель", "", ""),
            ("", "ФИО", "Дата рождения", "СНИЛС", "ФИО", "СНИЛС", "Телефон"),
            ("1", ANNA, BORN, SNILS, MOTHER, SNILS_2, PHONE),
        ],
        UNSAID[:1],
    ),
    (
        [
            (
                "№",
                "Сведения об обучающемся",
                "",
                "",
                "",
                "Сведения о родителе 1",
                "",
                "Сведения о родителе 2",
                "",
            ),
            ("", "Фамилия", "Имя", "Отчество", "Дата рождения", "ФИО", "Телефон", "ФИО", "Телефон"),
            ("1", "Иванова", "Анна", "Петровна", BORN, MOTHER, PHONE, FATHER, PHONE_2),
        ],
        UNSAID,
    ),
    (
        [
            ("Дата рождения", "Фaмилия, имя, oтчество", "Контактный телефон", "Мать", "Отец"),
            (BORN, ANNA, "89450155070", MOTHER, FATHER),
        ],
        [(MOTHER, "мать", ""), (FATHER, "отец", "")],
    ),
]


@pytest.mark.parametrize(("rows", "whom"), HEADINGS, ids=range(len(HEADINGS)))
def test_columns_are_known_by_their_meaning(rows: Rows, whom: list[tuple[str, str, str]]) -> None:
    found = listed(rows)
    (pupil,) = found.pupils
    assert (pupil.class_name, pupil.full, pupil.birth_date.isoformat()) == ("7А", ANNA, "2013-03-14")
    assert parents(pupil) == whom
    assert {remark.field for remark in found.remarks} <= {"СНИЛС"}


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
