"""п. 3.1, 3.2: reach: whose objects somebody may open and fill, and when the right ends."""

from datetime import date, timedelta

import pytest

from ejournal.access import TABLE, Reach, Right, Role
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import LessonText
from ejournal.models.people import Duty, Employment, Enrolment, Guardianship
from ejournal.models.timetable import Lesson
from tests.client import Browser, Web
from tests.school import MONDAY, PUPILS, SINCE

YESTERDAY = MONDAY - timedelta(days=1)


def save_topic(web: Web, key: str, lesson: int) -> int:
    """The status of an attempt to write a topic."""
    answer = web.browser(key).post(f"/lessons/{lesson}/topic", {"key": "k", "topic": "Одночлены"})
    return answer.status_code


def hidden(web: Web) -> list[tuple[int | None, str, int | None]]:
    """Who asked in vain for which object, by the access log."""
    return [(note.person, note.endpoint, note.object_id) for note in web.noted() if note.kind == "forbidden"]


def written(web: Web) -> int:
    return web.db(lambda: LessonText.select().count())


@pytest.mark.clause("3.1")
@pytest.mark.parametrize(
    ("key", "group"),
    [("vera", "english1"), ("oleg", "algebra"), ("marina", "english2"), ("nina", "counting")],
)
def test_a_page_or_lesson_outside_ones_reach_is_not_found(web: Web, key: str, group: str) -> None:
    lesson = web.lesson(group)
    browser = web.browser(key)
    assert browser.get(f"/lessons/{lesson}").status_code == 404
    assert browser.get(f"/lessons/{lesson}/state").status_code == 404
    assert browser.get(f"/journal/{web.school.groups[group]}").status_code == 404
    assert save_topic(web, key, lesson) == 404
    assert written(web) == 0
    page = web.school.groups[group]
    assert hidden(web) == [
        (web.school[key], "lesson.page", lesson),
        (web.school[key], "lesson.state", lesson),
        (web.school[key], "journal.page", page),
        (web.school[key], "lesson.topic", lesson),
    ]


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("key", ["nina", "dina", "igor"])
def test_who_may_read_a_lesson_without_giving_it_may_not_write_in_it(web: Web, key: str) -> None:
    lesson = web.lesson("algebra")
    assert web.browser(key).get(f"/lessons/{lesson}").status_code == 200
    assert save_topic(web, key, lesson) == 403
    assert written(web) == 0


@pytest.mark.clause("3.1")
def test_a_class_teacher_reads_every_page_of_the_own_class_and_no_other(web: Web) -> None:
    browser = web.browser("nina")
    statuses = {key: browser.get(f"/journal/{group}").status_code for key, group in web.school.groups.items()}
    assert statuses == {"algebra": 200, "english1": 200, "english2": 200, "history": 200, "counting": 404}


@pytest.mark.clause("4.4.3")
def test_a_class_teacher_does_not_close_the_week_of_another_class(web: Web) -> None:
    close = f"/attendance/{web.school.classes['1']}/close"
    assert web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16"}).status_code == 404
    assert hidden(web) == [(web.school["nina"], "attendance.close", web.school.classes["1"])]


@pytest.mark.clause("4.4.3")
def test_the_right_to_close_a_week_goes_as_far_as_the_table_says(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLE, Right.CLOSE_WEEK, {Role.CLASS_TEACHER: Reach.OWN_GROUPS})
    close = f"/attendance/{web.school.classes['7']}/close"
    assert web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16"}).status_code == 404


@pytest.mark.clause("4.5.2")
def test_a_substitute_fills_the_lesson_and_the_substituted_teacher_does_not(web: Web) -> None:
    lesson = web.lesson("algebra")
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    assert save_topic(web, "vera", lesson) in (403, 404)
    assert written(web) == 0
    assert web.browser("oleg").get(f"/lessons/{lesson}").status_code == 200
    assert save_topic(web, "oleg", lesson) == 303
    assert written(web) == 1


@pytest.mark.clause("4.5.2")
def test_a_substitute_reaches_that_lesson_alone(web: Web) -> None:
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == web.lesson("algebra")).execute)
    other = web.lesson("algebra", date(2026, 11, 25))
    assert web.browser("oleg").get(f"/lessons/{other}").status_code == 404
    assert save_topic(web, "oleg", other) == 404


@pytest.mark.clause("4.3.2")
def test_a_teacher_who_left_the_group_does_not_fill_its_later_lessons(web: Web) -> None:
    group = web.school.groups["algebra"]
    web.db(GroupTeacher.update(valid_to=YESTERDAY).where(GroupTeacher.group == group).execute)
    assert save_topic(web, "vera", web.lesson("algebra")) == 404


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("key", "other"), [("anya", "vova"), ("vova_mother", "anya"), ("marina", "anya"), ("yana_father", "anya")]
)
def test_nobody_opens_the_diary_of_anothers_child(web: Web, key: str, other: str) -> None:
    answer = web.browser(key).get(f"/diary/{web.school[other]}")
    assert answer.status_code == 404
    assert PUPILS[other][2] not in answer.text  # the first name of the other child
    assert hidden(web) == [(web.school[key], "diary.week", web.school[other])]


