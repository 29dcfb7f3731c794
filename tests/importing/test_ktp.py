"""Plans in shapes that no sample has: which rows are lessons, and of what section."""

import io

import pytest
from docx import Document

from ejournal.importing import ktp, tables
from ejournal.rules.refusal import Refusal
from tests.importing.files import Rows, docx, text
from tests.importing.plans import HEAD, remarks, topics, understood

# The tables of a programme as the constructor of programmes makes it: of its sections, then of its lessons.
PROGRAMME = """
<table><tr><td rowspan=2>№ п/п<td rowspan=2>Наименование разделов и тем программы
<td colspan=2>Количество часов<tr><td>Всего<td>Контрольные работы
<tr><td>1<td>Тепловые явления<td>2<td>1</table>
<table><tr><td rowspan=2>№ п/п<td rowspan=2>Тема урока<td colspan=3>Количество часов
<td rowspan=2>Дата изучения<td rowspan=2>Электронные цифровые образовательные ресурсы
<tr><td>Всего<td>Контрольные работы<td>Практические работы
<tr><td>1<td>Рычаги<td> 1 <td> 0 <td><td> 01.09.2026 <td>РЭШ
<tr><td>2<td>Контрольная работа<td>1<td>1<td><td><td>
<tr><td colspan=2>ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ<td>2<td>1<td>0<td colspan=2></table>
"""


@pytest.mark.parametrize(
    "section",
    [
        "Раздел 2. Тепловые явления (2 ч)",
        "Глава II. Тепловые явления (2 часа)",
        "Тепловые явления – 2 ч.",
        "Тепловые явления",
    ],
)
def test_a_row_without_a_number_is_a_section(section: str) -> None:
    rows = [HEAD, (section, "", "", "", ""), ("1-2", "Рычаги", "2", "", "")]
    assert topics(understood(rows)) == [("Тепловые явления", "Рычаги", 2)]
    assert remarks(rows) == []


def test_the_section_may_stand_under_the_topics_with_its_hours_beside_it() -> None:
    rows = [HEAD, ("", "Тепловые явления", "3", "", ""), ("1-2", "Рычаги", "2", "", "")]
    assert topics(understood(rows)) == [("Тепловые явления", "Рычаги", 2)]
    assert remarks(rows) == [
        ("warning", "Раздел", "Тепловые явления", "в разделе заявлено часов 3, по темам 2")
    ]


def test_terms_totals_and_signatures_are_neither_topics_nor_sections() -> None:
    rows = [
        HEAD,
        ("I четверть (16 ч)", "", "", "", ""),
        ("Тепловые явления", "", "", "", ""),
        ("1", "Рычаги", "1", "", ""),
        ("2 четверть", "", "", "", ""),
        ("2", "Блоки", "1", "", ""),
        ("", "Итого", "2", "", ""),
        ("", "Зам. директора ________ / Белякова Н.Ю. /", "", "", ""),
    ]
    assert topics(understood(rows)) == [("Тепловые явления", "Рычаги", 1), ("Тепловые явления", "Блоки", 1)]
    assert remarks(rows) == []


def test_a_row_without_a_number_but_with_homework_is_a_lesson() -> None:
    rows = [HEAD, ("1", "Рычаги", "1", "", ""), ("", "Блоки", "1", "", "§ 2")]
    assert topics(understood(rows)) == [("", "Рычаги", 1), ("", "Блоки", 1)]


def test_a_plan_without_numbers_is_read_by_its_hours_and_days() -> None:
    rows = [
        ("Тема", "Часы", "Дата"),
        ("Раздел 1. Тепловые явления", "3", ""),
        ("Рычаги", "1", "01.09"),
        ("Блоки", "2", ""),
    ]
    assert topics(understood(rows)) == [("Тепловые явления", "Рычаги", 1), ("Тепловые явления", "Блоки", 2)]


def test_lessons_numbered_within_their_sections_are_lessons_and_whole_numbers_are_sections() -> None:
    rows = [
        ("№ п/п", "Тема", "Часы"),
        ("1", "Тепловые явления", "3"),
        ("1.1", "Рычаги", "1"),
        ("1.2.", "Блоки", "2"),
        ("2", "Оптика", "1"),
        ("2.1", "Линзы", "1"),
    ]
    assert topics(understood(rows)) == [
        ("Тепловые явления", "Рычаги", 1),
        ("Тепловые явления", "Блоки", 2),
        ("Оптика", "Линзы", 1),
    ]
    assert remarks(rows) == []


