"""«Недельные листы»: ready on Friday, handed over, the stub back, the overdue told."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.access import Actor
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.models.weekly import SheetStep, WeekSheet
from ejournal.services.deeds import deed
from tests.client import BASE, Browser, Web
from tests.families import photo, sign
from tests.reports.checked import away
from tests.school import MONDAY, at
from tests.services.terms import MORNING, answers, column, give
from tests.views.test_consents import families, upload, words

pytestmark = pytest.mark.clause("4.4.5", "4.6.6")

FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def friday(web: Web) -> Web:
    """Friday after lessons: Вова's mother has refused, Аня's father is on paper by the list."""
    web.db(sign, web.school, "refusal", "vova_mother", "vova")
    web.clock.set("15:00", FRIDAY)
    return web


def sheets(web: Web) -> str:
    return f"{families(web)}/sheets"


def printed(web: Web) -> bytes:
    browser, action = web.browser("nina"), f"{sheets(web)}/print"
    answer = browser.post(action, browser.form(sheets(web), action))
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


def hand(browser: Browser, web: Web, **more: object) -> int:
    action = f"{sheets(web)}/hand"
    return browser.post(action, browser.form(sheets(web), action) | more).status_code


def test_on_friday_the_batch_has_each_child_on_paper_and_one_who_refused_this_week(friday: Web) -> None:
    text = words(printed(friday))
    assert "Алёшина Аня, 7 класс" in text and "Власов Владимир, 7 класс" in text
    assert "Морозов" not in text and "Громова" not in text
    assert "23–29 ноября" in text and "получил(а)" in text


def test_the_sheet_holds_what_the_diary_shows_of_this_child_and_of_no_other(friday: Web) -> None:
    friday.clock.hands[0] = MORNING
    given = {friday.school["anya"]: answers("4 5"), friday.school["borya"]: answers("2 2")}
    friday.db(give, friday.school.groups["algebra"], given, by=friday.school.actor("vera"), now=MORNING)
    friday.clock.set("15:00", MORNING.date() + timedelta(days=(4 - MORNING.weekday()) % 7))
    document = Document(BytesIO(printed(friday)))
    told = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    halves = [half for row in told if len(row) == 12 for half in (row[:6], row[6:])]
    marks = [half for half in halves if half[0] == "Алгебра"]
    assert [half[3] for half in marks] == ["4,50"], "Аня's average, and not that of Боря"


def test_the_sheet_names_the_control_works_of_the_next_two_weeks(friday: Web) -> None:
    @deed("test.plan", of="group")
    def plan_ahead(group: int, *, by: Actor, now: datetime) -> None:
        mine = (Lesson.group == group) & (Lesson.date > FRIDAY + timedelta(days=2))
        soon, tested, *rest = Lesson.select().where(mine).order_by(Lesson.date, Lesson.number)
        column(soon, "control")
        column(tested, "test")
        column(next(one for one in rest if one.date > FRIDAY + timedelta(days=16)), "control")
        said.append(f"Ближайшие контрольные: {soon.date:%d.%m} — Алгебра.")

    said: list[str] = []
    school = friday.school
    friday.db(plan_ahead, school.groups["algebra"], by=school.actor("vera"), now=at("15:00", FRIDAY))
    assert said[0] in words(printed(friday))


def test_before_friday_it_is_the_week_before_and_a_week_that_goes_on_is_not_printed(web: Web) -> None:
    page = web.browser("nina").get(sheets(web)).text
    assert "16–22 ноября" in page
    action = f"{sheets(web)}/print"
    browser = web.browser("nina")
    body = browser.form(sheets(web), action) | {"week": MONDAY.isoformat()}
    refused = browser.post(action, body)
    assert refused.status_code == 422 and "ещё не кончилась" in refused.text


def test_by_the_schools_choice_the_sheets_are_ready_on_monday_for_the_week_before(web: Web) -> None:
    web.settings(sheet_day=1)
    web.clock.set("15:00", FRIDAY)
    assert "16–22 ноября" in web.browser("nina").get(sheets(web)).text


def test_what_was_handed_over_is_ticked_once_with_its_day_and_way(friday: Web) -> None:
    printed(friday)
    printed(friday)
    rows = friday.db(lambda: [one.id for one in WeekSheet.select().order_by(WeekSheet.id)])
    assert len(rows) == 2, "printed again it is the same sheet"
    nina = friday.browser("nina")
    assert hand(nina, friday) == 422, "nobody was ticked"
    assert hand(nina, friday, sheet=str(rows[0]), way="fax") == 422
    assert hand(nina, friday, sheet=str(rows[0]), day="2026-12-31") == 422
    for _ in range(2):
        assert hand(nina, friday, sheet=str(rows[0]), way="child") == 303
    assert friday.db(SheetStep.select().count) == 1
    assert "передан 27.11, через ребёнка" in nina.get(sheets(friday)).text


def test_the_stub_comes_back_on_a_photo_with_several_of_them(friday: Web) -> None:
    printed(friday)
    links = friday.db(lambda: [f"{BASE}/q/{one.token}" for one in WeekSheet.select()])
    stubs = photo(*links, angle=12, noise=30)
    assert "Подшито: 2" in upload(friday, stubs, day=FRIDAY.isoformat()).text
    assert "Уже было подшито, ничего не изменилось: 2" in upload(friday, stubs, day=FRIDAY.isoformat()).text
    assert friday.browser("nina").get(sheets(friday)).text.count("талон вернулся 27.11") == 2


def test_a_family_without_a_sheet_for_more_than_a_week_is_told_to_the_class_teacher_and_the_deputy(
    friday: Web,
) -> None:
    for who, path in (("nina", families(friday)), ("dina", "/families"), ("nina", sheets(friday))):
        page = friday.browser(who).get(path).text
        assert "Алёшина" in page.split('class="warning"')[1].split("</p>")[0], who
        assert "Власов" not in page.split('class="warning"')[1].split("</p>")[0], (
            "four days since the refusal"
        )
    printed(friday)
    rows = friday.db(lambda: [str(one.id) for one in WeekSheet.select()])
    hand(friday.browser("nina"), friday, sheet=rows)
    assert 'class="warning"' not in friday.browser("nina").get(families(friday)).text


def test_the_days_of_a_family_count_from_the_beginning_of_the_year(friday: Web) -> None:
    """Аня's father is on paper since 31.08.2026, the first day of the year: now let the year begin later."""
    begins = FRIDAY - timedelta(days=9)
    friday.db(lambda: SchoolYear.update(valid_from=begins).execute())
    page = friday.browser("nina").get(sheets(friday)).text
    assert "9 дней" in page and "Алёшина" in page.split('class="warning"')[1].split("</p>")[0]
    friday.db(lambda: SchoolYear.update(valid_from=FRIDAY - timedelta(days=5)).execute())
    assert 'class="warning"' not in friday.browser("nina").get(families(friday)).text


