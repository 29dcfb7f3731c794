"""«Журналы» and «Страница журнала»: pupils × dates with marks, absences, averages; closing a week."""

from datetime import date

import pytest
from werkzeug.test import TestResponse

from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import WeekClosing
from ejournal.models.people import Person, PersonName
from ejournal.models.timetable import Lesson
from ejournal.services import attendance, marks
from tests.client import Web, form, queries
from tests.school import SINCE, School, at
from tests.views.steps import desk, fill
from tests.views.tables import row, rows

FRIDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 18)
QUERIES, LIST_QUERIES, WHO_QUERIES = 24, 10, 16  # of a page of the journal, of the list, of who wrote it


def page(web: Web, key: str = "vera", group: str = "algebra", query: str = "") -> str:
    return web.browser(key).get(f"/journal/{web.school.groups[group]}{query}").text


@pytest.mark.clause("4.5.4")
@pytest.mark.clause("2.1")
def test_the_page_holds_pupils_by_dates_with_marks_absences_kinds_and_averages(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    vera.htmx("works", work="control")
    vera.reload()
    vera.mark("anya", "3", "control")
    vera.absence("vova", "Н")
    vera.absence("glasha", "ОП")
    web.clock.set("11:00")
    shown = page(web)
    anya, vova, glasha = (row(shown, name) for name in ("Алёшина", "Власов", "Громова"))
    assert (anya[-4:], vova[-4:]) == (["5", "3", "3,50", "0"], ["Н", "долг", "—", "1"])
    assert glasha[-4:] == ["ОП", "", "—", "0"]
    assert "Отв" in shown and "КР" in shown and "Контрольная работа" in shown


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_the_page_holds_topics_homework_and_what_was_late(web: Web) -> None:
    fill(desk(web, day=FRIDAY, number=1))
    fill(desk(web))
    friday, monday = row(page(web), "20.11"), row(page(web), "23.11")
    assert monday[1:3] == ["Одночлены", "§ 5, № 6"] and "опозданием" not in monday[3]
    assert "тема, задание и посещаемость: внесено с опозданием 3 дн." in friday[3]


@pytest.mark.clause("4.5.2")
def test_a_draft_is_not_in_the_journal_yet(web: Web) -> None:
    web.clock.set("9:00")
    desk(web).htmx("topic", topic="Одночлены")
    assert "Одночлены" not in page(web) and "Одночлены" not in page(web, "dina")


@pytest.mark.clause("4.5.4")
def test_marks_in_entry_are_seen_by_their_author_alone_and_count_in_no_average(web: Web) -> None:
    fill(desk(web), anya="2")
    assert row(page(web), "Алёшина")[-3:] == ["2", "—", "0"]
    for reader in ("nina", "dina", "igor"):
        assert row(page(web, reader), "Алёшина")[-3:] == ["", "—", "0"]
    web.clock.set("10:52")
    for reader in ("vera", "nina", "dina", "igor"):
        assert row(page(web, reader), "Алёшина")[-3:] == ["2", "2,00", "0"]


@pytest.mark.clause("4.5.4")
def test_who_wrote_a_cell_and_when_is_told_of_what_the_reader_may_see(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="2")
    vera.absence("vova", "Н")
    web.clock.set("10:41")
    vera.absence("vova", "ОП")
    address = f"/journal/{web.school.groups['algebra']}/who"
    anya, vova = (f"{vera.lesson}-{web.school[key]}" for key in ("anya", "vova"))
    late = "«ОП» — В.И.\xa0Ветрова, 23.11 в 10:41"
    nina = web.browser("nina")
    with queries() as few:
        assert nina.get(address).json == {vova: late}
    web.clock.set("10:52")
    told = nina.get(address).json
    assert told == {anya: "«2», ответ на уроке — В.И.\xa0Ветрова, 23.11 в 10:42", vova: late}
    assert nina.get(f"{address}?from=2026-11-01&to=2026-11-22").json == {}
    assert len(few) <= WHO_QUERIES


@pytest.mark.clause("2.1")
def test_pupils_stand_in_the_order_of_the_alphabet_with_yo_as_ye(web: Web) -> None:
    shown = page(web)
    names = ("Алёшина", "Власов", "Громова", "Морозов")
    assert sorted(names, key=shown.index) == list(names)


@pytest.mark.clause("2.1")
def test_who_left_the_group_stays_on_the_page_with_what_was_written(web: Web) -> None:
    fill(desk(web, day=FRIDAY, number=1))
    mine = GroupMember.person == web.school["vova"]
    web.db(GroupMember.update(valid_to=FRIDAY).where(mine).execute)
    assert "выбыл 20.11" in " ".join(row(page(web), "Власов"))


@pytest.mark.clause("4.5.2")
def test_a_substitution_is_named_on_the_page(web: Web) -> None:
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == web.lesson("algebra")).execute)
    assert "замена: Орлов О.П." in row(page(web), "23.11")[3]


