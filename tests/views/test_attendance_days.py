"""«Посещаемость»: the days that its forms offer, and what is told of those that were typed."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.client import Web, form
from tests.school import MONDAY
from tests.views.test_attendance import record

pytestmark = pytest.mark.clause("4.4.3")
FRIDAY, SUNDAY = MONDAY + timedelta(days=4), MONDAY + timedelta(days=6)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (MONDAY + timedelta(days=8), FRIDAY),  # a week that is over
        (SUNDAY, FRIDAY),
        (FRIDAY, FRIDAY),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)),
        (MONDAY - timedelta(days=3), MONDAY),  # a week to come
    ],
)
def test_the_day_that_is_offered_is_a_school_day(web: Web, today: date, day: date) -> None:
    web.clock.set("15:00", today)
    week = f"/attendance/{web.school.classes['7']}?week={MONDAY}"
    fields = form(web.browser("nina").get(f"{week}&pupil={web.school['anya']}").text, week)
    assert (fields["first"], fields["last"]) == (str(day), str(day))


def test_a_ground_until_after_the_year_says_that_it_ends_with_it(web: Web) -> None:
    web.clock.set("18:00", FRIDAY)
    week = f"/attendance/{web.school.classes['7']}?week={MONDAY}"
    typed: dict[str, Any] = {"what": "weekly", "weekday": "2", "number": "2", "code": "УП", "kind": "other"}
    typed |= {"words": "музыкальная школа", "first": str(MONDAY), "last": "2027-05-31"}
    answer = record(web, week, None, **typed)
    assert answer.status_code == 303
    shown = web.browser("nina").get(answer.headers["Location"]).text
    assert "Основание записано по 30.12: это последний день учебного года" in shown
    assert "вторник, 2-й урок, 23.11–30.12" in shown


def test_what_makes_no_sense_is_refused_and_stays_typed(web: Web) -> None:
    web.clock.set("18:00", FRIDAY)
    week = f"/attendance/{web.school.classes['7']}?week={MONDAY}"
    answer = record(web, week, code="УП", kind="note", last_number="999", first=str(MONDAY), last=str(FRIDAY))
    assert answer.status_code == 422 and "999-го урока нет" in answer.text
    assert 'value="999"' in answer.text
