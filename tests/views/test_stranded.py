"""п. 4.2.2д: a substitute falls ill in turn: the lesson is nobody's again, and is decided anew."""

import pytest

from ejournal.access import Role
from ejournal.models.audit import Audit, Revision
from ejournal.models.substitutions import Replacement
from ejournal.models.timetable import Lesson
from ejournal.services import moves, verify
from tests.client import Browser, Web, form, queries
from tests.school import ZONE, at
from tests.views.absences import FRIDAY, ORDER, WEDNESDAY, decide, plain, replaced, report
from tests.views.tables import row, rows

pytestmark = pytest.mark.clause("4.2.2д")
DAY = f"/substitutions/day?day={WEDNESDAY}"


@pytest.fixture
def dina(web: Web) -> Browser:
    return web.browser("dina")


def twice(web: Web, dina: Browser) -> tuple[str, str]:
    """Вера is away on Wednesday, Олег gives her algebra and falls ill; the pages of both absences."""
    lesson = web.lesson("algebra", WEDNESDAY)
    first = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    assert decide(dina, first, **{f"_{lesson}": replaced(web, "oleg")})[0] == 303
    return first, report(dina, web, "oleg", WEDNESDAY, WEDNESDAY)


def test_the_lesson_stands_on_the_page_of_substitutions_and_waits_again(web: Web, dina: Browser) -> None:
    first, second = twice(web, dina)
    html = plain(dina.get("/substitutions").text)
    line = row(html, "Решить заново")
    assert line[0] == "ср 25.11, 1-й" and "Алгебра" in line[1]
    assert line[2:4] == ["Ветрова В.И.", "Орлов О.П."]
    assert f'href="{first}?proposed=yes"' in html
    waits = next(one for one in html.split("<tr>") if f'href="{first}">Ветрова' in one)
    assert f'<a href="{first}">1</a>' in waits  # one waits, none is decided
    shown = plain(dina.get(second).text)
    assert "снова ничей" in shown and f'href="{first}?proposed=yes"' in shown


def test_the_page_of_the_first_absence_offers_who_is_free_and_names_who_was_to_give_it(
    web: Web, dina: Browser
) -> None:
    first, _ = twice(web, dina)
    shown = plain(dina.get(first).text)
    assert "Должен был замещать Орлов О.П., но тоже отсутствует" in shown
    assert f'value="replaced:{web.school["nina"]}"' in shown
    assert f'value="replaced:{web.school["oleg"]}"' not in shown


def test_the_new_decision_takes_the_earlier_one_back_with_a_trace(web: Web, dina: Browser) -> None:
    first, _ = twice(web, dina)
    lesson = web.lesson("algebra", WEDNESDAY)
    before = web.db(lambda: Replacement.get().id)
    assert decide(dina, first, **{f"_{lesson}": replaced(web, "nina")})[0] == 303
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["nina"]
    assert web.browser("oleg").get(f"/lessons/{lesson}").status_code == 404
    kept = (Revision.record_kind == "replacement") & (Revision.record_id == before)
    assert web.db(lambda: [row.fields for row in Revision.select().where(kept)][-1]) == "null"
    assert web.db(lambda: [one.kind for one in Audit.select().order_by(Audit.id)][-1]) == "absence.decide"
    assert "Решить заново" not in dina.get("/substitutions").text
    assert "Нилова Н.С." in row(plain(dina.get(DAY).text), "Алгебра")[3]
    assert web.db(verify.verify, ZONE) == []


def test_the_sheet_of_the_day_says_that_it_is_not_known_yet(web: Web, dina: Browser) -> None:
    twice(web, dina)
    line = row(plain(dina.get(DAY).text), "Алгебра")
    assert line[3] == "замена уточняется" and "Орлов" not in " ".join(line)
    shown = plain(dina.get(f"/timetable?of=class:{web.school.classes['7']}&day={WEDNESDAY}").text)
    said = row(shown, "замена уточняется")
    assert said[2] == "Алгебра" and said[4] == "—" and "болезнь" not in shown


def test_another_subject_whose_teacher_falls_ill_gives_the_own_lesson_back(web: Web, dina: Browser) -> None:
    lesson, history = web.lesson("algebra", WEDNESDAY), web.school.groups["history"]
    first = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    assert decide(dina, first, **{f"_{lesson}": f"subject:{web.school['nina']}:{history}"})[0] == 303
    report(dina, web, "nina", WEDNESDAY, WEDNESDAY)
    given = web.lesson("history", WEDNESDAY)
    shown = plain(dina.get(first).text)
    assert "Должен был замещать Нилова Н.С." in shown and "Алгебра" in shown
    assert decide(dina, first, **{f"_{given}": replaced(web, "oleg")})[0] == 303
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["oleg"]
    assert not web.db(lambda: Lesson.select().where(Lesson.id == given).exists())


