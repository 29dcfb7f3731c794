"""7.6: trimesters beside quarters, grades that end on a day of their own, the extra holidays of grade 1."""

from dataclasses import replace
from datetime import date

import pytest

from ejournal.rules.calendar import EVERYBODY, FIVE_DAYS, SIX_DAYS, SUMMER, Break, Layout, days, proposed
from ejournal.rules.calendar_days import changed_days, check, laid_out, moved_days, problems, taught_in
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.3.1")
YEAR = proposed(2026)
TRIMESTERS = (
    (date(2026, 9, 1), date(2026, 11, 13)),
    (date(2026, 11, 23), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 5, 26)),
)
WINTER = Break(EVERYBODY, "Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10))
BY_TRIMESTERS = replace(YEAR, trimesters=TRIMESTERS, kinds=("trimester",) * 9 + ("half",) * 2, more=(WINTER,))
AUTUMN_AND_SPRING = tuple(Break(EVERYBODY, *one) for one in (YEAR.breaks[0], YEAR.breaks[2]))
ENDS = replace(YEAR, ends=((9, date(2027, 5, 21)), (11, date(2027, 5, 20))))


def test_grade_1_is_offered_a_week_of_february() -> None:
    """7.6: 13.02.2027–21.02.2027; in the year before 16–22.02, with the weekend ahead of it."""
    (own,) = YEAR.more
    assert own == Break((1, 1), "Дополнительные каникулы", date(2027, 2, 13), date(2027, 2, 21))
    assert proposed(2025).more[0][2:] == (date(2026, 2, 14), date(2026, 2, 22))
    assert taught_in(YEAR, date(2027, 2, 15), 1) is None
    assert taught_in(YEAR, date(2027, 2, 15), 2) == ("quarter", 3)


def test_grades_9_and_11_end_on_a_day_of_their_own() -> None:
    check(ENDS)
    assert (ENDS.last, ENDS.spans_of(9)[-1][1]) == (date(2027, 5, 26), date(2027, 5, 21))
    summer = [one for one in ENDS.grade_breaks if one.name == SUMMER]
    assert [(one.grades[0], one.first) for one in summer] == [(9, date(2027, 5, 22)), (11, date(2027, 5, 21))]
    rows = {(one.kind, one.number, one.grades): one.span[1] for one in ENDS.terms}
    assert rows["quarter", 3, (1, 9)] == date(2027, 3, 26)  # one row, as before: marks rest on it
    assert (rows["quarter", 4, (1, 8)], rows["quarter", 4, (9, 9)]) == (date(2027, 5, 26), date(2027, 5, 21))


def test_trimesters_are_another_way_and_the_days_between_them_are_holidays() -> None:
    check(BY_TRIMESTERS)
    assert [name for name, *_ in BY_TRIMESTERS.breaks] == [
        "Осенние каникулы",
        "Февральские каникулы",
        "Зимние каникулы",
    ]
    assert taught_in(BY_TRIMESTERS, date(2026, 11, 16), 5) is None
    assert taught_in(BY_TRIMESTERS, date(2026, 11, 16), 10) is None  # the holidays are of the whole school
    assert taught_in(BY_TRIMESTERS, date(2026, 10, 26), 5) == ("trimester", 1)


@pytest.mark.parametrize(
    "year", [YEAR, ENDS, BY_TRIMESTERS, replace(YEAR, kinds=("half",) * 11, more=AUTUMN_AND_SPRING)]
)
def test_a_year_is_read_as_it_was_laid_out(year: Layout) -> None:
    layout = replace(year, bells=())
    read = laid_out(layout.terms, layout.breaks, layout.holidays, layout.grade_breaks)
    assert read is not None
    assert (read.terms, read.grade_breaks) == (layout.terms, layout.grade_breaks)
    assert set(read.breaks) == set(layout.breaks)
    assert changed_days(layout, read) == {}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    quarters = (YEAR.quarters[0], (date(2026, 10, 20), date(2026, 10, 19)), *YEAR.quarters[2:])
    assert list(problems(replace(YEAR, quarters=quarters))) == [
        "2 четверть кончается раньше, чем начинается: исправьте её дни.",
        "2 четверть начинается раньше, чем кончилась 1.",
    ]
    bad = replace(
        YEAR,
        ends=((9, date(2027, 3, 1)),),
        holidays=((date(2028, 1, 1), "Новый год"),),
        more=(Break((1, 1), "Дополнительные каникулы", date(2027, 6, 1), date(2027, 6, 7)),),
    )
    with pytest.raises(Refusal) as refused:
        check(bad)
    said = refused.value.message
    assert "9 класс: последний день 01.03.2027 раньше, чем начинается последний период (05.04.2027)." in said
    assert "Праздник «Новый год», 01.01.2028, вне учебного года." in said
    assert "Дополнительные каникулы, 01.06.2027–07.06.2027: вне учебного года." in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"more": ()}, "Впишите зимние каникулы: с 1 по 8 января не учится никто"),
        (
            {"own_halves": ((date(2026, 9, 1), date(2026, 12, 25)), (date(2027, 1, 11), date(2027, 5, 26)))},
            "Полугодия: между 1 и 2 остаются учебные дни без периода, 28–30 декабря 2026",
        ),
        (
            {"own_halves": ((date(2026, 9, 2), date(2026, 12, 30)), (date(2027, 1, 11), date(2027, 5, 26)))},
            "Полугодия начинаются не в первый день года, 01.09.2026",
        ),
        (
            {"more": (WINTER, Break((1, 1), "Дополнительные", date(2027, 1, 4), date(2027, 1, 12)))},
            "Дополнительные, 04.01.2027–12.01.2027: в эти дни уже зимние каникулы",
        ),
        (
            {"more": (WINTER, Break((1, 1), "Дополнительные", date(2027, 3, 9), date(2027, 3, 8)))},
            "кончаются раньше, чем начинаются",
        ),
    ],
)
def test_gaps_and_overlaps_are_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        check(replace(BY_TRIMESTERS, **changed))  # type: ignore[arg-type]  # its own fields


