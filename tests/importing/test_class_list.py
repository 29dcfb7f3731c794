"""Which rows of a class list are pupils, of which class, and which of them are not loaded."""

import pytest

from ejournal.importing import class_list, tables
from ejournal.importing.classes import class_name, titled_class
from ejournal.rules.refusal import Refusal
from tests.importing.files import Rows, docx, html, sheet_data, text
from tests.importing.lists import ANNA, BORN, HEAD, SNILS, SNILS_2, TODAY, listed, on_sheets, told

SHORT = ("№", "ФИО", "Дата рождения", "СНИЛС")
DOUBLE = "повтор: тот же ученик (ФИО и дата рождения) уже есть в списке"


@pytest.mark.parametrize(
    "row",
    [
        ("", "Всего: 1 чел.", "", ""),
        ("", "Итого", "1", ""),
        ("Мальчиков: 0, девочек: 1", "", "", ""),
        ("Директор", "Громов В.С.", "", ""),
        ("", "Классный руководитель ____________ / И.Б. Калашникова /", "", ""),
        ("", "Директор школы", "", "Громов В.С."),
        ("", "", "________________", ""),
        ("", "Калашникова Ирина Борисовна", "____________", ""),
        ("2", "", "", ""),
        ("", "Список верен", "", ""),
        ("№", "ФИО", "Дата рождения", "СНИЛС"),
    ],
)
def test_totals_signatures_and_numbers_alone_are_no_pupils(row: tuple[str, ...]) -> None:
    found = listed([SHORT, ("1", ANNA, BORN, SNILS), row])
    assert ([pupil.full for pupil in found.pupils], found.refused, found.remarks) == ([ANNA], [], [])


def test_a_surname_may_begin_as_a_total_does() -> None:
    names = ["Всеволодова", "Замятина", "Мальчиков", "Секретарёва", "Прибылов", "Директор"]
    rows = [SHORT, *((str(n), f"{name} Анна Петровна", BORN, "") for n, name in enumerate(names, 1))]
    assert [pupil.surname for pupil in listed(rows).pupils] == names


def test_a_number_of_pupils_that_is_another_is_told() -> None:
    rows = [SHORT, ("1", ANNA, BORN, SNILS), ("2", "Юдина Анна", "", SNILS_2), ("", "Всего: 3 чел.", "", "")]
    assert ("warning", "Всего", "в файле сказано учеников 3, а строк с ними 2") in told(listed(rows).remarks)
    rows[-1] = ("", "Всего: 2 чел.", "", "")
    assert [remark.field for remark in listed(rows).remarks] == ["Дата рождения"]


def test_a_row_without_a_name_or_a_date_is_refused_with_its_place() -> None:
    found = listed([SHORT, ("1", "", BORN, SNILS), ("2", ANNA, "", SNILS)])
    assert [
        (remark.severity, remark.field, remark.value, dict(remark.place)) for remark in found.remarks
    ] == [
        ("error", "ФИО", "", {"row": 2}),
        ("error", "Дата рождения", "", {"row": 3}),
    ]
    assert [line.row.number for line in found.refused] == [2, 3]


def test_doubles_are_refused_however_they_are_typed() -> None:
    rows = [
        SHORT,
        ("1", "Соловьёва Алёна Дмитриевна", BORN, SNILS),
        ("2", "СОЛОВЬЁВА  АЛЁНА ДМИТРИЕВНА", "14 марта 2013 г.", ""),
        ("3", "Соловьева Алена Дмитриевна", "14.3.13", SNILS),
        ("4", "Соловьёва Алёна Дмитриевна", "15.03.2013", SNILS_2),
    ]
    found = listed(rows)
    assert [pupil.line.row.number for pupil in found.pupils] == [2, 5]
    assert told(found.remarks) == [
        ("error", "ФИО", DOUBLE),
        ("error", "ФИО", "повтор: отличается только буквой «е» вместо «ё», дата рождения та же"),
    ]


def test_a_double_of_a_refused_row_is_loaded() -> None:
    rows = [SHORT, ("1", ANNA, BORN, "112-233-445 96"), ("2", ANNA, BORN, SNILS)]
    assert [pupil.line.row.number for pupil in listed(rows).pupils] == [3]


