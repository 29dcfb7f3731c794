"""The pages of term marks: one press sets what is proposed, a refusal keeps what was chosen."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.terms import Term, TermMark, decisions
from ejournal.models.timetable import Lesson
from ejournal.services import term_marks
from ejournal.services.term_marks import Choice
from tests.client import Browser, Web, queries
from tests.school import at
from tests.services.terms import (
    AFTER,
    DEADLINE,
    MORNING,
    OPEN,
    WINDOW,
    answers,
    choose,
    give,
    group_of,
    quarter,
)
from tests.views.tables import row

pytestmark = pytest.mark.clause("4.5.5")

QUERIES, CLASS_QUERIES = 30, 30


@pytest.fixture
def marked(web: Web) -> Web:
    """Algebra with marks, on the second day of the window: 4,67; 4,00; one mark; none."""
    given = {"anya": "5 5 4", "borya": "4 4 4", "vova": "3"}
    by_pupil = {web.school[key]: answers(values) for key, values in given.items()}
    web.db(give, web.school.groups["algebra"], by_pupil, by=web.school.actor("vera"), now=MORNING)
    web.clock.hands[0] = OPEN
    return web


def address(web: Web, key: str = "algebra") -> str:
    return f"/terms/{web.school.groups[key]}"


def values(web: Web) -> dict[int, str]:
    found = web.db(decisions, [web.school.groups["algebra"]])
    return {pupil: one.value for (_, pupil, _), one in found.items()}


def chosen(web: Web, browser: Browser, **marks: str) -> dict[str, str]:
    """The form of the page with these marks chosen."""
    fields = browser.form(address(web))
    for key, value in marks.items():
        start = f"mark-{web.school[key]}-"
        fields[next(name for name in fields if name.startswith(start))] = value
    return fields


def test_the_page_tells_the_average_what_is_proposed_and_how_long_there_is_time(marked: Web) -> None:
    page = marked.browser("vera").get(address(marked)).text
    assert "осталось 4 дня" in page
    assert row(page, "1. Алёшина Аня")[1:5] == ["4,67", "3", "", "5"]
    assert row(page, "2. Власов Владимир")[1:5] == ["3,00", "1 из 3 мало", "", "—"]


def test_one_press_sets_what_is_proposed_for_whoever_has_enough_marks(marked: Web) -> None:
    vera, school = marked.browser("vera"), marked.school
    answer = vera.post(f"{address(marked)}/proposed", chosen(marked, vera, vova="н/а", glasha=""))
    assert answer.status_code == 422 and "Выставлено: 2" in answer.text
    assert values(marked) == {school["anya"]: "5", school["borya"]: "4"}


def test_a_refused_choice_stays_on_the_page_and_the_others_are_set(marked: Web) -> None:
    vera, school = marked.browser("vera"), marked.school
    fields = chosen(marked, vera, anya="5", borya="2")
    answer = vera.post(address(marked), fields)
    assert answer.status_code == 422
    assert "предлагается «4»" in answer.text and "п. 4.5.5" in answer.text
    assert values(marked) == {school["anya"]: "5"}
    kept = answer.text.partition(f'name="mark-{school["borya"]}-0"')[2].partition("</select>")[0]
    assert '<option value="2" selected>' in kept
    two = {f"reason-{school['borya']}": "control", f"mark-{school['borya']}-0": "2"}
    again = vera.form(address(marked)) | two
    assert vera.post(address(marked), again).status_code == 303
    assert values(marked)[school["borya"]] == "2"
    assert "решили контрольные работы" in vera.get(address(marked)).text


def test_the_same_form_twice_and_a_stale_form(marked: Web) -> None:
    vera = marked.browser("vera")
    fields = chosen(marked, vera, anya="5")
    stale = chosen(marked, vera, anya="4")
    for _ in range(2):
        assert vera.post(address(marked), fields).status_code == 303
    assert vera.post(address(marked), stale).status_code == 422
    assert marked.db(TermMark.select().count) == 1


def test_after_the_deadline_the_page_cannot_be_changed_and_tells_of_the_memo(marked: Web) -> None:
    vera = marked.browser("vera")
    fields = chosen(marked, vera, anya="5")
    marked.clock.hands[0] = at("8:00", AFTER)
    answer = marked.browser("vera").post(address(marked), fields)
    assert answer.status_code == 422
    assert "п. 4.5.5" in answer.text and "служебную записку" in answer.text
    assert "<select" not in marked.browser("vera").get(address(marked)).text
    assert values(marked) == {}


def test_the_deputy_gives_more_time_in_one_click(marked: Web) -> None:
    marked.clock.hands[0] = at("8:00", AFTER)
    dina, path = marked.browser("dina"), f"{address(marked)}/extend"
    sent = dina.form(address(marked), path)
    assert dina.post(path, sent).status_code == 303
    vera = marked.browser("vera")
    assert vera.post(address(marked), chosen(marked, vera, anya="5")).status_code == 303
    assert dina.post(address(marked), sent).status_code == 403


def test_the_deputy_takes_the_given_days_back(marked: Web) -> None:
    marked.clock.hands[0] = at("8:00", AFTER)
    dina = marked.browser("dina")
    for what, told in (("extend", "Срок продлён"), ("withdraw", "Продление снято")):
        path = f"{address(marked)}/{what}"
        assert told in dina.get(dina.post(path, dina.form(address(marked), path)).headers["Location"]).text
    assert "Снять продление" not in dina.get(address(marked)).text
    assert "<select" not in marked.browser("vera").get(address(marked)).text


@pytest.mark.parametrize(
    ("who", "read", "write"),
    [
        ("vera", 200, 303),
        ("oleg", 404, 404),
        ("nina", 200, 403),
        ("dina", 200, 403),
        ("alla", 403, 403),
        ("anya", 403, 403),
    ],
)
def test_the_teacher_of_the_page_sets_and_the_others_read_or_do_not(
    marked: Web, who: str, read: int, write: int
) -> None:
    fields = chosen(marked, marked.browser("vera"), anya="5")
    fields.pop("key")
    browser = marked.browser(who)
    assert browser.get(address(marked)).status_code == read
    key = f"page~{marked.school[who]}"
    assert browser.post(address(marked), fields | {"key": key}).status_code == write


def test_a_substitute_of_one_lesson_sets_no_term_marks(marked: Web) -> None:
    lesson = marked.lesson("algebra", OPEN.date() + timedelta(days=1), 1)
    marked.db(_substitute, lesson, marked.school["oleg"])
    marked.clock.hands[0] = OPEN + timedelta(days=1)
    assert marked.browser("oleg").get(address(marked)).status_code == 404


def _substitute(lesson: int, person: int) -> None:
    Lesson.update(substitute=person).where(Lesson.id == lesson).execute()


def test_the_line_of_my_lessons_counts_the_groups_down(marked: Web) -> None:
    vera = marked.browser("vera")
    assert "Итоговые отметки за II четверть: до 28 декабря, осталось 1 группа" in vera.get("/today").text
    marked.clock.hands[0] = at("12:00", WINDOW - timedelta(days=1))
    assert "Итоговые отметки за" not in marked.browser("vera").get("/today").text
    marked.clock.hands[0] = at("12:00", AFTER)
    assert "Итоговые отметки за" not in marked.browser("vera").get("/today").text


def test_the_line_tells_the_day_that_a_page_was_given(marked: Web) -> None:
    marked.clock.hands[0] = at("8:00", AFTER)
    by = marked.school.actor("dina", Role.DEPUTY)
    page = marked.db(group_of, marked.school)
    marked.db(term_marks.extend, page, marked.db(quarter), None, "lesson", by=by, now=at("8:00", AFTER))
    assert "за II четверть: до 30 декабря, осталось 1 группа" in marked.browser("vera").get("/today").text


def test_the_list_tells_of_every_own_page_and_of_the_led_class(marked: Web) -> None:
    nina = marked.browser("nina").get("/terms").text
    assert f"/terms/classes/{marked.school.classes['7']}" in nina
    assert row(nina, "7 класс, История")[1:] == ["II четверть", "до 28.12", "0 из 4"]
    assert "7 класс, Алгебра" not in nina
    assert "/terms/classes/" not in marked.browser("vera").get("/terms").text


def test_the_class_page_tells_what_is_set_what_is_proposed_and_what_is_missing(marked: Web) -> None:
    vera, path = marked.browser("vera"), f"/terms/classes/{marked.school.classes['7']}"
    vera.post(address(marked), chosen(marked, vera, anya="5"))
    page = marked.browser("nina").get(path).text
    head = row(page, "Ученик")
    place = head.index("Алгебра")
    assert row(page, "1. Алёшина Аня")[place] == "5"
    assert row(page, "1. Алёшина Аня")[-1] == "пока не по всем предметам"
    assert row(page, "4. Морозов Борис")[place] == "(4)"
    assert row(page, "2. Власов Владимир")[place] == "—"
    assert row(page, "Не выставлено")[place] == "3"
    assert marked.browser("vera").get(path).status_code == 403
    one = f"/terms/classes/{marked.school.classes['1']}"
    first = marked.browser("dina").get(one).text
    assert "Обучение без отметок" in first and "Не выставлено" not in first


def test_the_pages_ask_the_database_no_more_for_more_marks(marked: Web) -> None:
    vera, nina = marked.browser("vera"), marked.browser("nina")
    path = f"/terms/classes/{marked.school.classes['7']}"
    vera.get(address(marked))
    with queries() as few:
        vera.get(address(marked))
    with queries() as few_of_class:
        nina.get(path)
    more = {marked.school[key]: answers("5 5 4 4 5 Н 3") for key in ("anya", "borya", "vova", "glasha")}
    for group in ("history", "english1"):
        marked.db(give, marked.school.groups[group], more, by=marked.school.actor("nina"), now=MORNING)
    vera.post(f"{address(marked)}/proposed", chosen(marked, vera))
    with queries() as many:
        vera.get(address(marked))
    with queries() as many_of_class:
        nina.get(path)
    assert len(many) <= len(few) <= QUERIES
    assert len(many_of_class) <= len(few_of_class) <= CLASS_QUERIES


def test_a_page_without_marks_takes_sentences(marked: Web) -> None:
    vera = marked.browser("vera")
    fields = vera.form(address(marked, "counting"))
    name = f"mark-{marked.school['yana']}-0"
    assert vera.post(address(marked, "counting"), fields | {name: "освоил(а) программу"}).status_code == 303
    shown = vera.get(address(marked, "counting")).text
    assert '<option value="освоил(а) программу" selected>' in shown
    assert "Записано: <b>1</b> из 1" in shown
    assert row(vera.get("/terms").text, "1 класс, Математика")[-1].startswith("1 из 1")
    of_class = marked.browser("dina").get(f"/terms/classes/{marked.school.classes['1']}").text
    assert "освоил(а) программу" in row(of_class, "1. ")
    assert "Без отметок, записано: <b>1</b> из" in of_class


def test_the_deputy_makes_a_page_half_yearly(marked: Web) -> None:
    dina, path = marked.browser("dina"), f"{address(marked, 'history')}/by"
    answer = dina.post(path, dina.form(address(marked, "history"), path) | {"by": "half"})
    assert answer.status_code == 303
    assert "I полугодие" in marked.browser("nina").get(address(marked, "history")).text
    assert "I полугодие" in marked.browser("nina").get(f"/journal/{marked.school.groups['history']}").text
    assert "I полугодие" not in marked.browser("vera").get(address(marked)).text


def test_the_deputy_clears_a_debt_of_the_past_year_by_a_protocol(marked: Web) -> None:
    school = marked.school
    marked.db(_failed, marked)
    marked.clock.hands[0] = at("12:00", date(2027, 9, 10))
    dina = marked.browser("dina")
    path = f"{address(marked)}/debts/{school['vova']}"
    sent = dina.form("/terms/debts", path)
    assert (
        sent["value"] == "" and sent["kind"] == "year" and "г..</p>" not in dina.get("/terms/debts").text
    ), "no mark is chosen for her"
    refused = dina.post(path, sent | {"value": "3"})
    assert refused.status_code == 422 and "<option selected>3</option>" in refused.text
    unsaid = dina.post(path, sent | {"value": "", "paper": "№ 3 & <10>"})
    assert unsaid.status_code == 422 and 'value="№ 3 &amp; &lt;10&gt;"' in unsaid.text
    assert dina.post(path, sent | {"value": "3", "paper": "№ 3 от 10.09.2027"}).status_code == 303
    cleared = dina.get("/terms/debts").text
    assert "протокол № 3 от 10.09.2027" in cleared
    assert '<s><span class="vh">было </span>2</s> 3' in cleared, "what was owed stays visible"
    assert values(marked)[school["vova"]] == "3"


def _failed(web: Web) -> None:
    for term in (quarter(), Term("year")):
        choose(web.school, {"vova": Choice("2", reason="control")}, term=term)


def test_a_deadline_holds_to_the_end_of_its_day(marked: Web) -> None:
    marked.clock.hands[0] = at("23:59", DEADLINE)
    vera = marked.browser("vera")
    assert "сегодня последний день" in vera.get(address(marked)).text
    assert vera.post(address(marked), chosen(marked, vera, anya="5")).status_code == 303


def test_whoever_comes_back_is_given_time_alone(marked: Web) -> None:
    by = marked.school.actor("dina", Role.DEPUTY)
    extend = term_marks.extend
    marked.db(
        lambda: extend(group_of(marked.school), quarter(), marked.school["anya"], "returned", by=by, now=OPEN)
    )
    marked.clock.hands[0] = at("8:00", AFTER)
    vera = marked.browser("vera")
    fields = vera.form(address(marked))
    assert [name for name in fields if name.startswith("mark-")] == [f"mark-{marked.school['anya']}-0"]
