"""Quarantine and frost for classes × dates: what was written stays, the КТП knows what is lost."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.curriculum import DayOff, Group
from ejournal.models.lost import lost_lessons
from ejournal.models.timetable import Lesson
from ejournal.wording import span
from tests.client import Browser, Web, form, queries
from tests.documents.words import lines
from tests.school import MONDAY
from tests.views.tables import row

WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
ORDER = "№ 80 от 23.11.2026"
QUERIES = 15  # seven of them count what was lost


def close(who: Browser, classes: list[str], on: date, until: date, **fields: str) -> tuple[int, str]:
    sent: dict[str, object] = dict(form(who.get("/days-off").text, "/days-off"))
    sent |= {"classes": classes, "kind": "quarantine", "order": ORDER, "sure": "yes"}
    sent |= {"first": on.isoformat(), "last": until.isoformat()} | fields
    answer = who.post("/days-off", sent)
    return answer.status_code, answer.text


@pytest.mark.clause("2.2")
def test_the_lessons_go_after_it_was_told_how_many_and_confirmed(web: Web) -> None:
    """The page tells the number before the deed; the box that confirms stands in the form."""
    dina, seven = web.browser("dina"), str(web.school.classes["7"])
    count = of_class(web, "7", WEDNESDAY, WEDNESDAY)
    sent: dict[str, object] = dict(form(dina.get("/days-off").text, "/days-off"))
    sent |= {"classes": [seven], "kind": "frost", "first": str(WEDNESDAY), "last": str(WEDNESDAY)}
    answer = dina.post("/days-off", sent)
    assert answer.status_code == 422 and re.search(rf"уйд\w+ {count} урок", answer.text)
    assert 'name="sure"' in answer.text and of_class(web, "7", WEDNESDAY, WEDNESDAY) == count > 0
    assert dina.post("/days-off", sent | {"sure": "yes"}).status_code == 303
    assert of_class(web, "7", WEDNESDAY, WEDNESDAY) == 0


def taught(web: Web, group: str, first: date, last: date) -> list[date]:
    mine = (Lesson.group == web.school.groups[group]) & Lesson.date.between(first, last)
    return web.db(lambda: [lesson.date for lesson in Lesson.select().where(mine).order_by(Lesson.date)])


def of_class(web: Web, title: str, first: date, last: date) -> int:
    mine = Group.select(Group.id).where(Group.cohort == web.school.classes[title])
    return web.db(Lesson.select().where(Lesson.group.in_(mine) & Lesson.date.between(first, last)).count)


def test_two_reasons_count_each_its_own_lessons(web: Web) -> None:
    dina, tuesday = web.browser("dina"), MONDAY + timedelta(days=1)
    of_one = of_class(web, "1", tuesday, tuesday)
    close(dina, [str(web.school.classes["1"])], tuesday, tuesday)
    of_rest = sum(of_class(web, title, WEDNESDAY, FRIDAY) for title in web.school.classes)
    close(dina, ["school"], WEDNESDAY, FRIDAY, kind="frost")
    shown = dina.get("/days-off").text
    assert 0 < of_one < of_rest
    assert row(shown, "1 класс")[3] == f"уроков потеряно: {of_one}"
    assert row(shown, "вся школа")[3] == f"уроков потеряно: {of_rest}"


@pytest.mark.clause("4.2.2д")
def test_the_sheet_of_the_day_names_classes_without_lessons_and_those_at_home(web: Web) -> None:
    dina = web.browser("dina")
    assert close(dina, [str(web.school.classes["7"])], WEDNESDAY, WEDNESDAY)[0] == 303
    sent: dict[str, object] = dict(form(dina.get("/days-off").text, "/days-off"))
    sent |= {"classes": [str(web.school.classes["1"])], "kind": "quarantine", "order": ORDER}
    sent |= {"first": WEDNESDAY.isoformat(), "last": WEDNESDAY.isoformat()}
    assert dina.post("/days-off/remote", sent).status_code == 303
    page = dina.get(f"/substitutions/day?day={WEDNESDAY}").text
    assert f"Уроков нет: 7 класс (карантин, приказ {ORDER})." in page
    assert "Дистанционно: 1 класс" in page and "всё по расписанию" not in page
    sheet = Document(BytesIO(dina.get(f"/substitutions/day.docx?day={WEDNESDAY}").data))
    assert any(line.startswith("Уроков нет: 7 класс") for line in lines(sheet))
    assert not any("Всё по расписанию" in line for line in lines(sheet))


def test_a_class_in_quarantine_has_no_lessons_and_the_others_have(web: Web) -> None:
    dina, seven = web.browser("dina"), str(web.school.classes["7"])
    taken = of_class(web, "7", WEDNESDAY, FRIDAY)
    assert close(dina, [seven], WEDNESDAY, FRIDAY)[0] == 303
    assert taught(web, "algebra", WEDNESDAY, FRIDAY) == []
    assert taught(web, "algebra", MONDAY, MONDAY) == [MONDAY]
    assert taught(web, "counting", MONDAY, FRIDAY) == [MONDAY, MONDAY + timedelta(days=1)]
    shown = row(dina.get("/days-off").text, "карантин, приказ")
    assert shown[:4] == [
        "25.11.2026 – 27.11.2026",
        "7 класс",
        f"карантин, приказ {ORDER}",
        f"уроков потеряно: {taken}",
    ]
    lost = web.db(lost_lessons, [web.school.groups["algebra"]], WEDNESDAY, FRIDAY)
    assert [lesson.day for lesson in lost] == [WEDNESDAY, FRIDAY, FRIDAY]


def test_more_holidays_are_no_loss(web: Web) -> None:
    one = str(web.school.classes["1"])
    assert close(web.browser("dina"), [one], FRIDAY, FRIDAY + timedelta(days=7), kind="holidays")[0] == 303
    group = web.school.groups["counting"]
    assert web.db(lost_lessons, [group], FRIDAY, FRIDAY + timedelta(days=7)) == []
    assert taught(web, "counting", FRIDAY, FRIDAY + timedelta(days=7)) == []


def test_a_lesson_with_entries_stays(web: Web) -> None:
    vera, lesson = web.browser("vera"), web.lesson("algebra", FRIDAY, 1)
    vera.post(f"/lessons/{lesson}/topic", vera.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    close(web.browser("dina"), ["school"], FRIDAY, FRIDAY)
    assert taught(web, "algebra", FRIDAY, FRIDAY) == [FRIDAY]
    assert taught(web, "history", FRIDAY, FRIDAY) == []


def test_days_that_have_not_begun_are_given_back(web: Web) -> None:
    dina = web.browser("dina")
    close(dina, ["school"], WEDNESDAY, WEDNESDAY)
    action = f"/days-off/{web.db(lambda: DayOff.get(DayOff.valid_from == WEDNESDAY).id)}/open"
    sent = form(dina.get("/days-off").text, action)
    web.clock.set("8:00", FRIDAY)
    late = web.browser("dina").post(action, sent)
    assert late.status_code == 422 and "уже прошли" in late.text
    web.clock.set("10:42")
    assert dina.post(action, sent).location == "/days-off?saved=opened"
    assert "✓ Записано: уроки этих дней вернулись" in dina.get("/days-off?saved=opened").text
    assert taught(web, "algebra", WEDNESDAY, WEDNESDAY) == [WEDNESDAY]


def test_a_quarantine_that_has_begun_ends_early(web: Web) -> None:
    dina, seven = web.browser("dina"), str(web.school.classes["7"])
    close(dina, [seven], WEDNESDAY, FRIDAY)
    web.clock.set("7:00", FRIDAY)
    dina = web.browser("dina")
    action = f"/days-off/{web.db(lambda: DayOff.get(DayOff.valid_from == WEDNESDAY).id)}/open"
    assert dina.post(action, form(dina.get("/days-off").text, action)).status_code == 303
    assert taught(web, "algebra", WEDNESDAY, FRIDAY) == [FRIDAY, FRIDAY]
    assert "25.11.2026 – 26.11.2026" in dina.get("/days-off").text


def test_extra_holidays_entered_by_mistake_are_taken_back_after_telling_what_comes(web: Web) -> None:
    """7.6: extra holidays of a class are no lost lessons; the lessons that come back are told first."""
    dina, first = web.browser("dina"), str(web.school.classes["1"])
    tuesday = MONDAY + timedelta(days=1)
    assert close(dina, [first], tuesday, FRIDAY, kind="holidays", order="")[0] == 303
    assert taught(web, "counting", tuesday, FRIDAY) == []
    action = f"/days-off/{web.db(lambda: DayOff.get(DayOff.valid_from == tuesday).id)}/open"
    sent = form(dina.get("/days-off").text, action)
    asked = dina.post(action, sent)
    assert asked.status_code == 422 and "В журнал вернётся 1 урок (24–27 ноября 2026" in asked.text
    assert taught(web, "counting", tuesday, FRIDAY) == []
    sure = form(asked.text, action) | {"sure": "yes"}
    assert dina.post(action, sure).location == "/days-off?saved=opened"
    assert taught(web, "counting", tuesday, FRIDAY) == [tuesday]
    assert not web.db(DayOff.select().where(DayOff.valid_from == tuesday).exists)


def test_the_holidays_of_the_year_are_not_taken_back_here(web: Web) -> None:
    thursday = WEDNESDAY + timedelta(days=1)
    days = {"reason": "Осенние каникулы", "valid_from": thursday, "valid_to": FRIDAY, "lost": False}
    number = web.db(lambda: DayOff.create(cohort=None, **days).id)
    dina = web.browser("dina")
    shown = dina.get("/days-off").text
    assert f"/days-off/{number}/open" not in shown
    answer = dina.post(f"/days-off/{number}/open", form(shown, "/days-off") | {"sure": "yes"})
    assert answer.status_code == 422 and "меняют на странице «Учебный год»" in answer.text


def test_a_lesson_is_lost_once_whatever_took_it(web: Web) -> None:
    dina, group = web.browser("dina"), web.school.groups["algebra"]
    close(dina, [str(web.school.classes["7"])], WEDNESDAY, FRIDAY)
    assert close(dina, ["school"], WEDNESDAY, WEDNESDAY, kind="frost")[0] == 303
    lost = web.db(lost_lessons, [group], WEDNESDAY, FRIDAY)
    assert [lesson.day for lesson in lost] == [WEDNESDAY, FRIDAY, FRIDAY]


@pytest.mark.parametrize(
    ("classes", "fields", "said"),
    [
        ([], {}, "Выберите классы"),
        (["999"], {}, "Выберите классы"),
        (["school"], {"kind": "лень"}, "Выберите причину"),
        (["school"], {"first": "2026-11-28"}, "позже последнего"),
        (["school"], {"last": "2027-11-28"}, "не больше 60 дней"),
        (["school"], {"first": "2026-07-01", "last": "2026-07-02"}, "не в учебном году"),
        (["school"], {"first": "завтра"}, "Укажите первый и последний день"),
        (["school"], {"order": "устно"}, "Приказ укажите с номером"),
    ],
)
def test_what_cannot_be_is_refused_and_no_lesson_goes(
    web: Web, classes: list[str], fields: dict[str, str], said: str
) -> None:
    dina = web.browser("dina")
    status, shown = close(dina, classes, WEDNESDAY, WEDNESDAY, **fields)
    assert status == 422 and said in shown
    assert taught(web, "algebra", WEDNESDAY, WEDNESDAY) == [WEDNESDAY]


def test_the_same_days_are_not_closed_twice(web: Web) -> None:
    dina, seven = web.browser("dina"), str(web.school.classes["7"])
    close(dina, [seven], WEDNESDAY, FRIDAY)
    status, shown = close(dina, [seven], WEDNESDAY, WEDNESDAY, kind="frost")
    assert status == 422 and f"уже не учатся: карантин, приказ {ORDER}" in shown
    assert f'value="{seven}" checked' in shown
    tuesday = MONDAY + timedelta(days=1)
    status, shown = close(dina, [seven], tuesday, WEDNESDAY, order="№ 81 от 24.11.2026")
    assert status == 422 and f"карантин, приказ {ORDER}, {span(WEDNESDAY, FRIDAY)}" in shown
    assert taught(web, "counting", tuesday, tuesday) == [tuesday]
    assert close(dina, ["school"], tuesday, WEDNESDAY, kind="frost")[0] == 303


def test_a_quarantine_may_go_over_a_holiday(web: Web) -> None:
    """п. 2.2: a holiday within the days is no reason to refuse them, for a class or for the whole school."""
    thursday = WEDNESDAY + timedelta(days=1)
    holiday = {"reason": "праздник", "valid_from": thursday, "valid_to": thursday}
    web.db(lambda: DayOff.create(cohort=None, lost=None, **holiday))
    dina = web.browser("dina")
    assert close(dina, [str(web.school.classes["7"])], WEDNESDAY, FRIDAY)[0] == 303
    assert close(dina, ["school"], WEDNESDAY, FRIDAY, kind="frost")[0] == 303


def test_the_number_of_queries_does_not_grow_with_the_days(web: Web) -> None:
    dina, found = web.browser("dina"), []
    for day in (WEDNESDAY, FRIDAY):
        close(dina, ["school"], day, day)
        with queries() as seen:
            dina.get("/days-off")
        found.append(len(seen))
    assert found[0] == found[1] <= QUERIES
