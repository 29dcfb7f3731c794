"""How a pupil or a page is graded: by an order, from a day on; every indicator obeys it."""

from datetime import date

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group, Period
from ejournal.models.gradings import Grading
from ejournal.models.journal import Mark
from ejournal.models.people import Person
from ejournal.models.terms import Term
from ejournal.reports import forecast, lessons, term_windows
from ejournal.reports import term_marks as term_page
from ejournal.rules import gradings as gradings_rules
from ejournal.services import gradings, memos
from tests.reports.checked import column, look, mark
from tests.school import LAST, MONDAY, School, at
from tests.services.steps import call, put, refused, rows
from tests.services.terms import MORNING, OPEN, choose, group_of, marks, quarter, two_quarters

pytestmark = pytest.mark.clause("4.5.4")

ORDER = "приказ № 14 от 20.11.2026"
TUESDAY = date(2026, 11, 24)


def decide(
    school: School,
    mode: str,
    pupil: str | None = "anya",
    first: date = MONDAY,
    last: date | None = None,
    paper: str = ORDER,
) -> None:
    by, days, group = school.actor("dina", Role.DEPUTY), (first, last), group_of(school)
    if pupil is None:
        gradings.decide_page(group, mode, days, paper, by=by, now=at("8:00"))
    else:
        who = Person.get_by_id(school[pupil])
        gradings.decide_pupil(who, [group], mode, days, paper, by=by, now=at("8:00"))


def test_a_pupil_with_credit_gets_no_digit_and_the_others_no_credit(school: School) -> None:
    decide(school, "pass")
    lesson = school.lesson("algebra")
    call(school, lesson)
    with refused("4.5.4") as caught:
        put(school, lesson, "5", at("9:40"))
    assert "своё оценивание — зачёт: приказ № 14 от 20.11.2026" in caught.value.message
    assert "зач или незач" in caught.value.message
    with refused("4.5.4"):
        put(school, lesson, "зач", at("9:40"), pupil="borya")
    put(school, lesson, "зач", at("9:40"))
    put(school, lesson, "5", at("9:40"), pupil="borya")


def test_a_pupil_without_marks_gets_none(school: School) -> None:
    decide(school, "none")
    lesson = school.lesson("algebra")
    call(school, lesson)
    for value in ("5", "зач"):
        with refused("4.5.4") as caught:
            put(school, lesson, value, at("9:40"))
        assert "без отметок: приказ № 14" in caught.value.message


def test_a_pupil_may_get_marks_on_a_page_without_them(school: School) -> None:
    page, who = Group.get_by_id(school.groups["counting"]), Person.get_by_id(school["yana"])
    by = school.actor("dina", Role.DEPUTY)
    gradings.decide_pupil(who, [page], "pass", (MONDAY, None), ORDER, by=by, now=at("8:00"))
    lesson = school.lesson("counting")
    call(school, lesson)
    put(school, lesson, "зач", at("9:00"), pupil="yana")


def test_the_days_of_a_decision_are_kept(school: School) -> None:
    decide(school, "none", first=TUESDAY, last=date(2026, 12, 1))
    monday, wednesday, later = (
        school.lesson("algebra", day) for day in (MONDAY, date(2026, 11, 25), date(2026, 12, 2))
    )
    for lesson in (monday, wednesday, later):
        call(school, lesson)
    put(school, monday, "5", at("9:40"))
    with refused("4.5.4"):
        put(school, wednesday, "5", at("9:40", wednesday.date))
    put(school, later, "5", at("9:40", later.date))


def test_a_later_decision_ends_or_cuts_the_earlier_one(school: School) -> None:
    decide(school, "none")
    decide(school, "pass", first=date(2026, 12, 1), last=date(2026, 12, 11))
    decide(school, "", first=date(2026, 12, 21))
    found = sorted((one.valid_from, one.valid_to, one.mode) for one in rows(Grading))
    assert found == [
        (MONDAY, date(2026, 11, 30), "none"),
        (date(2026, 12, 1), date(2026, 12, 11), "pass"),
        (date(2026, 12, 12), date(2026, 12, 20), "none"),
    ]