def test_twins_are_two_and_one_snils_is_of_one() -> None:
    rows = [SHORT, ("1", "Рощин Глеб Ильич", BORN, SNILS), ("2", "Рощина Вера Ильинична", BORN, SNILS_2)]
    assert len(listed(rows).pupils) == 2
    rows[2] = ("2", "Рощина Вера Ильинична", BORN, SNILS)
    found = listed(rows)
    assert len(found.pupils) == 1
    assert told(found.remarks) == [("error", "СНИЛС", "СНИЛС повторяется: он уже указан у другого ученика")]


def test_a_missing_snils_is_told_once_when_there_is_no_column_for_it() -> None:
    reason = "нет СНИЛС: без него ученика не узнать при входе через ЕСИА"
    assert told(listed([SHORT, ("1", ANNA, BORN, "")]).remarks) == [("warning", "СНИЛС", reason)]
    found = listed([SHORT[:3], ("1", ANNA, BORN), ("2", "Юдина Анна", BORN)])
    reason = "в файле нет графы «СНИЛС»: без него учеников не узнать при входе через ЕСИА"
    assert (len(found.pupils), told(found.remarks)) == (2, [("warning", "СНИЛС", reason)])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("5", "5"),
        ("5А", "5А"),
        ("5 «а»", "5А"),
        ("5-Б", "5Б"),
        ("5 б класс", "5Б"),
        ("11 кл.", "11"),
        ("5A", "5А"),
        ("05а", "5А"),
        ("VII Б", "7Б"),
        ("XI", "11"),
        ("7-й", "7"),
        ("10-го класса", "10"),
        ("Класс 9", "9"),
        ("12", ""),
        ("0", ""),
        ("5АБ", ""),
        ("пятый", ""),
        ("1-4", ""),
        ("", ""),
        ("Лист1", ""),
    ],
)
def test_a_class_is_named_in_many_ways(typed: str, name: str) -> None:
    assert class_name(typed) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Список обучающихся 5 класса на 01.09.2026 г.", "5"),
        ("Список 7 «Б» класса МОУ СШ № 3", "7Б"),
        ("Список учащихся 10-го класса", "10"),
        ("Класс: 5А", "5А"),
        ("Список класса 8-В", "8В"),
        ("Классный руководитель: Иванова А.П.", ""),
        ("Списки 1-4 классов", ""),
        ("Ученики 5 и 6 классов", ""),
        ("5А класс, 5Б класс", ""),
        ("Приказ № 7 от 01.09.2026", ""),
    ],
)
def test_the_class_is_seen_in_a_title(title: str, name: str) -> None:
    assert titled_class([title]) == name
    rows = [(title, "", "", ""), SHORT, ("1", ANNA, BORN, SNILS)]
    assert [pupil.class_name for pupil in listed(rows, "11").pupils] == [name or "11"]


def test_each_sheet_has_its_class_and_a_cover_has_none() -> None:
    rows: Rows = [SHORT, (1, ANNA, BORN, SNILS)]
    other: Rows = [("Список 6Б класса", "", "", ""), SHORT, (1, "Юдина Анна Юрьевна", BORN, SNILS_2)]
    sheets = {"Титул": sheet_data([("МОУ СШ", "2026")]), "5А": sheet_data(rows), "Лист3": sheet_data(other)}
    found = on_sheets(sheets)
    assert [(pupil.class_name, pupil.line.table.sheet) for pupil in found.pupils] == [
        ("5А", "5А"),
        ("6Б", "Лист3"),
    ]
    assert found.classes == ["5А", "6Б"]


def test_a_sheet_that_names_no_class_is_refused_by_name() -> None:
    with pytest.raises(
        Refusal, match=r"Лист «Список»: не сказано, какой это класс.*в поле «Класс, если файл"
    ):
        on_sheets({"Список": sheet_data([SHORT, (1, ANNA, BORN, SNILS)])})


def test_a_row_between_pupils_names_the_class_of_the_next() -> None:
    rows = [SHORT, ("5А класс", "", "", ""), ("1", ANNA, BORN, SNILS), ("", "6 класс", "", "")]
    rows.append(("1", "Юдина Анна Юрьевна", BORN, SNILS_2))
    found = listed(rows, None)
    assert [pupil.class_name for pupil in found.pupils] == ["5А", "6"]