@pytest.mark.clause("2.1")
def test_the_span_of_days_is_chosen_by_period_or_by_dates(web: Web) -> None:
    assert "II четверть" in page(web)
    shown = page(web, query="?from=2026-11-16&to=2026-11-18")
    assert [cells[0] for cells in rows(shown) if cells and cells[0] in ("16.11", "18.11", "20.11")] == [
        "16.11",
        "18.11",
    ]


def test_a_span_that_cannot_be_never_fails(web: Web) -> None:
    vera, address = web.browser("vera"), f"/journal/{web.school.groups['algebra']}"
    values = (
        "", "x", "2026-02-30", "0001-01-01", "9999-12-31", "-1", "1" * 5000, str(10**30), "%00", "%ED%A0%80",
    )  # fmt: skip
    asked = [f"?period={value}" for value in values]
    asked += [f"?from={first}&to={last}" for first in values for last in ("2026-11-23", first)]
    asked += [f"?from=2026-11-02&to={last}" for last in values]
    statuses = {query[:70]: vera.get(address + query).status_code for query in asked}
    assert {query: status for query, status in statuses.items() if status not in (200, 404, 422)} == {}


@pytest.mark.clause("3.1")
def test_the_list_holds_the_pages_within_reach_and_no_others(web: Web) -> None:
    reach = {"vera": {"algebra", "counting"}, "oleg": {"english2"}, "dina": set(web.school.groups)}
    reach["nina"] = set(web.school.groups) - {"counting"}
    for key, groups in reach.items():
        shown = web.browser(key).get("/journal").text
        found = {name for name, group in web.school.groups.items() if f'"/journal/{group}"' in shown}
        assert found == groups, key


@pytest.mark.clause("4.4.3")
def test_the_class_teacher_sees_what_is_not_marked_and_closes_the_week(web: Web) -> None:
    fill(desk(web, day=WEDNESDAY))
    nina = web.browser("nina")
    shown = nina.get("/journal").text
    assert "16–22 ноября 2026" in shown and "посещаемость не отмечена" in shown
    assert f'/lessons/{web.lesson("algebra", date(2026, 11, 20), 1)}"' in shown.split("16–22 ноября")[1]
    assert "закрыть можно с 27.11 в 11:15" in shown
    week = f"/attendance/{web.school.classes['7']}?week=2026-11-16"
    assert f'href="{week}"' in shown
    action = f"/attendance/{web.school.classes['7']}/close?week=2026-11-16"
    sent = form(nina.get(week).text, action)
    unsure = nina.post(action, sent)
    assert (
        unsure.status_code == 422
        and "Не отмечена посещаемость" in unsure.text
        and "Закрыть без неё" in unsure.text
    )
    sent["sure"] = "yes"
    for _ in range(2):  # the second time the button is pressed on the same page
        assert nina.post(action, sent).location == week
    assert web.db(lambda: [row.monday for row in WeekClosing.select()]) == [date(2026, 11, 16)]
    assert "закрыта 23.11 в 10:42" in nina.get("/journal").text


