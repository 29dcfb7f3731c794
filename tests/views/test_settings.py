"""п. 4.3.1: the administrator sets up the journal on a form that works without JavaScript."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.audit import Audit, Revision
from ejournal.models.settings import TITLES, UNNAMED, SchoolSettings, school_settings
from tests.client import Browser, Web, form
from tests.pages import Outline
from tests.school import MONDAY

CHANGED: dict[str, Any] = {
    "school_name": "МОУ «Глуховская» <СШ> & Ко",
    "school_full_name": "Муниципальное учреждение",
    "school_address": "ул. Школьная, 1",
    "school_phone": "8 (831) 000-00-00",
    "school_week": 6,
    "year_weeks": 35,
    "year_weeks_first": 34,
    "home_hours": "1 — 9, 5 — 11",
    "entry_minutes": 25,
    "late_entries_refused": True,
    "marks_per_quarter": 5,
    "marks_per_half": 8,
    "marks_quarter_hours": "1 — 4, 3 — 8",
    "marks_half_hours": "2 — 9",
    "term_five": 465,
    "term_four": 365,
    "term_three": 265,
    "term_tolerance": 10,
    "term_absence": 66,
    "term_open_days": 10,
    "term_deadline_days": 3,
    "year_half_up": False,
    "exam_grades": "9, 10, 11",
    "forecast_days": 14,
    "final_days": 60,
    "debts_until": date(2027, 10, 1),
    "staff_session_hours": 8,
    "family_session_hours": 24,
    "electronic_since": date(2026, 12, 1),
    "consents_since": date(2027, 1, 11),
    "region_system": "ГИС «Школа»",
    "region_operator": "ООО «Оператор», г. Нижний Новгород",
    "school_numbers": "ИНН 5200000000, ОГРН 1020000000000",
    "sheet_day": 4,
    "sheet_overdue_days": 10,
    "school_place": "с. Глухово",
    "print_duplex": False,
    "missed_day_lessons": 3,
    "long_absence_days": 4,
    "long_absence_percent": 25,
    "missed_week_percent": 60,
    "remote_open_days": 5,
    "journal_kept": "10 лет",
    "circle_journal_kept": "3 года",
    "day_moments": "Прогулка, Сон",
    "session_forms": "Беседа",
    "own_journals_apart": False,
    "journal_index": "02-15",
    "check_lesson_marks": 4,
    "check_without_mark": 6,
    "check_next_lessons": 2,
    "check_controls_day": 2,
    "check_controls_week": 5,
    "check_absent_days": 5,
    "check_few_marks": True,
    "check_two_left": True,
    "check_two_edge": True,
    "check_two_after": True,
    "certificate_good": 90,
    "certificate_fair": 70,
    "certificate_settled_days": 10,
    "certificate_days": 7,
    "certificate_electronic": True,
    "watch_facts": 90,
    "watch_from": 7,
    "watch_until": 20,
    "problem_days": 3,
    "sign_in_help": "секретарю школы",
}


def sent(values: Mapping[str, Any]) -> dict[str, str]:
    """As a browser sends them: a box that is not ticked is not sent at all."""
    return {name: str("yes" if value is True else value) for name, value in values.items() if value}


def in_force(web: Web) -> SchoolSettings:
    return web.db(school_settings)


def settings_deeds(web: Web) -> int:
    return web.db(lambda: Audit.select().where(Audit.kind == "settings.change").count())


def save(browser: Browser, **typed: str) -> Any:
    """Open the form, type and send it."""
    return browser.post("/settings", browser.form("/settings") | typed)


@pytest.mark.clause("4.3.1")
def test_every_setting_is_set_by_the_form_and_shown_by_it_afterwards(web: Web) -> None:
    assert CHANGED.keys() == TITLES.keys()
    alla = web.browser("alla")
    typed = {"key": alla.form("/settings")["key"], "sure": "yes", **sent(CHANGED)}
    answer = alla.post("/settings", typed)
    assert (answer.status_code, answer.location) == (303, "/settings?saved=yes")
    assert in_force(web) == SchoolSettings(**CHANGED)
    shown = alla.form("/settings")
    del shown["key"]
    assert shown == sent(CHANGED)


@pytest.mark.clause("4.3.1")
def test_everything_that_is_wrong_is_told_at_once(web: Web) -> None:
    answer = save(web.browser("alla"), school_week="8", entry_minutes="десять", exam_grades="9 и 11")
    assert answer.status_code == 422
    for name in ("school_week", "entry_minutes", "exam_grades"):
        assert f"Настройка «{TITLES[name]}»" in answer.text
    assert settings_deeds(web) == 0


@pytest.mark.clause("4.3.1")
def test_a_school_without_a_name_has_an_empty_field_and_may_set_the_rest(web: Web) -> None:
    alla = web.browser("alla")
    assert (in_force(web).school_name, alla.form("/settings")["school_name"]) == (UNNAMED, "")
    assert save(alla, entry_minutes="15").status_code == 303
    assert (in_force(web).school_name, in_force(web).entry_minutes) == (UNNAMED, 15)
    save(alla, school_name="Ёлкинская школа")
    assert save(alla, school_name="").status_code == 422


@pytest.mark.clause("4.3.1")
def test_a_box_is_cleared_and_a_date_taken_back(web: Web) -> None:
    web.settings(late_entries_refused=True, electronic_since=date(2026, 12, 1))
    alla = web.browser("alla")
    fields = alla.form("/settings")
    del fields["late_entries_refused"]
    assert alla.post("/settings", fields | {"electronic_since": ""}).status_code == 303
    assert in_force(web) == SchoolSettings()


@pytest.mark.clause("4.3.1")
def test_only_what_was_changed_gets_a_new_version_and_it_is_by_the_administrator(web: Web) -> None:
    alla = web.browser("alla")
    assert save(alla).status_code == 303
    assert settings_deeds(web) == 0
    save(alla, entry_minutes="15")
    made: Any = web.db(lambda: list(Revision.select().where(Revision.record_kind == "setting")))
    assert [(row.version, row.by_id, '"entry_minutes"' in row.fields) for row in made] == [
        (1, web.school["alla"], True)
    ]
    entry: Any = web.db(lambda: Audit.select().where(Audit.kind == "settings.change").get())
    assert (entry.person_id, entry.duty) == (web.school["alla"], "administrator")


@pytest.mark.clause("4.3.1")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("school_name", "Ш" * 301),
        ("school_week", "8"),
        ("school_week", ""),
        ("entry_minutes", "-1"),
        ("entry_minutes", "десять"),
        ("entry_minutes", "1_0"),
        ("staff_session_hours", "9" * 5000),
        ("family_session_hours", "1.5"),
        ("electronic_since", "01.12.2026"),
        ("electronic_since", "0026-12-01"),
        ("electronic_since", "2026-02-30"),
        ("exam_grades", "девять"),
        ("exam_grades", "9, 12"),
    ],
)
def test_a_bad_value_changes_nothing_and_stays_in_the_form_with_the_reason(
    web: Web, name: str, typed: str
) -> None:
    answer = save(web.browser("alla"), school_phone="8 (831) 111", **{name: typed})
    assert answer.status_code == 422
    assert f"«{TITLES[name]}»" in answer.text
    fields = form(answer.text, "/settings")
    assert (fields[name], fields["school_phone"]) == (typed, "8 (831) 111")
    assert in_force(web) == SchoolSettings()


def test_a_refused_form_is_sent_again_when_mended(web: Web) -> None:
    alla = web.browser("alla")
    refused = form(save(alla, entry_minutes="тест", school_phone="8 (831) 111").text, "/settings")
    assert alla.post("/settings", refused | {"entry_minutes": "5"}).status_code == 303
    assert (in_force(web).entry_minutes, in_force(web).school_phone) == (5, "8 (831) 111")


def test_the_same_form_sent_twice_is_one_deed_and_without_a_key_none(web: Web) -> None:
    alla = web.browser("alla")
    fields = alla.form("/settings") | {"entry_minutes": "15"}
    assert [alla.post("/settings", fields).status_code for _ in range(2)] == [303, 303]
    assert settings_deeds(web) == 1
    answer = alla.post("/settings", fields | {"key": "", "entry_minutes": "20"})
    assert answer.status_code == 422 and "Страница устарела" in answer.text
    assert in_force(web).entry_minutes == 15


@pytest.mark.clause("4.3.1")
def test_every_field_has_its_title_as_a_label(web: Web) -> None:
    page = Outline(web.browser("alla").get("/settings").text)
    labels = {tag.attributes["for"]: tag for tag in page.named("label")}
    fields = {tag.attributes["id"]: tag.attributes for tag in page.named("input") if "id" in tag.attributes}
    assert labels.keys() == fields.keys() == TITLES.keys()
    kinds = {name: field["type"] for name, field in fields.items()}
    assert (kinds["school_week"], kinds["late_entries_refused"]) == ("number", "checkbox")
    assert (kinds["electronic_since"], kinds["school_name"]) == ("date", "text")


@pytest.mark.clause("4.3.1")
@pytest.mark.parametrize("key", ["dina", "igor"])
def test_the_deputy_and_the_director_read_the_settings_and_do_not_change_them(web: Web, key: str) -> None:
    browser = web.browser(key)
    assert 'action="/settings"' not in browser.get("/settings").text
    assert browser.post("/settings", {"key": "k", **sent(CHANGED)}).status_code == 403
    assert in_force(web) == SchoolSettings()


@pytest.mark.clause("4.6.1")
def test_a_day_that_closes_the_diary_of_families_is_asked_about_first(web: Web) -> None:
    alla = web.browser("alla")
    typed = alla.form("/settings") | {"consents_since": str(MONDAY)}
    asked = alla.post("/settings", typed)
    assert asked.status_code == 422 and "Дневник закроется для" in asked.text
    assert f'value="{MONDAY}"' in asked.text and 'name="sure"' in asked.text, "what was typed stays"
    assert web.db(school_settings).consents_since is None, "nothing is stored before the answer"
    assert alla.post("/settings", typed | {"sure": "yes"}).status_code == 303
    assert web.db(school_settings).consents_since == MONDAY
    again = alla.form("/settings") | {"consents_since": str(MONDAY - timedelta(days=1))}
    assert alla.post("/settings", again).status_code == 303, "it is closed already: nobody is shut out"
