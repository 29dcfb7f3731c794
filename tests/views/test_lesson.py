"""The lesson, part by part: each is saved with htmx and without, and refused to whoever has no right."""

from datetime import date

import pytest

from ejournal.models.people import Duty
from tests.client import Web
from tests.school import MONDAY
from tests.views.steps import (
    PARTS,
    SAVED_BY_HTMX,
    code,
    columns,
    deeds,
    desk,
    fill,
    handed_in,
    has_text,
    mark,
    text,
)

FRIDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 25)


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.clause("4.5.4")
def test_each_part_is_saved_by_htmx_and_comes_back_as_a_fragment(web: Web) -> None:
    vera = desk(web)
    for part in SAVED_BY_HTMX:
        answer = vera.htmx(part.path(vera), **part.typed(vera))
        assert (answer.status_code, part.stored(vera)) == (200, True), part.name
        assert "lesson-changed" in answer.headers["HX-Trigger"]


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.clause("4.5.4")
def test_each_part_is_saved_without_htmx_and_leads_back_to_the_lesson(web: Web) -> None:
    vera = desk(web)
    for part in PARTS:
        answer = vera.plain(part.path(vera), **part.typed(vera))
        assert (answer.status_code, answer.location) == (303, vera.address), part.name
        assert part.stored(vera), part.name
        vera.reload()


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.clause("4.5.4")
def test_the_whole_lesson_is_saved_at_once_without_javascript(web: Web) -> None:
    vera = desk(web)
    typed = {"topic": "Одночлены", "homework": "§ 5, № 6", vera.roll("vova"): "ОП", vera.name("anya"): "5"}
    assert vera.plain(do="save", **typed).status_code == 303
    assert has_text(vera, "topic", "Одночлены") and has_text(vera, "homework", "§ 5, № 6")
    assert (code(vera, "vova"), mark(vera, "anya"), handed_in(vera)) == ("ОП", "5", 0)


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize(
    ("key", "refusal"), [("oleg", 404), ("nina", 403), ("dina", 403), ("alla", 403), ("anya", 403)]
)
def test_no_part_is_open_to_a_stranger(web: Web, key: str, refusal: int) -> None:
    vera = desk(web)
    vera.browser, vera.fields["key"] = web.browser(key), "their own"
    for part in PARTS:
        path, typed = part.path(vera), part.typed(vera)
        assert vera.plain(path, **typed).status_code == refusal, part.name
        assert vera.htmx(path, **typed).status_code == refusal, part.name
    assert deeds(web) == []


def test_no_part_is_written_by_looking_at_its_address(web: Web) -> None:
    vera = desk(web)
    for part in SAVED_BY_HTMX:
        assert vera.browser.get(f"{vera.address}/{part.path(vera)}").status_code == 405, part.name
    assert deeds(web) == []


def test_without_the_key_of_a_page_nothing_is_written(web: Web) -> None:
    vera = desk(web)
    vera.fields["key"] = ""
    for part in SAVED_BY_HTMX:
        answer = vera.htmx(part.path(vera), **part.typed(vera))
        assert (answer.status_code, "Страница устарела" in answer.text) == (422, True), part.name
    del vera.fields["key"]
    answer = vera.plain(do="hand-in")
    assert (answer.status_code, "Страница устарела" in answer.text) == (422, True)
    assert deeds(web) == []


def test_a_part_that_is_refused_without_htmx_is_answered_by_a_whole_page(web: Web) -> None:
    vera = desk(web)
    answer = vera.plain("topic", topic="Present Perfect")
    assert (answer.status_code, "п. 3.6" in answer.text) == (422, True)


@pytest.mark.clause("4.3.2")
def test_a_duty_that_ended_in_the_middle_saves_nothing(web: Web) -> None:
    vera = desk(web)
    web.db(Duty.update(valid_to=FRIDAY).where(Duty.person == web.school["vera"]).execute)
    assert vera.htmx("topic", topic="Одночлены").status_code == 403
    assert deeds(web) == []


