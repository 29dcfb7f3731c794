"""Curricula in shapes that no sample has."""

import pytest

from ejournal.importing import curriculum, curriculum_checks, tables
from ejournal.rules.refusal import Refusal
from tests.importing.files import Rows, docx, html, ods, sheet_data, workbook, xlsx
from tests.importing.school_files import hours, plan_of, plan_remarks

HEAD = ("Предметные области", "Учебные предметы", "5", "6")


@pytest.mark.parametrize(
    "head",
    [
        [("Предметные области", "Учебные предметы", "5 класс", "6 класс")],
        [("Предметная область", "Предмет", "V", "VI")],
        [("Области", "Наименование предмета", "5", "6")],
        [("", "Учебные предметы\\классы", "5-е классы", "6-е классы")],
        [("Предметные области", "Учебные предметы", "Количество часов в неделю", ""), ("", "", "V", "VI")],
        [
            ("Предметные области", "Предметы", "Классы", ""),
            ("", "", "Часов в неделю", ""),
            ("", "", "5", "6"),
        ],
    ],
)
def test_classes_are_columns_however_the_heading_is_written(head: list[tuple[str, ...]]) -> None:
    plan = plan_of([("Учебный план школы", "", "", ""), *head, ("Языки", "Русский язык", "5", "6")])
    assert hours(plan) == [("5", "Русский язык", 5), ("6", "Русский язык", 6)]
    assert plan.headers[0][1].header.rows == tuple(range(2, 2 + len(head)))


def test_subjects_are_beside_the_areas_or_are_the_areas() -> None:
    rows: Rows = [("Предметные области", "", "5 класс"), ("Языки", "Русский язык", "5"), ("", "Химия", "2")]
    assert hours(plan_of(rows)) == [("5", "Русский язык", 5), ("5", "Химия", 2)]
    rows = [("5 класс", "Предметные области"), ("2", "Языки", "Химия"), ("1", "", "Право")]
    assert hours(plan_of(rows)) == [("5", "Химия", 2), ("5", "Право", 1)]
    rows = [("Образовательные области", "5 класс"), ("Химия", "2")]
    assert hours(plan_of(rows)) == [("5", "Химия", 2)]


def test_classes_with_letters_and_one_column_for_two_classes() -> None:
    plan = plan_of([("Предметы", "5А, 5Б", "6 «А»"), ("Физика", "1", "2")])
    assert hours(plan) == [("5А", "Физика", 1), ("5Б", "Физика", 1), ("6А", "Физика", 2)]


def test_a_row_that_numbers_the_columns_is_no_subject() -> None:
    plan = plan_of([HEAD, ("1", "2", "3", "4"), ("", "Физика", "1", "2")])
    assert hours(plan) == [("5", "Физика", 1), ("6", "Физика", 2)]
    assert plan_remarks(plan) == []


def test_the_hours_of_both_parts_are_one_record() -> None:
    plan = plan_of(
        [
            HEAD,
            ("Обязательная часть", "", "", ""),
            ("", "Алгебра", "2", "–"),
            ("", "Физика", "0,5", ""),
            ("Часть, формируемая участниками образовательных отношений", "", "", ""),
            ("", "алгебра", "1,5", "1"),
        ]
    )
    assert hours(plan) == [("5", "Алгебра", 3.5), ("5", "Физика", 0.5), ("6", "алгебра", 1)]
    assert [one.required for one in plan.hours] == [True, True, False]
    assert [one.line.row.number for one in plan.hours] == [3, 4, 6]
    assert plan_remarks(plan) == []


def test_the_part_may_stand_beside_its_subjects() -> None:
    plan = plan_of(
        [
            HEAD,
            ("Обязательная часть", "Физика", "2", "2"),
            ("Часть, формируемая участниками", "Право", "1", ""),
            ("", "Химия", "", "1"),
            ("Внеурочная деятельность", "Шахматы", "1", "1"),
            ("Итого", "Обязательная часть", "2", "2"),
        ]
    )
    assert [(one.class_name, one.subject, one.required) for one in plan.hours] == [
        ("5", "Физика", True),
        ("6", "Физика", True),
        ("5", "Право", False),
        ("6", "Химия", False),
    ]


@pytest.mark.parametrize("typed", ["–", "-", "—", "", "0", "х", "0,0"])
def test_no_hours_are_no_record(typed: str) -> None:
    assert hours(plan_of([HEAD, ("", "Физика", typed, "2")])) == [("6", "Физика", 2)]