def test_of_a_whole_programme_the_table_of_lessons_is_taken() -> None:
    plan = ktp.understand(tables.read(PROGRAMME.encode()), 2026, "Физика")
    assert topics(plan) == [("", "Рычаги", 1), ("", "Контрольная работа", 1)]
    assert [table.number for table, _ in plan.headers] == [2]
    assert plan.total is not None and plan.total[1] == 2


def test_hours_win_over_numbers_and_the_difference_is_told() -> None:
    rows = [HEAD, ("1-3", "Рычаги", "2", "", "")]
    assert topics(understood(rows)) == [("", "Рычаги", 2)]
    assert remarks(rows) == [("warning", "Часы", "2", "номеров уроков 3, а часов 2; верны часы")]


def test_a_table_broken_by_a_page_goes_on_without_its_heading() -> None:
    first, second = [("№", "Тема"), ("1", "Рычаги")], [("2", "Блоки")]
    other = [("3", "Перечень приборов", "5 шт.")]
    document = Document()
    for rows in (first, second, other):
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            cells.cells[0].text, cells.cells[1].text = row[:2]
        document.add_paragraph()
    file = io.BytesIO()
    document.save(file)
    plan = ktp.understand(tables.read(file.getvalue()), 2026, "Физика")
    assert [item.topic for item in plan.items] == ["Рычаги", "Блоки"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Фамилия", "Имя", "Дата рождения"), ("Иванова", "Анна", "01.09.2015")],
        [("№ урока", "Тема", "Дата по плану", "Причина корректировки"), ("1", "Рычаги", "01.09", "карантин")],
        [("№", "Тема"), ("", "")],
    ],
)
def test_a_file_without_a_plan_is_refused(rows: Rows) -> None:
    for data in (docx(rows), text(rows, ";").encode()):
        with pytest.raises(Refusal, match="не нашлось КТП"):
            ktp.understand(tables.read(data), 2026, "")


@pytest.mark.clause("4.5.1")
@pytest.mark.parametrize(
    ("title", "long", "most"),
    [("Формы контроля", 275, 200), ("Ресурсы", 1001, 1000), ("Примечание", 501, 500), ("Д/з", 2001, 2000)],
)
def test_a_lesson_stays_when_what_stands_beside_its_topic_is_too_long(
    title: str, long: int, most: int
) -> None:
    rows = [("№", "Тема", "Часы", title), ("1", "Рычаги", "1", "я" * long), ("2", "Блоки", "1", "")]
    plan = understood(rows)
    assert topics(plan) == [("", "Рычаги", 1), ("", "Блоки", 1)]
    extra = plan.items[0].extra
    kept = [plan.items[0].homework, extra.control_form, extra.resources, extra.note]
    assert max(kept, key=len) == "я" * (most - 1) + "…"
    ((severity, _, _, reason),) = remarks(rows)
    assert severity == "warning" and f"{most}, в файле {long}" in reason


@pytest.mark.clause("4.5.1")
def test_a_sign_that_cannot_be_stored_beside_a_topic_is_left_out_and_told() -> None:
    rows = [("№", "Тема", "Часы", "Примечание"), ("1", "Рычаги", "1", "стенд\x01ы")]
    assert understood(rows).items[0].extra.note == "стенды"
    assert [(severity, reason) for severity, _, _, reason in remarks(rows)] == [
        ("warning", "знак, который нельзя сохранить, отброшен")
    ]


@pytest.mark.clause("4.5.1")
@pytest.mark.parametrize(("hours", "kind"), [("0,5", ""), ("0.25", ""), ("1", "control"), ("0", "")])
def test_a_control_work_takes_a_whole_hour(hours: str, kind: str) -> None:
    rows = [("№", "Тема", "Часы", "Контрольные работы"), ("1", "Обобщение", "1", hours)]
    assert [item.kind for item in understood(rows).items] == [kind]
    told = [reason for _, field, _, reason in remarks(rows) if field == "Контрольные работы" and reason]
    assert any("целый час" in reason for reason in told) == (hours in ("0,5", "0.25"))
