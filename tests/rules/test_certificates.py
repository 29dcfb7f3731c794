"""The words and figures of a certificate, from domain 2.2, 2.5 and 13.10."""

from datetime import date

import pytest

from ejournal.rules import certificates as rules
from ejournal.rules.advice import Owed, advice
from ejournal.rules.certificates import BY_CODE, Ratio, Scale
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.2.2")
AGAIN, TODAY = date(2026, 12, 11), date(2026, 11, 24)
GOOD = {one.code: Ratio(100, 100) for one in rules.INDICATORS}


def told(values: dict[str, Ratio], before: dict[str, Ratio] | None = None) -> list[str]:
    found = rules.conclusions(GOOD | values, before, "абвгд", Scale(), AGAIN)
    return [line.replace("\u00a0", " ") for line in found]


def test_all_above_the_upper_threshold_is_fulfilled() -> None:
    assert told({}) == ["Требования Положения к ведению журналов выполняются, замечания единичны."]
    assert told({"З1": Ratio(95, 100)}) == told({}), "from 95 on"


def test_one_between_the_thresholds_is_fulfilled_in_part_and_named() -> None:
    (line,) = told({"З1": Ratio(949, 1000)})
    assert line == (
        "Требования Положения к ведению журналов выполняются частично: "
        "учёт пройденного материала: записаны темы — 94,9 %."
    )
    assert "частично" in told({"З1": Ratio(80, 100)})[0], "down to 80"


def test_one_below_the_lower_threshold_asks_for_another_check() -> None:
    first, second = told({"З3": Ratio(799, 1000), "З1": Ratio(90, 100)})
    assert "не выполняются: отмечена посещаемость — 79,9 %" in first
    assert first.endswith("требуется повторная проверка до 11.12.2026.")
    assert second.startswith("Выполняются частично: учёт пройденного")


def test_a_first_check_tells_nothing_of_a_change_and_the_next_one_does() -> None:
    assert len(told({})) == 1
    line = told({"З1": Ratio(96, 100)}, GOOD | {"З1": Ratio(50, 100)})[-1]
    assert "вырос на 46,0 п. п." in line and ".." not in line
    assert "снизился на 4,0 п. п." in told({"З1": Ratio(96, 100)}, GOOD)[-1]


def test_of_nothing_there_is_a_dash_and_no_verdict() -> None:
    nothing = Ratio(0, 0)
    assert rules.shown(BY_CODE["З1"], nothing) == "—" and Scale().verdict(nothing.percent) == "—"
    assert "не было" in rules.conclusions(dict.fromkeys(GOOD, nothing), None, "а", Scale(), None)[0]


def test_an_indicator_that_is_not_judged_spoils_no_conclusion() -> None:
    assert told({"О1": Ratio(0, 100), "У3": Ratio(0, 100)}) == told({})


def test_of_the_norm_so_much_is_due_as_lessons_have_passed_rounded_down() -> None:
    assert [rules.due_by_now(5, passed, 16) for passed in (0, 3, 4, 8, 16, 20)] == [0, 0, 1, 2, 5, 5]
    assert rules.due_by_now(5, 3, 0) == 0


def test_everybody_who_owes_something_gets_one_line_with_what_and_until_when() -> None:
    remarks = [
        Owed("topic", 1, 3, ((1, "Ветрова В.И."),)),
        Owed("topic", 4, 1, ((1, "Ветрова В.И."),)),
        Owed("weeks", 2, 1, ((2, "Нилова Н.С."),)),
        Owed("uncovered", 3, 2, ()),
    ]
    rows = [(who, what.replace("\u00a0", " "), until) for who, what, until, _ in advice(remarks, AGAIN)]
    assert rows == [
        ("Ветрова В.И.", "записать темы уроков — 4 (табл. Г, № 1, 4)", "11.12.2026"),
        (
            "Заместитель директора по УВР",
            "записать замену или отмену уроков — 2 (табл. Г, № 3)",
            "11.12.2026",
        ),
        ("Нилова Н.С.", "проверить посещаемость и закрыть недели — 1 (табл. Г, № 2)", "11.12.2026"),
    ]


@pytest.mark.clause("3.7")
def test_five_indicators_are_told_whatever_is_checked() -> None:
    """П. 3.7 names them: taking part, no marks, one mark, homework, what was taught."""
    for letter in rules.DIRECTIONS:
        assert set(rules.NAMED) <= {one.code for one in rules.of_directions(letter)}


@pytest.mark.clause("4.2.2г")
def test_each_direction_has_its_own_remarks() -> None:
    assert rules.codes_of("а") == ("plan", "plan_back")
    assert "П1" in {one.code for one in rules.of_directions("г")}
    assert "П1" not in {one.code for one in rules.of_directions("а")}


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, TODAY), (TODAY, None), (TODAY, date(2026, 11, 20)), (TODAY, date(2026, 11, 30))],
)
def test_days_that_cannot_be_checked_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises(Refusal):
        rules.check_span(first, last, TODAY)


def test_a_check_does_not_reach_into_days_that_have_not_come() -> None:
    with pytest.raises(Refusal, match=r"не позже 24\.11\.2026"):
        rules.check_span(date(2026, 11, 20), date(2026, 12, 31), TODAY)
    assert rules.check_span(date(2026, 11, 20), TODAY, TODAY) == (date(2026, 11, 20), TODAY)


def test_a_check_has_a_direction() -> None:
    assert rules.check_directions("дxа") == "ад"
    with pytest.raises(Refusal):
        rules.check_directions("xyz")