def test_no_set_mark_is_left_outside_the_scale(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "5", at("9:40"))
    with refused("4.5.4") as caught:
        decide(school, "none")
    assert "1 отметка другой шкалы, последняя — 23.11" in caught.value.message
    with refused("4.5.4"):
        decide(school, "pass", pupil=None)
    decide(school, "none", first=TUESDAY)


def test_a_term_mark_of_the_other_scale_stands_in_the_way(school: School) -> None:
    marks(school, anya="5 5 5")
    choose(school, {"anya": "5"})
    with refused("4.5.5"):
        decide(school, "none", first=date(2026, 12, 21))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"paper": " "}, "Укажите основание"),
        ({"mode": "ten"}, "Выберите, как оценивают"),
        ({"first": date(2026, 9, 1)}, "не в учебном году"),
        ({"last": date(2026, 11, 20)}, "раньше первого"),
    ],
)
def test_a_decision_has_days_and_a_ground(school: School, changes: dict[str, object], said: str) -> None:
    with refused("4.5.4") as caught:
        decide(school, **{"mode": "none", **changes})  # type: ignore[arg-type]  # one of them is wrong
    assert said in caught.value.message


def test_the_lesson_says_it_beside_the_name_and_asks_for_no_marks(school: School) -> None:
    decide(school, "none")
    shown = lessons.page(school.lesson("algebra", date(2026, 12, 23)), school["vera"], MORNING)
    told = {row.id: (row.own.sign, row.own.told, bool(row.short)) for row in shown.pupils}
    assert told[school["anya"]] == ("б/о", f"без отметок: {ORDER}", False)
    assert told[school["borya"]] == ("", "", True)


def test_a_term_mark_follows_the_own_way(school: School) -> None:
    decide(school, "none", first=date(2026, 11, 2))
    decide(school, "pass", pupil="borya", first=date(2026, 11, 2))
    marks(school, borya="зач", vova="5 4 5")
    shown = term_page.page(group_of(school), quarter(), OPEN)
    assert shown is not None
    lines = {line.pupil: line for line in shown.lines}
    assert lines[school["anya"]].proposal.value == "" and lines[school["anya"]].own.sign == "б/о"
    borya = lines[school["borya"]]
    assert (borya.proposal.value, borya.minimum, borya.average) == ("зач", 1, None)
    assert lines[school["vova"]].proposal.value == "5"
    assert (shown.missing, shown.marked) == (3, 3)  # nobody owes a mark to who learns without them
    with refused("4.5.5"):
        choose(school, {"anya": "5"})
    with refused("4.5.5"):
        choose(school, {"borya": "5"})
    choose(school, {"borya": "зач", "vova": "5"})


def test_a_page_without_marks_in_one_period_is_none_in_the_other(school: School) -> None:
    first, second = two_quarters()
    decide(school, "none", pupil=None, first=date(2026, 11, 2), last=date(2026, 11, 29))
    lesson = school.lesson("algebra")
    call(school, lesson)
    with refused("4.5.4") as caught:
        put(school, lesson, "5", at("9:40"))
    assert "обучение безотметочное" in caught.value.message
    december = school.lesson("algebra", date(2026, 12, 2))
    call(school, december)
    put(school, december, "5", at("9:40", date(2026, 12, 2)))
    of_first, of_second = (term_page.page(group_of(school), term, OPEN) for term in (first, second))
    assert of_first is not None and of_first.marked == 0
    assert of_second is not None and of_second.marked == 4


def test_the_year_is_made_of_the_periods_of_its_scale(school: School) -> None:
    first, second = two_quarters()
    decide(school, "none", first=date(2026, 11, 2), last=date(2026, 11, 29))
    marks(school, anya="- - - - - - - - - - - - - - - - - 4 4 4")
    choose(school, {"anya": "4"}, term=second)
    shown = term_page.page(group_of(school), Term("year"), OPEN)
    assert shown is not None and first != second
    assert {line.pupil: line.proposal.value for line in shown.lines}[school["anya"]] == "4"