@pytest.mark.clause("4.4.3")
def test_a_week_is_closed_once_and_never_ahead_of_time(web: Web) -> None:
    nina, action = web.browser("nina"), f"/attendance/{web.school.classes['7']}/close"
    assert nina.post(action, {"key": "a", "monday": "2026-11-16", "sure": "yes"}).status_code == 303
    for monday in (
        "2026-11-16", "2026-11-23", "2026-11-30", "2026-11-17",
        "", "x", "9999-12-31", "0001-01-02", "%00", "1" * 5000,
    ):  # fmt: skip
        answer = nina.post(action, {"key": f"b{monday}", "monday": monday, "sure": "yes"})
        assert (answer.status_code, "refusal" in answer.text) == (422, True), monday
    assert nina.post(action, {"monday": "2026-11-09"}).status_code == 422
    assert web.db(lambda: WeekClosing.select().count()) == 1


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("key", ["vera", "dina", "igor", "alla", "anya", "anya_mother"])
def test_nobody_else_closes_a_week(web: Web, key: str) -> None:
    action = f"/attendance/{web.school.classes['7']}/close"
    assert web.browser(key).post(action, {"key": "k", "monday": "2026-11-16"}).status_code == 403
    assert action not in web.browser("dina").get("/journal").text


def crowd(school: School) -> list[int]:
    """Thirty more pupils in algebra."""
    pupils = []
    for number in range(30):
        person = Person.create(snils=f"998{number:08}", sex="f")
        PersonName.create(
            person=person, surname=f"Новая{number}", name="Яна", patronymic=None, folded="", valid_from=SINCE
        )
        GroupMember.create(group=school.groups["algebra"], person=person, valid_from=SINCE, valid_to=None)
        pupils.append(int(person.id))
    return pupils


def mark_all(school: School, pupils: list[int]) -> None:
    """The first is late, everybody gets a mark on Friday the 20th."""
    lesson, now = school.lesson("algebra", FRIDAY, 1), at("9:00", FRIDAY)
    attendance.call_roll(lesson, {pupils[0]: "ОП"}, by=school.actor("vera"), now=now)
    for pupil in pupils:
        marks.put_mark(lesson, "answer", pupil, 0, "5", by=school.actor("vera"), now=now)


@pytest.mark.clause("2.1")
def test_the_page_asks_the_database_no_more_for_more_pupils(web: Web) -> None:
    for key in ("borya", "vova", "glasha"):
        mine = GroupMember.person == web.school[key]
        web.db(GroupMember.delete().where(mine).execute)
    web.db(mark_all, web.school, [web.school["anya"]])
    browser, address = web.browser("vera"), f"/journal/{web.school.groups['algebra']}"
    with queries() as one:
        browser.get(address)
    web.db(mark_all, web.school, web.db(crowd, web.school))
    with queries() as many:
        shown = browser.get(address).text
    assert shown.count("Новая") == 30
    assert len(one) == len(many) <= QUERIES


def test_the_page_asks_the_database_no_more_for_more_lessons(web: Web) -> None:
    fill(desk(web), anya="5")
    web.clock.set("20:00", date(2026, 12, 30))
    browser, address = web.browser("vera"), f"/journal/{web.school.groups['algebra']}"
    with queries() as few:
        assert browser.get(f"{address}?from=2026-11-20&to=2026-11-23").text.count('href="/lessons/') == 3 * 2
    with queries() as many:
        assert browser.get(address).text.count('href="/lessons/') > 30 * 2
    assert len(few) == len(many) <= QUERIES


def test_the_list_asks_the_database_no_more_for_more_pages(web: Web) -> None:
    with queries() as one:
        web.browser("oleg").get("/journal")
    with queries() as all_:
        web.browser("vera").get("/journal")
    assert len(one) == len(all_) <= LIST_QUERIES


@pytest.mark.clause("3.1")
def test_an_open_page_that_gets_the_grid_again_is_noted_as_read_and_one_that_gets_nothing_is_not(
    web: Web,
) -> None:
    dina, vera = web.browser("dina"), desk(web)
    address = f"/journal/{web.school.groups['algebra']}/changes"

    def ask(seen: str) -> TestResponse:
        return dina.send("GET", address, htmx=True, headers={"If-None-Match": seen})

    tag = ask("").headers["ETag"]
    before = len(web.noted())
    assert (ask(tag).status_code, len(web.noted())) == (304, before)
    assert vera.htmx("roll").status_code == 200
    before = len(web.noted())
    assert ask(tag).status_code == 200
    assert web.noted()[before:] == [
        ("read", "deputy", web.school["dina"], "journal.changes", web.school.groups["algebra"])
    ]
