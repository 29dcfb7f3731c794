"""Lists of staff: who works at the school and what each of them teaches."""

import json
from datetime import date
from typing import Any

import pytest

from ejournal.importing import staff, tables
from ejournal.rules.refusal import Refusal
from tests.commands import run
from tests.importing.files import SAMPLES, Rows, text
from tests.importing.lists import ANNA, SNILS, SNILS_2, TODAY, employed, loads, told

Said = pytest.CaptureFixture[str]
SAMPLE = "04_сотрудники.xlsx"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"][SAMPLE]
HEAD = ("ФИО", "СНИЛС", "Должность", "Предмет", "Классы", "Часы", "Классное руководство")
PETER, VERA = "Петров Пётр Ильич", "Яшина Вера Ильинична"


def test_the_sample_is_understood_as_a_person_reads_it(capsys: Said) -> None:
    assert run(["import", "staff", str(SAMPLES / SAMPLE), "--dry-run", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found == {name: value for name, value in EXPECTED.items() if name not in {"quirks", "notes"}}


def test_a_teacher_who_is_a_parent_too_is_one_person_here() -> None:
    found = staff.understand(tables.read((SAMPLES / SAMPLE).read_bytes()), 2026, TODAY)
    (person,) = (one for one in found.employees if one.full == EXPECTED["notes"][0]["fio"])
    assert (person.snils, person.phone, person.sex) == ("99900043335", "+79450171271", "f")
    assert loads(person)[4] == ("Иностранный язык (английский)", "7", "2", 14 / 6)


def test_the_report_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "staff", str(SAMPLES / SAMPLE), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Работники школы, 2026/2027 учебный год."
    assert lines[1].endswith(
        "«Классное руководство» — классное руководство, «Кабинет» — кабинет (не загружается)."
    )
    assert lines[2] == (
        "Понято: 21 работник, из них ведут уроки: 20. Пар «предмет — класс»: 156, часов в неделю: 318."
    )
    assert "  1 класс — Чижова Ольга Леонидовна" in lines
    assert lines[-1] == "Замечаний нет."


HEADINGS: list[tuple[str, ...]] = [
    ("Ф.И.О. педагога", "Занимаемая должность", "Преподаваемый предмет", "Класс", "Кол-во часов", "Кл. рук."),
    (
        "ФИО учителя",
        "Должность",
        "Предметы",
        "Классы, в которых преподаёт",
        "Недельная нагрузка",
        "Классное рук-во",
    ),
    ("Учитель", "Должность", "Предмет", "Классы", "Нагрузка", "Кл. руководство"),
    (
        "Фамилия, имя, отчество",
        "Должность",
        "Учебный предмет",
        "Класс",
        "Часов в нед.",
        "Классный руководитель",
    ),
    ("Педагог", "Должность", "Учебная дисциплина", "Классы", "Количество часов в неделю", "Кл.рук."),
    (
        "Фамилия Имя Отчество",
        "Наименование должности",
        "Наименование предмета",
        "Классы",
        "Часы",
        "Руководство классом",
    ),
    ("Сотрудник", "ДОЛЖНОСТЬ", "ПРЕДМЕТ", "КЛАССЫ", "УЧЕБНАЯ НАГРУЗКА", "КЛАССНОЕ РУКОВОДСТВО"),
    ("Список учителей", "Должность по тарификации", "Предмет", "в каких классах", "Число часов", "кл/рук"),
    ("Ф. И. О.", "Должность", "Предмет, курс", "Классы", "Всего часов", "Классное руковод."),
    ("ФИО работника", "Должность (профессия)", "Предмет", "кл.", "Нагрузка в неделю", "Класс. рук."),
]


@pytest.mark.parametrize("head", HEADINGS, ids=range(len(HEADINGS)))
def test_columns_are_known_by_their_meaning(head: tuple[str, ...]) -> None:
    (person,) = employed([head, (ANNA, "учитель", "Физика", "7А", "2", "7 «А»")]).employees
    assert (person.full, person.position, person.leads) == (ANNA, "учитель", "7А")
    assert loads(person) == [("Физика", "7А", "", 2.0)]


def test_a_heading_in_two_rows() -> None:
    rows = [
        ("№", "ФИО", "Должность", "Учебная нагрузка", "", ""),
        ("", "", "", "Предмет", "Классы", "Часов"),
        ("1", ANNA, "учитель", "Физика", "7, 8", "4"),
    ]
    (person,) = employed(rows).employees
    assert loads(person) == [("Физика", "7", "", 2.0), ("Физика", "8", "", 2.0)]


def test_all_about_a_person_is_taken() -> None:
    head = ("Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Должность", "Телефон", "E-mail", "СНИЛС")
    row = (
        "Ким",
        "Виктория",
        "",
        "жен",
        "14.03.1973",
        "директор",
        "8 945 015-50-71",
        "kim@example.org",
        SNILS,
    )
    found = employed([head, row])
    (person,) = found.employees
    assert (person.full, person.sex, person.birth_date) == ("Ким Виктория", "f", date(1973, 3, 14))
    assert (person.phone, person.email, person.snils) == ("+79450155071", "kim@example.org", "11223344595")
    assert (person.teaching, person.leads, found.remarks) == (False, "", [])


@pytest.mark.parametrize(
    ("position", "subject", "teaching"),
    [
        ("учитель физики", "", True),
        ("Директор, учитель истории", "", True),
        ("преподаватель-организатор ОБЗР", "", True),
        ("воспитатель ГПД", "", False),
        ("директор", "", False),
        ("директор", "История", True),
    ],
)
def test_who_teaches_is_seen_from_the_position_or_the_load(
    position: str, subject: str, teaching: bool
) -> None:
    classes, hours = ("7", "2") if subject else ("", "")
    (person,) = employed([HEAD, (ANNA, SNILS, position, subject, classes, hours, "")]).employees
    assert person.teaching is teaching


def test_rows_without_a_name_go_on_about_the_person_above() -> None:
    rows = [
        HEAD,
        (ANNA, SNILS, "учитель", "Физика", "7", "2", ""),
        ("", "", "", "Химия", "8", "2", "8"),
        (PETER, SNILS_2, "учитель", "Музыка", "1", "1", ""),
    ]
    first, second = employed(rows).employees
    assert loads(first) == [("Физика", "7", "", 2.0), ("Химия", "8", "", 2.0)]
    assert (first.leads, loads(second)) == ("8", [("Музыка", "1", "", 1.0)])


def test_a_name_in_every_row_is_one_person_with_all_positions() -> None:
    rows = [
        HEAD,
        (ANNA, SNILS, "учитель", "Физика", "7", "2", ""),
        (ANNA.upper(), SNILS, "учитель", "Химия", "8", "2", ""),
        (PETER, SNILS_2, "учитель", "Музыка", "1", "1", ""),
        (ANNA, "", "завуч", "", "", "", ""),
    ]
    found = employed(rows)
    first, second = found.employees
    assert (first.position, len(first.loads), second.full) == ("учитель, завуч", 2, PETER)
    assert (len(found.rows), found.remarks) == (4, [])


def test_a_name_with_another_letter_yo_is_the_same_person() -> None:
    rows = [HEAD, ("Снегирёва Анна Ильинична", SNILS, "учитель", "", "", "", "")]
    rows.append(("Снегирева Анна Ильинична", SNILS, "педагог-библиотекарь", "", "", "", ""))
    (person,) = employed(rows).employees
    assert (person.surname, person.position) == ("Снегирёва", "учитель, педагог-библиотекарь")


def test_namesakes_with_their_own_snils_are_two() -> None:
    rows = [HEAD, (ANNA, SNILS, "учитель", "", "", "", ""), (ANNA, SNILS_2, "повар", "", "", "", "")]
    assert [person.position for person in employed(rows).employees] == ["учитель", "повар"]


def test_the_rows_of_a_refused_person_are_refused_with_it() -> None:
    rows = [
        HEAD,
        (PETER, SNILS_2, "учитель", "Музыка", "1", "1", ""),
        (ANNA, "112-233-445 96", "учитель", "Физика", "7", "2", ""),
        ("", "", "", "Химия", "8", "2", ""),
    ]
    found = employed(rows)
    assert [loads(person) for person in found.employees] == [[("Музыка", "1", "", 1.0)]]
    assert [line.row.number for line in found.refused] == [3, 4]
    assert told(found.remarks) == [("error", "СНИЛС", "контрольное число СНИЛС не сходится")]


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (
            (PETER, SNILS, "", "", "", "", ""),
            ("error", "СНИЛС", "СНИЛС повторяется: он уже указан у другого работника"),
        ),
        (
            (PETER, "", "", "", "", "", ""),
            ("warning", "СНИЛС", "нет СНИЛС: без него работник не войдёт через ЕСИА"),
        ),
        (
            ("Петров П.И.", SNILS_2, "", "", "", "", ""),
            ("error", "ФИО", "вместо имени инициалы: нужны имя и отчество полностью"),
        ),
        (
            (PETER, SNILS_2, "", "", "", "", "да"),
            ("warning", "Классное руководство", "класс не распознан: нужен вида 7 или 7А"),
        ),
        (
            (PETER, SNILS_2, "", "", "", "", "9"),
            ("warning", "Классное руководство", f"у 9 класса уже есть классный руководитель: {ANNA}"),
        ),
    ],
)
def test_what_is_wrong_about_a_person_is_told(row: tuple[str, ...], remark: tuple[str, str, str]) -> None:
    found = employed([HEAD, (ANNA, SNILS, "учитель", "", "", "", "9"), row])
    assert told(found.remarks) == [remark]
    assert len(found.employees) == (1 if remark[0] == "error" else 2)