def test_cancelling_instead_needs_an_order_and_nothing_is_half_done(web: Web, dina: Browser) -> None:
    first, _ = twice(web, dina)
    lesson = web.lesson("algebra", WEDNESDAY)
    status, said = decide(dina, first, **{f"_{lesson}": "cancelled"})
    assert status == 422 and "укажите приказ" in said
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["oleg"]
    assert decide(dina, first, ORDER, **{f"_{lesson}": "cancelled"})[0] == 303
    assert row(plain(dina.get(DAY).text), "Алгебра")[3] == "урока нет"


def test_a_substitute_who_is_here_keeps_the_lesson(web: Web, dina: Browser) -> None:
    lesson = web.lesson("algebra", WEDNESDAY)
    first = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, first, **{f"_{lesson}": replaced(web, "oleg")})
    report(dina, web, "oleg", FRIDAY, FRIDAY)
    status, said = decide(dina, first, **{f"_{lesson}": replaced(web, "nina")})
    assert status == 422 and "Обновите страницу" in said
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["oleg"]
    assert "Решить заново" not in dina.get("/substitutions").text


def test_what_the_substitute_has_given_after_all_is_not_decided_anew(web: Web, dina: Browser) -> None:
    lesson = web.lesson("algebra", WEDNESDAY)
    first = report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    decide(dina, first, **{f"_{lesson}": replaced(web, "oleg")})
    web.clock.set("9:00", WEDNESDAY)
    oleg, dina = web.browser("oleg"), web.browser("dina")
    oleg.post(f"/lessons/{lesson}/topic", oleg.form(f"/lessons/{lesson}") | {"topic": "Многочлены"})
    report(dina, web, "oleg", WEDNESDAY, WEDNESDAY)
    assert "Решить заново" not in dina.get("/substitutions").text
    status, said = decide(dina, first, **{f"_{lesson}": replaced(web, "nina")})
    assert status == 422 and "Обновите страницу" in said
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id == web.school["oleg"]
    assert "Орлов О.П." in row(plain(dina.get(DAY).text), "Алгебра")[3]


def test_when_the_substitute_comes_after_all_everything_is_as_it_was(web: Web, dina: Browser) -> None:
    first, second = twice(web, dina)
    action = f"{second}/withdraw"
    assert dina.post(action, form(dina.get(second).text, action)).status_code == 303
    assert "Решить заново" not in dina.get("/substitutions").text
    assert "Замена: Орлов О.П." in plain(dina.get(first).text)


def test_the_first_teacher_comes_after_all_the_decision_is_taken_back_and_the_absence_goes(
    web: Web, dina: Browser
) -> None:
    first, _ = twice(web, dina)
    shown = dina.get(first).text
    assert "Отсутствия не было" not in shown  # while a decision stands
    action = f"/substitutions/decisions/{web.db(lambda: Replacement.get().id)}/take-back"
    assert dina.post(action, form(shown, action)).status_code == 303
    action = f"{first}/withdraw"
    assert dina.post(action, form(dina.get(first).text, action)).status_code == 303
    assert web.db(web.school.lesson, "algebra", WEDNESDAY).substitute_id is None


def test_when_the_lesson_is_over_the_log_has_it_once_and_undecided(web: Web, dina: Browser) -> None:
    twice(web, dina)
    web.clock.set("15:00", WEDNESDAY)
    log = plain(web.browser("dina").get("/substitutions/log").text)
    assert row(log, "25.11.2026")[4:] == ["—", "—", "—", "не решено, кто проводит"]
    assert log.count("25.11.2026") == 1 and "Ветрова В.И." in row(log, "25.11.2026")[3]
    assert "Не решено: 1" in log


def test_a_stranger_decides_nothing(web: Web, dina: Browser) -> None:
    first, _ = twice(web, dina)
    assert web.browser("vera").get(first).status_code == 403


def test_the_pages_ask_as_often_whatever_the_number(web: Web, dina: Browser) -> None:
    twice(web, dina)
    for page in ("/substitutions", DAY, "/substitutions/log"):
        with queries() as seen:
            dina.get(page)
        assert len(seen) <= 24, page


def test_a_lesson_moved_to_a_day_on_which_its_teacher_is_away_has_one_line(web: Web, dina: Browser) -> None:
    friday = web.db(web.school.lesson, "algebra", FRIDAY)
    by = web.school.actor("dina", Role.DEPUTY)
    web.db(moves.move, friday, WEDNESDAY, 4, "№ 7 от 23.11.2026", by=by, now=at("12:00"))
    report(dina, web, "vera", WEDNESDAY, WEDNESDAY)
    found = [one for one in rows(plain(dina.get(DAY).text)) if one and one[0] == "4"]
    assert len(found) == 1
    assert found[0][3].startswith("перенесён сюда с 27.11") and found[0][3].endswith("; замена уточняется")
