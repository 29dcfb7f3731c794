"""Table Г as it is printed: a row for one teacher and kind, with how many and when (п. 4.2.2)."""

from datetime import date

import pytest

from ejournal.reports.certificates.content import Remark
from ejournal.reports.certificates.remarks import counted_of, in_order, pages_of, together

pytestmark = pytest.mark.clause("4.2.2")


def remark(code: str, place: str, teacher: str, *words: str, since: str = "") -> Remark:
    links = tuple((f"/{number}", told) for number, told in enumerate(words))
    keys = tuple(f"{code}/{place}/{told}" for told in words)
    due = date(2026, 12, 7).isoformat()
    return Remark(0, code, code, place, (1,), (teacher,), (7,), links, keys, due, since, len(words))


ROWS = in_order(
    [
        remark("topic", "10 класс, Физика", "Ветрова В.И.", "05.11, 1-й урок"),
        remark("homework", "7 класс, Алгебра", "Ветрова В.И.", "05.11, 1-й урок"),
        remark("topic", "7 класс, Алгебра", "Нилова Н.С.", "09.11, 2-й урок"),
        remark("topic", "7 класс, Алгебра", "Ветрова В.И.", "03.11, 2-й урок", "05.11, 1-й урок"),
        remark("topic", "7 класс, Физика", "Ветрова В.И.", "05.11, 3-й урок"),
    ]
)


def test_what_one_teacher_has_to_put_right_has_numbers_in_a_row() -> None:
    assert [(one.number, *one.teachers) for one in ROWS] == [
        (1, "Ветрова В.И."),
        (2, "Ветрова В.И."),
        (3, "Ветрова В.И."),
        (4, "Ветрова В.И."),
        (5, "Нилова Н.С."),
    ]


def test_equal_remarks_of_a_teacher_are_one_row_with_pages_counts_and_days() -> None:
    topics, *rest = together(ROWS)
    assert [one.number for one in topics] == [1, 2, 3] and len(rest) == 2
    assert pages_of(topics) == "7 класс: Алгебра, Физика; 10 класс: Физика"
    assert counted_of(topics) == "4: 03.11; 05.11 (3)"


def test_a_remark_that_an_earlier_certificate_told_is_a_row_of_its_own() -> None:
    old = remark("topic", "8 класс, Физика", "Ветрова В.И.", "01.10, 1-й урок", since="2026-10-30")
    assert [len(those) for those in together(in_order([*ROWS[:3], old]))] == [3, 1]


def test_of_many_days_the_first_are_named_and_the_others_counted() -> None:
    many = [
        remark("topic", f"{grade} класс, Физика", "Н.", f"{grade:02}.11, 1-й урок") for grade in range(1, 21)
    ]
    assert counted_of(many).startswith("20: 01.11; 02.11;") and counted_of(many).endswith("16.11 и ещё 4")
