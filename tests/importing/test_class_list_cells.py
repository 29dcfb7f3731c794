"""Names, dates, СНИЛС and phones of a class list, as people type them."""

from datetime import date

import pytest

from tests.importing.files import Rows
from tests.importing.lists import ANNA, BORN, SNILS, TODAY, anna, in_excel, listed, parent, told


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Иванова Анна Петровна", ("Иванова", "Анна", "Петровна")),
        ("  Иванова \u00a0 Анна Петровна\u00a0", ("Иванова", "Анна", "Петровна")),
        ("ИВАНОВА АННА ПЕТРОВНА", ("Иванова", "Анна", "Петровна")),
        ("иванова анна петровна", ("Иванова", "Анна", "Петровна")),
        ("МЕЛЬНИК - ЗАГОРСКАЯ АННА-МАРИЯ ПЕТРОВНА", ("Мельник-Загорская", "Анна-Мария", "Петровна")),
        ("Ким Виктория", ("Ким", "Виктория", "")),
        ("АЛИЕВ ЭЛЬДАР РАШИД ОГЛЫ", ("Алиев", "Эльдар", "Рашид оглы")),
        ("Алиева Севда Ильхам кызы", ("Алиева", "Севда", "Ильхам кызы")),
        ("О'Нил Анна Петровна", ("О'Нил", "Анна", "Петровна")),
        ("Иванова Анна Петровна*", ("Иванова", "Анна", "Петровна")),
    ],
)
def test_a_name_in_one_cell_is_three_parts(typed: str, name: tuple[str, str, str]) -> None:
    pupil, remarks = anna(ФИО=typed)
    assert pupil is not None
    assert (pupil.surname, pupil.name, pupil.patronymic) == name
    assert remarks == []


@pytest.mark.parametrize(
    ("typed", "full", "reason"),
    [
        (
            "Cоловьёва Aнна Петровна",
            "Соловьёва Анна Петровна",
            "латинские буквы среди русских (Cоловьёва, Aнна); исправлено: «Соловьёва Анна Петровна»",
        ),
        ("Иванова Анна Петровна (выбыла)", ANNA, "пометка в скобках не загружается: «выбыла»"),
        (
            "Анна Петровна Иванова",
            ANNA,
            "порядок слов в ФИО необычный; прочитано: фамилия «Иванова», имя «Анна», отчество «Петровна»",
        ),
        (
            "Ван Дер Ин Анна Петровна",
            "Ван Дер Ин Анна Петровна",
            "порядок слов в ФИО необычный; прочитано: фамилия «Ван Дер Ин», имя «Анна», отчество «Петровна»",
        ),
    ],
)
def test_a_doubtful_name_is_loaded_and_told(typed: str, full: str, reason: str) -> None:
    pupil, remarks = anna(ФИО=typed)
    assert pupil is not None
    assert (pupil.full, remarks) == (full, [("warning", "ФИО", reason)])


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("—", "нет ФИО"),
        ("Иванова", "нет имени: нужны фамилия и имя"),
        ("Иванова А.П.", "вместо имени инициалы: нужны имя и отчество полностью"),
        ("Иванова А. П.", "вместо имени инициалы: нужны имя и отчество полностью"),
        ("Smith John", "в ФИО допускаются только русские буквы, дефис и пробел"),
        ("Иванова Анна 2", "в ФИО допускаются только русские буквы, дефис и пробел"),
        (f"Иванова {'а' * 101} Петровна", "часть ФИО длиннее 100 знаков"),
    ],
)
def test_what_is_no_name_is_not_loaded(typed: str, reason: str) -> None:
    assert anna(ФИО=typed) == (None, [("error", "ФИО", reason)])


