"""What a page of the journal says of itself: on paper, and where no marks are given."""

import re
from datetime import timedelta

from tests.client import Web
from tests.school import MONDAY, School
from tests.services.steps import call


def test_a_printed_page_names_the_school_the_page_its_period_and_the_moment(web: Web) -> None:
    vera = web.browser("vera")
    line = (
        vera.get(f"/journal/{web.school.groups['algebra']}")
        .text.split('<p class="printed">')[1]
        .split("</p>", 1)[0]
    )
    assert "Алгебра" in line and "II четверть" in line and "напечатано 23.11.2026 в 10:42" in line
    school = vera.get("/journal").text.split('class="home" href="/">')[1].split("<", 1)[0]
    assert line.startswith(school)


def test_where_no_marks_are_given_the_page_and_its_help_say_nothing_of_them(web: Web) -> None:
    lesson = web.lesson("counting")
    group = web.school.groups["counting"]
    vera = web.browser("vera")
    for address in (f"/journal/{group}", f"/lessons/{lesson}"):
        shown = vera.get(address).text
        assert 'id="keys"' in shown
        said = shown.split('<main id="main">')[1]
        for word in ("отметка", "отметку", "Отметки и", "5</kbd>"):
            assert word not in said, (address, word)


def test_lessons_without_a_mark_are_told_in_words_and_from_three_on(web: Web) -> None:
    web.db(_held, web.school)
    page = web.browser("vera").get(f"/lessons/{web.lesson('algebra')}").text
    assert "кто три урока и больше без отметки" in page
    told = [int(number) for number in re.findall(r"(\d+) урок\w* без отметки", page)]
    assert told and min(told) >= 3


def _held(school: School) -> None:
    """Three lessons of the week before, without a mark."""
    for days in (7, 5, 3):
        call(school, school.lesson("algebra", MONDAY - timedelta(days=days)))