def test_the_class_of_a_row_is_told_when_it_is_none() -> None:
    head = ("ФИО", "Класс", "Дата рождения", "СНИЛС")
    found = listed([head, (ANNA, "седьмой", BORN, SNILS), ("Юдина Анна", "", BORN, SNILS_2)], None)
    assert told(found.remarks) == [
        ("error", "Класс", "класс не распознан: нужен вида 7 или 7А"),
        ("error", "Класс", "класс не указан"),
    ]
    assert found.pupils == []


def test_the_grade_and_the_letter_may_stand_apart() -> None:
    head = ("ФИО", "Класс", "Литера", "Дата рождения", "СНИЛС")
    found = listed([head, (ANNA, "7", "б", BORN, SNILS), ("Юдина Анна", "7", "-", BORN, SNILS_2)], None)
    assert [pupil.class_name for pupil in found.pupils] == ["7Б", "7"]


def test_a_list_in_a_document_goes_on_in_the_next_table() -> None:
    first, second = [SHORT, ("1", ANNA, BORN, SNILS)], [("2", "Юдина Анна Юрьевна", BORN, SNILS_2)]
    page = html([("Список 5А класса", "", "", ""), *first]).replace("</body></html>", "<p>Продолжение</p>")
    page += html(second).removeprefix("<html><body>")
    found = class_list.understand(tables.read(page.encode()), 2026, TODAY, "7")
    assert [(pupil.class_name, pupil.full) for pupil in found.pupils] == [
        ("5А", ANNA),
        ("5А", "Юдина Анна Юрьевна"),
    ]


def test_a_title_and_a_sheet_that_say_two_classes_are_told() -> None:
    rows: Rows = [("Список 5А класса", "", "", ""), SHORT, (1, ANNA, BORN, SNILS)]
    found = on_sheets({"6А": sheet_data(rows)})
    (remark,) = found.remarks
    assert (found.pupils[0].class_name, remark.value, dict(remark.place)) == ("5А", "6А", {"sheet": "6А"})
    assert remark.reason == "в заголовке списка 5А класс; взят он, а не имя листа"
    assert on_sheets({"5а класс": sheet_data(rows)}).remarks == []


def test_the_class_that_is_named_for_a_file_is_a_class() -> None:
    rows = [SHORT, ("1", ANNA, BORN, SNILS)]
    assert listed(rows, "7 «а»").pupils[0].class_name == "7А"
    with pytest.raises(Refusal, match="«седьмой» не класс, нужен вида 7 или 7А"):
        listed(rows, "седьмой")


def test_a_pupil_who_left_by_the_note_is_told() -> None:
    head = (*SHORT, "Примечание")
    rows = [
        head,
        ("1", ANNA, BORN, SNILS, "выбыла 01.10.2026"),
        ("2", "Юдина Анна", BORN, SNILS_2, "прибыла 28.08"),
    ]
    found = listed(rows)
    assert [(remark.field, remark.value, remark.reason) for remark in found.remarks] == [
        ("Примечание", "выбыла 01.10.2026", "по примечанию ученик выбыл: проверьте, загружать ли его")
    ]
    assert len(found.pupils) == 2


def test_remarks_stand_in_the_order_of_the_rows() -> None:
    rows = [
        HEAD,
        (ANNA, "", SNILS, "", ""),
        ("Юдина Анна", BORN, SNILS_2, "", "2"),
        ("Ли Анна", "1", "", "", ""),
    ]
    assert [dict(remark.place)["row"] for remark in listed(rows).remarks] == [2, 3, 4]


@pytest.mark.parametrize(
    "rows",
    [
        [("№", "Тема", "Дата"), ("1", "Рычаги", "01.09")],
        [("ФИО", "Должность", "СНИЛС"), (ANNA, "учитель", SNILS)],
        [("ФИО", "СНИЛС", "Телефон"), (ANNA, SNILS, "89450155071")],
        [("ФИО", "Дата рождения"), ("", "")],
        [("просто", "слова")],
    ],
)
def test_a_file_without_a_class_list_is_refused(rows: Rows) -> None:
    for data in (docx(rows), text(rows, ";").encode()):
        with pytest.raises(Refusal, match="не нашлось списка класса: нужна таблица, в шапке которой"):
            class_list.understand(tables.read(data), 2026, TODAY, "7А")
