"""п. 3.2, 2.5, 4.7.1: what a family reads of its child, and what it never sees."""

from datetime import date, timedelta

import pytest

from ejournal.models.curriculum import DayOff, Group, GroupMember, GroupTeacher
from ejournal.models.people import Guardianship, Informing
from ejournal.models.timetable import Lesson
from tests.client import Web, queries
from tests.school import MONDAY, PUPILS, SINCE, School, at
from tests.views.steps import desk, fill

FRIDAY, TUESDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 25)
QUERIES = 24  # of a week
WITH_MARKS = 2  # of them, the works and the hand-ins of lessons that have marks
LATER = "10:52"  # marks typed at 10:42 are set


def diary(web: Web, key: str = "anya", pupil: str = "anya", query: str = "") -> str:
    return web.browser(key).get(f"/diary/{web.school[pupil]}{query}").text


def of_day(page: str, day: date) -> str:
    """The section of one day."""
    return page.split(f'id="day-{day}"')[1].split("</section>", 1)[0]


@pytest.mark.clause("4.7.1")
@pytest.mark.clause("2.5")
def test_homework_stands_on_the_day_it_is_due(web: Web) -> None:
    fill(desk(web))
    page = diary(web)
    assert "§ 5, № 6" in of_day(page, WEDNESDAY)  # the next lesson of algebra
    assert "§ 5, № 6" not in of_day(page, MONDAY)
    assert 'новое задание — <a href="#day-2026-11-25">на 25.11</a>' in of_day(page, MONDAY)


@pytest.mark.clause("4.7.1")
def test_homework_for_another_day_stands_on_that_day_even_without_a_lesson(web: Web) -> None:
    desk(web).htmx("homework", homework="Доклад", due="2026-11-26")
    page = diary(web)
    assert "Доклад" in of_day(page, date(2026, 11, 26)) and "Доклад" not in of_day(page, WEDNESDAY)


@pytest.mark.clause("4.7.1")
def test_homework_for_another_week_leads_to_its_day(web: Web) -> None:
    desk(web).htmx("homework", homework="Доклад", due="2026-12-02")
    link = f"/diary/{web.school['anya']}?week=2026-12-02"
    assert f'новое задание — <a href="{link}#day-2026-12-02">на 02.12</a>' in of_day(diary(web), MONDAY)
    assert "Доклад" in of_day(web.browser("anya").get(link).text, date(2026, 12, 2))


@pytest.mark.clause("4.7.1")
def test_no_homework_is_no_task(web: Web) -> None:
    desk(web).htmx("homework", absent="1")
    page = diary(web)
    assert "Задание" not in page and "новое задание" not in page


