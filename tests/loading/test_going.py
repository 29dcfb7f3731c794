"""п. 2.2, 4.3.1: what a file lacks and the journal has is told before it goes, and asked for."""

from dataclasses import replace

import pytest

from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models.curriculum import CurriculumHour
from tests.loading.samples import NOW, ORDER, bring, compared, open_year
from tests.school import MONDAY, School

pytestmark = pytest.mark.clause("2.2")

PLAN = "Учебные предметы;5 класс;6 класс\nХимия;2;2\nФизика;1;1\nМузыка;1;1\n"


def verdicts(found: Prepared) -> dict[int, tuple[str, tuple[str, ...]]]:
    return {row: (judged.verdict.value, judged.reasons) for (_, row), judged in found.rows.items()}


@pytest.mark.usefixtures("db")
def test_a_part_of_a_curriculum_says_what_goes_of_each_class_and_asks() -> None:
    open_year()
    bring("curriculum", PLAN)
    found = compared("curriculum", "Учебные предметы;5 класс;6 класс\nХимия;3;2\n")
    assert found.going.lines == ("5 класс: Физика — 1 ч, Музыка — 1 ч", "6 класс: Физика — 1 ч, Музыка — 1 ч")
    assert found.counts == {Verdict.CHANGED: 1, Verdict.GONE: 4}
    assert (found.lack, "только часть" in found.stopped) == ("", True)
    (first, *_) = found.remarks
    assert (first.severity, first.value) == (
        "warning",
        "4 предмета учебного плана",
    ) and "5 класс: Физика — 1 ч" in first.reason
    assert found.summary["report"][0]["severity"] == "warning"
    assert replace(found, confirmed=True).stopped == ""


@pytest.mark.usefixtures("db")
def test_the_yes_is_of_the_number_that_was_seen() -> None:
    open_year()
    bring("curriculum", PLAN)
    book = kinds.read("Учебные предметы;5 класс;6 класс\nХимия;3;2\n".encode())
    where = scope(NOW.date(), None, False)
    for said, stops in (("4", False), ("3", True), ("", True)):
        found = kinds.prepare("curriculum", book, "x", Chosen(order=ORDER, gone=said), where)
        assert bool(found.stopped) == stops


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("none", ["0", "", "—"])
def test_hours_that_become_none_are_a_change_of_their_row(none: str) -> None:
    open_year()
    bring("curriculum", PLAN)
    found = compared(
        "curriculum", f"Учебные предметы;5 класс;6 класс\nХимия;2;2\nФизика;1;{none}\nМузыка;1;1\n"
    )
    assert verdicts(found) == {2: ("same", ()), 3: ("changed", ("6 класс: 1 ч → уйдёт",)), 4: ("same", ())}
    assert found.going.lines == ("6 класс: Физика — 1 ч",) and found.stopped
    alone = compared("curriculum", f"Учебные предметы;5 класс\nХимия;2\nФизика;{none}\nМузыка;1\n")
    assert verdicts(alone)[3] == ("changed", ("5 класс: 1 ч → уйдёт",))


@pytest.mark.usefixtures("db")
def test_a_whole_plan_with_one_subject_less_is_told_and_not_asked() -> None:
    open_year()
    bring("curriculum", PLAN)
    found = compared("curriculum", "Учебные предметы;5 класс;6 класс\nХимия;3;3\nФизика;2;1\n")
    assert (found.going.count, found.going.comes, found.stopped) == (2, 3, "")
    assert not found.nothing_new


@pytest.mark.usefixtures("db")
def test_the_row_of_a_subject_that_is_named_again_has_a_verdict() -> None:
    """Its hours are added: the row is no remark of nothing."""
    open_year()
    text = (
        "Учебные предметы;5 класс\nОбязательная часть;\nХимия;2\n"
        "Часть, формируемая участниками образовательных отношений;\nХимия;1\n"
    )
    found = compared("curriculum", text)
    assert verdicts(found) == {3: ("new", ()), 5: ("new", ("часы сложены со строкой 3: предмет тот же",))}
    bring("curriculum", text)
    assert {row.tenths for row in CurriculumHour.select()} == {30}
    assert {verdict for verdict, _ in verdicts(compared("curriculum", text)).values()} == {"same"}


