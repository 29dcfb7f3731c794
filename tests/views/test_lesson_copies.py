"""«Как в 7А» and «Заполнить пару» on the lesson page: done by one press, with htmx or without."""

from datetime import date

import pytest

from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.journal import LessonText
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from tests.client import Web
from tests.school import SINCE
from tests.views.steps import Desk, code, columns, desk, has_text, text

FRIDAY = date(2026, 11, 27)
TOPIC = "Дробные выражения"


@pytest.fixture
def parallel(web: Web) -> Desk:
    """Monday's English of 7Б; Марина has given that of 7А: a topic, homework, a column of a test."""
    group = web.school.groups["english2"]
    web.db(GroupTeacher.create, group=group, person=web.school["marina"], valid_from=SINCE)
    web.db(Group.update(name="7А класс").where(Group.id == web.school.groups["english1"]).execute)
    given = desk(web, "marina", "english1")
    given.htmx("topic", topic=TOPIC)
    given.htmx("homework", homework="упр. 5")
    given.htmx("works", work="test")
    return desk(web, "marina", "english2")


def button(page: str, name: str) -> tuple[str, str]:
    """The value and the words of a button."""
    found = page.split(f'<button name="{name}" value="')[1]
    return found.split('"')[0], found.split(">")[1].split("</button")[0]


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize("way", ["htmx", "plain"])
def test_the_button_says_what_comes_from_where_and_it_comes(web: Web, parallel: Desk, way: str) -> None:
    source, words = button(parallel.browser.get(parallel.address).text, "parallel")
    assert words == f"Как в 7А: тема «{TOPIC}», задание «упр. 5», колонка Тест"
    for _ in range(2):  # a repeated request is the same deed
        if way == "htmx":
            answer = parallel.htmx("parallel", parallel=source)
            assert answer.status_code == 200 and answer.headers["HX-Trigger"].startswith('{"lesson-copied"')
        else:
            assert parallel.plain(parallel=source).status_code in (303, 422)
    assert has_text(parallel, "topic", TOPIC) and has_text(parallel, "homework", "упр. 5")
    assert columns(parallel) == ["test"]
    assert 'name="parallel"' not in parallel.browser.get(parallel.address).text


def test_after_it_the_whole_form_comes_anew(web: Web, parallel: Desk) -> None:
    form = parallel.browser.htmx_get(parallel.address).text
    assert form.lstrip().startswith('<form id="lesson"') and "<html" not in form


@pytest.mark.clause("4.5.2")
def test_what_is_typed_in_the_same_form_comes_first(web: Web, parallel: Desk) -> None:
    source, _ = button(parallel.browser.get(parallel.address).text, "parallel")
    assert parallel.plain(homework="упр. 9", parallel=source).status_code == 303
    assert has_text(parallel, "homework", "упр. 9") and has_text(parallel, "topic", TOPIC)


def test_a_stale_button_takes_nothing_and_says_so(web: Web, parallel: Desk) -> None:
    for source in ("", "0", "999", str(parallel.lesson), "x"):
        refused = parallel.htmx("parallel", parallel=source)
        assert refused.status_code == 422 and "Обновите страницу" in refused.text
    assert text(web, parallel.lesson, "topic") is None


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("part", ["parallel", "pair"])
@pytest.mark.parametrize(("key", "status"), [("oleg", 404), ("nina", 403), ("anya", 403), (None, 401)])
def test_a_stranger_fills_no_lesson_of_others(web: Web, part: str, key: str | None, status: int) -> None:
    lesson = web.lesson("algebra", FRIDAY, 2)
    answer = web.browser(key).htmx_post(f"/lessons/{lesson}/{part}", {"key": "k", part: "1"})
    assert answer.status_code == status
    assert web.db(LessonText.select().count) == 0


@pytest.mark.parametrize("part", ["parallel", "pair"])
def test_a_deed_is_never_done_by_opening_an_address(web: Web, part: str) -> None:
    assert web.browser("vera").get(f"/lessons/{web.lesson('algebra')}/{part}").status_code == 405


@pytest.fixture
def first(web: Web) -> Desk:
    """Friday's first lesson of two: its topic is taken from the plan, Аня is absent."""
    web.clock.set("8:40", FRIDAY)
    vera = desk(web, day=FRIDAY, number=1)
    item, _ = button(vera.browser.get(vera.address).text, "take")
    vera.htmx("topic", take=item)
    vera.fields.pop("take")
    vera.absence("anya", "Н")
    return vera