@pytest.mark.clause("2.5")
@pytest.mark.clause("3.2")
def test_set_marks_stand_with_their_kinds_of_work_and_the_average(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    vera.htmx("works", work="control")
    vera.reload()
    vera.mark("anya", "3", "control")
    web.clock.set(LATER)
    for key in ("anya", "anya_mother"):
        page = diary(web, key)
        monday = of_day(page, MONDAY)
        assert "контрольная работа" in monday and ">3</b>" in monday
        assert "ответ на уроке" in monday and ">5</b>" in monday
        assert "3,50" in page.split('id="marks"')[1]  # (5 × 1 + 3 × 3) ÷ 4


@pytest.mark.clause("2.5")
def test_absences_and_late_comings_are_told_in_words(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    vera.absence("anya", "Н")
    vera.absence("vova", "ОП")
    assert "отсутствовала" in of_day(diary(web), MONDAY)
    page = of_day(diary(web, "vova", "vova"), MONDAY)
    assert "опоздал" in page and "опоздала" not in page
    vera.absence("anya", "")
    assert "отсутствовала" not in diary(web)


@pytest.mark.clause("4.7.1")
def test_the_topic_and_the_timetable_of_the_day_are_there(web: Web) -> None:
    fill(desk(web))
    monday = of_day(diary(web), MONDAY)
    assert "Алгебра" in monday and "9:25–10:10" in monday and "Одночлены" in monday
    assert "английский" in monday


@pytest.mark.clause("4.5.4")
@pytest.mark.parametrize("key", ["anya", "anya_mother"])
def test_a_mark_in_entry_is_not_there_until_it_is_set(web: Web, key: str) -> None:
    fill(desk(web), anya="2")
    page = diary(web, key)
    assert ">2</b>" not in page and "ответ на уроке" not in page and 'id="marks"' not in page
    web.clock.set(LATER)
    assert ">2</b>" in of_day(diary(web, key), MONDAY)


@pytest.mark.clause("4.5.4")
def test_a_mark_handed_in_is_there_at_once(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="4")
    vera.plain(do="hand-in")
    assert ">4</b>" in of_day(diary(web), MONDAY)


@pytest.mark.clause("4.5.4")
def test_a_slip_that_was_retyped_or_taken_back_never_shows(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for pupil, values in (("anya", ("2", "5")), ("vova", ("2", ""))):
        for value in values:
            vera.mark(pupil, value)
    web.clock.set("12:00")
    assert ">5</b>" in diary(web) and ">2</b>" not in diary(web) and "2,00" not in diary(web)
    assert "ответ на уроке" not in diary(web, "vova", "vova")


@pytest.mark.clause("4.5.2")
def test_a_draft_is_not_there(web: Web) -> None:
    ahead = desk(web, day=WEDNESDAY)
    ahead.htmx("topic", topic="Задуманная тема")
    ahead.htmx("homework", homework="Задуманное задание")
    page = diary(web)
    assert "Задуманн" not in page and "Задуманн" not in diary(web, query="?week=2026-11-30")


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("key", ["anya", "anya_mother"])
def test_nothing_of_other_children_is_there(web: Web, key: str) -> None:
    vera = desk(web)
    fill(vera, vova="2", borya="3")
    vera.absence("glasha", "Н")
    web.clock.set(LATER)
    page = diary(web, key)
    for other in set(PUPILS) - {"anya"}:
        assert PUPILS[other][1] not in page and PUPILS[other][2] not in page, other
    assert ">2</b>" not in page and ">3</b>" not in page and "отсутствовал" not in page
    oleg = desk(web, "oleg", "english2")
    oleg.htmx("topic", topic="Лексика второй группы")
    oleg.htmx("homework", homework="Слова второй группы")
    assert "второй группы" not in diary(web, key)


@pytest.mark.clause("3.2")
def test_a_lesson_that_is_not_filled_says_nothing_against_the_teacher(web: Web) -> None:
    web.clock.set("18:00")
    fill(desk(web, day=FRIDAY, number=1))
    for query in ("", "?week=2026-11-16"):
        page = diary(web, query=query).casefold()
        for word in ("не заполн", "не отмечен", "нет темы", "опоздани", "черновик", "внесено", "4.5.4"):
            assert word not in page, word
        assert "refusal" not in page and 'class="late"' not in page


@pytest.mark.clause("4.5.4")
def test_nothing_about_entry_and_setting_is_told_to_a_family(web: Web) -> None:
    fill(desk(web), anya="5")
    web.clock.set(LATER)
    page = diary(web)
    for word in ("в записи", "выставлена", "10:42", "10:52"):
        assert word not in page


def second_child(school: School, electronic: bool) -> None:
    """Яна of grade 1 is a child of Аня's mother as well."""
    link = {"guardian": school["anya_mother"], "child": school["yana"], "valid_from": SINCE, "valid_to": None}
    Guardianship.create(relation="мать", **link)
    Informing.create(electronic=electronic, **link)


@pytest.mark.clause("3.2")
def test_several_children_have_a_diary_each_and_nothing_mixes(web: Web) -> None:
    web.db(second_child, web.school, True)
    fill(desk(web), anya="5")
    web.clock.set(LATER)
    anya, yana = diary(web, "anya_mother"), diary(web, "anya_mother", "yana")
    for page in (anya, yana):
        assert f'href="/diary/{web.school["anya"]}' in page and f'href="/diary/{web.school["yana"]}' in page
    assert "Алгебра" in anya and "Алгебра" not in yana and "Математика" in yana
    assert ">5</b>" not in yana


@pytest.mark.clause("3.2")
def test_a_child_on_paper_is_named_beside_the_open_diary_and_does_not_open(web: Web) -> None:
    web.db(second_child, web.school, False)
    web.settings(electronic_since=SINCE)
    page = diary(web, "anya_mother")
    assert "на бумаге" in page and f'href="/diary/{web.school["yana"]}' not in page
    assert web.browser("anya_mother").get(f"/diary/{web.school['yana']}").status_code == 403


@pytest.mark.clause("2.5")
def test_the_diary_turns_by_weeks(web: Web) -> None:
    fill(desk(web, day=FRIDAY, number=1))
    page = diary(web)
    assert "?week=2026-11-16" in page and "?week=2026-11-30" in page and "23–29 ноября 2026" in page
    assert "Одночлены" not in page
    assert "Одночлены" in of_day(diary(web, query="?week=2026-11-18"), FRIDAY)


def taught_at_home(web: Web, since: date) -> None:
    """Anya leaves every group of her class on a day, and has one lesson of her own on each later one."""
    anya, vera, algebra = web.school["anya"], web.school["vera"], web.school.groups["algebra"]
    members = GroupMember.update(valid_to=since - timedelta(days=1)).where(GroupMember.person == anya)
    members.execute()
    group = Group.get_by_id(algebra)
    home = Group.create(
        year=group.year_id, subject=group.subject_id, cohort=group.cohort_id, kind="home",
        name="7 класс, обучение на дому", grade=7, grading="five",
    )  # fmt: skip
    GroupMember.create(group=home, person=anya, valid_from=since)
    GroupTeacher.create(group=home, person=vera, valid_from=since)
    for day in (since, since + timedelta(days=1)):
        Lesson.create(
            group=home, date=day, number=7, room="на дому",
            starts_at=at("14:20", day), ends_at=at("15:05", day),
        )  # fmt: skip


@pytest.mark.clause("3.2")
def test_a_pupil_who_learns_at_home_sees_those_lessons_and_none_of_the_class(web: Web) -> None:
    """From the day of the change on; what was before it stays."""
    desk(web).htmx("homework", homework="Параграф класса")
    web.db(taught_at_home, web, MONDAY)
    page = diary(web)
    for day in (MONDAY, TUESDAY):
        assert of_day(page, day).count('class="head"') == 1
        assert "14:20–15:05, на дому" in of_day(page, day)
    for number in (25, 26, 27):
        assert "Уроков нет" in of_day(page, date(2026, 11, number))
    assert "Параграф класса" not in page
    assert "Параграф класса" in diary(web, "borya", "borya")
    before = diary(web, query="?week=2026-11-18")
    assert "Алгебра" in of_day(before, FRIDAY) and "на дому" not in before


def test_a_day_off_says_why(web: Web) -> None:
    web.db(DayOff.create, reason="Карантин", valid_from=WEDNESDAY, valid_to=WEDNESDAY, cohort=None)
    page = diary(web)
    assert "Карантин" in of_day(page, WEDNESDAY) and "Карантин" not in of_day(page, MONDAY)


def test_a_week_that_is_no_date_never_fails(web: Web) -> None:
    anya, address = web.browser("anya"), f"/diary/{web.school['anya']}?week="
    values = (
        "", "x", "2026-02-30", "0001-01-01", "9999-12-31", "2026-W48", "-1", "1" * 5000, "%00", "%ED%A0%80",
        "2046-11-23", "2006-11-23", "2026-11-23T10:00",
    )  # fmt: skip
    statuses = {value[:20]: anya.get(address + value).status_code for value in values}
    assert set(statuses.values()) == {200}, statuses


@pytest.mark.clause("3.2")
def test_every_reading_is_noted(web: Web) -> None:
    diary(web, "anya_mother")
    mother, anya = web.school["anya_mother"], web.school["anya"]
    assert web.noted() == [("read", "guardian", mother, "diary.week", anya)]


def test_the_diary_asks_the_database_no_more_for_a_full_week_and_for_more_children(web: Web) -> None:
    mother = web.browser("anya_mother")
    address = f"/diary/{web.school['anya']}"
    fill(desk(web, day=FRIDAY, number=1))
    with queries() as quiet:
        mother.get(address)
    for key, group in (("vera", "algebra"), ("marina", "english1")):
        fill(desk(web, key, group), anya="5")
    web.db(second_child, web.school, True)
    web.clock.set(LATER)
    with queries() as full:
        page = mother.get(address).text
    assert page.count(">5</b>") == 2
    assert len(full) <= QUERIES
    assert len(full) - len(quiet) <= WITH_MARKS


def test_a_printed_diary_names_the_school_and_the_week(web: Web) -> None:
    page = diary(web)
    line = page.split('<p class="printed">')[1].split("</p>", 1)[0]
    assert "неделя 23–29 ноября 2026" in line
    assert line.startswith(page.split('class="home" href="/">')[1].split("<", 1)[0])
