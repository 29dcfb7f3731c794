"""п. 4.6.6: once a week while there are lessons: nobody waits for a sheet of a week without them."""

from datetime import timedelta

import pytest

from ejournal.models.timetable import Lesson
from ejournal.models.weekly import WeekSheet
from tests.client import Web
from tests.views.test_weekly import FRIDAY, friday, hand, printed, sheets

__all__ = ["friday"]

pytestmark = pytest.mark.clause("4.6.6")

LATE = "без листа"
AWAY = timedelta(days=14)  # from the sheet before the holidays to that of the week after them


@pytest.fixture
def told(friday: Web) -> Web:
    """Everybody got the sheet of the week on its Friday."""
    printed(friday)
    rows = friday.db(lambda: [str(one.id) for one in WeekSheet.select()])
    hand(friday.browser("nina"), friday, sheet=rows)
    return friday


def holidays(web: Web) -> None:
    """The week after has no lessons."""
    monday = FRIDAY + timedelta(days=3)
    week = Lesson.date.between(monday, monday + timedelta(days=6))
    web.db(lambda: Lesson.delete().where(week).execute())


def warned(web: Web, days: int) -> bool:
    web.clock.set("15:00", FRIDAY + timedelta(days=days))
    return LATE in web.browser("nina").get(sheets(web)).text


def test_a_week_with_lessons_that_was_not_told_of_is_late_after_it(told: Web) -> None:
    assert [warned(told, days) for days in (7, 8)] == [False, True]


def test_a_week_of_holidays_does_not_count(told: Web) -> None:
    holidays(told)
    assert [warned(told, days) for days in (8, 10, 14, 15)] == [False, False, False, True]
