"""п. 4.5.1: topics pasted as a list without a heading; what is a list of something else is no plan."""

from dataclasses import replace

import pytest

from ejournal.importing import ktp, ktp_checks, ktp_report, tables
from ejournal.importing.ktp import Plan
from ejournal.importing.ktp_title import about
from ejournal.rules.refusal import Refusal
from tests.importing.plans import NOBODY, days, topics

pytestmark = pytest.mark.clause("4.5.1")


def pasted(text: str) -> Plan:
    return ktp.understand(tables.read(text.encode()), 2026, "")


@pytest.mark.parametrize(
    "text",
    [
        "Введение\nДроби, их запись\nКонтрольная работа № 1 по теме «Дроби»\n",
        "1. Введение\n2. Дроби, их запись\n3. Контрольная работа № 1 по теме «Дроби»\n",
        "1) Введение\r\n2) Дроби, их запись\r\n3) Контрольная работа № 1 по теме «Дроби»\r\n",
        "Урок 1. Введение\nУрок 2. Дроби, их запись\nУрок 3. Контрольная работа № 1 по теме «Дроби»",
        "Тема урока\nВведение\nДроби, их запись\nКонтрольная работа № 1 по теме «Дроби»",
        "1\tВведение\n2\tДроби, их запись\n3\tКонтрольная работа № 1 по теме «Дроби»",
        "1;Введение;1\n2;Дроби, их запись;1\n3;Контрольная работа № 1 по теме «Дроби»;1\n",
        "Введение\t02.09\nДроби, их запись\t03.09\nКонтрольная работа № 1 по теме «Дроби»\t04.09",
    ],
)
def test_each_line_is_a_lesson_and_a_control_work_is_known(text: str) -> None:
    plan = pasted(text)
    wanted = ["Введение", "Дроби, их запись", "Контрольная работа № 1 по теме «Дроби»"]
    assert topics(plan) == [("", topic, 1) for topic in wanted]
    assert [item.kind for item in plan.items] == ["", "", "control"]
    assert plan.remarks == []
    assert ktp_report.told(plan)[0].startswith(
        "Понято: 3 темы, 3 урока, контрольных: 1. Разделов: 0. Шапки в"
    )


def test_numbers_hours_days_and_homework_are_taken_where_they_are_evident() -> None:
    plan = pasted("1\tВведение\t1\t02.09\t§ 1\n2-3\tДроби\t2\t03.09\t§ 2, упр. 3\n4\tСтепени\t1\t10.09\t\n")
    assert topics(plan) == [("", "Введение", 1), ("", "Дроби", 2), ("", "Степени", 1)]
    assert days(plan) == [["2026-09-02"], ["2026-09-03"], ["2026-09-10"]]
    assert [item.numbers for item in plan.items] == [(1,), (2, 3), (4,)]
    assert [item.homework for item in plan.items] == ["§ 1", "§ 2, упр. 3", ""]


def test_sections_hours_and_titles_stand_among_the_topics() -> None:
    text = (
        "Тематическое планирование по алгебре, 7 класс\nРаздел 1. Дроби (4 ч)\n1. Введение (2 ч)\n2. Запись\n"
        "Раздел 2. Степени\n3. Степень – 1 ч\n"
    )
    plan, said = pasted(text), about(tables.read(text.encode()), "Вставлено.txt")
    assert [one.reason for one in ktp_checks.check(plan, NOBODY)] == [
        "в разделе заявлено часов 4, по темам 3"
    ]
    assert topics(plan) == [("Дроби", "Введение", 2), ("Дроби", "Запись", 1), ("Степени", "Степень", 1)]
    assert (said.subject, said.classes) == ("Алгебра", ("7",))


def test_topics_name_no_subject() -> None:
    text = "Предмет и задачи физики\nРоль математики в 8 классе\nИтоги\n"
    assert (about(tables.read(text.encode()), "Вставлено.txt").subject, len(pasted(text).items)) == (None, 3)


def test_quotation_marks_and_commas_of_topics_are_kept() -> None:
    lines = [
        '"Евгений Онегин" А. С. Пушкина',
        "Лирика, её темы; образы",
        "Комедия «Горе от ума», её герои, язык",
    ]
    assert [item.topic for item in pasted("\n".join(lines)).items] == lines


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Иван Иванович\nПетрова Анна Сергеевна\n",
        "Понедельник\nВторник\nСреда\n",
        "Математика\t5\t5\nРусский язык\t4\t4\n",
        "п/п\tЧему учим\n1\tДроби\n2\tСтепени\n",
        "Дроби\tСложение\nСтепени\tУмножение\n",
        "Введение\n",
        "1\n2\n3\n",
    ],
)
def test_what_is_no_list_of_topics_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="не нашлось КТП"):
        pasted(text)


def test_what_a_person_says_of_the_columns_counts() -> None:
    book = tables.read("1\tВведение\t1\tстолы\n2\tДроби\t2\tмел\n".encode())
    told = replace(book, tables=(replace(book.tables[0], meanings=((2, ""), (3, "note"))),))
    plan = ktp.understand(told, 2026, "")
    assert [(item.lessons, item.extra.note) for item in plan.items] == [(1, "столы"), (1, "мел")]
