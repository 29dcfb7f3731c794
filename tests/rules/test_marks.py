"""п. 4.5.4: which mark may stand in which cell, until when it may be typed, and when it is set."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ejournal.rules import marks
from ejournal.rules.days import Moment
from ejournal.rules.marks import Attempt, Previous
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import KINDS, kind
from tests.school import MONDAY, at

pytestmark = pytest.mark.clause("4.5.4")

BELL = at("9:25")
NEXT_LESSON = MONDAY + timedelta(days=2)
ATTEMPT = Attempt(
    grading="five",
    kind=kind("answer"),
    moment=Moment(BELL, at("9:40")),
    deadline=MONDAY,
    held=True,
    absence="",
    previous=None,
)
CONTROL = replace(ATTEMPT, kind=kind("control"), deadline=NEXT_LESSON)
SECOND = timedelta(seconds=1)
OUTSIDE_FIVE = ("1", "6", "5+", "4-", "3.", "4,5", "10", "н", "н/а", "осв", "зач", " 4")


def refusal(attempt: Attempt, value: str = "4") -> Refusal:
    with pytest.raises(Refusal) as caught:
        marks.check(attempt, value)
    return caught.value


def arriving(attempt: Attempt, now: datetime) -> Attempt:
    return replace(attempt, moment=Moment(BELL, now))


@pytest.mark.parametrize(
    ("grading", "value"), [*(("five", v) for v in "5432"), ("pass", "зач"), ("pass", "незач")]
)
def test_every_mark_of_the_scale_may_be_typed(grading: str, value: str) -> None:
    marks.check(replace(ATTEMPT, grading=grading), value)


@pytest.mark.parametrize(
    ("grading", "value"),
    [*(("five", v) for v in OUTSIDE_FIVE), ("pass", "5"), ("pass", "осв")],
)
def test_a_mark_outside_the_scale_is_refused(grading: str, value: str) -> None:
    assert refusal(replace(ATTEMPT, grading=grading), value).message.startswith("Такой отметки нет")


@pytest.mark.parametrize("value", ["5", "зач"])
def test_a_group_without_marks_takes_none(value: str) -> None:
    assert "безотметочное" in refusal(replace(ATTEMPT, grading="none"), value).message


@pytest.mark.parametrize("attempt", [ATTEMPT, CONTROL])
def test_no_mark_before_the_bell(attempt: Attempt) -> None:
    assert refusal(arriving(attempt, BELL - SECOND)).clause == "4.5.4"
    marks.check(arriving(attempt, BELL), "4")


@pytest.mark.parametrize("attempt", [ATTEMPT, CONTROL])
def test_no_mark_ahead_of_the_day(attempt: Attempt) -> None:
    assert refusal(arriving(attempt, at("23:59", MONDAY - timedelta(days=1)))).clause == "4.5.4"


@pytest.mark.parametrize("code", [chosen.code for chosen in KINDS if chosen.oral])
def test_an_oral_mark_belongs_to_its_day_alone(code: str) -> None:
    oral = replace(ATTEMPT, kind=kind(code))
    marks.check(arriving(oral, at("23:59") + 59 * SECOND), "4")
    refused = refusal(arriving(oral, at("0:00", MONDAY + timedelta(days=1))))
    assert (refused.clause, refused.way) == ("4.5.4", Way.TODAY)


def test_a_written_mark_is_in_time_to_the_end_of_its_last_day() -> None:
    marks.check(arriving(CONTROL, at("23:59", NEXT_LESSON) + 59 * SECOND), "4")
    refused = refusal(arriving(CONTROL, at("0:00", NEXT_LESSON + timedelta(days=1))))
    assert (refused.clause, refused.way) == ("4.5.4", Way.MEMO)


@pytest.mark.clause("4.5.2")
def test_attendance_comes_first() -> None:
    refused = refusal(replace(ATTEMPT, held=False))
    assert (refused.clause, refused.way) == ("4.5.2", Way.ATTENDANCE)


def test_a_pupil_who_was_absent_gets_no_mark_for_that_lesson() -> None:
    refused = refusal(replace(ATTEMPT, absence="Н"))
    assert (refused.clause, refused.way) == ("4.5.4", Way.ATTENDANCE)


@pytest.mark.parametrize("code", ["Б", "УП", "НП"])
def test_an_absence_with_a_reason_is_an_absence_all_the_same(code: str) -> None:
    assert refusal(replace(ATTEMPT, absence=code)).clause == "4.5.4"


@pytest.mark.parametrize("code", ["", "ОП"])
def test_a_pupil_who_came_late_was_there(code: str) -> None:
    marks.check(replace(ATTEMPT, absence=code), "4")


def test_while_in_entry_its_author_may_retype_a_mark() -> None:
    marks.check(replace(ATTEMPT, previous=Previous("3", in_entry=True, own=True)), "4")


def test_while_in_entry_nobody_else_may() -> None:
    assert refusal(replace(ATTEMPT, previous=Previous("3", in_entry=True, own=False))).clause == "4.5.4"


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("days", [0, 1, 30])
def test_a_set_mark_is_never_changed_and_the_way_out_is_a_memo(own: bool, days: int) -> None:
    attempt = replace(ATTEMPT, previous=Previous("3", in_entry=False, own=own))
    refused = refusal(arriving(attempt, at("9:40", MONDAY + timedelta(days=days))))
    assert (refused.clause, refused.way) == ("4.5.4", Way.SET)


@pytest.mark.parametrize(
    ("typed", "minutes", "until"),
    [
        ("9:40", 10, at("9:50")),
        ("9:40", 1, at("9:41")),
        ("9:40", 0, at("9:40")),
        ("23:50", 10, at("0:00", MONDAY + timedelta(days=1))),
        ("23:55", 10, at("0:00", MONDAY + timedelta(days=1))),
        ("0:05", 1440, at("0:00", MONDAY + timedelta(days=1))),
    ],
)
def test_entry_lasts_the_quiet_minutes_but_never_past_midnight(
    typed: str, minutes: int, until: datetime
) -> None:
    assert marks.entry_until(at(typed), minutes) == until


def test_a_mark_is_set_when_its_time_is_over_or_the_lesson_is_handed_in() -> None:
    typed, until = at("9:40"), at("9:50")
    assert not marks.is_set(typed, until, None, until - SECOND)
    assert marks.is_set(typed, until, None, until)
    assert marks.is_set(typed, until, at("9:41"), at("9:41"))


def test_a_mark_typed_after_the_hand_in_is_in_entry_like_any_other() -> None:
    assert not marks.is_set(at("9:42"), at("9:52"), at("9:41"), at("9:43"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], None),
        ([("зач", 1), ("незач", 2)], None),
        ([("5", 1), ("4", 1)], 4.5),
        ([("5", 1), ("2", 3)], 2.75),
        ([("5", 4), ("зач", 1), ("3", 4)], 4.0),
    ],
)
def test_the_average_weighs_marks_of_two_to_five(
    given: list[tuple[str, int]], expected: float | None
) -> None:
    assert marks.weighted_average(given) == expected


def test_only_a_scale_of_digits_may_be_typed_on_a_pad_of_digits() -> None:
    assert [grading for grading in ("five", "pass") if marks.in_digits(grading)] == ["five"]


DECEMBER_30 = date(2026, 12, 30)
SHORT = (
    # marks, minimum, days to the end, days since the last one, told
    (2, 3, 13, 0, True),
    (2, 3, 14, 0, False),
    (3, 3, 0, 30, False),
    (0, 3, 40, 14, True),
    (0, 3, 40, 13, False),
    (4, 5, 5, 0, True),
    (0, 0, 0, 60, False),
)


@pytest.mark.parametrize(("count", "minimum", "left", "since", "told"), SHORT)
def test_too_few_marks_are_told_near_the_end_of_the_term_or_after_two_weeks_without_one(
    count: int, minimum: int, left: int, since: int, told: bool
) -> None:
    today = DECEMBER_30 - timedelta(days=left)
    assert marks.is_short(count, minimum, today, today - timedelta(days=since), DECEMBER_30) is told


@pytest.mark.parametrize("code", ["dictation", "retelling", "composition", "dictation_20261120"])
def test_a_dictation_a_retelling_and_a_composition_may_get_two_marks(code: str) -> None:
    """Domain facts 7.1: two marks of one lesson through «/», no more than two."""
    attempt = replace(CONTROL, kind=kind(code))
    marks.check(attempt, "4/5")
    marks.check(attempt, "3")
    for value in ("4/5/3", "4/", "/5", "4/1", "4//5", "4/н", "4 / 5"):
        assert "Такой отметки нет" in refusal(attempt, value).message


def test_no_other_work_gets_two() -> None:
    assert "диктант, изложение и сочинение" in refusal(CONTROL, "4/5").message
    assert "Такой отметки нет" in refusal(replace(CONTROL, grading="pass"), "зач/зач").message


def test_both_marks_of_a_work_count_in_the_average_with_its_weight() -> None:
    """(4·3 + 5·3 + 2·1) ÷ (3 + 3 + 1)."""
    average = marks.weighted_average([("4/5", 3), ("2", 1)])
    assert average is not None and abs(average - 29 / 7) < 1e-9


@pytest.mark.parametrize("value", ["н/а", "Н/А", "осв"])
def test_what_only_a_term_mark_may_be_is_told_so(value: str) -> None:
    """Domain facts 7.1: н/а and осв stand in columns of terms alone."""
    with pytest.raises(
        Refusal, match=f"введите 5, 4, 3 или 2.*«{value.lower()}» бывает только среди итоговых"
    ):
        marks.check_value("five", value)