@pytest.mark.clause("3.1")
def test_trying_number_after_number_is_seen_in_the_access_log(web: Web) -> None:
    vera, alla, nina = web.browser("vera"), web.browser("alla"), web.browser("nina")
    assert [vera.get(f"/{what}/999").status_code for what in ("lessons", "journal")] == [404, 404]
    assert alla.post("/people/999/end-sessions", {"key": "k"}).status_code == 404
    assert nina.post("/attendance/999/close", {"key": "k"}).status_code == 404
    assert hidden(web) == [
        (web.school["vera"], "lesson.page", 999),
        (web.school["vera"], "journal.page", 999),
        (web.school["alla"], "admin.end_sessions", 999),
        (web.school["nina"], "attendance.close", 999),
    ]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(("key", "child"), [("vova_mother", "vova"), ("marina", "borya"), ("anya", "anya")])
def test_a_family_opens_the_diary_of_its_own_child(web: Web, key: str, child: str) -> None:
    answer = web.browser(key).get(f"/diary/{web.school[child]}")
    assert answer.status_code == 200


@pytest.mark.clause("3.2")
def test_a_teacher_who_is_a_parent_reads_the_diary_of_the_child_and_the_own_lessons(web: Web) -> None:
    browser = web.browser("marina")
    assert browser.get("/diary").location == f"/diary/{web.school['borya']}"
    assert browser.get("/today").status_code == 200
    assert browser.get(f"/lessons/{web.lesson('algebra')}").status_code == 404


@pytest.mark.clause("3.2")
def test_a_guardian_on_paper_gets_403_and_an_explanation(web: Web) -> None:
    web.settings(electronic_since=SINCE)
    browser = web.browser("anya_father")
    explained = browser.get("/diary")
    assert explained.status_code == 403
    assert "бумажную форму" in explained.text and "классный руководитель" in explained.text
    assert browser.get(f"/diary/{web.school['anya']}").status_code == 403
    assert "Одночлен" not in explained.text


@pytest.mark.clause("3.2")
def test_before_the_transition_date_the_diary_is_open_to_a_guardian_on_paper_too(web: Web) -> None:
    web.settings(electronic_since=MONDAY + timedelta(days=1))
    browser = web.browser("anya_father")
    assert browser.get(f"/diary/{web.school['anya']}").status_code == 200
    web.clock.set("8:00", MONDAY + timedelta(days=1))
    assert web.browser("anya_father").get(f"/diary/{web.school['anya']}").status_code == 403


@pytest.mark.clause("3.2")
def test_the_right_of_a_guardian_ends_with_the_guardianship(web: Web) -> None:
    browser = web.browser("vova_mother")
    assert browser.get("/diary").status_code == 303
    mine = Guardianship.guardian == web.school["vova_mother"]
    web.db(Guardianship.update(valid_to=YESTERDAY).where(mine).execute)
    assert browser.get(f"/diary/{web.school['vova']}").status_code == 403


@pytest.mark.clause("3.2")
def test_a_pupil_who_has_left_the_school_has_no_diary_any_more(web: Web) -> None:
    browser = web.browser("anya")
    mine = Enrolment.person == web.school["anya"]
    web.db(Enrolment.update(valid_to=YESTERDAY).where(mine).execute)
    assert browser.get(f"/diary/{web.school['anya']}").status_code == 403


@pytest.mark.clause("4.3.2")
def test_ending_a_duty_ends_access_at_the_next_request(web: Web) -> None:
    browser = web.browser("vera")
    assert browser.get("/today").status_code == 200
    web.db(Duty.update(valid_to=YESTERDAY).where(Duty.person == web.school["vera"]).execute)
    assert browser.get("/today").status_code == 403


@pytest.mark.clause("4.3.2")
def test_ending_the_employment_ends_every_duty_at_the_next_request(web: Web) -> None:
    browser = web.browser("dina")
    assert browser.get("/journal").status_code == 200
    web.db(Employment.update(valid_to=YESTERDAY).where(Employment.person == web.school["dina"]).execute)
    assert browser.get("/journal").status_code == 403


@pytest.mark.clause("4.3.2")
def test_a_duty_ends_by_itself_with_its_last_day(web: Web) -> None:
    web.db(Duty.update(valid_to=MONDAY).where(Duty.person == web.school["vera"]).execute)
    browser = web.browser("vera")
    web.clock.set("23:59")
    assert browser.get("/today").status_code == 303  # the twelve hours of the session are over
    browser = web.browser("vera")
    assert browser.get("/today").status_code == 200
    web.clock.set("0:01", MONDAY + timedelta(days=1))
    assert browser.get("/today").status_code == 403


@pytest.mark.clause("3.5")
def test_a_session_ends_by_itself_after_its_hours(web: Web) -> None:
    browser = web.browser("vera")
    web.clock.set("22:41")
    assert browser.get("/today").status_code == 200
    web.clock.set("22:42")
    assert browser.get("/today").location == "/sign-in"


@pytest.mark.clause("4.3.2")
def test_sessions_ended_by_the_administrator_open_nothing_more(web: Web) -> None:
    first, second, other = web.browser("vera"), web.browser("vera"), web.browser("oleg")
    answer = web.browser("alla").post(f"/people/{web.school['vera']}/end-sessions", {"key": "k"})
    assert answer.status_code == 303
    assert [browser.get("/today").status_code for browser in (first, second, other)] == [303, 303, 200]


@pytest.mark.clause("3.3")
def test_a_made_up_token_opens_nothing(web: Web) -> None:
    for token in ("", "1", "nonsense", "ы" * 50, "x" * 3000):
        browser = Browser(web.app)
        with browser.client.session_transaction(base_url=browser.base_url) as cookie:
            cookie["_user_id"] = token
        assert browser.get("/today").location == "/sign-in"
