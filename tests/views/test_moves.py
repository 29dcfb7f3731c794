"""The week of a class from which a lesson is moved by choosing it and then its new time, without scripts."""

import re
from datetime import timedelta

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.moves import LessonMove
from ejournal.models.norms import Room
from ejournal.models.school_days import DayLike
from ejournal.models.timetable import Lesson
from tests.client import Web, form, queries
from tests.school import MONDAY, School

pytestmark = pytest.mark.clause("4.2.1")

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)


def test_a_lesson_is_chosen_moved_to_a_free_time_and_returned(web: Web) -> None:
    web.clock.set("7:00")
    dina, lesson, cohort = web.browser("dina"), web.lesson("algebra"), web.school.classes["7"]
    week = f"/moves?class={cohort}&day={MONDAY}"
    assert f"lesson={lesson}" in dina.get(week).text
    shown = dina.get(f"{week}&lesson={lesson}").text
    assert "Переносится" in shown and f'name="to" value="{TUESDAY}:3"' in shown
    assert f'value="{MONDAY}:1"' not in shown and "занят: учитель" in shown  # Вера is with class 1 then
    sent = {name: text for name, text in form(shown, "/moves/move").items() if name not in ("to", "other")}
    taken = dina.post("/moves/move", sent | {"to": f"{MONDAY}:3"})
    assert taken.status_code == 422 and "Перенести нельзя" in taken.text and "Переносится" in taken.text
    answer = dina.post("/moves/move", sent | {"to": f"{TUESDAY}:3"})
    assert answer.status_code == 303
    assert "✓ Записано: урок перенесён." in dina.get(answer.location).text
    assert "пн 23.11, 2-й урок → вт 24.11, 3-й урок" in dina.get(answer.location).text
    back = f"/moves/{web.db(lambda: LessonMove.get().id)}/back"
    fields = dina.form(answer.location, back)
    assert {dina.post(back, fields).status_code for _ in range(2)} == {303}
    assert web.db(lambda: LessonMove.select().count()) == 0


def test_a_part_of_a_class_may_stand_beside_the_other_part(web: Web) -> None:
    web.clock.set("7:00")
    web.db(_mend, web.school)
    dina, cohort = web.browser("dina"), web.school.classes["7"]
    thursday = MONDAY + timedelta(days=3)
    lesson = web.lesson("english2", thursday)
    assert dina.get(f"/moves?class={cohort}&day={MONDAY}&lesson={lesson}").text.count(f"{MONDAY}:3") == 0
    web.db(lambda: Lesson.delete().where(Lesson.id == web.lesson("english2", MONDAY)).execute())
    shown = dina.get(f"/moves?class={cohort}&day={MONDAY}&lesson={lesson}").text
    assert f'name="to" value="{MONDAY}:3"' in shown and "поменяться" in shown


def _mend(school: School) -> None:
    """Parts with names of their own, in a room that takes both."""
    Room.create(name="12", groups=9)
    for part in ("1", "2"):
        mine = Group.id == school.groups[f"english{part}"]
        Group.update(name=f"7 класс, группа {part}").where(mine).execute()


def test_two_lessons_change_places_by_one_button(web: Web) -> None:
    web.clock.set("7:00")
    dina = web.browser("dina")
    algebra, history = web.lesson("algebra"), web.lesson("history", TUESDAY)
    page = f"/moves?class={web.school.classes['7']}&day={MONDAY}&lesson={algebra}"
    sent = {
        name: text for name, text in dina.form(page, "/moves/move").items() if name not in ("to", "other")
    }
    assert dina.post("/moves/move", sent | {"other": str(history)}).status_code == 303
    assert web.db(lambda: LessonMove.select().count()) == 2


def offered(web: Web, lesson: int, cohort: str = "7") -> set[str]:
    """With which lessons the page offers to change places."""
    page = web.browser("dina").get(f"/moves?class={web.school.classes[cohort]}&day={MONDAY}&lesson={lesson}")
    return set(re.findall(r'name="other" value="(\d+)"', page.text))


