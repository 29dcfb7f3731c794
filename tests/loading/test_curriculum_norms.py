"""п. 4.2.1: a curriculum in a file is measured by the norms of the week and of the year; it loads."""

from datetime import date

import pytest

from ejournal.models.curriculum import CurriculumHour, Group
from ejournal.models.norms import TimetableNorm, YearVolume
from ejournal.services import settings
from tests.loading.samples import BY, NOW, bring, compared, open_year

pytestmark = [pytest.mark.clause("4.2.1"), pytest.mark.usefixtures("db")]

SINCE = date(2026, 8, 1)


@pytest.fixture(autouse=True)
def year(db: str) -> None:
    open_year()


def plan(fifth: str, title: str = "") -> str:
    """A curriculum of one subject that takes the whole week of grade 5."""
    return f"{title}\nУчебные предметы;5 класс\nМатематика;{fifth}\n"


def said(text: str) -> list[str]:
    """What is remarked of whole classes."""
    found = compared("curriculum", text)
    assert found.lack == "" and found.stopped == ""
    return [f"{one.field}: {one.reason}" for one in found.whole]


def test_a_week_and_a_year_within_the_norms_say_nothing() -> None:
    """Grade 5: 29 hours a week of five days are 986 a year, which may be 986 to 1088."""
    assert said(plan("29")) == []


def test_a_week_of_five_days_is_told_when_it_is_too_long_and_loads() -> None:
    week = "5 класс: часов больше, чем разрешено при пятидневной неделе: не больше 29"
    assert said(plan("30")) == [week]
    bring("curriculum", plan("30"))
    assert CurriculumHour.get().tenths == 300


def test_a_school_of_six_days_may_have_more() -> None:
    settings.change({"school_week": 6}, by=BY, now=NOW)
    assert said(plan("32")) == []
    told = said(plan("33"))
    assert told[0] == "5 класс: часов больше, чем разрешено при шестидневной неделе: не больше 32"
    assert told[1] == "5 класс: за год 1122 ч, норма — не больше 1088"


def test_the_days_that_the_title_of_the_file_names_are_taken() -> None:
    assert said(plan("30", "Учебный план (шестидневная неделя)")) == []


def test_a_year_that_is_too_short_is_told() -> None:
    assert said(plan("28,5")) == ["5 класс: за год 969 ч, норма — не меньше 986"]


def test_the_norms_that_the_school_has_set_are_those() -> None:
    TimetableNorm.create(grade=5, week_lessons=20, day_lessons=5, longer_days=0, valid_from=SINCE)
    YearVolume.create(grade=5, least=600, most=700, valid_from=SINCE)
    told = said(plan("21"))
    assert told == [
        "5 класс: часов больше нормы школы: не больше 20",
        "5 класс: за год 714 ч, норма — не больше 700",
    ]


def test_what_is_taught_in_some_periods_counts_there_alone() -> None:
    """Half a class-year of a subject: its hours are not in the weeks of the other quarters."""
    text = "Учебные предметы;5 класс\nМатематика;28\nРисование;2\nПение;1\n"
    bring("curriculum", text)
    assert said(text) == ["5 класс: часов больше, чем разрешено при пятидневной неделе: не больше 29"]
    for name, periods in (("Рисование", "1,2"), ("Пение", "3,4")):
        page = next(one for one in Group.select() if one.subject.name == name)
        Group.update(periods=periods).where(Group.id == page.id).execute()
    assert said(text.replace("Рисование;2", "Рисование;1")) == []