def test_a_name_in_three_cells_keeps_each_of_them_whole() -> None:
    head = ("Фамилия", "Имя", "Отчество", "Дата рождения")
    rows = [
        head,
        ("Де Ла Круз", "Анна Мария", "Петровна", BORN),
        ("Ким", "Виктория", "—", BORN),
        ("Юдина", "Анна Юрьевна", "", BORN),
        ("", "Анна", "Петровна", BORN),
    ]
    found = listed(rows)
    assert [(p.surname, p.name, p.patronymic) for p in found.pupils] == [
        ("Де Ла Круз", "Анна Мария", "Петровна"),
        ("Ким", "Виктория", ""),
        ("Юдина", "Анна", "Юрьевна"),
    ]
    assert ("error", "ФИО", "нет фамилии") in told(found.remarks)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Фамилия, имя", "Отчество"), ("Иванова Анна", "Петровна")),
        (("Фамилия", "Имя, отчество"), ("Иванова", "Анна Петровна")),
        (("Отчество", "Имя", "Фамилия"), ("Петровна", "Анна", "Иванова")),
    ],
)
def test_a_name_may_be_divided_otherwise(head: tuple[str, ...], cells: tuple[str, ...]) -> None:
    (pupil,) = listed([(*head, "Дата рождения"), (*cells, BORN)]).pupils
    assert (pupil.surname, pupil.name, pupil.patronymic) == ("Иванова", "Анна", "Петровна")


@pytest.mark.parametrize(
    ("typed", "name", "sex", "reason"),
    [
        ("", ANNA, "f", ""),
        ("ж", ANNA, "f", ""),
        ("Жен.", ANNA, "f", ""),
        ("девочка", "Ким Виктория", "f", ""),
        ("M", "Ким Чен", "m", ""),
        ("", "Ильин Пётр Кузьмич", "m", ""),
        ("м", ANNA, "m", "пол не сходится с отчеством"),
        ("да", ANNA, "f", "пол не распознан: нужно «м» или «ж»"),
        ("", "Ким Виктория", None, ""),
    ],
)
def test_the_sex_is_said_or_seen_from_the_patronymic(
    typed: str, name: str, sex: str | None, reason: str
) -> None:
    pupil, remarks = anna(ФИО=name, Пол=typed)
    assert pupil is not None
    assert (pupil.sex, remarks) == (sex, [("warning", "Пол", reason)] if reason else [])


@pytest.mark.parametrize(
    "typed",
    [
        "14.03.2013",
        "14.3.13",
        "14/03/2013",
        "14-03-2013",
        "14,03,2013",
        "2013-03-14",
        "2013-03-14 00:00:00",
        "14.03.2013 г.",
        "14.03.2013г.р.",
        "14 марта 2013 года",
        "«14» марта 2013 г.",
        "14 мар. 2013",
        "41347",
    ],
)
def test_a_birth_date_is_read_as_it_is_typed(typed: str) -> None:
    pupil, remarks = anna(**{"Дата рождения": typed})
    assert pupil is not None
    assert (pupil.birth_date, remarks) == (date(2013, 3, 14), [])


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "нет даты рождения"),
        ("—", "нет даты рождения"),
        ("2013", "дата рождения не распознана: нужна вида 14.03.2012"),
        ("март 2013", "дата рождения не распознана: нужна вида 14.03.2012"),
        ("14.03.1013", "дата рождения не распознана: нужна вида 14.03.2012"),
        ("31.02.2013", "такого дня в календаре нет"),
        ("27.11.2026", "дата рождения в будущем"),
    ],
)
def test_what_is_no_birth_date_is_not_loaded(typed: str, reason: str) -> None:
    assert anna(**{"Дата рождения": typed}) == (None, [("error", "Дата рождения", reason)])


def test_a_year_of_two_figures_has_been() -> None:
    for typed, year in (("01.09.26", 2026), ("01.09.27", 1927)):
        pupil, _ = anna(**{"Дата рождения": typed})
        assert pupil is not None
        assert pupil.birth_date.year == year
    assert TODAY.year == 2026


@pytest.mark.parametrize(
    ("born", "years"), [("02.09.2020", 5), ("01.09.2020", None), ("01.09.2005", 21), ("02.09.2005", None)]
)
def test_a_pupil_is_from_6_to_20_years_old(born: str, years: int | None) -> None:
    reason = f"возраст на 1 сентября 2026 г. — {years}, у учеников от 6 до 20"
    pupil, remarks = anna(**{"Дата рождения": born})
    assert pupil is not None
    assert remarks == ([("warning", "Дата рождения", reason)] if years else [])