def second(web: Web) -> Desk:
    return desk(web, day=FRIDAY, number=2)


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize("way", ["htmx", "plain"])
def test_before_the_bell_the_second_lesson_gets_drafts(web: Web, first: Desk, way: str) -> None:
    page = first.browser.get(first.address).text
    other, words = button(page, "pair")
    assert words.endswith("2-му уроку тема «Контрольная работа № 2», задание «§ 2» (черновик)")
    assert "посещаемость — со звонка, в 9:25" in page and "1-му уроку — «не задано»" in page
    answer = first.htmx("pair", pair=other) if way == "htmx" else first.plain(pair=other)
    assert answer.status_code == (200 if way == "htmx" else 303)
    after = second(web)
    found = text(web, after.lesson, "topic")
    assert found and found.draft and code(after, "anya") == "—"
    assert "✓ тема, ✓ задание, ○ посещаемость" in first.browser.get(first.address).text


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_from_the_bell_on_attendance_comes_too_and_the_first_lesson_may_be_silent(
    web: Web, first: Desk
) -> None:
    web.clock.set("9:30", FRIDAY)
    after = second(web)
    other, words = button(after.browser.get(after.address).text, "pair")
    assert words.endswith("посещаемость")
    answer = after.htmx("pair", pair=other, **{"pair-silent": "1"})
    assert answer.status_code == 200 and "✓ тема, ✓ задание, ✓ посещаемость" in answer.text
    assert has_text(after, "topic", "Контрольная работа № 2") and code(after, "anya") == "Н"
    homework = text(web, first.lesson, "homework")
    assert homework and homework.absent
    after.reload()
    refused = after.htmx("pair", pair="again")
    assert refused.status_code == 422 and "Заполнять в паре нечего" in refused.text


@pytest.mark.clause("4.5.2")
def test_a_pair_split_by_a_substitute_is_not_offered_or_filled(web: Web, first: Desk) -> None:
    lesson = web.lesson("algebra", FRIDAY, 2)
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    assert 'name="pair"' not in first.browser.get(first.address).text
    assert first.htmx("pair", pair=str(lesson)).status_code == 422
    assert text(web, lesson, "topic") is None


def test_a_closed_week_offers_nothing(web: Web, first: Desk) -> None:
    web.settings(late_entries_refused=True)
    web.clock.set("9:00", date(2026, 11, 28))
    assert 'name="pair"' not in first.browser.get(first.address).text


def test_who_only_reads_the_lesson_is_offered_nothing(web: Web, first: Desk) -> None:
    assert 'name="pair"' not in web.browser("dina").get(first.address).text


@pytest.mark.clause("4.5.3")
def test_a_plan_without_homework_offers_not_set_by_the_same_key(web: Web) -> None:
    web.db(PlanItem.update(homework="").execute)
    vera = desk(web)
    page = vera.browser.get(vera.address).text
    item, words = button(page, "take-homework")
    assert words == "Не задано" and page.count('accesskey="з"') == 1
    assert vera.htmx("homework", **{"take-homework": item}).status_code == 200
    found = text(web, vera.lesson, "homework")
    assert found and found.absent


def test_every_key_of_the_page_opens_one_thing(web: Web, first: Desk) -> None:
    for address in (first.address, f"/lessons/{web.lesson('algebra', FRIDAY, 2)}"):
        page = first.browser.get(address).text
        letters = [part.split('"')[0] for part in page.split('accesskey="')[1:]]
        assert len(letters) == len(set(letters)) >= 3


def test_a_colleague_is_told_of_all_the_parts_that_a_copy_changed(web: Web, first: Desk) -> None:
    group = web.school.groups["algebra"]
    web.db(GroupTeacher.create, group=group, person=web.school["oleg"], valid_from=SINCE)
    web.clock.set("9:30", FRIDAY)
    oleg = desk(web, "oleg", day=FRIDAY, number=2)
    tag = oleg.browser.get(oleg.address).text.split("data-seen='")[1].split("'")[0]
    assert first.htmx("pair", pair=str(oleg.lesson)).status_code == 200
    told = oleg.browser.send("GET", f"{oleg.address}/changes", htmx=True, headers={"If-None-Match": tag}).text
    assert all(f'id="{part}"' in told for part in ("topic", "homework", "roll", "state"))