@pytest.mark.parametrize(
    "row",
    [
        ("Итого", "Обязательная часть", "3", "2"),
        ("Итого:", "", "3", "2"),
        ("", "Всего часов в неделю", "3", "2"),
        ("Максимально допустимая недельная нагрузка", "", "3", "2"),
        ("", "Предельно допустимая аудиторная нагрузка", "3", "2"),
        ("Недельная нагрузка", "", "3", "2"),
        ("", "Учебные недели", "34", "34"),
        ("Количество учебных недель", "", "34", "34"),
        ("", "Всего часов в год", "102", "68"),
        ("Директор", "____________ В.С. Громов", "", ""),
        ("Предметные области", "Учебные предметы", "5", "6"),
    ],
)
def test_what_is_no_subject_is_not_loaded(row: tuple[str, ...]) -> None:
    plan = plan_of([HEAD, ("", "Физика", "3", "2"), row])
    assert hours(plan) == [("5", "Физика", 3), ("6", "Физика", 2)]
    assert plan_remarks(plan) == []


def test_extracurricular_hours_are_outside_the_plan() -> None:
    rows = [
        HEAD,
        ("", "Физика", "3", "2"),
        ("Внеурочная деятельность", "", "", ""),
        ("", "Шахматы", "1", "1"),
    ]
    assert hours(plan_of(rows)) == [("5", "Физика", 3), ("6", "Физика", 2)]


def test_a_subject_may_stand_in_the_cell_merged_with_its_area() -> None:
    assert hours(plan_of([HEAD, ("Индивидуальный проект", "", "1", "")])) == [
        ("5", "Индивидуальный проект", 1)
    ]


def test_a_total_that_disagrees_is_told_and_stops_nothing() -> None:
    plan = plan_of(
        [
            (*HEAD, "Всего"),
            ("", "Физика", "3", "2", "6"),
            ("Итого", "", "4", "2", ""),
            ("Часть, формируемая участниками", "", "", "", ""),
            ("", "Право", "1", "–", "1"),
            ("Итого", "Часть, формируемая участниками", "1", "1", ""),
            ("Итого", "", "1", "0", ""),
            ("", "Всего", "4", "2,5", ""),
        ]
    )
    assert len(plan.hours) == 3
    assert plan_remarks(plan) == [
        ("warning", "Всего", "6", "всего указано часов 6, а по классам 5"),
        ("warning", "5", "4", "в итоге указано часов 4, а по предметам 3"),
        ("warning", "6", "1", "в итоге указано часов 1, а по предметам 0"),
        ("warning", "6", "2,5", "в итоге указано часов 2,5, а по предметам 2"),
    ]


def test_hours_that_are_no_number_are_told_and_the_others_are_loaded() -> None:
    plan = plan_of([HEAD, ("", "Физика", "две", "2"), ("", "Право", "99", "1"), ("", "", "1", "")])
    assert hours(plan) == [("6", "Физика", 2), ("6", "Право", 1)]
    assert plan_remarks(plan) == [
        ("error", "5", "две", "часы записаны не числом"),
        ("error", "5", "99", "часов в неделю больше 40"),
        ("error", "Учебные предметы", "", "предмет не назван, а часы указаны"),
    ]


@pytest.mark.parametrize("cell", ["1/2", "0/2", "1 (II полугодие)", "2 ч, 3 четверть"])
def test_hours_by_periods_are_told_where_to_set_them(cell: str) -> None:
    plan = plan_of([HEAD, ("", "Физика", cell, "2")])
    assert hours(plan) == [("6", "Физика", 2)]
    (remark,) = plan_remarks(plan)
    assert remark[:3] == ("error", "5", cell)
    assert "по периодам" in remark[3]
    assert "«Кто ведёт страницу»" in remark[3]


def test_a_period_in_the_name_of_a_subject_is_told() -> None:
    plan = plan_of([HEAD, ("", "География (1 полугодие)", "2", "")])
    assert hours(plan) == [("5", "География (1 полугодие)", 2)]
    (remark,) = plan_remarks(plan)
    assert remark[:3] == ("warning", "Учебные предметы", "География (1 полугодие)")
    assert "стоит период" in remark[3]


def test_a_subject_named_twice_in_a_part_is_added_and_told() -> None:
    plan = plan_of([HEAD, ("", "Физика", "1", ""), ("", "Физика", "2", "")])
    assert hours(plan) == [("5", "Физика", 3)]
    assert plan_remarks(plan) == [
        ("warning", "5", "2", "предмет назван ещё раз после строки 2; часы сложены")
    ]


