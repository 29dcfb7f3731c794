"""п. 4.5.2: what a teacher may note of attendance."""

from datetime import date

import pytest

from ejournal.rules import attendance
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.5.2")


@pytest.mark.parametrize("code", ["", "Н", "ОП"])
def test_a_teacher_notes_absent_late_or_present(code: str) -> None:
    attendance.check(code, has_mark=False)


@pytest.mark.parametrize("code", ["Б", "УП", "НП", "ОСВ", "Д", "н", "H", "оп", "5", " "])
def test_reasons_and_anything_else_are_not_the_teachers(code: str) -> None:
    with pytest.raises(Refusal) as caught:
        attendance.check(code, has_mark=False)
    assert caught.value.clause == "4.5.2"


@pytest.mark.clause("4.5.4")
def test_a_pupil_with_a_mark_was_there_so_cannot_be_absent() -> None:
    with pytest.raises(Refusal) as caught:
        attendance.check("Н", has_mark=True)
    assert caught.value.clause == "4.5.4"


@pytest.mark.parametrize("code", ["", "ОП"])
def test_a_pupil_with_a_mark_may_have_come_late(code: str) -> None:
    attendance.check(code, has_mark=True)


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(
    ("code", "stands", "says"),
    [
        ("Н", "", True),
        ("Н", "Б", False),
        ("Н", "НП", False),
        ("", "Б", True),
        ("ОП", "Б", True),
        ("Н", "ОП", True),
    ],
)
def test_a_teachers_absence_says_nothing_new_where_a_reason_stands(
    code: str, stands: str, says: bool
) -> None:
    assert attendance.changes(code, stands) is says


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(
    ("codes", "odd"),
    [
        (["", "Н", ""], {1}),
        (["ОП", "Н", ""], {1}),
        (["", "Н", "Н"], set()),  # went home
        (["Н", "", ""], set()),  # came late
        (["Н", "", "Н"], {1}),  # nobody noted it
        (["", "Б", ""], set()),  # explained
        (["Б", "", "Н"], set()),
        (["", "Н"], set()),
        ([], set()),
    ],
)
def test_absent_at_one_lesson_between_two_attended_is_a_riddle(codes: list[str], odd: set[int]) -> None:
    assert attendance.odd_places(codes) == odd


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(("least", "days", "ill"), [(0, 2, 1), (3, 3, 2), (2, 4, 2)])
def test_a_day_is_missed_with_all_its_lessons_or_with_so_many(least: int, days: int, ill: int) -> None:
    week = [
        ["Б", "Б"],
        ["Б", "Б", "Б", ""],
        ["Н", "Б", "УП", "НП", "Н"],
        ["Н", "Н", "ОП", ""],
        ["", "ОП", "ОСВ"],
    ]
    missed = attendance.count(week, least)
    assert (missed.days, missed.days_ill) == (days, ill)
    assert missed[2:] == (12, 6, 1, 1, 4, 2)


@pytest.mark.clause("4.4.3")
def test_long_absences_are_school_days_in_a_row() -> None:
    days = [date(2026, 11, day) for day in (16, 17, 18, 20, 23, 24, 25, 26)]
    away = list(zip(days, [True, True, False, True, True, True, False, True], strict=True))
    assert attendance.runs(away, 3) == [attendance.Run(days[3], days[5], 3)]
    assert [run.days for run in attendance.runs(away, 1)] == [2, 3, 1]
    assert (attendance.share(1, 3), attendance.share(0, 0)) == (33, 0)
