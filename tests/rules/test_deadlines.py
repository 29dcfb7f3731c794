"""Marks for written works are in time by the norms of checking them (п. 4.5.4; domain facts, 7.4)."""

from datetime import date, timedelta

import pytest

from ejournal.rules.deadlines import Family, Norms, deadline, subject_family
from ejournal.rules.works import kind

pytestmark = pytest.mark.clause("4.5.4")

AUTUMN_HOLIDAYS = (date(2026, 10, 24), date(2026, 11, 1))
UNITY_DAY = date(2026, 11, 4)

MONDAY = date(2026, 9, 14)
SAME_DAY = MONDAY
NEXT_LESSON = date(2026, 9, 15)
IN_2_DAYS = date(2026, 9, 16)
IN_7_DAYS = date(2026, 9, 21)
IN_10_DAYS = date(2026, 9, 24)

# One work on a Monday, the next lesson on Tuesday: the day by which grades 3, 6 and 10 must have the mark.
NORMS_TABLE = [
    ("answer", "История", SAME_DAY, SAME_DAY, SAME_DAY),
    ("classwork", "Математика", SAME_DAY, SAME_DAY, SAME_DAY),
    ("reading", "Литературное чтение", SAME_DAY, SAME_DAY, SAME_DAY),
    ("talk", "Биология", SAME_DAY, SAME_DAY, SAME_DAY),
    ("recital", "Литература", SAME_DAY, SAME_DAY, SAME_DAY),
    ("standard", "Физическая культура", SAME_DAY, SAME_DAY, SAME_DAY),
    ("homework", "История", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("independent", "География", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("quiz", "Окружающий мир", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("test", "Биология", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("word_dictation", "Русский язык", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("dictation", "Русский язык", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("credit", "История", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("control", "Русский язык", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("control", "Математика", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    ("final_control", "Алгебра", NEXT_LESSON, NEXT_LESSON, NEXT_LESSON),
    # the norms name no day for these controls in grades 1–4, so the common limit of a week holds there
    ("control", "Физика", IN_7_DAYS, NEXT_LESSON, NEXT_LESSON),
    ("control", "Химия", IN_7_DAYS, NEXT_LESSON, NEXT_LESSON),
    ("control", "Иностранный язык (английский)", IN_7_DAYS, NEXT_LESSON, NEXT_LESSON),
    ("control", "История", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("control", "Литература", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("final_control", "Окружающий мир", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("practical", "География", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("vpr", "Математика", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("diagnostic", "Русский язык", IN_7_DAYS, IN_7_DAYS, IN_7_DAYS),
    ("laboratory", "Физика", IN_7_DAYS, IN_7_DAYS, IN_10_DAYS),
    ("project", "Информатика", IN_7_DAYS, IN_7_DAYS, IN_10_DAYS),
    ("retelling", "Русский язык", IN_2_DAYS, IN_7_DAYS, IN_10_DAYS),
    ("composition", "Литература", IN_2_DAYS, IN_7_DAYS, IN_10_DAYS),
]


def is_school_day(day: date) -> bool:
    first, last = AUTUMN_HOLIDAYS
    return day.weekday() < 5 and not first <= day <= last and day != UNITY_DAY


def due(
    code: str,
    subject: str,
    lesson_day: date,
    next_lesson_day: date | None = None,
    grade: int = 6,
    norms: Norms | None = None,
) -> date:
    family = subject_family(subject)
    return deadline(kind(code), family, grade, lesson_day, next_lesson_day, is_school_day, norms or Norms())


@pytest.mark.parametrize("column", [0, 1, 2], ids=["grade 3", "grade 6", "grade 10"])
@pytest.mark.parametrize("row", NORMS_TABLE, ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_line_and_column_of_the_norms(row: tuple[str, str, date, date, date], column: int) -> None:
    code, subject, *days = row
    assert due(code, subject, MONDAY, NEXT_LESSON, grade=(3, 6, 10)[column]) == days[column]


@pytest.mark.parametrize(
    ("grade", "expected"),
    [(1, IN_2_DAYS), (4, IN_2_DAYS), (5, IN_7_DAYS), (8, IN_7_DAYS), (9, IN_10_DAYS), (11, IN_10_DAYS)],
)
def test_the_columns_change_after_grades_4_and_8(grade: int, expected: date) -> None:
    assert due("composition", "Русский язык", MONDAY, NEXT_LESSON, grade) == expected


def test_a_limit_that_ends_on_a_weekend_moves_to_monday() -> None:
    thursday, next_monday = date(2026, 9, 10), date(2026, 9, 14)
    assert due("retelling", "Русский язык", thursday, grade=3) == next_monday


def test_a_friday_work_is_due_the_next_friday_or_at_the_next_lesson() -> None:
    friday, monday, next_friday = date(2026, 9, 11), date(2026, 9, 14), date(2026, 9, 18)
    assert due("control", "История", friday, monday) == next_friday
    assert due("control", "Алгебра", friday, monday) == monday


def test_a_limit_inside_the_autumn_holidays_moves_to_the_first_day_after_them() -> None:
    last_monday, first_day_after = date(2026, 10, 19), date(2026, 11, 2)
    assert due("practical", "География", last_monday) == first_day_after


def test_a_limit_on_a_public_holiday_moves_to_the_day_after_it() -> None:
    assert due("retelling", "Русский язык", date(2026, 11, 2), grade=3) == date(2026, 11, 5)


def test_a_dictation_before_the_holidays_is_due_at_the_first_lesson_after_them() -> None:
    assert due("dictation", "Русский язык", date(2026, 10, 23), date(2026, 11, 3)) == date(2026, 11, 3)


def test_without_another_lesson_in_the_plan_a_week_is_given() -> None:
    assert due("dictation", "Русский язык", MONDAY) == IN_7_DAYS
    assert due("homework", "Русский язык", date(2026, 10, 19)) == date(2026, 11, 2)


def test_the_second_lesson_of_a_double_one_is_not_the_next_lesson() -> None:
    with pytest.raises(ValueError, match="later day"):
        due("control", "Алгебра", MONDAY, next_lesson_day=MONDAY)


def test_an_oral_answer_stays_on_its_day_even_if_that_day_was_no_school_day() -> None:
    saturday = date(2026, 9, 19)
    assert due("answer", "История", saturday) == saturday


def test_the_school_may_set_norms_of_its_own() -> None:
    own = Norms(essay=(1, 3, 5), laboratory=(2, 2, 2), other=(4, 4, 4), no_next_lesson=3)
    assert due("composition", "Литература", MONDAY, norms=own) == MONDAY + timedelta(days=3)
    assert due("laboratory", "Физика", MONDAY, norms=own) == MONDAY + timedelta(days=2)
    assert due("control", "История", MONDAY, norms=own) == MONDAY + timedelta(days=4)
    assert due("homework", "История", MONDAY, norms=own) == MONDAY + timedelta(days=3)


def test_the_school_may_decide_that_limits_do_not_move_off_holidays() -> None:
    in_holidays = date(2026, 10, 26)
    assert due("control", "История", date(2026, 10, 19), norms=Norms(moves_off_holidays=False)) == in_holidays


@pytest.mark.parametrize(("empty_days", "moved"), [(120, 120), (121, 0)])
def test_a_calendar_without_school_days_does_not_hold_the_search_for_ever(
    empty_days: int, moved: int
) -> None:
    opens = IN_7_DAYS + timedelta(days=empty_days)
    day = deadline(kind("control"), Family.OTHER, 6, MONDAY, None, lambda day: day >= opens)
    assert day == IN_7_DAYS + timedelta(days=moved)


@pytest.mark.parametrize(
    ("subject", "family"),
    [
        ("Русский язык", Family.RUSSIAN),
        ("Родной (русский) язык", Family.RUSSIAN),
        ("Практикум по русскому языку", Family.RUSSIAN),
        ("Математика", Family.MATHEMATICS),
        ("Алгебра", Family.MATHEMATICS),
        ("Алгебра и начала математического анализа", Family.MATHEMATICS),
        ("Геометрия", Family.MATHEMATICS),
        ("Вероятность и статистика", Family.MATHEMATICS),
        ("Физика", Family.PHYSICS),
        ("Химия", Family.CHEMISTRY),
        ("Иностранный язык (английский)", Family.FOREIGN),
        ("Второй иностранный язык (немецкий)", Family.FOREIGN),
        ("Английский язык", Family.FOREIGN),
        ("ФРАНЦУЗСКИЙ ЯЗЫК", Family.FOREIGN),
        ("Литература", Family.LITERATURE),
        ("Литературное чтение", Family.LITERATURE),
        ("Родная литература (русская)", Family.LITERATURE),
        # names that only look alike
        ("Физическая культура", Family.OTHER),
        ("Информатика", Family.OTHER),
        ("История", Family.OTHER),
        ("География", Family.OTHER),
        ("Труд (технология)", Family.OTHER),
        ("Духовно-нравственная культура России", Family.OTHER),
    ],
)
def test_every_subject_finds_its_family(subject: str, family: Family) -> None:
    assert subject_family(subject) is family