@pytest.mark.usefixtures("db")
def test_a_part_of_a_timetable_says_which_lessons_go() -> None:
    open_year()
    bring("curriculum", PLAN)
    head = "Класс;День;Урок;Предмет;Кабинет\n"
    bring("timetable", f"{head}5;Понедельник;1;Химия;7\n5;Вторник;1;Физика;7\n5;Среда;1;Физика;7\n")
    found = compared("timetable", f"{head}5;Понедельник;1;Химия;8\n")
    assert found.going.lines == ("5 класс: Физика — 2",)
    assert found.counts == {Verdict.CHANGED: 1, Verdict.GONE: 2} and found.stopped
    other = compared("timetable", f"{head}6;Понедельник;1;Химия;8\n")  # another class: nothing goes
    assert (other.going.count, other.stopped) == (0, "")


def test_a_part_of_a_plan_says_which_topics_go(school: School) -> None:
    chosen = Chosen(groups=(school.groups["algebra"],))
    book = kinds.read("№;Тема\n1;Дроби\n".encode())
    found = kinds.prepare("ktp", book, "план.csv", chosen, scope(MONDAY, None, True))
    assert (found.going.lines, found.going.count) == (("темы № 2–4",), 3)
    assert "только часть" in found.stopped


@pytest.mark.usefixtures("db")
def test_a_cell_that_is_refused_takes_nothing_away() -> None:
    open_year()
    bring("curriculum", PLAN)
    wrong = "Учебные предметы;5 класс;6 класс\nХимия;50;2\nФизика;2;1\nМузыка;1;1\n"
    found = compared("curriculum", wrong)
    assert (found.going.count, found.stopped, verdicts(found)[2][0]) == (0, "", "refused")
    bring("curriculum", wrong)
    right = wrong.replace("50", "2")
    assert {verdict for verdict, _ in verdicts(compared("curriculum", right)).values()} == {"same"}


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.2.1")
def test_a_lesson_on_another_day_has_moved_and_does_not_go() -> None:
    open_year()
    head = "Класс;День;№ урока;Предмет;Каб.\n"
    bring("curriculum", PLAN)
    bring("timetable", f"{head}5;Понедельник;1;Химия;7\n5;Вторник;1;Физика;7\n5;Среда;1;Физика;7\n")
    found = compared(
        "timetable", f"{head}5;Понедельник;1;Химия;7\n5;Вторник;1;Физика;7\n5;Пятница;2;Физика;7\n"
    )
    assert found.going.count == 0 and not found.stopped
    assert verdicts(found)[4] == ("changed", ("5: Физика, среда, 1 урок → пятница, 2 урок",))
    fewer = compared("timetable", f"{head}5;Понедельник;1;Химия;7\n5;Пятница;2;Физика;7\n")
    assert fewer.going.lines == ("5 класс: Физика — 1",)


@pytest.mark.usefixtures("db")
def test_a_wrong_cell_of_a_timetable_keeps_the_lesson_that_is_there() -> None:
    open_year()
    bring("curriculum", PLAN)
    right = "День;Урок;5;6\nПонедельник;1;Химия;Физика\n;2;Физика;Химия\n"
    bring("timetable", right)
    wrong = right.replace(";2;Физика;Химия", ";2;Химия / Физика / Музыка;Музыка")
    found = compared("timetable", wrong)
    assert (found.going.lines, verdicts(found)[3][0]) == (("6 класс: Химия — 1",), "refused")
    assert "может быть как раз в них" in found.stopped
    bring("timetable", wrong)
    assert compared("timetable", right.replace(";2;Физика;Химия", ";2;Физика;Музыка")).nothing_new


@pytest.mark.usefixtures("db")
def test_what_goes_beside_a_row_that_is_refused_is_asked_for() -> None:
    open_year()
    bring("curriculum", PLAN)
    found = compared("curriculum", "Учебные предметы;5 класс;6 класс\nХимия;3;3\nФизика;2;2\n???;1;1\n")
    assert found.going.count == 2 < found.going.comes
    assert "может быть как раз в них" in found.stopped
    assert replace(found, confirmed=True).stopped == ""