@pytest.mark.parametrize(
    "typed",
    [
        "112-233-445 95",
        "112 233 445 95",
        "112-233-445-95",
        "11223344595",
        "СНИЛС 112-233-445 95",
        "112–233–445 95",
    ],
)
def test_a_snils_is_eleven_digits_in_any_form(typed: str) -> None:
    pupil, remarks = anna(СНИЛС=typed)
    assert pupil is not None
    assert (pupil.snils, remarks) == ("11223344595", [])


def test_zeros_that_excel_lost_are_put_back() -> None:
    rows: Rows = [
        ("ФИО", "Дата рождения", "СНИЛС"),
        (ANNA, date(2013, 3, 14), 1234567819),
        ("Юдина Анна", BORN, 7),
    ]
    found = in_excel(rows)
    assert [pupil.snils for pupil in found.pupils] == ["01234567819"]
    assert told(found.remarks) == [("error", "СНИЛС", "в СНИЛС должно быть 11 цифр, а здесь 1")]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("112-233-445 96", "контрольное число СНИЛС не сходится"),
        ("000-000-000 00", "контрольное число СНИЛС не сходится"),
        ("112-233-445", "в СНИЛС должно быть 11 цифр, а здесь 9"),
        ("1,12233E+10", "Excel округлил номер и потерял цифры: внесите его заново"),
        ("в пенсионном", "СНИЛС записывают цифрами, например 112-233-445 95"),
    ],
)
def test_what_is_no_snils_stops_the_row(typed: str, reason: str) -> None:
    _, remarks = anna(СНИЛС=typed)
    assert remarks == [("error", "СНИЛС", reason)]
    assert listed([("ФИО", "Дата рождения", "СНИЛС"), (ANNA, BORN, typed)]).pupils == []


@pytest.mark.parametrize(
    "typed",
    [
        "+7 (945) 015-50-71",
        "8(945) 015-50-71",
        "945 015-50-71",
        "89450155071",
        "8-945-015-50-71",
        "9450155071",
        "8 945 015 50 71, 8 945 018 17 75",
        "2-14-36, 89450155071",
        "дом. 2-14-36; сот. 8 945 015-50-71",
        "8 945 015 50 71 (после 18)",
        "8 (94501) 5-50-71",
        "89450155071\n89450181775",
    ],
)
def test_a_phone_is_seven_and_ten_digits_the_first_of_several(typed: str) -> None:
    head = ("ФИО", "Дата рождения", "СНИЛС", "Мать", "Телефон")
    found = listed([head, (ANNA, BORN, SNILS, "Иванова Мария Ивановна", typed)])
    assert (parent(found.pupils[0]).phone, told(found.remarks)) == ("+79450155071", [])


def test_a_phone_that_excel_took_for_a_number_is_a_phone() -> None:
    (pupil,) = in_excel([("ФИО", "Дата рождения", "Телефон"), (ANNA, BORN, 89450155071)]).pupils
    assert pupil.phone == "+79450155071"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2-14-36", "телефон не содержит 10 цифр: местный номер нельзя привести к виду +7"),
        ("+375 29 123-45-67", "телефон не распознан: нужно +7 и 10 цифр"),
        ("спросить", "телефон не распознан: нужно +7 и 10 цифр"),
        ("8,9450155E+10", "Excel округлил номер и потерял цифры: внесите его заново"),
    ],
)
def test_what_is_no_phone_is_told_and_the_row_is_loaded(typed: str, reason: str) -> None:
    pupil, remarks = anna(Телефон=typed)
    assert pupil is not None
    assert (pupil.phone, remarks) == ("", [("warning", "Телефон", reason)])


def test_an_address_with_a_sign_that_cannot_be_kept_is_left_out() -> None:
    pupil, remarks = anna(Адрес="с. Озёр\x01ное")
    assert pupil is not None
    assert pupil.address == ""
    assert [remark[:2] for remark in remarks] == [("warning", "Адрес")]
    assert "управляющий символ" in remarks[0][2]