def test_the_forecast_leaves_out_what_has_no_marks(school: School) -> None:
    decide(school, "none")
    found = forecast.of_pupil(school["anya"], MORNING)
    assert found is not None
    assert "Алгебра" not in {subject.name for subject in found.subjects}
    other = forecast.of_pupil(school["borya"], MORNING)
    assert other is not None and "Алгебра" in {subject.name for subject in other.subjects}


@pytest.mark.clause("4.2.2б")
def test_the_checks_obey_it(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson, value="5", pupil="borya")
    mark(school, lesson, value="зач", pupil="vova")
    column(school, lesson)
    assert {one.pupil for one in look(school, "mark_scale")} == {school["vova"]}
    Grading.create(group=lesson.group_id, pupil=school["vova"], mode="pass", paper="№ 1", valid_from=MONDAY)
    Grading.create(group=lesson.group_id, pupil=school["borya"], mode="none", paper="№ 1", valid_from=MONDAY)
    assert look(school, "mark_scale") == []
    assert {one.pupil for one in look(school, "mark_none")} == {school["borya"]}


@pytest.mark.clause("4.2.2б")
def test_nobody_owes_a_work_or_a_term_mark_to_who_has_none(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    column(school, lesson, "control")
    now = at("18:00", date(2027, 1, 12))
    before = [one.amount for one in look(school, "works", MONDAY, LAST, now)]
    decide(school, "none")
    assert before == [4]
    assert [one.amount for one in look(school, "works", MONDAY, LAST, now)] == [3]
    assert {one.pupils for one in term_windows.waiting([group_of(school)], OPEN) if one.open} == {3}


def test_a_memo_puts_no_mark_of_another_scale(school: School) -> None:
    decide(school, "pass")
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "зач", at("9:40"))
    number = rows(Mark)[-1].id
    said = {"reason": "slip", "words": "", "evidence": ""}
    with refused("4.5.4"):
        memos.report_mistake(
            lesson,
            number,
            "5",
            None,
            **said,
            by=school.actor("vera"),
            now=at("12:00"),
        )


CHRISTMAS = date(2026, 12, 24)


def test_a_change_in_mid_period_tells_which_marks_stop_counting_before_it_is_made(school: School) -> None:
    """п. 4.5.5: the term mark is of the scale of the last day; what was set in another is lost to it."""
    marks(school, anya="5 5 4", borya="4 4 4")
    who, group, by = Person.get_by_id(school["anya"]), group_of(school), school.actor("dina", Role.DEPUTY)

    def change(first: date, *, sure: bool, mode: str = "pass") -> None:
        gradings.decide_pupil(who, [group], mode, (first, None), ORDER, sure, by=by, now=at("8:00"))

    for mode in ("pass", "none"):
        with refused("4.5.5") as caught:
            change(CHRISTMAS, sure=False, mode=mode)
        assert "II\u00a0четв.: алгебра — 3 отметки" in caught.value.message
        assert gradings_rules.SURE in caught.value.message
        assert "следующего периода" not in caught.value.message  # there is none
    assert rows(Grading) == []
    change(CHRISTMAS, sure=True)
    assert [one.mode for one in rows(Grading)] == ["pass"]


def test_the_day_from_which_nothing_is_lost_is_told_and_not_asked_about(school: School) -> None:
    _, second = two_quarters()
    start = Period.get_by_id(second.period).valid_from
    marks(school, anya="5 5 4")
    who, group, by = Person.get_by_id(school["anya"]), group_of(school), school.actor("dina", Role.DEPUTY)
    days = (date(2026, 11, 25), None)
    with refused("4.5.5") as caught:
        gradings.decide_pupil(who, [group], "pass", days, ORDER, False, by=by, now=at("8:00"))
    assert f"со следующего периода, с {start:%d.%m.%Y}" in caught.value.message
    gradings.decide_pupil(who, [group], "pass", (start, None), ORDER, False, by=by, now=at("8:00"))
    assert [one.valid_from for one in rows(Grading)] == [start]