def test_a_time_that_is_over_today_is_not_offered(web: Web) -> None:
    algebra, history = web.lesson("algebra"), web.lesson("history", TUESDAY)
    web.clock.set("7:00")
    assert str(history) in offered(web, algebra) and str(algebra) in offered(web, history)
    web.clock.set("14:12")
    assert not offered(web, algebra) and str(algebra) not in offered(web, history)
    page = f"/moves?class={web.school.classes['7']}&day={MONDAY}&lesson={history}"
    assert f'name="to" value="{MONDAY}:' not in web.browser("dina").get(page).text


def test_an_exchange_is_offered_where_the_deed_would_take_it(web: Web) -> None:
    web.clock.set("7:00")
    thursday, friday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    history = {str(web.lesson("history", day)) for day in (TUESDAY, friday)}
    assert offered(web, web.lesson("algebra")) == history  # no part of English fits beside the other part
    counting = {str(web.lesson("counting", day)) for day in (MONDAY, TUESDAY)}
    assert offered(web, web.lesson("algebra"), "1") == counting
    assert offered(web, web.lesson("english1", thursday)) == set()


def test_an_exchange_is_not_offered_with_what_is_over_or_written_or_given_to_another(web: Web) -> None:
    web.clock.set("7:00", TUESDAY)
    thursday, friday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    tuesday, last = web.lesson("history", TUESDAY), web.lesson("history", friday)
    wednesday = web.lesson("algebra", MONDAY + timedelta(days=2))
    assert offered(web, web.lesson("algebra")) == set()  # of Monday: the other would go to a day that is over
    assert offered(web, wednesday) == {str(tuesday), str(last)}
    web.db(lambda: Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == last).execute())
    assert offered(web, wednesday) == {str(tuesday)}
    web.clock.set("7:00", thursday)
    assert offered(web, web.lesson("algebra", friday)) == set()


def test_a_saturday_by_the_timetable_of_monday(web: Web) -> None:
    dina = web.browser("dina")
    sent = dina.form("/moves", "/moves/like") | {"classes": "school", "date": str(SATURDAY), "weekday": "1"}
    assert dina.post("/moves/like", sent | {"date": "суббота"}).status_code == 422
    assert dina.post("/moves/like", sent).status_code == 303
    shown = dina.get(f"/moves?day={SATURDAY}").text
    assert "28.11.2026, вся школа: понедельник" in shown and "сб 28.11" in shown
    end = f"/moves/like/{web.db(lambda: DayLike.get().id)}/end"
    assert dina.post(end, dina.form("/moves", end)).status_code == 303
    assert web.db(lambda: DayLike.select().count()) == 0


def test_the_page_asks_no_more_for_a_full_week(web: Web) -> None:
    dina, cohort = web.browser("dina"), web.school.classes["7"]
    with queries() as full:
        dina.get(f"/moves?class={cohort}&day={MONDAY}")
    with queries() as empty:
        dina.get(f"/moves?class={cohort}&day=2027-03-01")
    assert len(empty) <= len(full) <= 24


def test_the_class_that_was_shown_stays_after_a_day_by_another_timetable(web: Web) -> None:
    dina, cohort = web.browser("dina"), web.school.classes["7"]
    sent: dict[str, object] = dict(dina.form(f"/moves?class={cohort}&day={MONDAY}", "/moves/like"))
    sent |= {
        "classes": ["school"],
        "date": SATURDAY.isoformat(),
        "weekday": "1",
        "like_order": "№ 80 от 23.11.2026",
    }
    answer = dina.post("/moves/like", sent)
    assert answer.status_code == 303 and answer.location.endswith(f"&class={cohort}")
    shown = dina.get(answer.location).text
    assert "✓ Записано: день идёт по другому расписанию" in shown and "<small>7 класс" in shown


def test_days_that_are_over_are_not_offered(web: Web) -> None:
    web.clock.set("7:00", TUESDAY)
    dina, cohort = web.browser("dina"), web.school.classes["7"]
    lesson = web.lesson("algebra", MONDAY + timedelta(days=4))
    shown = dina.get(f"/moves?class={cohort}&day={MONDAY}&lesson={lesson}").text
    assert f'value="{MONDAY}:' not in shown and f'name="to" value="{TUESDAY}:' in shown
