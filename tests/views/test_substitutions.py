"""п. 4.2.2д: who gives the lessons of an absent teacher, what came of each, the log, the day's changes."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from ejournal.models.audit import Audit
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.services import timetable, verify
from tests.client import Web, form
from tests.school import BY, MONDAY, ZONE
from tests.views.absences import FRIDAY, ORDER, THURSDAY, WEDNESDAY, decide, plain, replaced, report
from tests.views.tables import row, rows

pytestmark = pytest.mark.clause("4.2.2д")


def test_the_lessons_of_an_absent_teacher_wait_each_with_who_is_free(web: Web) -> None:
    dina = web.browser("dina")
    page = plain(dina.get(report(dina, web, "marina", MONDAY, THURSDAY, order=ORDER)).text)
    assert "Морозова М.П." in page and "болезнь" in page and ORDER in page
    lessons = [line[0] for line in rows(page) if line[0].startswith(("пн", "чт"))]
    assert lessons == ["пн 23.11, 3-й", "чт 26.11, 1-й"]
    choices = row(page, "чт 26.11")[2]
    assert "Объединить группы" not in choices  # the titles of groups of choices are no text of a cell
    assert '<optgroup label="Объединить группы"><option value="merged:' in page
    assert "7 класс, Орлов О.П.</option>" in page
    assert f'value="replaced:{web.school["vera"]}"' in page
    assert f'value="replaced:{web.school["oleg"]}"' not in page  # he teaches the other group then
    assert f'value="merged:{web.school["oleg"]}"' in page


def test_who_teaches_the_subject_and_is_free_is_proposed(web: Web) -> None:
    """Марина has English on Thursday at the first lesson as Олег has: on her day off he is free."""
    dina = web.browser("dina")
    lesson = web.lesson("english1", THURSDAY)
    web.db(
        Lesson.update(number=4, starts_at=at_four(web), ends_at=after_four(web))
        .where(Lesson.id == lesson)
        .execute
    )
    place = report(dina, web, "marina", THURSDAY, THURSDAY)
    page = plain(dina.get(place).text)
    assert "selected" not in page and f'href="{place}?proposed=yes"' in page  # nothing is chosen unasked
    page = plain(dina.get(f"{place}?proposed=yes").text)
    assert f'value="replaced:{web.school["oleg"]}" selected' in page
    assert "Орлов О.П. — ведёт предмет, 1 урок в этот день" in page


def test_a_teacher_of_the_primary_school_is_not_proposed_for_a_lesson_of_grade_7(web: Web) -> None:
    """Oleg's English is then of grade 2, which is not to teach the subject in grade 7."""
    dina, lesson = web.browser("dina"), web.lesson("english1", THURSDAY)
    late = {"number": 4, "starts_at": at_four(web), "ends_at": after_four(web)}
    web.db(Lesson.update(**late).where(Lesson.id == lesson).execute)
    web.db(Group.update(grade=2).where(Group.id == web.school.groups["english2"]).execute)
    place = report(dina, web, "marina", THURSDAY, THURSDAY)
    page = plain(dina.get(f"{place}?proposed=yes").text)
    assert "Орлов О.П. — " in page and "ведёт предмет" not in page and "selected" not in page


def at_four(web: Web) -> object:
    return web.db(web.school.lesson, "english1", THURSDAY).starts_at + timedelta(hours=4)


def after_four(web: Web) -> object:
    return web.db(web.school.lesson, "english1", THURSDAY).ends_at + timedelta(hours=4)