def test_a_change_for_one_grade_touches_that_grade_alone() -> None:
    changed = changed_days(YEAR, ENDS)
    assert {day.day for day, grades in changed.items() if 9 in grades} == {22, 23, 24, 25, 26}
    assert changed[date(2027, 5, 21)] == {11}
    moved = replace(YEAR, more=())
    assert set(map(tuple, changed_days(YEAR, moved).values())) == {(1,)}


WEEKEND = (
    (date(2026, 9, 1), date(2026, 11, 20)),  # a Friday
    (date(2026, 11, 23), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 5, 26)),
)
ADJACENT = ((date(2026, 9, 1), date(2026, 11, 20)), (date(2026, 11, 21), date(2027, 2, 12)), WEEKEND[2])
SUNDAY_ALONE = ((date(2026, 9, 1), date(2026, 11, 21)), *WEEKEND[1:])
ONE_DAY = ((date(2026, 9, 1), date(2026, 11, 19)), *WEEKEND[1:])


@pytest.mark.parametrize(
    ("week", "trimesters", "between"),
    [
        (FIVE_DAYS, WEEKEND, ["Февральские каникулы"]),
        (SIX_DAYS, WEEKEND, ["Осенние каникулы", "Февральские каникулы"]),  # it learns on Saturdays
        (FIVE_DAYS, SUNDAY_ALONE, ["Февральские каникулы"]),
        (SIX_DAYS, SUNDAY_ALONE, ["Февральские каникулы"]),
        (FIVE_DAYS, ADJACENT, ["Февральские каникулы"]),
        (FIVE_DAYS, ONE_DAY, ["Осенние каникулы", "Февральские каникулы"]),
    ],
)
def test_periods_that_meet_have_no_holidays_between_them(
    week: int, trimesters: tuple[tuple[date, date], ...], between: list[str]
) -> None:
    layout = replace(BY_TRIMESTERS, trimesters=trimesters, bells=(), week=week)
    check(layout)
    assert [name for name, *_ in layout.between] == between
    off = [(name, first, last) for name, first, last in layout.off if first != last]
    single = tuple((first, name) for name, first, last in layout.off if first == last)
    stored = layout.terms, off, single, layout.grade_breaks  # by days alone
    read = laid_out(*stored, week)
    assert read is not None and changed_days(layout, read) == {}
    assert read.holidays == layout.holidays
    other = laid_out(*stored, FIVE_DAYS + SIX_DAYS - week)  # the school has turned to another week since
    assert other is not None and changed_days(layout, other) == {}


MEET_AT_A_WEEKEND = replace(
    YEAR,
    kinds=("quarter",) * 4 + ("trimester",) * 5 + ("half",) * 2,
    trimesters=(
        (date(2026, 9, 1), date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 23), date(2027, 2, 12)),
        (date(2027, 2, 13), date(2027, 5, 26)),
    ),
)


def test_a_saturday_that_is_taught_is_in_a_period_or_a_holiday() -> None:
    """7.6, 7.7: a school of six days with two kinds of periods: 21.11.2026 is a Saturday."""
    check(MEET_AT_A_WEEKEND)
    six = replace(MEET_AT_A_WEEKEND, week=SIX_DAYS)
    own = Break((5, 9), "Осенние каникулы", date(2026, 11, 21), date(2026, 11, 21))
    assert list(problems(six)) == [
        "Триместры: между 1 и 2 остаются учебные дни без периода, 21 ноября 2026\u00a0г.: сдвиньте границы "
        "или впишите каникулы строкой «5–9 классы: 21.11.2026–21.11.2026 Осенние каникулы»."
    ]
    check(replace(six, more=(*six.more, own)))


