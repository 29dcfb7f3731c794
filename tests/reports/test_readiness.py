"""All classes with the counts of what they lack, and the words of it on a title."""

from datetime import date

import pytest

from ejournal.models.journal import RollCall
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.reports import gaps as places
from ejournal.reports import readiness
from ejournal.reports.readiness import unfinished
from tests.client import queries
from tests.reports.test_gaps import EVENING, JANUARY, page
from tests.school import School, at

pytestmark = pytest.mark.clause("4.2.4")


def test_the_title_of_a_volume_says_in_words_what_is_lacking(school: School) -> None:
    line = page(school).line
    said = unfinished(line)
    assert said.startswith(
        f"Журнал не завершён: не отмечена посещаемость уроков — {line.counts['attendance']};"
    )
    assert said.endswith("не закрыты недели — 3.")
    ready = readiness.ClassLine(1, "7 класс", None, dict.fromkeys(line.counts, 0))
    assert (ready.ready, unfinished(ready)) == (True, "")


def test_all_classes_are_told_with_the_counts_of_each(school: School) -> None:
    lines = readiness.overview(SchoolYear.get(), 1, EVENING)
    assert [line.title for line in lines] == ["1 класс", "7 класс"]
    for line, grade in zip(lines, ("1", "7"), strict=True):
        assert line == page(school, grade).line
        assert line.counts == {kind: len(found) for kind, found in page(school, grade).gaps.items()}
        assert line == readiness.of_class(SchoolYear.get(), school.classes[grade], 1, EVENING)
    assert [line.teachers for line in lines] == [(), ("Нилова\u00a0Н.С.",)]


def test_a_class_without_lessons_is_told_from_one_that_is_ready(school: School) -> None:
    morning = at("8:00", date(2026, 11, 2))
    assert [(line.begun, line.lessons) for line in readiness.overview(SchoolYear.get(), 1, morning)] == [
        (True, 0),
        (True, 0),
    ]
    assert [line.lessons > 0 for line in readiness.overview(SchoolYear.get(), 1, EVENING)] == [True, True]


def test_a_half_that_has_not_begun_is_told_so(school: School) -> None:
    assert page(school, now=at("8:00", date(2026, 10, 30))).line.half is None
    assert readiness.of_class(SchoolYear.get(), 999, 1, EVENING) is None
    (line, _) = readiness.overview(SchoolYear.get(), 2, EVENING)
    assert (line.begun, line.ready) == (False, True)


def test_more_gaps_take_no_more_queries(school: School) -> None:
    own = ClassYear.get(cohort=school.classes["7"])
    year = own.year  # read with the first use
    for read in (
        lambda now: readiness.overview(year, 1, now),
        lambda now: places.of_class(own, 1, now),
    ):
        with queries() as few:
            read(at("12:00", date(2026, 11, 3)))
        with queries() as many:
            read(JANUARY)
        assert len(few) == len(many)
    assert RollCall.select().count() == 0