@pytest.mark.clause("4.5.2")
def test_the_topic_is_taken_from_the_plan_with_one_press(web: Web) -> None:
    vera = desk(web)
    page = vera.browser.get(vera.address).text
    assert "Взять «Одночлен и его степень»" in page
    item = page.split('name="take" value="')[1].split('"')[0]
    answer = vera.htmx("topic", take=item)
    assert answer.status_code == 200 and "Одночлен и его степень" in answer.text
    assert has_text(vera, "topic", "Одночлен и его степень")


@pytest.mark.clause("4.5.3")
def test_the_homework_is_taken_from_the_plan_with_one_press(web: Web) -> None:
    vera = desk(web)
    page = vera.browser.get(vera.address).text
    item = page.split('name="take-homework" value="')[1].split('"')[0]
    assert vera.htmx("homework", **{"take-homework": item}).status_code == 200
    assert has_text(vera, "homework", "§ 1")


@pytest.mark.clause("4.5.3")
def test_no_homework_is_said_aloud(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("homework", absent="1").status_code == 200
    stored = text(web, vera.lesson, "homework")
    assert stored is not None and (stored.text, stored.absent) == ("", True)
    both = vera.htmx("homework", homework="§ 5")
    assert both.status_code == 422 and "п. 4.5.3" in both.text and "§ 5" in both.text


@pytest.mark.clause("4.5.3")
def test_homework_may_be_for_a_later_day_and_not_for_an_earlier_one(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("homework", homework="Доклад", due="2026-12-09").status_code == 200
    stored = text(web, vera.lesson, "homework")
    assert stored is not None and stored.due == date(2026, 12, 9)
    for due in (MONDAY.isoformat(), "2026-11-01"):
        refused = vera.htmx("homework", due=due)
        assert refused.status_code == 422 and "п. 4.5.3" in refused.text and "Доклад" in refused.text


@pytest.mark.clause("3.6")
def test_a_topic_in_a_foreign_language_is_refused_and_the_wording_offered_is_accepted(web: Web) -> None:
    oleg = desk(web, "oleg", "english2")
    refused = oleg.htmx("topic", topic="Present Perfect")
    assert refused.status_code == 422 and "п. 3.6" in refused.text
    assert "Present Perfect</textarea>" in refused.text
    offered = refused.text.split('name="repair-topic" value="')[1].split('"')[0]
    assert oleg.htmx("topic", **{"repair-topic": offered}).status_code == 200
    assert has_text(oleg, "topic", offered)


@pytest.mark.clause("4.5.2")
def test_before_the_bell_texts_are_drafts_and_nothing_else_is_accepted(web: Web) -> None:
    web.clock.set("9:24")
    vera = desk(web)
    assert vera.htmx("topic", topic="Одночлены").status_code == 200
    stored = text(web, vera.lesson, "topic")
    assert stored is not None and stored.draft
    for path, typed in (("roll", {}), ("works", {"work": "quiz"})):
        refused = vera.htmx(path, **typed)
        assert refused.status_code == 422 and "ещё не начался" in refused.text
    web.clock.set("9:25")
    assert vera.htmx("topic").status_code == 200
    assert has_text(vera, "topic", "Одночлены")


@pytest.mark.clause("4.5.2")
def test_marks_wait_for_attendance(web: Web) -> None:
    refused = desk(web).mark("anya", "5")
    assert refused.status_code == 422
    assert "п. 4.5.2" in refused.text and "посещаемость" in refused.text and 'value="5"' in refused.text


@pytest.mark.clause("4.5.4")
def test_an_absent_pupil_gets_no_mark_and_a_marked_one_is_not_absent(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    assert vera.absence("vova", "Н").status_code == 200
    refused = vera.mark("vova", "4")
    assert refused.status_code == 422 and "п. 4.5.4" in refused.text and 'value="4"' in refused.text
    refused = vera.absence("anya", "Н")
    assert refused.status_code == 422 and "п. 4.5.4" in refused.text
    assert (mark(vera, "vova"), code(vera, "anya")) == ("", "")


@pytest.mark.clause("4.5.4")
def test_a_mark_outside_the_scale_is_refused_and_stays_in_its_field(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for value in ("1", "6", "5+", "4-", "45", "0", "пять", "н"):
        refused = vera.mark("anya", value)
        assert refused.status_code == 422 and f'value="{value}"' in refused.text
        assert ("отмечают в посещаемости" if value == "н" else "5, 4, 3 или 2") in refused.text
    assert mark(vera, "anya") == ""


@pytest.mark.clause("4.5.4")
def test_grade_one_has_no_marks_and_no_columns(web: Web) -> None:
    vera = desk(web, group="counting")
    page = vera.browser.get(vera.address).text
    assert "отметки не выставляются" in page and 'class="mark' not in page
    refused = vera.htmx("works", work="quiz")
    assert refused.status_code == 422 and "безотметочное" in refused.text


@pytest.mark.clause("4.5.4")
def test_a_column_is_added_once(web: Web) -> None:
    vera = desk(web)
    assert vera.htmx("works", work="control").status_code == 200
    vera.reload()
    refused = vera.htmx("works", work="control")
    assert refused.status_code == 422 and "уже есть" in refused.text
    assert columns(vera) == ["control"]


@pytest.mark.clause("4.5.4")
def test_with_six_more_columns_answers_are_still_given_marks_and_a_seventh_is_refused(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    six = ["classwork", "homework", "test", "control", "project", "dictation"]
    for kind in six:
        assert vera.htmx("works", work=kind).status_code == 200
    refused = vera.htmx("works", work="quiz")
    assert refused.status_code == 422 and "не больше 6 видов работ, кроме ответов" in refused.text
    vera.reload()
    assert vera.mark("anya", "5").status_code == 200
    assert mark(vera, "anya") == "5" and sorted(columns(vera)) == sorted([*six, "answer"])


@pytest.mark.clause("4.5.2")
def test_an_unfinished_lesson_is_not_handed_in_and_what_is_missing_is_named(web: Web) -> None:
    vera = desk(web)
    refused = vera.plain(do="hand-in", topic="Одночлены")
    assert refused.status_code == 422 and handed_in(vera) == 0
    assert "домашнего задания" in refused.text and "посещаемости" in refused.text
    assert has_text(vera, "topic", "Одночлены")


@pytest.mark.clause("4.5.4")
def test_what_is_handed_in_is_set_at_once_and_cannot_be_retyped(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="4")
    assert vera.plain(do="hand-in").status_code == 303
    vera.reload()
    refused = vera.mark("anya", "5")
    assert refused.status_code == 422
    assert "п. 4.5.4" in refused.text and "«4» уже выставлена" in refused.text
    assert 'value="4"' in refused.text and "«5» не записано" in refused.text
    assert mark(vera, "anya") == "4"


@pytest.mark.clause("4.5.4")
def test_the_day_after_a_mark_is_refused_with_the_way_to_todays_lesson(web: Web) -> None:
    vera = desk(web, day=FRIDAY, number=1)
    fill(vera)
    refused = vera.mark("anya", "5")
    assert refused.status_code == 422
    assert "п. 4.5.4" in refused.text and "20.11" in refused.text and 'value="5"' in refused.text
    assert f'href="/lessons/{web.lesson("algebra")}"' in refused.text
    assert mark(vera, "anya") == ""


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_the_day_after_texts_are_accepted_and_marked_late(web: Web) -> None:
    vera = desk(web, day=FRIDAY, number=1)
    for part in ("topic", "homework"):
        answer = vera.htmx(part, **{part: "Одночлены и степени"})
        assert answer.status_code == 200 and "внесено с опозданием 3\xa0дн." in answer.text
    assert vera.htmx("roll").status_code == 200
    assert vera.browser.get(vera.address).text.count("внесено с опозданием 3\xa0дн.") == 3


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.4.3")
def test_a_closed_week_takes_no_late_records(web: Web) -> None:
    close = f"/attendance/{web.school.classes['7']}/close"
    assert (
        web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16", "sure": "yes"}).status_code
        == 303
    )
    vera = desk(web, day=FRIDAY, number=1)
    for part in ("topic", "homework", "roll"):
        refused = vera.htmx(part, topic="Одночлены", homework="§ 5")
        assert refused.status_code == 422 and "закрыта классным руководителем" in refused.text
    assert deeds(web) == ["week.close"]