def test_grade_1_rests_on_saturdays_in_a_school_of_six_days() -> None:
    """7.7: grade 1 has five days a week."""
    kinds = ("trimester",) + ("quarter",) * 8 + ("half",) * 2
    check(replace(MEET_AT_A_WEEKEND, kinds=kinds, week=SIX_DAYS))


def test_the_first_days_of_january_are_free_on_saturdays_too() -> None:
    """A school of six days whose second quarter is taught until Saturday 02.01.2027."""
    first, _, third, fourth = YEAR.quarters
    until = (date(2026, 11, 2), date(2027, 1, 1)), (date(2027, 1, 3), third[1])
    said = list(problems(replace(YEAR, quarters=(first, *until, fourth), week=SIX_DAYS)))
    assert any("с 1 по 8 января не учится никто" in one for one in said)


def test_a_school_of_six_days_is_offered_the_same_days_but_for_saturdays() -> None:
    """7.6: «тот же график ≈ 203 дня»; 01.05.2027, a Saturday, moves for those alone who rest on it."""
    six = proposed(2026, SIX_DAYS)
    check(six)
    assert (six.quarters, six.breaks) == (YEAR.quarters, YEAR.breaks)
    assert (date(2027, 5, 1), "Праздник Весны и Труда") in six.holidays
    assert (date(2027, 5, 3), "Праздник Весны и Труда") in YEAR.holidays
    taught = [day for day in days(six.first, six.last) if day.weekday() < SIX_DAYS and taught_in(six, day, 5)]
    assert abs(len(taught) - 203) <= 1
    assert proposed(2028, SIX_DAYS).quarters[1][1] == date(2028, 12, 30)  # a Saturday
    assert proposed(2028).quarters[1][1] == date(2028, 12, 29)


def test_holidays_of_the_whole_school_may_be_of_one_day() -> None:
    bridge = Break(EVERYBODY, "Ещё каникулы", date(2027, 2, 24), date(2027, 2, 24))
    layout = replace(YEAR, more=(*YEAR.more, bridge), bells=())
    check(layout)
    single = tuple((first, name) for name, first, last in layout.off if first == last)
    off = [one for one in layout.off if one[1] != one[2]]
    read = laid_out(layout.terms, off, single, layout.grade_breaks)
    assert read is not None and taught_in(read, bridge.first, 5) is None


def test_a_summer_that_was_typed_by_hand_stays_in_the_form() -> None:
    own = Break((9, 9), SUMMER, date(2027, 5, 24), date(2027, 5, 26))
    layout = replace(YEAR, more=(*YEAR.more, own), bells=())
    read = laid_out(layout.terms, layout.breaks, layout.holidays, layout.grade_breaks)
    assert read is not None and own in read.more


def test_of_two_grades_with_other_last_days_the_upper_one_has_its_own() -> None:
    layout = replace(YEAR, ends=((11, date(2027, 6, 4)),), bells=())
    read = laid_out(layout.terms, layout.breaks, layout.holidays, layout.grade_breaks)
    assert read is not None and read.ends == layout.ends


def test_a_year_that_ends_in_july_is_a_slip() -> None:
    with pytest.raises(Refusal, match=r"20\.07\.2027, позже 30 июня"):
        check(replace(YEAR, ends=((11, date(2027, 7, 20)),)))


def test_days_left_by_one_kind_of_periods_are_freed_by_the_line_that_is_told() -> None:
    """7.6: a class learns by trimesters with a week between them, others by quarters."""
    mixed = replace(YEAR, kinds=("quarter",) * 4 + ("trimester",) + YEAR.kinds[5:], trimesters=TRIMESTERS)
    with pytest.raises(Refusal) as refused:
        check(mixed)
    assert "«5 класс: 16.11.2026–20.11.2026 Осенние каникулы»" in refused.value.message
    assert "«5 класс: 15.02.2027–19.02.2027 Февральские каникулы»" in refused.value.message
    freed = (
        Break((5, 5), "Осенние каникулы", date(2026, 11, 16), date(2026, 11, 20)),
        Break((5, 5), "Февральские каникулы", date(2027, 2, 15), date(2027, 2, 19)),
    )
    check(replace(mixed, more=(*YEAR.more, *freed)))
    both = replace(mixed, kinds=("quarter",) * 4 + ("trimester",) * 2 + YEAR.kinds[6:])
    apart = [one._replace(grades=(grade, grade)) for one in freed for grade in (5, 6)]
    check(replace(both, more=(*YEAR.more, *apart)))  # a line for each class does as well


def test_days_that_get_into_a_period_of_another_kind_are_taught_as_before() -> None:
    by_halves = replace(YEAR, kinds=("quarter",) * 8 + ("half",) * 3)
    assert changed_days(YEAR, by_halves) != {} and moved_days(YEAR, by_halves) == {}
    assert moved_days(YEAR, ENDS) == changed_days(YEAR, ENDS)