def test_the_position_may_stand_before_the_name() -> None:
    found = employed(
        [("Должность", "ФИО", "СНИЛС"), ("Директор", ANNA, SNILS), ("Секретарь", PETER, SNILS_2)]
    )
    assert [(person.position, person.full) for person in found.employees] == [
        ("Директор", ANNA),
        ("Секретарь", PETER),
    ]


def test_a_load_above_all_people_is_of_nobody() -> None:
    found = employed([HEAD, ("", "", "", "Химия", "8", "2", ""), (ANNA, SNILS, "учитель", "", "", "", "")])
    assert told(found.remarks) == [("error", "ФИО", "над строкой нет работника: укажите ФИО")]
    assert [loads(person) for person in found.employees] == [[]]


def test_a_total_is_compared_with_the_rows() -> None:
    rows = [HEAD, (ANNA, SNILS, "учитель", "Физика", "7", "2", ""), ("Итого часов", "", "", "", "", "2", "")]
    assert employed(rows).remarks == []
    rows[-1] = ("Итого часов", "", "", "", "", "3,5", "")
    assert told(employed(rows).remarks) == [
        ("warning", "Часы", "в итоге часов 3.5, а по загружаемым строкам 2")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("ФИО", "Дата рождения", "Родители"), (ANNA, "14.03.2013", "")],
        [("№", "Тема", "Часы"), ("1", "Рычаги", "1")],
        [("ФИО", "Должность"), ("", "")],
    ],
)
def test_a_file_without_a_list_of_staff_is_refused(rows: Rows) -> None:
    with pytest.raises(Refusal, match="не нашлось списка работников: нужна таблица, в шапке которой"):
        staff.understand(tables.read(text(rows, ";").encode()), 2026, TODAY)