@pytest.mark.parametrize(("who", "path"), [("nina", "/today"), ("nina", "/journal"), ("dina", "/journal")])
def test_the_first_page_of_the_class_teacher_and_of_the_deputy_tells_it_with_days_and_a_link(
    friday: Web, who: str, path: str
) -> None:
    friday.db(sign, friday.school, "refusal", "anya_father")
    friday.clock.set("15:00", FRIDAY + timedelta(days=7))
    page = friday.browser(who).get(path).text
    told = page.split("не информированы дольше положенного")[1].split("</p>")[0]
    assert f'href="{sheets(friday)}"' in told and "Власов\N{NO-BREAK SPACE}В.О. (11 дней)" in told
    for other in ("/today", "/journal"):
        assert "не информированы" not in friday.browser("vera").get(other).text


@pytest.mark.parametrize("who", ["vera", "igor", "anya_mother", "alla"])
def test_nobody_else_prints_sheets(friday: Web, who: str) -> None:
    assert friday.browser(who).get(sheets(friday)).status_code == 403


def test_the_narrow_column_says_the_reason_of_an_absence_alone(friday: Web) -> None:
    friday.db(lambda: away(friday.school, friday.school.lesson("algebra"), "anya", "УП"))
    document = Document(BytesIO(printed(friday)))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    told = [row[5] for row in rows if len(row) == 6 and row[2] == "Алгебра" and row[5]]
    assert told == ["по уважительной причине"]
    assert "1 урок, из них по уважительной причине 1" in words(printed(friday))


def test_a_day_of_which_all_was_missed_is_told_as_a_day(friday: Web) -> None:
    """domain.md §4: days and lessons. On Thursday Аня has English alone."""
    thursday = MONDAY + timedelta(days=3)
    friday.db(lambda: away(friday.school, friday.school.lesson("english1", thursday), "anya", "Б"))
    assert "1 день, 1 урок, из них по болезни 1" in words(printed(friday))


def test_a_family_that_refused_after_the_page_was_opened_is_in_the_next_print_from_it(web: Web) -> None:
    web.clock.set("15:00", FRIDAY)
    browser, action = web.browser("nina"), f"{sheets(web)}/print"
    open_page = browser.form(sheets(web), action)
    assert "Власов" not in words(browser.post(action, open_page).data)
    web.db(sign, web.school, "refusal", "vova_mother", "vova")
    assert "Власов Владимир, 7 класс" in words(browser.post(action, open_page).data)