def test_the_same_class_on_another_sheet_is_not_added() -> None:
    rows: Rows = [("Предмет", "5 класс"), ("Физика", 2)]
    data = workbook({"Было": sheet_data(rows), "Стало": sheet_data(rows)})
    plan = curriculum.understand(tables.read(data), 2026)
    assert hours(plan) == [("5", "Физика", 2)]
    assert [
        (remark.place[0][1], remark.severity, remark.reason) for remark in curriculum_checks.check(plan)
    ] == [
        ("Стало", "error", "часы предмета уже указаны: лист «Было», строка 2; вторая запись не загружается")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Учебный план: часов в год", "", ""), ("Предмет", "1 класс", "5 класс"), ("Физика", "33", "68")],
        [("Предмет", "1 класс", "5 класс"), ("Физика", "1/33", "2 (68)")],
        [("Предмет", "1", "", "5", ""), ("", "нед.", "год", "нед.", "год"), ("Физика", "1", "33", "2", "68")],
    ],
)
def test_hours_of_the_year_are_those_of_34_weeks_33_in_grade_1(rows: Rows) -> None:
    plan = plan_of(rows)
    assert hours(plan) == [("1", "Физика", 1), ("5", "Физика", 2)]
    assert plan_remarks(plan) == []


def test_hours_are_of_the_week_where_the_title_says_both() -> None:
    rows = [("Часов в неделю (всего в год 34 недели)", ""), ("Предмет", "5 класс"), ("Физика*", "2")]
    assert hours(plan_of(rows)) == [("5", "Физика", 2)]


def test_a_sheet_of_the_year_beside_that_of_the_week_is_left_alone() -> None:
    week: Rows = [("Часов в неделю", ""), ("Предмет", "5 класс"), ("Физика", 2)]
    year: Rows = [("Часов в год", ""), ("Предмет", "5 класс"), ("Физика", 68)]
    data = workbook({"Год": sheet_data(year), "Неделя": sheet_data(week)})
    plan = curriculum.understand(tables.read(data), 2026)
    assert (hours(plan), curriculum_checks.check(plan)) == ([("5", "Физика", 2)], [])


@pytest.mark.parametrize(
    ("grade", "five", "six"),
    [
        (1, 21, 21),
        (2, 23, 26),
        (4, 23, 26),
        (5, 29, 32),
        (6, 30, 33),
        (7, 32, 35),
        (8, 33, 36),
        (9, 33, 36),
        (10, 34, 37),
        (11, 34, 37),
    ],
)
def test_more_hours_than_sanitary_rules_allow_are_told(grade: int, five: int, six: int) -> None:
    """Domain facts, 7.7."""
    for title, most in (("пятидневная неделя", five), ("шестидневная учебная неделя", six)):
        head = [(title, ""), ("Предмет", f"{grade} класс")]
        assert plan_remarks(plan_of([*head, ("Физика", f"{most}")])) == []
        (remark,) = plan_remarks(plan_of([*head, ("Физика", f"{most},5")]))
        days = "пятидневной" if most == five and title.startswith("пяти") else "шестидневной"
        reason = f"часов больше, чем разрешено при {days} неделе: не больше {most}"
        assert remark == ("warning", f"{grade} класс", f"{most},5", reason)


def test_the_limit_of_the_plan_itself_is_kept_and_checked() -> None:
    plan = plan_of([HEAD, ("", "Физика", "10", "2"), ("", "Максимально допустимая нагрузка", "9", "30")])
    assert plan.limits == {"5": 9, "6": 30}
    assert plan_remarks(plan) == [
        ("warning", "5 класс", "10", "часов больше, чем допускает сам план: 10 и 9")
    ]


def test_every_format_says_the_same() -> None:
    rows: Rows = [("Предметы", "5 класс", "6 класс"), ("Физика & <Ко>", 1, 2)]
    for data in (xlsx(rows), ods(rows), docx(rows), html(rows).encode()):
        plan = curriculum.understand(tables.read(data), 2026)
        assert hours(plan) == [("5", "Физика & <Ко>", 1), ("6", "Физика & <Ко>", 2)]


@pytest.mark.parametrize(
    "rows",
    [
        [("Фамилия", "Имя")],
        [("Предмет", "Учитель"), ("Физика", "Котов Д.В.")],
        [("5", "6"), ("1", "2")],
        [("Предметы", "5 класс")],
        [("Предмет", "Часов"), ("Физика", "2"), ("Химия", "3")],
        [("Предметы", "5 класс"), ("Обязательная часть", "")],
    ],
)
def test_a_file_without_a_curriculum_is_refused_with_what_is_needed(rows: Rows) -> None:
    with pytest.raises(Refusal, match="В файле не нашлось учебного плана"):
        plan_of(rows)
