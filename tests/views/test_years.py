"""«Учебный год»: opened, and its bells and days put right later, without scripts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.rules.calendar import EVERYBODY, FIVE_DAYS, Break, Layout, proposed
from ejournal.rules.refusal import Refusal
from ejournal.services.years import columns
from ejournal.views import years_form
from tests.client import Web, form
from tests.school import MONDAY

pytestmark = pytest.mark.clause("4.3.1")
GOOD = "9:00–9:40\n9:50-10:30\n10:40–11:20\n11:30–12:10\n12:20–13:00\n13:10–13:50\n14:00–14:40"


def test_bells_are_shown_and_changed(web: Web) -> None:
    alla = web.browser("alla")
    text = alla.get("/year").text
    assert "8:30–9:15" in text and "Изменить звонки" in text
    sent = form(text, "/year/bells") | {"bells": GOOD}
    answer = alla.post("/year/bells", sent)
    assert (answer.status_code, answer.location) == (303, "/year?saved=bells")
    text = alla.get(answer.location).text
    assert "✓ Записано: звонки изменены" in text
    assert (MONDAY + timedelta(days=1)).strftime("С %-d ноября") in text and "звонки другие" in text
    assert "9:50–10:30" in text


def test_everything_that_is_wrong_is_told_at_once_and_stays(web: Web) -> None:
    alla = web.browser("alla")
    bells = form(alla.get("/year").text, "/year/bells") | {"bells": "в девять\n10-11", "bells-1": "рано"}
    answer = alla.post("/year/bells", bells)
    assert answer.status_code == 422
    assert all(f"Звонок «{line}» не разобран" in answer.text for line in ("в девять", "10-11", "рано"))
    assert "в девять\n10-11</textarea>" in answer.text


def test_everything_that_is_wrong_with_a_year_is_in_one_sentence_each() -> None:
    typed = years_form.fields_of(proposed(2026)) | {"last-2": "", "first-3": "завтра", "bells": ""}
    typed["holidays"] = "4 ноября\n31.02.2027 праздник\n08.03.2027 Женский день"
    with pytest.raises(Refusal) as refused:
        years_form.layout_typed(typed, FIVE_DAYS)
    assert refused.value.message == (
        "Укажите первый и последний день: 2, 3 четверть. "
        "Праздник «4 ноября» не разобран: нужно вида «04.11.2026 название». "
        "Праздник «31.02.2027 праздник» не разобран: нужно вида «04.11.2026 название». "
        "Укажите звонки: по строке на урок, например «8:30–9:15»."
    )


def test_bells_that_overlap_are_refused_with_what_was_typed(web: Web) -> None:
    alla = web.browser("alla")
    bad = GOOD.replace("9:50", "9:30")
    answer = alla.post("/year/bells", form(alla.get("/year").text, "/year/bells") | {"bells": bad})
    assert answer.status_code == 422
    assert "2-й урок начинается в 9:30, а 1-й кончается в 9:40" in answer.text
    assert "9:30-10:30" in answer.text


WINTER = Break(EVERYBODY, "Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10))


@pytest.mark.parametrize(
    "layout",
    [
        proposed(2026),
        replace(proposed(2026), ends=((9, date(2027, 5, 21)), (11, date(2027, 5, 20)))),
        replace(proposed(2026), kinds=("trimester",) * 9 + ("half",) * 2, more=(WINTER,)),
        replace(proposed(2026), kinds=("quarter",) * 11),
    ],
)
def test_the_form_gives_back_what_it_was_filled_with(layout: Layout) -> None:
    fields = years_form.fields_of(layout)
    typed = years_form.layout_typed(fields, FIVE_DAYS)
    assert (typed.terms, typed.more) == (layout.terms, layout.more)


def test_every_field_that_is_wrong_has_its_sentence() -> None:
    typed = years_form.fields_of(proposed(2026)) | {"kind-1": "trimester", "trimester-last-2": ""}
    typed |= {"end-9": "в мае", "more": "1 класс: в феврале\n12 класс: 13.02.2027–21.02.2027 Каникулы"}
    with pytest.raises(Refusal) as refused:
        years_form.days_typed(typed, FIVE_DAYS)
    assert refused.value.message == (
        "Укажите первый и последний день: 2 триместр. "
        "Последний день, 9 класс: такой даты нет. "
        "Каникулы «1 класс: в феврале» не разобраны: нужно вида "
        "«1 класс: 13.02.2027–21.02.2027 Дополнительные каникулы». "
        "Каникулы «12 класс: 13.02.2027–21.02.2027 Каникулы»: классы бывают с 1 по 11, по порядку."
    )


def lay_out(web: Web, own: Layout | None = None) -> None:
    """The year of the small school with the periods and holidays that a school is offered."""
    layout = own or replace(proposed(2026), more=())

    def store() -> None:
        SchoolYear.update(valid_from=layout.first, valid_to=layout.last).execute()
        Period.delete().execute()
        DayOff.delete().execute()
        year = SchoolYear.get()
        for term in layout.terms:
            Period.create(year=year, **columns(term))
        for name, first, last in [*layout.breaks, *((name, day, day) for day, name in layout.holidays)]:
            DayOff.create(cohort=None, reason=name, valid_from=first, valid_to=last, lost=False)

    web.db(store)


def test_what_a_change_of_days_touches_is_told_before_it_is_written(web: Web) -> None:
    lay_out(web)
    alla, wednesday = web.browser("alla"), MONDAY + timedelta(days=2)
    sent = form(alla.get("/year").text, "/year/days")
    assert (sent["kind-9"], sent["kind-11"], sent["more"]) == ("quarter", "half", "")
    sent |= {"holidays": f"{sent['holidays']}\n{wednesday:%d.%m.%Y} День школы"}
    asked = alla.post("/year/days", sent)
    assert asked.status_code == 422 and "исчезнет (25 ноября" in asked.text
    assert "День школы</textarea>" in asked.text and 'name="sure"' in asked.text
    assert web.db(Lesson.select().where(Lesson.date == wednesday).count)
    assert alla.post("/year/days", sent | {"sure": "yes"}).location == "/year?saved=days"
    assert not web.db(Lesson.select().where(Lesson.date == wednesday).count)


def test_days_that_cannot_be_stay_in_the_form(web: Web) -> None:
    lay_out(web)
    alla = web.browser("alla")
    sent = form(alla.get("/year").text, "/year/days") | {"end-9": "2027-03-01", "first-4": "2027-03-20"}
    answer = alla.post("/year/days", sent)
    assert answer.status_code == 422 and "4 четверть начинается раньше, чем кончилась 3." in answer.text
    assert 'value="2027-03-01"' in answer.text and 'value="2027-03-20"' in answer.text


def test_a_saturday_without_a_period_is_told_with_the_form_and_after_the_week_is_changed(web: Web) -> None:
    """7.6: a school of six days; its halves leave out one Saturday, 19.12.2026."""
    halves = (date(2026, 9, 1), date(2026, 12, 18)), (date(2026, 12, 20), date(2027, 5, 26))
    lay_out(web, replace(proposed(2026), more=(), own_halves=halves))
    assert "19 декабря 2026" not in web.browser("alla").get("/year").text
    web.settings(school_week=6)
    shown = web.browser("alla").get("/year").text
    assert "Дни года не сходятся с рабочей неделей школы" in shown
    assert "между 1 и 2 остаются учебные дни без периода, 19 декабря 2026" in shown
    alla = web.browser("alla")
    typed = form(alla.get("/year").text, "/year/days") | {"half-first-1": "2026-09-01"}
    typed |= {"half-last-1": "2026-12-18", "half-first-2": "2026-12-20", "half-last-2": "2027-05-26"}
    answer = alla.post("/year/days", typed)
    assert answer.status_code == 422
    assert "Полугодия: между 1 и 2 остаются учебные дни без периода, 19 декабря 2026" in answer.text
    assert 'value="2026-12-20"' in answer.text
