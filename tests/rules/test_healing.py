"""п. 4.5.1: pairs of neighbouring lessons let the programme close, as an independent count says."""

from itertools import groupby
from random import Random

import pytest

from ejournal.rules import healing
from ejournal.rules.healing import Why
from ejournal.rules.plans import CONTROLS, Planned

pytestmark = pytest.mark.clause("4.5.1")

KINDS = ("", "", "", "", "control", "laboratory", "vpr")
WORDS = ("Тема", "Тема", "Повторение")
PLANS = 60


def lesson(topic: str, section: str = "Раздел", kind: str = "") -> Planned:
    return Planned(section, topic, f"§ {topic}", kind)


def plan(luck: Random) -> list[Planned]:
    """Lessons of a few sections, each with a topic unlike any other."""
    count = luck.randrange(61)
    sections = sorted(luck.randrange(5) for _ in range(count))
    return [
        Planned(f"Раздел {section}", f"{luck.choice(WORDS)} {number}", "", luck.choice(KINDS))
        for number, section in enumerate(sections)
    ]


def most_pairs(ahead: list[Planned]) -> int:
    """In each stretch between control works every second lesson may go."""
    stretches = groupby(ahead, key=lambda one: one.work_kind in CONTROLS)
    return sum(len(list(stretch)) // 2 for control, stretch in stretches if not control)


@pytest.mark.parametrize("seed", range(PLANS))
def test_as_many_lessons_are_left_as_there_are_whenever_it_can_be_done(seed: int) -> None:
    luck = Random(seed)
    ahead, shortage = plan(luck), luck.randrange(-3, 40)
    pairs = healing.propose(ahead, shortage, {"Раздел 0", "Раздел 2"})
    after = healing.healed(ahead, {pair.place for pair in pairs})
    assert len(ahead) - len(after) == len(pairs) == min(max(shortage, 0), most_pairs(ahead))
    untouched = [one for one in ahead if one.work_kind in CONTROLS]
    assert [one for one in after if one.work_kind in CONTROLS] == untouched
    assert ". ".join(one.topic for one in after) == ". ".join(one.topic for one in ahead)  # nothing is lost


@pytest.mark.parametrize("seed", range(PLANS))
def test_sections_are_joined_only_when_the_lessons_of_each_are_not_enough(seed: int) -> None:
    luck = Random(seed)
    ahead, shortage = plan(luck), luck.randrange(1, 12)
    inside = sum(most_pairs(list(part)) for _, part in groupby(ahead, key=lambda one: one.section))
    borders = [pair for pair in healing.propose(ahead, shortage) if pair.why is Why.BORDER]
    assert not borders or inside < shortage


def test_revision_goes_first_and_then_what_goes_on_with_one_topic() -> None:
    ahead = [lesson("Степень"), lesson("Корень"), lesson("Дроби"), lesson("Повторение"), lesson("Модуль")]
    (pair,) = healing.propose(ahead, 1)
    assert pair.why is Why.REVIEW and pair.place in (2, 3)
    ahead = [lesson("Степень"), lesson("Корень"), lesson("Корень: упражнения"), lesson("Модуль")]
    assert healing.propose(ahead, 1) == [(1, Why.CONTINUED)]


def test_reserve_lessons_are_given_up_first_and_leave_no_topic_behind() -> None:
    reserve = [Planned("Резерв", f"Резервный урок {number}", "", "") for number in (1, 2, 3)]
    ahead = [lesson("Повторение"), lesson("Сила"), lesson("Итог", kind="laboratory"), *reserve]
    assert [pair.why for pair in healing.propose(ahead, 2)] == [Why.RESERVE] * 2
    after = healing.healed(ahead, {pair.place for pair in healing.propose(ahead, 2)})
    assert [one.topic for one in after[:3]] == ["Повторение", "Сила", "Итог"] and len(after) == 4
    alone = healing.merged(ahead[2], reserve[0])
    assert (alone.section, alone.topic, alone.work_kind) == ("Раздел", "Итог", "laboratory")
    assert healing.merged(reserve[0], lesson("Сила")).section == "Раздел"
    assert healing.propose([lesson("Контрольная", kind="control"), reserve[0]], 1) == []


def test_a_lesson_with_a_work_is_taken_last_of_all_in_its_section() -> None:
    ahead = [lesson("Повторение"), lesson("Опыт", kind="laboratory"), lesson("Сила"), lesson("Масса")]
    assert healing.propose(ahead, 1) == [(2, Why.SECTION)]


def test_pairs_are_spread_over_what_is_ahead_and_stand_rather_where_lessons_were_lost() -> None:
    ahead = [lesson(f"Тема {number}") for number in range(100)]
    first, second = (pair.place for pair in healing.propose(ahead, 2))
    assert (first, second) == (25, 75)
    ahead = [lesson(f"Тема {number}", f"Раздел {number // 10}") for number in range(40)]
    assert [pair.place // 10 for pair in healing.propose(ahead, 1, {"Раздел 1"})] == [1]


def test_one_lesson_of_two_keeps_both_topics_and_both_homeworks() -> None:
    found = healing.merged(lesson("Степень."), lesson("Корень", kind="quiz"))
    assert found == Planned("Раздел", "Степень. Корень", "§ Степень; § Корень", "quiz")
    assert healing.merged(lesson("Корень"), lesson("корень")).topic == "Корень"


def test_topics_too_long_for_one_lesson_are_not_joined() -> None:
    assert not healing.may_merge([lesson("я" * 300), lesson("ю" * 300)], 0)


def test_the_second_hour_of_a_control_work_is_not_joined_to_the_next_topic() -> None:
    """domain 5.6: control works are not cut; a work of two hours is named on the first of them."""
    first = lesson("Контрольная работа № 1", kind="control")
    ahead = [first, lesson("Контрольная работа № 1"), lesson("Корень"), lesson("Суффикс")]
    assert [healing.may_merge(ahead, place) for place in range(3)] == [False, False, True]
    assert [pair.place for pair in healing.propose(ahead, 1)] == [2]


def test_nor_is_it_when_its_first_hour_was_given_already() -> None:
    taken = [lesson("Приставка"), lesson("Контрольная работа № 1", kind="control")]
    ahead = [lesson("Контрольная работа № 1"), lesson("Корень"), lesson("Суффикс")]
    assert [healing.may_merge(ahead, place, taken) for place in range(2)] == [False, True]
    assert [pair.place for pair in healing.propose(ahead, 1, taken=taken)] == [1]


def topics(*names: str) -> list[Planned]:
    return [Planned("Раздел", name, "", "") for name in names]


@pytest.mark.parametrize(
    ("topic", "before", "after", "gone"),
    [
        ("А. Б", ("А. Б", "В"), ("А", "Б", "В"), True),
        ("А. Б", ("А. Б", "В"), ("А. Б", "Г"), False),
        ("А. Б", ("А. Б", "В"), ("Г", "А. Б"), False),  # it stands elsewhere
        ("А. Б", ("А. Б", "В"), ("Г", "Д"), True),  # the plan is another one
        ("А", ("А", "Б"), ("А", "Резервный урок", "Б"), True),
        ("А", ("А", "А", "Б"), ("А", "А", "А", "Б"), True),  # three lessons of a topic, two of them made one
        ("А", ("А", "А", "Б"), ("А", "А", "В"), False),
        ("А: начало", ("А: начало", "Б"), ("А", "А: начало", "Б"), True),
    ],
)
def test_a_plan_undoes_a_merge_when_it_has_both_lessons_again_or_neither(
    topic: str, before: tuple[str, ...], after: tuple[str, ...], gone: bool
) -> None:
    assert healing.undoes(topic, topics(*before), topics(*after)) is gone


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ({1: "Решение задач", 7: "Решение задач"}, 7),  # where it was
        ({1: "Решение задач", 6: "Решение задач", 7: "Корень"}, 6),  # a load moved it: the nearest
        ({1: "Корень", 7: "Решение  задач."}, 7),  # put right by hand
        ({1: "Корень", 2: "Суффикс"}, None),
    ],
)
def test_a_lesson_made_of_two_is_found_where_it_was_or_nearest(
    items: dict[int, str], found: int | None
) -> None:
    assert healing.lesson_of("Решение задач", 7, items) == found
