"""«Посещаемость»: the class teacher sees the week, sets it right in one action and closes it."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ejournal.models import journal
from ejournal.models.curriculum import GroupMember, Subject
from ejournal.models.grounds import AbsenceGround
from ejournal.models.journal import Absence
from ejournal.models.people import Enrolment, Person, PersonName
from tests.client import Browser, Web, form, queries
from tests.school import MONDAY, SINCE, School, at
from tests.services.steps import call, put
from tests.views.sweep import ground

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
LESSONS = (("algebra", MONDAY), ("english1", MONDAY), ("history", TUESDAY), ("algebra", WEDNESDAY))


@pytest.fixture
def week(web: Web) -> str:
    """The address of this week of class 7, on Friday evening."""
    web.clock.set("18:00", FRIDAY)
    return f"/attendance/{web.school.classes['7']}?week={MONDAY}"


def absent(web: Web, *lessons: tuple[str, Any], **codes: Any) -> None:
    for group, day in lessons:
        web.db(lambda g=group, d=day: call(web.school, web.school.lesson(g, d), **(codes or {"anya": "Н"})))


def row(html: str, name: str) -> list[str]:
    """The cells of a pupil in the table of the week."""
    mine = next(part for part in html.split("<tr")[1:] if f">{name}</a></th>" in part)
    return re.findall(r"<td[^>]*>([^<]*)", mine)


def record(web: Web, week: str, browser: Browser | None = None, **typed: Any) -> TestResponse:
    """The form of the page as Нина sends it for Аня."""
    nina = browser or web.browser("nina")
    address = f"{week}&pupil={web.school['anya']}"
    fields = form(nina.get(address).text, week)
    sent = {
        name: FileStorage(BytesIO(one[0]), one[1]) if isinstance(one, tuple) else one
        for name, one in typed.items()
    }
    boundary, body = encode_multipart(fields | sent)
    return nina.send("POST", week, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


@pytest.mark.clause("4.4.3")
def test_the_week_shows_codes_and_that_a_mark_is_there_but_never_its_value(web: Web, week: str) -> None:
    absent(web, ("algebra", MONDAY), ("history", TUESDAY))
    web.db(lambda: put(web.school, web.school.lesson("algebra"), "5", at("9:40"), pupil="borya"))
    shown = web.browser("nina").get(week).text
    assert row(shown, "Алёшина Аня")[:3] == ["Н", "", "Н"]
    assert row(shown, "Морозов Борис")[:3] == ["·", "", ""]
    assert row(shown, "Алёшина Аня")[-1] == "2"
    assert "пн 2; вт 1" in shown and "Яшина" not in shown


@pytest.mark.clause("4.4.3")
def test_what_does_not_agree_is_told_by_a_sign_and_words(web: Web, week: str) -> None:
    for number in (1, 2):
        code = "" if number == 1 else "Н"
        web.db(
            lambda n=number, c=code: call(
                web.school, web.school.lesson("algebra", FRIDAY, n), at("11:30", FRIDAY), anya=c
            )
        )
    web.db(lambda: call(web.school, web.school.lesson("history", FRIDAY), at("11:30", FRIDAY)))
    shown = web.browser("nina").get(week).text
    assert row(shown, "Алёшина Аня")[-4:-1] == ["", "Н?", ""]
    assert "пт 27.11, 2-й урок, Алгебра: стоит Н, а на соседних уроках пропуска нет" in shown


@pytest.mark.clause("4.4.3")
def test_a_span_is_explained_with_a_scan_and_the_history_is_kept(web: Web, week: str) -> None:
    absent(web, *LESSONS)
    nina = web.browser("nina")
    fields = form(nina.get(f"{week}&pupil={web.school['anya']}").text, week)
    assert (fields["first"], fields["last"], fields["code"]) == ("2026-11-23", "2026-11-25", "Б")
    scan = (b"\x89PNG\r\n\x1a\n...", "справка.png")
    answer = record(web, week, nina, paper="№ 5 от 26.11.2026", file=scan)
    assert (answer.status_code, "saved=" in answer.location) == (303, True)
    shown = nina.get(answer.location).text
    assert row(shown, "Алёшина Аня")[:4] == ["Б", "Б", "Б", "Б"]
    assert "справка № 5 от 26.11.2026" in shown and "Записано" in shown
    history = shown.split("История этой недели")[1].split("</details>")[0]
    assert "Н — Ветрова\u00a0В.И., 23.11 в 9:25 → Б — Нилова\u00a0Н.С., 27.11 в 18:00" in history
    (number,) = re.findall(r"/attendance/grounds/(\d+)/file", shown)
    kept = nina.get(f"/attendance/grounds/{number}/file")
    assert (kept.mimetype, kept.headers["Content-Disposition"].split(";")[0]) == ("image/png", "attachment")
    assert web.browser("dina").get(f"/attendance/grounds/{number}/file").status_code == 200


@pytest.mark.clause("4.4.2", "4.5.4")
def test_a_refused_form_keeps_what_was_typed(web: Web, week: str) -> None:
    absent(web, ("algebra", MONDAY), borya="Н")
    web.db(lambda: put(web.school, web.school.lesson("algebra"), "5", at("9:40")))
    answer = record(web, week, code="Н", first=str(MONDAY), last=str(MONDAY), words="видела сама")
    assert (answer.status_code, web.db(Absence.select().count)) == (422, 1)
    assert "у ученика есть отметка" in answer.text and "п. 4.5.4 Положения" in answer.text
    assert form(answer.text, week)["words"] == "видела сама"
    answer = record(web, week, code="Н", first=str(TUESDAY), last=str(TUESDAY))
    assert answer.status_code == 303
    assert web.db(lambda: Absence.get(Absence.pupil == web.school["anya"]).code) == "Н"


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pupil": "0"}, "Выберите ученика"),
        ({"first": "завтра"}, "Укажите первый день"),
        ({"code": "5"}, "Выберите, что поставить"),
        ({"file": (b"MZ", "вирус.pdf")}, "PDF, JPEG или PNG"),
        ({"file": (b"%PDF-" + b"0" * 5 * 2**20, "большой.pdf")}, "больше 5 МБ"),
    ],
)
def test_what_cannot_be_is_refused_in_words(web: Web, week: str, typed: dict[str, Any], said: str) -> None:
    absent(web, ("algebra", MONDAY))
    answer = record(web, week, **typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert web.db(AbsenceGround.select().count) == 0


@pytest.mark.clause("4.4.3")
def test_the_same_form_sent_twice_is_one_deed(web: Web, week: str) -> None:
    absent(web, ("algebra", MONDAY))
    nina = web.browser("nina")
    fields = form(nina.get(f"{week}&pupil={web.school['anya']}").text, week)
    for _ in range(2):
        assert nina.post(week, fields).status_code == 303
    assert web.db(AbsenceGround.select().count) == 1


@pytest.mark.clause("4.4.3")
def test_a_lesson_of_every_week_and_a_release_are_entered_once(web: Web, week: str) -> None:
    absent(web, ("english1", MONDAY))
    weekly: dict[str, Any] = {
        "what": "weekly",
        "code": "УП",
        "weekday": "1",
        "number": "3",
        "first": str(MONDAY),
    }
    until: dict[str, Any] = {"last": "2026-12-30", "kind": "other", "words": "музыкальная школа"}
    assert record(web, week, **weekly, **until).status_code == 303
    subject = web.db(lambda: Subject.get(Subject.name == "История").id)
    release: dict[str, Any] = {
        "what": "release",
        "subject": str(subject),
        "first": str(MONDAY),
        "last": "2026-12-30",
    }
    assert record(web, week, **release).status_code == 303
    absent(web, ("history", TUESDAY), borya="Н")
    shown = web.browser("nina").get(week).text
    assert row(shown, "Алёшина Аня")[:3] == ["", "УП", "осв"]
    assert "понедельник, 3-й урок, 23.11–30.12" in shown
    following = web.browser("nina").get(f"{week[:-10]}{MONDAY + timedelta(days=7)}").text
    assert row(following, "Алёшина Аня")[:2] == ["", "(УП)"]
    lesson = web.browser("nina").get(f"/lessons/{web.lesson('history', TUESDAY)}").text
    assert "освобождение от практики до 30.12" in lesson


@pytest.mark.clause("4.4.3")
def test_a_ground_is_ended_from_a_day_on(web: Web, week: str) -> None:
    absent(web, *LESSONS)
    record(web, week)
    nina = web.browser("nina")
    number = web.db(lambda: AbsenceGround.get().id)
    action = f"/attendance/grounds/{number}/end?week={MONDAY}"
    fields = form(nina.get(week).text, action)
    assert fields["since"] == "2026-11-23"
    assert nina.post(action, fields | {"since": "2026-11-24"}).status_code == 303
    shown = nina.get(week).text
    assert row(shown, "Алёшина Аня")[:4] == ["Б", "Б", "Н", "Н"]
    assert "не действует с 24.11" in shown


@pytest.mark.clause("4.4.3", "3.1")
def test_the_deputy_and_the_director_read_the_week_and_change_nothing(web: Web, week: str) -> None:
    absent(web, ("algebra", MONDAY))
    for key in ("dina", "igor"):
        shown = web.browser(key).get(f"{week}&pupil={web.school['anya']}").text
        assert row(shown, "Алёшина Аня")[0] == "Н" and "История этой недели" in shown
        assert f'action="{week}"' not in shown and "Закрыть неделю" not in shown
        assert web.browser(key).post(week, {"key": "k"}).status_code == 403
    assert web.browser("dina").get("/attendance").text.count("/attendance/") >= 2


@pytest.mark.clause("4.4.3", "3.1")
def test_another_class_is_hidden_and_so_are_its_pupils_grounds_and_notices(web: Web, week: str) -> None:
    nina, other = web.browser("nina"), web.school.classes["1"]
    assert nina.get("/attendance").location == f"/attendance/{web.school.classes['7']}"
    assert nina.get(f"/attendance/{other}").status_code == 404
    assert nina.post(f"/attendance/{other}", {"key": "k"}).status_code == 404
    fields = form(nina.get(week).text, week) | {"pupil": str(web.school["yana"])}
    assert nina.post(week, fields).status_code == 404
    known = web.db(ground, web.school)
    web.db(Enrolment.update(cohort=other).where(Enrolment.person == web.school["anya"]).execute)
    assert nina.post(f"/attendance/notices/{known['notice_id']}", {"key": "k"}).status_code == 404
    assert web.browser("vera").get(f"/attendance/grounds/{known['ground_id']}/file").status_code == 403


@pytest.mark.clause("4.4.3")
def test_long_and_unexplained_absences_surface(web: Web, week: str) -> None:
    days = [("algebra", FRIDAY), ("english1", MONDAY + timedelta(days=3))]
    absent(web, *LESSONS, *days, anya="Н", borya="")
    shown = web.browser("nina").get(week).text
    long = shown.split("Долгие пропуски")[1].split("</ul>")[0]
    assert "Алёшина Аня" in long and "5 дней подряд, 23.11–27.11" in long and "без причины" in long
    assert "ноябрь: 6 из 6 уроков, 100 %" in long and "Морозов" not in long
    web.settings(long_absence_days=6)
    assert "дней подряд" not in web.browser("nina").get(week).text
    web.clock.set("18:00", FRIDAY + timedelta(days=7))
    later = web.browser("nina").get(f"/attendance/{web.school.classes['7']}").text
    assert "с 23.11: 6" in later.split("Без причины раньше")[1]


@pytest.mark.clause("4.4.3")
def test_what_was_missed_is_counted_by_reason_for_week_month_and_period(web: Web, week: str) -> None:
    absent(web, *LESSONS)
    record(web, week, last=str(TUESDAY))
    shown = web.browser("nina").get(week).text.split('id="counts"')[1]
    mine = shown.split("Алёшина Аня")[1].split("</tr>")[0]
    assert re.findall(r"<td>(\d*)", mine) == ["3", "4", "3", "", "", "1", ""] * 3


@pytest.mark.clause("4.4.3")
def test_the_teacher_reads_the_reason_and_an_absence_takes_it(web: Web) -> None:
    web.db(ground, web.school)  # ill on Wednesday
    web.clock.set("8:40", WEDNESDAY)
    vera, lesson = web.browser("vera"), web.lesson("algebra", WEDNESDAY)
    page = vera.get(f"/lessons/{lesson}").text
    assert "болеет до 25.11, справка" in page
    anya = web.school["anya"]
    sent = {"key": "k", f"seen-{anya}": "0", f"roll-{anya}": "Н"}
    cell = vera.htmx_post(f"/lessons/{lesson}/roll/{anya}", sent).text
    assert '<span class="code">Б</span>' in cell and "checked" not in cell
    assert web.db(lambda: journal.absences([lesson])[lesson, anya][1]) == "Б"


def crowd(school: School) -> None:
    """Twenty more pupils of class 7, ill all the week."""
    for number in range(20):
        person = Person.create(snils=f"998{number:08}", sex="f")
        PersonName.create(
            person=person, surname=f"Новая{number}", name="Яна", patronymic=None, folded="", valid_from=SINCE
        )
        Enrolment.create(person=person, cohort=school.classes["7"], order_number="№ 9", valid_from=SINCE)
        for group in ("algebra", "history", "english1"):
            GroupMember.create(group=school.groups[group], person=person, valid_from=SINCE)


def test_the_page_asks_the_same_few_queries_of_a_large_class(web: Web, week: str) -> None:
    absent(web, *LESSONS)
    record(web, week)
    nina, address = web.browser("nina"), f"{week}&pupil={web.school['anya']}"
    with queries() as few:
        nina.get(address)
    web.db(crowd, web.school)
    absent(web, ("algebra", FRIDAY))
    with queries() as many:
        assert nina.get(address).text.count("Новая") > 20
    assert len(few) == len(many) <= 45