def test_the_substitute_gets_exactly_these_lessons(web: Web) -> None:
    dina, oleg = web.browser("dina"), web.browser("oleg")
    lesson, other = web.lesson("algebra", WEDNESDAY), web.lesson("algebra", FRIDAY, 1)
    assert oleg.get(f"/lessons/{lesson}").status_code == 404
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    status, _ = decide(dina, page, **{f"_{lesson}": replaced(web, "oleg")})
    assert status == 303
    assert oleg.get(f"/lessons/{lesson}").status_code == 200
    assert oleg.get(f"/lessons/{other}").status_code == 404
    assert "Замена: Орлов О.П." in row(dina.get(page).text, "ср 25.11")[2]
    web.clock.set("9:00", WEDNESDAY)
    oleg, vera = web.browser("oleg"), web.browser("vera")
    saved = oleg.post(f"/lessons/{lesson}/topic", oleg.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    assert saved.status_code == 303
    assert vera.get(f"/lessons/{lesson}").status_code == 200  # whoever teaches the group reads it
    assert vera.post(f"/lessons/{lesson}/topic", {"key": "k", "topic": "Моя"}).status_code == 403


def test_a_busy_or_absent_teacher_is_refused_and_nothing_is_stored(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "marina", THURSDAY, FRIDAY)
    lesson = web.lesson("english1", THURSDAY)
    status, shown = decide(dina, page, **{f"_{lesson}": replaced(web, "oleg")})
    assert status == 422 and "у этого учителя в это время свой урок" in shown
    report(dina, web, "vera", THURSDAY, THURSDAY)
    status, shown = decide(dina, page, **{f"_{lesson}": replaced(web, "vera")})
    assert status == 422 and "сам отсутствует" in shown
    status, shown = decide(dina, page, **{f"_{lesson}": f"replaced:{web.school['anya']}"})
    assert status == 422 and "выберите учителя из списка" in shown
    assert web.db(lambda: Replacement.select().count()) == 0
    assert web.db(web.school.lesson, "english1", THURSDAY).substitute_id is None


def test_groups_are_merged_only_with_the_same_subject_at_the_same_time(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "marina", THURSDAY, THURSDAY)
    lesson = web.lesson("english1", THURSDAY)
    status, shown = decide(dina, page, **{f"_{lesson}": f"merged:{web.school['nina']}"})
    assert status == 422 and "тот же предмет" in shown
    status, _ = decide(dina, page, **{f"_{lesson}": f"merged:{web.school['oleg']}"})
    assert status == 303
    assert web.db(web.school.lesson, "english1", THURSDAY).substitute_id == web.school["oleg"]


def test_all_decisions_of_a_form_are_written_or_none(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", FRIDAY, FRIDAY)
    first, second = web.lesson("algebra", FRIDAY, 1), web.lesson("algebra", FRIDAY, 2)
    status, shown = decide(dina, page, **{f"_{first}": replaced(web, "oleg"), f"_{second}": "cancelled"})
    assert status == 422 and "укажите приказ" in shown
    assert f'value="replaced:{web.school["oleg"]}" selected' in shown  # what was chosen is kept
    assert '<option value="cancelled" selected>' in shown
    assert web.db(lambda: Replacement.select().count()) == 0
    assert web.db(web.school.lesson, "algebra", FRIDAY, 1).substitute_id is None


def numbers_on_friday(group: int) -> list[int]:
    there = (Lesson.group == group) & (Lesson.date == FRIDAY)
    return sorted(lesson.number for lesson in Lesson.select().where(there))


def test_a_cancelled_lesson_is_gone_and_comes_back_only_when_the_decision_does(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", FRIDAY, FRIDAY)
    lesson = web.lesson("algebra", FRIDAY, 2)
    assert decide(dina, page, ORDER, **{f"_{lesson}": "cancelled"})[0] == 303
    numbers = partial(web.db, numbers_on_friday, web.school.groups["algebra"])
    web.db(lambda: timetable.lay_out(SchoolYear.get(), by=BY, now=web.clock.school_now()))
    assert numbers() == [1]
    number = web.db(lambda: Replacement.get().id)
    action = f"/substitutions/decisions/{number}/take-back"
    shown = dina.get(page).text
    assert f"Урок отменён: {ORDER}" in row(shown, "2-й")[2]
    assert dina.post(action, form(shown, action)).location == page
    assert numbers() == [1, 2]


def test_a_lesson_with_entries_is_not_cancelled(web: Web) -> None:
    dina, vera = web.browser("dina"), web.browser("vera")
    lesson = web.lesson("algebra", FRIDAY, 2)
    vera.post(f"/lessons/{lesson}/topic", vera.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    page = report(dina, web, "vera", FRIDAY, FRIDAY)
    status, shown = decide(dina, page, ORDER, **{f"_{lesson}": "cancelled"})
    assert status == 422 and "в уроке уже есть записи" in shown
    assert web.lesson("algebra", FRIDAY, 2) == lesson


def test_another_subject_is_given_on_its_own_page(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    lesson, history = web.lesson("algebra", WEDNESDAY), web.school.groups["history"]
    choice = f"subject:{web.school['nina']}:{history}"
    assert f'value="{choice}">История, Нилова Н.С.' in plain(dina.get(page).text)
    assert decide(dina, page, **{f"_{lesson}": choice})[0] == 303
    given = web.db(web.school.lesson, "history", WEDNESDAY)
    assert given.number == 1
    assert web.browser("nina").get(f"/lessons/{given.id}").status_code == 200
    web.db(lambda: timetable.lay_out(SchoolYear.get(), by=BY, now=web.clock.school_now()))
    assert not web.db(lambda: Lesson.select().where(Lesson.id == lesson).exists())
    web.clock.set("15:00", WEDNESDAY)
    dina = web.browser("dina")
    assert "История" in row(dina.get("/substitutions/log").text, "25.11.2026")[5]


def test_the_log_has_missed_lessons_that_nobody_decided_about_and_tells_of_decisions_ahead(web: Web) -> None:
    dina = web.browser("dina")
    page = report(dina, web, "vera", WEDNESDAY, FRIDAY)
    last = web.lesson("algebra", FRIDAY, 2)
    assert decide(dina, page, **{f"_{last}": replaced(web, "oleg")})[0] == 303
    log = dina.get("/substitutions/log").text
    assert "Впереди в этом месяце решений: 1" in log and "замен и отмен нет" not in log
    web.clock.set("15:00", WEDNESDAY)
    log = web.browser("dina").get("/substitutions/log").text
    assert row(log, "25.11.2026")[4:] == ["—", "—", "—", "не решено, кто проводит"]
    assert "Не решено: 1" in plain(log)


def test_what_a_substitute_has_written_keeps_the_decision(web: Web) -> None:
    dina = web.browser("dina")
    lesson = web.lesson("algebra", WEDNESDAY)
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, page, **{f"_{lesson}": replaced(web, "oleg")})
    web.clock.set("9:00", WEDNESDAY)
    oleg, dina = web.browser("oleg"), web.browser("dina")
    oleg.post(f"/lessons/{lesson}/topic", oleg.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    action = f"/substitutions/decisions/{web.db(lambda: Replacement.get().id)}/take-back"
    answer = dina.post(action, form(dina.get(page).text, action))
    assert answer.status_code == 422 and "В этом уроке уже есть записи" in answer.text
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["oleg"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": "2026-11-27", "last": "2026-11-25"}, "позже последнего"),
        ({"first": "вчера"}, "Укажите первый и последний день"),
        ({"reason": "лень"}, "Выберите причину"),
        ({"order": "приказ устный"}, "Приказ укажите с номером"),
        ({"first": "2027-07-01", "last": "2027-07-02"}, "не в учебном году"),
        ({"last": "2028-11-25"}, "дольше трёх месяцев"),
    ],
)
def test_an_absence_that_cannot_be_is_refused_and_kept_in_the_form(
    web: Web, fields: dict[str, str], said: str
) -> None:
    dina = web.browser("dina")
    sent = dina.form("/substitutions") | {"teacher": str(web.school["vera"]), "reason": "illness"}
    answer = dina.post("/substitutions", sent | fields)
    assert answer.status_code == 422 and said in answer.text
    assert f'<option value="{web.school["vera"]}" selected>' in answer.text
    assert web.db(lambda: TeacherAbsence.select().count()) == 0


def test_an_absence_sent_twice_is_one_and_goes_while_nothing_is_decided(web: Web) -> None:
    dina = web.browser("dina")
    sent = dina.form("/substitutions") | {"teacher": str(web.school["vera"]), "reason": "trip"}
    page = [dina.post("/substitutions", sent).location for _ in range(2)][1]
    assert web.db(lambda: TeacherAbsence.select().count()) == 1
    again = dina.post("/substitutions", sent | {"key": dina.form("/substitutions")["key"]})
    assert again.status_code == 422 and "уже записано" in again.text
    action = f"{page}/withdraw"
    assert dina.post(action, form(dina.get(page).text, action)).location == "/substitutions"
    assert web.db(lambda: [entry.kind for entry in Audit.select()][-2:]) == [
        "absence.report",
        "absence.withdraw",
    ]


def test_a_lesson_that_was_given_is_not_handed_over(web: Web) -> None:
    """Вера gives her first lesson and falls ill: that lesson stays hers."""
    web.clock.set("9:00", WEDNESDAY)
    dina, vera = web.browser("dina"), web.browser("vera")
    lesson = web.lesson("algebra", WEDNESDAY)
    vera.post(f"/lessons/{lesson}/topic", vera.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    page = report(dina, web, "vera", WEDNESDAY, FRIDAY)
    shown = dina.get(page).text
    assert "Урок уже записан: замена не нужна." in row(shown, "ср 25.11")[2]
    assert f'name="lesson-{lesson}"' not in shown
    status, told = decide(dina, page, **{f"_{lesson}": replaced(web, "oleg")})
    assert status == 422 and "урок уже записан" in told
    assert vera.get(f"/lessons/{lesson}").status_code == 200


def test_half_a_class_does_not_get_a_lesson_of_the_whole_class(web: Web) -> None:
    dina, lesson = web.browser("dina"), web.lesson("english1", THURSDAY)
    page = report(dina, web, "marina", THURSDAY, THURSDAY)
    assert 'value="subject:' not in dina.get(page).text
    choice = f"subject:{web.school['vera']}:{web.school.groups['algebra']}"
    status, told = decide(dina, page, **{f"_{lesson}": choice})
    assert status == 422 and "когда свободен весь класс" in told


def test_an_order_that_cannot_be_kept_is_refused(web: Web) -> None:
    dina = web.browser("dina")
    sent = dina.form("/substitutions") | {"teacher": str(web.school["vera"]), "reason": "illness"}
    long = dina.post("/substitutions", sent | {"order": f"№ 1 от {'очень ' * 30}2026"})
    assert long.status_code == 422 and "Приказ" in long.text
    assert dina.post("/substitutions", sent | {"order": "№ 1\x00 от 24.11.2026"}).status_code in (
        303,
        400,
        422,
    )


def test_the_history_stays_whole_when_a_lesson_goes_after_decisions(web: Web) -> None:
    dina, lesson = web.browser("dina"), web.lesson("algebra", WEDNESDAY)
    page = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, page, **{f"_{lesson}": replaced(web, "oleg")})
    sent: dict[str, Any] = dict(dina.form("/days-off"))
    sent |= {
        "sure": "yes",
        "classes": ["school"],
        "kind": "frost",
        "first": str(WEDNESDAY),
        "last": str(WEDNESDAY),
    }
    assert dina.post("/days-off", sent | {"sure": "yes"}).status_code == 303
    assert web.db(lambda: Replacement.select().count()) == 0
    assert not web.db(lambda: Lesson.select().where(Lesson.id == lesson).exists())
    assert web.db(verify.verify, ZONE) == []
