"""п. 4.2.1: the day on the page of the timetable: real lessons, substitutions, days without lessons."""

from datetime import date, timedelta

from ejournal.models.curriculum import DayOff
from tests.client import Web
from tests.school import MONDAY
from tests.views.absences import FRIDAY, ORDER, WEDNESDAY, decide, plain, replaced, report
from tests.views.tables import row, rows


def day(web: Web, of: str, on: date, who: str = "oleg") -> str:
    """The page as it is from the heading of the day on."""
    return plain(web.browser(who).get(f"/timetable?of={of}&day={on}").text).partition('id="day"')[2]


def of_seven(web: Web) -> str:
    return f"class:{web.school.classes['7']}"


def test_the_lessons_of_a_day_have_their_bells(web: Web) -> None:
    shown = day(web, of_seven(web), MONDAY)
    assert "Понедельник, 23 ноября 2026 г." in shown
    assert row(shown, "Алгебра") == ["2", "9:25–10:10", "Алгебра", "7 класс", "Ветрова В.И.", "каб. 12", "—"]


def test_a_substitution_is_shown_for_the_class_and_for_both_teachers_without_a_reason(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, page, **{f"_{web.lesson('algebra', WEDNESDAY)}": replaced(web, "oleg")})
    for of in (of_seven(web), f"teacher:{web.school['vera']}", f"teacher:{web.school['oleg']}"):
        shown = day(web, of, WEDNESDAY)
        assert row(shown, "Алгебра")[4:] == ["Орлов О.П.", "каб. 12", "замена (по расписанию: Ветрова В.И.)"]
        assert "болезнь" not in shown


def test_a_lesson_that_is_cancelled_is_said_to_be(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, page, ORDER, **{f"_{web.lesson('algebra', WEDNESDAY)}": "cancelled"})
    found = row(day(web, of_seven(web), WEDNESDAY), "урок отменён")
    assert found[:5] == ["1", "—", "Алгебра", "7 класс", "Ветрова В.И."]


def test_a_quarantine_is_named_with_its_class(web: Web) -> None:
    seven = {"cohort": web.school.classes["7"], "reason": "карантин", "lost": True}
    web.db(DayOff.create, valid_from=FRIDAY, valid_to=FRIDAY, **seven)
    assert "Уроков нет: 7 класс: карантин." in day(web, of_seven(web), FRIDAY)
    assert "карантин" not in day(web, f"class:{web.school.classes['1']}", FRIDAY)


def test_a_day_without_lessons_says_so(web: Web) -> None:
    sunday = MONDAY + timedelta(days=6)
    shown = day(web, of_seven(web), sunday)
    assert "В этот день уроков нет." in shown and rows(shown) == []
